"""A session's chores come one after another, and none is the last for having failed."""

from __future__ import annotations

import threading

from anew.session.chores import Chores
from anew.testing.clock import FakeClock
from anew.threads import Threads


def test_they_come_one_after_another_and_then_the_session_goes_on():
    clock, told = FakeClock(), []
    chores = Chores(Threads(2), clock, lambda: told.append("over"))
    first_may_end, second_began = threading.Event(), threading.Event()

    def first() -> str:
        first_may_end.wait(10)
        return "late" if second_began.is_set() else "first"

    def second() -> str:
        second_began.set()
        return "second"

    chores.do(first, told.append)
    chores.do(second, told.append)
    assert chores.is_on
    first_may_end.set()
    clock.run_until(lambda: "over" in told)

    assert told == ["first", "second", "over"]


def test_one_that_fails_is_logged_and_holds_up_no_other(caplog):
    clock, told = FakeClock(), []
    chores = Chores(Threads(2), clock, lambda: told.append("over"))

    chores.do(lambda: 1 / 0, told.append)
    chores.do(lambda: "second", told.append)
    clock.run_until(lambda: "over" in told)

    assert told == [None, "second", "over"]
    assert [record.getMessage() for record in caplog.records] == [
        "anew failed at a chore of a session."
    ]
