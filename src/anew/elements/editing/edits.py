"""What a user has changed in a table: cells, added rows, deleted rows, each named by ids. Pure.

A browser sends all changes that it knows each time, also those that the table has meanwhile. That does
no harm, because applying them again changes nothing: a cell is set to a value; a row that is gone is
not deleted again; the cells of an added row that is there already are set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.elements.editing.rules import NotAllowedError
from anew.learned import learned
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from anew.elements.editing.row_ids import RowIds
    from anew.elements.editing.rules import Field
    from anew.protocol.messages import Json

MOST_CELLS = 500_000  # That are changed, in all.
LARGEST = 2**53 - 1  # Of ids.

Cells = dict[str, Any]  # Values by the column's name.


class Edits(NamedTuple):
    """Changes of a table. They are never changed themselves."""

    edited: Mapping[int, Cells] = {}  # By row; also of rows that are deleted, which may come back.
    added: Mapping[int, Cells] = {}  # In order.
    deleted: tuple[int, ...] = ()

    @property
    def columns(self) -> set[str]:
        """The names of the columns that something was entered into."""
        cells = [*self.edited.values(), *self.added.values()]
        return {name for row in cells for name, value in row.items()}

    @property
    def highest_id(self) -> int:
        """The highest id that a row was given, so that no other row is; -1 for none."""
        return max([-1, *self.edited, *self.added, *self.deleted])

    @property
    def cells(self) -> int:
        return sum(map(len, [*self.edited.values(), *self.added.values()]))


NONE = Edits()


@learned
class Sent(msgspec.Struct, frozen=True):
    """Changes as a browser sends them."""

    edited: dict[int, dict[str, Any]] = {}
    added: list[tuple[int, dict[str, Any]]] = []
    deleted: list[int] = []
    after: int = 0  # The `renewals` of the record that they follow.
    n: int = 0  # The browser numbers what it sends.


_decoder = msgspec.json.Decoder(Sent)


class Message(NamedTuple):
    """What a browser reports, not checked by any rules."""

    edits: Edits
    after: int
    n: int


def sent_edits(raw: Json) -> Message:
    """What a browser reports, or `Refused`."""
    if raw == "":
        return Message(NONE, -1, 0)
    if not isinstance(raw, str):
        raise Refused("This is not the text of changes of a table.")
    try:
        sent = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        raise Refused("This does not say what was changed in a table.") from None
    edits = Edits(sent.edited, dict(sent.added), tuple(dict.fromkeys(sent.deleted)))
    if edits.cells + len(edits.added) + len(edits.deleted) > MOST_CELLS:
        raise Refused(f"More than {MOST_CELLS} cells were changed at once.")
    if not 0 <= sent.n <= LARGEST:
        raise Refused("This is not the number of a message.")
    return Message(edits, sent.after, sent.n)


def text_of(edits: Edits) -> str:
    """Changes as they are sent; "" for none."""
    if edits == NONE:
        return ""
    parts: dict[str, object] = {}
    if edits.edited:
        parts["edited"] = {str(id): cells for id, cells in edits.edited.items()}
    if edits.added:
        parts["added"] = list(edits.added.items())
    if edits.deleted:
        parts["deleted"] = edits.deleted
    return msgspec.json.encode(parts).decode()


class Limits(NamedTuple):
    """What a user can change."""

    fields: Mapping[str, Field]  # By the column's name.
    ids: RowIds
    first_id: int  # Smaller ids are of tables before this one.
    last_id: int
    adds: bool
    deletes: bool


def allowed(sent: Edits, limits: Limits, before: Edits) -> Edits:
    """What of the changes a user can have made.

    The rest is left out, cell by cell, because it may come from a table that has looked otherwise
    until now: the edits with it count. What was allowed before is so still.
    """
    edited = {
        id: cells
        for id, row in sent.edited.items()
        if limits.first_id <= id <= limits.last_id
        and (cells := _cells(row, limits, before.edited.get(id, {})))
    }
    added = {
        id: whole
        for id, row in sent.added.items()
        if (whole := _row(id, row, limits, before)) is not None
    }
    return Edits(edited, added, tuple([id for id in sent.deleted if _may_go(id, sent, limits)]))


def _cells(row: Cells, limits: Limits, before: Cells) -> Cells:
    """The cells of a row that may have been changed so."""
    found: Cells = {}
    for name, value in row.items():
        field = limits.fields.get(name)
        if field is None:
            continue
        if name in before and _is_same(before[name], value):
            found[name] = value
        elif field.is_open and not field.lacks(value):
            try:
                found[name] = field.entered(value)
            except NotAllowedError:
                continue
    return found


def _row(id: int, row: Cells, limits: Limits, before: Edits) -> Cells | None:
    """An added row, or None if it cannot be there."""
    if not limits.first_id <= id <= limits.last_id:
        return None
    cells = _cells(row, limits, before.added.get(id, {}))
    if id in limits.ids:  # The table has got it meanwhile.
        return cells
    if not limits.adds and not limits.deletes:  # One that was deleted may come back.
        return None
    for name, field in limits.fields.items():
        if field.is_open and field.lacks(cells.get(name)):
            return None
        if not field.is_open and field.rule.default is not None:
            cells[name] = field.rule.default
    return cells


def _may_go(id: int, sent: Edits, limits: Limits) -> bool:
    is_own = id in sent.added and limits.adds  # A row that was added may always go again.
    return limits.first_id <= id <= limits.last_id and (limits.deletes or is_own)


def rebased(
    edits: Edits,
    ids: RowIds,
    names: Collection[str],
    cell_at: Callable[[str, int], Json] | None = None,
) -> Edits:
    """The changes that are left for a table.

    Args:
        edits: The changes.
        ids: Of the table's rows.
        names: Of its columns.
        cell_at: If the table may have the changes already: the value at a column and a position.
            What is there already is left out.
    """
    edited: dict[int, Cells] = {}
    for id, cells in [*edits.edited.items(), *edits.added.items()]:
        place = ids.position(id)
        if place is None:
            continue
        left = {
            name: value
            for name, value in cells.items()
            if name in names and (cell_at is None or not _is_same(cell_at(name, place), value))
        }
        if left:
            edited[id] = {**edited.get(id, {}), **left}
    gone = set(edits.deleted)
    added = {
        id: {name: value for name, value in cells.items() if name in names}
        for id, cells in edits.added.items()
        if id not in ids and id not in gone
    }
    return Edits(edited, added, tuple([id for id in edits.deleted if id in ids]))


def without(edits: Edits, applied: Edits) -> Edits:
    """The changes that are not among those that were applied."""
    return Edits(
        {
            id: left
            for id, cells in edits.edited.items()
            if (left := _other(cells, applied.edited.get(id, {})))
        },
        {
            id: cells
            for id, cells in edits.added.items()
            if id not in applied.added or _other(cells, applied.added[id])
        },
        tuple([id for id in edits.deleted if id not in set(applied.deleted)]),
    )


def over(below: Edits, above: Edits) -> Edits:
    """Both changes, those above last."""
    edited = {**below.edited}
    for id, cells in above.edited.items():
        edited[id] = {**edited.get(id, {}), **cells}
    return Edits(
        edited,
        {**below.added, **above.added},
        tuple(dict.fromkeys([*below.deleted, *above.deleted])),
    )


def _other(cells: Cells, applied: Cells) -> Cells:
    return {
        name: value
        for name, value in cells.items()
        if name not in applied or not _is_same(applied[name], value)
    }


def _is_same(one: Json, other: Json) -> bool:
    """Whether two cells are equal; True is not 1 here."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
