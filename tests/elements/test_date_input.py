# What these widgets hold has no time zone.
from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.date_input import DateInput
from anew.elements.markup import Inline
from anew.elements.placing import WidgetOptions, place_widget
from anew.state.state import Refused

NEW_YEAR, MAY, CHRISTMAS = date(2024, 1, 1), date(2024, 5, 1), date(2024, 12, 25)


def chosen(tab, *args, sent=..., state=(), **options):
    """What a date_input returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.date_input("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is ... else {"k": sent})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (MAY, MAY),
        (datetime(2024, 5, 1, 23, 59), MAY),
        ("2024-05-01", MAY),
        ((), ()),
        ([], ()),
        ([MAY], (MAY,)),
        (("2024-12-25", MAY), (MAY, CHRISTMAS)),
    ],
)
def test_its_first_value(tab, value, expected):
    assert chosen(tab, value) == expected


def test_today_is_the_day_of_its_first_run(tab):
    before = date.today()
    first = tab.run(lambda: st.date_input("x"))

    assert before <= first <= before + timedelta(days=1)
    assert tab.element.default == ("today",)
    assert tab.run(lambda: st.date_input("x")) == first


def test_tomorrow_it_is_still_the_same_widget(tab):
    def on(today):
        options = WidgetOptions()
        return tab.run(lambda: place_widget(DateInput(default=("today",)), today, options))

    assert on(MAY) == MAY
    assert on(MAY + timedelta(days=1)) == MAY


def test_today_is_moved_between_the_bounds(tab):
    assert chosen(tab, max_value="1999-12-31") == date(1999, 12, 31)
    assert tab.element.default == ("today",)
    assert chosen(tab, min_value=date(2999, 1, 1)) == date(2999, 1, 1)


def test_the_user_chooses(tab):
    chosen(tab, MAY)

    assert chosen(tab, MAY, sent="2024-12-25") == CHRISTMAS
    assert tab.element.value == "2024-12-25"


def test_the_user_chooses_a_range_end_by_end(tab):
    chosen(tab, ())

    assert chosen(tab, (), sent=["2024-05-01"]) == (MAY,)
    assert chosen(tab, (), sent=["2024-05-01", "2024-12-25"]) == (MAY, CHRISTMAS)
    assert tab.element.value == ("2024-05-01", "2024-12-25")


def test_all_that_it_takes(tab):
    chosen(tab, MAY, NEW_YEAR, "2024-12-25", format="DD.MM.YYYY", required=True, width=300)

    assert tab.element == DateInput(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value="2024-05-01",
        default=("2024-05-01",),
        min="2024-01-01",
        max="2024-12-25",
        format="DD.MM.YYYY",
        required=True,
        width=300,
    )


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"value": "1st of May"},
            st.errors.InvalidParameterValueError,
            "date_input: value='1st of May' is not a date. Write it such as '2024-01-31'.",
        ),
        (
            {"value": 5},
            st.errors.InvalidParameterTypeError,
            (
                "date_input: value=5 is not a date. Pass a datetime.date, text such as "
                "'2024-01-31', or 'today'."
            ),
        ),
        (
            {"value": ("2024-05-01",) * 3},
            st.errors.InvalidParameterValueError,
            (
                "date_input: value=('2024-05-01', '2024-05-01', '2024-05-01') has more than the "
                "two dates of a range."
            ),
        ),
        (
            {"min_value": CHRISTMAS, "max_value": MAY},
            st.errors.InvalidMinMaxError,
            "date_input: min_value=2024-12-25 is after max_value=2024-05-01.",
        ),
        (
            {"value": NEW_YEAR, "min_value": MAY},
            st.errors.ValueBelowMinError,
            "date_input: value=2024-01-01 is before min_value=2024-05-01.",
        ),
        (
            {"value": (NEW_YEAR, CHRISTMAS), "max_value": MAY},
            st.errors.ValueAboveMaxError,
            "date_input: value=2024-12-25 is after max_value=2024-05-01.",
        ),
        (
            {"format": "D. M."},
            st.errors.InvalidParameterValueError,
            (
                "date_input: format='D. M.' is not one of 'YYYY/MM/DD', 'DD/MM/YYYY', "
                "'MM/DD/YYYY', 'YYYY-MM-DD', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYY.MM.DD', "
                "'DD.MM.YYYY', 'MM.DD.YYYY'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(error, text):
        chosen(tab, **options)


ONE = DateInput(value="2024-05-01", default=("2024-05-01",), min="2024-01-01", max="2024-12-25")
RANGE = DateInput(is_range=True, value=(), min="2024-01-01")


@pytest.mark.parametrize(
    ("record", "raw", "text"),
    [
        (ONE, None, "A date is missing."),
        (ONE, [], "A list is not what an empty date_input sends."),
        (ONE, ["2024-05-01"], "A list is not a date such as '2024-01-31'."),
        (ONE, "2024-5-1", "'2024-5-1' is not a date such as '2024-01-31'."),
        (ONE, "20240501", "'20240501' is not a date such as '2024-01-31'."),
        (ONE, "2024-02-30", "'2024-02-30' is not a date such as '2024-01-31'."),
        (ONE, "2023-12-31", "2023-12-31 is outside the bounds 2024-01-01 and 2024-12-25."),
        (ONE, "2024-12-26", "2024-12-26 is outside the bounds 2024-01-01 and 2024-12-25."),
        (RANGE, None, "None is not what an empty date_input sends."),
        (RANGE, "2024-05-01", "'2024-05-01' is not a list of at most 2 dates."),
        (RANGE, ["2024-05-01"] * 3, "A list is not a list of at most 2 dates."),
        (RANGE, ["2024-05-02", "2024-05-01"], "A list is not in order."),
        (RANGE, ["2023-12-31"], "2023-12-31 is outside the bounds 2024-01-01 and None."),
    ],
)
def test_what_no_browser_would_send_is_refused(record, raw, text):
    with refused(Refused, text):
        record.decode(raw)


def test_the_state_sets_it_and_empties_it(tab):
    """R25, R32"""
    assert chosen(tab, MAY, state=[CHRISTMAS]) == CHRISTMAS
    assert chosen(tab, MAY, state=[None]) is None


def test_the_state_sets_a_range(tab):
    """R25, R32"""
    assert chosen(tab, (), state=[(MAY, CHRISTMAS)]) == (MAY, CHRISTMAS)
    assert chosen(tab, (), state=[[MAY]]) == (MAY,)
    assert chosen(tab, (MAY,), state=[None]) == ()


def test_a_day_outside_its_bounds_becomes_the_default(tab):
    """R33"""
    assert chosen(tab, MAY, max_value=MAY, state=[CHRISTMAS]) == MAY
    assert chosen(tab, (NEW_YEAR,), max_value=MAY, state=[(MAY, CHRISTMAS)]) == (NEW_YEAR,)


def test_new_bounds_keep_what_is_within(tab):
    """R40"""
    chosen(tab, None)
    chosen(tab, None, sent="2024-05-01")

    assert chosen(tab, None, max_value=CHRISTMAS) == MAY
    assert chosen(tab, None, max_value=NEW_YEAR) is None


def test_what_the_state_has_decides_whether_it_is_a_range(tab):
    """R34: it may be a range that only the state gives, and one date where a range is declared."""
    assert chosen(tab, MAY, state=[(MAY, CHRISTMAS)]) == (MAY, CHRISTMAS)
    assert chosen(tab, MAY) == (MAY, CHRISTMAS)
    assert chosen(tab, MAY, sent=["2024-05-01"]) == (MAY,)
    assert chosen(tab, None, state=[(MAY, CHRISTMAS)]) == (MAY, CHRISTMAS)
    assert chosen(tab, (), state=[MAY]) == MAY
    assert chosen(tab, MAY, max_value=MAY, state=[(MAY, CHRISTMAS)]) == MAY


def test_other_values_are_refused_with_words(tab):
    """R34: anew says what to do, where a TypeError would not."""
    with refused(
        st.errors.InvalidParameterTypeError,
        (
            "date_input: its value in st.session_state is (datetime.date(2024, 5, 1), "
            "datetime.date(2024, 5, 1), datetime.date(2024, 5, 1)); set a tuple of at most two "
            "dates."
        ),
    ):
        chosen(tab, (), state=[(MAY, MAY, MAY)])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"value": CHRISTMAS}, MAY),
        ({"help": "h"}, MAY),
        ({"format": "DD/MM/YYYY"}, None),
        ({"value": ()}, ()),
    ],
)
def test_with_a_key_its_format_and_being_a_range_make_it_another_widget(tab, change, expected):
    """R38, R39"""
    chosen(tab, None)
    chosen(tab, None, sent="2024-05-01")

    assert chosen(tab, **{"value": None} | change) == expected
