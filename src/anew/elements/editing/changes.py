"""Changes of a table in terms of Python: positions and values, for whoever applies them to data."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.elements.editing.natures import in_microseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.editing.edits import Edits
    from anew.elements.editing.natures import Nature
    from anew.elements.editing.row_ids import RowIds
    from anew.protocol.messages import Json


class Change(NamedTuple):
    """What one column becomes: cells by position, and the values of rows at the end."""

    cells: dict[int, Any]
    added: list[Any]


class Changes(NamedTuple):
    """What becomes of a table."""

    columns: tuple[Change, ...]  # One per column, with those of the index first.
    kept: list[int] | None  # The positions of the rows that stay; None for all.
    added: int  # How many rows are added.


def changes_of(
    edits: Edits, ids: RowIds, names: Sequence[str], natures: Sequence[Nature]
) -> Changes:
    """The changes of a table.

    Args:
        edits: With ids, and values as in a sheet.
        ids: Of the table's rows.
        names: What the edits call its columns.
        natures: Of its columns.
    """
    deleted = set(edits.deleted)
    gone = {place for id in deleted if (place := ids.position(id)) is not None}
    edited = [
        (place, cells)
        for id, cells in edits.edited.items()
        if (place := ids.position(id)) is not None
    ]
    new = [cells for id, cells in edits.added.items() if id not in ids and id not in deleted]
    columns = []
    for name, nature in zip(names, natures, strict=True):
        cells = {place: python_of(row[name], nature) for place, row in edited if name in row}
        columns.append(Change(cells, [python_of(row.get(name), nature) for row in new]))
    kept = [place for place in range(ids.rows) if place not in gone] if gone else None
    return Changes(tuple(columns), kept, len(new))


def python_of(value: Json, nature: Nature) -> Any:
    """A cell of a sheet as a value of Python's own."""
    if value is None:
        return None
    match nature.kind:
        case "date":
            return date.fromisoformat(value)
        case "datetime":
            moment = datetime.fromisoformat(in_microseconds(value))
            zone = nature.zone
            return moment if zone is None else moment.astimezone(zone)
        case "time":
            return time.fromisoformat(value)
        case "duration":
            return timedelta(seconds=value)
        case "integer":
            return int(value)
        case "number":
            return Decimal(value) if nature.is_decimal else float(value)
        case "list":
            return list(value)
    return value
