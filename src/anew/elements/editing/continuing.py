"""Whether a table that a script passes goes on from the one that an editor has returned. Pure.

A script may pass the same table each time; what users change is applied to it. Or it may pass what it
got the last time, with the changes in it; then these are not to be applied again, and each row is
still the one that it was. Or it passes another table. What an editor remembers for that is
small: digests of columns, and the ids of the rows.
"""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.elements.editing.edits import NONE, Cells, Edits
from anew.elements.editing.row_ids import GAP, RowIds
from anew.elements.tabular.arrow_columns import ArrowTexts, texts_of
from anew.elements.tabular.packing import digest_of_values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from anew.elements.tabular.sheet import SheetColumn, Values
    from anew.protocol.messages import Json

    # The digest of a column, by its name, once changes are applied to it.
    Expected = Callable[[str], str | None]


class Passed(NamedTuple):
    """A table as a script passes it."""

    rows: int
    digests: Mapping[str, str]  # Of the values of each column, by its name.
    labels: tuple[str, ...] = ()  # The names of the columns that name the rows, if they do.


class Memory(NamedTuple):
    """What an editor remembers of its last run."""

    origin: str  # The digest of the first table of this line.
    rows: int
    digests: Mapping[str, str]
    ids: tuple[int, ...]  # Of the rows of that table, as runs.
    next_id: int
    first_id: int = 0  # Smaller ones belong to tables before this line.
    returned: Mapping[str, str] = {}  # The digests of the columns that were changed.
    # The changes that an author's took the place of, by the `renewals` of the record before.
    voided: Mapping[int, tuple[Any, ...]] = {}


class Start(NamedTuple):
    """How a run begins."""

    ids: RowIds
    next_id: int
    first_id: int
    has_changes: bool = False  # Whether the table may have the changes already.
    is_other: bool = False  # Whether it is another table: changes of the last one are void.


def begun(passed: Passed) -> Start:
    """How an editor begins that remembers nothing."""
    return Start(RowIds([(0, passed.rows)]), passed.rows, 0)


def continued(
    passed: Passed,
    memory: Memory,
    candidates: Collection[tuple[Edits, Expected]],
    *,
    is_fixed: bool,
    closed: Collection[str],
) -> Start:
    """How an editor goes on.

    Args:
        passed: The table now.
        memory: Of the last run.
        candidates: Changes that may have been applied since, with what the columns would be.
        is_fixed: Whether rows cannot be added or deleted: then changes stay by position.
        closed: The columns that nothing can be entered into; scripts compute them.
    """
    ids = RowIds.from_flat(memory.ids)
    start = Start(ids, memory.next_id, memory.first_id)
    if passed.rows == memory.rows and passed.digests == memory.digests:
        return start
    for edits, expected in candidates:
        later = ids_after(ids, edits)
        if _is_applied(passed, later.rows, edits, expected, closed):
            next_id = max([memory.next_id, *[id + 1 for id in edits.added]])
            return Start(later, next_id, memory.first_id, has_changes=True)
    if is_fixed:
        fresh = memory.next_id + GAP
        next_id = fresh + max(0, passed.rows - ids.rows)
        if passed.rows <= ids.rows:
            return start._replace(ids=ids.resized(passed.rows, 0))
        return Start(ids.resized(passed.rows, fresh), next_id, memory.first_id)
    if passed.rows == memory.rows and _same_index(passed, memory):
        return start
    first = memory.next_id + GAP  # A browser may be giving ids below it just now.
    return Start(RowIds([(first, passed.rows)]), first + passed.rows, first, is_other=True)


def ids_after(ids: RowIds, edits: Edits) -> RowIds:
    """The ids of the rows with the changes applied."""
    gone = set(edits.deleted)
    return ids.changed(
        edits.deleted, [id for id in edits.added if id not in ids and id not in gone]
    )


def touched(edits: Edits, names: Collection[str], closed: Collection[str]) -> list[str]:
    """The columns by which it is seen whether changes are applied."""
    own = [name for name in names if name in edits.columns]
    return own or [name for name in names if name not in closed]


def _is_applied(
    passed: Passed, rows: int, edits: Edits, expected: Expected, closed: Collection[str]
) -> bool:
    if edits == NONE or passed.rows != rows:
        return False
    names = touched(edits, passed.digests, closed)
    return bool(names) and all(expected(name) == passed.digests[name] for name in names)


def _same_index(passed: Passed, memory: Memory) -> bool:
    return all(memory.digests.get(name) == passed.digests[name] for name in passed.labels)


def applied(column: SheetColumn, name: str, ids: RowIds, edits: Edits) -> Values:
    """The values of a column with the changes applied.

    Args:
        column: As it was passed.
        name: What edits call it.
        ids: Of its rows.
        edits: Changes of cells in the form of this column.
    """
    values: list[Any] | array[float] = (
        array("d", column.values) if isinstance(column.values, array) else list(column.values)
    )
    values = _set(values, ids, edits.edited, name)
    gone = {place for id in edits.deleted if (place := ids.position(id)) is not None}
    if gone:
        left = [value for place, value in enumerate(values) if place not in gone]
        values = array("d", left) if isinstance(values, array) else left
    deleted = set(edits.deleted)
    new = [
        cells.get(name) for id, cells in edits.added.items() if id not in ids and id not in deleted
    ]
    values = _extended(values, new)
    if isinstance(column.values, ArrowTexts):
        return texts_of(values) or tuple(values)
    return values if isinstance(values, array) else tuple(values)


def _set(
    values: list[Any] | array[float], ids: RowIds, edited: Mapping[int, Cells], name: str
) -> list[Any] | array[float]:
    for id, cells in edited.items():
        place = ids.position(id)
        if place is None or name not in cells:
            continue
        if isinstance(values, array) and not _fits(cells[name]):
            values = _listed(values)
        values[place] = _number(cells[name]) if isinstance(values, array) else cells[name]
    return values


def _extended(values: list[Any] | array[float], new: list[Json]) -> list[Any] | array[float]:
    if isinstance(values, array) and all(map(_fits, new)):
        values.extend(map(_number, new))
        return values
    return [*(_listed(values) if isinstance(values, array) else values), *new]


def _listed(values: array[float]) -> list[Any]:
    return [None if math.isnan(value) else value for value in values]


def _fits(value: Json) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _number(value: Json) -> float:
    return math.nan if value is None else float(value)


def digest_after(column: SheetColumn, name: str, ids: RowIds, edits: Edits) -> str:
    """The digest of a column's values with the changes applied."""
    return digest_of_values(applied(column, name, ids, edits))
