"""A link to another address that looks like a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.arguments import checked_icon
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.placing import WidgetOptions, check_outside_forms, place_untracked, place_widget
from anew.elements.shared.clicked import Clicked, check_button, check_on_click
from anew.elements.shared.parameters import (
    ButtonType,
    IconPosition,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    Width,
    checked_address,
    older_width,
    shown_label,
)


class LinkButton(Clicked, frozen=True):
    """A link. With an id, a click also starts a run, in which it is True."""

    url: str = ""


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
    type: ButtonType = "secondary",
    icon: str | None = None,
    icon_position: IconPosition = "left",
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    shortcut: str | None = None,
    wrap: bool | None = None,
) -> bool | Container:
    """Show a button that opens an address in a new tab.

    Args:
        url: The address that it leads to.
        key: A unique name; with `on_click`, `st.session_state` holds under it whether it was
            clicked.
        on_click: Called after a click, before the script runs; "rerun" only runs the
            script; "ignore" leaves the click to the browser.
        disabled: Shown, but cannot be followed.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        With `on_click`, True in the one run that a click on it caused, else False; without,
        its place: a command called on it replaces it.

    Raises:
        InvalidParameterValueError: `url` is not an address, or another argument is not one of
            its allowed values.
        APIException: `on_click` is not callable.

    Example:
        >>> st.link_button("Read on", "https://example.org")
    """
    check_on_click("link_button", on_click, ("rerun", "ignore"))
    check_button("link_button", type, icon_position)
    width = older_width(use_container_width, width)
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
    if on_click != "ignore":
        check_outside_forms("link_button")
        return place_widget(record, False, options)
    return Container(place_untracked(record, options))
