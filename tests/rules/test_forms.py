"""Rules R65 to R72: what is entered in a form is sent when a button in it is pressed."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from rules.apps import Stage, app, new_app, shown_error
from rules.widget_calls import CALLS

from anew.ambient.context import current_run

if TYPE_CHECKING:
    from anew.state.state import State
    from anew.testing import AppTest

ORDER = """
with st.form("order"):
    name = st.text_input("Name", key="name")
    amount = st.number_input("Amount", value=1, key="amount")
    is_sent = st.form_submit_button("Order", on_click=lambda: seen.append((ss.name, ss.amount)))
st.button("Other")
st.text(f"{name} {amount} {is_sent}")
"""


def order() -> AppTest:
    return app(ORDER, seen=[])


def test_r65_all_of_a_form_comes_with_its_button_in_one_run() -> None:
    seen: list[tuple[str, int]] = []
    at = app(ORDER, seen=seen)

    at.text_input[0].input("tea")
    at.number_input[0].set_value(3)
    at.form_submit_button[0].click().run()

    assert at.text[0].value == "tea 3 True"
    assert seen == [("tea", 3)]


def test_r65_another_button_takes_nothing_of_the_form_along() -> None:
    at = order()
    at.text_input[0].input("tea")

    at.button[1].click().run()
    assert at.text[0].value == "1 False"
    assert at.text_input[0].value == "tea"  # It waits where it was entered.

    at.form_submit_button[0].click().run()
    assert at.text[0].value == "tea 1 True"


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("way", ["by itself", "with another button", "with another form"])
def test_r65_the_server_takes_no_value_of_a_form_without_its_button(kind: str, way: str) -> None:
    stage = Stage(f"""
        with st.form("form"):
            {CALLS[kind].keyed()}
            st.form_submit_button("Send")
        with st.form("other form"):
            st.form_submit_button("Send the other")
        st.button("Other")
    """).settle()
    (widget,) = stage.tab.elements(kind)
    before = stage.session.state.committed["k"]
    buttons = {
        "by itself": [None],
        "with another button": [button["id"] for button in stage.tab.elements("button")],
        "with another form": [stage.tab.elements("form_submit_button")[1]["id"]],
    }

    stage.session.receive(stage.tab.event({widget["id"]: CALLS[kind].sent}, buttons[way][0]))
    stage.settle()

    assert stage.session.state.committed["k"] == before
    (refusal,) = stage.tab.refused
    assert refusal["widget"] == widget["id"]
    assert refusal["reason"] == "A button of its form sends it, nothing else."

    own = stage.tab.elements("form_submit_button")[0]["id"]
    stage.session.receive(stage.tab.event({widget["id"]: CALLS[kind].sent}, own))
    assert stage.settle().session.state.committed["k"] != before
    assert len(stage.tab.refused) == 1


def test_r65_a_form_takes_nothing_of_another_along() -> None:
    at = app("""
        for name in ("a", "b"):
            with st.form(name):
                st.text_input("Text", key=f"text-{name}")
                st.form_submit_button("Send")
    """)
    for name in ("a", "b"):
        at.text_input(key=f"text-{name}").input(name)

    at.form_submit_button[1].click().run()

    assert (at.session_state["text-a"], at.session_state["text-b"]) == ("", "b")


def test_r65_values_of_other_widgets_go_along_with_the_form() -> None:
    at = app("""
        st.text_input("Outside", key="outside", on_change="ignore")
        with st.form("f"):
            st.form_submit_button("Send")
        st.text(ss.outside)
    """)
    at.text_input[0].input("x")

    assert at.form_submit_button[0].click().run().text[0].value == "x"


def test_r65_the_button_is_true_in_one_run() -> None:
    at = order()
    at.form_submit_button[0].click().run()

    assert at.run().text[0].value == "1 False"


def test_r65_all_places_within_a_form_are_in_it() -> None:
    at = app("""
        form = st.form("f")
        left, right = form.columns(2)
        left.text_input("Left")
        with right, st.expander("More"):
            st.container().text_input("Deep")
        form.form_submit_button("Send")
        st.sidebar.text_input("Elsewhere")
    """)

    assert {field.label: field.form for field in at.text_input} == {
        "Left": "f",
        "Deep": "f",
        "Elsewhere": "",
    }


def test_r36_the_same_widget_in_two_forms_is_two_widgets() -> None:
    at = app("""
        for name in ("a", "b"):
            with st.form(name):
                st.text_input("Text")
                st.form_submit_button("Send")
        st.text_input("Text")
    """)

    assert len({field.record.id for field in at.text_input}) == 3


@pytest.mark.parametrize("command", ["text_input", "checkbox", "expander"])
def test_r66_only_the_submit_button_has_a_callback(command: str) -> None:
    at = app(f"st.form('f').{command}('x', on_change=print)")

    assert shown_error(at) == (
        "InvalidFormCallbackError",
        (
            f"{command}: it is in the form 'f', where only a form_submit_button may have a "
            f"callback. Give the callback to that button, or leave it out."
        ),
    )


@pytest.mark.parametrize("word", ["rerun", "ignore"])
def test_r66_the_words_are_taken(word: str) -> None:
    at = app(f"""
        with st.form("f"):
            st.text_input("x", on_change={word!r}, key="x")
            st.form_submit_button("Send")
    """)

    assert at.text_input[0].input("y").run().session_state.x == ""
    assert at.form_submit_button[0].click().run().session_state.x == "y"


def test_r67_a_button_cannot_be_in_a_form() -> None:
    assert shown_error(app("st.form('f').button('Go')")) == (
        "InvalidLayoutContextError",
        (
            "button: it cannot be in a form, and this is in the form 'f'. Use "
            "st.form_submit_button(...) there, or put the button outside of the form."
        ),
    )


def test_r67_a_submit_button_cannot_be_elsewhere() -> None:
    assert shown_error(app("st.form_submit_button('Go')")) == (
        "InvalidLayoutContextError",
        (
            "form_submit_button: it is not in a form. Call it in a `with st.form(...)` block, or use "
            "st.button(...)."
        ),
    )


def test_r67_forms_cannot_be_nested() -> None:
    assert shown_error(app("st.form('outer').container().form('inner')")) == (
        "InvalidLayoutContextError",
        (
            "form: 'inner' is in the form 'outer', and forms cannot be nested. Put one after the "
            "other."
        ),
    )


def test_r67_an_expander_that_is_followed_may_be_in_a_form() -> None:
    at = app("""
        with st.form("f"):
            box = st.expander("More", on_change="rerun")
            st.form_submit_button("Send")
        st.text(box.open)
    """)

    at.expander[0].open().run()
    assert at.text[0].value == "False"
    at.form_submit_button[0].click().run()
    assert at.text[0].value == "True"


def test_r67_tabs_and_popovers_that_are_followed_may_be_in_a_form() -> None:
    at = app("""
        with st.form("f"):
            box = st.popover("More", on_change="rerun")
            one, two = st.tabs(["One", "Two"], on_change="rerun")
            st.form_submit_button("Send")
        st.text((box.open, two.open))
    """)

    at.popover[0].open()
    at.tab_row[0].select("Two").run()
    assert at.text[0].value == "(False, False)"
    at.form_submit_button[0].click().run()
    assert at.text[0].value == "(True, True)"


TWO = """
with st.form("f"):
    st.text_input("Text", key="text")
    pressed = [st.form_submit_button(label) for label in ("Save", "Send")]
