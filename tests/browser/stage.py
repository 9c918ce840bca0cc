"""What a test and the script that it serves share: gates to wait at, and a log.

The script runs in the test's process, so `from browser.stage import wait, note` works in it.
"""

from __future__ import annotations

import threading
from collections import defaultdict

LONGEST_WAIT_SECONDS = 60.0

_gates: defaultdict[str, threading.Event] = defaultdict(threading.Event)
_notes: list[object] = []
_noted = threading.Condition()


def wait(gate: str, seconds: float = LONGEST_WAIT_SECONDS) -> bool:
    """Wait until the test opens the gate; whether it is open."""
    return _gates[gate].wait(seconds)


def open_gate(gate: str) -> None:
    _gates[gate].set()


def note(what: object) -> None:
    """Write something down for the test."""
    with _noted:
        _notes.append(what)
        _noted.notify_all()


def notes() -> list[object]:
    with _noted:
        return list(_notes)


def wait_for_note(what: object) -> None:
    """Wait until the script has written this down."""
    with _noted:
        assert _noted.wait_for(lambda: what in _notes, LONGEST_WAIT_SECONDS), _notes


def clear() -> None:
    """A new test begins."""
    _gates.clear()
    _notes.clear()


def open_all() -> None:
    """The test is over: no script waits any longer."""
    for gate in list(_gates.values()):
        gate.set()
