"""R116 (and R52, R73 in dialogs): a dialog runs by itself, and is there until it is dismissed or not called."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from rules.apps import app, shown_error

import anew as st

if TYPE_CHECKING:
    from anew.testing import AppTest

NOTE = """
ss.setdefault("whole", 0)
ss.whole += 1

@st.dialog("Leave a note"{options})
def leave_note(name):
    text = st.text_input("Note", key="note")
    st.text(f"{{name}}: {{text}}")
    if st.button("Save"):
        ss.saved = text
        st.rerun()

if st.button("Open"):
    leave_note("me")
st.button("Other")
st.text(f"whole {{ss.whole}}, saved {{ss.get('saved')}}, note {{ss.get('note')}}")
"""


def note(options: str = "", **names: object) -> AppTest:
    return app(NOTE.format(options=options and f", {options}"), **names)


def texts(at: AppTest) -> list[str]:
    """Of the page, and then of the dialog, which lies above it."""
    return [text.value for text in at.text]


def click(at: AppTest, label: str) -> AppTest:
    [button] = [button for button in at.button if button.label == label]
    return button.click().run()


def dismissed(at: AppTest) -> AppTest:
    """What the tab does when its user dismisses the dialog."""
    [dialog] = at.get("dialog")
    at._screen.click(dialog.record.dismissal)
    return at.run()


def test_r116_a_call_opens_it_and_its_widgets_run_it_alone() -> None:
    at = note()
    assert len(at.get("dialog")) == 0

    click(at, "Open")
    [dialog] = at.get("dialog")
    shown = dialog.record
    assert (shown.title.source, shown.position, shown.size) == ("Leave a note", "center", "small")
    assert texts(at) == ["whole 2, saved None, note", "me:"]

    at.text_input(key="note").set_value("milk").run()
    assert texts(at) == ["whole 2, saved None, note", "me: milk"]


def test_r116_rerun_in_it_closes_it_and_its_widgets_are_forgotten() -> None:
    at = click(note(), "Open")
    at.text_input(key="note").set_value("milk").run()

    click(at, "Save")

    assert len(at.get("dialog")) == 0
    assert texts(at) == ["whole 3, saved milk, note milk"]  # R43: readable in this run still.
    assert texts(at.run()) == ["whole 4, saved milk, note None"]


def test_r116_a_whole_run_that_does_not_call_it_closes_it() -> None:
    at = click(note(), "Open")

    click(at, "Other")

    assert len(at.get("dialog")) == 0


def test_r116_each_call_in_a_whole_run_opens_it_anew() -> None:
    at = click(note(), "Open")
    first = at.get("dialog")[0].record.opening
    at.text_input(key="note").set_value("milk").run()
    assert at.get("dialog")[0].record.opening == first  # Its own run leaves it as it is.

    click(at, "Open")

    assert at.get("dialog")[0].record.opening != first


def test_r116_a_callback_may_open_it() -> None:
    at = app("""
        @st.dialog("Sure?")
        def ask(what):
            ss.asked = ss.get("asked", 0) + 1
            st.text(f"{what} {ss.asked} {st.checkbox('Yes')}")

        st.button("Delete", on_click=ask, args=("Delete",))
        st.text("page")
    """)

    click(at, "Delete")
    assert texts(at) == ["page", "Delete 1 False"]
    at.checkbox[0].check().run()
    assert texts(at) == ["page", "Delete 2 True"]


def test_r116_a_fragment_may_open_it() -> None:
    at = app("""
        @st.dialog("Sure?")
        def ask():
            st.text(f"asked {st.checkbox('Yes')}")

        @st.fragment
        def part():
            if st.button("Ask"):
                ask()
            st.button("Again")

        part()
        ss.whole = ss.get("whole", 0) + 1
        st.text(f"whole {ss.whole}")
    """)

    click(at, "Ask")
    assert texts(at) == ["whole 1", "asked False"]
    at.checkbox[0].check().run()
    assert texts(at) == ["whole 1", "asked True"]
    click(at, "Again")
    assert texts(at) == ["whole 1"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("one(); two()", "'Two' was called after another dialog of the same run."),
        ("outer()", "'One' was called within another dialog."),
        ("beside()", "'One' was called in a fragment with parallel=True"),
    ],
)
def test_r116_only_one_can_be_open(script: str, words: str) -> None:
    at = app(
        dedent("""
        @st.dialog("One")
        def one(): st.text("one")
        @st.dialog("Two")
        def two(): st.text("two")
        @st.dialog("Outer")
        def outer(): one()
        @st.fragment(parallel=True)
        def beside(): one()
        """)
        + script
    )

    kind, message = shown_error(at)
    assert kind == "InvalidLayoutContextError"
    assert words in message


def test_r116_a_dismissal_runs_nothing_unless_it_is_asked_for() -> None:
    at = click(note(), "Open")

    assert at.get("dialog")[0].record.dismissal == ""


def test_r116_a_dismissal_runs_the_script() -> None:
    """R52"""
    at = click(note("on_dismiss='rerun'"), "Open")

    dismissed(at)

    assert len(at.get("dialog")) == 0
    assert texts(at) == ["whole 3, saved None, note"]


def test_r116_a_dismissal_calls_a_function_first() -> None:
    calls: list[str] = []
    at = click(note("on_dismiss=lambda: calls.append('gone')", calls=calls), "Open")
    at.text_input(key="note").set_value("milk").run()

    dismissed(at)

    assert calls == ["gone"]
    assert len(at.get("dialog")) == 0


def test_r73_a_form_in_it_runs_it_alone_and_one_around_its_call_has_nothing_of_it() -> None:
    at = app("""
        @st.dialog("Order")
        def order():
            with st.form("order"):
                name = st.text_input("Name", key="name")
                is_sent = st.form_submit_button("Send")
            st.text(f"{name} {is_sent} {st.checkbox('Outside')}")

        with st.form("around"):
            st.form_submit_button("Around")
            order()
        ss.whole = ss.get("whole", 0) + 1
        st.text(f"whole {ss.whole}")
    """)

    at.text_input(key="name").input("tea")
    [send] = [button for button in at.form_submit_button if button.label == "Send"]
    send.click().run()
    assert texts(at) == ["whole 1", "tea True False"]
    at.checkbox[0].check().run()
    assert texts(at) == ["whole 1", "tea False True"]


def test_r112_an_error_in_it_is_shown_in_it() -> None:
    at = app("""
        @st.dialog("Order")
        def order():
            if st.checkbox("Fail"):
                raise ValueError("no tea")
            st.text("tea")

        order()
        st.text("page")
    """)

    at.checkbox[0].check().run()
    assert [error.message for error in at.get("dialog")[0].exception] == ["no tea"]
    assert texts(at) == ["page"]
    at.checkbox[0].uncheck().run()
    assert texts(at) == ["page", "tea"]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        ("st.dialog(lambda: 1)", "MissingRequiredParameterError", 'Write @st.dialog("Title")'),
        ("st.dialog('  ')", "MissingRequiredParameterError", "title is empty"),
        ("st.dialog(7)", "InvalidParameterTypeError", "title=7 is not a text"),
        ("st.dialog('A', width='huge')", "InvalidWidthError", "'small', 'medium', 'large'"),
        ("st.dialog('A', width=0)", "InvalidWidthError", "width=0 is neither"),
        ("st.dialog('A', width=True)", "InvalidWidthError", "width=True is neither"),
        ("st.dialog('A', position='top')", "InvalidParameterValueError", "'left', 'center'"),
        ("st.dialog('A', on_dismiss='close')", "InvalidParameterValueError", "'ignore', 'rerun'"),
        ("st.dialog('A', icon='no')", "InvalidParameterValueError", "is not an icon"),
    ],
)
def test_wrong_arguments_are_told(call: str, error: str, words: str) -> None:
    kind, message = shown_error(app(call))

    assert (kind, words in message) == (error, True), message


def test_outside_of_a_run_its_function_is_called() -> None:
    @st.dialog("Order")
    def order(name: str) -> str:
        return name

    assert order("tea") == "tea"


ORDER = """
@st.dialog("Order")
def order(kind, *, of=None):
    ss.drawn = ss.get("drawn", 0) + 1
    st.text(f"{kind} {of and of()} {st.checkbox('Milk', key='milk')}")

if st.button("Open"):
    order("tea")
if st.button("Open one"):
    order("tea", of=lambda: 7)
st.button("Other")
"""


def test_r116_it_is_opened_again_by_the_run_that_resumes_the_session() -> None:
    at = click(app(ORDER), "Open")
    at.checkbox(key="milk").check().run()
    opening = at.get("dialog")[0].record.opening

    at.restart().run()

    assert texts(at) == ["tea None True"]
    assert at.get("dialog")[0].record.opening == opening  # So one that was dismissed stays so.
    at.checkbox(key="milk").uncheck().run()
    assert texts(at) == ["tea None False"]
    click(at, "Other")
    assert texts(at) == []
    assert texts(at.restart().run()) == []


def test_r116_it_is_closed_by_a_restart_if_its_arguments_cannot_be_kept() -> None:
    at = click(app(ORDER), "Open one")
    assert texts(at) == ["tea 7 False"]

    at.restart().run()

    assert texts(at) == []


def test_which_dialog_is_open_is_no_key_of_the_state() -> None:
    at = click(app(ORDER), "Open")

    assert set(at.session_state) == {"drawn", "milk"}