st.text(pressed)
"""


def test_r68_a_form_may_have_several_buttons() -> None:
    at = app(TWO)
    at.text_input[0].input("x")

    at.button(key="FormSubmitter:f-Send").click().run()

    assert at.text[0].value == "[False, True]"
    assert at.session_state.text == "x"


def test_r68_buttons_with_the_same_label_are_told_apart_by_keys() -> None:
    text = 'with st.form("f"):\n    st.form_submit_button()\n    st.form_submit_button({})\n'

    assert shown_error(app(text.format(""))) == (
        "DuplicateElementKey",
        (
            "The key 'FormSubmitter:f-Submit' of this form_submit_button is taken by a "
            "form_submit_button of the same run. Give each element a key of its own."
        ),
    )
    assert not app(text.format("key='own'")).exception


def test_r69_a_form_without_a_button_sends_nothing() -> None:
    at = app("st.form('f').text_input('x', key='x')")

    assert at.text_input[0].input("y").run().session_state.x == ""
    assert not at.exception


CLEARED = """
with st.form("f", clear_on_submit=True):
    name = st.text_input("Name", key="name")
    st.number_input("Amount", value=1, key="amount")
    st.form_submit_button("Send", on_click=lambda: seen.append(ss.name))
st.button("Other", on_click=other)
st.text(f"{name} {ss.amount}")
"""


def cleared(**names: object) -> AppTest:
    """The app after "tea", 3 were sent."""
    at = app(CLEARED, **{"seen": [], "other": None, **names})
    at.text_input[0].input("tea")
    at.number_input[0].set_value(3)
    return at.form_submit_button[0].click().run()


def shown(at: AppTest) -> tuple[object, object]:
    """What the page shows; `.value` is what the script gets, as under Streamlit."""
    return at.text_input[0].record.value, at.number_input[0].record.value


def test_r70_the_run_sees_what_was_sent_and_the_page_shows_the_defaults() -> None:
    seen: list[str] = []
    at = cleared(seen=seen)

    assert seen == ["tea"]
    assert at.text[0].value == "tea 3"
    assert shown(at) == ("", 1)


def test_r70_the_state_keeps_what_was_sent_until_the_next_time() -> None:
    at = cleared().button[1].click().run()
    assert at.text[0].value == "tea 3"
    assert shown(at) == ("", 1)

    at.form_submit_button[0].click().run()
    assert at.text[0].value == "1"
    assert shown(at) == ("", 1)


def test_r70_what_is_entered_next_is_sent_and_the_rest_as_it_is_shown() -> None:
    at = cleared()
    at.text_input[0].input("milk")
    at.form_submit_button[0].click().run()

    assert at.text[0].value == "milk 1"
    assert shown(at) == ("", 1)


def test_r70_a_callback_may_say_what_is_shown() -> None:
    """R26 holds for what was cleared, too."""

    def fill() -> None:
        run = current_run()
        assert run is not None
        run.layers.write("name", "again")

    at = cleared(other=fill).button[1].click().run()

    assert at.text[0].value == "again 3"
    assert shown(at) == ("again", 1)


def test_r70_a_deleted_value_is_the_default() -> None:
    at = cleared()
    del at.session_state.name

    assert at.run().text[0].value == "3"
    assert shown(at) == ("", 1)


def test_r70_a_run_that_did_not_end_keeps_it_cleared() -> None:
    """R44: st.rerun in a submit run is the usual way to redraw what stands above the form."""
    at = app("""
        with st.form("f", clear_on_submit=True):
            name = st.text_input("Name", key="name")
            if st.form_submit_button("Send"):
                ss.names = [*ss.get("names", ()), name]
                st.rerun()
        st.text(ss.get("names"))
    """)
    for name in ("Ada", "Bob"):
        at.text_input[0].input(name)
        at.form_submit_button[0].click().run()

    assert at.text[0].value == "['Ada', 'Bob']"
    assert at.text_input[0].record.value == ""


def test_r70_another_widget_under_the_key_is_not_cleared() -> None:
    at = app("""
        with st.form("f", clear_on_submit=True):
            if ss.get("is_slider"):
                st.slider("Amount", value=5, key="x")
            else:
                st.text_input("Name", key="x")
            st.form_submit_button("Send")
    """)
    at.text_input[0].input("tea")
    at.form_submit_button[0].click().run()
    at.session_state.is_slider = True
    at.run()

    assert at.session_state.x == at.slider[0].value == 5
    assert at.slider[0].set_value(7).value == 7


def test_r70_without_it_the_page_shows_what_was_sent() -> None:
    at = order()
    at.text_input[0].input("tea")
    at.form_submit_button[0].click().run()

    assert at.text_input[0].value == "tea"


def test_r70_a_duplicated_tab_shows_the_same() -> None:
    stage = Stage(dedent(CLEARED), seen=[], other=None)
    stage.settle()
    name, amount = stage.tab.elements("text_input") + stage.tab.elements("number_input")
    (button,) = stage.tab.elements("form_submit_button")
    values = {name["id"]: "tea", amount["id"]: 3}
    stage.session.receive(stage.tab.event(values, trigger=button["id"]))
    stage.settle()

    copies: list[State] = []
    stage.session.copy_state(copies.append)
    stage.clock.run_until(lambda: bool(copies))

    assert copies[0].committed["name"] == "tea"
    assert copies[0].cleared == {"name", "amount"}


def test_r72_forms_and_widgets_share_their_keys() -> None:
    assert shown_error(app("st.text_input('x', key='k')\nst.form('k')")) == (
        "DuplicateElementKey",
        (
            "The key 'k' of this form is taken by a text_input of the same run. Give each element "
            "a key of its own."
        ),
    )
    assert shown_error(app("st.form('k')\nst.text_input('x', key='k')"))[0] == "DuplicateElementKey"


@pytest.mark.parametrize("text", ["ss.f = 1\nst.form('f')", "if 'f' in ss: st.form('f')\nss.f = 1"])
def test_r72_a_forms_key_takes_no_value(text: str) -> None:
    assert shown_error(new_app(text).run().run()) == (
        "ValueAssignmentNotAllowedError",
        (
            "A form has no value. Remove the assignment to st.session_state['f'], or give the form "
            "another key."
        ),
    )


def test_r72_nor_does_it_take_one_afterwards() -> None:
    assert shown_error(app("st.form('f')\nss.f = 1"))[0] == "WidgetAlreadyInstantiatedError"


def test_r21_a_form_is_no_entry_of_the_state() -> None:
    assert "order" not in order().session_state
