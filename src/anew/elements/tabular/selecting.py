"""What a user has selected in a table: rows, columns and cells, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec

from anew.arguments import one_of, words_of
from anew.attribute_dict import AttributeDict
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.learned import learned
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

TableSelectionMode: TypeAlias = Literal[
    "single-row",
    "single-row-required",
    "multi-row",
    "single-column",
    "multi-column",
    "single-cell",
    "multi-cell",
]
MODES = words_of(TableSelectionMode)
MOST_CELLS = 10_000  # That a browser reports.


@learned
class Sent(msgspec.Struct, frozen=True):
    """A selection as a browser sends it."""

    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()


@learned
class SentText(msgspec.Struct, frozen=True):
    """A large selection, which is sent as text: a million rows that follow each other are one span."""

    spans: tuple[tuple[int, int], ...] = ()  # Of rows: the first, and the one after the last.
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()


class Domain(NamedTuple):
    """What can be selected in a table."""

    modes: tuple[str, ...]
    rows: int
    names: frozenset[str]  # There may be thousands, and a browser may name as many.


def checked_modes(kind: str, given: object) -> tuple[TableSelectionMode, ...]:
    """The modes that an author asks for; of rows, columns and cells one each at most."""
    listed = (given,) if isinstance(given, str) else given
    if not isinstance(listed, Iterable):
        raise InvalidParameterTypeError(
            f"{kind}: selection_mode={given!r} is neither a mode nor a list of modes."
        )
    found: tuple[Any, ...] = tuple(dict.fromkeys(listed))
    for mode in found:
        one_of(kind, "selection_mode", mode, MODES)
    for part in ("row", "column", "cell"):
        own = [mode for mode in found if part in mode.split("-")]
        if len(own) > 1:
            raise InvalidParameterValueError(
                f"{kind}: selection_mode={given!r} has both {own[0]!r} and {own[1]!r}. Pass one "
                f"of them."
            )
    return tuple(sorted(found))


def sent_selection(raw: Json, domain: Domain) -> AttributeDict:
    """What a browser reports as selected, or `Refused`."""
    try:
        sent = _of_text(raw, domain) if isinstance(raw, str) else msgspec.convert(raw, Sent)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise Refused("This is not a selection of rows, columns and cells.") from None
    if len(sent.cells) > MOST_CELLS or sent != within(sent, domain):
        raise Refused("This cannot be selected in this table.")
    return as_value(sent)


def _of_text(raw: str, domain: Domain) -> Sent:
    sent = msgspec.json.decode(raw, type=SentText)
    end = 0
    for start, after in sent.spans:
        if not end <= start < after <= domain.rows:  # So there are not more rows than in the table.
            raise Refused("This is not a selection of rows, columns and cells.")
        end = after
    rows = tuple([row for span in sent.spans for row in range(*span)])
    return Sent(rows, sent.columns, sent.cells)


def given_selection(kind: str, value: Any, domain: Domain) -> AttributeDict:
    """A selection as an author gives it; what the table does not have is left out."""
    chosen = value.get("selection") if isinstance(value, Mapping) else None
    if not isinstance(chosen, Mapping) or not set(chosen) <= {"rows", "columns", "cells"}:
        raise InvalidParameterTypeError(
            f"{kind}: {value!r} is not a selection. Pass such as "
            f"{{'selection': {{'rows': [0], 'columns': ['a'], 'cells': [(0, 'a')]}}}}."
        )
    try:
        sent = msgspec.convert(
            {name: list(part or ()) for name, part in chosen.items()}, Sent, strict=True
        )
    except (msgspec.ValidationError, TypeError) as error:
        raise InvalidParameterTypeError(f"{kind}: {value!r} is not a selection: {error}.") from None
    return as_value(within(sent, domain))


def within(sent: Sent, domain: Domain) -> Sent:
    """What of a selection its table can have, in order and without doubles."""
    modes, rows, names = domain
    own_rows = sorted({row for row in sent.rows if 0 <= row < rows})
    own_columns = tuple(dict.fromkeys(name for name in sent.columns if name in names))
    own_cells = tuple(
        dict.fromkeys(cell for cell in sent.cells if 0 <= cell[0] < rows and cell[1] in names)
    )
    if "single-row-required" in modes and not own_rows and rows:
        own_rows = [0]
    return Sent(
        tuple(own_rows[: _most(modes, "row")]),
        own_columns[: _most(modes, "column")],
        own_cells[: _most(modes, "cell")],
    )


def as_value(sent: Sent) -> AttributeDict:
    """As authors get it: a dict of lists, with attributes; always a new one."""
    chosen = AttributeDict(rows=list(sent.rows), columns=list(sent.columns), cells=list(sent.cells))
    return AttributeDict(selection=chosen)


def as_sent(value: AttributeDict) -> Sent:
    """The inverse of `as_value`."""
    chosen = value["selection"]
    return Sent(tuple(chosen["rows"]), tuple(chosen["columns"]), tuple(map(tuple, chosen["cells"])))


def _most(modes: tuple[str, ...], part: str) -> int | None:
    """How many can be selected; None for any number."""
    if f"multi-{part}" in modes:
        return None
    return int(any(mode.startswith(f"single-{part}") for mode in modes))
