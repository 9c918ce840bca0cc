"""The menu at the top right, and the keys that work everywhere."""

from __future__ import annotations

from browser.chromium import button, settled, texts
from playwright.sync_api import expect

RUNS = """
    import anew as st

    st.session_state.n = st.session_state.get("n", 0) + 1
    st.text(st.session_state.n)
    st.text_input("Name")
"""


def menu(page):
    return page.get_by_test_id("stMainMenuList")


def open_menu(page):
    page.get_by_test_id("stMainMenu").get_by_role("button").first.click()
    expect(menu(page)).to_be_visible()


def test_it_runs_the_script_again(open_app):
    page = open_app(RUNS)
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-rerun").click()
    expect(texts(page)).to_have_text(["2"])
    expect(menu(page)).not_to_be_attached()


def test_a_key_runs_the_script_again_but_not_while_one_types(open_app):
    page = open_app(RUNS)
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])
    name = page.get_by_role("textbox", name="Name")
    name.focus()
    page.keyboard.type("rrr")
    expect(name).to_have_value("rrr")
    page.keyboard.press("Tab")
    expect(texts(page)).to_have_text(["3"])


def test_it_works_by_keyboard(open_app):
    page = open_app(RUNS)
    opener = page.get_by_test_id("stMainMenuButton")
    opener.press("Enter")
    items = menu(page).locator("[role^=menuitem]")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu(page)).not_to_be_attached()
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_a_press_elsewhere_closes_it(open_app):
    page = open_app(RUNS)
    open_menu(page)
    texts(page).click()
    expect(menu(page)).not_to_be_attached()


def test_it_tells_what_this_is(open_app):
    page = open_app(RUNS)
    open_menu(page)
    page.get_by_test_id("stMainMenuItem-about").click()
    about = page.get_by_role("dialog", name="anew")
    expect(about).to_contain_text("Version")
    page.keyboard.press("Escape")
    expect(about).not_to_be_attached()
    button(page, "Menu").click()
    expect(menu(page)).to_be_visible()
    settled(page)
