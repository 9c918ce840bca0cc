"""Encodes a sheet for the browser: as JSON in the message, or as a file of its own.

The file has a JSON header, and then the numbers in binary; the header says which block has the
numbers of a column. So neither side has to convert a million numbers.

    8 bytes    the length of the header, little-endian
    header     {"rows": 2, "columns": [{"name": "x", "kind": "number", "block": 0}, …]},
               padded with spaces to a multiple of 8 bytes
    blocks     the numbers of one column after the other, as float64, little-endian
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.elements.tabular.sheet import Kind, Sheet, SheetColumn
from anew.protocol.codec import to_json
from anew.protocol.messages import Json, Wire

if TYPE_CHECKING:
    from anew.elements.tabular.sheet import Values

MOST_IN_MESSAGE = 2_000  # Cells: a patch with so few is not noticeably slower.
MEDIA_TYPE = "application/octet-stream"


class Made(NamedTuple):
    """The source of a packed sheet: the author's data, and the whole sheet."""

    data: object
    sheet: Sheet


class Packed(Wire):
    """A packed sheet: a string is sent in the message, bytes are a file that the tab fetches."""

    __slots__ = ("body", "made_of")

    def __init__(self, body: str | bytes = "", made_of: Made | None = None) -> None:
        """Wrap a packed sheet.

        Args:
            body: The result of `as_text` or `as_file`.
            made_of: Only kept in tests of apps, because it may be large.
        """
        self.body = body
        self.made_of = made_of

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Packed) and self.body == other.body and self.made_of is other.made_of
        )

    def __hash__(self) -> int:
        return hash((len(self.body), self.body[:100]))

    def __repr__(self) -> str:
        return f"Packed({self.body[:100]!r})"

    def to_wire(self) -> str:
        return self.body if isinstance(self.body, str) else ""

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
        PackedColumn(name, kind, is_index, tuple(column.listed()))
        for column in sheet.columns
        for name, kind, _, is_index in [column]
    ]
    return to_json(PackedSheet(sheet.rows, tuple(columns)))


def as_file(sheet: Sheet) -> bytes:
    """The whole sheet as a file."""
    columns: list[PackedColumn] = []
    blocks: list[bytes] = []
    for name, kind, values, is_index in sheet.columns:
        if isinstance(values, array):
            columns.append(PackedColumn(name, kind, is_index, block=len(blocks)))
            blocks.append(_little_endian(values))
        else:
            columns.append(PackedColumn(name, kind, is_index, values))
    text = to_json(PackedSheet(sheet.rows, tuple(columns))).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *blocks])


def read_packed(packed: str | bytes) -> Sheet:
    """Decode the result of `as_text` or `as_file`."""
    if isinstance(packed, str):
        return _sheet(loads(packed), b"")
    end = 8 + int.from_bytes(packed[:8], "little")
    return _sheet(loads(packed[8:end]), packed[end:])


def digest_of(sheet: Sheet) -> str:
    """A digest that is equal for equal sheets. It is cheaper to make than a file."""
    digest = hashlib.blake2b(digest_size=20)
    for name, kind, values, is_index in sheet.columns:
        is_array = isinstance(values, array)
        digest.update(f"{name!r}{kind}{is_index}{is_array}{sheet.rows}".encode())
        digest.update(values if isinstance(values, array) else to_json(values).encode())
    return digest.hexdigest()


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


def _little_endian(values: array[float]) -> bytes:
    if sys.byteorder == "little":
        return values.tobytes()
    swapped = array("d", values)
    swapped.byteswap()
    return swapped.tobytes()
