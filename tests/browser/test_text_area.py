"""Several lines of text, as people type them."""

from __future__ import annotations

import re

import pytest
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect


def area(page, name="Text"):
    return page.get_by_role("textbox", name=name)


@pytest.fixture
def page(open_app):
    return open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        text = st.text_area("Text", max_chars=20)
        if st.button("Send"):
            st.text("sent")
        st.text(repr(text))
        st.text(st.session_state.runs)
    """)


def test_enter_begins_a_line_and_control_enter_tells_the_text(page):
    area(page).press_sequentially("Ada")
    page.keyboard.press("Enter")
    page.keyboard.type("Lovelace")
    expect(page.get_by_test_id("InputInstructions")).to_have_text("Press Ctrl+Enter to apply12/20")
    expect(texts(page)).to_have_text(["''", "1"])
    page.keyboard.press("Control+Enter")
    expect(texts(page)).to_have_text([repr("Ada\nLovelace"), "2"])
    expect(area(page)).to_have_value("Ada\nLovelace")
    expect(area(page)).to_be_focused()


def test_leaving_it_tells_the_text(page):
    area(page).fill("one\ntwo")
    page.keyboard.press("Tab")
    expect(texts(page)).to_have_text([repr("one\ntwo"), "2"])


def test_a_click_elsewhere_takes_the_text_along(page):
    area(page).fill("one")
    button(page, "Send").click()
    # The text has a run of its own, or shares the click's: whichever comes first.
    expect(texts(page)).to_have_text(["sent", "'one'", re.compile("^[23]$")])


def test_it_takes_no_more_than_its_limit(page):
    area(page).press_sequentially("x" * 25)
    expect(area(page)).to_have_value("x" * 20)


def test_its_height(open_app):
    page = open_app("""
        import anew as st

        st.text_area("Fixed", height=200)
        st.text_area("Grows", height="content")
        st.text_area("Filled", required=True)
        st.text(st.text_area("Locked", "as it is", disabled=True))
    """)
    assert area(page, "Fixed").bounding_box()["height"] == 200
    before = area(page, "Grows").bounding_box()["height"]
    area(page, "Grows").fill("line\n" * 12)
    height = lambda: area(page, "Grows").bounding_box()["height"]
    until(page, height, lambda high: high > before)
    expect(area(page, "Locked")).to_be_disabled()
    area(page, "Filled").fill("  ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_have_text("This must be filled in.")
    settled(page)


LONG = """
import anew as st

text = st.text_area("Text")
st.text(len(text))
if st.button("Add"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.text(f"Added: {st.session_state.get('count', 0)}")
"""


def test_a_text_of_megabytes_reaches_the_script(open_app):
    page = open_app(LONG)
    area(page).evaluate(
        """(field, text) => {
            field.value = text.repeat(20_000);
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }""",
        "A line of plain text, as of a log of some kind, with an ä and a 😀.\n",
    )
    area(page).press("Control+Enter")
    page.get_by_role("button", name="Add").click()

    expect(page.get_by_test_id("stText")).to_have_text([str(20_000 * 67), "Added: 1"])


LONG_TOGETHER = """
import anew as st

with st.form("form"):
    texts = st.text_area("Text"), st.text_area("Other")
    st.form_submit_button("Send")
if st.button("Add"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.text([len(text) for text in texts])
st.text(f"Added: {st.session_state.get('count', 0)}")
"""


def test_what_is_too_long_together_is_given_up_with_a_word_and_nothing_else_is_lost(open_app):
    page = open_app(LONG_TOGETHER, server__maxMessageSize="100000")
    area(page).fill("x" * 60_000)
    area(page, "Other").fill("x" * 60_000)
    button(page, "Send").click()
    expect(page.locator(".notice")).to_contain_text("too large")
    for _ in range(3):
        button(page, "Add").click()

    expect(texts(page)).to_have_text(["[0, 0]", "Added: 3"])
    expect(page.get_by_test_id("stConnectionStatus")).to_have_count(0)


@pytest.mark.parametrize("kind", ["text_area", "text_input"])
def test_a_text_that_is_too_long_is_told_at_the_field_and_stays_there(open_app, kind):
    page = open_app(
        f"import anew as st\nst.text(len(st.{kind}('Text')))", server__maxMessageSize="2000"
    )
    area(page).fill("a" * 2001)
    page.keyboard.press("Control+Enter" if kind == "text_area" else "Enter")
    problem = page.get_by_role("alert")
    expect(problem).to_have_text("This is too long: it may have 2,000 characters.")
    page.keyboard.press("Tab")
    expect(area(page)).to_have_value("a" * 2001)
    expect(texts(page)).to_have_text(["0"])

    area(page).fill("a" * 2000)
    page.keyboard.press("Tab")
    expect(texts(page)).to_have_text(["2000"])
    expect(problem).to_have_count(0)
