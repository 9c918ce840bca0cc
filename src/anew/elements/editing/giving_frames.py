"""Edited tables of polars and Arrow, and arrays of numpy."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anew.elements.editing.changes import Change, Changes


def polars_frame(frame: Any, changes: Changes) -> Any:
    """An edited copy of a polars DataFrame."""
    columns = [
        polars_column(column, change, changes)
        for column, change in zip(frame.get_columns(), changes.columns, strict=True)
    ]
    return sys.modules["polars"].DataFrame(columns)


def polars_series(series: Any, changes: Changes) -> Any:
    """An edited copy of a polars Series."""
    return polars_column(series, changes.columns[0], changes)


def polars_column(series: Any, change: Change, changes: Changes) -> Any:
    """An edited column of polars."""
    found = series
    if change.cells:
        values = series.to_list()
        for place, value in change.cells.items():
            values[place] = value
        found = _polars(series, values)
    if changes.kept is not None:
        found = found.gather(changes.kept)
    if changes.added:
        found = found.clone().append(_polars(series, change.added))
    return found.clone() if found is series else found


def _polars(series: Any, values: list[Any]) -> Any:
    """Values as a series like another one."""
    return sys.modules["polars"].Series(series.name, values, dtype=series.dtype, strict=False)


def arrow_table(table: Any, changes: Changes) -> Any:
    """An edited table or batch of Arrow."""
    arrow = sys.modules["pyarrow"]
    fields, columns = [], []
    for field, column, change in zip(table.schema, table.columns, changes.columns, strict=True):
        columns.append(arrow_array(column, change_only(changes, change)))
        has_missing = None in change.cells.values() or None in change.added
        fields.append(field.with_nullable(field.nullable or has_missing))
    schema = arrow.schema(fields, metadata=table.schema.metadata)
    return type(table).from_arrays(columns, schema=schema)


def arrow_array(column: Any, changes: Changes) -> Any:
    """An edited array of Arrow."""
    change = changes.columns[0]
    if not change.cells and changes.kept is None and not changes.added:
        return column
    values = _edited(column.to_pylist(), change, changes)
    arrow = sys.modules["pyarrow"]
    is_chunked = type(column).__name__ == "ChunkedArray"
    return (arrow.chunked_array if is_chunked else arrow.array)(
        [values] if is_chunked else values, type=column.type
    )


def change_only(changes: Changes, change: Change) -> Changes:
    """The changes of one column."""
    return changes._replace(columns=(change,))


def numpy_array(array: Any, changes: Changes) -> Any:
    """An edited copy of an array of numpy."""
    numpy = sys.modules["numpy"]
    if array.dtype.names:
        found = numpy.empty(_count(array, changes), dtype=array.dtype)
        for name, change in zip(array.dtype.names, changes.columns, strict=True):
            found[name] = _numpy_column(array[name], change, changes)
        return found
    if array.ndim < 2:
        return _numpy_column(array.reshape(-1), changes.columns[0], changes)
    columns = [
        _numpy_column(array[:, at], change, changes) for at, change in enumerate(changes.columns)
    ]
    return numpy.stack(columns, axis=1) if columns else array.copy()


def _numpy_column(column: Any, change: Change, changes: Changes) -> Any:
    entered = [*change.cells.values(), *change.added]
    found = column.copy()
    if any(value is None for value in entered):
        if column.dtype.kind in "iuf":
            found = found.astype("float64")
        elif column.dtype.kind not in "Mm":
            found = found.astype(object)
    longest = max([len(value) for value in entered if isinstance(value, str)], default=0)
    if found.dtype.kind == "U" and longest * 4 > found.dtype.itemsize:
        found = found.astype(f"U{longest}")  # Else the text would be cut.
    for place, value in change.cells.items():
        found[place] = value
    if changes.kept is not None:
        found = found[changes.kept]
    if changes.added:
        numpy = sys.modules["numpy"]
        found = numpy.concatenate([found, numpy.array(change.added, dtype=found.dtype)])
    return found


def _count(array: Any, changes: Changes) -> int:
    kept = len(array) if changes.kept is None else len(changes.kept)
    return kept + changes.added


def _edited(values: list[Any], change: Change, changes: Changes) -> list[Any]:
    """A column as a list, edited."""
    for place, value in change.cells.items():
        values[place] = value
    if changes.kept is not None:
        values = [values[place] for place in changes.kept]
    return [*values, *change.added]
