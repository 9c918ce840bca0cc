"""Colours, as people pick them: from an area of shades, by their hue, by their digits."""

from __future__ import annotations

import re

import pytest
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

ORANGE = """
    import anew as st

    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.text(f"{st.color_picker('Colour', '#F80')} in run {st.session_state.runs}")
    st.text_input("After")
"""
WRONG = "Write three or six hexadecimal digits, such as #ff8800."


@pytest.fixture
def page(open_app):
    return open_app(ORANGE)


def block(page):
    return page.get_by_test_id("stColorPickerBlock").first


def panel(page):
    return page.get_by_test_id("stColorPickerPopover")


def shades(page):
    return page.get_by_role("slider", name="Saturation and brightness")


def hues(page):
    return page.get_by_role("slider", name="Hue")


def digits(page):
    return panel(page).locator("input")


def drag(page, surface, start, end):
    """From one place of a surface to another, each from 0 to 1; the mouse stays down."""
    box = page.locator(surface).bounding_box()

    def at(x, y):
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    page.mouse.move(*at(*start))
    page.mouse.down()
    page.mouse.move(*at(*end), steps=5)


def inside(page, box):
    size = page.viewport_size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def test_a_shade_is_dragged_to_and_sent_when_the_panel_closes(page):
    block(page).click()
    expect(page.get_by_role("dialog", name="Colour")).to_be_visible()
    expect(digits(page)).to_have_value("#ff8800")

    drag(page, ".color-area", (0.9, 0.1), (0, 1))
    expect(shades(page)).to_have_attribute("aria-valuetext", "Saturation 0%, brightness 0%")
    expect(shades(page)).to_be_focused()
    area = page.locator(".color-area").bounding_box()
    page.mouse.move(area["x"] + 2 * area["width"], area["y"] - 40)  # Beyond its corner.
    page.mouse.up()
    expect(digits(page)).to_have_value("#ff8800")
    drag(page, ".color-area", (0.5, 0.5), (1, 0.5))
    page.mouse.up()
    expect(digits(page)).to_have_value("#804400")
    expect(block(page)).to_have_css("background-color", "rgb(128, 68, 0)")
    expect(texts(page)).to_have_text(["#F80 in run 1"])

    page.mouse.click(600, 600)
    expect(panel(page)).not_to_be_attached()
    expect(texts(page)).to_have_text(["#804400 in run 2"])


def test_a_hue_is_dragged_to(page):
    block(page).click()
    drag(page, ".color-hue", (0.1, 0.5), (2 / 3, 0.5))
    page.mouse.up()
    expect(hues(page)).to_be_focused()
    expect(hues(page)).to_have_attribute("aria-valuetext", "240°")

    block(page).click()
    expect(panel(page)).not_to_be_attached()
    expect(texts(page)).to_have_text([re.compile(r"#0[0-3]0[0-3]ff in run 2")])


def test_the_keys_move_both_sliders_and_escape_closes(page):
    opener = button(page, "Colour")
    expect(opener).to_have_accessible_description("#F80")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(shades(page)).to_be_focused()
    for key, saturation, brightness in [
        ("ArrowLeft", 99, 100),
        ("Shift+ArrowLeft", 89, 100),
        ("ArrowRight", 90, 100),
        ("ArrowDown", 90, 99),
        ("PageDown", 90, 89),
        ("ArrowUp", 90, 90),
        ("PageUp", 90, 100),
        ("Home", 0, 100),
        ("End", 100, 100),
        ("ArrowRight", 100, 100),
    ]:
        page.keyboard.press(key)
        expect(shades(page)).to_have_attribute(
            "aria-valuetext", f"Saturation {saturation}%, brightness {brightness}%"
        )
    page.keyboard.press("Tab")
    expect(hues(page)).to_be_focused()
    for key, hue in [
        ("ArrowRight", 33),
        ("PageUp", 43),
        ("ArrowDown", 42),
        ("End", 360),
        ("Home", 0),
    ]:
        page.keyboard.press(key)
        expect(hues(page)).to_have_attribute("aria-valuetext", f"{hue}°")
        expect(hues(page)).to_have_attribute("aria-valuenow", str(hue))
    expect(texts(page)).to_have_text(["#F80 in run 1"])

    page.keyboard.press("Escape")
    expect(panel(page)).not_to_be_attached()
    expect(opener).to_be_focused()
    expect(opener).to_have_accessible_description("#ff0000")
    expect(texts(page)).to_have_text(["#ff0000 in run 2"])


def test_tab_goes_through_the_panel_and_on(page):
    button(page, "Colour").press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(button(page, "Colour")).to_be_focused()
    expect(panel(page)).to_be_visible()
    for one in [shades(page), hues(page), digits(page)]:
        page.keyboard.press("Tab")
        expect(one).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="After")).to_be_focused()
    expect(panel(page)).not_to_be_attached()


def test_a_grey_keeps_the_hue_that_was_chosen(page):
    block(page).click()
    page.keyboard.press("Home")  # No saturation.
    expect(digits(page)).to_have_value("#ffffff")
    hues(page).press("End")
    page.keyboard.press("PageDown")
    shades(page).press("End")
    expect(hues(page)).to_have_attribute("aria-valuetext", "350°")
    expect(digits(page)).to_have_value("#ff002b")


