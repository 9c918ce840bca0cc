"""R116 in a browser: a dialog holds the focus, is dismissed in three ways, and outlasts what it can."""

from __future__ import annotations

import re

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

NOTE = """
    import anew as st

    @st.dialog("Leave *a* note", on_dismiss="rerun")
    def leave_note():
        note = st.text_input("Note")
        st.text(f"note {note}")
        if st.button("Save"):
            st.session_state.saved = note
            st.rerun()

    @st.dialog("Stay", dismissible=False, position="right", width="medium")
    def stay():
        if st.button("Done"):
            st.rerun()

    @st.dialog("Quiet", width=640)
    def quiet():
        st.text("quiet")

    st.session_state.whole = st.session_state.get("whole", 0) + 1
    st.text(f"whole {st.session_state.whole} {st.session_state.get('saved')}")
    st.text_input("Behind")
    with st.expander("Closed"):
        if st.button("Open", key="open") or st.session_state.get("again"):
            leave_note()
    if st.button("Stay"):
        stay()
    if st.button("Quiet"):
        quiet()
"""


@pytest.fixture
def page(open_app):
    page = open_app(NOTE)
    page.get_by_text("Closed").click()
    return page


def dialog(page, name="Leave a note"):
    return page.get_by_role("dialog", name=name)


def whole(page) -> int:
    return int(re.match(r"whole (\d+)", texts(page).first.inner_text())[1])


def test_it_is_worked_in_and_closes_when_the_script_says_so(page):
    opener = button(page, "Open")
    opener.click()
    field = dialog(page).get_by_role("textbox", name="Note")
    expect(field).to_be_focused()
    expect(page.get_by_test_id("stDialog")).to_be_visible()
    expect(dialog(page).locator("h2 em")).to_have_text("a")
    runs = whole(page)

    field.press_sequentially("milk")
    field.press("Enter")
    expect(texts(dialog(page))).to_have_text("note milk")
    assert whole(page) == runs
    expect(field).to_be_focused()

    button(dialog(page), "Save").click()
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    expect(texts(page).first).to_have_text(f"whole {runs + 1} milk")
    expect(opener).to_be_focused()


@pytest.mark.parametrize("way", ["Escape", "Close", "beside"])
def test_it_is_dismissed(page, way):
    button(page, "Open").click()
    expect(dialog(page)).to_be_visible()
    runs = whole(page)

    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "Close":
        button(dialog(page), "Close").click()
    else:
        page.mouse.click(5, 5)

    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    expect(texts(page).first).to_have_text(f"whole {runs + 1} None")
    expect(button(page, "Open")).to_be_focused()
    button(page, "Open").click()
    expect(dialog(page)).to_be_visible()


def test_a_quiet_dismissal_runs_nothing_and_it_opens_again(page):
    button(page, "Quiet").click()
    expect(texts(dialog(page, "Quiet"))).to_have_text("quiet")
    assert dialog(page, "Quiet").bounding_box()["width"] == 640
    runs = whole(page)

    page.keyboard.press("Escape")
    expect(dialog(page, "Quiet")).to_have_count(0)
    settled(page)
    assert whole(page) == runs

    button(page, "Quiet").click()
    expect(dialog(page, "Quiet")).to_be_visible()


def test_what_is_not_to_be_dismissed_stays(page):
    button(page, "Stay").click()
    stay = dialog(page, "Stay")
    expect(button(stay, "Done")).to_be_focused()
    expect(button(stay, "Close")).to_have_count(0)
    box = stay.bounding_box()
    assert box["x"] + box["width"] == page.viewport_size["width"]
    assert box["height"] == page.viewport_size["height"]

    for _ in range(3):
        page.keyboard.press("Escape")
    page.mouse.click(5, 5)
    expect(stay).to_be_visible()

    button(stay, "Done").click()
    expect(stay).to_have_count(0)


def test_the_page_behind_it_cannot_be_used(page):
    behind = page.get_by_role("textbox", name="Behind")
    button(page, "Open").click()
    expect(dialog(page)).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert not behind.evaluate("(own) => own === document.activeElement")


def test_it_fits_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    button(page, "Open").click()
    expect(dialog(page)).to_be_visible()
    box = dialog(page).bounding_box()
    assert box["x"] >= 16
    assert box["x"] + box["width"] <= 390 - 16
    assert page.evaluate("document.documentElement.scrollWidth") == 390
