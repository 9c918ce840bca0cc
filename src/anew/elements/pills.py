"""Options as a row of round buttons, of which one or several are pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from anew.elements.command import command
from anew.elements.placing import WidgetOptions
from anew.elements.shared.options import (
    MarkdownOptions,
    Option,
    listed,
)
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
from anew.elements.shared.pressed import Pressed, SelectionMode, check_mode, place_pressed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Pills(Pressed, frozen=True):
    """The options whose round buttons are pressed."""


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(
        selection_mode: Literal["single"] = "single", default: Option | None = None
    ) -> Option | None: ...
    def _(options: Iterable[Option], *, selection_mode: Literal["multi"]) -> list[Option]: ...


@command("Input widgets")
def pills(
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
    """Show options as round buttons, of which one or several are pressed.

    Args:
        selection_mode: "single" for one option at most, "multi" for any number.
        default: The initial choice: an option, or with "multi" a list of them.
        required: Whether the last chosen option stays chosen when it is clicked again.
        format_func: Returns the label of an option, in Markdown; it does not change what is
            returned.
        wrap: Whether the buttons wrap, as they do by default, or scroll.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The chosen option, or None; with "multi", a list of the chosen ones.

    Raises:
        DefaultNotInOptionsError: `default` holds a value that is not one of the options.
        InvalidParameterValueError: `selection_mode` is not one of its allowed values, or `default`
            has several options with "single".
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> mood = st.pills("Mood", ["Calm", "Happy", "Tired"])
        >>> days = st.pills("Days", ["Mo", "Tu", "We"], selection_mode="multi")
    """
    check_mode("pills", selection_mode)
    choices = MarkdownOptions(listed("pills", options), format_func)
    record = Pills(
        label=shown_label(label),
        options=choices,
        relabels=choices.are_relabelled,
        selection_mode=selection_mode,
        required=required,
        wrap=wrap,
    )
    given = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    chosen: Option | list[Option] | None = place_pressed(record, default, given)
    return chosen