@pytest.mark.parametrize(
    ("typed", "color"), [("#123abc", "#123abc"), ("0F0", "#00ff00"), (" ABCDEF ", "#abcdef")]
)
def test_digits_are_typed_as_people_write_them(page, typed, color):
    block(page).click()
    digits(page).click()
    page.keyboard.type(typed)  # In place of what was there.
    expect(digits(page)).to_have_value(typed)
    expect(texts(page)).to_have_text(["#F80 in run 1"])
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text([f"{color} in run 2"])
    expect(digits(page)).to_have_value(color)
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(settled(page).get_by_test_id("stText")).to_have_text([f"{color} in run 2"])


def test_typed_digits_are_sent_when_the_field_is_left(page):
    block(page).click()
    digits(page).fill("#00ff00")
    page.get_by_role("textbox", name="After").click()
    expect(panel(page)).not_to_be_attached()
    expect(page.get_by_role("textbox", name="After")).to_be_focused()
    expect(texts(page)).to_have_text(["#00ff00 in run 2"])


def test_what_is_no_colour_is_told_at_the_field_and_never_sent(page):
    problem = panel(page).get_by_role("alert")
    block(page).click()
    digits(page).fill("tomato")
    expect(problem).to_have_text(WRONG)
    expect(digits(page)).to_have_attribute("aria-invalid", "true")
    expect(digits(page)).to_have_accessible_description(WRONG)

    digits(page).fill("#1234")  # Perhaps one that is not complete: of #123, nothing remains.
    expect(problem).not_to_be_attached()
    page.keyboard.press("Enter")
    expect(problem).to_have_text(WRONG)
    page.keyboard.press("Escape")
    expect(panel(page)).not_to_be_attached()
    expect(button(page, "Colour")).to_have_accessible_description("#F80")

    block(page).click()
    expect(digits(page)).to_have_value("#ff8800")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="After").fill("x")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["#F80 in run 2"])


def test_one_that_is_disabled_does_not_open(open_app):
    page = open_app("""
        import anew as st

        st.color_picker("Locked", disabled=True)
    """)
    expect(button(page, "Locked")).to_be_disabled()
    block(page).click(force=True)
    expect(panel(page)).not_to_be_attached()


def test_in_a_form_it_is_sent_with_it(open_app):
    page = open_app("""
        import anew as st

        with st.form("f"):
            left, right = st.columns(2)
            color = left.color_picker("Colour")
            right.form_submit_button("Send")
        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text(f"{color} in run {st.session_state.runs}")
    """)
    block(page).click()
    digits(page).fill("#123abc")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(button(page, "Colour")).to_have_accessible_description("#123abc")
    expect(texts(page)).to_have_text(["#000000 in run 1"])

    block(page).click()
    digits(page).fill("#abc123")
    button(page, "Send").click()  # From the open panel, at once.
    expect(texts(page)).to_have_text(["#abc123 in run 2"])


def test_in_a_popover_escape_closes_the_inner_one_alone(open_app):
    page = open_app("""
        import anew as st

        with st.popover("Settings"):
            color = st.color_picker("Colour")
        st.text(color)
    """)
    outer = page.get_by_test_id("stPopoverBody")
    button(page, "Settings").click()
    block(page).click()
    shades(page).press("End")
    shades(page).press("PageUp")
    page.keyboard.press("Escape")
    expect(panel(page)).not_to_be_attached()
    expect(outer).to_be_visible()
    expect(texts(page)).to_have_text(["#1a0000"])

    block(page).click()
    digits(page).fill("#123abc")
    page.mouse.click(900, 600)
    expect(outer).not_to_be_attached()
    expect(texts(page)).to_have_text(["#123abc"])


def test_what_the_state_says_is_no_colour_opens_black(open_app):
    """R34"""
    page = open_app("""
        import anew as st

        st.session_state.setdefault("k", "no colour")
        st.text(st.color_picker("Colour", key="k"))
        st.button("Again")
    """)
    block(page).click()
    expect(shades(page)).to_have_attribute("aria-valuetext", "Saturation 0%, brightness 0%")
    page.keyboard.press("Escape")
    button(page, "Again").click()
    expect(settled(page).get_by_test_id("stText")).to_have_text(["no colour"])


def test_a_finger_drags_it_on_a_phone(open_on_phone):
    page = open_on_phone("""
        import anew as st

        st.text(st.sidebar.color_picker("At the side", "#ff0000"))
        for number, column in enumerate(st.columns(5, gap="small")):
            with column:
                st.color_picker(f"Colour {number}", label_visibility="collapsed")
        for line in range(50):
            st.text("line")
    """)
    for one in page.get_by_test_id("stMain").get_by_test_id("stColorPickerBlock").all():
        one.tap()
        expect(panel(page)).to_have_count(1)
        until(page, lambda: inside(page, panel(page).bounding_box()), True)
        page.keyboard.press("Escape")
        expect(panel(page)).to_have_count(0)
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_test_id("stSidebar").get_by_test_id("stColorPickerBlock").tap()
    until(page, lambda: inside(page, panel(page).bounding_box()), True)
    box = page.locator(".color-area").bounding_box()
    devtools = page.context.new_cdp_session(page)

    def touch(kind, *points):
        given = [{"x": x, "y": y} for x, y in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})

    x, y = box["x"] + box["width"] - 1, box["y"] + 5
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x + 5, y + step * box["height"] / 5))
    touch("touchEnd")
    expect(digits(page)).to_have_value("#000000")
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
    page.keyboard.press("Escape")
    expect(texts(page).first).to_have_text("#000000")
