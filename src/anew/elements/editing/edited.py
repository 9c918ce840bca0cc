"""The value of an editor: what an author reads of it, and what it is made of.

An author reads positions in the table as it was passed: `edited_rows`, `added_rows`, `deleted_rows`.
What counts are the ids of the rows. Both are one object, which the state keeps and stores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from anew.attribute_dict import Derived
from anew.elements.editing.continuing import Memory
from anew.elements.editing.edits import NONE, Cells, Edits
from anew.elements.editing.rules import NotAllowedError
from anew.elements.tabular.sheet import cell
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from anew.elements.editing.row_ids import RowIds
    from anew.elements.editing.rules import Field

PARTS = ("edited_rows", "added_rows", "deleted_rows")


def as_value(
    edits: Edits,
    ids: RowIds,
    memory: Memory | None,
    last: Edits | None = None,
    *,
    heard: int = 0,
) -> Derived:
    """The value of an editor.

    Args:
        edits: The changes.
        ids: Of the rows of the table that was passed.
        memory: Of the last run.
        last: The changes of the last run, if these are others.
        heard: The number of the browser's message that it came with last.
    """
    gone = set(edits.deleted)
    edited = sorted(
        [
            (place, cells)
            for id, cells in edits.edited.items()
            if id not in gone and (place := ids.position(id)) is not None
        ],
        key=lambda pair: pair[0],
    )
    new = [dict(cells) for id, cells in edits.added.items() if id not in ids and id not in gone]
    places = [place for id in edits.deleted if (place := ids.position(id)) is not None]
    return Derived(
        {
            "edited_rows": {place: dict(cells) for place, cells in edited},
            "added_rows": new,
            "deleted_rows": sorted(places),
        },
        {
            "edits": tuple(edits),
            "last": None if last is None else tuple(last),
            "memory": None if memory is None else tuple(memory),
            "heard": heard,
        },
    )


def edits_of(value: Derived) -> Edits:
    """The changes that a value is made of."""
    return Edits(*value.source.get("edits", NONE))


def last_of(value: Derived) -> Edits:
    """The changes of the last run."""
    last = value.source.get("last")
    return edits_of(value) if last is None else Edits(*last)


def heard_of(value: object) -> int:
    """The number of the browser's message that a value came with last; 0 for none."""
    heard: int = value.source.get("heard", 0) if isinstance(value, Derived) else 0
    return heard


def memory_of(value: Derived) -> Memory | None:
    """What an editor remembers with a value; None if nothing."""
    memory = value.source.get("memory")
    return None if memory is None else Memory(*memory)


def is_state(value: object) -> bool:
    """Whether an author has written changes in the documented form."""
    return isinstance(value, Mapping) and set(value) <= set(PARTS)


def edits_written(
    value: Mapping[str, Any], ids: RowIds, next_id: int, fields: Mapping[str, Field]
) -> Edits:
    """The changes that an author has written in the documented form, with positions.

    Raises:
        ParameterError: They are not such, or of other rows and columns than the table has.
    """
    edited, added, deleted = [value.get(part) or () for part in PARTS]
    if not isinstance(edited, Mapping | tuple) or isinstance(added, str | Mapping):
        raise _wrong(value)
    if not isinstance(added, Sequence) or not isinstance(deleted, Sequence):
        raise _wrong(value)
    return Edits(
        {
            ids.at(_position(place, ids)): _cells(cells, fields)
            for place, cells in (edited.items() if isinstance(edited, Mapping) else ())
        },
        {next_id + at: _cells(cells, fields) for at, cells in enumerate(added)},
        tuple(dict.fromkeys([ids.at(_position(place, ids)) for place in deleted])),
    )


def _position(place: object, ids: RowIds) -> int:
    if isinstance(place, str) and place.isdecimal():  # From JSON, whose keys are text.
        place = int(place)
    if isinstance(place, int) and not isinstance(place, bool) and 0 <= place < ids.rows:
        return place
    raise InvalidParameterValueError(
        f"data_editor: its value in st.session_state names the row {place!r}, but the rows are "
        f"0 to {ids.rows - 1}."
    )


def _cells(cells: object, fields: Mapping[str, Field]) -> Cells:
    if not isinstance(cells, Mapping):
        raise _wrong(cells)
    return {str(name): entered(str(name), value, fields) for name, value in cells.items()}


def entered(name: str, value: object, fields: Mapping[str, Field]) -> Any:
    """A cell as an author sets it, in the form of its column."""
    field = fields.get(name)
    if field is None:
        raise InvalidParameterValueError(
            f"data_editor: its value in st.session_state names the column {name!r}. The columns "
            f"are {', '.join(map(repr, fields))}."
        )
    try:
        return field.entered(cell(value)[1])
    except NotAllowedError as error:
        raise InvalidParameterValueError(
            f"data_editor: its value in st.session_state has {value!r} in the column {name!r}. "
            f"{error}"
        ) from None


def _wrong(value: object) -> InvalidParameterTypeError:
    return InvalidParameterTypeError(
        f"data_editor: its value in st.session_state is {value!r}. Set such as {{'edited_rows': "
        f"{{0: {{'a': 1}}}}, 'added_rows': [{{'a': 2}}], 'deleted_rows': [3]}}, the edited table, "
        f"or None for no changes."
    )
