"""Edited tables of Python's own types."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from anew.elements.json import is_named_tuple, ordered
from anew.elements.tabular.plain import as_mapping, column_values, is_record

if TYPE_CHECKING:
    from anew.elements.editing.changes import Change, Changes


def edited_list(values: Sequence[Any], change: Change, changes: Changes) -> list[Any]:
    """The values of a column, edited."""
    found = list(values)
    for place, value in change.cells.items():
        found[place] = value
    if changes.kept is not None:
        found = [found[place] for place in changes.kept]
    return [*found, *change.added]


def edited_mapping(data: Mapping[Any, Any], changes: Changes) -> dict[Any, Any]:
    """An edited dict: of columns, of columns that are dicts, or of values."""
    if not data:
        return {}
    if all(isinstance(value, Mapping) for value in data.values()):
        return _of_mappings(data, changes)
    columns = {name: column_values(value) for name, value in data.items()}
    if all(values is None for values in columns.values()):
        names = edited_list(list(data), changes.columns[0], changes)
        items = edited_list(list(data.values()), changes.columns[1], changes)
        return dict(zip(names, items, strict=True))
    rows = next(len(values) for values in columns.values() if values is not None)
    found: dict[Any, Any] = {}
    for (name, values), change in zip(columns.items(), changes.columns, strict=True):
        whole = [data[name]] * rows if values is None else values
        edited = edited_list(whole, change, changes)
        found[name] = tuple(edited) if isinstance(data[name], tuple) else edited
    return found


def _of_mappings(data: Mapping[Any, Any], changes: Changes) -> dict[Any, Any]:
    names = list(dict.fromkeys(name for column in data.values() for name in column))
    index, *rest = changes.columns
    labels = edited_list(names, index, changes)
    return {
        name: dict(
            zip(labels, edited_list(list(map(column.get, names)), change, changes), strict=True)
        )
        for (name, column), change in zip(data.items(), rest, strict=True)
    }


def edited_rows(data: Any, changes: Changes) -> Any:
    """Edited rows: records, dicts, lists, or single values."""
    is_set = isinstance(data, set | frozenset)
    rows = ordered(data) if is_set else [data] if is_record(data) else list(data)
    edited = _edited_rows(rows, changes)
    if is_record(data):
        return edited[0] if edited else None
    return type(data)(edited) if isinstance(data, set | frozenset | tuple) else edited


def _edited_rows(rows: list[Any], changes: Changes) -> list[Any]:
    if rows and all(is_record(row) or isinstance(row, Mapping) for row in rows):
        mappings = [dict(row) if isinstance(row, Mapping) else as_mapping(row) for row in rows]
        names = list(dict.fromkeys(name for mapping in mappings for name in mapping))
        return _edited_records(rows, names, changes)
    if rows and all(column_values(row) is not None for row in rows):
        return _edited_lists(rows, changes)
    return edited_list(rows, changes.columns[0], changes) if changes.columns else rows


def _edited_records(rows: list[Any], names: list[Any], changes: Changes) -> list[Any]:
    found = list(rows)
    for place in {place for change in changes.columns for place in change.cells}:
        cells = {
            name: change.cells[place]
            for name, change in zip(names, changes.columns, strict=True)
            if place in change.cells
        }
        found[place] = _replaced(rows[place], cells)
    found = [dict(row) if type(row) is dict else row for row in found]
    if changes.kept is not None:
        found = [found[place] for place in changes.kept]
    new = [
        dict(zip(names, values, strict=True))
        for values in zip(*[change.added for change in changes.columns], strict=True)
    ]
    return [*found, *[_made_like(rows[0], cells) for cells in new]]


def _replaced(row: Any, cells: dict[Any, Any]) -> Any:
    if is_named_tuple(row):
        return row._replace(**cells)
    if isinstance(row, Mapping):
        return {**row, **cells}
    return dataclasses.replace(row, **cells)


def _made_like(row: Any, cells: dict[Any, Any]) -> Any:
    return cells if isinstance(row, Mapping) else type(row)(**cells)


def _edited_lists(rows: list[Any], changes: Changes) -> list[Any]:
    kind = tuple if isinstance(rows[0], tuple) else list
    found = [list(row) for row in rows]
    for at, change in enumerate(changes.columns):
        for place, value in change.cells.items():
            row = found[place]
            row.extend([None] * (at + 1 - len(row)))
            row[at] = value
    if changes.kept is not None:
        found = [found[place] for place in changes.kept]
    new = zip(*[change.added for change in changes.columns], strict=True)
    return [kind(row) for row in [*found, *new]]
