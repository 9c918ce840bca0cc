"""The button that sends a form."""

from __future__ import annotations

from typing import ClassVar

from anew.ambient.context import here
from anew.arguments import checked_icon
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.clicked import Clicked, check_button, check_on_click
from anew.elements.shared.parameters import (
    ButtonType,
    IconPosition,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    Width,
    older_width,
    shown_label,
)
from anew.errors import InvalidLayoutContextError


class FormSubmitButton(Clicked, frozen=True):
    """True in the one run that follows the click, which sends all values of its form."""

    submits_form: ClassVar[bool] = True


@command("Forms")
def form_submit_button(
    label: str = "Submit",
    help: str | None = None,
    on_click: WidgetCallback | None = None,
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    key: Key | None = None,
    type: ButtonType = "secondary",
    icon: str | None = None,
    icon_position: IconPosition = "left",
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    shortcut: str | None = None,
    wrap: bool | None = None,
) -> bool:
    """Show a button that sends the form that it is in.

    Args:
        on_click: Called after a click, before the script runs; it sees all values of the form.
        key: A unique name, under which `st.session_state` holds the value; by default made
            from the form's key and the label.
        disabled: Shown, but cannot be clicked; if it is the first of its form, Enter does
            not send the form either.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        True in the one run that a click on it caused, else False.

    Raises:
        InvalidLayoutContextError: It is not in a form.
        APIException: `on_click` is not callable, or another argument is not one of its allowed
            values.

    Example:
        >>> with st.form("greeting"):
        ...     name = st.text_input("Your name")
        ...     if st.form_submit_button("Greet"):
        ...         st.write("Hello", name)
    """
    form = here().place.form
    if form is None:
        raise InvalidLayoutContextError(
            "form_submit_button: it is not in a form. Call it in a `with st.form(...)` block, or "
            "use st.button(...)."
        )
    check_on_click("form_submit_button", on_click)
    check_button("form_submit_button", type, icon_position)
    width = older_width(use_container_width, width)
    record = FormSubmitButton(
        label=shown_label(label),
        type=type,
        icon=checked_icon("form_submit_button", icon),
        icon_position=icon_position,
        shortcut=shortcut or "",
        wrap=wrap,
    )
    own_key = f"FormSubmitter:{form.key}-{label}" if key is None else key
    options = WidgetOptions(own_key, help, on_click, args, kwargs, disabled, width=width)
    return place_widget(record, False, options)
