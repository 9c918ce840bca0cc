"""R24-R35: a widget with a key, and the entry of that name."""

from __future__ import annotations

import logging

import pytest
from rules.apps import app, new_app, shown_error

from anew.settings.sections import GlobalSettings
from anew.settings.settings import Settings

ALREADY_MADE = (
    "st.session_state['name'] cannot be set after the text_input with this key was made in "
    "the same run. Set it before st.text_input(...), or in a callback."
)
NOT_TO_BE_SET = (
    "The value of a button cannot be set: it comes from the user alone. Remove the assignment "
    "to st.session_state['go'], or give the button another key."
)


def test_r24_the_key_holds_the_value_from_the_call_on() -> None:
    at = app("""
        st.text("name" in ss)
        st.text_input("Name", "Ada", key="name")
        st.text(ss.name)
    """)

    assert at.text.values == ["False", "Ada"]


def test_r24_later_runs_see_the_new_value_above_the_widget_and_in_callbacks() -> None:
    at = app("""
        st.text(ss.get("name"))
        st.text_input("Name", key="name", on_change=lambda: st.text(f"called with {ss.name}"))
    """)

    assert at.text_input[0].input("Ada").run().text.values == ["called with Ada", "Ada"]


def test_r25_a_key_that_is_there_wins_over_the_default() -> None:
    at = new_app("st.text(st.text_input('Name', 'default', key='name'))")
    at.session_state.name = "preset"
    at.run()

    assert at.text.values == ["preset"]
    assert at.text_input[0].value == "preset"


def test_r26_assigning_before_the_widget_changes_it() -> None:
    at = app("""
        if st.button("Fill"):
            ss.name = "filled"
        st.text(st.text_input("Name", key="name"))
    """)
    at.text_input[0].input("typed").run()

    at.button[0].click().run()

    assert at.text.values == ["filled"]
    assert at.text_input[0].value == "filled"


def test_r26_assigning_in_a_callback_changes_it() -> None:
    at = app("""
        def fill(text):
            ss.name = text
        st.text(st.text_input("Name", key="name"))
        st.button("Fill", on_click=fill, args=("filled",))
    """)
    at.text_input[0].input("typed").run()

    at.button[0].click().run()

    assert at.text.values == ["filled"]
    assert at.text_input[0].value == "filled"


@pytest.mark.parametrize(
    "assignment", ["ss.name = 'x'", "ss['name'] = ''", "ss.update(name='x')", "ss.update(ss)"]
)
def test_r27_assigning_after_the_widget_is_refused(assignment: str) -> None:
    at = app(f"st.text_input('Name', key='name')\n{assignment}\nst.text('below')")

    assert shown_error(at) == ("WidgetAlreadyInstantiatedError", ALREADY_MADE)
    assert at.text_input[0].value == ""
    assert at.text.values == []


def test_r27_assigning_after_a_container_with_the_key_is_refused() -> None:
    at = app("st.container(key='box')\nss.box = 1")

    assert shown_error(at) == (
        "WidgetAlreadyInstantiatedError",
        (
            "st.session_state['box'] cannot be set after the container with this key was made in "
            "the same run. Set it before st.container(...), or in a callback."
        ),
    )


def test_r27_the_refusal_is_an_api_exception() -> None:
    at = app("""
        st.text_input("Name", key="name")
        try:
            ss.name = "x"
        except st.errors.APIException as error:
            st.text(type(error).__name__)
    """)

    assert at.text.values == ["WidgetAlreadyInstantiatedError"]


def test_r28_after_deleting_a_key_it_may_be_set_again() -> None:
    at = app("""
        st.text_input("Name", "default", key="name")
        if st.button("Again"):
            del ss.name
            st.text("name" in ss)
            ss.name = "set again"
            st.text(ss.name)
    """)

    at.button[0].click().run()
    assert at.text.values == ["False", "set again"]
    assert at.text_input[0].value == "default"

    assert at.run().text_input[0].value == "set again"


def test_r28_deleting_does_not_reset_what_the_browser_shows() -> None:
    at = app("""
        st.text(ss.get("name"))
        st.text_input("Name", key="name")
        if st.button("Delete"):
            del ss.name
            st.text("name" in ss)
    """)
    at.text_input[0].input("Ada").run()

    at.button[0].click().run()
    assert at.text.values == ["Ada", "False"]
    assert at.text_input[0].value == "Ada"

    assert at.run().text.values == ["Ada"]


