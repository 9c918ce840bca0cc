"""What an editor does with a value: takes it over from the state, and from a browser. Pure.

A run begins with `Base`, which knows the table that was passed and what may be entered. `accepted`
brings a value from the state to that table. What a browser sends next is read by `received`, with the
base that the tab has seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anew.attribute_dict import Derived
from anew.elements.editing.continuing import (
    Memory,
    Passed,
    Start,
    begun,
    continued,
    digest_after,
    touched,
)
from anew.elements.editing.edited import (
    as_value,
    edits_of,
    edits_written,
    entered,
    heard_of,
    is_state,
    last_of,
    memory_of,
)
from anew.elements.editing.edits import (
    NONE,
    Edits,
    Limits,
    allowed,
    over,
    rebased,
    sent_edits,
    without,
)
from anew.elements.editing.fields import names_of
from anew.elements.editing.row_ids import GAP, RowIds
from anew.elements.tabular import sheet_of
from anew.errors import InvalidParameterValueError
from anew.protocol.messages import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.elements.editing.rules import Field
    from anew.elements.tabular.sheet import Sheet, SheetColumn
    from anew.protocol.messages import Json


MOST_VOIDED = 10  # Resets that a browser may not have been told of when it sends more.


class Base(NamedTuple):
    """A table that is edited, as a run has it."""

    passed: Passed = Passed(0, {})
    columns: Mapping[str, SheetColumn] = {}  # All, by name.
    fields: Mapping[str, Field] = {}  # Those that are shown, by the column's name.
    origin: str = ""
    adds: bool = False
    deletes: bool = False
    memory: Memory | None = None  # Of this run, once it has begun.
    edits: Edits = NONE  # The changes that this run applies.
    heard: int = 0  # The number of the browser's last message.

    @property
    def closed(self) -> frozenset[str]:
        """The columns that nothing can be entered into."""
        return frozenset(
            [
                name
                for name in self.columns
                if name not in self.fields or not self.fields[name].is_open
            ]
        )


class Rows(Wire):
    """The ids of the rows, as runs: start, count, start, count …; () for 0 to their number.

    What the server alone has to know of the table is kept with them.
    """

    __slots__ = ("base", "ids")

    def __init__(self, ids: RowIds | None = None, base: Base | None = None) -> None:
        self.ids = ids or RowIds()
        self.base = base or Base()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(self.ids)

    def __repr__(self) -> str:
        return str(list(self.to_wire()))

    def to_wire(self) -> tuple[int, ...]:
        flat = self.ids.flat
        return () if len(flat) == 2 and flat[0] == 0 else flat


def received(raw: Json, rows: Rows, renewals: int) -> Derived:
    """The value that a browser has sent, or `Refused`.

    Args:
        raw: What it sent.
        rows: Of the table that the tab may have seen.
        renewals: Of the record: earlier changes were voided by the author.
    """
    ids, base = rows.ids, rows.base
    sent, after, heard = sent_edits(raw)
    if raw and after != renewals:
        voided = None if base.memory is None else base.memory.voided.get(after)
        for old in voided or ():
            sent = without(sent, Edits(*old))
        sent = base.edits if voided is None else over(base.edits, sent)
    memory = base.memory
    first, next_id = (0, ids.rows) if memory is None else (memory.first_id, memory.next_id)
    limits = Limits(base.fields, ids, first, next_id + GAP, base.adds, base.deletes)
    edits = allowed(sent, limits, base.edits)
    return as_value(edits, ids, memory, base.edits, heard=max(heard, base.heard))


def at_first(base: Base) -> Derived:
    """The value of an editor that nothing was changed in."""
    start = begun(base.passed)
    return as_value(NONE, start.ids, _remembered(base, start, NONE, None), heard=base.heard)


def accepted(base: Base, value: object, before: Base | None, renewals: int = 0) -> Derived:
    """A value from the state, for the table of this run.

    Args:
        base: The table of this run.
        value: As the state has it.
        before: The table of the last run, if that is still known.
        renewals: Of the record of that run.

    Raises:
        ParameterError: The author has set what is no change of this table.
    """
    if isinstance(value, Derived) and "edits" in value.source:
        memory, edits = memory_of(value), edits_of(value)
        start = _started(base, memory, _candidates(memory, edits, last_of(value), before))
        start = start._replace(next_id=max(start.next_id, edits.highest_id + 1))
        cell_at = base_cell(base) if start.has_changes else None
        left = NONE if start.is_other else rebased(edits, start.ids, base.columns, cell_at)
        voided = {} if memory is None else dict(memory.voided)
    else:
        memory = None if before is None else before.memory
        last = NONE if before is None else before.edits
        start = _started(base, memory, _candidates(memory, last, last, before))
        left = _written(base, value, start)
        earlier = [] if memory is None else [*memory.voided.items()][1 - MOST_VOIDED :]
        # A message that follows an earlier reset may also say what came since.
        voided = {at: (*old, tuple(last)) for at, old in earlier}
        voided[renewals] = (tuple(last),)
    heard = heard_of(value) if isinstance(value, Derived) else base.heard
    return as_value(left, start.ids, _remembered(base, start, left, memory, voided), heard=heard)


def goes_on(base: Base, value: Derived, before: Base) -> bool:
    """Whether the table of this run is the one of the last run, or what that returned."""
    memory = memory_of(value)
    if memory is None:
        return False
    if base.passed.rows == memory.rows and base.passed.digests == memory.digests:
        return True
    candidates = _candidates(memory, edits_of(value), last_of(value), before)
    start = continued(base.passed, memory, candidates, is_fixed=False, closed=base.closed)
    return start.has_changes


def base_cell(base: Base) -> Callable[[str, int], Json]:
    """Reads a cell of the table."""

    def cell_at(name: str, place: int) -> Json:
        column = base.columns[name]
        value: Any = column.values[place]
        if isinstance(value, float) and column.kind in {"integer", "number"}:
            return None if value != value else value  # noqa: PLR0124  # NaN
        return value

    return cell_at


def _started(base: Base, memory: Memory | None, candidates: Any) -> Start:
    if memory is None:
        return begun(base.passed)
    is_fixed = not base.adds and not base.deletes
    return continued(base.passed, memory, candidates, is_fixed=is_fixed, closed=base.closed)


def _candidates(
    memory: Memory | None, edits: Edits, last: Edits, before: Base | None
) -> list[tuple[Edits, Callable[[str], str | None]]]:
    """What may have been applied to the table: what the last run returned, or what came since.

    The latter is so where a callback has done it.
    """
    if memory is None:
        return []
    found: list[tuple[Edits, Callable[[str], str | None]]] = [(last, memory.returned.get)]
    if before is not None and edits != last:
        columns, ids = before.columns, RowIds.from_flat(memory.ids)

        def expected(name: str) -> str | None:
            column = columns.get(name)
            return None if column is None else digest_after(column, name, ids, edits)

        found.append((edits, expected))
    return found


def _remembered(
    base: Base,
    start: Start,
    edits: Edits,
    before: Memory | None,
    voided: Mapping[int, tuple[Any, ...]] | None = None,
) -> Memory:
    ids, passed = start.ids, base.passed
    own = [] if edits == NONE else touched(edits, list(base.columns), base.closed)
    return Memory(
        origin=base.origin,
        rows=passed.rows,
        digests=dict(passed.digests),
        ids=ids.flat,
        next_id=max(start.next_id, edits.highest_id + 1),
        first_id=start.first_id,
        returned={name: digest_after(base.columns[name], name, ids, edits) for name in own},
        voided=voided or {},
    )


def _written(base: Base, value: object, start: Start) -> Edits:
    """The changes that an author has set: in the documented form, as a table, or none."""
    if value is None:
        return NONE
    if is_state(value):
        return edits_written(value, start.ids, start.next_id, base.fields)  # type: ignore[arg-type]
    return _between(base, sheet_of("data_editor", value), start)


def _between(base: Base, table: Sheet, start: Start) -> Edits:
    """The changes that make of the table what an author has set instead."""
    fields = {name: field for name, field in base.fields.items() if field.rule.takes}
    columns = dict(zip(names_of(table), [column.listed() for column in table.columns], strict=True))
    if missing := [name for name in fields if name not in columns]:
        raise InvalidParameterValueError(
            f"data_editor: the table that st.session_state sets has no column {missing[0]!r}. Set "
            f"one with the columns {', '.join(map(repr, fields))}."
        )
    cell_at = base_cell(base)

    def row(place: int, *, is_new: bool) -> dict[str, Json]:
        return {
            name: entered(name, columns[name][place], fields)
            for name in fields
            if is_new or cell_at(name, place) != columns[name][place]
        }

    both = min(table.rows, start.ids.rows)
    edited = {start.ids.at(place): row(place, is_new=False) for place in range(both)}
    return Edits(
        {id: cells for id, cells in edited.items() if cells},
        {
            start.next_id + place - both: row(place, is_new=True)
            for place in range(both, table.rows)
        },
        tuple([start.ids.at(place) for place in range(both, start.ids.rows)]),
    )
