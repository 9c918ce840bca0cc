"""What may be entered into the columns of a table: rules from the author's dict, and the checks.

The browser has the rules to help its user. The server checks every cell again, and gives it the form
that it has in a sheet of this column, so that what was entered can be compared with what is there.
A `validate` pattern alone is matched in the browser only, as that of `st.text_input`.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec

from anew.elements.editing.natures import Nature, in_microseconds
from anew.elements.shared.parameters import MOST
from anew.learned import learned

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.elements.tabular.looks import Option
    from anew.elements.tabular.sheet import Kind
    from anew.protocol.messages import Json

# How a value is entered; "" if it cannot be. Of several kinds of text each has its own keyboard.
Entry: TypeAlias = Literal[
    "",
    "text",
    "link",
    "markdown",
    "number",
    "integer",
    "checkbox",
    "selectbox",
    "multiselect",
    "list",
    "date",
    "time",
    "datetime",
    "duration",
]
LONGEST_NUMBER = 400  # Characters of a number that is text.


@learned
class ColumnRule(msgspec.Struct, frozen=True, omit_defaults=True):
    """What may be entered into a column."""

    takes: Entry = "text"
    is_disabled: bool = False
    is_required: bool = False  # An added row counts once it has a value here.
    default: Any = None  # Of an added row: the value of a cell.
    least: float | str | None = None  # Moments as ISO text, durations in seconds.
    most: float | str | None = None
    step: float | None = None
    max_chars: int = 0  # 0 for no limit.
    pattern: str = ""  # JavaScript's, for text.
    accepts_new_options: bool = False


class NotAllowedError(ValueError):
    """What cannot be entered here; the text says why."""


class Field(NamedTuple):
    """A column as it is entered into."""

    rule: ColumnRule = ColumnRule()
    nature: Nature = Nature("text")
    options: tuple[Option, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a user can enter anything."""
        return bool(self.rule.takes) and not self.rule.is_disabled

    def lacks(self, value: Json) -> bool:
        """Whether this is what a required cell must not be."""
        return self.rule.is_required and (value is None or value in ("", []))

    def entered(self, value: Json) -> Json:
        """A cell's value in the form of the column's sheet, or `NotAllowedError`."""
        if value is None:
            return None
        return CHECKS[self.rule.takes](self, value)


def _text(field: Field, value: Json) -> Json:
    if not isinstance(value, str):
        raise NotAllowedError("It is not text.")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise NotAllowedError("It holds a surrogate code point.")
    if field.rule.max_chars and len(value) > field.rule.max_chars:
        raise NotAllowedError(f"It is longer than {field.rule.max_chars} characters.")
    return value


def _number(field: Field, value: Json) -> Json:
    nature = field.nature
    number = _exact(value, is_whole=field.rule.takes == "integer")
    _check_bounds(field, number, Decimal)
    for bound, is_out in ((nature.least, _below), (nature.most, _above)):
        if bound is not None and is_out(number, Decimal(bound)):
            raise NotAllowedError("It is a number that the column cannot hold.")
    if nature.kind == "text":
        return str(value)
    if nature.is_decimal:
        return str(number)
    if nature.kind == "bool":
        return bool(number)
    if nature.kind == "integer":
        whole = int(number)
        return whole if -MOST <= whole <= MOST else str(whole)
    return _single(float(number)) if nature.is_single else float(number)


