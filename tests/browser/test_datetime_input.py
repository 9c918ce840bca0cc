"""Dates with a time of day, as people enter them: typed, or chosen."""

from __future__ import annotations

import pytest
from browser.chromium import settled, texts
from playwright.sync_api import expect


def field(page):
    return page.get_by_label("Begin", exact=True)


def opener(page):
    return page.get_by_test_id("stDateTimeInputOpener")


def calendar(page):
    return page.get_by_test_id("stDateInputCalendar")


def day(page, name):
    return calendar(page).get_by_role("button", name=name)


def time(page, name):
    return page.get_by_role("option", name=name, exact=True)


@pytest.fixture
def page(open_app):
    return open_app("""
        import anew as st

        bounds = {"min_value": "2024-05-01 08:00", "max_value": "2024-07-31 18:00"}
        st.text(st.datetime_input("Begin", "2024-05-01 08:30", format="DD.MM.YYYY", **bounds))
    """)


def test_it_is_shown_in_the_authors_format(page):
    expect(field(page)).to_have_value("01.05.2024 08:30")


@pytest.mark.parametrize(
    "text",
    ["01.06.2024 17:05", " 1.6.2024, 5:05 pm ", "01.06.2024 1705", "2024-06-01T17:05"],
)
def test_enter_tells_what_was_typed(page, text):
    field(page).fill(text)
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["2024-06-01 17:05:00"])
    expect(field(page)).to_have_value("01.06.2024 17:05")


def test_leaving_it_tells_what_was_typed(page):
    field(page).fill("01.06.2024 17:05")
    field(page).blur()
    expect(texts(page)).to_have_text(["2024-06-01 17:05:00"])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("01.05.2024 07:59", "The earliest is 01.05.2024 08:00."),
        ("31.07.2024 18:01", "The latest is 31.07.2024 18:00."),
        ("01.06.2024", "Write a date and a time as DD.MM.YYYY hh:mm."),
        ("31.06.2024 08:00", "Write a date and a time as DD.MM.YYYY hh:mm."),
        ("01.06.2024 25:00", "Write a date and a time as DD.MM.YYYY hh:mm."),
        ("soon", "Write a date and a time as DD.MM.YYYY hh:mm."),
    ],
)
def test_what_it_cannot_be_is_told_and_not_sent(page, text, problem):
    field(page).fill(text)
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_have_text(problem)
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    settled(page)
    expect(texts(page)).to_have_text(["2024-05-01 08:30:00"])


def test_an_emptied_one_with_a_default_goes_back(page):
    field(page).fill("")
    field(page).press("Enter")
    field(page).blur()
    expect(field(page)).to_have_value("01.05.2024 08:30")
    expect(texts(page)).to_have_text(["2024-05-01 08:30:00"])


def test_a_day_keeps_the_time_and_a_time_the_day(page):
    opener(page).click()
    expect(calendar(page)).to_contain_text("May 2024")
    day(page, "Friday, May 17th").click()
    expect(texts(page)).to_have_text(["2024-05-17 08:30:00"])
    expect(field(page)).to_have_value("17.05.2024 08:30")
    expect(time(page, "08:30")).to_have_attribute("aria-selected", "true")
    expect(time(page, "08:30")).to_be_in_viewport()
    time(page, "09:15").click()
    expect(texts(page)).to_have_text(["2024-05-17 09:15:00"])
    expect(calendar(page)).not_to_be_attached()
    expect(field(page)).to_be_focused()


def test_only_moments_within_the_bounds_can_be_chosen(page):
    opener(page).click()
    expect(time(page, "07:45")).to_have_attribute("aria-disabled", "true")
    time(page, "07:45").click(force=True)
    expect(calendar(page)).to_be_visible()
    for _ in range(2):
        calendar(page).get_by_role("button", name="Next month").click()
    day(page, "Wednesday, July 31st").click()
    expect(texts(page)).to_have_text(["2024-07-31 08:30:00"])
    expect(time(page, "18:15")).to_have_attribute("aria-disabled", "true")
    time(page, "18:00").click()
    expect(texts(page)).to_have_text(["2024-07-31 18:00:00"])


def test_it_is_chosen_by_keyboard(page):
    field(page).press("ArrowDown")
    expect(calendar(page)).to_be_visible()
    calendar(page).get_by_role("button", name="Wednesday, May 1st").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["2024-05-02 08:30:00"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(texts(page)).to_have_text(["2024-05-02 08:45:00"])
    field(page).press("ArrowDown")
    expect(calendar(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(calendar(page)).not_to_be_attached()
    expect(field(page)).to_be_focused()


def test_an_empty_one_begins_with_the_day_that_is_chosen(open_app):
    page = open_app("""
        import anew as st

        st.text(st.datetime_input("Begin", None, min_value="2024-05-01 08:20", step=3600))
    """)
    expect(texts(page)).to_have_text(["None"])
    expect(field(page)).to_have_attribute("placeholder", "YYYY/MM/DD hh:mm")
    field(page).fill("2024/05/02 10:10")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["2024-05-02 10:10:00"])
    page.get_by_test_id("stDateTimeInputClearButton").click()
    expect(texts(page)).to_have_text(["None"])
    field(page).fill("2024/05/02 10:10")
    field(page).press("Enter")
    opener(page).click()
    expect(page.get_by_role("option")).to_have_count(24)
    day(page, "Wednesday, May 1st").click()
    expect(texts(page)).to_have_text(["2024-05-01 10:10:00"])
    field(page).fill("")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["None"])
