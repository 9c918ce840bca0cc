"""Pills, segmented controls, feedback and sliders over options, as people use them."""

from __future__ import annotations

import pytest
from browser.chromium import button, texts
from playwright.sync_api import expect


@pytest.mark.parametrize("command", ["pills", "segmented_control"])
def test_buttons_are_pressed_and_let_go(open_app, command):
    page = open_app(f"""
        import anew as st

        st.text(st.{command}("Mood", ["Calm", "Happy"]))
        st.text(st.{command}("Days", ["Mo", "Tu"], selection_mode="multi"))
        st.text(st.{command}("View", ["List", "Map"], default="List", required=True))
    """)
    expect(page.get_by_role("group", name="Mood")).to_be_visible()
    button(page, "Happy").click()
    expect(texts(page).nth(0)).to_have_text("Happy")
    expect(button(page, "Happy")).to_have_attribute("aria-pressed", "true")
    button(page, "Calm").press("Enter")
    expect(texts(page).nth(0)).to_have_text("Calm")
    expect(button(page, "Happy")).to_have_attribute("aria-pressed", "false")
    button(page, "Calm").press(" ")
    expect(texts(page).nth(0)).to_have_text("None")
    button(page, "Tu").click()
    button(page, "Mo").click()
    expect(texts(page).nth(1)).to_have_text("['Mo', 'Tu']")
    button(page, "Tu").click()
    expect(texts(page).nth(1)).to_have_text("['Mo']")
    button(page, "List").click()
    button(page, "Map").click()
    expect(texts(page).nth(2)).to_have_text("Map")
    expect(page.get_by_test_id(f"stBaseButton-{command}Active")).to_have_text(["Mo", "Map"])


def test_stars_are_given_and_taken_back(open_app):
    page = open_app("""
        import anew as st

        st.text(st.feedback("stars"))
        st.text(st.feedback("thumbs"))
        st.text(st.feedback("faces"))
    """)
    button(page, "4 stars").click()
    expect(texts(page).nth(0)).to_have_text("3")
    expect(page.get_by_test_id("stBaseButton-borderlessIconActive")).to_have_count(4)
    button(page, "4 stars").press("Enter")
    expect(texts(page).nth(0)).to_have_text("None")
    button(page, "Thumb up").click()
    expect(texts(page).nth(1)).to_have_text("1")
    button(page, "Very bad").click()
    expect(texts(page).nth(2)).to_have_text("0")


def test_a_slider_over_options_is_moved(open_app):
    page = open_app("""
        import anew as st

        st.text(st.select_slider("Size", ["S", "M", "L"], "M"))
        st.text(st.select_slider("Days", ["Mo", "Tu", "We", "Th"], ("Tu", "We")))
    """)
    size = page.get_by_role("slider", name="Size", exact=True)
    expect(size).to_have_attribute("aria-valuetext", "M")
    size.press("ArrowRight")
    expect(texts(page).nth(0)).to_have_text("L")
    size.press("Home")
    expect(texts(page).nth(0)).to_have_text("S")
    page.get_by_role("slider", name="Days to").press("End")
    expect(texts(page).nth(1)).to_have_text("('Tu', 'Th')")
    page.get_by_role("slider", name="Days from").press("Home")
    expect(texts(page).nth(1)).to_have_text("('Mo', 'Th')")


def test_in_a_form_choices_wait_for_the_submit_button(open_app):
    """R65"""
    page = open_app("""
        import anew as st

        with st.form("form"):
            size = st.radio("Size", ["S", "L"])
            city = st.selectbox("City", ["Berlin", "Paris"])
            days = st.multiselect("Days", ["Mo", "Tu"])
            mood = st.pills("Mood", ["Calm", "Happy"])
            stars = st.feedback("stars")
            st.form_submit_button("Send")
        st.text(f"{size} {city} {days} {mood} {stars}")
    """)
    page.get_by_role("radio", name="L", exact=True).check()
    page.get_by_role("combobox", name="City").fill("Par")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Days").fill("Tu")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    button(page, "Happy").click()
    button(page, "5 stars").click()
    expect(page.get_by_role("combobox", name="City")).to_have_value("Paris")
    expect(texts(page)).to_have_text(["S Berlin [] None None"])
    button(page, "Send").click()
    expect(texts(page)).to_have_text(["L Paris ['Tu'] Happy 4"])
