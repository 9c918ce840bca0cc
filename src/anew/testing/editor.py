"""Tables to edit, as a test sees them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Self

from anew.attribute_dict import Derived
from anew.elements.data_editor import DataEditor
from anew.elements.editing.continuing import ids_after
from anew.elements.editing.edited import edits_of
from anew.elements.editing.giving import given_back
from anew.elements.tabular import cell, sheet_of
from anew.errors import AppTestError
from anew.state.memory import ABSENT
from anew.testing.shown import ShownWidget
from anew.testing.tables import as_frame, columns_of

if TYPE_CHECKING:
    from anew.elements.editing.row_ids import RowIds


class ShownDataEditor(ShownWidget[Any]):
    """A table to edit. Its value is the edited table: a DataFrame if pandas is imported.

    Rows are named by their positions in it. What is done to it is sent at the next `run`.
    """

    @property
    def value(self) -> Any:
        """The table with what was entered, also if it was not sent yet."""
        made = self._editor.content.made_of
        if made is None:
            raise AppTestError(f"{self!r} has no value here.")
        table: Any = made.data
        edited = given_back(table.source, table.source, table.changes(self._state))
        sheet = sheet_of("data_editor", edited)
        pandas = sys.modules.get("pandas")
        return columns_of(sheet) if pandas is None else as_frame(edited, sheet, pandas)

    @property
    def edits(self) -> Derived:
        """What was changed, as `st.session_state` has it."""
        return self._state

    def edit(self, row: int, column: str, value: object) -> Self:
        """Enter a value into a cell; None empties it.

        Args:
            row: The row's position in the table as it is shown.
            column: The column's name; "_index" for an index without a name.
            value: The new value.

        Raises:
            AppTestError: A user could not enter that there.
        """
        id, raw = self._id_at(row), cell(value)[1]
        changed = self._changed
        part = "added" if str(id) in changed["added"] else "edited"
        changed[part].setdefault(str(id), {})[column] = raw
        self._enter(changed)
        edits = edits_of(self._state)
        cells = edits.added.get(id) or edits.edited.get(id) or {}
        if column not in cells:
            raise AppTestError(
                f"{value!r} cannot be entered into the column {column!r} of {self!r}."
            )
        return self

    def add_row(self, **cells: object) -> Self:
        """Add a row at the end.

        Args:
            cells: Values by column; the others have their defaults.

        Raises:
            AppTestError: A user could not add that row.
        """
        changed = self._changed
        id = max([self._editor.next_id - 1, *map(int, changed["added"])]) + 1
        names = self._editor.ids.base.fields
        row = {name: field.rule.default for name, field in names.items() if field.rule.default}
        row.update({name: cell(value)[1] for name, value in cells.items()})
        changed["added"][str(id)] = row
        self._enter(changed)
        added = edits_of(self._state).added.get(id)
        if added is None or not set(cells) <= set(added):
            raise AppTestError(f"The row {cells!r} cannot be added to {self!r}.")
        return self

    def delete_rows(self, *rows: int) -> Self:
        """Delete rows.

        Args:
            rows: Their positions in the table as it is shown.

        Raises:
            AppTestError: A user could not delete them.
        """
        changed = self._changed
        ids = [self._id_at(row) for row in rows]
        changed["deleted"] += ids
        self._enter(changed)
        if not set(ids) <= set(edits_of(self._state).deleted):
            raise AppTestError(f"Rows of {self!r} cannot be deleted.")
        return self

    @property
    def _editor(self) -> DataEditor:
        record = self.record
        assert isinstance(record, DataEditor)
        return record

    @property
    def _state(self) -> Derived:
        state = ShownWidget.value.fget(self)  # type: ignore[attr-defined]
        assert isinstance(state, Derived)
        return state

    @property
    def _changed(self) -> dict[str, Any]:
        """What a browser would send, to be changed: rows by their ids as text."""
        raw = self._screen.entered(self._editor.id, ABSENT)
        sent: dict[str, Any] = json.loads((self._editor.value if raw is ABSENT else raw) or "{}")
        added = {str(id): cells for id, cells in sent.get("added", [])}
        return {
            "edited": sent.get("edited", {}),
            "added": added,
            "deleted": sent.get("deleted", []),
        }

    def _enter(self, changed: dict[str, Any]) -> None:
        editor = self._usable()
        raw = json.dumps(
            {
                **changed,
                "added": [(int(id), cells) for id, cells in changed["added"].items()],
                "after": editor.renewals,
            }
        )
        editor.decode(raw)
        self._screen.enter(editor.id, raw)

    def _ids(self) -> RowIds:
        return ids_after(self._editor.ids.ids, edits_of(self._state))

    def _id_at(self, row: int) -> int:
        ids = self._ids()
        if not 0 <= row < ids.rows:
            raise AppTestError(f"{self!r} has no row {row}: it has {ids.rows}.")
        return ids.at(row)
