"""A button with a menu of actions, each of which counts once."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

EXPORT = """
    import anew as st

    ss = st.session_state
    chosen = ss.setdefault("chosen", [])
    action = st.menu_button("Export", ["CSV", "*JSON*", "PDF"], key="export")
    if action:
        chosen.append(action)
    st.text(" ".join([*chosen, "|", str(action)]))
    st.button("After")
"""


@pytest.fixture
def page(open_app):
    return open_app(EXPORT)


def opener(page):
    return page.get_by_role("button", name="Export", exact=True)


def entries(page):
    return page.get_by_role("menuitem")


def test_each_choice_counts_exactly_once(page):
    for entry in ("CSV", "JSON", "JSON"):
        opener(page).click()
        expect(page.get_by_role("menu")).to_have_accessible_name("Export")
        page.get_by_role("menuitem", name=entry).click()
        expect(page.get_by_role("menu")).not_to_be_attached()
        expect(opener(page)).to_be_focused()

    expect(texts(page)).to_have_text(["CSV *JSON* *JSON* | *JSON*"])
    button(page, "After").click()
    expect(texts(page)).to_have_text(["CSV *JSON* *JSON* | None"])
    settled(page)


def test_choices_faster_than_runs_are_all_counted(page):
    for _ in range(10):
        opener(page).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")

    expect(texts(page)).to_have_text([" ".join(["CSV"] * 10 + ["|", "CSV"])])


def test_it_is_a_menu_for_the_keyboard(page):
    opener(page).focus()
    expect(opener(page)).to_have_attribute("aria-haspopup", "menu")
    expect(opener(page)).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("ArrowUp")
    expect(opener(page)).to_have_attribute("aria-expanded", "true")
    expect(entries(page).nth(2)).to_be_focused()
    for key, place in [("ArrowDown", 0), ("ArrowUp", 2), ("Home", 0), ("End", 2), ("j", 1)]:
        page.keyboard.press(key)
        expect(entries(page).nth(place)).to_be_focused()

    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).not_to_be_attached()
    expect(opener(page)).to_be_focused()

    page.keyboard.press("ArrowDown")
    expect(entries(page).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("menu")).not_to_be_attached()
    expect(texts(page)).to_have_text(["| None"])


def test_a_press_elsewhere_closes_it(page):
    opener(page).click()
    page.mouse.click(5, 500)

    expect(page.get_by_role("menu")).not_to_be_attached()
    expect(texts(page)).to_have_text(["| None"])


def test_one_that_offers_nothing_cannot_be_opened(open_app):
    page = open_app("import anew as st\nst.menu_button('Export', [])\n")

    expect(opener(page)).to_be_disabled()
