"""Radios, as people use them: by pointer and by keys."""

from __future__ import annotations

from browser.chromium import settled, texts
from playwright.sync_api import expect


def radio(page, name):
    return page.get_by_role("radio", name=name, exact=True)


def test_the_pointer_and_the_keys_choose(open_app):
    page = open_app("""
        import anew as st

        st.text(st.radio("Size", ["Small", "**Medium**", "Large"], captions=["1 l", "2 l"]))
    """)
    expect(page.get_by_role("radiogroup", name="Size")).to_be_visible()
    expect(radio(page, "Small")).to_be_checked()
    expect(radio(page, "Small")).to_have_accessible_description("1 l")
    expect(page.get_by_test_id("stRadioCaption")).to_have_text(["1 l", "2 l"])
    expect(page.locator(".stRadioOption strong")).to_have_text("Medium")
    page.get_by_test_id("stRadioOption").nth(2).click()
    expect(texts(page)).to_have_text(["Large"])
    expect(radio(page, "Large")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(texts(page)).to_have_text(["**Medium**"])
    expect(radio(page, "Medium")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(texts(page)).to_have_text(["Small"])
    expect(radio(page, "Small")).to_be_checked()


def test_none_is_chosen_at_first_if_the_author_says_so(open_app):
    page = open_app("""
        import anew as st

        st.text(repr(st.radio("Pay by", ["Card", "Cash"], index=None, horizontal=True)))
    """)
    expect(texts(page)).to_have_text(["None"])
    one, other = (radio(page, name).bounding_box() for name in ("Card", "Cash"))
    assert one["y"] == other["y"]
    page.get_by_role("button", name="Menu").focus()
    radio(page, "Card").focus()
    page.keyboard.press(" ")
    expect(texts(page)).to_have_text(["'Card'"])


def test_a_disabled_one_stays(open_app):
    page = open_app("""
        import anew as st

        st.text(st.radio("Size", ["Small", "Large"], disabled=True))
    """)
    expect(radio(page, "Large")).to_be_disabled()
    page.get_by_test_id("stRadioOption").nth(1).click(force=True)
    page.keyboard.press("r")
    settled(page)
    expect(texts(page)).to_have_text(["Small"])
