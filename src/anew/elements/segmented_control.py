"""Options as joined buttons, of which one or several are pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.pills import Pills, SelectionMode, pressed_at_first
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.options import MarkdownOptions, Option, listed
from anew.elements.shared.parameters import shown_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from anew.elements.shared.parameters import (
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


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(
        selection_mode: Literal["single"] = "single", default: Option | None = None
    ) -> Option | None: ...
    def _(options: Iterable[Option], *, selection_mode: Literal["multi"]) -> list[Option]: ...


@command("Input widgets")
def segmented_control(
    label: str,
    options: Iterable[Option],
    *,
    selection_mode: SelectionMode = "single",
    default: Option | Sequence[Option] | None = None,
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
) -> Option | list[Option] | None:
    """Show options as joined buttons, of which one or several are pressed.

    Args:
        selection_mode: "single" for one option at most, "multi" for any number.
        default: What is chosen at first: an option, or with "multi" a list of them.
        required: Whether the last chosen option stays chosen when it is pressed again.
        format_func: Gives the text of an option, in Markdown; it does not change what is
            returned.
        wrap: Whether the buttons take several lines, as they do if left out, or scroll.
        ...: What all widgets take: see `elements/shared/documentation.py`.

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
        label=shown_label(label),
        options=choices,
        relabels=choices.are_relabelled,
        selection_mode=selection_mode,
        required=required,
        wrap=wrap,
    )
    widget_options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    first = pressed_at_first("segmented_control", selection_mode, default, choices)
    chosen: Option | list[Option] | None = place_widget(
        record, first, widget_options, has_default=default is not None
    )
    return chosen
