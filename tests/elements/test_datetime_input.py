# What these widgets hold has no time zone.
from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.datetime_input import DatetimeInput
from anew.elements.markup import Inline
from anew.state.state import Refused

MORNING, NOON = datetime(2024, 5, 1, 8, 30), datetime(2024, 5, 1, 12)


def chosen(tab, *args, sent=..., state=(), **options):
    """What a datetime_input returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.datetime_input("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is ... else {"k": sent})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (MORNING, MORNING),
        (MORNING.replace(second=59), MORNING),
        (date(2024, 5, 1), datetime(2024, 5, 1)),
        ("2024-05-01 08:30", MORNING),
        ("2024-05-01", datetime(2024, 5, 1)),
    ],
)
def test_its_first_value(tab, value, expected):
    assert chosen(tab, value) == expected


def test_now_is_the_minute_of_its_first_run(tab):
    before = datetime.now().replace(second=0, microsecond=0)
    first = tab.run(lambda: st.datetime_input("x"))

    assert before <= first <= before + timedelta(minutes=1)
    assert tab.element.default == "now"
    assert tab.run(lambda: st.datetime_input("x")) == first


def test_now_is_moved_between_the_bounds(tab):
    assert tab.run(lambda: st.datetime_input("x", max_value=MORNING)) == MORNING
    late = datetime(2999, 1, 1)
    assert tab.run(lambda: st.datetime_input("x", min_value=late)) == late


def test_a_time_alone_is_of_today(tab):
    today = datetime.now().date()

    assert chosen(tab, time(8, 30)).time() == time(8, 30)
    assert chosen(tab, time(8, 30)).date() - today <= timedelta(days=1)


def test_the_user_chooses(tab):
    chosen(tab, MORNING)

    assert chosen(tab, MORNING, sent="2024-05-01T12:00") == NOON
    assert tab.element.value == "2024-05-01T12:00"


def test_all_that_it_takes(tab):
    chosen(tab, MORNING, MORNING, NOON, step=60, format="DD/MM/YYYY", required=True, width=300)

    assert tab.element == DatetimeInput(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value="2024-05-01T08:30",
        default="2024-05-01T08:30",
        min="2024-05-01T08:30",
        max="2024-05-01T12:00",
        step=60,
        format="DD/MM/YYYY",
        required=True,
        width=300,
    )


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"value": "soon"},
            st.errors.InvalidParameterValueError,
            (
                "datetime_input: value='soon' is not a datetime. Write it such as "
                "'2024-01-31 08:30'."
            ),
        ),
        (
            {"value": 5},
            st.errors.InvalidParameterTypeError,
            (
                "datetime_input: value=5 is not a datetime. Pass a datetime.datetime, text such "
                "as '2024-01-31 08:30', or 'now'."
            ),
        ),
        (
            {"min_value": NOON, "max_value": MORNING},
            st.errors.InvalidMinMaxError,
            "datetime_input: min_value=2024-05-01T12:00 is after max_value=2024-05-01T08:30.",
        ),
        (
            {"value": MORNING, "min_value": NOON},
            st.errors.ValueBelowMinError,
            "datetime_input: value=2024-05-01T08:30 is before min_value=2024-05-01T12:00.",
        ),
        (
            {"value": NOON, "max_value": MORNING},
            st.errors.ValueAboveMaxError,
            "datetime_input: value=2024-05-01T12:00 is after max_value=2024-05-01T08:30.",
        ),
        (
            {"step": 5},
            st.errors.InvalidParameterValueError,
            "datetime_input: step=5 is not a distance from 60 seconds to less than a day.",
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(error, text):
        chosen(tab, **options)


@pytest.mark.parametrize(
    ("record", "raw", "text"),
    [
        (DatetimeInput(), 5, "5 is not a datetime such as '2024-01-31T08:30'."),
        (
            DatetimeInput(),
            "2024-05-01 08:30",
            "'2024-05-01 08:30' is not a datetime such as '2024-01-31T08:30'.",
        ),
        (
            DatetimeInput(min="2024-05-01T12:00"),
            "2024-05-01T08:30",
            "'2024-05-01T08:30' is outside the bounds 2024-05-01T12:00 and None.",
        ),
        (
            DatetimeInput(value="2024-05-01T12:00", default="now"),
            None,
            "A datetime is missing.",
        ),
    ],
)
def test_what_no_browser_would_send_is_refused(record, raw, text):
    with refused(Refused, text):
        record.decode(raw)


def test_the_state_sets_it_and_empties_it(tab):
    """R25, R32"""
    assert chosen(tab, MORNING, state=[NOON]) == NOON
    assert chosen(tab, MORNING, state=[None]) is None


def test_a_moment_outside_its_bounds_becomes_the_default(tab):
    """R33"""
    assert chosen(tab, MORNING, max_value=MORNING, state=[NOON]) == MORNING


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"help": "h"}, NOON), ({"step": 60}, None), ({"format": "DD/MM/YYYY"}, None)],
)
def test_with_a_key_its_step_and_format_make_it_another_widget(tab, change, expected):
    """R38"""
    chosen(tab, None)
    chosen(tab, None, sent="2024-05-01T12:00")

    assert chosen(tab, None, **change) == expected
