"""Numbers, as people type and count them."""

from __future__ import annotations

import pytest
from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect


def number(page, name="Number"):
    return page.get_by_role("spinbutton", name=name)


@pytest.fixture
def page(open_app):
    return open_app("""
        import anew as st

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text(st.number_input("Number", 0, 10, 5))
        st.text(st.session_state.runs)
    """)


def test_enter_tells_what_was_typed(page):
    number(page).fill("7")
    expect(page.get_by_test_id("InputInstructions")).to_have_text("Press Enter to apply")
    expect(texts(page)).to_have_text(["5", "1"])
    number(page).press("Enter")
    expect(texts(page)).to_have_text(["7", "2"])
    expect(page.get_by_test_id("InputInstructions")).to_be_empty()
    expect(number(page)).to_be_focused()
    number(page).press("Enter")
    number(page).blur()
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["7", "3"])


def test_leaving_it_tells_what_was_typed(page):
    number(page).fill("8")
    page.keyboard.press("Tab")
    expect(texts(page)).to_have_text(["8", "2"])


def test_the_buttons_step_within_the_bounds(page):
    more = page.get_by_test_id("stNumberInputStepUp")
    less = page.get_by_test_id("stNumberInputStepDown")
    more.click()
    expect(texts(page)).to_have_text(["6", "2"])
    less.click()
    expect(texts(page).first).to_have_text("5")
    number(page).fill("9")
    more.click()
    expect(texts(page).first).to_have_text("10")
    expect(number(page)).to_have_value("10")
    expect(more).to_be_disabled()
    number(page).fill("0")
    number(page).press("Enter")
    expect(less).to_be_disabled()
    expect(more).to_be_enabled()


def test_the_arrow_keys_step_it(page):
    number(page).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(texts(page).first).to_have_text("6")
    expect(number(page)).to_have_value("6")
    for _ in range(9):
        page.keyboard.press("ArrowUp")
    expect(texts(page).first).to_have_text("10")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("11", "The largest number is 10."),
        ("-1", "The smallest number is 0."),
        ("2.5", "This must be a whole number."),
    ],
)
def test_what_it_cannot_be_is_told_and_not_sent(page, typed, problem):
    number(page).fill(typed)
    number(page).press("Enter")
    expect(page.get_by_role("alert")).to_have_text(problem)
    expect(number(page)).to_have_attribute("aria-invalid", "true")
    expect(texts(page)).to_have_text(["5", "1"])
    number(page).fill("4")
    expect(page.get_by_role("alert")).not_to_be_attached()
    number(page).press("Enter")
    expect(texts(page)).to_have_text(["4", "2"])


def test_an_emptied_one_with_a_default_goes_back(page):
    number(page).fill("")
    number(page).press("Enter")
    expect(number(page)).to_have_value("5")
    settled(page)
    expect(texts(page)).to_have_text(["5", "1"])


def test_one_without_a_value_is_none_until_it_is_filled(open_app):
    """R32."""
    page = open_app("""
        import anew as st

        def clear():
            st.session_state.n = None

        st.text(repr(st.number_input("Number", value=None, placeholder="How many?", key="n")))
        st.button("Clear", on_click=clear)
    """)
    expect(texts(page)).to_have_text(["None"])
    expect(number(page)).to_have_attribute("placeholder", "How many?")
    number(page).fill("2.5")
    number(page).press("Enter")
    expect(texts(page)).to_have_text(["2.5"])
    number(page).fill("")
    number(page).press("Enter")
    expect(texts(page)).to_have_text(["None"])
    number(page).press("ArrowUp")
    expect(texts(page)).to_have_text(["0.0"])
    button(page, "Clear").click()
    expect(texts(page)).to_have_text(["None"])
    expect(number(page)).to_have_value("")


def test_floats_have_their_format_and_step(open_app):
    page = open_app("""
        import anew as st

        st.text(st.number_input("Plain", value=1.5))
        st.text(st.number_input("Fine", value=0.1, step=0.1, format="%.3f"))
        st.text(st.number_input("Locked", value=3, disabled=True))
    """)
    expect(number(page, "Plain")).to_have_value("1.50")
    expect(number(page, "Fine")).to_have_value("0.100")
    number(page, "Fine").press("ArrowUp")
    number(page, "Fine").press("ArrowUp")
    expect(texts(page)).to_have_text(["1.5", "0.3", "3"])
    expect(number(page, "Fine")).to_have_value("0.300")
    expect(number(page, "Locked")).to_be_disabled()
    expect(page.get_by_test_id("stNumberInputStepUp").last).to_be_disabled()


def test_a_click_elsewhere_takes_the_number_along(open_app):
    """It is sent as the focus goes; until the pointer is up nothing moves from under it."""
    page = open_app("""
        import anew as st
        from browser.stage import note

        number = st.number_input("Number", value=1)
        for n in range(number):
            st.text(n)
        if st.button("Add"):
            st.text(f"added {number}")
        note(number)
    """)
    number(page).fill("4")
    button(page, "Add").hover()
    page.mouse.down()
    stage.wait_for_note(4)
    page.evaluate("() => fetch('/healthz').then((answer) => answer.text())")
    expect(texts(page)).to_have_text(["0"])
    page.mouse.up()
    expect(texts(page)).to_have_text(["0", "1", "2", "3", "added 4"])
