from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.color_picker import ColorPicker
from anew.elements.markup import Inline
from anew.state.state import Refused


def picked(tab, *args, sent=None, state=(), **options):
    """What a color_picker returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.color_picker("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@pytest.mark.parametrize(
    ("value", "expected"), [(None, "#000000"), ("#F80", "#F80"), ("#ff8800", "#ff8800")]
)
def test_its_first_colour(tab, value, expected):
    assert picked(tab, value) == expected

    assert tab.element == ColorPicker(
        id=tab.element.id, key="k", label=Inline("x"), value=expected, width="content"
    )


def test_the_user_picks(tab):
    picked(tab)

    assert picked(tab, sent="#ff8800") == "#ff8800"


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (
            "zz",
            st.errors.InvalidParameterValueError,
            (
                "color_picker: value='zz' is not a colour. Write it with three or six "
                "hexadecimal digits, such as '#f80' or '#ff8800'."
            ),
        ),
        (
            0xFF8800,
            st.errors.InvalidParameterTypeError,
            ("color_picker: value=16746496 is not text. Pass a colour such as '#ff8800'."),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, value, error, text):
    with refused(error, text):
        picked(tab, value)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (5, "5 is not a colour such as '#ff8800'."),
        (None, "None is not a colour such as '#ff8800'."),
        ("#f80", "'#f80' is not a colour such as '#ff8800'."),
        ("#ff8800 ", "'#ff8800 ' is not a colour such as '#ff8800'."),
        ("red", "'red' is not a colour such as '#ff8800'."),
    ],
)
def test_what_no_browser_would_send_is_refused(raw, text):
    with refused(Refused, text):
        ColorPicker().decode(raw)


def test_the_state_sets_it(tab):
    """R25, R34"""
    assert picked(tab, state=["#ff8800"]) == "#ff8800"
    assert picked(tab, state=["tomato"]) == "tomato"


def test_other_values_are_refused_with_words(tab):
    """R32"""
    with refused(
        st.errors.InvalidParameterTypeError,
        ("color_picker: its value in st.session_state is None; set a colour such as '#ff8800'."),
    ):
        picked(tab, state=[None])


def test_with_a_key_it_stays_itself(tab):
    """R38, R39"""
    picked(tab)
    picked(tab, sent="#ff8800")

    assert picked(tab, "#123456", help="h") == "#ff8800"
