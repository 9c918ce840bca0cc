"""Radios and selectboxes: one of several options."""

from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.radio import Radio
from anew.elements.selectbox import Selectbox
from anew.elements.shared.options import MarkdownOptions, Options
from anew.state.state import Refused

BOTH = pytest.mark.parametrize("command", [st.radio, st.selectbox])
ABC = ["a", "b", "c"]
NONE = object()


def chosen(tab, command, options=ABC, *args, sent=NONE, state=(), **given):
    def script():
        for value in state:
            st.session_state.k = value
        return command("x", options, *args, key="k", **given)

    return tab.run(script, sent=None if sent is NONE else {"k": sent})


@BOTH
def test_the_first_is_chosen_at_first(tab, command):
    assert chosen(tab, command) == "a"
    assert tab.element.value == 0
    assert tab.element.options.labels == ("a", "b", "c")


@BOTH
@pytest.mark.parametrize(("index", "expected"), [(0, "a"), (2, "c"), (None, None)])
def test_the_author_says_which_is_chosen_at_first(tab, command, index, expected):
    assert chosen(tab, command, ABC, index) == expected


@BOTH
def test_without_options_nothing_is_chosen(tab, command):
    assert chosen(tab, command, []) is None


@BOTH
@pytest.mark.parametrize(
    ("index", "error", "text"),
    [
        (
            3,
            st.errors.ValueOutOfRangeError,
            "index=3 is not the position of an option. There are 3, from 0 to 2.",
        ),
        (
            -1,
            st.errors.ValueOutOfRangeError,
            "index=-1 is not the position of an option. There are 3, from 0 to 2.",
        ),
        (
            "a",
            st.errors.InvalidParameterTypeError,
            (
                "index='a' is not a whole number. Pass the position of an option, or None for no "
                "choice."
            ),
        ),
    ],
)
def test_other_positions_are_refused(tab, command, index, error, text):
    with refused(error, f"{command.__name__}: {text}"):
        chosen(tab, command, ABC, index)


@BOTH
def test_the_user_chooses(tab, command):
    chosen(tab, command, [1, 2, 3], format_func=lambda n: f"No {n}")

    assert chosen(tab, command, [1, 2, 3], sent=1, format_func=lambda n: f"No {n}") == 2
    assert tab.element.value == 1
    assert tab.element.options.labels == ("No 1", "No 2", "No 3")


@BOTH
def test_the_state_chooses(tab, command):
    """R25, R26"""
    assert chosen(tab, command, state=["c"]) == "c"
    assert tab.element.value == 2


@BOTH
def test_none_empties_it(tab, command):
    """R32"""
    assert chosen(tab, command, state=[None]) is None
    assert tab.element.value is None


@BOTH
def test_what_is_no_option_becomes_the_default_and_the_state_says_so(tab, command):
    """R33"""

    def script():
        st.session_state.k = "z"
        return command("x", ABC, 1, key="k"), st.session_state.k

    assert tab.run(script) == ("b", "b")


@BOTH
def test_with_a_key_the_choice_stays_while_it_is_an_option(tab, command):
    """R40"""
    chosen(tab, command)
    assert chosen(tab, command, sent=2) == "c"

    assert chosen(tab, command, ["c", "d"]) == "c"
    assert tab.element.value == 0
    assert chosen(tab, command, ["d", "e"]) == "d"


@BOTH
def test_without_a_key_other_options_make_another_widget(tab, command):
    """R37"""

    def script(options, **given):
        return lambda: command("x", options, **given)

    tab.run(script(ABC))
    first = tab.element.id
    tab.run(script(ABC, format_func=str.upper))
    assert tab.element.id == first
    tab.run(script([*ABC, "d"]))
    assert tab.element.id != first


@BOTH
def test_a_given_index_counts_as_a_default(tab, command, caplog):
    """R31"""
    chosen(tab, command, ABC, 0, state=["b"])
    assert caplog.messages == []

    chosen(tab, command, ABC, 1, state=["b"])
    assert len(caplog.messages) == 1


@pytest.mark.parametrize(
    "shown",
    [
        Radio(options=MarkdownOptions(ABC), default=0, value=0),
        Radio(options=MarkdownOptions(ABC), value=0),
        Selectbox(options=Options(ABC), default=0, value=0),
        Selectbox(options=Options(ABC), value=0, required=True),
    ],
)
def test_a_choice_is_not_taken_back_where_one_must_be(shown):
    with refused(Refused, "The choice cannot be cleared here."):
        shown.decode(None)


def test_captions_stand_below_the_options(tab):
    chosen(tab, st.radio, captions=["one", None, "*three*"], horizontal=True)

    assert tab.element.captions == (Inline("one"), Inline(""), Inline("*three*"))
    assert tab.element.horizontal


def test_a_new_option_is_a_text(tab):
    """R33"""
    chosen(tab, st.selectbox, accept_new_options=True)

    assert chosen(tab, st.selectbox, accept_new_options=True, sent="new") == "new"
    assert tab.element.value == "new"
    assert chosen(tab, st.selectbox, accept_new_options=True, sent="b") == "b"
    assert tab.element.value == 1
    assert chosen(tab, st.selectbox, accept_new_options=True, state=["set"]) == "set"


@pytest.mark.parametrize("raw", ["", "  ", "\ud800", ["new"], 3])
def test_new_options_that_are_none_are_refused(raw):
    with pytest.raises(Refused):
        Selectbox(options=Options(ABC), accept_new_options=True).decode(raw)


def test_whether_new_options_are_taken_makes_it_another_widget(tab):
    """R38"""
    chosen(tab, st.selectbox)
    chosen(tab, st.selectbox, sent=2)

    assert chosen(tab, st.selectbox, accept_new_options=True) == "a"


@pytest.mark.parametrize(
    ("options", "given", "expected"),
    [
        (ABC, {}, "Choose an option"),
        ([], {}, "There are no options"),
        (ABC, {"accept_new_options": True}, "Choose or add an option"),
        ([], {"accept_new_options": True}, "Add an option"),
        (ABC, {"placeholder": "Which?"}, "Which?"),
    ],
)
def test_an_empty_one_says_what_to_do(tab, options, given, expected):
    chosen(tab, st.selectbox, options, None, **given)

    assert tab.element.placeholder == expected


def test_an_unknown_way_to_filter_is_refused(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "selectbox: filter_mode='all' is not one of 'fuzzy', 'contains', 'prefix', None.",
    ):
        chosen(tab, st.selectbox, filter_mode="all")
