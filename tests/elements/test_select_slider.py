"""Sliders over options."""

from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.select_slider import SelectSlider
from anew.elements.shared.options import Options
from anew.state.state import Refused

SIZES = ["S", "M", "L"]


def slid(tab, options=SIZES, *args, sent=None, state=(), **given):
    def script():
        for value in state:
            st.session_state.k = value
        return st.select_slider("x", options, *args, key="k", **given)

    return tab.run(script, sent=None if sent is None else {"k": sent})


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "S"), ("M", "M"), (("S", "M"), ("S", "M")), (["L", "S"], ("S", "L"))],
)
def test_where_it_stands_at_first(tab, value, expected):
    assert slid(tab, SIZES, value) == expected


def test_the_user_moves_it(tab):
    slid(tab)
    assert slid(tab, sent=[2]) == "L"


def test_it_becomes_a_range_and_back(tab):
    """It is another one then, at the default of its kind."""
    slid(tab, SIZES, "M")

    assert slid(tab, SIZES, ("M", "L")) == ("M", "L")
    assert slid(tab, SIZES, "M") == "M"


def test_the_user_moves_the_ends_of_a_range(tab):
    slid(tab, SIZES, ("S", "M"))
    assert slid(tab, SIZES, ("S", "M"), sent=[1, 2]) == ("M", "L")


@pytest.mark.parametrize(
    ("args", "set_to", "expected"),
    [
        ((), "M", "M"),
        ((), "XXL", "S"),
        ((), None, None),
        ((("S", "M"),), ("L", "M"), ("M", "L")),
        ((("S", "M"),), ("M", "XXL"), ("S", "L")),
        ((("S", "M"),), "XXL", ("S", "L")),
        ((("S", "M"),), None, ("S", "L")),
        # What there is decides whether it is a range.
        ((), ("M", "L"), ("M", "L")),
        ((), ["L", "M"], ("M", "L")),
        ((), ("M", "XXL"), ("S", "L")),
        (("M",), ("S", "M"), ("S", "M")),
        ((("S", "M"),), "M", "M"),
    ],
)
def test_the_state_moves_it(tab, args, set_to, expected):
    """R26, R32, R33"""
    assert slid(tab, SIZES, *args, state=[set_to]) == expected


@pytest.mark.parametrize(
    ("options", "value", "error", "text"),
    [
        (
            [],
            None,
            st.errors.MissingRequiredParameterError,
            "select_slider: there are no options. Pass at least one.",
        ),
        (
            SIZES,
            "XXL",
            st.errors.DefaultNotInOptionsError,
            (
                "select_slider: value has 'XXL', which is not one of the options. Pass an option, "
                "or add it to them."
            ),
        ),
        (
            SIZES,
            ("S", "M", "L"),
            st.errors.InvalidParameterValueError,
            (
                "select_slider: value=('S', 'M', 'L') is neither an option nor a pair of them. "
                "Pass a pair for a range."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, value, error, text):
    with refused(error, text):
        slid(tab, options, value)


@pytest.mark.parametrize(
    ("shown", "raw", "text"),
    [
        (SelectSlider(value=(0,)), [], "0 options are chosen; it takes 1."),
        (SelectSlider(value=(0,)), [0, 1], "2 options are chosen; it takes 1."),
        (SelectSlider(value=(0,)), 1, "1 is not a list of options."),
        (SelectSlider(value=(0,)), [3], "There is no option 3: there are 3."),
        (
            SelectSlider(value=(0, 1), is_range=True),
            [2, 1],
            "The ends of the range are not in order.",
        ),
    ],
)
def test_what_no_browser_would_send_is_refused(shown, raw, text):
    record = SelectSlider(options=Options(SIZES), value=shown.value, is_range=shown.is_range)

    with refused(Refused, text):
        record.decode(raw)
