from __future__ import annotations

import pytest
from elements.refusals import refused
from rules.apps import app

import anew as st
from anew.elements.markup import Inline, Markdown
from anew.elements.menu_button import MenuButton
from anew.elements.shared.options import MarkdownOptions

EXPORT = """
    def chosen():
        st.toast(f"callback {ss.k!r}")

    action = st.menu_button("Export", ["CSV", "JSON", None], key="k", on_click=chosen)
    st.text((action, ss.k))
"""


def test_all_that_it_takes(tab):
    returned = tab.run(
        lambda: st.menu_button(
            "Export",
            [1, 2],
            help="More",
            type="primary",
            icon=":material/download:",
            disabled=True,
            width="stretch",
            format_func=lambda n: f"*{n}*",
            wrap=False,
        )
    )

    assert returned is None
    assert tab.element == MenuButton(
        id=tab.element.id,
        label=Inline("Export"),
        options=MarkdownOptions([1, 2], lambda n: f"*{n}*"),
        relabels=True,
        help=Markdown("More"),
        type="primary",
        icon=":material/download:",
        disabled=True,
        width="stretch",
        wrap=False,
    )


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"on_click": "rerun"},
            st.errors.APIException,
            "menu_button: on_click='rerun' cannot be called. Pass a function.",
        ),
        (
            {"type": "big"},
            st.errors.InvalidParameterValueError,
            "menu_button: type='big' is not one of 'primary', 'secondary', 'tertiary'.",
        ),
        (
            {"options": 5},
            st.errors.InvalidParameterTypeError,
            (
                "menu_button: options=5 cannot be listed. Pass a list, a dict, an Enum or a column "
                "of a table."
            ),
        ),
    ],
)
def test_what_it_refuses(tab, arguments, error, message):
    with refused(error, message):
        tab.run(lambda: st.menu_button(**{"label": "Export", "options": ["CSV"], **arguments}))


def test_r67_it_cannot_be_in_a_form(tab):
    with refused(
        st.errors.InvalidLayoutContextError,
        "menu_button: it cannot be in a form, and this is in the form 'f'. Use "
        "st.form_submit_button(...) there, or put the menu_button outside of the form.",
    ):
        tab.run(lambda: st.form("f").menu_button("Export", ["CSV"]))


def test_r29_its_value_cannot_be_set(tab):
    def script():
        st.session_state.k = "CSV"
        st.menu_button("Export", ["CSV"], key="k")

    with pytest.raises(st.errors.ValueAssignmentNotAllowedError):
        tab.run(script)


def test_r51_a_choice_is_there_in_the_one_run_that_it_causes() -> None:
    at = app(EXPORT)
    assert at.text.values == ["(None, None)"]

    at.menu_button[0].click("JSON").run()
    assert at.text.values == ["('JSON', 'JSON')"]
    assert at.toast.values == ["callback 'JSON'"]
    assert at.session_state.k is None

    at.run()
    assert at.text.values == ["(None, None)"]
    assert not at.toast


def test_r56_the_same_choice_twice_calls_back_twice() -> None:
    at = app(EXPORT)

    for _ in range(2):
        at.menu_button(key="k").click_index(0).run()
        assert at.toast.values == ["callback 'CSV'"]


def test_r54_each_of_many_choices_that_wait_gets_a_run_of_its_own() -> None:
    seen: list[object] = []
    at = app("seen.append(st.menu_button('Do', ['a', 'b']))\nst.checkbox('x')", seen=seen)
    widget, box = at.menu_button[0].record.id, at.checkbox[0].record.id
    seen.clear()

    for n in range(5):
        at._session.receive(at._tab.event({widget: [n % 2, "ab"[n % 2], 2]}, trigger=widget))
        at._session.receive(at._tab.event({box: n % 2 == 0}))
    at._wait(11)

    assert [one for one in seen if one is not None] == ["a", "b", "a", "b", "a"]


@pytest.mark.parametrize("sent", [{}, {"raw": None}, {"raw": 9}, {"raw": [0, "gone", 3]}])
def test_what_is_no_choice_is_none(sent) -> None:
    at = app(EXPORT)
    widget = at.menu_button[0].record.id

    values = {widget: sent["raw"]} if sent else {}
    at._session.receive(at._tab.event(values, trigger=widget))
    at._wait(2)

    assert at.text.values == ["(None, None)"]


def test_a_choice_without_its_trigger_is_none() -> None:
    """As after a session was lost: who chose it chooses it again, if at all."""
    at = app(EXPORT)

    at._session.receive(at._tab.event({at.menu_button[0].record.id: 0}))
    at._wait(2)

    assert at.text.values == ["(None, None)"]


@pytest.mark.parametrize("kind", ["Enum", "object"])
def test_options_of_a_class_of_the_script_are_those_of_this_run(kind) -> None:
    """R35: a script that runs again defines its classes again."""
    at = app(f"""
        from enum import Enum

        class Action({kind}):
            SAVE = "save"
            DROP = "drop"
            def __str__(self): return "an action"

        options = list(Action) if {kind} is Enum else [Action()]
        action = st.menu_button("Do", options)
        st.text(any(action is option for option in options))
    """)

    assert at.menu_button[0].click_index(0).run().text.values == ["True"]


def test_what_a_test_sees_and_does() -> None:
    at = app("st.text(st.menu_button('Do', [1, 2], format_func=lambda n: f'No {n}'))")
    menu = at.menu_button[0]
    assert (menu.options, menu.value, menu.format_func(1)) == (["No 1", "No 2"], None, "No 1")

    assert menu.set_value(2).value == 2
    assert menu.run().text.values == ["2"]
    assert menu.value == 2
    assert at.run().text.values == ["None"]
    assert menu.value is None

    assert menu.click("No 1").set_value(None).run().text.values == ["None"]
    with pytest.raises(st.errors.AppTestError, match="has no option 3"):
        menu.click(3)
