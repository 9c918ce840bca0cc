"""Forms, as people fill them in."""

from __future__ import annotations

import pytest
from browser.chromium import button, knows_shortcuts, settled, texts
from playwright.sync_api import expect

ORDER = """
    import anew as st

    st.session_state.runs = st.session_state.get("runs", 0) + 1
    with st.form("order"{options}):
        name = st.text_input("Name")
        amount = st.number_input("Amount", value=1, step=1)
        is_gift = st.checkbox("Gift")
        is_sent = st.form_submit_button("Order"{button})
    st.button("Other")
    st.text(f"{{name}} {{amount}} {{is_gift}} {{is_sent}}")
    st.text(st.session_state.runs)
"""


def order(options="", button=""):
    return ORDER.format(options=options, button=button)


def fill(page):
    page.get_by_label("Name").fill("tea")
    page.get_by_label("Amount").fill("3")
    page.get_by_label("Gift").check()


def hint(page):
    return page.get_by_test_id("InputInstructions")


def test_what_is_entered_waits_for_the_button(open_app):
    """R65: all of it comes in one run."""
    page = open_app(order())
    fill(page)
    settled(page)
    expect(texts(page)).to_have_text([" 1 False False", "1"])

    button(page, "Order").click()
    expect(texts(page)).to_have_text(["tea 3 True True", "2"])
    expect(page.get_by_label("Name")).to_have_value("tea")


def test_another_button_leaves_what_waits_where_it_is(open_app):
    """R65."""
    page = open_app(order())
    fill(page)
    button(page, "Other").click()
    expect(texts(page)).to_have_text([" 1 False False", "2"])
    expect(page.get_by_label("Name")).to_have_value("tea")
    expect(page.get_by_label("Gift")).to_be_checked()

    button(page, "Order").click()
    expect(texts(page)).to_have_text(["tea 3 True True", "3"])


def test_what_is_being_typed_goes_along_with_the_click(open_app):
    page = open_app(order())
    page.get_by_label("Name").press_sequentially("tea")
    button(page, "Order").click()
    expect(texts(page)).to_have_text(["tea 1 False True", "2"])


@pytest.mark.parametrize("field", ["Name", "Amount"])
def test_enter_in_a_field_presses_the_button(open_app, field):
    """R71."""
    page = open_app(order())
    page.get_by_label("Name").fill("tea")
    page.get_by_label("Amount").fill("3")
    page.get_by_label(field).press("Enter")
    expect(texts(page)).to_have_text(["tea 3 False True", "2"])
    expect(page.get_by_label(field)).to_be_focused()


def test_the_keyboard_alone_fills_in_a_form(open_app):
    page = open_app(order())
    page.get_by_label("Name").focus()
    page.keyboard.type("tea")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press(" ")
    page.keyboard.press("Tab")
    expect(button(page, "Order")).to_be_focused()
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["tea 2 True True", "2"])


def test_a_field_says_what_enter_does(open_app):
    page = open_app(order())
    page.get_by_label("Name").press_sequentially("tea")
    expect(hint(page)).to_have_text("Press Enter to send the form")
    page.get_by_label("Name").press("Enter")
    expect(hint(page)).to_be_empty()


@pytest.mark.parametrize(
    "given", [{"options": ", enter_to_submit=False"}, {"button": ", disabled=True"}]
)
def test_enter_does_nothing_where_it_is_switched_off(open_app, given):
    """R71."""
    page = open_app(order(**given))
    page.get_by_label("Name").press_sequentially("tea")
    expect(hint(page)).not_to_be_attached()
    page.get_by_label("Name").press("Enter")
    button(page, "Other").click()
    expect(texts(page)).to_have_text([" 1 False False", "2"])
    expect(page.get_by_label("Name")).to_have_value("tea")


def test_enter_presses_the_first_of_several_buttons(open_app):
    """R71."""
    page = open_app("""
        import anew as st

        with st.form("f"):
            left, right = st.columns(2)
            pressed = [left.form_submit_button("First"), right.form_submit_button("Second")]
            text = st.text_input("Text")
        st.text(f"{text} {pressed}")
    """)
    page.get_by_label("Text").fill("a")
    page.get_by_label("Text").press("Enter")
    expect(texts(page)).to_have_text(["a [True, False]"])
    button(page, "Second").click()
    expect(texts(page)).to_have_text(["a [False, True]"])


