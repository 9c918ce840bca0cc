"""What assistive technology finds, and a whole app by keyboard."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from browser.everything import EVERYTHING
from playwright.sync_api import expect

CONTROLS = """
    import datetime

    import anew as st

    options = {options!r}
    st.button("Button")
    st.checkbox("Checkbox", **options)
    st.toggle("Toggle", **options)
    st.number_input("Number", **options)
    st.text_input("Text", **options)
    st.text_input("Password", type="password", **options)
    st.slider("Slider", **options)
    st.slider("Range", 0, 10, (2, 8), **options)
    st.slider("Times", value=datetime.time(12), **options)
    st.text_area("Text area", **options)
    st.radio("Radio", ["one", "two"], **options)
    st.selectbox("Selectbox", ["a", "b"], **options)
    st.multiselect("Multiselect", ["a", "b"], **options)
    st.select_slider("Select slider", ["a", "b"], **options)
    st.pills("Pills", ["c", "d"], **options)
    st.segmented_control("Segmented control", ["e", "f"], **options)
    st.date_input("Date", **options)
    st.time_input("Time", **options)
    st.color_picker("Colour", **options)
    st.datetime_input("Moment", **options)
"""
NAMES = [
    ("button", "Button"),
    ("checkbox", "Checkbox"),
    ("switch", "Toggle"),
    ("spinbutton", "Number"),
    ("textbox", "Text"),
    ("slider", "Slider"),
    ("slider", "Range from"),
    ("slider", "Range to"),
    ("slider", "Times"),
    ("textbox", "Text area"),
    ("radiogroup", "Radio"),
    ("radio", "one"),
    ("combobox", "Selectbox"),
    ("combobox", "Multiselect"),
    ("slider", "Select slider"),
    ("group", "Pills"),
    ("group", "Segmented control"),
    ("textbox", "Date"),
    ("combobox", "Time"),
    ("button", "Colour"),
]
BY_LABEL = ["Password", "Moment"]  # The browser's own, which have no role.


@pytest.mark.parametrize("visibility", ["visible", "hidden", "collapsed"])
def test_every_control_is_found_by_its_label(open_app, visibility):
    page = open_app(CONTROLS.format(options={"label_visibility": visibility}))
    for role, name in NAMES:
        expect(page.get_by_role(role, name=name, exact=True)).to_have_count(1)
        expect(page.get_by_role(role, name=name, exact=True)).to_have_accessible_name(name)
    for name in BY_LABEL:
        expect(page.get_by_label(name, exact=True)).to_have_accessible_name(name)
    label = page.get_by_test_id("stTextInput").first.get_by_text("Text", exact=True)
    expect(label).to_be_visible(visible=visibility == "visible")


def test_a_hidden_label_keeps_its_place_and_a_collapsed_one_does_not(open_app):
    page = open_app("""
        import anew as st

        for visibility in ("visible", "hidden", "collapsed"):
            st.text_input(visibility, label_visibility=visibility)
    """)
    visible, hidden, collapsed = (
        one.bounding_box()["height"] for one in page.get_by_test_id("stTextInput").all()
    )
    assert visible == hidden > collapsed


def test_labels_with_markdown_are_read_as_their_words(open_app):
    page = open_app("""
        import anew as st

        st.checkbox("I **agree** to :red[all]")
        st.text_input("Your `name`")
    """)
    expect(page.get_by_role("checkbox")).to_have_accessible_name("I agree to all")
    expect(page.get_by_role("textbox")).to_have_accessible_name("Your name")


def test_what_is_wrong_is_read_with_its_control(open_app):
    page = open_app("""
        import anew as st

        st.number_input("Number", 0, 10)
    """)
    number = page.get_by_role("spinbutton", name="Number")
    number.fill("11")
    number.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The largest number is 10.")
    expect(number).to_have_attribute("aria-invalid", "true")


def test_the_page_has_its_landmarks(open_app):
    page = open_app(EVERYTHING)
    for role in ("banner", "main"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("region", name="Sidebar")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "en"
    assert (
        page.evaluate("""() => {
        const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
        return ids.filter((id, at) => ids.indexOf(id) !== at);
    }""")
        == []
    )
    unnamed = (
        page.get_by_role("button")
        .filter(has_not_text="x")
        .evaluate_all("""all => all.filter((one) => !one.textContent.trim() && !one.ariaLabel &&
            !one.getAttribute("aria-labelledby")).length""")
    )
    assert unnamed == 0


def test_what_the_page_refers_to_is_there(open_app):
    page = open_app(EVERYTHING)
    missing = page.evaluate("""() => {
        const names = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
        return names.flatMap((name) => [...document.querySelectorAll(`[${name}]`)]
            .flatMap((one) => one.getAttribute(name).split(" "))
            .filter((id) => !document.getElementById(id)));
    }""")
    assert missing == []


def test_a_whole_app_by_keyboard(open_app):
    """The Tab key reaches each control in the page's order, and each is worked by keys."""
    page = open_app("""
        import anew as st

        agreed = st.checkbox("Agree")
        fine = st.toggle("Fine")
        number = st.number_input("Number", value=1)
        name = st.text_input("Name")
        age = st.slider("Age", 0, 100, 50)
        with st.expander("More"):
            more = st.checkbox("Inside")
        if st.button("Send"):
            st.text(f"{agreed} {fine} {number} {name} {age} {more}")
    """)
    keys = page.keyboard

    def tab_to(role, name):
        keys.press("Tab")
        one = page.get_by_role(role, name=name, exact=True)
        expect(one).to_be_focused()
        outline = "one => getComputedStyle(one).outlineStyle + getComputedStyle(one.parentElement).boxShadow"
        assert one.evaluate(outline) != "nonenone"  # The focus is seen.
        return one

    page.get_by_test_id("stMainMenuButton").focus()
    expect(tab_to("checkbox", "Agree")).not_to_be_checked()
    keys.press(" ")
    tab_to("switch", "Fine")
    keys.press(" ")
    tab_to("spinbutton", "Number")
    keys.press("ArrowUp")
    tab_to("textbox", "Name")
    keys.type("Ada")
    tab_to("slider", "Age")
    keys.press("ArrowLeft")
    keys.press("Tab")
    expect(page.locator("summary")).to_be_focused()
    keys.press("Enter")
    tab_to("checkbox", "Inside")
    keys.press(" ")
    tab_to("button", "Send")
    keys.press("Enter")
    expect(texts(page)).to_have_text(["True True 2 Ada 49 True"])
    expect(button(page, "Send")).to_be_focused()
    keys.press("Shift+Tab")
    expect(page.get_by_role("checkbox", name="Inside")).to_be_focused()
    settled(page)


def test_the_focus_stays_while_the_page_changes_around_it(open_app):
    page = open_app("""
        import anew as st

        n = st.number_input("Number", value=1)
        for i in range(n):
            st.text_input(f"Text {i}")
        st.slider("Slider")
    """)
    slider = page.get_by_role("slider")
    page.get_by_test_id("stNumberInputStepUp").click()
    expect(page.get_by_test_id("stTextInput")).to_have_count(2)
    slider.focus()
    page.keyboard.press("r")
    settled(page)
    expect(slider).to_be_focused()
