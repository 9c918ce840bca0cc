"""Reads tables of Python's own types: dicts, lists, dataclasses and other iterables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from anew.elements.json import is_named_tuple, ordered
from anew.elements.tabular.frames import listed_column
from anew.elements.tabular.sheet import VALUE, Sheet, SheetColumn, column_of, sheet
from anew.errors import InvalidParameterValueError

SINGLE = str | bytes | bytearray | memoryview | int | float | complex


def read_plain(kind: str, data: object) -> Sheet | None:
    """The sheet of a Python value; None if it is not a table."""
    if data is None:
        return Sheet()
    if is_record(data):
        return _from_mapping(kind, as_mapping(data))
    if isinstance(data, Mapping):
        return _from_mapping(kind, data)
    if isinstance(data, SINGLE | type) or not isinstance(data, Iterable):
        return None
    rows = ordered(data) if isinstance(data, AbstractSet) else list(data)
    return _from_rows(rows)


def _from_mapping(kind: str, data: Mapping[Any, Any]) -> Sheet:
    """A dict of columns; or, if no value is a column, a dict of values by the names of rows."""
    if not data:
        return Sheet()
    if all(isinstance(value, Mapping) for value in data.values()):
        return _from_mappings(data)
    columns = {name: column_values(value) for name, value in data.items()}
    lengths = {name: len(values) for name, values in columns.items() if values is not None}
    if not lengths:
        return sheet(
            [column_of("", list(data), is_index=True), column_of(VALUE, list(data.values()))]
        )
    rows = max(lengths.values())
    for name, length in lengths.items():
        if length != rows:
            longest = next(other for other, size in lengths.items() if size == rows)
            raise InvalidParameterValueError(
                f"{kind}: the columns differ in length: {name!r} has {length} values, "
                f"{longest!r} has {rows}."
            )
    return sheet(
        column_of(name, [data[name]] * rows if values is None else values)
        for name, values in columns.items()
    )


def _from_mappings(data: Mapping[Any, Mapping[Any, Any]]) -> Sheet:
    """A dict of columns, each a dict of values by the names of the rows."""
    names = list(dict.fromkeys(name for column in data.values() for name in column))
    columns = [column_of(name, list(map(column.get, names))) for name, column in data.items()]
    return sheet([column_of("", names, is_index=True), *columns])


def _from_rows(rows: list[Any]) -> Sheet:
    if not rows:
        return Sheet()
    if all(is_record(row) or isinstance(row, Mapping) for row in rows):
        records = [row if isinstance(row, Mapping) else as_mapping(row) for row in rows]
        names = list(dict.fromkeys(name for record in records for name in record))
        return _sized(
            [column_of(name, [record.get(name) for record in records]) for name in names], len(rows)
        )
    values = [column_values(row) for row in rows]
    if all(value is not None for value in values):
        lists = [value for value in values if value is not None]
        width = max(map(len, lists))
        return _sized(
            [
                column_of(at, [row[at] if at < len(row) else None for row in lists])
                for at in range(width)
            ],
            len(rows),
        )
    return sheet([column_of(VALUE, rows)])


def _sized(columns: list[SheetColumn], rows: int) -> Sheet:
    """A sheet with a number of rows, which it may have without any column."""
    return Sheet(tuple(columns), rows)


def column_values(value: object) -> Sequence[Any] | None:
    """The values of a column or a row; None if the value is neither."""
    if isinstance(value, SINGLE | Mapping) or is_named_tuple(value):
        return None
    if isinstance(value, Sequence):
        return value
    return listed_column(value)


def is_record(value: object) -> bool:
    is_dataclass = dataclasses.is_dataclass(value) and not isinstance(value, type)
    return is_dataclass or is_named_tuple(value)


def as_mapping(record: Any) -> Mapping[str, Any]:
    if is_named_tuple(record):
        fields: dict[str, Any] = record._asdict()
        return fields
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
