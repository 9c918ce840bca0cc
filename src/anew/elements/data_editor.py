"""A table whose cells can be edited, with rows that can be added and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from msgspec.structs import replace

from anew.ambient.context import here
from anew.arguments import one_of, shown_text
from anew.attribute_dict import Derived
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.editing.base import Rows, accepted, at_first, goes_on, received
from anew.elements.editing.edited import edits_of, heard_of, memory_of
from anew.elements.editing.edits import text_of
from anew.elements.editing.giving import given_back
from anew.elements.editing.row_ids import RowIds
from anew.elements.editing.rules import ColumnRule  # noqa: TC001  # msgspec reads it
from anew.elements.editing.to_edit import NUM_ROWS, Asked, NumRows, TableToEdit, table_to_edit
from anew.elements.placing import WidgetOptions, place_widget_with_slot
from anew.elements.shared.button_column import place_button_column
from anew.elements.shared.parameters import (
    Height,
    Key,
    OnChange,
    WidgetArgs,
    WidgetKwargs,
    Width,
    checked_height,
    checked_row_height,
)
from anew.elements.tabular.looks import ColumnLook  # noqa: TC001  # msgspec reads it
from anew.elements.tabular.packing import (
    MEDIA_TYPE,
    Made,
    Packed,
    as_file,
    as_text,
    copied,
    is_small,
)
from anew.state.memory import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anew.protocol.messages import Json


class DataEditor(Widget[Derived], frozen=True):
    """A table to edit. Each row has a number that stays its own: an edit names it, not a position.

    `value` is the JSON of all edits that the content has not, as text, because only text may be
    long: `{"edited": {"<id>": {"<column>": value}}, "added": [[id, {"<column>": value}]],
    "deleted": [id]}`; "" for none.
    """

    has_label: ClassVar[bool] = False

    content: Packed = Packed()  # "" on the wire if it is fetched from the address.
    address: str = ""
    rows: int = 0
    ids: Rows = Rows()
    next_id: int = 0  # The id of the next row that is added.
    heard: int = 0  # The number of the last message that the value came with.
    adds: bool = False  # Whether rows can be added.
    deletes: bool = False
    looks: tuple[ColumnLook, ...] = ()  # One per column; empty if no column has one.
    rules: tuple[ColumnRule, ...] = ()  # One per column.
    row_height: int = 35  # Pixels.
    placeholder: str = "None"  # Shown for missing values.
    alt: str = ""
    height: Height | Literal["auto"] = "auto"
    value: str = ""

    def decode(self, raw: Json) -> Derived:
        return received(raw, self.ids, self.renewals)

    def encode(self, value: Derived) -> Json:
        return text_of(edits_of(value))

    def accept(self, value: object) -> Derived:
        return accepted(self.ids.base, value, None)

    def accept_after(self, value: object, before: Widget[Derived]) -> Derived:
        assert isinstance(before, DataEditor)
        return accepted(self.ids.base, value, before.ids.base, before.renewals)

    def shaped(self, value: Derived) -> DataEditor:
        memory = memory_of(value)
        assert memory is not None
        heard = heard_of(value)
        base = self.ids.base._replace(memory=memory, edits=edits_of(value), heard=heard)
        rows = Rows(RowIds.from_flat(memory.ids), base)
        return replace(self, ids=rows, next_id=memory.next_id, heard=heard)

    def identity(self) -> object:
        return (self.ids.base.origin, self.looks, self.rules, self.adds, self.deletes)


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.
    from typing import TypeVar

    Table = TypeVar("Table")

    def _(data: Table) -> Table: ...


@command("Data")
def data_editor(
    data: object,
    *,
    width: Width = "stretch",
    height: Height | Literal["auto"] = "auto",
    use_container_width: bool | None = None,
    hide_index: bool | None = None,
    column_order: Iterable[str] | None = None,
    column_config: Mapping[Any, Any] | None = None,
    num_rows: NumRows = "fixed",
    disabled: bool | Iterable[str | int] = False,
    key: Key | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    row_height: int | None = None,
    placeholder: str | None = None,
    alt: str | None = None,
) -> Any:
    """Show a table whose cells can be edited, and return it edited.

    A script may pass the same table at each run, or the one that it got the last time: each change is
    in what is returned once. Cells can be copied from and pasted into a spreadsheet, filled
    down, undone and redone. Kinds of values that cannot be entered, such as dicts, are shown.

    Args:
        data: A table as of `st.dataframe`.
        width: Pixels, "stretch" or "content".
        height: Pixels; "auto" for ten rows at most; "content" for all rows, up to 10,000
            pixels; "stretch" to fill its container.
        use_container_width: The older form of `width`: True means "stretch".
        hide_index: Whether the index is hidden; None shows one that does more than count, and where no
            rows can be added, one that the data has.
        column_order: Names of the columns to show, in this order; None shows all.
        column_config: By column name ("_index" for the index), or by position: a label, None to
            hide the column, or what a function of `st.column_config` returns. Its `required`,
            `default`, `min_value`, `max_chars` and so on say what may be entered.
        num_rows: Whether rows can be added and deleted: "fixed" for neither, "dynamic" for both,
            "add" or "delete" for one of them. New rows come last.
        disabled: True if nothing can be entered, or the names or positions of columns that nothing
            can be entered into. The position of the index is 0.
        key: A unique name, which is also its CSS class: `st-key-<name>`. What was changed is in
            `st.session_state` under it: a dict with "edited_rows" (by position in `data`, dicts of
            values by column), "added_rows" (a list of such) and "deleted_rows" (positions).
            It can be set to such a dict, to an edited table, or to None for no changes.
        row_height: Pixels, from 20 to 500.
        placeholder: Shown for missing values; None shows "None".
        alt: A description, for those who cannot see it.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The edited table, of the type of `data`; of what has no such type, such as the result of a
        query, a dict of columns. It is always a copy. A pandas column of whole numbers in which
        a cell is empty becomes float64, one of bools object; nullable dtypes stay.

    Raises:
        InvalidParameterTypeError: `data` is not a table, or `disabled` no list of columns.
        InvalidParameterValueError: Two columns have one name, a type in `column_config` cannot
            hold a column's values, or another argument is not one of its allowed values.

    Example:
        >>> stock = {"fruit": ["Apples", "Pears"], "boxes": [12, 7]}
        >>> edited = st.data_editor(stock, num_rows="dynamic", disabled=["fruit"])
        >>> st.write("Boxes in all:", sum(boxes or 0 for boxes in edited["boxes"]))
    """
    one_of("data_editor", "num_rows", num_rows, NUM_ROWS)
    table = table_to_edit(
        data,
        Asked(hide_index, column_order, column_config, disabled, num_rows),
    )
    looks = list(table.looks)
    for position, said in table.shown.buttons:
        trigger = place_button_column(said, table.shown.sheet.columns[position])
        looks[position] = replace(looks[position], trigger=trigger)
    content, address = _packed(table)
    record = DataEditor(
        content=content,
        address=address,
        rows=table.base.passed.rows,
        ids=Rows(None, table.base),
        adds=table.base.adds,
        deletes=table.base.deletes,
        looks=tuple(looks),
        rules=tuple([field.rule for field in table.fields]),
        row_height=35 if row_height is None else checked_row_height("data_editor", row_height),
        placeholder="None" if placeholder is None else shown_text(placeholder),
        alt=shown_text(alt or ""),
        height="auto" if height == "auto" else checked_height("data_editor", height) or "auto",
    )
    options = WidgetOptions(
        key,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=disabled is True,
        width="stretch" if use_container_width else width,
    )
    return given_back(table.source, data, table.changes(_edits(record, options)))


def _edits(record: DataEditor, options: WidgetOptions) -> Derived:
    """Put the editor at the current place; what was changed."""
    own = _going_on(record) if options.key is None else _set_by_author(record, str(options.key))
    value, _ = place_widget_with_slot(own, at_first(own.ids.base), options, has_default=False)
    return value


def _set_by_author(record: DataEditor, slot: str) -> DataEditor:
    """The editor, told what its browser has said, if the author has set or deleted its value."""
    layers = here().run.layers
    if layers.is_set_by_author(slot):  # A deletion does the same.
        layers.renewals[slot] = layers.renewals.get(slot, 0) + 1
    elif layers.read(slot) is not ABSENT:
        return record
    earlier = [placed.record for placed in layers.before.values() if placed.slot == slot]
    heard = heard_of(layers.incoming.get(slot))
    if earlier and isinstance(earlier[0], DataEditor):
        heard = max(heard, earlier[0].heard)
    return replace(record, ids=Rows(None, record.ids.base._replace(heard=heard)))


def _going_on(record: DataEditor) -> DataEditor:
    """An editor without a key that goes on from one of the last run is that one: it has its origin."""
    layers, base = here().run.layers, record.ids.base
    for placed in layers.before.values():
        before = placed.record
        if not isinstance(before, DataEditor) or before.key or not _is_alike(before, record):
            continue
        value = layers.read(placed.slot)
        if isinstance(value, Derived) and goes_on(base, value, before.ids.base):
            return replace(record, ids=Rows(None, base._replace(origin=before.ids.base.origin)))
    return record


def _is_alike(one: DataEditor, other: DataEditor) -> bool:
    return (one.looks, one.rules, one.adds, one.deletes) == (
        other.looks,
        other.rules,
        other.adds,
        other.deletes,
    )


def _packed(table: TableToEdit) -> tuple[Packed, str]:
    """The table as the browser gets it, and its address if it is large."""
    sheet = table.shown.sheet
    names = tuple([column.name for column in sheet.columns if not column.is_index])
    made = None
    if here().run.keeps_tables:
        made = Made(table._replace(source=copied(table.source)), sheet)
    if is_small(sheet):
        return Packed(as_text(sheet), made, names), ""
    media = here().run.media
    address = media.put_made(lambda: as_file(sheet), MEDIA_TYPE, source=table.digest)
    blob = media.held(address)
    assert blob is not None
    assert isinstance(blob.content, bytes)
    return Packed(blob.content, made, names), address
