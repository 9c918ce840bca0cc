"""Typing while answers arrive: whose text is it?"""

from __future__ import annotations

import pytest
from browser.chromium import button, knows_shortcuts, settled, texts
from playwright.sync_api import expect

ECHO = """
    import anew as st

    st.text(st.text_input("Name", key="name"))
    st.button("Other")
"""

TO_DO = """
    import anew as st

    def add():
        st.session_state.setdefault("tasks", []).append(st.session_state.task)
        st.session_state.task = ""

    st.text_input("Task", key="task", on_change=add)
    st.text(", ".join(st.session_state.get("tasks", [])))
"""


@pytest.fixture
def open_slowly(serve, network, context):
    """Opens a script behind a network that a test may slow down."""

    def open_slowly(script):
        proxy = network(serve(script))
        page = context.new_page()
        page.goto(proxy.url)
        return settled(page), proxy

    return open_slowly


def caret(field):
    return field.evaluate("one => one.selectionStart")


def test_an_answer_that_comes_late_does_not_undo_typing(open_slowly):
    page, proxy = open_slowly(ECHO)
    name = page.get_by_role("textbox", name="Name")
    proxy.hold()
    name.fill("Ada")
    name.press("Enter")
    name.press_sequentially(" Lovelace")
    name.evaluate("one => one.setSelectionRange(4, 4)")
    proxy.release()
    expect(texts(page)).to_have_text(["Ada"])
    expect(name).to_have_value("Ada Lovelace")
    assert caret(name) == 4
    page.keyboard.type("B. ")
    name.press("Enter")
    expect(texts(page)).to_have_text(["Ada B. Lovelace"])
    expect(name).to_have_value("Ada B. Lovelace")


def test_typing_goes_on_undisturbed_while_answers_trickle_in(open_slowly):
    """A live field over a slow network: each letter is there, in its place."""
    page, proxy = open_slowly(ECHO.replace('key="name"', 'key="name", live="20ms"'))
    name = page.get_by_role("textbox", name="Name")
    proxy.delay(0.12)
    words = "the quick brown fox jumps"
    name.press_sequentially(words, delay=15)
    expect(name).to_have_value(words)
    assert caret(name) == len(words)
    expect(texts(page)).to_have_text([words])
    expect(name).to_have_value(words)


def test_the_answer_to_another_widget_does_not_touch_the_text(open_app):
    page = open_app("""
        import anew as st

        st.session_state.setdefault("n", 0)
        st.session_state.n += 1
        st.text_input("Name", key="name")
        st.button("Other", shortcut="Ctrl+K")
        st.text(st.session_state.n)
    """)
    name = knows_shortcuts(page).get_by_role("textbox", name="Name")
    name.fill("half a wor")
    page.keyboard.press("Control+k")
    expect(texts(page)).to_have_text(["2"])
    expect(name).to_have_value("half a wor")
    expect(name).to_be_focused()
    page.keyboard.type("d")
    name.press("Enter")
    expect(texts(page)).to_have_text(["3"])
    expect(name).to_have_value("half a word")


def test_a_callback_clears_the_field(open_app):
    """R64: nothing was typed since, so what the callback set arrives."""
    page = open_app(TO_DO)
    task = page.get_by_role("textbox", name="Task")
    for n, word in enumerate(("wash", "cook", "rest"), 1):
        task.press_sequentially(word)
        task.press("Enter")
        expect(task).to_have_value("")
        expect(texts(page)).to_have_text([", ".join(("wash", "cook", "rest")[:n])])
        expect(task).to_be_focused()


def test_what_was_typed_since_is_not_cleared(open_slowly):
    page, proxy = open_slowly(TO_DO)
    task = page.get_by_role("textbox", name="Task")
    task.fill("wash")
    proxy.hold()
    task.press("Enter")
    task.fill("cook")
    proxy.release()
    expect(texts(page)).to_have_text(["wash"])
    expect(task).to_have_value("cook")
    task.press("Enter")
    expect(texts(page)).to_have_text(["wash, cook"])
    expect(task).to_have_value("")


def test_the_script_may_correct_what_was_sent(open_app):
    page = open_app("""
        import anew as st

        def tidy():
            st.session_state.name = st.session_state.name.strip().title()

        st.text(st.text_input("Name", key="name", on_change=tidy))
    """)
    name = page.get_by_role("textbox", name="Name")
    name.fill("  ada lovelace ")
    name.press("Enter")
    expect(name).to_have_value("Ada Lovelace")
    name.fill(" ADA")
    page.keyboard.press("Tab")
    expect(name).to_have_value("Ada")
    expect(texts(page)).to_have_text(["Ada"])


def test_a_number_is_not_rewritten_while_it_is_typed(open_slowly):
    page, proxy = open_slowly("""
        import anew as st

        st.text(st.number_input("Number", value=1.0, key="n"))
    """)
    number = page.get_by_role("spinbutton", name="Number")
    number.fill("2")
    proxy.hold()
    number.press("Enter")
    number.fill("3.")
    number.press_sequentially("5")
    proxy.release()
    expect(texts(page)).to_have_text(["2.0"])
    expect(number).to_have_value("3.5")
    number.press("Enter")
    expect(texts(page)).to_have_text(["3.5"])
    expect(number).to_have_value("3.50")


def test_a_box_shows_what_was_clicked_while_answers_are_late(open_slowly):
    """Three clicks, one answer at a time: it ends as the user left it, and never flickers back."""
    page, proxy = open_slowly("""
        import anew as st

        st.text(st.checkbox("Agree"))
    """)
    box = page.get_by_role("checkbox", name="Agree")
    page.evaluate("""() => {
        window.seen = [];
        const box = document.querySelector("input[type=checkbox]");
        const look = () => { if (seen.at(-1) !== box.checked) seen.push(box.checked); };
        const watch = () => { look(); requestAnimationFrame(watch); };
        watch();
    }""")
    proxy.delay(0.08)
    for _ in range(3):
        box.click()
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(texts(page)).to_have_text(["True"])
    settled(page)
    assert page.evaluate("seen") == [False, True, False, True]


def test_the_caret_stays_when_elements_come_and_go_above(open_app):
    page = open_app("""
        import anew as st

        for n in range(st.session_state.setdefault("rows", 1)):
            st.text(n)
        st.text_input("Name")
        st.session_state.rows = st.session_state.rows % 4 + 1
        st.button("Other", shortcut="Ctrl+K")
    """)
    name = knows_shortcuts(page).get_by_role("textbox", name="Name")
    name.press_sequentially("Ada")
    name.evaluate("one => one.setSelectionRange(1, 2)")
    for rows in (2, 3, 4, 1):
        page.keyboard.press("Control+k")
        expect(texts(page)).to_have_count(rows)
        expect(name).to_be_focused()
        assert name.evaluate("one => [one.value, one.selectionStart, one.selectionEnd]") == [
            "Ada",
            1,
            2,
        ]
    button(page, "Other").click()
    settled(page)
