"""Buttons that open a part of the page above the rest."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

SETTINGS = """
    import anew as st

    st.text("above")
    with st.popover("Settings", icon="⚙️", help="Help"):
        name = st.text_input("Name")
        kind = st.selectbox("Kind", ["cat", "dog"])
    st.text(f"{name} {kind}")
    st.button("After")
"""


@pytest.fixture
def page(open_app):
    return open_app(SETTINGS)


@pytest.fixture
def body(page):
    return page.get_by_test_id("stPopoverBody")


def opener(page):
    return page.get_by_test_id("stPopoverButton")


def test_it_opens_and_closes_by_its_button(page, body):
    expect(page.get_by_test_id("stPopover").get_by_test_id("stIconEmoji")).to_have_text("⚙️")
    expect(body).not_to_be_attached()
    expect(opener(page)).to_have_attribute("aria-expanded", "false")
    opener(page).click()
    expect(body).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_accessible_name("Settings")
    expect(opener(page)).to_have_attribute("aria-expanded", "true")
    opener(page).click()
    expect(body).not_to_be_attached()


def test_widgets_in_it_work_and_it_stays_open(page, body):
    opener(page).click()
    page.get_by_role("textbox", name="Name").fill("Tom")
    page.keyboard.press("Enter")
    expect(texts(page).last).to_have_text("Tom cat")
    page.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="dog").click()
    expect(texts(page).last).to_have_text("Tom dog")
    expect(body).to_be_visible()
    page.mouse.click(5, 500)
    expect(body).not_to_be_attached()
    opener(page).click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Tom")


def test_it_works_by_keyboard(page, body):
    opener(page).focus()
    page.keyboard.press("Enter")
    expect(body).to_be_focused()
    expect(page.get_by_role("combobox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).not_to_be_attached()
    expect(body).to_be_visible()
    page.keyboard.press("Escape")
    expect(body).not_to_be_attached()
    expect(opener(page)).to_be_focused()


def test_it_closes_when_the_focus_goes_on(page, body):
    opener(page).press("Enter")
    expect(body).to_be_focused()
    expect(page.get_by_role("combobox")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(button(page, "After")).to_be_focused()
    expect(body).not_to_be_attached()


def test_the_script_may_follow_it(open_app):
    """R117"""
    page = open_app("""
        import anew as st

        box = st.popover("More", key="more", on_change="rerun")
        if box.open:
            box.text("made when it is needed")
            box.button("Done", on_click=lambda: st.session_state.update(more=False))
        st.text(f"{box.open} {st.session_state.more}")
        st.button("Open", on_click=lambda: st.session_state.update(more=True))
    """)
    expect(texts(page)).to_have_text(["False False"])
    opener(page).click()
    expect(texts(page)).to_have_text(["made when it is needed", "True True"])
    button(page, "Done").click()
    expect(texts(page)).to_have_text(["False False"])
    button(page, "Open").click()
    expect(texts(page)).to_have_text(["made when it is needed", "True True"])
    expect(button(page, "Open")).to_be_focused()
    page.mouse.click(5, 500)
    expect(texts(page)).to_have_text(["False False"])
    expect(page.locator(".st-key-more")).to_have_count(1)


def test_it_may_be_in_a_form(open_app):
    page = open_app("""
        import anew as st

        with st.form("form"):
            with st.popover("More"):
                name = st.text_input("Name")
            st.form_submit_button("Send")
        st.text(name)
    """)
    opener(page).click()
    page.get_by_role("textbox", name="Name").fill("Ada")
    page.keyboard.press("Escape")
    expect(texts(page)).to_have_text([""])
    button(page, "Send").click()
    expect(texts(page)).to_have_text(["Ada"])


def test_one_that_is_disabled_does_not_open(open_app):
    page = open_app("""
        import anew as st

        with st.popover("More", disabled=True, on_change="rerun"):
            st.text("inside")
    """)
    expect(opener(page)).to_be_disabled()
    opener(page).click(force=True)
    settled(page)
    expect(page.get_by_test_id("stPopoverBody")).not_to_be_attached()


def test_it_fits_a_phone(open_on_phone):
    page = open_on_phone("""
        import anew as st

        for n in range(14):
            st.text(n)
        _, right = st.columns(2, wrap=False)
        with right.popover("More"):
            for n in range(5):
                st.text_input(f"A label that is rather long {n}")
            if st.checkbox("Much more"):
                for n in range(20):
                    st.text("inside")
    """)
    opener(page).tap()
    body = page.get_by_test_id("stPopoverBody")
    expect(body).to_be_visible()

    def fits(box):
        return (
            box["x"] >= 0
            and box["x"] + box["width"] <= 390
            and box["y"] >= 0
            and box["y"] + box["height"] <= 844
        )

    until(page, body.bounding_box, fits)
    page.get_by_text("Much more").tap()
    expect(texts(body)).to_have_count(20)
    until(page, body.bounding_box, fits)
    texts(body).last.scroll_into_view_if_needed()
    expect(texts(body).last).to_be_in_viewport()


def test_what_opens_is_as_wide_as_a_stretched_button(open_app):
    page = open_app("""
        import anew as st

        st.popover("Wide", width="stretch").text("in the wide one")
        st.columns(3)[1].popover("Column", width="stretch").text("in the column")
        st.popover("Own").text("in its own")
    """)
    for label, words in (("Wide", "in the wide one"), ("Column", "in the column")):
        opener = page.get_by_role("button", name=label)
        opener.click()
        body = page.get_by_test_id("stPopoverBody")
        expect(body).to_contain_text(words)
        width = opener.bounding_box()["width"]
        until(page, lambda body=body: body.bounding_box()["width"], width)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Own").click()
    until(page, lambda: page.get_by_test_id("stPopoverBody").bounding_box()["width"], 320)
