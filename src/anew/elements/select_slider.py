"""A slider over options: one of them, or the two ends of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from msgspec.structs import replace

from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.options import (
    NO_OPTIONS,
    Choosing,
    Option,
    Options,
    checked_default,
    listed,
)
from anew.elements.shared.parameters import (
    STRETCH,
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    WidthWithoutContent,
    brief,
    shown_label,
)
from anew.errors import InvalidParameterValueError, MissingRequiredParameterError
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from anew.protocol.messages import Json


class SelectSlider(Choosing, Widget[Any], frozen=True):
    """One of the options, or the two ends of a range of them."""

    resets: ClassVar[tuple[str, ...]] = ("is_range",)
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: tuple[int, ...] = ()  # The index of an option, or two in order; () while empty.
    options: Options = NO_OPTIONS
    relabels: bool = False  # A choice keeps its position when all labels change.
    is_range: bool = False

    def decode(self, raw: Json) -> Any:
        count = 2 if self.is_range else 1
        if not isinstance(raw, list | tuple):
            raise Refused(f"{brief(raw)} is not a list of options.")
        if not raw and not self.value and not self.is_range:
            return None
        if len(raw) != count:
            raise Refused(f"{len(raw)} options are chosen; it takes {count}.")
        places = [self.options.place_of(item) for item in raw]
        if not self.is_range:
            return self.options.values[places[0]]
        low, high = places
        if low > high:
            raise Refused("The ends of the range are not in order.")
        return self.options.values[low], self.options.values[high]

    def encode(self, value: Any) -> tuple[int, ...]:
        items = value if self._is_pair(value) else [value]
        indices = [self.options.index_of(item) for item in items]
        return tuple([index for index in indices if index is not None])

    def shaped(self, value: Any) -> Self:
        is_range = self._is_pair(value)
        return self if is_range == self.is_range else replace(self, is_range=is_range)

    def from_query(self, texts: Sequence[str]) -> Any:
        raws = sorted([self.options.index_in(text) for text in texts])
        is_range = self.is_range or len(raws) == 2
        return replace(self, is_range=is_range).decode(raws if is_range else raws[:1])

    def accept(self, value: object) -> Any:
        if self._is_pair(value):
            return self._accepted_range(value)
        index = self.options.index_of(value)
        if index is not None:
            return self.options.values[index]
        if value is None and not self.is_range:  # R32: nothing is chosen.
            return None
        first, last = self.options.values[0], self.options.values[-1]
        return (first, last) if self.is_range else first  # R33, for an unknown value.

    def _is_pair(self, value: object) -> bool:
        """Whether a value is the two ends of a range; an option may be a pair itself."""
        is_pair = isinstance(value, tuple | list) and len(value) == 2
        return is_pair and (self.is_range or self.options.index_of(value) is None)

    def _accepted_range(self, ends: Any) -> tuple[Any, Any]:
        indices = [index for index in map(self.options.index_of, ends) if index is not None]
        if len(indices) < 2:  # R33: an unknown range becomes the whole one.
            return self.options.values[0], self.options.values[-1]
        low, high = sorted(indices)
        return self.options.values[low], self.options.values[high]


@command("Input widgets")
def select_slider(
    label: str,
    options: Iterable[Option] = (),
    value: Option | Sequence[Option] | None = None,
    format_func: Callable[[Any], Any] = str,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> Any:
    """Show a slider whose steps are options in their order.

    Args:
        value: The initial option, by default the first one; a pair makes it a range.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The option, or a pair of them for a range.

    Raises:
        MissingRequiredParameterError: There are no options.
        DefaultNotInOptionsError: `value` is not one of the options.
        InvalidParameterValueError: `value` is a list whose length is not two.
        InvalidParameterTypeError: `options` cannot be listed.

    Example:
        >>> size = st.select_slider("Size", ["S", "M", "L", "XL"], "M")
        >>> first, last = st.select_slider("Days", ["Mo", "Tu", "We"], ("Mo", "Tu"))
    """
    steps = Options(listed("select_slider", options), format_func)
    if not steps.values:
        raise MissingRequiredParameterError(
            "select_slider: there are no options. Pass at least one."
        )
    default, is_range = _default(steps, value)
    record = SelectSlider(
        label=shown_label(label),
        options=steps,
        relabels=steps.are_relabelled,
        is_range=is_range,
    )
    widget_options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, default, widget_options, has_default=value is not None)


def _default(steps: Options, value: object) -> tuple[Any, bool]:
    """The initial value, and whether it is a range."""
    if value is None:
        return steps.values[0], False
    is_range = isinstance(value, tuple | list) and steps.index_of(value) is None
    if not is_range:
        return checked_default("select_slider", "value", value, steps), False
    assert isinstance(value, tuple | list)
    if len(value) != 2:
        raise InvalidParameterValueError(
            f"select_slider: value={value!r} is neither an option nor a pair of them. Pass a pair "
            f"for a range."
        )
    ends = [checked_default("select_slider", "value", end, steps) for end in value]
    low, high = sorted(ends, key=lambda end: steps.index_of(end) or 0)
    return (low, high), True
