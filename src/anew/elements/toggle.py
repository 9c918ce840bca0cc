"""A switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.checkbox import Checkbox
from anew.elements.command import command
from anew.elements.definition import WidgetOptions, place_widget
from anew.elements.shared.parameters import checked_width, shown_label

if TYPE_CHECKING:
    from anew.elements.definition import (
        BindOption,
        Key,
        LabelVisibility,
        OnChange,
        PersistState,
        WidgetArgs,
        WidgetKwargs,
        Width,
    )


class Toggle(Checkbox, frozen=True):
    """On or off: a checkbox of another look."""


@command("Input widgets")
def toggle(
    label: str,
    value: bool = False,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    wrap: bool | None = None,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> bool:
    """Show a switch.

    Args:
        label: What it switches; Markdown within one line.
        value: Whether it is on at first.
        key: A name by which it is told from others, and found in `st.session_state`.
        help: Markdown shown when the pointer rests on the mark beside the label.
        on_change: Called after a change, before the script runs; "rerun" only runs the
            script, "ignore" lets the change wait for the next event.
        args: Positional arguments for `on_change`.
        kwargs: Named arguments for `on_change`.
        disabled: Shown, but not to be changed.
        label_visibility: "visible", "hidden" (its place stays) or "collapsed".
        width: Pixels, "content" or "stretch".
        wrap: Whether a long label may take several lines.
        bind: "query-params" keeps the value in the tab's address as well, as the parameter
            that has the name of the key.
        persist_state: "page" or "session" keeps the value while it is not shown.

    Returns:
        Whether it is on.

    Example:
        >>> if st.toggle("Show details"):
        ...     st.write("Here they are.")
    """
    record = Toggle(label=shown_label("toggle", label), wrap=wrap)
    options = WidgetOptions(
        key=key,
        help=help,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=disabled,
        label_visibility=label_visibility,
        width=checked_width("toggle", width),
        persist_state=persist_state,
        bind=bind,
        has_default=bool(value),
    )
    return place_widget(record, bool(value), options)
