from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.text_input import TextInput
from anew.state.state import Refused


def typed(tab, *args, sent=None, state=(), **options):
    """What a text_input returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.text_input("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ""),
        ({"value": "a"}, "a"),
        ({"value": 5}, "5"),
        ({"value": None}, None),
        ({"value": "abc", "max_chars": 2}, "ab"),
        ({"value": "abc", "max_chars": 0}, "abc"),
    ],
)
def test_its_first_text(tab, options, expected):
    assert typed(tab, **options) == expected

    assert tab.element.value == expected
    assert tab.element.default == expected


def test_the_user_types(tab):
    typed(tab)

    assert typed(tab, sent="Ada ✓") == "Ada ✓"
    assert tab.element.value == "Ada ✓"


def test_all_that_it_takes(tab):
    typed(
        tab,
        "a",
        10,
        type="email",
        autocomplete="email",
        placeholder="you@example.com",
        required=True,
        icon=":material/mail:",
        validate=("^a", "Begin with an a."),
        live="0.5s",
        width=300,
    )

    assert tab.element == TextInput(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value="a",
        default="a",
        max_chars=10,
        type="email",
        autocomplete="email",
        placeholder="you@example.com",
        required=True,
        icon=":material/mail:",
        validate="^a",
        validate_message="Begin with an a.",
        live=500,
        width=300,
    )


def test_browsers_are_not_asked_to_fill_in_passwords(tab):
    typed(tab, type="password")
    assert tab.element.autocomplete == "new-password"

    typed(tab, type="password", autocomplete="current-password")
    assert tab.element.autocomplete == "current-password"


@pytest.mark.parametrize(
    ("live", "pause_ms"),
    [
        (False, None),
        (True, 250),
        ("300ms", 300),
        ("0.5s", 500),
        (" 1 s ", 1000),
        ("1m", 60_000),
        ("0", 0),
        ("0ms", 0),
    ],
)
def test_text_is_sent_after_a_pause(tab, live, pause_ms):
    typed(tab, live=live)

    assert tab.element.live == pause_ms


@pytest.mark.parametrize(("validate", "pattern"), [(None, None), ("", ""), ("^a", "^a")])
def test_a_pattern_goes_to_the_browser_as_it_is(tab, validate, pattern):
    typed(tab, validate=validate)

    assert tab.element.validate == pattern
    assert tab.element.validate_message == ""


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"type": "number"},
            st.errors.InvalidParameterValueError,
            (
                "text_input: type='number' is not one of 'default', 'password', 'email', 'url', "
                "'phone', 'search'."
            ),
        ),
        (
            {"max_chars": -2},
            st.errors.InvalidParameterValueError,
            (
                "text_input: max_chars=-2 is not a number of characters. Pass one above 0, or "
                "None for no limit."
            ),
        ),
        (
            {"validate": ("a",)},
            st.errors.InvalidParameterValueError,
            (
                "text_input: validate=('a',) is neither a regular expression nor a pair of one "
                "and the message to show."
            ),
        ),
        (
            {"live": 300},
            st.errors.InvalidParameterTypeError,
            (
                "text_input: live=300 is neither True, False nor text with a unit, such as "
                "'300ms' or '0.5s'."
            ),
        ),
        (
            {"live": "300"},
            st.errors.BadTimeStringError,
            (
                "text_input: live='300' is not a duration. Write a number with its unit, such as "
                "'300ms' or '0.5s'."
            ),
        ),
        (
            {"live": "2m"},
            st.errors.InvalidParameterValueError,
            "text_input: live='2m' is longer than a minute.",
        ),
        (
            {"width": "content"},
            st.errors.InvalidWidthError,
            (
                "text_input: width='content' is neither a number of pixels above 0 nor one of "
                "'stretch'."
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
        (TextInput(), 5, "5 is not text."),
        (TextInput(), None, "None is not text."),
        (TextInput(), ["a"], "A list is not text."),
        (TextInput(), "a\ud800", "The text holds a surrogate code point."),
        (TextInput(), "a\nb", "The text has several lines; a text_input has one."),
        (TextInput(), "a\r", "The text has several lines; a text_input has one."),
        (TextInput(max_chars=3), "abcd", "The text is longer than 3 characters."),
        (
            TextInput(value="a", required=True),
            " \t",
            "The text is blank, and this text_input must be filled in.",
        ),
        (TextInput(value="a", default=None, required=True), None, "None is not text."),
    ],
)
def test_what_no_browser_would_send_is_refused(record, raw, text):
    with refused(Refused, text):
        record.decode(raw)


def test_what_it_shows_may_come_back(tab):
    """A value of the author's need not be one that could be typed."""
    shown = TextInput(value="two\nlines", max_chars=3)

    assert shown.decode("two\nlines") == "two\nlines"


def test_the_state_sets_it_and_empties_it(tab):
    """R25, R32, R34"""
    assert typed(tab, "a", state=["b"]) == "b"
    assert typed(tab, "a", state=[None]) is None
    assert typed(tab, max_chars=2, state=["abc"]) == "abc"


def test_other_values_are_refused_with_words(tab):
    """R34: anew says what to do, where a TypeError would not."""
    with refused(
        st.errors.InvalidParameterTypeError,
        "text_input: its value in st.session_state is 5; set text, or None for an empty one.",
    ):
        typed(tab, state=[5])


@pytest.mark.parametrize(
    "change",
    [{"placeholder": "p"}, {"type": "email"}, {"help": "h"}, {"live": True}, {"value": "z"}],
)
def test_with_a_key_it_stays_itself(tab, change):
    """R38, R39"""
    typed(tab)
    typed(tab, sent="kept")

    assert typed(tab, **change) == "kept"


@pytest.mark.parametrize("change", [{"max_chars": 9}, {"validate": "^k"}])
def test_another_domain_makes_it_another_widget(tab, change):
    """R38"""
    typed(tab)
    typed(tab, sent="kept")

    assert typed(tab, **change) == ""


def test_no_text_counts_as_no_default(tab, caplog):
    """R31"""
    typed(tab, state=["b"])
    typed(tab, None, state=["b"])
    assert caplog.messages == []

    typed(tab, "a", state=["b"])
    assert len(caplog.messages) == 1
