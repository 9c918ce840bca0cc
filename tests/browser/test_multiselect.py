"""Multiselects, as people use them: tags, keys, typing."""

from __future__ import annotations

from browser.chromium import button, texts
from playwright.sync_api import expect


def box(page, name):
    return page.get_by_role("combobox", name=name, exact=True)


def options(page):
    return page.get_by_role("option")


def tags(page):
    return page.locator(".tag")


def test_options_are_chosen_and_taken_back(open_app):
    page = open_app("""
        import anew as st

        st.text(st.multiselect("Colors", ["Red", "Green", "Blue"], ["Red"]))
    """)
    colors = box(page, "Colors")
    expect(tags(page)).to_have_text(["Red"])
    colors.click()
    expect(options(page)).to_have_text(["Select all", "Green", "Blue"])
    page.get_by_role("option", name="Blue").click()
    expect(texts(page)).to_have_text(["['Red', 'Blue']"])
    expect(tags(page)).to_have_text(["Red", "Blue"])
    expect(options(page)).to_have_text(["Green"])
    page.keyboard.type("gr")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["['Red', 'Blue', 'Green']"])
    expect(page.locator(".dropdown")).to_have_text("There are no more options")
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    expect(texts(page)).to_have_text(["['Red', 'Blue']"])
    button(page, "Remove Red").click()
    expect(texts(page)).to_have_text(["['Blue']"])
    button(page, "Clear all").click()
    expect(texts(page)).to_have_text(["[]"])
    colors.click()
    page.get_by_role("option", name="Select all").click()
    expect(texts(page)).to_have_text(["['Red', 'Green', 'Blue']"])
    colors.focus()
    page.keyboard.press("Escape")
    expect(texts(page)).to_have_text(["[]"])


def test_no_more_than_may_be_are_chosen(open_app):
    page = open_app("""
        import anew as st

        st.text(st.multiselect("Days", ["Mo", "Tu", "We"], max_selections=2))
    """)
    box(page, "Days").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["['Mo', 'Tu']"])
    expect(page.locator(".dropdown")).to_have_text(
        "Only 2 options may be chosen. Remove one first."
    )


def test_new_options_are_accepted(open_app):
    page = open_app("""
        import anew as st

        st.text(st.multiselect("Tags", ["home"], accept_new_options=True))
    """)
    box(page, "Tags").fill("garden")
    page.keyboard.press("Enter")
    box(page, "Tags").fill("ho")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["['garden', 'home']"])
    expect(tags(page)).to_have_text(["garden", "home"])
