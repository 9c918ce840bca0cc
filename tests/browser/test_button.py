"""Buttons, as people press them."""

from __future__ import annotations

import re

import pytest
from browser.chromium import button, knows_shortcuts, settled, texts, until
from playwright.sync_api import expect

COUNTER = """
    import anew as st

    if "count" not in st.session_state:
        st.session_state.count = 0
    if st.button("Add"):
        st.session_state.count += 1
    st.text(st.session_state.count)
"""


def test_a_click_runs_the_body_once(open_app):
    page = open_app(COUNTER)
    expect(texts(page)).to_have_text(["0"])
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["1"])


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_key_presses_the_button_that_has_the_focus(open_app, key):
    page = open_app(COUNTER)
    button(page, "Add").focus()
    for count in (1, 2):
        page.keyboard.press(key)
        expect(texts(page)).to_have_text([str(count)])
    expect(button(page, "Add")).to_be_focused()


def test_a_button_is_true_in_one_run_only(open_app):
    """R51."""
    page = open_app("""
        import anew as st

        st.text(st.button("Press"))
        st.checkbox("Another")
    """)
    button(page, "Press").click()
    expect(texts(page)).to_have_text(["True"])
    page.get_by_role("checkbox", name="Another").check()
    expect(texts(page)).to_have_text(["False"])


def test_a_disabled_button_does_nothing(open_app):
    page = open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.button("Press", disabled=True, on_click=lambda: st.text("pressed"))
        st.text(st.session_state.runs)
    """)
    expect(button(page, "Press")).to_be_disabled()
    button(page, "Press").click(force=True)
    button(page, "Press").dispatch_event("click")
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["2"])


def test_the_types_are_told_apart(open_app):
    page = open_app("""
        import anew as st

        for type in ("primary", "secondary", "tertiary"):
            st.button(type, type=type)
    """)
    colours = set()
    for kind in ("primary", "secondary", "tertiary"):
        one = page.get_by_test_id("stButton").get_by_test_id(f"stBaseButton-{kind}")
        expect(one).to_have_text(kind)
        look = "one => { const s = getComputedStyle(one); return s.background + s.borderColor; }"
        colours.add(one.evaluate(look))
    assert len(colours) == 3


def test_icons_stand_on_either_side(open_app):
    page = open_app("""
        import anew as st

        st.button("Left", icon="🎈")
        st.button("Right", icon="🎈", icon_position="right")
        st.button("Save", icon=":material/save:")
        st.markdown(":material/home_work:")
    """)
    for label, is_left in (("Left", True), ("Right", False)):
        icon = button(page, label).get_by_test_id("stIconEmoji").bounding_box()
        words = button(page, label).get_by_test_id("stMarkdownContainer").bounding_box()
        assert (icon["x"] < words["x"]) is is_left
    save = button(page, "Save").get_by_test_id("stIconMaterial")
    expect(save).to_have_text("save")
    home = page.get_by_test_id("stMarkdown").get_by_test_id("stIconMaterial")
    for icon in (save, home):  # A ligature: one square sign, not the word.
        expect(icon).to_have_css("font-family", re.compile(r"icons-\d+"))
        expect(icon).not_to_have_css("color", "rgba(0, 0, 0, 0)")
        inner = "(one) => one.clientWidth > 0 && one.scrollWidth === one.clientWidth"
        until(page, lambda icon=icon, inner=inner: icon.evaluate(inner), True)
    loaded = "performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.woff2')).length"
    until(page, lambda: page.evaluate(loaded), 2)  # Of all icons, these.


def test_help_shows_while_the_pointer_rests_on_it(open_app):
    page = open_app("""
        import anew as st

        st.button("Press", help="It **helps**.")
        st.text("elsewhere")
    """)
    help = page.get_by_test_id("stTooltipContent")
    expect(help).not_to_be_attached()
    page.get_by_test_id("stTooltipHoverTarget").get_by_role("button").hover()
    expect(help).to_be_visible()
    expect(help).to_have_text("It helps.")
    expect(help.locator("strong")).to_have_text("helps")
    texts(page).hover()
    expect(help).not_to_be_attached()


def test_help_shows_while_the_button_has_the_focus(open_app):
    page = open_app("""
        import anew as st

        st.button("Press", help="It helps.")
    """)
    help = page.get_by_role("tooltip")
    button(page, "Press").focus()
    expect(help).to_be_visible()
    expect(button(page, "Press")).to_have_accessible_description("It helps.")
    page.keyboard.press("Escape")
    expect(help).not_to_be_attached()


def test_a_shortcut_presses_the_button_from_anywhere(open_app):
    page = open_app("""
        import anew as st

        st.text_input("Name")
        if st.button("Save", shortcut="Ctrl+K"):
            st.text("saved")
        if st.button("Next", shortcut="n"):
            st.text("next")
    """)
    knows_shortcuts(page).get_by_label("Name").focus()
    page.keyboard.press("Control+k")
    expect(texts(page)).to_have_text(["saved"])
    page.get_by_label("Name").fill("")
    page.keyboard.type("n")
    expect(page.get_by_label("Name")).to_have_value("n")
    button(page, "Save").focus()
    page.keyboard.press("n")
    expect(texts(page)).to_have_text(["next"])
    expect(button(page, "Save")).to_have_attribute("aria-keyshortcuts", "Ctrl+K")


def test_the_label_is_markdown_within_a_line(open_app):
    page = open_app("""
        import anew as st

        st.button("Do **it** <b>now</b>")
    """)
    it = page.get_by_test_id("stButton")
    expect(it.locator("strong")).to_have_text("it")
    expect(it.locator("b")).to_have_count(0)


def test_the_width_is_the_authors(open_app):
    page = open_app("""
        import anew as st

        st.button("content")
        st.button("wide", width="stretch")
        st.button("fixed", width=200)
    """)
    line = page.get_by_test_id("stVerticalBlock").bounding_box()["width"]
    width = {
        name: button(page, name).bounding_box()["width"] for name in ("content", "wide", "fixed")
    }
    assert width["content"] < line / 3
    assert width["wide"] == line
    assert width["fixed"] == 200


def test_a_click_moves_nothing_else(open_app):
    """The button keeps its place and its focus; what did not change is not drawn again."""
    page = open_app("""
        import anew as st

        if st.button("Press"):
            st.text("a new line")
        st.markdown("stays")
    """)
    page.get_by_text("stays").evaluate("one => { one.marked = true; }")
    button(page, "Press").click()
    expect(texts(page)).to_have_text(["a new line"])
    assert page.get_by_text("stays").evaluate("one => one.marked") is True
    expect(button(page, "Press")).to_be_focused()
    settled(page)
