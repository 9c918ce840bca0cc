"""Fields that are clicked and typed into, as people do it with mouse and keyboard."""

from __future__ import annotations

import pytest
from browser.chromium import texts, until
from playwright.sync_api import expect

CHOICES = """
    import anew as st

    st.text(st.selectbox("One", ["alpha one", "beta two", "gamma three"]))
    st.text(st.multiselect("Several", ["alpha one", "beta two", "gamma three"], ["alpha one"]))
"""

MOMENTS = """
    import anew as st

    st.text(st.date_input("Day", "2024-01-31"))
    st.text(st.time_input("Time", "08:30"))
    st.text(st.datetime_input("Moment", "2024-01-31 08:30"))
"""


def field(page, name):
    return page.get_by_test_id(f"{name}Field")


def selection(page):
    return page.evaluate("document.getSelection().toString()")


def test_what_is_typed_into_a_clicked_selectbox_replaces_the_choice(open_app):
    page = open_app(CHOICES)
    box = page.get_by_role("combobox").first
    box.click()
    page.keyboard.type("beta")
    expect(box).to_have_value("beta")
    expect(page.get_by_role("option")).to_have_text(["beta two"])
    page.keyboard.press("Enter")
    expect(texts(page).first).to_have_text("beta two")

    box.click()  # It has the focus still.
    page.keyboard.type("gam")
    expect(box).to_have_value("gam")
    page.keyboard.press("Enter")
    expect(texts(page).first).to_have_text("gamma three")


def test_a_click_into_typed_text_puts_the_caret(open_app):
    page = open_app(CHOICES)
    box = page.get_by_role("combobox").first
    box.click()
    page.keyboard.type("beta")
    box.click()
    expect(box).to_have_value("beta")
    expect(page.get_by_role("option")).to_have_text(["beta two"])


def test_what_is_typed_into_a_clicked_multiselect_filters_it(open_app):
    page = open_app(CHOICES)
    box = page.get_by_role("combobox").last
    box.click()
    page.keyboard.type("beta")
    expect(page.get_by_role("option")).to_have_text(["beta two"])
    page.keyboard.press("Enter")
    expect(texts(page).last).to_have_text("['alpha one', 'beta two']")

    page.keyboard.type("gam")
    page.keyboard.press("Enter")
    expect(texts(page).last).to_have_text("['alpha one', 'beta two', 'gamma three']")


@pytest.mark.parametrize(
    ("name", "typed", "index", "found"),
    [
        ("stTimeInput", "0915", 1, "09:15:00"),
        ("stDateInput", "2024/02/03", 0, "2024-02-03"),
        ("stDateTimeInput", "2024/02/03 09:15", 2, "2024-02-03 09:15:00"),
    ],
)
def test_what_is_typed_into_a_clicked_moment_replaces_it(open_app, name, typed, index, found):
    page = open_app(MOMENTS)
    field(page, name).click()
    page.keyboard.type(typed)
    expect(field(page, name)).to_have_value(typed)
    page.keyboard.press("Enter")
    expect(texts(page).nth(index)).to_have_text(found)
    expect(page.locator(".popup")).to_have_count(0)


@pytest.mark.parametrize("name", ["stTimeInput", "stDateInput", "stDateTimeInput"])
def test_another_click_puts_the_caret(open_app, name):
    page = open_app(MOMENTS)
    field(page, name).click()
    until(page, lambda: selection(page), lambda text: text != "")

    field(page, name).click(position={"x": 20, "y": 10})
    until(page, lambda: selection(page), "")


def test_a_click_on_a_date_opens_its_calendar(open_app):
    page = open_app(MOMENTS)
    field(page, "stDateInput").click()
    calendar = page.get_by_role("group", name="Calendar")
    expect(calendar).to_be_visible()

    calendar.get_by_role("button", name="January 30th").click()
    expect(texts(page).first).to_have_text("2024-01-30")
    expect(calendar).to_have_count(0)

    page.keyboard.press("Escape")
    field(page, "stDateInput").click()
    expect(calendar).to_be_visible()
    page.keyboard.press("Escape")
    expect(calendar).to_have_count(0)


@pytest.mark.parametrize(
    ("arguments", "typed", "problem"),
    [
        ("value=1", "123456789012345678901234567890", "The largest number is 9007199254740991."),
        ("value=1", "-9007199254740993", "The smallest number is -9007199254740991."),
        ("value=1.0", "1e400", "This is not a number, or too large a one."),
        ("value=None", "1e400", "This is not a number, or too large a one."),
    ],
)
def test_a_number_that_no_browser_holds_is_told_at_the_field(open_app, arguments, typed, problem):
    page = open_app(f"import anew as st\nst.text(st.number_input('Number', {arguments}))")
    before = texts(page).text_content()
    field(page, "stNumberInput").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(problem)
    expect(field(page, "stNumberInput")).to_have_attribute("aria-invalid", "true")
    expect(texts(page)).to_have_text(before)

    page.keyboard.press("Tab")  # It is there still, to be mended.
    expect(page.get_by_role("alert")).to_have_text(problem)
    field(page, "stNumberInput").fill("12")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(
        ["12" if "1.0" not in arguments and "None" not in arguments else "12.0"]
    )
    expect(page.get_by_role("alert")).to_have_count(0)


def test_escape_empties_a_number_that_may_be_empty(open_app):
    page = open_app("""
        import anew as st

        st.text(st.number_input("Free", value=None, step=1))
        st.text(st.number_input("Bound", value=5))
    """)
    for number in page.get_by_test_id("stNumberInputField").all():
        number.fill("7")
        page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["7", "7"])

    for number in page.get_by_test_id("stNumberInputField").all():
        number.focus()
        page.keyboard.press("Escape")
    expect(texts(page)).to_have_text(["None", "7"])
    expect(page.get_by_test_id("stNumberInputField").first).to_have_value("")

    page.get_by_test_id("stNumberInputField").first.fill("3")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stNumberInputField").first).to_have_value("")
