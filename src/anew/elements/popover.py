"""A button that opens a container above the page."""

from __future__ import annotations

from typing import ClassVar, Literal

from anew.arguments import checked_icon
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_if_tracked
from anew.elements.shared.opening import Opening, OpeningContainer
from anew.elements.shared.parameters import (
    ButtonType,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    Width,
    check_button_type,
    older_width,
    shown_label,
)


class Popover(Opening, frozen=True):
    """Open or closed. Without an id, only the browser tab knows which."""

    resets: ClassVar[tuple[str, ...]] = ("label", "type", "icon", "wrap")

    type: ButtonType = "secondary"
    icon: str = ""
    wrap: bool | None = None


class PopoverContainer(OpeningContainer):
    """The contents of a popover."""

    __slots__ = ()


@command("Layout")
def popover(
    label: str,
    *,
    type: ButtonType = "secondary",
    help: str | None = None,
    icon: str | None = None,
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    wrap: bool | None = None,
    key: Key | None = None,
    on_change: Literal["ignore", "rerun"] | WidgetCallback = "ignore",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
) -> PopoverContainer:
    """Make a container that a button opens above the page.

    It stays open while the script runs; Escape, or a click outside of it, closes it.

    Args:
        label: What the button says; inline Markdown.
        type: "primary", "secondary", or "tertiary" for plain text.
        help: A tooltip of the button, in Markdown.
        icon: An emoji or ":material/name:", before the label.
        disabled: Shown, but cannot be opened.
        use_container_width: The older form of `width`: True means "stretch".
        width: Of the button: pixels, "content" or "stretch".
        wrap: Whether a long label may wrap; None lets the width decide.
        key: A unique name; with `on_change`, `st.session_state` holds under it whether it
            is open.
        on_change: Called after it is opened or closed, before the script runs; "rerun"
            only runs the script; "ignore" leaves opening and closing to the browser.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The container: call commands on it, or use it in a `with` block. Its `.open` says
        whether it is open, or is None with `on_change="ignore"`.

    Example:
        >>> with st.popover("Settings", icon="⚙️"):
        ...     is_loud = st.checkbox("Sound")
    """
    check_button_type("popover", type)
    width = older_width(use_container_width, width)
    record = Popover(
        label=shown_label(label),
        type=type,
        icon=checked_icon("popover", icon),
        wrap=wrap,
    )
    options = WidgetOptions(key, help, on_change, args, kwargs, disabled, width=width)
    is_open, slot = place_if_tracked(record, False, options)
    return PopoverContainer(slot.inside(), is_open=is_open)
