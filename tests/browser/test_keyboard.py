"""Each widget is reached by the Tab key and worked by keys alone, and the script sees it."""

from __future__ import annotations

import inspect

import pytest
from browser.chromium import settled, texts
from playwright.sync_api import expect

from anew.elements.command import commands

# A widget, the keys that change it once it has the focus, and what the script then sees.
# A word that is no name of a key is typed.
WORKED = [
    ("button('x')", "Enter", "True"),
    ("button('x')", "Space", "True"),
    (
        "dataframe([1], on_select='rerun')",
        "Tab Tab Tab ArrowDown Space",
        "{'selection': {'rows': [0], 'columns': [], 'cells': []}}",
    ),
    ("data_editor([1])", "Tab Tab Tab ArrowDown 25 Enter", "[25]"),
    ("checkbox('x')", "Space", "True"),
    ("toggle('x')", "Space", "True"),
    ("number_input('x', value=1)", "ArrowUp", "2"),
    ("number_input('x', value=1)", "Control+a 25 Enter", "25"),
    ("text_input('x')", "Ada Enter", "'Ada'"),
    ("text_area('x')", "Ada Enter Byron Control+Enter", r"'Ada\nByron'"),
    ("slider('x', 0, 10)", "ArrowRight ArrowRight", "2"),
    ("slider('x', 0, 10, (2, 8))", "End Tab Home", "(8, 8)"),
    ("select_slider('x', ['a', 'b', 'c'])", "End", "'c'"),
    ("radio('x', ['a', 'b'])", "ArrowDown", "'b'"),
    ("selectbox('x', ['apple', 'pear'])", "pe Enter", "'pear'"),
    ("selectbox('x', ['a'], accept_new_options=True)", "new Enter", "'new'"),
    ("multiselect('x', ['apple', 'pear'])", "pe Enter", "['pear']"),
    ("multiselect('x', ['apple', 'pear'], ['pear'])", "Backspace", "[]"),
    ("pills('x', ['a', 'b'])", "Tab Space", "'b'"),
    ("segmented_control('x', ['a', 'b'])", "Tab Enter", "'b'"),
    ("menu_button('x', ['a', 'b', 'c'])", "Enter ArrowDown Enter", "'b'"),
    ("menu_button('x', ['apple', 'pear', 'cherry'])", "ArrowUp p Space", "'pear'"),
    ("pagination(9)", "Tab Tab Tab Enter", "3"),
    ("feedback('stars')", "Tab Tab Enter", "2"),
    ("date_input('x', '2024-01-31')", "Control+a 2024/02/29 Enter", "datetime.date(2024, 2, 29)"),
    ("date_input('x', '2024-01-31')", "Tab Enter Tab Tab Tab Tab Tab ArrowLeft Enter",
     "datetime.date(2024, 1, 30)"),
    ("time_input('x', '07:00')", "Control+a 8:30 Enter", "datetime.time(8, 30)"),
    ("datetime_input('x', '2024-01-15 08:30')", "Control+a 2024/02/15T8:30 Enter",
     "datetime.datetime(2024, 2, 15, 8, 30)"),
    ("color_picker('x')", "Enter Tab Tab #ff8800 Enter", "'#ff8800'"),
    ("color_picker('x')", "Enter PageUp Escape", "'#1a1a1a'"),
    ("expander('x', on_change='rerun').open", "Enter", "True"),
    ("tabs(['A', 'B'], on_change='rerun')[1].open", "ArrowRight", "True"),
    ("popover('x', on_change='rerun').open", "Enter", "True"),
    ("chat_input('x')", "Ada Shift+Enter Byron Enter", r"'Ada\nByron'"),
    ("form('f').form_submit_button('x')", "Enter", "True"),
]  # fmt: skip
# These open a tab, or a window of the browser, or need a device: see below, and their own tests.
BY_THEMSELVES = {
    *("link_button", "download_button", "file_uploader"),
    *("audio_input", "camera_input"),
}
CONTROL = "[data-testid=stMain] :is(input, textarea, button, summary, [role=slider])"
KEYS = {"Enter", "Space", "Tab", "Home", "End", "PageUp", "Backspace", "Escape"}


@pytest.mark.parametrize(("widget", "keys", "seen"), WORKED)
def test_it_is_worked_by_keys(open_app, widget, keys, seen):
    page = open_app(f"import anew as st\nst.text(repr(st.{widget}))\n")
    page.locator(CONTROL).first.wait_for(state="attached")
    page.get_by_test_id("stMainMenuButton").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")

    for key in keys.split():
        if key in KEYS or "+" in key or key.startswith("Arrow"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)

    expect(texts(page)).to_have_text([seen])
    settled(page)


def test_what_leaves_the_page_is_reached_by_keys(open_app):
    """A link opens a tab."""
    page = open_app("""
        import anew as st

        st.text(st.link_button("Link", "about:blank", on_click="rerun"))
    """)
    page.get_by_test_id("stMainMenuButton").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Link")).to_be_focused()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.close()
    expect(texts(page)).to_have_text(["True"])


def test_no_widget_is_left_out():
    worked = {name for name in _WIDGETS if any(f"{name}(" in one for one, _, _ in WORKED)}

    left = _WIDGETS - worked - BY_THEMSELVES
    assert left == set(), "Add to WORKED, above: the widget, keys that change it, what follows."


_WIDGETS = {
    command.__name__
    for command in commands()
    if {"on_change", "on_click"} & set(inspect.signature(command).parameters)
}
