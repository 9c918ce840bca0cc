"""Numbered steps of a server at which a test has it fail: from outside, anew knows nothing of it.

`install("die@17")` in a process that will serve: before and after each thing that a click passes through
(receive, run, ended, commit, take over, load, acknowledge, render …) is a step; the process ends at the 17th,
as by `kill -9`. A test tries 1, 2, 3 … until a server does all it is asked for without reaching
the step. What was done is the last line of the server's log.

    die@N         the process ends
    stop@N        the process stops itself (SIGSTOP); the test wakes it
    fail@N        the N-th step of the store's raises UnavailableError: before it did anything, or
                  after, so that only its answer is lost
    break@N       the same with an error that no store should raise
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = "anew-fault:"  # What the log's line begins with.

# Where the steps are: what a click passes, in the order of its journey.
POINTS = (
    ("anew.session.registry", "Registry", "_join"),
    ("anew.session.session", "Session", "receive"),
    ("anew.script.runner", "Runner", "start"),
    ("anew.session.session", "Session", "ended"),
    ("anew.session.line", "Line", "show"),
    ("anew.session.line", "Line", "say_saved"),
    ("anew.session.saving", "Saving", "_answered"),
)
STORE_CALLS = ("take_over", "load", "commit", "renew", "remove")


class Steps:
    """Counts, and fails at the step that was asked for. Threading: safe."""

    def __init__(self, spec: str) -> None:
        self.kind, _, number = spec.partition("@")
        self._at = int(number)
        self._count = 0
        self._lock = threading.Lock()

    def step(self, name: str, *, is_store: bool = False) -> None:
        with self._lock:
            if self.kind in {"fail", "break"} and not is_store:
                return
            self._count += 1
            if self._count != self._at:
                return
        self._fail(name)

    def _fail(self, name: str) -> None:
        os.write(2, f"{MARK} {self.kind} at step {self._at}: {name}\n".encode())
        match self.kind:
            case "die":
                os._exit(137)
            case "stop":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "fail":
                unavailable = importlib.import_module("anew.stores.base").UnavailableError
                raise unavailable(f"A test wants this to fail: {name}.")
            case "break":
                raise RuntimeError(f"A test wants this to break: {name}.")


def install(spec: str) -> None:
    """Have this process fail as the spec says; nothing for an empty one."""
    if not spec:
        return
    steps = Steps(spec)
    for module, owner, name in POINTS:
        found = getattr(importlib.import_module(module), owner)
        setattr(found, name, _stepped(getattr(found, name), f"{owner}.{name}", steps))
    storage = importlib.import_module("anew.session.storage").Storage
    made = storage.__init__

    def init(self: object, store: object, *arguments: Any, **named: Any) -> None:
        for name in STORE_CALLS:
            call = getattr(store, name)
            setattr(store, name, _stepped(call, f"Store.{name}", steps, is_store=True))
        made(self, store, *arguments, **named)

    storage.__init__ = init


def _stepped(
    call: Callable[..., Any], name: str, steps: Steps, *, is_store: bool = False
) -> Callable[..., Any]:
    @functools.wraps(call)
    def stepped(*arguments: Any, **named: Any) -> Any:
        steps.step(f"before {name}", is_store=is_store)
        result = call(*arguments, **named)
        steps.step(f"after {name}", is_store=is_store)
        return result

    return stepped
