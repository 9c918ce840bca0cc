"""A button (steps 1 and 10 of a click)."""

from __future__ import annotations

from anew.arguments import checked_icon
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, check_outside_forms, place_widget
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


class Button(Clicked, frozen=True):
    """True in the one run that follows the click."""


@command("Input widgets")
def button(
    label: str,
    key: Key | None = None,
    help: str | None = None,
    on_click: WidgetCallback | None = None,
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    type: ButtonType = "secondary",
    icon: str | None = None,
    icon_position: IconPosition = "left",
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    shortcut: str | None = None,
    wrap: bool | None = None,
) -> bool:
    """Show a button.

    Args:
        on_click: Called after a click, before the script runs.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        True in the one run that a click on it caused, else False.

    Raises:
        APIException: `on_click` is not callable, or another argument is not one of its allowed
            values.
        InvalidLayoutContextError: It is in a form, which has `st.form_submit_button`.

    Example:
        >>> if st.button("Say hello"):
        ...     st.write("Hello!")
    """
    check_outside_forms("button")
    check_on_click("button", on_click)
    check_button("button", type, icon_position)
    width = older_width(use_container_width, width)
    record = Button(
        label=shown_label(label),
        type=type,
        icon=checked_icon("button", icon),
        icon_position=icon_position,
        shortcut=shortcut or "",
        wrap=wrap,
    )
    options = WidgetOptions(key, help, on_click, args, kwargs, disabled, width=width)
    return place_widget(record, False, options)
