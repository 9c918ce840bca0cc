"""Options, all of them visible, of which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.markup import Inline
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.options import (
    NO_MARKDOWN_OPTIONS,
    Choosing,
    MarkdownOptions,
    Option,
    checked_index,
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
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from anew.protocol.messages import Json


class Radio(Choosing, Widget[Any], frozen=True):
    """One of several options, or none yet."""

    value: int | None = None
    default: int | None = None
    options: MarkdownOptions = NO_MARKDOWN_OPTIONS
    relabels: bool = False  # A choice keeps its position when all labels change.
    captions: tuple[Inline, ...] = ()
    horizontal: bool = False

    def decode(self, raw: Json) -> Any:
        if raw is None:
            if self.value is None:
                return None
            raise Refused("The choice cannot be cleared here.")
        return self.options.at(raw)

    def encode(self, value: Any) -> int | None:
        return None if value is None else self.options.index_of(value)

    def accept(self, value: object) -> Any:
        if value is None and self.options.index_of(None) is None:  # R32: none is chosen.
            return None
        index = self.options.index_of(value)
        index = self.default if index is None else index  # R33, R40
        return None if index is None else self.options.values[index]


@command("Input widgets")
def radio(
    label: str,
    options: Iterable[Option],
    index: int | None = 0,
    format_func: Callable[[Any], Any] = str,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    horizontal: bool = False,
    captions: Sequence[str] | None = None,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> Option | None:
    """Show options, all of them visible, of which one is chosen.

    Args:
        index: The position of the initially chosen option; None for none.
        format_func: Returns the label of an option, in Markdown; it does not change what is
            returned.
        horizontal: Whether the options are side by side.
        captions: A line of Markdown below each option.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The chosen option, or None if there is none.

    Raises:
        ValueOutOfRangeError: `index` is not the position of an option.
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> size = st.radio("Size", ["Small", "Medium", "Large"], index=1)
    """
    choices = MarkdownOptions(listed("radio", options), format_func)
    first = checked_index("radio", index, len(choices))
    record = Radio(
        label=shown_label(label),
        default=first,
        options=choices,
        relabels=choices.are_relabelled,
        captions=tuple([Inline(shown_text(caption or "")) for caption in captions or ()]),
        horizontal=horizontal,
    )
    widget_options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    default = None if first is None else choices.values[first]
    chosen: Option | None = place_widget(record, default, widget_options, has_default=bool(first))
    return chosen
