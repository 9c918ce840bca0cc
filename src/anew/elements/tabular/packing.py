"""Encodes a sheet for the browser: as JSON in the message, or as a file of its own.

The file has a JSON header, and then the numbers in binary; the header says which block has the
numbers of a column. So neither side has to convert a million numbers.

    8 bytes    the length of the header, little-endian
    header     {"rows": 2, "columns": [{"name": "x", "kind": "number", "block": 0}, …]},
               padded with spaces to a multiple of 8 bytes
    blocks     the numbers of one column after the other, as float64, little-endian
"""

from __future__ import annotations

import copy
import hashlib
import math
import sys
from array import array
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.arguments import shown_text
from anew.elements.markup import Inline
from anew.elements.tabular.arrow_columns import ArrowTexts
from anew.elements.tabular.arrow_file import ArrowSheet
from anew.elements.tabular.sheet import CellStyle, Kind, Sheet, SheetColumn
from anew.protocol.codec import to_json
from anew.protocol.messages import Json, Wire

if TYPE_CHECKING:
    from anew.elements.tabular.sheet import Values

MOST_IN_MESSAGE = 2_000  # Cells: a patch with so few is not noticeably slower.
MOST_RENDERED = 10_000  # Cells of a column with Markdown; those after them show their source.
MEDIA_TYPE = "application/octet-stream"
ARROW_MAGIC = b"ARROW1"


class Made(NamedTuple):
    """The source of a packed sheet: the author's data, and the whole sheet."""

    data: object
    sheet: Sheet


def copied(data: object) -> object:
    """A copy of an author's data that the script cannot change later; None if there is none."""
    try:
        return copy.deepcopy(data)
    except Exception:  # noqa: BLE001  # authors' objects may raise anything
        return None


class Packed(Wire):
    """A packed sheet: a string is sent in the message, bytes are a file that the tab fetches.

    Of a file that is fetched in windows, `head` is sent in the message: the first rows, and the last.
    """

    __slots__ = ("body", "head", "made_of", "names")

    def __init__(
        self,
        body: str | bytes = "",
        made_of: Made | None = None,
        names: tuple[str, ...] = (),
        head: str = "",
    ) -> None:
        """Wrap a packed sheet.

        Args:
            body: The result of `as_text` or `as_file`.
            made_of: Only kept in tests of apps, because it may be large.
            names: The names of the columns that are not of the index, as the body has them.
            head: The result of `as_text` of some rows, if the body is fetched in windows.
        """
        self.body = body
        self.made_of = made_of
        self.names = names
        self.head = head

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Packed) and self.body == other.body and self.made_of is other.made_of
        )

    def __hash__(self) -> int:
        return hash((len(self.body), self.body[:100]))

    def __repr__(self) -> str:
        return f"Packed({self.body[:100]!r})"

    def to_wire(self) -> str:
        return self.body if isinstance(self.body, str) else self.head

    @property
    def sheet(self) -> Sheet:
        """The sheet that was packed."""
        return read_packed(self.body) if self.body else Sheet()


class PackedColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A column in JSON."""

    name: str
    kind: Kind
    is_index: bool = False
    values: tuple[Json, ...] | None = None
    block: int | None = None  # The index of the block with its numbers.
    texts: tuple[str | None, ...] | None = None  # What stands in its cells, if not its values.
    styles: tuple[CellStyle, ...] | None = None
    style_of: tuple[int, ...] | None = None  # By row, the index of its style.
    html: tuple[Inline, ...] | None = None  # Of text with Markdown: the first cells, rendered.


class PackedSheet(msgspec.Struct, frozen=True):
    """A sheet in JSON."""

    rows: int
    columns: tuple[PackedColumn, ...]


def is_small(sheet: Sheet) -> bool:
    """Whether it is small enough to be sent in a message."""
    return sheet.rows * len(sheet.columns) <= MOST_IN_MESSAGE


def as_text(sheet: Sheet) -> str:
    """The whole sheet as JSON."""
    columns = [
        PackedColumn(
            column.name,
            column.kind,
            column.is_index,
            tuple(column.listed()),
            html=_rendered(column),
            **_dress(column),
        )
        for column in sheet.columns
    ]
    return to_json(PackedSheet(sheet.rows, tuple(columns)))


def as_file(sheet: Sheet) -> bytes:
    """The whole sheet as a file."""
    columns: list[PackedColumn] = []
    blocks: list[bytes] = []
    for column in sheet.columns:
        name, kind, values, is_index, _ = column
        dress = _dress(column)
        if isinstance(values, array):
            columns.append(PackedColumn(name, kind, is_index, block=len(blocks), **dress))
            blocks.append(_little_endian(values))
        else:
            html = _rendered(column)
            columns.append(PackedColumn(name, kind, is_index, tuple(values), html=html, **dress))
    text = to_json(PackedSheet(sheet.rows, tuple(columns))).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *blocks])


def read_packed(packed: str | bytes) -> Sheet:
    """Decode the result of `as_text`, `as_file` or `as_arrow`."""
    if isinstance(packed, str):
        return _sheet(loads(packed), b"")
    if packed.startswith(ARROW_MAGIC):
        return ArrowSheet(packed).whole()
    end = 8 + int.from_bytes(packed[:8], "little")
    return _sheet(loads(packed[8:end]), packed[end:])


def digest_of(sheet: Sheet) -> str:
    """A digest that is equal for equal sheets. It is cheaper to make than a file."""
    digest = hashlib.blake2b(digest_size=20)
    for column in sheet.columns:
        name, kind, values, is_index, dress = column
        is_array = isinstance(values, array)
        digest.update(f"{name!r}{kind}{is_index}{is_array}{sheet.rows}".encode())
        for part in _parts_of(values):
            digest.update(part)
        if dress is not None:
            digest.update(to_json(_dress(column)).encode())
    return digest.hexdigest()


def _parts_of(values: Values) -> tuple[Any, ...]:
    if isinstance(values, ArrowTexts):
        return values.parts()
    return (values if isinstance(values, array) else to_json(values).encode(),)


def digest_of_values(values: Values) -> str:
    """A digest that is equal for equal values of a column, whole numbers or not.

    Where there are only missing values, it does not matter what they would be.
    """
    if isinstance(values, array) and _is_nothing(values):
        values = (None,) * len(values)
    digest = hashlib.blake2b(digest_size=16, person=type(values).__name__.encode())
    for part in _parts_of(values):
        digest.update(part)
    return digest.hexdigest()


def _is_nothing(values: array[float]) -> bool:
    return not values or (math.isnan(values[0]) and all(map(math.isnan, values)))


def _sheet(packed: Any, blocks: bytes) -> Sheet:
    rows = packed["rows"]
    columns = []
    for column in packed["columns"]:
        values: Values
        if (block := column.get("block")) is None:
            values = tuple(column["values"])
        else:
            values = array("d")
            values.frombytes(blocks[block * rows * 8 : (block + 1) * rows * 8])
            if sys.byteorder == "big":
                values.byteswap()
        is_index = column.get("is_index", False)
        columns.append(SheetColumn(column["name"], column["kind"], values, is_index))
    return Sheet(tuple(columns), rows)


def _dress(column: SheetColumn) -> dict[str, Any]:
    """The fields of how a column's cells are shown."""
    return {} if column.dress is None else column.dress._asdict()


def _rendered(column: SheetColumn) -> tuple[Inline, ...] | None:
    """The cells of a column of Markdown as markup; only so many, as it takes a while."""
    if column.kind != "markdown":
        return None
    return tuple([Inline(shown_text(value or "")) for value in column.listed()[:MOST_RENDERED]])


def _little_endian(values: array[float]) -> bytes:
    if sys.byteorder == "little":
        return values.tobytes()
    swapped = array("d", values)
    swapped.byteswap()
    return swapped.tobytes()
