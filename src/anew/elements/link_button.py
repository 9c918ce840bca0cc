"""A link to another address that looks like a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from anew.arguments import checked_icon, one_of
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, check_outside_forms, place_untracked, place_widget
from anew.elements.shared.parameters import (
    check_button_type,
    checked_address,
    shown_label,
)
from anew.errors import APIException
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.shared.parameters import Key, WidgetArgs, WidgetCallback, WidgetKwargs, Width
    from anew.protocol.messages import Json


class LinkButton(Widget[bool], frozen=True):
    """A link. With an id, the run that follows a click is told of it."""

    is_trigger: ClassVar[bool] = True
    is_read_only: ClassVar[bool] = True

    url: str = ""
    type: Literal["primary", "secondary", "tertiary"] = "secondary"
    icon: str = ""
    icon_position: Literal["left", "right"] = "left"
    shortcut: str = ""
    wrap: bool | None = None

    def decode(self, raw: Json) -> bool:
        raise Refused("A link_button has no value of its own; a click is sent as a trigger.")


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(on_click: Literal["ignore"] = "ignore") -> Container: ...
    def _(on_click: WidgetCallback | Literal["rerun"]) -> bool: ...


@command("Input widgets")
def link_button(
    label: str,
    url: str,
    *,
    key: Key | None = None,
    on_click: WidgetCallback | Literal["rerun", "ignore"] = "ignore",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    help: str | None = None,
    type: Literal["primary", "secondary", "tertiary"] = "secondary",
    icon: str | None = None,
    icon_position: Literal["left", "right"] = "left",
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    shortcut: str | None = None,
    wrap: bool | None = None,
) -> bool | Container:
    """Show a button that opens an address in a new tab.

    Args:
        url: The address that it leads to.
        key: A name by which it is told from others; with `on_click`, `st.session_state`
            holds under it whether it was clicked.
        on_click: Called after a click, before the script runs; "rerun" only runs the
            script; "ignore" leaves the click to the browser.
        disabled: Shown, but leading nowhere.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        With `on_click`, True in the one run that a click on it caused, else False; without,
        its place: a command called on it replaces it.

    Raises:
        InvalidParameterValueError: `url` is not an address, or an argument is not one of its words.
        APIException: `on_click` is not callable.

    Example:
        >>> st.link_button("Read on", "https://example.org")
    """
    is_followed = on_click != "ignore"
    if is_followed and on_click != "rerun" and not callable(on_click):
        raise APIException(
            f"link_button: on_click={on_click!r} cannot be called. Pass a function, 'rerun' or "
            f"'ignore'."
        )
    check_button_type("link_button", type)
    one_of("link_button", "icon_position", icon_position, ("left", "right"))
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    record = LinkButton(
        label=shown_label(label),
        url=checked_address("link_button", "url", url),
        type=type,
        icon=checked_icon("link_button", icon),
        icon_position=icon_position,
        shortcut=shortcut or "",
        wrap=wrap,
    )
    options = WidgetOptions(key, help, on_click, args, kwargs, disabled, width=width)
    if is_followed:
        check_outside_forms("link_button")
        return place_widget(record, False, options)
    return Container(place_untracked(record, options))
