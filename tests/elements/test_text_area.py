from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.text_area import TextArea
from anew.state.state import Refused


def typed(tab, *args, sent=None, state=(), **options):
    """What a text_area returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.text_area("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ""),
        ({"value": "a\nb"}, "a\nb"),
        ({"value": 5}, "5"),
        ({"value": None}, None),
        ({"value": "abc", "max_chars": 2}, "ab"),
    ],
)
def test_its_first_text(tab, options, expected):
    assert typed(tab, **options) == expected


def test_the_user_types(tab):
    typed(tab)

    assert typed(tab, sent="Ada\nLovelace") == "Ada\nLovelace"
    assert tab.element.value == "Ada\nLovelace"


def test_all_that_it_takes(tab):
    typed(tab, "a", 200, 10, placeholder="p", required=True, disabled=True, width=300)

    assert tab.element == TextArea(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value="a",
        default="a",
        height=200,
        max_chars=10,
        placeholder="p",
        required=True,
        disabled=True,
        width=300,
    )


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"max_chars": -2},
            st.errors.InvalidParameterValueError,
            (
                "text_area: max_chars=-2 is not a number of characters. Pass one above 0, or "
                "None for no limit."
            ),
        ),
        (
            {"height": "tall"},
            st.errors.InvalidHeightError,
            (
                "text_area: height='tall' is neither a number of pixels above 0 nor one of "
                "'stretch', 'content'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(error, text):
        typed(tab, **options)


@pytest.mark.parametrize(
    ("record", "raw", "text"),
    [
        (TextArea(), 5, "5 is not text."),
        (TextArea(), None, "None is not text."),
        (TextArea(), "a\ud800", "The text holds a surrogate code point."),
        (TextArea(max_chars=3), "abcd", "The text is longer than 3 characters."),
        (
            TextArea(value="a", required=True),
            " \n",
            "The text is blank, and this text_area must be filled in.",
        ),
    ],
)
def test_what_no_browser_would_send_is_refused(record, raw, text):
    with refused(Refused, text):
        record.decode(raw)


def test_the_state_sets_it_and_empties_it(tab):
    """R25, R32, R34"""
    assert typed(tab, "a", state=["b"]) == "b"
    assert typed(tab, "a", state=[None]) is None
    assert typed(tab, max_chars=2, state=["abc"]) == "abc"


def test_other_values_are_refused_with_words(tab):
    """R34: anew says what to do, where a TypeError would not."""
    with refused(
        st.errors.InvalidParameterTypeError,
        "text_area: its value in st.session_state is 5; set text, or None for an empty one.",
    ):
        typed(tab, state=[5])


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"placeholder": "p"}, "kept"), ({"height": 300}, "kept"), ({"max_chars": 9}, "")],
)
def test_with_a_key_only_another_limit_makes_it_another_widget(tab, change, expected):
    """R38"""
    typed(tab)
    typed(tab, sent="kept")

    assert typed(tab, **change) == expected
