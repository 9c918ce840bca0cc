"""Dates, as people type them and choose them from the calendar."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def field(page, name="Date"):
    return page.get_by_role("textbox", name=name)


def calendar(page):
    return page.get_by_test_id("stDateInputCalendar")


@pytest.fixture
def page(open_app):
    return open_app("""
        import anew as st

        st.text(st.date_input("Date", "1970-01-01", "1960-01-01", "1970-02-10"))
    """)


def test_it_is_typed(page):
    expect(field(page)).to_have_value("1970/01/01")
    for typed in ("1969/7/20", "1969-07-20"):
        field(page).fill(typed)
        field(page).press("Enter")
        expect(texts(page)).to_have_text(["1969-07-20"])
        expect(field(page)).to_have_value("1969/07/20")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("soon", "Write a date as YYYY/MM/DD."),
        ("1969/02/30", "Write a date as YYYY/MM/DD."),
        ("1959/12/31", "The first day is 1960/01/01."),
        ("1970/02/11", "The last day is 1970/02/10."),
    ],
)
def test_what_it_cannot_be_is_told_and_not_sent(page, typed, problem):
    field(page).fill(typed)
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_have_text(problem)
    expect(texts(page)).to_have_text(["1970-01-01"])


def test_a_day_of_the_calendar_is_chosen_by_pointer(page):
    button(page, "Choose from a calendar").click()
    expect(calendar(page)).to_contain_text("January 1970")
    page.locator('[aria-label^="Choose Friday, January 2nd 1970."]').click()
    expect(texts(page)).to_have_text(["1970-01-02"])
    expect(field(page)).to_have_value("1970/01/02")
    expect(calendar(page)).not_to_be_attached()
    expect(field(page)).to_be_focused()


def test_the_calendar_turns_to_other_months_and_stops_at_the_bounds(page):
    button(page, "Choose from a calendar").click()
    button(page, "Next month").click()
    expect(calendar(page)).to_contain_text("February 1970")
    button(page, "Not available: Wednesday, February 11th 1970.").click(force=True)
    settled(page)
    expect(texts(page)).to_have_text(["1970-01-01"])
    button(page, "Previous year").click()
    button(page, "Choose Saturday, February 1st 1969.").click()
    expect(texts(page)).to_have_text(["1969-02-01"])


def test_the_calendar_is_worked_by_keys(page):
    field(page).focus()
    page.keyboard.press("ArrowDown")
    expect(calendar(page)).to_be_visible()
    for _ in range(6):  # Over the opener and what turns the months.
        page.keyboard.press("Tab")
    expect(button(page, "Choose Thursday, January 1st 1970.")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    expect(button(page, "Choose Sunday, February 8th 1970.")).to_be_focused()
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["1970-02-08"])
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(calendar(page)).not_to_be_attached()


def test_a_range_is_chosen_end_by_end(open_app):
    page = open_app("""
        import anew as st

        days = st.date_input("Date", ("1970-01-01", "1970-01-05"), format="DD.MM.YYYY")
        st.text(" ".join(map(str, days)))
    """)
    expect(field(page)).to_have_value("01.01.1970 \u2013 05.01.1970")
    button(page, "Choose from a calendar").click()
    button(page, "Choose Tuesday, January 20th 1970.").click()
    expect(texts(page)).to_have_text(["1970-01-20"])
    button(page, "Choose Saturday, January 10th 1970.").click()
    expect(texts(page)).to_have_text(["1970-01-10 1970-01-20"])
    expect(calendar(page)).not_to_be_attached()
    field(page).fill("3.1.1970 - 4.1.1970")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["1970-01-03 1970-01-04"])


def test_an_empty_one_is_filled_and_emptied(open_app):
    """R32."""
    page = open_app("""
        import anew as st

        st.text(st.date_input("Date", None))
    """)
    expect(texts(page)).to_have_text(["None"])
    field(page).fill("1970/01/02")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["1970-01-02"])
    page.get_by_test_id("stDateInputClearButton").click()
    expect(texts(page)).to_have_text(["None"])
    expect(field(page)).to_have_value("")
