"""Dates, times and colours, as a test enters them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest
from rules.apps import app

from anew.errors import AppTestError


def test_a_time_goes_up_and_down_by_its_step():
    at = app("ss.seen = st.time_input('Time', '23:30', step=3600)")

    assert at.time_input[0].increment().run().time_input[0].value == time(0, 30)
    assert at.time_input[0].decrement().decrement().run().session_state.seen == time(22, 30)


def test_an_empty_time_has_no_next_one():
    at = app("st.time_input('Time', None)")
    text = "time_input 'Time' value=None is empty, so it has no next time. Set a value first."

    with pytest.raises(AppTestError, match=f"^{re.escape(text)}$"):
        at.time_input[0].increment()
    assert at.time_input[0].set_value(time(8)).run().time_input[0].value == time(8)


def test_a_date_and_a_range_are_set():
    at = app("""
        ss.day = st.date_input('Day', None)
        ss.days = st.date_input('Days', ())
    """)
    days = [date(2024, 1, 1), date(2024, 1, 5)]

    at.date_input[0].set_value(days[0])
    at.date_input[1].set_value(days).run()

    assert at.session_state.day == days[0]
    assert at.session_state.days == tuple(days)


def test_a_day_outside_the_bounds_cannot_be_entered():
    at = app("st.date_input('Day', '2024-05-01', max_value='2024-05-01')")

    with pytest.raises(AppTestError, match=r"2024-05-02 is outside the bounds None and"):
        at.date_input[0].set_value(date(2024, 5, 2))


def test_the_others_are_set_as_a_user_would():
    at = app("""
        ss.text = st.text_area('Text')
        ss.color = st.color_picker('Colour')
        ss.moment = st.datetime_input('Moment', None)
        ss.clicked = st.link_button('Link', 'https://example.org', on_click='rerun')
    """)

    at.text_area[0].input("two\nlines")
    at.color_picker[0].pick("ff8800")
    at.datetime_input[0].set_value(datetime(2024, 5, 1, 8, 30))
    at.link_button[0].click().run()

    assert at.session_state.text == "two\nlines"
    assert at.session_state.color == "#ff8800"
    assert at.session_state.moment == datetime(2024, 5, 1, 8, 30)
    assert at.session_state.clicked is True
