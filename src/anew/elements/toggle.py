"""A switch."""

from __future__ import annotations

from anew.elements.checkbox import Checkbox
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    Width,
    shown_label,
)


class Toggle(Checkbox, frozen=True):
    """On or off: a checkbox that looks like a switch."""


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
        label: What it switches; inline Markdown.
        value: Whether it is on initially.
        wrap: Whether a long label may wrap.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        Whether it is on.

    Example:
        >>> if st.toggle("Show details"):
        ...     st.write("Here they are.")
    """
    record = Toggle(label=shown_label(label), wrap=wrap)
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, bool(value), options)
