"""A button: what a click on it does (steps 1 and 10 of a click)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from anew.arguments import checked_icon, one_of
from anew.elements.command import command
from anew.elements.definition import Widget, kind_of
from anew.elements.placing import WidgetOptions, check_outside_forms, place_widget
from anew.elements.shared.parameters import check_button_type, shown_label
from anew.errors import APIException
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.shared.parameters import Key, WidgetArgs, WidgetCallback, WidgetKwargs, Width
    from anew.protocol.messages import Json


class Button(Widget[bool], frozen=True):
    """True in the one run that follows the click."""

    is_trigger: ClassVar[bool] = True
    is_read_only: ClassVar[bool] = True

    type: Literal["primary", "secondary", "tertiary"] = "secondary"
    icon: str = ""
    icon_position: Literal["left", "right"] = "left"
    shortcut: str = ""
    wrap: bool | None = None

    def decode(self, raw: Json) -> bool:
        raise Refused(f"A {kind_of(self)} has no value of its own; a click is sent as a trigger.")


@command("Input widgets")
def button(
    label: str,
    key: Key | None = None,
    help: str | None = None,
    on_click: WidgetCallback | None = None,
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    type: Literal["primary", "secondary", "tertiary"] = "secondary",
    icon: str | None = None,
    icon_position: Literal["left", "right"] = "left",
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
        APIException: `on_click` is not callable, or an argument is not one of its words.
        InvalidLayoutContextError: It is in a form, which has `st.form_submit_button`.

    Example:
        >>> if st.button("Say hello"):
        ...     st.write("Hello!")
    """
    check_outside_forms("button")
    if on_click is not None and not callable(on_click):
        raise APIException(f"button: on_click={on_click!r} cannot be called. Pass a function.")
    check_button_type("button", type)
    one_of("button", "icon_position", icon_position, ("left", "right"))
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
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
