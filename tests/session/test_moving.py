"""Sessions that move from one process to another: those that lose them notice."""

from __future__ import annotations

import builtins

import pytest
from session.process import Process, click

from anew.protocol.messages import MOVED, SHUTTING_DOWN
from anew.session.storage import LOOK_SECONDS, PAUSE_SECONDS
from anew.testing.tab import Tab


@pytest.fixture
def used(store) -> tuple[Process, Tab]:
    """A process with a tab, whose session is saved."""
    process, tab = Process(store), Tab()
    process.open(tab)
    click(process, tab)
    process.save()
    return process, tab


def test_a_process_that_was_paused_ends_what_others_have_taken_over_at_once(used, store):
    process, tab = used
    other = Tab()
    other.name = tab.name
    Process(store).open(other)
    assert tab.is_open  # Nobody tells a process that is paused.

    for timer in process.clock._timers:  # Time goes on, but nothing is called in it.
        timer.due += LOOK_SECONDS + PAUSE_SECONDS
    process.clock.advance(2 * LOOK_SECONDS + PAUSE_SECONDS)
    process.clock.run_until(lambda: not tab.is_open)

    assert tab.closed == MOVED
    assert process.registry.sessions == []


def test_a_process_that_was_not_paused_does_not_ask_the_store_all_the_time(used, store):
    process, _ = used
    asked = []
    store.renew = lambda owned: asked.append(owned) or set()

    for _ in range(40):
        process.clock.advance(LOOK_SECONDS)

    assert asked == []


def test_a_session_that_the_store_does_not_have_yet_is_not_given_up(store, gate):
    tab = Tab()
    process = Process(store, BLOCKING)
    process.registry.connect(tab, tab.hello(), "browser", lambda _: None)
    assert vars(builtins)["arrived"].wait(10)

    assert process.storage._owned == {}
    gate.set()
    process.session = process.registry.sessions[0]
    process.settle()
    process.save()
    assert [*process.storage._owned] == [tab.name]


def test_a_process_that_ends_sends_new_tabs_to_the_next(store):
    process = Process(store)
    process.registry.drain()
    tab = Tab()

    process.open(tab)

    assert (tab.closed, process.registry.sessions) == (SHUTTING_DOWN, [])


BLOCKING = """
import builtins
builtins.arrived.set()
assert builtins.gate.wait(10)
"""
