"""What the end of a run leads to: each row of the table in `session/ending.py`."""

from __future__ import annotations

import pytest

from anew.elements.areas import App
from anew.page.tree import Draft
from anew.script.request import Failed, Finished, Interrupted, Request, RerunWanted
from anew.session.ending import NO_ROW, STOPPED, Ending, Row, ending_of
from anew.session.wishes import Wishes

VALUES = Request(values={"n": 1}, event=5)
VOID = Request(values={"old": 1}, event=3)
LEFT = {"old": None}
DRAWN = Draft(App())
BEFORE = Draft(App())
NONE = Wishes()
ROW = Row(2, BEFORE)


def ending(outcome, wishes=NONE, *, is_stopped=False, is_cut_off=False):
    return ending_of(
        outcome,
        wishes,
        ROW,
        drawn=DRAWN,
        left=LEFT,
        is_stopped=is_stopped,
        is_cut_off=is_cut_off,
    )


def test_what_made_way_for_an_event_is_made_up_for_by_that():
    assert ending(Interrupted(), Wishes((VOID, VALUES), wants_rerun=True)) == Ending(
        Wishes((VOID, VALUES)), ROW
    )


@pytest.mark.parametrize("events", [(), (VOID,)])
def test_what_made_way_is_made_up_for_by_a_rerun_where_no_event_has_a_run(events):
    """The wish may have been taken back; the events may be for a page that was left meanwhile."""
    assert ending(Interrupted(), Wishes(events)) == Ending(Wishes(events, wants_rerun=True), ROW)


def test_a_run_that_asks_for_another_has_it_and_the_row_goes_on():
    assert ending(RerunWanted(), Wishes((VALUES,))) == Ending(
        Wishes((VALUES,), wants_rerun=True), Row(3, DRAWN)
    )


def test_a_run_that_asks_for_fragments_has_these_unless_all_is_wished_for():
    assert ending(RerunWanted(("b",)), Wishes((VALUES,), fragments=("a",))) == Ending(
        Wishes((VALUES,), fragments=("a", "b")), Row(3, DRAWN)
    )
    assert ending(RerunWanted(("b",)), Wishes(wants_rerun=True)) == Ending(
        Wishes(wants_rerun=True, fragments=("b",)), Row(3, DRAWN)
    )


def test_a_run_that_asks_for_another_and_was_stopped_is_shown_with_the_reason():
    end = ending(RerunWanted(), Wishes((VALUES,)), is_stopped=True)

    assert end._replace(instead=None) == Ending(
        Wishes((VALUES,)), Row(is_stopped=True), is_answered=True
    )
    assert end.instead.element.notice == STOPPED


def test_a_run_that_was_cut_off_in_a_row_gives_way_to_what_the_one_before_drew():
    BEFORE.children.append(Draft(App()))
    end = ending(Finished(is_whole=False), is_stopped=True, is_cut_off=True)

    assert end._replace(instead=None) == Ending(Wishes(), Row(is_stopped=True), is_answered=True)
    assert end.instead.element.notice == STOPPED
    assert end.instead.children == BEFORE.children


@pytest.mark.parametrize(
    ("outcome", "is_cut_off"), [(RerunWanted(), False), (Finished(is_whole=False), True)]
)
def test_who_has_stopped_a_row_and_wants_another_run_since_has_it(outcome, is_cut_off):
    wishes = Wishes(wants_rerun=True)

    assert ending(outcome, wishes, is_stopped=True, is_cut_off=is_cut_off) == Ending(
        wishes, NO_ROW, is_answered=True
    )


@pytest.mark.parametrize(
    "outcome", [Finished(is_whole=True), Finished(is_whole=False), Failed(Exception())]
)
@pytest.mark.parametrize("wishes", [Wishes(), Wishes((VALUES,), wants_rerun=True)])
def test_a_run_that_came_to_its_end_is_shown_whatever_comes_next(outcome, wishes):
    assert ending(outcome, wishes) == Ending(wishes, NO_ROW, is_answered=True, is_all=True)
