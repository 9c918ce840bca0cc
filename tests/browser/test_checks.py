"""Checkboxes and toggles, as people tick and switch them."""

from __future__ import annotations

import pytest
from browser.chromium import settled, texts
from playwright.sync_api import expect

KINDS = [("checkbox", "checkbox"), ("toggle", "switch")]


@pytest.mark.parametrize(("command", "role"), KINDS)
def test_it_is_ticked_by_mouse_and_keyboard(open_app, command, role):
    """R24, R56: the value is the script's, and its callback is told once for each change."""
    page = open_app(f"""
        import anew as st

        def changed():
            st.session_state.changes = st.session_state.get("changes", 0) + 1

        st.text(st.{command}("Agree", key="agree", on_change=changed))
        st.text(st.session_state.get("changes", 0))
    """)
    box = page.get_by_role(role, name="Agree")
    expect(box).not_to_be_checked()
    box.click()
    expect(texts(page)).to_have_text(["True", "1"])
    expect(box).to_be_checked()
    page.get_by_test_id("stCheckbox").locator("label").click()
    expect(texts(page)).to_have_text(["False", "2"])
    box.focus()
    page.keyboard.press(" ")
    expect(texts(page)).to_have_text(["True", "3"])
    expect(box).to_have_attribute("aria-checked", "true")
    expect(box).to_be_focused()


@pytest.mark.parametrize(("command", "role"), KINDS)
def test_its_first_value_and_its_lock_are_the_authors(open_app, command, role):
    page = open_app(f"""
        import anew as st

        st.text(st.{command}("On", True))
        st.text(st.{command}("Locked", True, disabled=True))
    """)
    expect(page.get_by_role(role, name="On")).to_be_checked()
    locked = page.get_by_role(role, name="Locked")
    expect(locked).to_be_checked()
    expect(locked).to_be_disabled()
    page.get_by_text("Locked").click(force=True)
    page.keyboard.press("r")
    settled(page)
    expect(texts(page)).to_have_text(["True", "True"])


def test_the_state_moves_it(open_app):
    """R26: what a callback assigns is shown in the browser."""
    page = open_app("""
        import anew as st

        def all_on():
            st.session_state.update(a=True, b=True)

        st.checkbox("A", key="a")
        st.toggle("B", key="b")
        st.button("All on", on_click=all_on)
    """)
    page.get_by_role("button", name="All on").click()
    expect(page.get_by_role("checkbox", name="A")).to_be_checked()
    expect(page.get_by_role("switch", name="B")).to_be_checked()


def test_help_does_not_tick_it(open_app):
    page = open_app("""
        import anew as st

        st.checkbox("Agree", help="To what?")
    """)
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_test_id("stTooltipContent")).to_have_text("To what?")
    expect(page.get_by_role("checkbox", name="Agree")).not_to_be_checked()


def test_a_box_that_came_back_starts_anew(open_app):
    """R43, R46, R50: neither side remembers a widget that was not shown."""
    page = open_app("""
        import anew as st

        if st.checkbox("Show", True):
            st.text(st.checkbox("Inner", key="inner"))
    """)
    show, inner = (page.get_by_role("checkbox", name=name) for name in ("Show", "Inner"))
    inner.check()
    expect(texts(page)).to_have_text(["True"])
    show.uncheck()
    expect(inner).not_to_be_attached()
    show.check()
    expect(texts(page)).to_have_text(["False"])
    expect(inner).not_to_be_checked()
