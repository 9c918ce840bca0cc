"""A large sheet as a file of Arrow: rows are taken from it without reading the others.

The tab gets such a table in windows (`script/tables.py`). Arrow is not imported before there is one; where
it is not installed, tables are sent whole.
"""

from __future__ import annotations

from array import array
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from json import loads
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from anew.elements.tabular.arrow_columns import ArrowTexts
from anew.elements.tabular.sheet import CellStyle, Dress, Kind, Sheet, SheetColumn
from anew.protocol.codec import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.tabular.looks import ColumnLook

MEDIA_TYPE = (
    "application/vnd.anew.rows"  # Of no file but those made here: what is in them is trusted.
)
ABOUT = b"anew"
TEXT_TYPES = {str, type(None)}


class Labelled(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value of a cell, and the text that stands for it."""

    value: str | int | float | bool
    label: str


class Seen(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of a column's look decides which text a search finds in it."""

    type: str = ""  # "" for the one of its values.
    has_format: bool = False
    step: float | None = None
    least: float | None = None
    most: float | None = None
    labels: tuple[Labelled, ...] = ()
    display_text: str = ""


class StoredColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A column of a file."""

    name: str
    kind: Kind
    form: Literal["numbers", "text", "json"]  # Of its values; "json" has a text in JSON for each.
    is_index: bool = False
    seen: Seen = Seen()
    styles: tuple[CellStyle, ...] | None = None  # None if its cells have no dress.


def arrow() -> Any:
    """The library, which is only loaded for tables that need it."""
    return import_module("pyarrow")


def compute() -> Any:
    return import_module("pyarrow.compute")


def tidy() -> None:
    """Give memory that was needed for a moment back to the system."""
    arrow().default_memory_pool().release_unused()


def scalar(value: str | None) -> Any:
    """A text, or that there is none, beside the texts of columns."""
    return arrow().scalar(value, arrow().large_string())


@cache
def has_arrow() -> bool:
    return find_spec("pyarrow") is not None


def seen_of(look: ColumnLook) -> Seen:
    """What a search has to know of a column's look."""
    return Seen(
        type=look.type or "",
        has_format=bool(look.format),
        step=look.step,
        least=look.least,
        most=look.most,
        labels=tuple([Labelled(one.value, one.label) for one in look.options if one.label]),
        display_text=look.display_text,
    )


def as_arrow(sheet: Sheet, seen: Sequence[Seen] = ()) -> bytes:
    """The whole sheet as a file.

    Args:
        seen: What a search has to know of each column's look; empty if no column has one.
    """
    pa = arrow()
    about: list[StoredColumn] = []
    fields: dict[str, Any] = {}
    for at, column in enumerate(sheet.columns):
        form, values = _stored(column)
        dress = column.dress
        own = seen[at] if seen else Seen()
        styles = None if dress is None else dress.styles
        about.append(StoredColumn(column.name, column.kind, form, column.is_index, own, styles))
        fields[f"{at}"] = values
        if dress is not None:
            fields[f"{at} text"] = pa.array(dress.texts, pa.large_string())
            fields[f"{at} style"] = pa.array(dress.style_of, pa.int32())
    table = pa.table(fields).replace_schema_metadata({ABOUT: to_json(about).encode()})
    sink = BytesIO()
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)
    return sink.getvalue()


class ArrowSheet:
    """The sheet of a file, whose bytes it uses without copying them. Threading: safe."""

    def __init__(self, content: bytes) -> None:
        pa = arrow()
        self._table = pa.ipc.open_file(pa.py_buffer(content)).read_all()
        self.rows: int = self._table.num_rows
        about = self._table.schema.metadata[ABOUT]
        self.columns = msgspec.json.decode(about, type=tuple[StoredColumn, ...])

    def values(self, at: int) -> Any:
        """The stored values of a column, as an array of Arrow."""
        return self._array(f"{at}")

    def texts(self, at: int) -> Any:
        """The texts that the table's dress has for a column's cells; None without a dress."""
        return None if self.columns[at].styles is None else self._array(f"{at} text")

    def part(self, rows: Any) -> Sheet:
        """Some rows as a sheet.

        Args:
            rows: Their positions in the table, as an array of Arrow.
        """
        return Sheet(
            tuple([self._column(at, one, rows) for at, one in enumerate(self.columns)]), len(rows)
        )

    def whole(self) -> Sheet:
        """All rows."""
        return self.part(arrow().array(range(self.rows), "int64"))

    def fitting(self, rows: Any, most_bytes: int) -> Any:
        """As many of these rows as have no more text than that, but at least one."""
        pc = compute()
        sizes = [0] * len(rows)
        for at, column in enumerate(self.columns):
            if column.form == "numbers":
                continue
            lengths = pc.binary_length(self.values(at).take(rows)).to_pylist()
            sizes = [size + (length or 0) for size, length in zip(sizes, lengths, strict=True)]
        total = 0
        for count, size in enumerate(sizes):
            total += size
            if total > most_bytes:
                return rows.slice(0, max(1, count))
        return rows

    def _array(self, name: str) -> Any:
        column = self._table.column(name)  # To combine even a single chunk is to copy it.
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()

    def _column(self, at: int, stored: StoredColumn, rows: Any) -> SheetColumn:
        taken = self.values(at).take(rows).to_pylist()
        values: Any = tuple(taken)
        if stored.form == "numbers":
            values = array("d", taken)
        elif stored.form == "json":
            values = tuple([None if text is None else loads(text) for text in taken])
        dress = None
        if stored.styles is not None:
            texts = self._array(f"{at} text").take(rows).to_pylist()
            style_of = self._array(f"{at} style").take(rows).to_pylist()
            dress = Dress(tuple(texts), stored.styles, tuple(style_of))
        return SheetColumn(stored.name, stored.kind, values, stored.is_index, dress)


class _Stored(NamedTuple):
    form: Literal["numbers", "text", "json"]
    values: Any


def _stored(column: SheetColumn) -> _Stored:
    """A column's values as Arrow has them."""
    pa, values = arrow(), column.values
    if isinstance(values, array):
        buffers = [None, pa.py_buffer(values)]
        return _Stored("numbers", pa.Array.from_buffers(pa.float64(), len(values), buffers))
    if isinstance(values, ArrowTexts):
        return _Stored("text", values.held)
    types = set(map(type, values))
    if types <= TEXT_TYPES:
        return _Stored("text", pa.array(values, pa.large_string()))
    if types <= {bool, type(None)}:
        return _Stored("json", pa.array(values, pa.bool_()).cast(pa.large_string()))
    texts = [None if value is None else to_json(value) for value in values]
    return _Stored("json", pa.array(texts, pa.large_string()))
