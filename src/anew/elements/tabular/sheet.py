"""The record of a table, a sheet of named columns, and the conversion of single values."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from json import loads
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec

from anew.arguments import shown_text
from anew.elements.json import json_text
from anew.elements.shared.parameters import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.elements.tabular.arrow_columns import ArrowTexts
    from anew.protocol.messages import Json

Kind: TypeAlias = Literal[
    "integer",
    "number",
    "text",
    "bool",
    "date",
    "datetime",
    "time",
    "duration",
    "list",
    "object",
    "markdown",
]
# Numbers are in an array, with NaN for missing ones, unless one of them is too large for a browser.
# Of long columns, texts may be in an array of Arrow.
Values: TypeAlias = "tuple[Json, ...] | array[float] | ArrowTexts"

MISSING = frozenset({"NAType", "NaTType"})  # The types of missing values in pandas.
VALUE = "value"  # The name for a column without one.
# Conversions for a column whose values all have one type, so that `cell` is not called for each.
QUICK: dict[type, tuple[Kind, Callable[[Any], Json]]] = {
    bool: ("bool", bool),
    datetime: ("datetime", datetime.isoformat),
    date: ("date", date.isoformat),
    time: ("time", time.isoformat),
}


class CellStyle(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a cell looks, in the words of CSS."""

    color: str = ""
    background: str = ""
    weight: str = ""
    slant: str = ""
    line: str = ""


class Dress(NamedTuple):
    """How the cells of a column are shown, where their table says so."""

    texts: tuple[str | None, ...]  # None for what the value is written as.
    styles: tuple[CellStyle, ...]
    style_of: tuple[int, ...]  # By row, the index of its style.


class SheetColumn(NamedTuple):
    """An immutable column. A missing value is None, or NaN in an array.

    Numbers that JSON or a browser cannot represent are strings: large whole numbers, decimals and
    infinity. Dates and times are strings in ISO 8601; durations are numbers of seconds.
    """

    name: str
    kind: Kind
    values: Values
    is_index: bool = False  # Whether it holds the names of the rows.
    dress: Dress | None = None

    def listed(self) -> list[Json]:
        """The values as JSON values."""
        if not isinstance(self.values, array):
            return list(self.values)
        if self.kind == "integer":
            return [None if math.isnan(value) else int(value) for value in self.values]
        return [_finite(value) for value in self.values]


class Sheet(NamedTuple):
    """A table: columns of the same length, with those of the index first."""

    columns: tuple[SheetColumn, ...] = ()
    rows: int = 0
    is_numbered: bool = False  # Whether the index only counts the rows.


def sheet(columns: Iterable[SheetColumn]) -> Sheet:
    """Make a sheet of columns; the first one tells the number of rows."""
    listed = tuple(columns)
    return Sheet(listed, len(listed[0].values) if listed else 0)


def column_of(name: object, values: Sequence[object], *, is_index: bool = False) -> SheetColumn:
    """Make a column of Python values. Its kind is the one that all values share.

    >>> column_of("n", [True, None])
    SheetColumn(name='n', kind='bool', values=(True, None), is_index=False, dress=None)
    >>> column_of(("a", 1), [{2, 1}, "x"]).values
    ([1, 2], 'x')
    """
    label = label_of(name)
    types = set(map(type, values))
    if types <= {int, float, type(None)} and types != {type(None)}:
        numbers = _numbers(values, types)
        if numbers is not None:
            kind: Kind = "number" if float in types else "integer"
            return SheetColumn(label, kind, numbers, is_index)
    if types == {str}:
        return SheetColumn(label, "text", _texts(values), is_index)
    if len(types) == 1 and (found := QUICK.get(next(iter(types)))):
        kind, convert = found
        return SheetColumn(label, kind, tuple(map(convert, values)), is_index)
    cells = [cell(value) for value in values]
    kinds: set[Kind] = {one for one, value in cells if value is not None}
    return SheetColumn(label, _common(kinds), tuple([value for _, value in cells]), is_index)


def label_of(name: object) -> str:
    """A column's name as a string; the levels of a multi-level name are joined."""
    if isinstance(name, tuple):
        return " / ".join(map(shown_text, name))
    return "" if name is None else shown_text(name)


def cell(value: object) -> tuple[Kind, Json]:
    """Convert a value to JSON; returns its kind, too.

    >>> cell(2**60), cell(timedelta(minutes=1)), cell(float("nan"))
    (('integer', '1152921504606846976'), ('duration', 60.0), ('number', None))
    """
    value = _plain_python(value)
    if value is None or type(value).__name__ in MISSING:
        return "object", None
    match value:
        case bool():
            return "bool", value
        case str():
            return "text", shown_text(value)
        case int():
            return "integer", int(value) if -MOST <= value <= MOST else str(int(value))
        case float():
            return "number", _finite(value)
        case Decimal():
            return "number", None if value.is_nan() else str(value)
        case datetime():
            return "datetime", value.isoformat()
        case date():
            return "date", value.isoformat()
        case time():
            return "time", value.isoformat()
        case timedelta():
            return "duration", value.total_seconds()
        case Mapping():
            return "object", loads(json_text(value))
        case bytes() | bytearray() | memoryview() | range():
            return "object", shown_text(value)
        case AbstractSet() | Sequence():
            return "list", loads(json_text(value))
        case _:
            return "object", shown_text(value)


def _plain_python(value: Any) -> Any:
    """Convert a value of numpy to one of Python."""
    if type(value).__module__.partition(".")[0] != "numpy":
        return value
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind in {"M", "m"}:  # `tolist` would return those in nanoseconds as whole numbers.
        unit = "datetime64[us]" if kind == "M" else "timedelta64[us]"
        return value.astype(unit).tolist()
    return value.tolist() if hasattr(value, "tolist") else value


def _finite(value: float) -> float | str | None:
    if math.isfinite(value):
        return float(value)
    return None if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _numbers(values: Sequence[Any], types: set[type]) -> array[float] | None:
    """Numbers as an array; None if one of them is too large for a browser."""
    if int in types:
        whole = [value for value in values if type(value) is int]
        if max(whole) > MOST or min(whole) < -MOST:
            return None
    if type(None) in types:
        values = [math.nan if value is None else value for value in values]
    return array("d", values)


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    is_plain = "".join(values).isascii()
    return tuple(values) if is_plain else tuple(map(shown_text, values))


def _common(kinds: set[Kind]) -> Kind:
    """The kind of a column whose values have these kinds."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return "number" if kinds == {"integer", "number"} else "object" if kinds else "text"
