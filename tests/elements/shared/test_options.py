"""Options: from whatever an author has, found again, and told apart."""

from __future__ import annotations

import json
from enum import Enum

import numpy as np
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.shared.options import MarkdownOptions, Options, listed, sent_items
from anew.protocol.codec import to_json
from anew.settings.settings import Settings, with_options
from anew.state.state import Refused


class Color(Enum):
    RED = 1
    GREEN = 2


class Column:
    """What has a `tolist`, as columns of tables have."""

    def tolist(self):
        return ["a", "b"]


class Ambiguous:
    """What cannot be compared, as arrays cannot."""

    def __eq__(self, other):
        raise TypeError("ambiguous")

    __hash__ = None


class Plain:
    """An object without a text of its own."""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["a", "b"], ["a", "b"]),
        (("a", "b"), ["a", "b"]),
        ("ab", ["a", "b"]),
        (range(2), [0, 1]),
        ({"a": 1, "b": 2}, ["a", "b"]),
        ((letter for letter in "ab"), ["a", "b"]),
        (Column(), ["a", "b"]),
        (Color, [Color.RED, Color.GREEN]),
        (None, []),
    ],
)
def test_options_come_from_what_an_author_has(given, expected):
    assert listed("radio", given) == expected


def test_what_cannot_be_listed_is_refused():
    with refused(
        st.errors.InvalidParameterTypeError,
        "radio: options=5 cannot be listed. Pass a list, a dict, an Enum or a column of a table.",
    ):
        st.radio("x", 5)


def test_an_option_is_found_by_its_type_first():
    options = Options([0, 0.0, False, "0"])

    assert [options.index_of(value) for value in (0, 0.0, False, "0")] == [0, 1, 2, 3]
    assert Options([1, 2]).index_of(2.0) == 1
    assert options.index_of("1") is None


def test_options_that_cannot_be_compared_are_found_by_being_the_same():
    one, other = Ambiguous(), Ambiguous()

    assert Options([one, other]).index_of(other) == 1


def test_a_browser_gets_labels_alone():
    assert json.loads(to_json(Options([1, "b"], format=lambda value: f"<{value}>"))) == [
        "<1>",
        "<b>",
    ]
    assert json.loads(to_json(MarkdownOptions(["**a**"]))) == ["<strong>a</strong>"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (2, "There is no option 2: there are 2."),
        (-1, "There is no option -1: there are 2."),
        (True, "True is not the index of an option."),
        ("a", "'a' is not the index of an option."),
        (0.0, "0.0 is not the index of an option."),
        ([0], "A list is not the index of an option."),
        ([0, 1], "A list is not the index of an option."),
        (["0", "a"], "'0' is not the index of an option."),
        ([True, "a"], "True is not the index of an option."),
        ([0, "c"], "Option 'c' no longer exists."),
        ([7, ""], "Option '' no longer exists."),
        ([0, "c", 2], "Option 'c' no longer exists."),  # These are their own labels.
        ([0, "c", 2, 2], "A list is not the index of an option."),
    ],
)
def test_what_names_no_option_is_refused(raw, text):
    with refused(Refused, text):
        Options(["a", "b"]).at(raw)


@pytest.mark.parametrize("kind", [Options, MarkdownOptions])
def test_a_choice_counts_by_its_label_wherever_that_stands_now(kind):
    before, now = kind(["*a*", "b", "b"]), kind(["c", "b", "*a*", "b"])

    for place, found in [(0, 2), (1, 1), (2, 1)]:
        assert now.place_of([place, before.shown_label(place)]) == found
    assert before.place_of([2, before.shown_label(2)]) == 2
    assert now.place_of([99, "b"]) == 1
    assert now.at([0, before.shown_label(0)]) == "*a*"


@pytest.mark.parametrize("kind", [Options, MarkdownOptions])
def test_the_place_counts_where_the_label_is_gone_and_as_many_are_there(kind):
    now = kind(["a", "b"], lambda letter: f"now {letter}")

    assert now.at([1, "before b", 2]) == "b"
    assert now.at([1, "now a", 2]) == "a"
    for sent in ([1, "before b", 3], [1, "before b"], [2, "before c", 2], [-1, "before", 2]):
        with refused(Refused, f"Option {sent[1]!r} no longer exists."):
            now.at(sent)


def test_an_array_is_found_among_others_and_hides_none_of_them():
    arrays = [np.arange(3), np.arange(3) + 1]
    options = Options([*arrays, "all", None])

    assert [options.index_of(value) for value in (*arrays, "all", None)] == [0, 1, 2, 3]
    assert options.index_of(np.arange(3) + 1) == 1
    assert options.index_of("none") is None


def test_a_label_that_cannot_be_made_is_none():
    options = Options([{"name": "a"}], lambda row: row["name"])

    assert options.index_of({"name": "a", "new": True}) == 0
    assert options.index_of({"title": "a"}) is None
    assert options.index_of(["a"]) is None


def test_what_a_browser_chose_twice_is_refused_quickly():
    twice = [[place, str(place)] for place in range(5_000)] + [[0, "0"]]

    with refused(Refused, "An option is chosen twice."):
        sent_items(twice)
    assert sent_items(twice[:-1]) == twice[:-1]


def test_format_func_does_not_tell_options_apart():
    """R37"""
    plain, loud = Options([1, 2]), Options([1, 2], format=lambda value: f"{value}!")

    assert plain.digest() == loud.digest()
    assert plain.digest() != Options([1, 3]).digest()
    assert Options(["a", "bc"]).digest() != Options(["ab", "c"]).digest()


def test_objects_made_anew_in_each_run_are_the_same_options():
    one, other = (Options([Plain(), Plain()], format=lambda value: "thing") for _ in range(2))

    assert one.digest() == other.digest()


def test_addresses_in_memory_do_not_tell_options_apart():
    one, other = (Options([object(), lambda: 1, [object()]]) for _ in range(2))

    assert one.digest() == other.digest()


def member_of_before(tab, how):
    """What a radio takes for a member of an enum that the script has defined again."""
    settings = with_options(Settings(), {"runner.enumCoercion": how})
    before = Enum("Color", {"RED": 1, "GREEN": 2, "BLUE": 3})
    now = Enum("Color", {"RED": 1, "GREEN": 5})

    def script(member):
        st.session_state.k = member
        return st.radio("x", now, key="k").name

    return [tab.run(lambda m=m: script(m), settings=settings) for m in before]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("nameOnly", ["RED", "GREEN", "RED"]),
        ("nameAndValue", ["RED", "RED", "RED"]),
        ("off", ["RED", "RED", "RED"]),
    ],
)
def test_members_of_an_enum_defined_again(tab, how, expected):
    """R35; where none is found, the widget is at its default."""
    assert member_of_before(tab, how) == expected
