# What these widgets hold has no time zone.
from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.time_input import TimeInput
from anew.state.state import Refused


def chosen(tab, *args, sent=..., state=(), **options):
    """What a time_input returns that a script makes after it has set the state."""

    def script():
        for value in state:
            st.session_state.k = value
        return st.time_input("x", *args, key="k", **options)

    return tab.run(script, sent=None if sent is ... else {"k": sent})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (time(8, 30), time(8, 30)),
        (time(8, 30, 59, 1, UTC), time(8, 30)),
        (datetime(2024, 1, 1, 8, 30, tzinfo=UTC), time(8, 30)),
        ("08:30", time(8, 30)),
        ("08:30:15", time(8, 30)),
        ("2024-01-31 08:30", time(8, 30)),
    ],
)
def test_its_first_time(tab, value, expected):
    assert chosen(tab, value) == expected


def test_now_is_the_minute_of_its_first_run(tab):
    before = datetime.now().replace(second=0, microsecond=0)
    first = chosen(tab)

    assert first in {before.time(), (before + timedelta(minutes=1)).time()}
    assert chosen(tab) == first


def test_now_does_not_make_it_another_widget_a_minute_later(tab):
    def at(now):
        options = WidgetOptions()
        return tab.run(lambda: place_widget(TimeInput(default="now"), now, options))

    assert at(time(8, 30)) == time(8, 30)
    own_id = tab.element.id
    assert at(time(8, 31)) == time(8, 30)
    assert tab.element.id == own_id

    tab.run(lambda: st.time_input("x"))
    assert tab.element.default == "now"


def test_the_user_chooses(tab):
    chosen(tab, "08:30")

    assert chosen(tab, "08:30", sent="21:05") == time(21, 5)
    assert tab.element.value == "21:05"


def test_all_that_it_takes(tab):
    chosen(tab, "08:30", step=timedelta(minutes=5), format="12h", required=True, width=300)

    assert tab.element == TimeInput(
        id=tab.element.id,
        key="k",
        label=Inline("x"),
        value="08:30",
        default="08:30",
        step=300,
        format="12h",
        required=True,
        width=300,
    )


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"value": "noon"},
            st.errors.InvalidParameterValueError,
            "time_input: value='noon' is not a time. Write it such as '08:30'.",
        ),
        (
            {"value": 8},
            st.errors.InvalidParameterTypeError,
            (
                "time_input: value=8 is not a time. Pass a datetime.time, text such as '08:30', "
                "or 'now'."
            ),
        ),
        (
            {"step": 59},
            st.errors.InvalidParameterValueError,
            "time_input: step=59 is not a distance from 60 seconds to less than a day.",
        ),
        (
            {"step": timedelta(days=1)},
            st.errors.InvalidParameterValueError,
            (
                "time_input: step=datetime.timedelta(days=1) is not a distance from 60 seconds "
                "to less than a day."
            ),
        ),
        (
            {"step": "1h"},
            st.errors.InvalidParameterTypeError,
            "time_input: step='1h' is neither a timedelta nor a number of seconds.",
        ),
        (
            {"format": "36h"},
            st.errors.InvalidParameterValueError,
            "time_input: format='36h' is not one of '12h', '24h', 'localized'.",
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(error, text):
        chosen(tab, **options)


@pytest.mark.parametrize(
    ("record", "raw", "text"),
    [
        (TimeInput(), 5, "5 is not a time such as '08:30'."),
        (TimeInput(), "8:30", "'8:30' is not a time such as '08:30'."),
        (TimeInput(), "08:30:00", "'08:30:00' is not a time such as '08:30'."),
        (TimeInput(), "24:00", "'24:00' is not a time such as '08:30'."),
        (TimeInput(), "٠٨:٣٠", "'٠٨:٣٠' is not a time such as '08:30'."),
        (TimeInput(value="08:30", default="now"), None, "A time is missing."),
        (TimeInput(value="08:30", required=True), None, "A time is missing."),
    ],
)
def test_what_no_browser_would_send_is_refused(record, raw, text):
    with refused(Refused, text):
        record.decode(raw)


def test_the_state_sets_it_and_empties_it(tab):
    """R25, R32"""
    assert chosen(tab, "08:30", state=[time(9, 45)]) == time(9, 45)
    assert chosen(tab, "08:30", state=[None]) is None


def test_other_values_are_refused_with_words(tab):
    """R34: anew says what to do, where a TypeError would not."""
    with refused(
        st.errors.InvalidParameterTypeError,
        (
            "time_input: its value in st.session_state=5 is not a time. Pass a datetime.time, "
            "text such as '08:30', or 'now'."
        ),
    ):
        chosen(tab, state=[5])


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"format": "12h"}, time(21, 5)), ({"value": "10:00"}, time(21, 5)), ({"step": 60}, None)],
)
def test_with_a_key_only_another_step_makes_it_another_widget(tab, change, expected):
    """R38, R39"""
    chosen(tab, value=None)
    chosen(tab, value=None, sent="21:05")

    assert chosen(tab, **{"value": None} | change) == expected


def test_now_counts_as_no_default(tab, caplog):
    """R31"""
    chosen(tab, state=[time(8)])
    assert caplog.messages == []

    chosen(tab, "09:00", state=[time(8)])
    assert len(caplog.messages) == 1
