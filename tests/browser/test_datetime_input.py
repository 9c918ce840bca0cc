"""Dates with a time of day, as people enter them."""

from __future__ import annotations

import pytest
from browser.chromium import texts
from playwright.sync_api import expect


def field(page):
    return page.get_by_label("Begin", exact=True)


@pytest.fixture
def page(open_app):
    return open_app("""
        import anew as st

        first = "2024-05-01 08:00"
        st.text(st.datetime_input("Begin", "2024-05-01 08:30", min_value=first))
    """)


def test_enter_tells_what_was_entered(page):
    expect(field(page)).to_have_value("2024-05-01T08:30")
    field(page).fill("2024-06-01T17:05")
    field(page).press("Enter")
    expect(texts(page)).to_have_text(["2024-06-01 17:05:00"])


def test_leaving_it_tells_what_was_entered(page):
    field(page).fill("2024-06-01T17:05")
    field(page).blur()
    expect(texts(page)).to_have_text(["2024-06-01 17:05:00"])


def test_what_it_cannot_be_is_told_and_not_sent(page):
    field(page).fill("2024-05-01T07:59")
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The earliest is 2024/05/01 08:00.")
    expect(texts(page)).to_have_text(["2024-05-01 08:30:00"])


def test_an_emptied_one_with_a_default_goes_back(page):
    field(page).fill("")
    field(page).press("Enter")
    field(page).blur()
    expect(field(page)).to_have_value("2024-05-01T08:30")
    expect(texts(page)).to_have_text(["2024-05-01 08:30:00"])
