"""Bars that say how far something has come."""

from __future__ import annotations

from browser import stage
from browser.chromium import button, settled
from playwright.sync_api import expect


def test_it_moves_while_the_script_runs(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        bar = st.progress(0, "*Loading*")
        if st.button("Load"):
            bar.progress(0.5, "Half")
            wait("half")
            bar.progress(100, "All")
        if st.button("Remove"):
            bar.empty()
    """)
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_accessible_name("Loading")
    expect(bar).to_have_attribute("aria-valuenow", "0")
    assert page.get_by_test_id("stProgress").locator("em").text_content() == "Loading"
    button(page, "Load").click()
    expect(bar).to_have_attribute("aria-valuenow", "50")
    expect(bar).to_have_accessible_name("Half")
    width = bar.bounding_box()["width"] / 2
    expect(bar.locator("div").last).to_have_css("width", f"{width:g}px")
    stage.open_gate("half")
    expect(bar).to_have_attribute("aria-valuenow", "100")
    button(page, "Remove").click()
    expect(bar).not_to_be_attached()


def test_one_without_words_has_a_name(open_app):
    page = open_app("""
        import anew as st

        st.progress(30, width=200)
    """)
    expect(page.get_by_role("progressbar")).to_have_accessible_name("Progress")
    assert page.get_by_test_id("stProgress").bounding_box()["width"] == 200
    settled(page)
