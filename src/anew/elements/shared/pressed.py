"""What rows of buttons that stand for options share, whatever they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from anew.arguments import one_of, words_of
from anew.elements.definition import Widget, kind_of
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.options import (
    NO_MARKDOWN_OPTIONS,
    Choosing,
    MarkdownOptions,
    chosen_at_first,
    items_of,
    known,
    sent_items,
)
from anew.errors import InvalidParameterValueError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

SelectionMode: TypeAlias = Literal["single", "multi"]
SELECTION_MODES = words_of(SelectionMode)


class Pressed(Choosing, Widget[Any], frozen=True):
    """The options whose buttons are pressed."""

    resets: ClassVar[tuple[str, ...]] = ("selection_mode",)

    value: tuple[int, ...] = ()
    options: MarkdownOptions = NO_MARKDOWN_OPTIONS
    relabels: bool = False  # A choice keeps its position when all labels change.
    selection_mode: SelectionMode = "single"
    required: bool = False  # Whether the last pressed button cannot be released.
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


def place_pressed(record: Pressed, default: object, options: WidgetOptions) -> Any:
    """Put such a row at the current place; return what is chosen, as its mode has it."""
    first = _first(record, default)
    return place_widget(record, first, options, has_default=default is not None)


def check_mode(kind: str, mode: str) -> None:
    one_of(kind, "selection_mode", mode, SELECTION_MODES)


def _first(record: Pressed, default: object) -> Any:
    """The option or options that `default` names."""
    kind = kind_of(record)
    chosen = chosen_at_first(kind, default, record.options)
    if record.selection_mode == "multi":
        return chosen
    if len(chosen) > 1:
        raise InvalidParameterValueError(
            f"{kind}: default={default!r} has {len(chosen)} options, and one may be chosen. Pass "
            f"one, or selection_mode='multi'."
        )
    return chosen[0] if chosen else None
