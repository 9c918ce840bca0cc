"""The scale of a slider: numbers, days or times from one end to the other, in steps.

A browser knows only positions: numbers as they are, dates as days since 1970-01-01, times
as microseconds since midnight, datetimes as microseconds since 1970-01-01 00:00 in the
scale's own time zone. Pure.
"""

from __future__ import annotations

import math
import numbers
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Context, Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from anew.elements.shared.parameters import MOST, brief, checked_number, decimals_of, number_in
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError, JSNumberBoundsError
from anew.state.state import Refused

Kind = Literal["int", "float", "date", "time", "datetime"]
Scalar: TypeAlias = int | float | date | time | datetime
Position: TypeAlias = int | float

EPOCH = datetime(1970, 1, 1)  # In the scale's own time zone.
EPOCH_DAY = EPOCH.toordinal()
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
DAY_LENGTH = DAY // MICROSECOND
QUARTER_LENGTH = timedelta(minutes=15) // MICROSECOND
EXACT = Context(prec=60)  # Not the thread's own context, which the author may change.

KINDS: dict[type, Kind] = {
    int: "int",
    float: "float",
    date: "date",
    time: "time",
    datetime: "datetime",
}


class Scale(NamedTuple):
    """Positions from `min`, `step` apart, and `max`, which can always be reached."""

    kind: Kind
    min: Position
    max: Position
    step: Position
    zone: tzinfo | None = None

    def value(self, position: Position) -> Scalar:
        """The value that a position stands for."""
        match self.kind:
            case "int" | "float":
                return position
            case "date":
                return date.fromordinal(int(position) + EPOCH_DAY)
            case "time":
                return (EPOCH + int(position) * MICROSECOND).time().replace(tzinfo=self.zone)
            case "datetime":
                return (EPOCH + int(position) * MICROSECOND).replace(tzinfo=self.zone)

    def on_step(self, position: Position) -> Position | None:
        """The step or the end at a position; None between two.

        A browser counts steps in floats, so a position may be slightly off.
        """
        nearest = self._nearest_step(position)
        slack = self._rounding() if self.kind == "float" else 0
        for candidate in (nearest, self.max):
            if abs(position - candidate) <= slack:
                return candidate
        return None

    def nearest(self, position: Position) -> Position:
        """The nearest step or end, even for a position outside of the scale."""
        inside = min(max(position, self.min), self.max)
        step = self._nearest_step(inside)
        return self.max if self.max - inside < abs(inside - step) else step

    def position_in(self, text: str) -> Position:
        """The position of the value in a text, or `Refused`."""
        try:
            match self.kind:
                case "int" | "float":
                    return number_in(text, whole=self.kind == "int")
                case "date":
                    return position_of(date.fromisoformat(text))
                case "time":
                    return position_of(time.fromisoformat(text))
                case "datetime":
                    return position_of(in_zone(datetime.fromisoformat(text), self.zone))
        except (ValueError, OverflowError, JSNumberBoundsError):
            raise Refused(f"{brief(text)} is not a {self.kind}.") from None

    def _rounding(self) -> float:
        """How far off `min + count * step` may be in floats: more for ends far from 0."""
        return self.step * 1e-6 + 4 * math.ulp(max(abs(self.min), abs(self.max)))

    def _nearest_step(self, position: Position) -> Position:
        low, high, step = (Decimal(repr(number)) for number in (self.min, self.max, self.step))
        steps = EXACT.divide(EXACT.subtract(Decimal(repr(position)), low), step)
        most = EXACT.divide(EXACT.subtract(high, low), step).to_integral_value("ROUND_FLOOR")
        count = min(max(steps.to_integral_value("ROUND_HALF_EVEN"), Decimal(0)), most)
        nearest = EXACT.add(low, EXACT.multiply(count, step))
        rounded = float(nearest) if self.kind == "float" else int(nearest)
        return min(max(rounded, self.min), self.max)

    def default_format(self) -> str:
        """How values are shown if the author gives no format."""
        match self.kind:
            case "int":
                return "%d"
            case "float":
                return f"%0.{decimals_of(self.step)}f"
            case "date":
                return "YYYY-MM-DD"
            case "time":
                return "HH:mm"
            case "datetime":
                return "YYYY-MM-DD HH:mm" if self.step % DAY_LENGTH else "YYYY-MM-DD"


def position_of(value: Any) -> Position:
    """The position of a value on a scale of its kind."""
    match value:
        case int() | float():  # A number is its own position.
            return value
        case datetime():
            position = (value.replace(tzinfo=None) - EPOCH) // MICROSECOND
        case date():
            return value.toordinal() - EPOCH_DAY
        case _:
            return (datetime.combine(EPOCH, value.replace(tzinfo=None)) - EPOCH) // MICROSECOND
    if -MOST <= position <= MOST:
        return position
    raise JSNumberBoundsError(
        f"slider: {value!r} is more than a browser can hold. Datetimes may go from the year "
        f"1685 to 2254; dates may go further."
    )


def text_of(value: Scalar) -> str:
    """A value as text: numbers as Python writes them, others in ISO format."""
    return repr(value) if isinstance(value, int | float) else value.isoformat()


def plain(parameter: str, value: object) -> Any:
    """A value of a related type as Python's own; a value of any other type unchanged."""
    if type(value) in {int, float}:
        return checked_number("slider", parameter, value)
    match value:
        case datetime():
            return datetime.combine(value.date(), value.timetz())
        case date():
            return date(value.year, value.month, value.day)
        case numbers.Real():  # Such as numpy's.
            return checked_number("slider", parameter, value)
    return value


def in_zone(value: Any, zone: tzinfo | None) -> Any:
    """The same moment in a scale's zone; a value without a zone is taken to be in it."""
    if isinstance(value, datetime) and value.tzinfo is not None and zone is not None:
        return value.astimezone(zone)
    return value.replace(tzinfo=zone) if isinstance(value, datetime | time) else value


def of_kind(kind: Kind, value: Any) -> Scalar | None:
    """A plain value converted to the kind, if nothing but the time of day is lost."""
    if KINDS.get(type(value)) == kind:
        return value  # type: ignore[no-any-return]
    match kind, value:
        case "float", int():
            return float(value)
        case "int", float() if value.is_integer():
            return int(value)
        case "date", datetime():
            return value.date()
    return None


def checked_step(kind: Kind, step: object, length: Position) -> Position:
    """The distance between two positions: the author's, or the default of the kind."""
    if step is None:
        return _default_step(kind, length)
    distance = step if isinstance(step, timedelta) else plain("step", step)
    is_number = KINDS.get(type(distance)) == kind
    if kind in {"int", "float"} and not is_number:
        raise InvalidParameterTypeError(
            f"slider: step={step!r} is not of type {kind}, as its scale."
        )
    if not is_number and not isinstance(distance, timedelta):
        raise InvalidParameterTypeError(
            f"slider: step={step!r} is not a timedelta, which a scale of {kind} values needs."
        )
    if kind == "date" and distance % DAY:
        raise InvalidParameterValueError(f"slider: step={step!r} is not a number of whole days.")
    if isinstance(distance, timedelta):
        distance //= DAY if kind == "date" else MICROSECOND
    if distance <= 0:
        raise InvalidParameterValueError(f"slider: step={step!r} is not above 0.")
    return distance


def _default_step(kind: Kind, length: Position) -> Position:
    match kind:
        case "int" | "date":
            return 1
        case "float":
            return 0.01
        case "time":
            return QUARTER_LENGTH
        case "datetime":
            return QUARTER_LENGTH if length < DAY_LENGTH else DAY_LENGTH
