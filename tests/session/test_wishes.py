"""What is wished for leads to which step: each row of the tables in `session/wishes.py`."""

from __future__ import annotations

from anew.protocol.messages import Location
from anew.script.request import Request
from anew.session.wishes import (
    ClearCaches,
    Clearing,
    Dismiss,
    MakesWay,
    Rest,
    StartRun,
    Wishes,
    makes_way,
    next_step,
)

CLICK = Request(trigger="go", event=4)
VALUES = Request(values={"n": 1}, event=5)
VOID = Request(values={"old": 1}, event=3)
LEFT = {"old": None}
PLACE = Location("there")
CLEARING = Clearing(event=2, has_caches=False)


def step(wishes, *, is_ending=False):
    return next_step(wishes, left=LEFT, applied=1, is_ending=is_ending)


# What is done next ---------------------------------------------------------------------------


def test_events_for_a_page_that_was_left_are_dismissed_up_to_the_first_that_is_for_another():
    last = VOID._replace(event=4)
    wishes = Wishes((VOID, last, VALUES, VOID), wants_rerun=True, place=PLACE)

    assert step(wishes) == (Dismiss(4), wishes._replace(events=(VALUES, VOID)))


def test_they_are_dismissed_by_a_server_that_ends_as_well():
    assert step(Wishes((VOID,)), is_ending=True) == (Dismiss(3), Wishes())


def test_nothing_is_done_where_nothing_is_wished_for():
    assert step(Wishes()) == (Rest(), Wishes())


def test_neither_clearing_nor_a_page_load_is_a_reason_to_run():
    """The user has taken back the rerun that was wished for with them; the next run has both."""
    wishes = Wishes(clearing=Clearing(event=2, has_caches=True), place=PLACE)

    assert step(wishes) == (Rest(), wishes)


def test_events_wait_for_another_server_where_this_one_ends():
    wishes = Wishes((CLICK, VALUES))

    assert step(wishes, is_ending=True) == (Rest(), wishes)


def test_caches_are_cleared_before_the_run_that_is_to_find_none():
    wishes = Wishes((VALUES,), wants_rerun=True, clearing=Clearing(2, has_caches=True), place=PLACE)

    assert step(wishes) == (ClearCaches(), wishes._replace(clearing=CLEARING))


def test_a_run_after_clearing_is_afresh_and_answers_what_came_before():
    """What came since then waits: it is not answered, nor lost, before it has a run."""
    wishes = Wishes((VALUES,), wants_rerun=True, clearing=CLEARING)

    assert step(wishes) == (StartRun(Request(event=2), is_afresh=True), Wishes((VALUES,)))


def test_a_run_after_a_page_load_is_for_its_place_and_events_wait_for_the_next():
    wishes = Wishes((VALUES,), wants_rerun=True, place=PLACE)
    request = Request(event=1, location=PLACE, is_load=True)

    assert step(wishes) == (StartRun(request, is_afresh=False), Wishes((VALUES,)))


def test_a_run_after_a_page_load_and_clearing_is_both():
    wishes = Wishes(wants_rerun=True, clearing=CLEARING, place=PLACE)
    request = Request(event=2, location=PLACE, is_load=True)

    assert step(wishes) == (StartRun(request, is_afresh=True), Wishes())


def test_a_rerun_is_made_by_a_server_that_ends_but_without_the_events():
    wishes = Wishes((CLICK,), wants_rerun=True)

    assert step(wishes, is_ending=True) == (
        StartRun(Request(event=1), is_afresh=False),
        Wishes((CLICK,)),
    )


def test_each_event_has_a_run_the_first_first():
    assert step(Wishes((CLICK, VALUES))) == (StartRun(CLICK, is_afresh=False), Wishes((VALUES,)))


def test_the_run_of_an_event_is_a_rerun_too():
    assert step(Wishes((CLICK,), wants_rerun=True)) == (StartRun(CLICK, is_afresh=False), Wishes())


def test_a_rerun_answers_nothing_new():
    assert step(Wishes(wants_rerun=True)) == (
        StartRun(Request(event=1), is_afresh=False),
        Wishes(),
    )


# Fragments -----------------------------------------------------------------------------------


def test_fragments_run_where_nothing_else_is_to():
    assert step(Wishes(fragments=("a", "b"))) == (
        StartRun(Request(event=1, fragments=("a", "b")), is_afresh=False),
        Wishes(),
    )


def test_fragments_wait_for_the_events_before_them_and_a_rerun_makes_up_for_them():
    assert step(Wishes((CLICK, VALUES), fragments=("a",))) == (
        StartRun(CLICK, is_afresh=False),
        Wishes((VALUES,), fragments=("a",)),
    )
    assert step(Wishes(wants_rerun=True, fragments=("a",))) == (
        StartRun(Request(event=1), is_afresh=False),
        Wishes(),
    )


def test_no_fragment_begins_where_the_server_ends():
    wishes = Wishes(fragments=("a",))

    assert step(wishes, is_ending=True) == (Rest(), wishes)


# Whether the run that is on makes way ---------------------------------------------------------


def way(current, wishes, mode="newer", *, is_made_up_for=True):
    return makes_way(current, wishes, left=LEFT, mode=mode, is_made_up_for=is_made_up_for)


def test_the_run_of_a_click_makes_way_for_nothing_but_where_the_author_wants_it():
    assert way(CLICK, Wishes((VALUES,), wants_rerun=True)) is None
    assert way(CLICK, Wishes((VALUES,)), "eager") == MakesWay(until=None)


def test_no_run_makes_way_for_what_is_void_but_for_a_rerun_beside_it():
    assert way(VALUES, Wishes((VOID,))) is None
    assert way(VALUES, Wishes((VOID,), wants_rerun=True)) == MakesWay(until=None)


def test_a_run_that_makes_way_for_a_click_places_first_what_was_clicked():
    """R57."""
    assert way(VALUES, Wishes((CLICK, VALUES))) == MakesWay(until="go")
    assert way(VALUES, Wishes((CLICK,)), "eager") == MakesWay(until=None)


def test_a_run_that_follows_values_makes_way_for_all_else_at_once():
    assert way(VALUES, Wishes((VALUES, CLICK))) == MakesWay(until=None)
    assert way(VALUES, Wishes(wants_rerun=True)) == MakesWay(until=None)


def test_no_run_makes_way_for_fragments_nor_for_what_makes_up_for_a_part_of_it():
    """R94."""
    assert way(VALUES, Wishes(fragments=("a",))) is None
    assert way(VALUES, Wishes((CLICK,)), is_made_up_for=False) is None
    assert way(VALUES, Wishes((CLICK,)), "eager", is_made_up_for=False) is None
    rerun = Wishes((CLICK,), wants_rerun=True)
    assert way(VALUES, rerun, is_made_up_for=False) == MakesWay(until="go")
