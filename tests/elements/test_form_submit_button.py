from __future__ import annotations

import re

import pytest

import anew as st
from anew.elements.form_submit_button import FormSubmitButton
from anew.elements.markup import Inline, Markdown


def in_form(*args, **options):
    return lambda: st.form("f").form_submit_button(*args, **options)


def test_it_is_false_without_a_click(tab):
    assert tab.run(in_form()) is False

    [form] = tab.main
    [button] = form.inside
    assert button.element == FormSubmitButton(
        id=button.element.id,
        key="FormSubmitter:f-Submit",
        label=Inline("Submit"),
        width="content",
        form="f",
    )


def test_all_that_it_takes(tab):
    tab.run(
        in_form(
            "Go",
            "More",
            key="go",
            type="primary",
            icon=":material/home:",
            icon_position="right",
            disabled=True,
            use_container_width=True,
            shortcut="Ctrl+K",
            wrap=False,
        )
    )

    [form] = tab.main
    [button] = form.inside
    assert button.element == FormSubmitButton(
        id=button.element.id,
        key="go",
        label=Inline("Go"),
        help=Markdown("More"),
        type="primary",
        icon=":material/home:",
        icon_position="right",
        disabled=True,
        width="stretch",
        shortcut="Ctrl+K",
        wrap=False,
        form="f",
    )


@pytest.mark.parametrize(
    ("error", "text", "options"),
    [
        (
            st.errors.APIException,
            "form_submit_button: on_click='rerun' cannot be called. Pass a function.",
            {"on_click": "rerun"},
        ),
        (
            st.errors.InvalidParameterValueError,
            "form_submit_button: type='big' is not one of 'primary', 'secondary', 'tertiary'.",
            {"type": "big"},
        ),
        (
            st.errors.InvalidParameterValueError,
            "form_submit_button: icon_position='top' is not one of 'left', 'right'.",
            {"icon_position": "top"},
        ),
    ],
)
def test_what_it_does_not_take(tab, error, text, options):
    with pytest.raises(error, match=f"^{re.escape(text)}$"):
        tab.run(in_form(**options))


def test_its_value_cannot_be_set(tab):
    """R29"""

    def script():
        st.session_state.go = True
        in_form(key="go")()

    with pytest.raises(st.errors.ValueAssignmentNotAllowedError):
        tab.run(script)
