"""Errors in the script, as the page shows them."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

FAILING = """
    import anew as st

    def divide(by):
        return 1 / by

    st.text("before")
    by = st.number_input("By", value=0)
    st.text(f"result {divide(by)}")
    st.text("after")
"""


def error(page):
    return page.get_by_test_id("stException")


def test_an_error_is_shown_in_its_place(open_app):
    """R102: its type, its message, the author's frames; what was drawn before stays."""
    page = open_app(FAILING)
    expect(texts(page)).to_have_text(["before"])
    expect(error(page)).to_contain_text("ZeroDivisionError: division by zero")
    trace = error(page).get_by_test_id("stExceptionTraceRow")
    expect(trace).to_contain_text('st.text(f"result {divide(by)}")')
    expect(trace).to_contain_text("return 1 / by")
    expect(trace).to_contain_text("app.py")
    words = trace.text_content()
    assert words.count("File ") == 2
    for own in ("anew/", "runner.py", "exec("):
        assert own not in words
    assert (
        error(page).bounding_box()["y"] > page.get_by_test_id("stNumberInput").bounding_box()["y"]
    )


def test_the_page_works_on_after_an_error(open_app):
    """R44: what failed keeps its widgets' values."""
    page = open_app(FAILING)
    number = page.get_by_role("spinbutton", name="By")
    number.fill("2")
    number.press("Enter")
    expect(texts(page)).to_have_text(["before", "result 0.5", "after"])
    expect(error(page)).not_to_be_attached()
    number.fill("0")
    number.press("Enter")
    expect(error(page)).to_be_visible()
    expect(texts(page)).to_have_text(["before"])
    expect(number).to_have_value("0")


def test_what_led_to_an_error_is_shown(open_app):
    page = open_app("""
        import anew as st

        try:
            {}["key"]
        except KeyError as error:
            raise RuntimeError("no such thing") from error
    """)
    expect(error(page)).to_contain_text("RuntimeError: no such thing")
    expect(error(page)).to_contain_text("KeyError: 'key'")


def test_an_error_of_a_column_is_shown_in_the_full_width(open_app):
    page = open_app("""
        import anew as st

        with st.columns(9)[7]:
            st.text("here")
            raise ValueError("There are words to be read.")
    """)
    expect(error(page.get_by_test_id("stColumn").nth(7))).to_have_count(0)
    expect(error(page)).to_contain_text("In column 8 of 9:")
    room = page.get_by_test_id("stHorizontalBlock").bounding_box()["width"]
    assert error(page).bounding_box()["width"] == room


def test_an_error_that_the_author_shows_stays_readable_where_it_is(open_app):
    page = open_app("""
        import anew as st

        st.columns(9)[7].exception(ValueError("There are words to be read."))
    """)
    shown = error(page.get_by_test_id("stColumn").nth(7))
    expect(shown).to_contain_text("ValueError: There are words to be read.")
    lines = shown.locator(".headline").evaluate("one => one.clientHeight / 25.6")
    assert lines <= 4


@pytest.mark.parametrize(
    ("mode", "seen", "hidden"),
    [
        ("full", ["ZeroDivisionError", "division by zero", "1 / by"], []),
        ("stacktrace", ["ZeroDivisionError", "1 / by"], ["division by zero"]),
        ("type", ["ZeroDivisionError"], ["division by zero", "1 / by"]),
        ("none", [], ["ZeroDivisionError", "division by zero", "1 / by"]),
    ],
)
def test_how_much_is_shown_is_an_option(open_app, mode, seen, hidden):
    """R104."""
    page = open_app(FAILING, client__showErrorDetails=mode)
    expect(error(page)).to_be_visible()
    for words in seen:
        expect(error(page)).to_contain_text(words)
    for words in hidden:
        expect(error(page)).not_to_contain_text(words)
        assert words not in page.content()
    if mode == "none":
        expect(error(page)).to_have_text("Something went wrong in this app. Its log says more.")


def test_a_syntax_error_is_shown_as_one_too(open_app):
    """R103."""
    page = open_app("""
        import anew as st

        st.text("before")
        for number in range(3)
            st.text(number)
    """)
    expect(error(page)).to_contain_text("SyntaxError")
    expect(error(page)).to_contain_text("expected ':'")
    expect(error(page)).to_contain_text("for number in range(3)")
    expect(texts(page)).to_have_count(0)


def test_an_error_in_a_callback(open_app):
    """R60: later callbacks and the body do not run; the next run is as any other."""
    page = open_app("""
        import anew as st

        def fail():
            raise ValueError("in the callback")

        st.button("Fail", on_click=fail)
        st.checkbox("Fine")
        st.text("body")
    """)
    button(page, "Fail").click()
    expect(error(page)).to_contain_text("ValueError: in the callback")
    expect(texts(page)).to_have_count(0)
    page.keyboard.press("r")
    expect(texts(page)).to_have_text(["body"])
    expect(error(page)).not_to_be_attached()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("st.session_state['missing']", "KeyError"),
        ("st.session_state.missing", "AttributeError"),
        ("st.text_input('A', key='k'); st.text_input('B', key='k')", "DuplicateElementKey"),
        ("st.text_input('A'); st.text_input('A')", "DuplicateElementId"),
        ("st.text_input('A', key='k'); st.session_state.k = 'x'", "WidgetAlreadyInstantiated"),
        ("st.session_state.k = True; st.button('A', key='k')", "ValueAssignmentNotAllowed"),
        ("st.slider('A', 0, 10.0)", "InvalidParameterType"),
    ],
)
def test_what_the_documents_refuse_is_told_by_name(open_app, script, words):
    """R9, R27, R29, R41."""
    page = open_app(f"import anew as st\nst.text('before')\n{script}\nst.text('after')\n")
    expect(error(page)).to_contain_text(words)
    expect(texts(page).first).to_have_text("before")
    expect(page.get_by_text("after", exact=True)).to_have_count(0)


def test_another_session_does_not_notice(serve, browse):
    url = serve(FAILING)
    one, other = (browse().new_page() for _ in range(2))
    for page in (one, other):
        page.goto(url)
        settled(page)
        page.get_by_role("spinbutton").fill("1")
        page.get_by_role("spinbutton").press("Enter")
        expect(texts(page)).to_have_text(["before", "result 1.0", "after"])
    one.get_by_role("spinbutton").fill("0")
    one.get_by_role("spinbutton").press("Enter")
    expect(error(one)).to_be_visible()
    other.keyboard.press("Tab")
    other.keyboard.press("r")
    settled(other)
    expect(texts(other)).to_have_text(["before", "result 1.0", "after"])
    expect(error(other)).to_have_count(0)


def test_an_error_is_copied_whole(open_app, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_app(FAILING)
    error(page).hover()
    button(error(page), "Copy").click()
    expect(button(error(page), "Copied")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("ZeroDivisionError: division by zero")
    assert "return 1 / by" in copied