def test_a_form_can_be_cleared_when_it_is_sent(open_app):
    """R70."""
    page = open_app(order(", clear_on_submit=True"))
    for run in (2, 3):
        fill(page)
        page.get_by_label("Name").press("Enter")
        expect(texts(page)).to_have_text(["tea 3 True True", str(run)])
        expect(page.get_by_label("Name")).to_have_value("")
        expect(page.get_by_label("Amount")).to_have_value("1")
        expect(page.get_by_label("Gift")).not_to_be_checked()
    button(page, "Other").click()
    expect(texts(page)).to_have_text(["tea 3 True False", "4"])
    button(page, "Order").click()
    expect(texts(page)).to_have_text([" 1 False True", "5"])


def test_what_a_field_does_not_take_holds_the_form_back(open_app):
    page = open_app("""
        import anew as st

        with st.form("f"):
            amount = st.number_input("Amount", 0, 9, 1)
            name = st.text_input("Name", required=True)
            st.form_submit_button("Send")
        st.text(f"{amount} {name}")
    """)
    page.get_by_label("Amount").fill("99")
    button(page, "Send").click()
    expect(page.get_by_label("Amount")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text("The largest number is 9.")

    page.get_by_label("Amount").fill("5")
    page.get_by_label("Amount").press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    expect(texts(page)).to_have_text(["1 "])

    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["5 Ada"])


def test_a_shortcut_sends_what_is_being_typed(open_app):
    page = open_app("""
        import anew as st

        with st.form("f"):
            amount = st.number_input("Amount", 0, 9, 1)
            st.form_submit_button("Send", shortcut="Ctrl+S")
        st.text(amount)
    """)
    knows_shortcuts(page).get_by_label("Amount").fill("99")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_have_text("The largest number is 9.")
    page.get_by_label("Amount").fill("7")
    page.keyboard.press("Control+s")
    expect(texts(page)).to_have_text(["7"])


def test_two_forms_are_sent_apart(open_app):
    """R65."""
    page = open_app("""
        import anew as st

        for name in ("a", "b"):
            with st.form(name):
                text = st.text_input(f"Text {name}")
                st.form_submit_button(f"Send {name}")
            st.text(text)
    """)
    page.get_by_label("Text a").fill("1")
    page.get_by_label("Text b").fill("2")
    button(page, "Send b").click()
    expect(texts(page)).to_have_text(["", "2"])
    expect(page.get_by_label("Text a")).to_have_value("1")
    button(page, "Send a").click()
    expect(texts(page)).to_have_text(["1", "2"])


def test_a_callback_sees_what_was_entered(open_app):
    """R55: the usual way to change the state by what a form holds."""
    page = open_app("""
        import anew as st

        if "total" not in st.session_state:
            st.session_state.total = 0

        def add():
            st.session_state.total += st.session_state.amount

        with st.form(key="my_form"):
            st.number_input("Add", value=0, step=1, key="amount")
            st.form_submit_button(label="Update", on_click=add)
        st.text(st.session_state.total)
    """)
    for total in ("5", "10"):
        page.get_by_label("Add").fill("5")
        button(page, "Update").click()
        expect(texts(page)).to_have_text([total])


def test_names_and_frame(open_app):
    page = open_app("""
        import anew as st

        with st.form("framed"):
            st.form_submit_button("A", type="primary")
        with st.form("bare", border=False, width=300, height=200):
            st.form_submit_button("B", width="stretch")
    """)
    expect(page.get_by_test_id("stForm")).to_have_count(2)
    framed, bare = page.get_by_test_id("stForm").all()
    border = "one => getComputedStyle(one).borderTopWidth"
    assert (framed.evaluate(border), bare.evaluate(border)) == ("1px", "0px")
    assert (bare.bounding_box()["width"], bare.bounding_box()["height"]) == (300, 200)
    assert button(bare, "B").bounding_box()["width"] == 300
    expect(page.locator(".st-key-framed")).to_have_count(1)
    expect(framed.get_by_test_id("stFormSubmitButton").get_by_role("button")).to_have_text("A")
