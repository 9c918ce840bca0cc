"""A box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.definition import Widget, WidgetOptions, kind_of, place_widget
from anew.elements.shared.parameters import brief, checked_width, shown_label
from anew.errors import InvalidParameterTypeError
from anew.state.state import Refused

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
    from anew.protocol.messages import Json


class Checkbox(Widget[bool], frozen=True):
    """Ticked or not."""

    value: bool = False
    wrap: bool | None = None

    def decode(self, raw: Json) -> bool:
        if not isinstance(raw, bool):
            raise Refused(f"A {kind_of(self)} is true or false, not {brief(raw)}.")
        return raw

    def accept(self, value: object) -> bool:
        if isinstance(value, bool | int):  # R34: 1 counts as ticked.
            return bool(value)
        raise InvalidParameterTypeError(
            f"{kind_of(self)}: its value in st.session_state is {value!r}; set True or False."
        )


@command("Input widgets")
def checkbox(
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
    """Show a box to tick.

    Args:
        label: What ticking it means; Markdown within one line.
        value: Whether it is ticked at first.
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
        Whether it is ticked.

    Example:
        >>> if st.checkbox("I agree"):
        ...     st.write("Thanks.")
    """
    record = Checkbox(label=shown_label("checkbox", label), wrap=wrap)
    options = WidgetOptions(
        key=key,
        help=help,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=disabled,
        label_visibility=label_visibility,
        width=checked_width("checkbox", width),
        persist_state=persist_state,
        bind=bind,
        has_default=bool(value),
    )
    return place_widget(record, bool(value), options)
