"""The names by which existing browser tests and style sheets find what is on a page."""

from __future__ import annotations

from browser.chromium import settled, texts
from browser.everything import EVERYTHING
from playwright.sync_api import expect

# By test id: what is in one of them, as users' tests look for it.
NAMES = {
    "stApp": "[data-testid=stAppViewContainer]",
    "stAppViewContainer": "[data-testid=stMain]",
    "stMain": "[data-testid=stMainBlockContainer]",
    "stMainBlockContainer": "[data-testid=stVerticalBlock]",
    "stHeader": "[data-testid=stToolbar]",
    "stToolbar": "[data-testid=stMainMenu]",
    "stMainMenu": "button",
    "stSidebar": "[data-testid=stSidebarContent]",
    "stSidebarContent": "[data-testid=stSidebarUserContent]",
    "stSidebarHeader": "[data-testid=stSidebarCollapseButton]",
    "stHeading": "h1#a-title-of-a-page-that-has-everything-in-it",
    "stMarkdown": "[data-testid=stMarkdownContainer] p",
    "stCaptionContainer": "p",
    "stCode": "pre code",
    "stJson": "*",
    "stException": "*",
    "stAlert": "[data-testid=stAlertContainer] [data-testid=stAlertContentSuccess]",
    "stButton": "button[data-testid=stBaseButton-secondary]",
    "stCheckbox": "label input[type=checkbox][aria-checked]",
    "stNumberInput": "input[type=number]",
    "stTextInput": "input[type=text]",
    "stSlider": "[role=slider][aria-valuemin][aria-valuemax][aria-valuenow][aria-valuetext]",
    "stWidgetLabel": "[data-testid=stMarkdownContainer]",
    "stTooltipIcon": "[data-testid=stTooltipHoverTarget]",
    "stHeaderActionElements": "a[href^='#']",
    "stLayoutWrapper": "[data-testid=stVerticalBlock], [data-testid=stHorizontalBlock]",
    "stHorizontalBlock": "[data-testid=stColumn]",
    "stColumn": "[data-testid=stVerticalBlock]",
    "stElementContainer": "*",
    "stExpander": "details > summary",
    "stExpanderDetails": "[data-testid=stText]",
}
BARE = ("stText", "stEmpty", "stSliderThumbValue", "stNumberInputStepUp", "stNumberInputStepDown")


def test_each_element_has_its_test_id_and_class(open_app):
    page = open_app(EVERYTHING)
    for name, inside in NAMES.items():
        found = page.get_by_test_id(name).locator(inside)
        assert found.count() > 0, f"Nothing is {inside} in {name}."
        assert page.locator(f".{name}").count() > 0, f"Nothing has the class {name}."
    for name in BARE:
        assert page.get_by_test_id(name).count() > 0, name


def test_the_page_tells_how_it_is(open_app):
    page = open_app("import anew as st\nst.text('text')\n")
    container = page.get_by_test_id("stAppViewContainer")
    expect(container).to_have_attribute("data-layout", "narrow")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def test_text_is_found_by_its_beginning(open_app):
    """As users' tests do: the element that has a text, then a part of it."""
    page = open_app("""
        import anew as st

        st.write("value 1:", st.slider("Slider", 0, 10, 3))
        if st.checkbox("Show **more**"):
            st.text("more")
    """)
    line = page.get_by_test_id("stMarkdown").filter(has_text="value 1:")
    expect(line).to_have_text("value 1: 3")
    box = page.get_by_test_id("stCheckbox").filter(has_text="Show more")
    box.locator("label").click()
    expect(texts(page)).to_have_text(["more"])
    settled(page)
