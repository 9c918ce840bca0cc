"""Pills and segmented controls, two looks of one; and feedback."""

from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.feedback import Feedback
from anew.elements.pills import Pills
from anew.elements.shared.options import MarkdownOptions
from anew.state.state import Refused

BOTH = pytest.mark.parametrize("command", [st.pills, st.segmented_control])
ABC = ["a", "b", "c"]


def pressed(tab, command, *, sent=None, state=(), **given):
    def script():
        for value in state:
            st.session_state.k = value
        return command("x", ABC, key="k", **given)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@BOTH
@pytest.mark.parametrize(
    ("mode", "default", "expected"),
    [
        ("single", None, None),
        ("single", "b", "b"),
        ("single", ["b"], "b"),
        ("multi", None, []),
        ("multi", "b", ["b"]),
        ("multi", ["c", "a"], ["c", "a"]),
    ],
)
def test_what_is_pressed_at_first(tab, command, mode, default, expected):
    assert pressed(tab, command, selection_mode=mode, default=default) == expected


@BOTH
def test_the_user_presses_and_lets_go(tab, command):
    pressed(tab, command)

    assert pressed(tab, command, sent=[1]) == "b"
    assert pressed(tab, command, sent=[]) is None


@BOTH
@pytest.mark.parametrize(
    ("mode", "set_to", "expected"),
    [
        ("single", "c", "c"),
        ("single", "z", None),
        ("single", None, None),
        ("multi", ["a", "z"], ["a"]),
        ("multi", None, []),
    ],
)
def test_the_state_presses(tab, command, mode, set_to, expected):
    """R26, R32, R33"""
    assert pressed(tab, command, selection_mode=mode, state=[set_to]) == expected


@BOTH
def test_another_mode_makes_it_another_widget(tab, command):
    """R38"""
    pressed(tab, command)
    pressed(tab, command, sent=[1])

    assert pressed(tab, command, selection_mode="multi") == []


@BOTH
@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        (
            {"selection_mode": "zz"},
            st.errors.InvalidParameterValueError,
            "selection_mode='zz' is not one of 'single', 'multi'.",
        ),
        (
            {"default": ["a", "b"]},
            st.errors.InvalidParameterValueError,
            (
                "default=['a', 'b'] has 2 options, and one may be chosen. Pass one, or "
                "selection_mode='multi'."
            ),
        ),
        (
            {"default": "z"},
            st.errors.DefaultNotInOptionsError,
            (
                "default has 'z', which is not one of the options. Pass an option, or add it to "
                "them."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, command, given, error, text):
    with refused(error, f"{command.__name__}: {text}"):
        pressed(tab, command, **given)


@pytest.mark.parametrize(
    ("given", "raw", "text"),
    [
        ({}, [0, 1], "2 options are chosen; one may be."),
        ({"required": True, "value": (0,)}, [], "One option has to stay chosen."),
        ({"selection_mode": "multi"}, [1, 1], "An option is chosen twice."),
        ({}, [3], "There is no option 3: there are 3."),
        ({}, 0, "0 is not a list of options."),
    ],
)
def test_what_no_browser_would_send_is_refused(given, raw, text):
    with refused(Refused, text):
        Pills(options=MarkdownOptions(ABC), **given).decode(raw)


def given_feedback(tab, options="stars", *, sent=None, state=(), **given):
    def script():
        for value in state:
            st.session_state.k = value
        return st.feedback(options, key="k", **given)

    return tab.run(script, sent=None if sent is None else {"k": sent})


def test_feedback_is_none_until_it_is_given(tab):
    assert given_feedback(tab) is None
    assert given_feedback(tab, sent=4) == 4


def test_feedback_may_have_a_default(tab):
    assert given_feedback(tab, default=2) == 2


@pytest.mark.parametrize(("set_to", "expected"), [(3, 3), (5, None), (None, None), ("a", None)])
def test_the_state_gives_feedback(tab, set_to, expected):
    """R32, R33"""
    assert given_feedback(tab, state=[set_to]) == expected


def test_other_marks_make_it_another_widget(tab):
    """R38"""
    given_feedback(tab)
    given_feedback(tab, sent=1)

    assert given_feedback(tab, "faces") is None


@pytest.mark.parametrize(
    ("args", "given", "error", "text"),
    [
        (
            ("zz",),
            {},
            st.errors.InvalidParameterValueError,
            "feedback: options='zz' is not one of 'thumbs', 'faces', 'stars'.",
        ),
        (
            ("thumbs",),
            {"default": 2},
            st.errors.ValueOutOfRangeError,
            "feedback: default=2 is not the number of a mark. The thumbs go from 0 to 1.",
        ),
        (
            ("thumbs",),
            {"default": True},
            st.errors.InvalidParameterTypeError,
            (
                "feedback: default=True is not a whole number. Pass the number of a mark, from 0, "
                "or None."
            ),
        ),
    ],
)
def test_feedback_that_cannot_be_is_refused(tab, args, given, error, text):
    with refused(error, text):
        given_feedback(tab, *args, **given)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (2, "2 is not one of the 2 thumbs."),
        (-1, "-1 is not one of the 2 thumbs."),
        (True, "True is not a whole number."),
        ("1", "'1' is not a whole number."),
    ],
)
def test_feedback_that_no_browser_would_send_is_refused(raw, text):
    with refused(Refused, text):
        Feedback().decode(raw)


def test_an_option_by_itself_is_one_of_several(tab):
    """R34"""

    def script():
        st.session_state.k = "a"
        return st.pills("x", ["a", "b"], selection_mode="multi", key="k")

    assert tab.run(script) == ["a"]
