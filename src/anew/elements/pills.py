"""Options as buttons in a row, of which one or several are pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.definition import Widget, kind_of
from anew.elements.multiselect import chosen_at_first
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.options import (
    NO_MARKDOWN_OPTIONS,
    Choosing,
    MarkdownOptions,
    Option,
    Options,
    items_of,
    known,
    listed,
    sent_items,
)
from anew.elements.shared.parameters import shown_label
from anew.errors import InvalidParameterValueError
from anew.state.state import Refused

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
    from anew.protocol.messages import Json

SelectionMode: TypeAlias = Literal["single", "multi"]


class Pills(Choosing, Widget[Any], frozen=True):
    """The options whose buttons are pressed."""

    resets: ClassVar[tuple[str, ...]] = ("selection_mode",)

    value: tuple[int, ...] = ()
    options: MarkdownOptions = NO_MARKDOWN_OPTIONS
    relabels: bool = False  # A choice stays at its place when all labels are others.
    selection_mode: SelectionMode = "single"
    required: bool = False  # The last one that is pressed stays so.
    wrap: bool | None = None

    def decode(self, raw: Json) -> Any:
        chosen = items_of(kind_of(self), [self.options.at(item) for item in sent_items(raw)])
        if self.required and self.value and not chosen:
            raise Refused("One option has to stay chosen.")
        if self.selection_mode == "multi":
            return chosen
        if len(chosen) > 1:
            raise Refused(f"{len(chosen)} options are chosen; one may be.")
        return chosen[0] if chosen else None

    def encode(self, value: Any) -> tuple[int, ...]:
        items = value if self.selection_mode == "multi" else [value]
        indices = [self.options.index_of(item) for item in items or ()]
        return tuple([index for index in indices if index is not None])

    def accept(self, value: object) -> Any:
        if self.selection_mode == "multi":  # R32, R33
            given = [] if value is None else self.options.several(value)
            return known(self.options, items_of(kind_of(self), given))
        index = self.options.index_of(value)
        return None if index is None else self.options.values[index]


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
        >>> mood = st.pills("Mood", ["Calm", "Happy", "Tired"])
        >>> days = st.pills("Days", ["Mo", "Tu", "We"], selection_mode="multi")
    """
    one_of("pills", "selection_mode", selection_mode, ("single", "multi"))
    choices = MarkdownOptions(listed("pills", options), format_func)
    record = Pills(
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
    first = pressed_at_first("pills", selection_mode, default, choices)
    chosen: Option | list[Option] | None = place_widget(
        record, first, widget_options, has_default=default is not None
    )
    return chosen


def pressed_at_first(kind: str, mode: SelectionMode, default: object, options: Options) -> Any:
    """The options that `default` means, as the mode has them."""
    chosen = chosen_at_first(kind, default, options)
    if mode == "multi":
        return chosen
    if len(chosen) > 1:
        raise InvalidParameterValueError(
            f"{kind}: default={default!r} has {len(chosen)} options, and one may be chosen. Pass "
            f"one, or selection_mode='multi'."
        )
    return chosen[0] if chosen else None
