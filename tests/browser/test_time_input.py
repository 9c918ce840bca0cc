"""Times of day, as people type and choose them."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def field(page, name="Time"):
    return page.get_by_role("combobox", name=name)


@pytest.fixture
def page(open_app):
    return open_app("""
        import anew as st

        st.text(st.time_input("Time", "08:30"))
    """)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("9:05", "09:05"), ("0915", "09:15"), ("9.45 pm", "21:45"), ("12am", "00:00"), ("7", "07:00")],
)
def test_it_is_typed_as_people_write_times(page, typed, shown):
    field(page).fill(typed)
    field(page).press("Enter")
    expect(texts(page)).to_have_text([f"{shown}:00"])
    expect(field(page)).to_have_value(shown)


def test_what_is_no_time_is_told_and_not_sent(page):
    field(page).fill("25:00")
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_have_text("This is not a time.")
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    expect(texts(page)).to_have_text(["08:30:00"])


def test_a_time_of_the_list_is_chosen_by_pointer(page):
    button(page, "Choose a time").click()
    expect(page.get_by_role("option")).to_have_count(96)
    expect(page.get_by_role("option", name="08:30")).to_have_attribute("aria-selected", "true")
    page.get_by_role("option", name="09:15").click()
    expect(texts(page)).to_have_text(["09:15:00"])
    expect(page.get_by_role("listbox")).not_to_be_attached()
    expect(field(page)).to_be_focused()


def test_a_time_of_the_list_is_chosen_by_keys(page):
    field(page).focus()
    page.keyboard.press("ArrowDown")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["09:00:00"])
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).not_to_be_attached()
    settled(page)
    expect(texts(page)).to_have_text(["09:00:00"])


def test_leaving_it_tells_the_time_and_closes_the_list(page):
    field(page).fill("10:10")
    page.keyboard.press("ArrowDown")
    field(page).fill("10:20")
    page.get_by_test_id("stText").click()
    expect(texts(page)).to_have_text(["10:20:00"])
    expect(page.get_by_role("listbox")).not_to_be_attached()


def test_an_empty_one_is_filled_and_emptied(open_app):
    """R32."""
    page = open_app("""
        import anew as st

        st.text(st.time_input("Time", None, format="12h", step=3600))
    """)
    expect(texts(page)).to_have_text(["None"])
    field(page).fill("13:00")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["13:00:00"])
    expect(field(page)).to_have_value("01:00 PM")
    page.get_by_test_id("stTimeInputClearButton").click()
    expect(texts(page)).to_have_text(["None"])
    expect(field(page)).to_have_value("")