def _exact(value: Json, *, is_whole: bool) -> Decimal:
    """A number, or the text of one that a browser cannot hold."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise NotAllowedError("It is not a number.")
    if isinstance(value, str) and len(value) > LONGEST_NUMBER:
        raise NotAllowedError("It is not a number.")
    try:
        number = Decimal(value if isinstance(value, int) else str(value))
    except (InvalidOperation, ValueError):
        raise NotAllowedError("It is not a number.") from None
    if not number.is_finite() or abs(number.adjusted()) > LONGEST_NUMBER:
        raise NotAllowedError("It is not a finite number.")
    if is_whole and number != number.to_integral_value():
        raise NotAllowedError("It is not a whole number.")
    if math.isinf(float(number)):
        raise NotAllowedError("It is not a finite number.")
    return number


def _single(number: float) -> float:
    """A number as a column of seven digits keeps it."""
    from array import array  # noqa: PLC0415  # rarely needed

    return array("f", [number])[0] if abs(number) < 3.4e38 else number


def _checkbox(field: Field, value: Json) -> Json:
    if not isinstance(value, bool):
        raise NotAllowedError("It is neither true nor false.")
    return int(value) if field.nature.kind in {"integer", "number"} else value


def _choice(field: Field, value: Json) -> Json:
    for option in field.options:
        if option.value == value and isinstance(option.value, bool) == isinstance(value, bool):
            return option.value
    raise NotAllowedError("It is not one of the options.")


def _choices(field: Field, value: Json) -> Json:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise NotAllowedError("It is not a list of options.")
    own = {option.value for option in field.options}
    if not field.rule.accepts_new_options and not own.issuperset(value):
        raise NotAllowedError("One of these is not an option.")
    return [_text(field, one) for one in value]


def _list(field: Field, value: Json) -> Json:
    if not isinstance(value, list):
        raise NotAllowedError("It is not a list.")
    for one in value:
        if isinstance(one, list | dict) or (isinstance(one, float) and not math.isfinite(one)):
            raise NotAllowedError("In it is what cannot be in a list.")
        if isinstance(one, str):
            _text(Field(), one)
    return value


def _date(field: Field, value: Json) -> Json:
    day = _moment(value).date()
    _check_bounds(field, day, lambda text: _moment(text).date())
    if field.nature.kind == "datetime":
        return datetime(day.year, day.month, day.day, tzinfo=field.nature.zone).isoformat()
    return day.isoformat()


def _time(field: Field, value: Json) -> Json:
    found = _clock(value)
    _check_bounds(field, found, _clock)
    return found.isoformat()


def _clock(value: Json) -> time:
    try:
        return time.fromisoformat(value if isinstance(value, str) else "").replace(tzinfo=None)
    except ValueError:
        raise NotAllowedError("It is not a time.") from None


def _datetime(field: Field, value: Json) -> Json:
    zone = field.nature.zone
    moment = _moment(value)
    if moment.tzinfo is not None:  # The wall clock of the column; one without a zone is in UTC.
        try:
            moment = moment.astimezone(zone or UTC)
        except OverflowError:
            raise NotAllowedError("It is not a date that there is.") from None
    moment = moment.replace(tzinfo=zone)
    _check_bounds(field, moment, lambda text: _in_zone(_moment(text), zone))
    return moment.date().isoformat() if field.nature.kind == "date" else moment.isoformat()


def _in_zone(moment: datetime, zone: Any) -> datetime:
    """A bound, comparable with the moments of a column."""
    if moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=zone)
    return moment


def _moment(value: Json) -> datetime:
    try:
        return datetime.fromisoformat(in_microseconds(value if isinstance(value, str) else ""))
    except ValueError:
        raise NotAllowedError("It is not a date.") from None


def _duration(field: Field, value: Json) -> Json:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NotAllowedError("It is not a number of seconds.")
    if abs(value) > 86_400 * 106_000:  # What a duration of nanoseconds can hold.
        raise NotAllowedError("It is longer than a duration can be.")
    _check_bounds(field, value, float)
    return float(value)


def _nothing(field: Field, value: Json) -> Json:
    raise NotAllowedError("Nothing can be entered there.")


def _check_bounds(field: Field, value: Any, read: Callable[[Any], Any]) -> None:
    least, most = field.rule.least, field.rule.most
    if least is not None and value < read(_plain(least)):
        raise NotAllowedError(f"It is below {least}.")
    if most is not None and value > read(_plain(most)):
        raise NotAllowedError(f"It is above {most}.")


def _plain(bound: float | str) -> float | str:
    """A bound as a decimal number reads it exactly as it was written."""
    return str(bound) if isinstance(bound, float) else bound


def _below(one: Any, other: Any) -> bool:
    return bool(one < other)


def _above(one: Any, other: Any) -> bool:
    return bool(one > other)


CHECKS: dict[Entry, Callable[[Field, Json], Json]] = {
    "": _nothing,
    "text": _text,
    "link": _text,
    "markdown": _text,
    "number": _number,
    "integer": _number,
    "checkbox": _checkbox,
    "selectbox": _choice,
    "multiselect": _choices,
    "list": _list,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "duration": _duration,
}

# By the type that an author gives a column: the kinds of values that can be entered with it.
SUITED: dict[str, frozenset[Kind]] = {
    "text": frozenset({"text", "markdown"}),
    "link": frozenset({"text"}),
    "markdown": frozenset({"text", "markdown"}),
    "number": frozenset({"integer", "number", "duration", "text"}),
    "checkbox": frozenset({"bool", "integer"}),
    "selectbox": frozenset({"text", "integer", "number", "bool"}),
    "multiselect": frozenset({"list"}),
    "list": frozenset({"list"}),
    "date": frozenset({"date", "datetime"}),
    "time": frozenset({"time"}),
    "datetime": frozenset({"datetime", "date"}),
}
# By the kind of the values: how they are entered where the author says nothing.
BY_KIND: dict[Kind, Entry] = {
    "integer": "integer",
    "number": "number",
    "text": "text",
    "bool": "checkbox",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "duration": "duration",
    "list": "list",
    "markdown": "markdown",
}