def test_r29_a_button_refuses_a_key_that_this_run_set() -> None:
    at = app("ss.go = True\nst.text('set')\nst.button('Go', key='go')")

    assert at.text.values == ["set"]
    assert at.button.values == []
    assert shown_error(at) == ("ValueAssignmentNotAllowedError", NOT_TO_BE_SET)


def test_r29_a_button_refuses_a_key_that_an_earlier_run_set() -> None:
    at = app("""
        if not ss.get("shown"):
            ss.shown = ss.go = True
        else:
            st.text(st.button("Go", key="go"))
    """)

    assert shown_error(at.run()) == ("ValueAssignmentNotAllowedError", NOT_TO_BE_SET)


def test_r29_a_button_refuses_a_key_that_a_callback_set() -> None:
    at = app("""
        def push():
            ss.go = True
        st.checkbox("Push", on_change=push)
        st.button("Go", key="go")
    """)

    assert shown_error(at.checkbox[0].check().run()) == (
        "ValueAssignmentNotAllowedError",
        NOT_TO_BE_SET,
    )


def test_r29_after_the_refused_run_the_button_still_refuses() -> None:
    at = app("""
        if st.checkbox("Push"):
            ss.go = True
        st.button("Go", key="go")
    """)
    at.checkbox[0].check().run()

    assert shown_error(at.run()) == ("ValueAssignmentNotAllowedError", NOT_TO_BE_SET)


@pytest.mark.parametrize(
    ("widget", "value", "other"),
    [
        ("st.checkbox('x', key='k')", True, False),
        ("st.toggle('x', key='k')", True, False),
        ("st.number_input('x', 0, 10, key='k')", 7, 3),
        ("st.text_input('x', key='k')", "seven", "three"),
        ("st.slider('x', 0, 10, key='k')", 7, 3),
        ("st.slider('x', 0, 10, (1, 2), key='k')", (3, 7), (0, 10)),
        ("st.expander('x', key='k', on_change='rerun').open", True, False),
        ("st.popover('x', key='k', on_change='rerun').open", True, False),
        ("(st.tabs(['A', 'B'], key='k', on_change='rerun'), ss.k)[1]", "B", "A"),
    ],
)
def test_r30_all_value_widgets_can_be_set(widget: str, value: object, other: object) -> None:
    at = new_app(f"shown = {widget}\nst.text((shown, ss.k))")
    at.session_state.k = value
    assert at.run().text.values == [f"({value!r}, {value!r})"]

    at.session_state.k = other
    assert at.run().text.values == [f"({other!r}, {other!r})"]


NOTICE = (
    "text_input 'name' has a default value, and st.session_state sets another one. The session "
    "state wins; remove one of the two."
)
TWO_VALUES = "ss.name = 'set'\nst.text(st.text_input('Name', 'default', key='name'))"


