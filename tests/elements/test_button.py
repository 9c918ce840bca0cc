from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.button import Button
from anew.elements.markup import Inline, Markdown


def test_it_is_false_without_a_click(tab):
    assert tab.run(lambda: st.button("Go", key="go")) is False

    assert tab.element == Button(id=tab.element.id, key="go", label=Inline("Go"), width="content")


def test_all_that_it_takes(tab):
    tab.run(
        lambda: st.button(
            "Go",
            help="More",
            type="primary",
            icon=":material/home:",
            icon_position="right",
            disabled=True,
            use_container_width=True,
            shortcut="Ctrl+K",
            wrap=False,
        )
    )

    assert tab.element == Button(
        id=tab.element.id,
        label=Inline("Go"),
        help=Markdown("More"),
        type="primary",
        icon=":material/home:",
        icon_position="right",
        disabled=True,
        width="stretch",
        shortcut="Ctrl+K",
        wrap=False,
    )


@pytest.mark.parametrize("on_click", ["rerun", "ignore", 5])
def test_a_click_calls_a_function_or_nothing(tab, on_click):
    with refused(
        st.errors.APIException, f"button: on_click={on_click!r} cannot be called. Pass a function."
    ):
        tab.run(lambda: st.button("Go", on_click=on_click))


def test_its_type_is_one_of_three(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "button: type='big' is not one of 'primary', 'secondary', 'tertiary'.",
    ):
        tab.run(lambda: st.button("Go", type="big"))


def test_its_value_cannot_be_set(tab):
    """R29"""

    def script():
        st.session_state.go = True
        st.button("Go", key="go")

    with refused(
        st.errors.ValueAssignmentNotAllowedError,
        "The value of a button cannot be set: it comes from the user alone. Remove the "
        "assignment to st.session_state['go'], or give the button another key.",
    ):
        tab.run(script)


def test_its_value_cannot_be_set_in_an_earlier_run_either(tab):
    """R29: the loophole is closed."""

    def set_first():
        st.session_state.go = True

    tab.run(set_first)

    with pytest.raises(st.errors.ValueAssignmentNotAllowedError):
        tab.run(lambda: st.button("Go", key="go"))


def test_two_that_nothing_tells_apart_are_refused(tab):
    """R41"""

    def script():
        st.button("Go")
        st.sidebar.button("Go")
        st.button("Go")

    with refused(
        st.errors.DuplicateElementId,
        "There are two button elements with the same arguments in this run, and nothing tells "
        "them apart. Give each a key of its own: st.button(..., key=...).",
    ):
        tab.run(script)

    assert len(tab.main) == 1
    assert len(tab.sidebar) == 1


def test_an_empty_label_is_told_of_once(tab, caplog):
    tab.run(lambda: (st.button("", key="a"), st.button(None, key="b")))

    assert [element.label for element in tab.elements] == [Inline(""), Inline("")]
    assert caplog.messages == [
        (
            "A button has an empty label, so nothing names it to a screen reader. Give it a label, "
            "and hide that with label_visibility='hidden' or 'collapsed'."
        )
    ]
