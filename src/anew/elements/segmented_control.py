"""Options as joined buttons, of which one or several are pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.definition import WidgetOptions, place_widget
from anew.elements.pills import Pills, SelectionMode, pressed_at_first
from anew.elements.shared.options import MarkdownOptions, Option, listed
from anew.elements.shared.parameters import checked_width, shown_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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


class SegmentedControl(Pills, frozen=True):
    """The options whose buttons are pressed: pills of another look."""


@overload
def segmented_control(
    label: str,
    options: Iterable[Option],
    *,
    selection_mode: Literal["single"] = "single",
    default: Option | None = None,
    required: bool = False,
    format_func: Callable[[Any], str] | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    wrap: bool | None = None,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> Option | None: ...


@overload
def segmented_control(
    label: str,
    options: Iterable[Option],
    *,
    selection_mode: Literal["multi"],
    default: Sequence[Option] | Option | None = None,
    required: bool = False,
    format_func: Callable[[Any], str] | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    wrap: bool | None = None,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> list[Option]: ...


@command("Input widgets")
def segmented_control(
    label: str,
    options: Iterable[Any],
    *,
    selection_mode: SelectionMode = "single",
    default: Any = None,
    required: bool = False,
    format_func: Callable[[Any], str] | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    wrap: bool | None = None,
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> Any:
    """Show options as joined buttons, of which one or several are pressed.

    Args:
        label: What is chosen; Markdown within one line.
        options: A list, an Enum, the keys of a dict, a column of a table.
        selection_mode: "single" for one option at most, "multi" for any number.
        default: What is chosen at first: an option, or with "multi" a list of them.
        required: Whether the last chosen option stays chosen when it is pressed again.
        format_func: Gives the text of an option, in Markdown; it does not change what is
            returned.
        key: A name by which it is told from others, and found in `st.session_state`.
        help: Markdown shown when the pointer rests on the mark beside the label.
        on_change: Called after a change, before the script runs; "rerun" only runs the
            script, "ignore" lets the change wait for the next event.
        args: Positional arguments for `on_change`.
        kwargs: Named arguments for `on_change`.
        disabled: Shown, but not to be changed.
        label_visibility: "visible", "hidden" (its place stays) or "collapsed".
        width: Pixels, "content" or "stretch".
        wrap: Whether the buttons take several lines, as they do if left out, or scroll.
        bind: "query-params" keeps the value in the tab's address as well, as the parameter
            that has the name of the key.
        persist_state: "page" or "session" keeps the value while it is not shown.

    Returns:
        The chosen option, or None; with "multi", a list of the chosen ones.

    Raises:
        DefaultNotInOptionsError: `default` has what is none of the options.
        InvalidParameterValueError: `selection_mode` is another word, or "single" has several defaults.
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> view = st.segmented_control("View", ["List", "Map"], default="List")
        >>> days = st.segmented_control("Days", ["Mo", "Tu"], selection_mode="multi")
    """
    one_of("segmented_control", "selection_mode", selection_mode, ("single", "multi"))
    choices = MarkdownOptions(listed("segmented_control", options), format_func)
    record = SegmentedControl(
        label=shown_label("segmented_control", label),
        options=choices,
        relabels=choices.are_relabelled,
        selection_mode=selection_mode,
        required=required,
        wrap=wrap,
    )
    widget_options = WidgetOptions(
        key=key,
        help=help,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=disabled,
        label_visibility=label_visibility,
        width=checked_width("segmented_control", width),
        persist_state=persist_state,
        bind=bind,
        has_default=default is not None,
    )
    first = pressed_at_first("segmented_control", selection_mode, default, choices)
    return place_widget(record, first, widget_options)
