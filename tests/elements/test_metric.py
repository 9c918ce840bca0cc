from __future__ import annotations

from decimal import Decimal

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline, Markdown
from anew.elements.metric import Metric


def test_it_shows_a_number_its_change_and_its_history(tab):
    tab.run(
        lambda: st.metric(
            "*Temperature*",
            "21 °C",
            "-1.5 °C",
            help="Outside",
            icon="🌡️",
            label_visibility="hidden",
            border=True,
            width=200,
            height=150,
            chart_data=[24, None, 21.5],
            chart_type="area",
            delta_description="since noon",
        )
    )

    assert tab.element == Metric(
        label=Inline("*Temperature*"),
        value="21 °C",
        delta="-1.5 °C",
        delta_color="red",
        delta_arrow="down",
        delta_description=Inline("since noon"),
        help=Markdown("Outside"),
        icon="🌡️",
        label_visibility="hidden",
        border=True,
        width=200,
        height=150,
        chart_data=(24, None, 21.5),
        chart_type="area",
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "—"), (1234, "1234"), (0.1, "0.1"), (Decimal("1.50"), "1.50"), ("many", "many")],
)
def test_its_value_is_a_number_or_a_text(tab, value, shown):
    tab.run(lambda: st.metric("x", value))

    assert tab.element.value == shown
    assert tab.element.number is None
    assert tab.element.delta == ""


@pytest.mark.parametrize("delta", [None, ""])
def test_it_may_have_no_change(tab, delta):
    tab.run(lambda: st.metric("x", 1, delta))

    assert tab.element == Metric(label=Inline("x"), value="1")


@pytest.mark.parametrize(
    ("delta", "color", "arrow", "expected"),
    [
        (2, "normal", "auto", ("green", "up")),
        (0, "normal", "auto", ("green", "up")),
        (-2, "normal", "auto", ("red", "down")),
        (Decimal(-2), "normal", "auto", ("red", "down")),
        (" -2 °C", "normal", "auto", ("red", "down")),
        ("\N{MINUS SIGN}2 °C", "normal", "auto", ("red", "down")),
        (2, "inverse", "auto", ("red", "up")),
        (-2, "inverse", "auto", ("green", "down")),
        (-2, "off", "auto", ("gray", "down")),
        (-2, "grey", "off", ("gray", "off")),
        (-2, "violet", "up", ("violet", "up")),
        (2, "normal", "down", ("green", "down")),
    ],
)
def test_the_sign_of_the_change_gives_colour_and_arrow(tab, delta, color, arrow, expected):
    tab.run(lambda: st.metric("x", 1, delta, color, delta_arrow=arrow))

    assert (tab.element.delta_color, tab.element.delta_arrow) == expected


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (1234.5, 1234.5),
        (Decimal("0.5"), 0.5),
        ("many", None),
        (None, None),
        (2**60, None),
        (float("inf"), None),
    ],
)
def test_numbers_are_formatted_in_the_browser(tab, value, number):
    """What is not a number, or more than a browser can hold, is shown as it is."""
    tab.run(lambda: st.metric("x", value, value, format="compact"))

    assert tab.element.format == "compact"
    assert (tab.element.number, tab.element.delta_number) == (number, number)


def test_its_history_may_be_of_any_numbers(tab):
    numpy = pytest.importorskip("numpy")

    tab.run(lambda: st.metric("x", numpy.float64(2.5), chart_data=numpy.array([1, numpy.nan])))

    assert tab.element.value == "2.5"
    assert tab.element.chart_data == (1.0, None)


IS_NO_VALUE = "is neither a number nor text. Pass an int, a float, a Decimal, a str or None."


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"value": []}, "InvalidParameterTypeError", f"metric: value=[] {IS_NO_VALUE}"),
        ({"delta": {}}, "InvalidParameterTypeError", f"metric: delta={{}} {IS_NO_VALUE}"),
        (
            {"chart_data": [1, "2"]},
            "InvalidParameterTypeError",
            "metric: chart_data has '2', which is not a number. Pass numbers, or None for a gap.",
        ),
        (
            {"chart_data": 5},
            "InvalidParameterTypeError",
            (
                "metric: chart_data=5 cannot be listed. Pass a list, a dict, an Enum or a column of a "
                "table."
            ),
        ),
        (
            {"chart_type": "pie"},
            "InvalidParameterValueError",
            "metric: chart_type='pie' is not one of 'line', 'bar', 'area'.",
        ),
        (
            {"delta_arrow": "left"},
            "InvalidParameterValueError",
            "metric: delta_arrow='left' is not one of 'auto', 'up', 'down', 'off'.",
        ),
        (
            {"delta_color": "pink"},
            "InvalidParameterValueError",
            (
                "metric: delta_color='pink' is not one of 'normal', 'inverse', 'off', 'red', 'orange', "
                "'yellow', 'green', 'blue', 'violet', 'gray', 'grey', 'primary'."
            ),
        ),
        (
            {"label_visibility": "zz"},
            "InvalidParameterValueError",
            "metric: label_visibility='zz' is not one of 'visible', 'hidden', 'collapsed'.",
        ),
        (
            {"height": 0},
            "InvalidHeightError",
            (
                "metric: height=0 is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.metric("x", **{"value": 1, **options}))
