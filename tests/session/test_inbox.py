"""The one rule that merges events: a click is an action, a changed value is a state."""

from __future__ import annotations

from hypothesis import given, strategies

from anew.protocol.messages import Event, LongText
from anew.script.request import Request
from anew.session.inbox import MOST_LONG, MOST_WAITING, is_full, may_interrupt, merge


def merged(*events: Event) -> list[tuple[dict, str | None, int]]:
    waiting = ()
    for event in events:
        waiting = merge(waiting, event)
    return [(dict(request.values), request.trigger, request.event) for request in waiting]


def test_values_that_wait_together_become_one_and_the_newest_wins():
    assert merged(
        Event(n=1, values={"a": 1}), Event(n=2, values={"b": 2}), Event(n=3, values={"a": 3})
    ) == [({"a": 3, "b": 2}, None, 3)]


def test_a_click_waits_behind_the_values_before_it():
    """R57: its callback's arguments are those of a run that has seen them."""
    assert merged(Event(n=1, values={"a": 1}), Event(n=2, trigger="go")) == [
        ({"a": 1}, None, 1),
        ({}, "go", 2),
    ]


def test_each_click_waits_for_its_own_run():
    assert merged(Event(n=1, trigger="go"), Event(n=2, trigger="go")) == [
        ({}, "go", 1),
        ({}, "go", 2),
    ]


def test_what_comes_after_a_click_waits_behind_it():
    assert merged(
        Event(n=1, trigger="go"), Event(n=2, values={"a": 1}), Event(n=3, values={"a": 2})
    ) == [
        ({}, "go", 1),
        ({"a": 2}, None, 3),
    ]


events = strategies.lists(
    strategies.tuples(
        strategies.dictionaries(
            strategies.sampled_from("ab"), strategies.integers(0, 5), max_size=2
        ),
        strategies.sampled_from([None, "x", "y"]),
    ),
    max_size=12,
)


@given(events)
def test_no_click_is_lost_or_doubled_and_the_last_values_hold(history):
    waiting = merged(
        *[Event(n=n, values=values, trigger=t) for n, (values, t) in enumerate(history, 1)]
    )

    assert [trigger for _, trigger, _ in waiting if trigger] == [t for _, t in history if t]
    final, expected = {}, {}
    for values, _, _ in waiting:
        final.update(values)
    for values, _ in history:
        expected.update(values)
    assert final == expected
    assert not waiting or waiting[-1][2] == len(history)


@given(events)
def test_every_click_sees_exactly_the_values_before_it(history):
    def seen_by_clicks(steps):
        state, seen = {}, []
        for values, trigger in steps:
            state = {**state, **values}
            if trigger:
                seen.append((trigger, state))
        return seen

    waiting = merged(
        *[Event(n=n, values=values, trigger=t) for n, (values, t) in enumerate(history, 1)]
    )

    assert seen_by_clicks([(v, t) for v, t, _ in waiting]) == seen_by_clicks(history)


def test_a_run_that_only_follows_values_makes_way():
    assert may_interrupt(Request(values={"a": 1}), "newer")
    assert not may_interrupt(Request(trigger="go"), "newer")
    assert may_interrupt(Request(trigger="go"), "eager")


def test_the_first_run_after_a_restart_or_clearing_makes_way_for_nothing():
    """Before it has made the widgets, what is sent for them would be for nothing."""
    assert not may_interrupt(Request(is_first=True), "newer")
    assert not may_interrupt(Request(is_first=True), "eager")


def filled(times: int, **values: object) -> tuple[Request, ...]:
    """What waits after so many clicks, each with these values."""
    waiting = ()
    for number in range(times):
        waiting = merge(waiting, Event(n=number + 1, values=values, trigger="go"))
    return waiting


def test_so_many_events_wait_and_no_more():
    assert not is_full(filled(MOST_WAITING - 1))
    assert is_full(filled(MOST_WAITING))


def test_so_many_long_texts_wait_and_no_more():
    """Each may have megabytes, and a run may take minutes."""
    long = {"a": LongText(("a", "b")), "b": "short"}

    assert not is_full(filled(MOST_LONG - 1, **long))
    assert is_full(filled(MOST_LONG, **long))
