"""Colours, as people pick them."""

from __future__ import annotations

from browser.chromium import texts
from playwright.sync_api import expect


def test_a_colour_is_picked(open_app):
    page = open_app("""
        import anew as st

        st.text(st.color_picker("Colour", "#F80"))
        st.color_picker("Locked", disabled=True)
    """)
    picker = page.get_by_test_id("stColorPicker").first
    block = page.get_by_label("Colour", exact=True)
    expect(block).to_have_value("#ff8800")
    expect(picker).to_contain_text("#F80")
    block.fill("#123abc")
    expect(texts(page)).to_have_text(["#123abc"])
    expect(picker).to_contain_text("#123abc")
    expect(page.get_by_label("Locked")).to_be_disabled()
