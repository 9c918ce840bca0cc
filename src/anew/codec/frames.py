"""The forms of pandas's frames and series: the index, and each column by itself."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from anew.codec.errors import CannotDecodeError
from anew.codec.form import Form, Reading, Writing
from anew.codec.frame_columns import column_parts, index_parts, read_column_array, read_index


def _frame(value: Any, writing: Writing) -> Any:
    columns = [column_parts(value.iloc[:, place].array, writing) for place in range(value.shape[1])]
    return [
        index_parts(value.index, writing),
        index_parts(value.columns, writing),
        columns,
        _attributes(value, writing),
    ]


def _read_frame(parts: Any, reading: Reading) -> Any:
    index, names, columns, attributes = parts
    pd = import_module("pandas")
    rows, heads = read_index(index, reading), read_index(names, reading)
    arrays = [read_column_array(each, reading) for each in columns]
    if len(arrays) != len(heads) or any(each.shape != (len(rows),) for each in arrays):
        raise CannotDecodeError("A frame is not whole.")
    if arrays:
        # Of bare objects pandas would find a type by itself.
        series = [
            pd.Series(each, rows, dtype=object) if each.dtype == object else each for each in arrays
        ]
        frame = pd.DataFrame(dict(enumerate(series)), index=rows, copy=False)
        frame.columns = heads
    else:
        frame = pd.DataFrame(index=rows, columns=heads)
    return _with_attributes(frame, attributes)


def _series(value: Any, writing: Writing) -> Any:
    return [
        index_parts(value.index, writing),
        writing.part(value.name),
        column_parts(value.array, writing),
        _attributes(value, writing),
    ]


def _read_series(parts: Any, reading: Reading) -> Any:
    index, name, column, attributes = parts
    array = read_column_array(column, reading)
    rows = read_index(index, reading)
    series = import_module("pandas").Series(array, rows, dtype=array.dtype, name=name, copy=False)
    return _with_attributes(series, attributes)


def _attributes(value: Any, writing: Writing) -> Any:
    flags = value.flags.allows_duplicate_labels
    return [bool(flags), [list(map(writing.part, pair)) for pair in value.attrs.items()]]


def _with_attributes(value: Any, attributes: Any) -> Any:
    allows_duplicates, pairs = attributes
    value.attrs = dict(pairs)
    if not allows_duplicates:
        value.flags.allows_duplicate_labels = False
    return value


FORMS: dict[tuple[str, str], Form] = {
    ("pandas", "DataFrame"): Form(80, _frame, _read_frame, has_identity=True),
    ("pandas", "Series"): Form(81, _series, _read_series, has_identity=True),
}
