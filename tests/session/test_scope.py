"""What an event concerns, and what a run of that makes up for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from anew.protocol.messages import Location
from anew.script.request import Request
from anew.session.scope import WHOLE, Scope, covers, scope_of
from anew.session.wishes import Wishes


def widget(fragment: str = "", *, waits: bool = False):
    return SimpleNamespace(fragment=fragment, record=SimpleNamespace(waits=waits))


WIDGETS = {
    "out": widget(),
    "a": widget("a"),
    "inner": widget("a/inner"),
    "b": widget("b"),
    "waits": widget(waits=True),
    "waits in b": widget("b", waits=True),
}


@pytest.mark.parametrize(
    ("request_", "scope"),
    [
        (Request(), WHOLE),
        (Request(trigger="out"), WHOLE),
        (Request(trigger="a"), ("a",)),
        (Request(values={"a": 1}), ("a",)),
        (Request(values={"b": 1, "a": 2}), ("b", "a")),
        (Request(values={"a": 1}, trigger="a"), ("a",)),
        (Request(values={"a": 1}, trigger="inner"), ("a", "a/inner")),
        (Request(values={"a": 1}, trigger="out"), WHOLE),
        (Request(values={"out": 1}, trigger="a"), WHOLE),
        (Request(values={"waits": 1}, trigger="a"), ("a",)),
        (Request(values={"waits in b": 1}, trigger="a"), ("a",)),
        (Request(values={"waits": 1}), WHOLE),
        (Request(trigger="waits in b"), ("b",)),
        (Request(values={"gone": 1}), WHOLE),
        (Request(values={"gone": 1}, trigger="a"), ("a",)),
        (Request(trigger="a", location=Location("there")), WHOLE),
        (Request(fragments=("b",)), ("b",)),
    ],
    ids=str,
)
def test_an_event_concerns_the_fragments_that_made_its_widgets(request_, scope):
    assert scope_of(request_, WIDGETS) == scope


@pytest.mark.parametrize(
    ("newer", "older", "is_made_up_for"),
    [
        (WHOLE, WHOLE, True),
        (WHOLE, ("a",), True),
        (("a",), WHOLE, False),
        (("a",), ("a",), True),
        (("a",), ("a/inner",), True),
        (("a/inner",), ("a",), False),
        (("a",), ("ab",), False),
        (("a", "b"), ("b", "a/inner"), True),
        (("a",), ("a", "b"), False),
    ],
)
def test_what_a_run_makes_up_for(newer, older, is_made_up_for):
    assert covers(newer, older) is is_made_up_for


# What is there ----------------------------------------------------------------------------------


def scope_with(*fragments: str) -> Scope:
    scope = Scope()
    scope.drawn = SimpleNamespace(fragments=fragments)
    return scope


def test_where_nothing_can_run_alone_all_runs():
    scope = Scope()

    assert scope.of(Request(trigger="a"), WIDGETS) == WHOLE
    assert scope.known(["a"]) == ()


def test_an_event_for_one_that_is_gone_runs_all():
    scope = scope_with("a")

    assert scope.of(Request(trigger="a"), WIDGETS) == ("a",)
    assert scope.of(Request(values={"a": 1}, trigger="b"), WIDGETS) == WHOLE


def test_wishes_for_those_that_are_gone_are_dropped_and_none_is_wished_for_twice():
    scope = scope_with("a", "b")
    wishes = Wishes((Request(trigger="a"),), fragments=("b", "gone", "b"))

    assert scope.pruned(wishes) == wishes._replace(fragments=("b",))


def test_what_a_request_is_told_of_the_page():
    """Which fragments there are is not known after a run that broke off, even if it made them."""
    click = Request(trigger="a")
    scope = scope_with("a")
    assert Scope().narrowed(click, WIDGETS) == click

    scope.take_back(SimpleNamespace(drawn=scope.drawn, knows_fragments=True))
    told = click._replace(fragments=("a",), knows_fragments=True)
    assert scope.narrowed(click, WIDGETS) == told

    scope.take_back(SimpleNamespace(drawn=None, knows_fragments=True))
    assert scope.narrowed(click, WIDGETS) == click._replace(knows_fragments=True)

    scope.take_back(SimpleNamespace(drawn=None, knows_fragments=False))
    assert scope.narrowed(click, WIDGETS) == click


def test_a_run_that_is_on_is_made_up_for_by_the_next_events_only():
    scope, whole, part = scope_with("a", "b"), Request(), Request(fragments=("a",))

    assert scope.makes_up((), WIDGETS, whole)
    assert scope.makes_up((Request(trigger="out"), Request(trigger="a")), WIDGETS, whole)
    assert not scope.makes_up((Request(trigger="a"),), WIDGETS, whole)
    assert scope.makes_up((Request(trigger="a"),), WIDGETS, part)
    assert not scope.makes_up((Request(trigger="b"), Request(trigger="a")), WIDGETS, part)
