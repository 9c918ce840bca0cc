"""A table as it is given to be edited: what is shown of it, and what may be entered where."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec

from anew.ambient.context import here
from anew.arguments import words_of
from anew.elements.editing.base import Base
from anew.elements.editing.changes import changes_of
from anew.elements.editing.continuing import Passed
from anew.elements.editing.edited import edits_of, memory_of
from anew.elements.editing.fields import KIND, closed_names, fields_of, names_of
from anew.elements.editing.giving import editable
from anew.elements.editing.giving_pandas import is_counting
from anew.elements.editing.natures import natures_of
from anew.elements.editing.row_ids import RowIds
from anew.elements.tabular import Sheet, sheet_of, with_index
from anew.elements.tabular.frames import is_of
from anew.elements.tabular.looks import ColumnLook, Option, chosen
from anew.elements.tabular.packing import digest_of_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from anew.attribute_dict import Derived
    from anew.elements.editing.changes import Changes
    from anew.elements.editing.natures import Nature
    from anew.elements.editing.rules import Field
    from anew.elements.tabular.looks import Chosen

NumRows: TypeAlias = Literal["fixed", "dynamic", "add", "delete"]
NUM_ROWS = words_of(NumRows)
MOST_OPTIONS = 1_000  # That are found in the cells of a column.


class Asked(NamedTuple):
    """What an author asks of a table, as the arguments of the command."""

    hide_index: bool | None
    column_order: Iterable[str] | None
    column_config: Mapping[Any, Any] | None
    disabled: bool | Iterable[str | int]
    num_rows: NumRows


class TableToEdit(NamedTuple):
    """A table, and all that an editor has to know of it."""

    source: Any  # As it was passed, if it can be read again.
    natures: tuple[Nature, ...]  # Of all its columns, in order.
    shown: Chosen
    fields: tuple[Field, ...]  # Of the columns that are shown.
    looks: tuple[ColumnLook, ...]  # One each, or none.
    base: Base
    digest: str  # Of what is shown.

    def changes(self, value: Derived) -> Changes:
        """What becomes of the table with an editor's value."""
        memory = memory_of(value)
        assert memory is not None
        ids = RowIds.from_flat(memory.ids)
        return changes_of(edits_of(value), ids, list(self.base.columns), self.natures)


def table_to_edit(data: object, asked: Asked) -> TableToEdit:
    """Take a table to be edited.

    Raises:
        ParameterError: It is not a table, or what is asked of it cannot be.
    """
    source = editable(KIND, data)
    sheet = sheet_of(KIND, source)
    natures = natures_of(source, sheet)
    sheet = _typed(sheet, natures)
    names = names_of(sheet)
    adds, deletes = asked.num_rows in ("dynamic", "add"), asked.num_rows in ("dynamic", "delete")
    counts = _counts(source)
    hides = _hides_index(sheet, asked.hide_index, adds=adds, counts=counts)
    shown = chosen(KIND, with_index(sheet, hides), asked.column_order, asked.column_config)
    digests = {
        name: digest_of_values(column.values)
        for name, column in zip(names, sheet.columns, strict=True)
    }
    enterable = {
        name: nature
        for name, nature, column in zip(names, natures, sheet.columns, strict=True)
        if not (column.is_index and counts)
    }
    fields = fields_of(shown, enterable, closed_names(asked.disabled, sheet), adds=adds)
    base = Base(
        passed=Passed(sheet.rows, digests, _index_names(sheet, names, counts=counts)),
        columns=dict(zip(names, sheet.columns, strict=True)),
        fields=dict(zip(names_of(shown.sheet), fields, strict=True)),
        origin=_combined([*digests.items()]),
        adds=adds,
        deletes=deletes,
    )
    digest = _combined(
        [
            (column.name, column.kind, column.is_index, sheet.rows, digests.get(name, ""))
            for name, column in zip(names_of(shown.sheet), shown.sheet.columns, strict=True)
        ]
    )
    return TableToEdit(source, natures, shown, fields, _looks(shown, fields), base, digest)


def _typed(sheet: Sheet, natures: Sequence[Nature]) -> Sheet:
    """The sheet, whose columns without values are of the kind that their dtype tells."""
    columns = [
        column
        if nature.kind is None or any(value is not None for value in column.values[:1])
        else column._replace(kind=nature.kind)
        for column, nature in zip(sheet.columns, natures, strict=True)
    ]
    return sheet._replace(columns=tuple(columns))


def _counts(source: Any) -> bool:
    """Whether the index of a table of pandas only counts its rows."""
    has_index = is_of(source, "pandas", "DataFrame") or is_of(source, "pandas", "Series")
    return has_index and is_counting(source.index)


def _hides_index(sheet: Sheet, wished: bool | None, *, adds: bool, counts: bool) -> bool | None:
    """Whether the index is hidden: not if a new row needs a name in it."""
    if not adds or not any(column.is_index for column in sheet.columns):
        return wished
    if wished and not counts:
        here().run.tell_once(
            f"{KIND}: hide_index=True is without effect where rows can be added and the index "
            f"does not just count: a new row needs a name in it."
        )
        return False
    return counts if wished is None else wished


def _index_names(sheet: Sheet, names: Sequence[str], *, counts: bool) -> tuple[str, ...]:
    if counts:
        return ()
    return tuple([name for name, one in zip(names, sheet.columns, strict=True) if one.is_index])


def _looks(shown: Chosen, fields: Sequence[Field]) -> tuple[ColumnLook, ...]:
    """How the columns look, with the options that are known of their dtypes or in their cells."""
    looks = list(shown.looks or [ColumnLook()] * len(fields))
    for at, (field, column) in enumerate(zip(fields, shown.sheet.columns, strict=True)):
        options = field.options
        if field.rule.takes == "multiselect" and not options:
            found = dict.fromkeys(str(one) for value in column.values for one in value or ())  # type: ignore[union-attr]
            options = tuple(map(Option, list(found)[:MOST_OPTIONS]))
        if field.rule.takes in ("selectbox", "multiselect") and options != looks[at].options:
            looks[at] = msgspec.structs.replace(looks[at], options=options)
    return tuple(looks) if any(look != ColumnLook() for look in looks) else ()


def _combined(parts: Sequence[object]) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=20).hexdigest()
