"""Multiselects: several of many options."""

from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.multiselect import Multiselect
from anew.elements.shared.options import Options
from anew.state.state import Refused

ABC = ["a", "b", "c"]


def chosen(tab, options=ABC, *args, sent=None, state=(), **given):
    def script():
        for value in state:
            st.session_state.k = value
        return st.multiselect("x", options, *args, key="k", **given)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@pytest.mark.parametrize(
    ("default", "expected"), [(None, []), ([], []), (["c", "a"], ["c", "a"]), ("b", ["b"])]
)
def test_the_author_says_what_is_chosen_at_first(tab, default, expected):
    assert chosen(tab, ABC, default) == expected


def test_the_user_chooses_in_an_order(tab):
    chosen(tab)

    assert chosen(tab, sent=[2, 0]) == ["c", "a"]
    assert tab.element.value == (2, 0)


def test_the_returned_list_is_the_authors_own(tab):
    """R6"""

    def script():
        st.multiselect("x", ABC, ["a"], key="k").append("b")
        return st.session_state.k

    assert tab.run(script) == ["a"]


def test_what_is_no_option_is_dropped(tab):
    """R33, R40"""
    assert chosen(tab, state=[["a", "z", "c", "a"]]) == ["a", "c"]
    assert chosen(tab, ["c", "d"]) == ["c"]


def test_new_options_are_texts(tab):
    chosen(tab, accept_new_options=True)

    assert chosen(tab, accept_new_options=True, sent=[1, "new"]) == ["b", "new"]
    assert tab.element.value == (1, "new")
    assert chosen(tab, accept_new_options=True, state=[["z", 5]]) == ["z"]


@pytest.mark.parametrize("set_to", [None, 5, "ab"])
def test_other_values_are_refused_with_words(tab, set_to):
    """R32: anew says what to do, where a TypeError would not."""
    with refused(
        st.errors.InvalidParameterTypeError,
        f"multiselect: its value in st.session_state is {set_to!r}; set a list of options.",
    ):
        chosen(tab, state=[set_to])


def test_a_default_that_is_no_option_is_refused(tab):
    with refused(
        st.errors.DefaultNotInOptionsError,
        (
            "multiselect: default has 'z', which is not one of the options. Pass an option, or "
            "add it to them."
        ),
    ):
        chosen(tab, ABC, ["a", "z"])


@pytest.mark.parametrize(
    ("args", "state", "what"),
    [((["a", "b"],), (), "default"), ((), [["a", "b"]], "its value in st.session_state")],
)
def test_more_than_may_be_chosen_are_refused(tab, args, state, what):
    """R33"""
    with refused(
        st.errors.SelectionCountExceedsMaxError,
        f"multiselect: {what} has 2 options, and max_selections=1. Choose fewer, or allow more.",
    ):
        chosen(tab, ABC, *args, state=state, max_selections=1)


@pytest.mark.parametrize(
    ("most", "error", "text"),
    [
        (
            0,
            st.errors.InvalidParameterValueError,
            "multiselect: max_selections=0 lets nothing be chosen. Pass 1 or more.",
        ),
        (
            1.5,
            st.errors.InvalidParameterTypeError,
            (
                "multiselect: max_selections=1.5 is not a whole number. Pass how many options may "
                "be chosen, or None for any number."
            ),
        ),
    ],
)
def test_how_many_may_be_chosen_is_checked(tab, most, error, text):
    with refused(error, text):
        chosen(tab, max_selections=most)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ([0, 0], "An option is chosen twice."),
        ([0, 1, 2], "3 options are chosen; 2 may be."),
        ([3], "There is no option 3: there are 3."),
        (["a"], "'a' is not the index of an option."),
        (0, "0 is not a list of options."),
        (None, "None is not a list of options."),
    ],
)
def test_what_no_browser_would_send_is_refused(raw, text):
    with refused(Refused, text):
        Multiselect(options=Options(ABC), max_selections=2).decode(raw)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, True),
        ({"select_all": False}, False),
        ({"select_all": 2}, False),
        ({"select_all": 3}, True),
        ({"max_selections": 2}, False),
        ({"max_selections": 3}, True),
    ],
)
def test_whether_all_can_be_taken_at_once(tab, given, expected):
    chosen(tab, **given)

    assert tab.element.select_all is expected


@pytest.mark.parametrize("change", [{"max_selections": 2}, {"accept_new_options": True}])
def test_what_makes_it_another_widget(tab, change):
    """R38"""
    chosen(tab)
    chosen(tab, sent=[1])

    assert chosen(tab, **change) == []