def notices(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_r31_the_value_of_the_state_wins_and_the_author_is_told_once(caplog) -> None:
    at = app(TWO_VALUES)
    at.run()

    assert at.text.values == ["set"]
    assert notices(caplog) == [NOTICE]


def test_r31_the_notice_can_be_switched_off(caplog) -> None:
    silent = GlobalSettings(disable_widget_state_duplication_warning=True)
    app(TWO_VALUES, settings=Settings(global_=silent))

    assert notices(caplog) == []


@pytest.mark.parametrize(
    "widget",
    [
        "st.text_input('x', key='k')",
        "st.number_input('x', key='k')",
        "st.number_input('x', 1.0, key='k')",
        "st.checkbox('x', key='k')",
        "st.slider('x', 0.0, key='k')",
    ],
)
def test_r31_a_default_that_says_nothing_is_no_second_value(widget: str, caplog) -> None:
    kinds = {"text": "'text'", "number": "1.0", "checkbox": "True", "slider": "1.0"}
    value = next(value for kind, value in kinds.items() if f"st.{kind}" in widget)

    assert not app(f"ss.k = {value}\n{widget}").exception
    assert notices(caplog) == []


def test_r31_a_value_set_in_an_earlier_run_does_not_count(caplog) -> None:
    at = new_app("st.text_input('Name', 'default', key='name')")
    at.session_state.name = "set"
    at.run()

    assert at.text_input[0].value == "set"
    assert notices(caplog) == []


@pytest.mark.parametrize(
    "widget", ["st.text_input('x', 'default', key='k')", "st.number_input('x', 0, 9, 5, key='k')"]
)
def test_r32_none_empties_fields(widget: str) -> None:
    at = app(f"if st.button('Empty'):\n    ss.k = None\nst.text({widget})")

    at.button[0].click().run()

    assert at.text.values == ["None"]
    assert at.get_by_key("k").value is None


@pytest.mark.parametrize(
    ("widget", "reason"),
    [
        ("checkbox('x', key='k')", "checkbox: {its} None; set True or False."),
        ("toggle('x', key='k')", "toggle: {its} None; set True or False."),
        (
            "slider('x', 0, 10, key='k')",
            "slider: {its} None; its scale is of int values, from 0 to 10.",
        ),
        (
            "expander('x', key='k', on_change='rerun')",
            "expander: {its} None; set True for open or False for closed.",
        ),
        (
            "popover('x', key='k', on_change='rerun')",
            "popover: {its} None; set True for open or False for closed.",
        ),
    ],
)
def test_r32_where_there_is_no_empty_value_none_is_refused(widget: str, reason: str) -> None:
    at = app(f"ss.k = None\nst.{widget}")

    assert shown_error(at) == (
        "InvalidParameterTypeError",
        reason.format(its="its value in st.session_state is"),
    )


def test_r33_a_number_out_of_bounds_becomes_the_default_and_the_state_is_corrected() -> None:
    at = app("ss.k = 99\nshown = st.number_input('x', 0, 10, 5, key='k')\nst.text((shown, ss.k))")

    assert at.text.values == ["(5, 5)"]


@pytest.mark.parametrize(
    ("value", "error", "where"),
    [
        ("99", "ValueAboveMaxError", "above its max_value=10"),
        ("-1", "ValueBelowMinError", "below its min_value=0"),
        ("(3, 99)", "ValueAboveMaxError", "above its max_value=10"),
    ],
)
def test_r33_a_slider_beyond_its_ends_is_refused(value: str, error: str, where: str) -> None:
    at = app(f"ss.k = {value}\nst.slider('x', 0, 10, key='k')")
    outside = "99" if "99" in value else "-1"

    assert shown_error(at) == (
        error,
        f"slider: its value in st.session_state is {outside}, {where}.",
    )


@pytest.mark.parametrize(
    ("widget", "value", "shown"),
    [
        ("st.text_input('x', max_chars=3, key='k')", "longer", "longer"),
        ("st.checkbox('x', key='k')", 1, True),
        ("st.number_input('x', value=1, key='k')", 7.0, 7),
        ("st.number_input('x', value=1.0, key='k')", 7, 7.0),
        ("st.slider('x', 0, 10, 5, key='k')", (3, 7), (3, 7)),
        ("st.slider('x', 0, 10, (3, 7), key='k')", 5, 5),
    ],
)
def test_r34_what_the_author_sets_may_go_further(widget: str, value: object, shown: object) -> None:
    at = new_app(f"st.text(repr({widget}))")
    at.session_state.k = value
    at.run()

    assert at.text.values == [repr(shown)]
    assert repr(at.get_by_key("k").value) == repr(shown)
    assert at.run().text.values == [repr(shown)]


@pytest.mark.parametrize(
    ("widget", "value", "reason"),
    [
        (
            "text_input('x', key='k')",
            5,
            "text_input: {its} 5; set text, or None for an empty one.",
        ),
        ("checkbox('x', key='k')", "yes", "checkbox: {its} 'yes'; set True or False."),
        (
            "number_input('x', key='k')",
            "5",
            "number_input: its value in st.session_state='5' is not a number.",
        ),
        (
            "number_input('x', value=1, key='k')",
            2.5,
            (
                "number_input: {its} 2.5, and it takes whole numbers. Set one, or make it with "
                "floats: min_value=0.0."
            ),
        ),
        (
            "slider('x', 0, 10, key='k')",
            "5",
            "slider: {its} '5'; its scale is of int values, from 0 to 10.",
        ),
        (
            "slider('x', 0, 10, key='k')",
            (1, 2, 3),
            "slider: {its} (1, 2, 3); set one value, or a pair for a range.",
        ),
    ],
)
def test_r34_a_value_of_another_type_is_refused_clearly(
    widget: str, value: object, reason: str
) -> None:
    at = app(f"ss.k = {value!r}\nst.{widget}")

    assert shown_error(at) == (
        "InvalidParameterTypeError",
        reason.format(its="its value in st.session_state is"),
    )
