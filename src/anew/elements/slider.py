"""A slider: one value, or the two ends of a range."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
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
    sent_number,
    shown_label,
)
from anew.elements.shared.scale import (
    KINDS,
    Kind,
    Position,
    Scalar,
    Scale,
    checked_step,
    in_zone,
    of_kind,
    plain,
    position_of,
    text_of,
)
from anew.errors import (
    InvalidMinMaxError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    ValueAboveMaxError,
    ValueBelowMinError,
)
from anew.protocol.messages import Wire
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.protocol.messages import Json

SliderValue: TypeAlias = Scalar | tuple[Scalar, Scalar]

FORTNIGHT = timedelta(days=14)


class Zone(Wire):
    """A time zone in a record; the browser only needs its name."""

    __slots__ = ("tzinfo",)

    def __init__(self, zone: tzinfo) -> None:
        self.tzinfo = zone

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Zone) and self.tzinfo == other.tzinfo

    def __hash__(self) -> int:
        return hash(self.tzinfo)

    def __repr__(self) -> str:
        return f"Zone({self.to_wire()!r})"

    def to_wire(self) -> str:
        return str(self.tzinfo)


class Slider(Widget[Any], frozen=True):
    """A value, or the ends of a range, on a scale."""

    resets: ClassVar[tuple[str, ...]] = ("kind", "min", "max", "step")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: tuple[int | float, ...] = (0,)  # One position on the scale, or two in order.
    kind: Kind = "int"
    min: int | float = 0
    max: int | float = 100
    step: int | float = 1  # Counted from `min`; `max` can always be reached.
    format: str = "%d"  # For numbers printf style or a word; for times such as "HH:mm".
    zone: Zone | None = None

    @property
    def scale(self) -> Scale:
        zone = None if self.zone is None else self.zone.tzinfo
        return Scale(self.kind, self.min, self.max, self.step, zone)

    def decode(self, raw: Json) -> SliderValue:
        if not isinstance(raw, list | tuple) or len(raw) != len(self.value):
            raise Refused(f"{brief(raw)} is not a list of {len(self.value)} numbers.")
        positions = [self._sent_position(item) for item in raw]
        if positions[0] > positions[-1]:
            raise Refused(f"{brief(raw)} is not in order.")
        return _one_or_pair([self.scale.value(position) for position in positions])

    def encode(self, value: SliderValue) -> tuple[Position, ...]:
        return tuple(map(position_of, value if isinstance(value, tuple) else (value,)))

    def from_query(self, texts: Sequence[str]) -> SliderValue:
        return self.decode(sorted([self.raw_of(text) for text in texts]))

    def text_of(self, raw: Json) -> str:
        return text_of(self.scale.value(raw))

    def raw_of(self, text: str) -> Position:
        """The nearest position that the slider can have."""
        position = self.scale.position_in(text)
        return position if position in self.value else self.scale.nearest(position)

    def accept(self, value: object) -> SliderValue:
        items = list(value) if isinstance(value, tuple | list) else [value]
        if not 1 <= len(items) <= 2:
            raise InvalidParameterTypeError(
                f"slider: its value in st.session_state is {value!r}; set one value, or a "
                f"pair for a range."
            )
        scalars = [self._accepted(item) for item in items]
        return _one_or_pair(sorted(scalars, key=position_of))

    def _sent_position(self, raw: Json) -> Position:
        position = sent_number(raw, whole=self.kind != "float")
        if position in self.value:  # As shown, even if it is between two steps.
            return position
        on_step = self.scale.on_step(position)
        if on_step is None:
            raise Refused(f"{position!r} is not a step between {self.min} and {self.max}.")
        return on_step

    def _accepted(self, value: object) -> Scalar:
        scale = self.scale
        known = plain("its value in st.session_state", value)
        scalar = of_kind(self.kind, in_zone(known, scale.zone))
        if scalar is None:
            raise InvalidParameterTypeError(
                f"slider: its value in st.session_state is {value!r}; its scale is of "
                f"{self.kind} values, from {scale.value(self.min)!r} to {scale.value(self.max)!r}."
            )
        position = position_of(scalar)
        if position < self.min:
            raise ValueBelowMinError(
                f"slider: its value in st.session_state is {value!r}, below its "
                f"min_value={scale.value(self.min)!r}."
            )
        if position > self.max:
            raise ValueAboveMaxError(
                f"slider: its value in st.session_state is {value!r}, above its "
                f"max_value={scale.value(self.max)!r}."
            )
        return scalar


@command("Input widgets")
def slider(
    label: str,
    min_value: Scalar | None = None,
    max_value: Scalar | None = None,
    value: Scalar | Sequence[Scalar] | None = None,
    step: float | timedelta | None = None,
    format: str | None = None,
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
    """Show a slider.

    Its scale is of ints, floats, dates, times or datetimes, as the values given here are;
    all of them must be of one kind.

    Args:
        label: What is chosen; inline Markdown.
        min_value: The start of the scale; by default 0, 0.0, two weeks before the value, or
            midnight.
        max_value: The end of the scale; by default 100, 1.0, two weeks after the value, or
            just before midnight.
        value: The initial value; a pair makes it a range, `()` the range of the whole scale. A
            value beyond the scale widens it.
        step: The distance between two values; by default 1, 0.01, a day or 15 minutes.
        format: How values are shown: numbers in printf style ("%d km") or as "percent",
            "dollar", "euro", "compact", "localized", …; dates and times such as
            "DD.MM.YYYY" and "HH:mm".
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The value, or a pair of them for a range.

    Raises:
        InvalidParameterTypeError: The values are of several kinds, or of one without a scale.
        InvalidMinMaxError: The start and the end of the scale are the same.
        InvalidParameterValueError: `step` is not above 0, or `value` has more than two parts.
        JSNumberBoundsError: A value that a browser cannot hold.

    Example:
        >>> age = st.slider("Age", 0, 130, 25)
        >>> low, high = st.slider("Price", 0.0, 10.0, (2.5, 7.5))
    """
    ends = _checked_ends(min_value, max_value, value)
    scale = _scale(ends, step)
    record = Slider(
        label=shown_label(label),
        kind=scale.kind,
        min=scale.min,
        max=scale.max,
        step=scale.step,
        format=scale.default_format() if format is None else format,
        zone=None if scale.zone is None else Zone(scale.zone),
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, _default(scale, ends), options, has_default=value is not None)


class _Ends(NamedTuple):
    """The bounds and the value that the author gave, all of one kind."""

    kind: Kind
    low: Any  # None if not given; the same for `high`.
    high: Any
    values: list[Any]
    is_range: bool
    zone: tzinfo | None


def _checked_ends(low: object, high: object, value: object) -> _Ends:
    is_range = isinstance(value, tuple | list)
    values = list(value) if isinstance(value, tuple | list) else [value]
    if len(values) > 2 or (is_range and len(values) == 1):
        raise InvalidParameterValueError(
            f"slider: value={value!r} is neither one value nor a pair of them. Pass a pair for "
            f"a range, or () for the whole one."
        )
    named = [("min_value", low), ("max_value", high), *(("value", item) for item in values)]
    scalars = [plain(name, item) for name, item in named]
    kinds: set[Kind | None] = {KINDS.get(type(item)) for item in scalars if item is not None}
    kind = kinds.pop() if kinds else KINDS[int]
    if kinds or kind is None or (is_range and None in values):
        raise InvalidParameterTypeError(
            f"slider: min_value={low!r}, max_value={high!r} and value={value!r} are not of one "
            f"kind. Pass values of one kind: ints, floats, dates, times or datetimes."
        )
    zone = _zone_of(scalars)
    low, high, *values = [in_zone(scalar, zone) for scalar in scalars]
    return _Ends(kind, low, high, [] if value is None else values, is_range, zone)


def _zone_of(scalars: Sequence[object]) -> tzinfo | None:
    for scalar in scalars:
        if isinstance(scalar, datetime | time) and scalar.tzinfo is not None:
            return scalar.tzinfo
    return None


def _scale(ends: _Ends, step: object) -> Scale:
    """The scale that spans all given values, from the lowest to the highest."""
    low = _default_low(ends) if ends.low is None else ends.low
    high = _default_high(ends) if ends.high is None else ends.high
    positions = [position_of(scalar) for scalar in (low, high, *ends.values)]
    first, last = min(positions), max(positions)
    if first == last:
        raise InvalidMinMaxError(
            f"slider: min_value and max_value are both {low!r}. A scale needs two ends."
        )
    return Scale(ends.kind, first, last, checked_step(ends.kind, step, last - first), ends.zone)


def _default_low(ends: _Ends) -> Any:
    match ends.kind:
        case "int":
            return 0
        case "float":
            return 0.0
        case "time":
            return time.min
        case "date" | "datetime":
            return (ends.values[0] if ends.values else ends.high) - FORTNIGHT


def _default_high(ends: _Ends) -> Any:
    match ends.kind:
        case "int":
            return 100
        case "float":
            return 1.0
        case "time":
            return time.max
        case "date" | "datetime":
            return (ends.values[-1] if ends.values else ends.low) + FORTNIGHT


def _default(scale: Scale, ends: _Ends) -> SliderValue:
    """The author's value, the whole scale for `()`, or else `min_value` or its default."""
    if ends.values:
        return _one_or_pair(sorted(ends.values, key=position_of))
    if ends.is_range:
        return scale.value(scale.min), scale.value(scale.max)
    return scale.value(scale.min) if ends.low is None else ends.low


def _one_or_pair(scalars: Sequence[Scalar]) -> SliderValue:
    return scalars[0] if len(scalars) == 1 else (scalars[0], scalars[1])
