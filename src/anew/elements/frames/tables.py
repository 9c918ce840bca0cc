"""Tables for frames and from frames: three streams of Arrow, of the data, the index and the columns.

Packages read and write this form in the browser. pandas and pyarrow are imported here only when a
table is sent or received.

What a browser sends is checked before it is read as a table: its types, its compression, and how
many rows it claims. Otherwise a few bytes could expand to more memory than there is.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from anew.errors import MarshallComponentException
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = struct.Struct("<3I")  # The length of each stream.
CELLS_PER_BYTE = 8  # Booleans are stored as bits; no other type takes less.
HEADERS = {1: "schema", 2: "dictionary", 3: "batch"}  # Kinds of messages in a stream.


# What packages ask for, too -----------------------------------------------------------


def frame_of(table: Any) -> Any:
    """The table of any library as a DataFrame. ImportError without pandas."""
    import pandas  # type: ignore[import-untyped]  # noqa: PLC0415  # optional

    return _as_frame(pandas, table)


def stream_of(frame: Any) -> bytes:
    """A DataFrame as one stream. ImportError without pyarrow."""
    import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415  # optional

    return _stream(pyarrow, frame)


def table_in(stream: bytes) -> Any:
    """The DataFrame of one stream. ImportError without pyarrow."""
    import pyarrow  # noqa: PLC0415  # optional

    return pyarrow.ipc.open_stream(stream).read_pandas()


# To a frame ---------------------------------------------------------------------------


def pack_table(component: str, name: str, table: Any) -> bytes:
    """A table of any library as three streams, after the length of each.

    Args:
        component: The component's name, for errors.
        name: The argument's name, for errors.
    """
    try:
        import pandas  # noqa: PLC0415  # optional
        import pyarrow  # noqa: PLC0415  # optional
    except ImportError as error:
        raise MarshallComponentException(
            f"{component}: the argument {name!r} is a {type(table).__name__}, which is sent to the "
            f"frame as Arrow. For that, install pandas and pyarrow: pip install 'anew[data]'."
        ) from error
    try:
        frame = _as_frame(pandas, table)
        streams = [
            _stream(pyarrow, part)
            for part in (frame, _index_of(pandas, frame), _columns_of(pandas, frame))
        ]
    except (TypeError, ValueError, pyarrow.ArrowException) as error:
        raise MarshallComponentException(
            f"{component}: the argument {name!r} cannot be sent to its frame as Arrow: {error}"
        ) from error
    return HEAD.pack(*map(len, streams)) + b"".join(streams)


def _as_frame(pandas: Any, table: Any) -> Any:
    """The table as a DataFrame of pandas."""
    if type(table).__name__ == "Styler":
        table = table.data
    if isinstance(table, pandas.DataFrame):
        return table
    if isinstance(table, pandas.Series | pandas.Index):
        return table.to_frame()
    for method in ("to_pandas", "toPandas"):
        if hasattr(table, method):
            found = getattr(table, method)()
            return found if isinstance(found, pandas.DataFrame) else found.to_frame()
    return pandas.DataFrame(table)


def _index_of(pandas: Any, frame: Any) -> Any:
    return pandas.DataFrame(_rows(frame.index))


def _columns_of(pandas: Any, frame: Any) -> Any:
    return pandas.DataFrame(_rows(frame.columns))


def _rows(labels: Any) -> list[Any]:
    return [list(label) if isinstance(label, tuple) else label for label in labels]


def _stream(pyarrow: Any, frame: Any) -> bytes:
    try:
        table = pyarrow.Table.from_pandas(_named_by_text(frame))
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):  # Values of several types in a column.
        table = pyarrow.Table.from_pandas(_as_text(_named_by_text(frame)))
    table = table.cast(pyarrow.schema([_old_field(pyarrow, field) for field in table.schema]))
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _named_by_text(frame: Any) -> Any:
    named = frame.copy(deep=False)
    named.columns = [str(name) for name in frame.columns]
    return named


def _as_text(frame: Any) -> Any:
    texts = frame.copy(deep=False)
    for name in frame.columns[[kind.hasobject for kind in frame.dtypes]]:
        texts[name] = frame[name].astype(str)
    return texts


def _old_field(pyarrow: Any, field: Any) -> Any:
    """A field of a type that also the old readers in packages know."""
    types = pyarrow.types
    if types.is_large_string(field.type) or types.is_string_view(field.type):
        return field.with_type(pyarrow.string())
    if types.is_large_binary(field.type) or types.is_binary_view(field.type):
        return field.with_type(pyarrow.binary())
    return field


# From a frame -------------------------------------------------------------------------


def unpack_table(streams: Sequence[bytes]) -> Any:
    """The DataFrame that a frame has sent, or `Refused`."""
    try:
        import pandas  # noqa: PLC0415  # optional
        import pyarrow  # noqa: PLC0415  # optional
    except ImportError as error:
        raise Refused("A table needs pandas and pyarrow: pip install 'anew[data]'.") from error
    try:
        data, index, columns = [_read(pyarrow, stream) for stream in streams]
    except Exception as error:  # What is wrong with foreign bytes has no end of names.
        raise Refused("The table is not Arrow that a component sends.") from error
    width, rows = len(columns), len(data)
    if data.shape[1] < width or (len(index) and len(index) != rows):
        raise Refused("The parts of the table do not fit together.")
    found = data.iloc[:, :width] if width else data  # After these there may be the index again.
    if width:
        found.columns = _labels(pandas, columns)
    if len(index):
        found.index = _labels(pandas, index)
    return found


def _labels(pandas: Any, frame: Any) -> Any:
    if frame.shape[1] == 1:
        return pandas.Index(frame.iloc[:, 0].to_list())
    return pandas.MultiIndex.from_frame(frame, names=[None] * frame.shape[1])


def _read(pyarrow: Any, stream: bytes) -> Any:
    if not stream:
        return pyarrow.table({}).to_pandas()
    with pyarrow.ipc.open_stream(stream) as reader:
        for field in reader.schema:
            _check_type(pyarrow, field)
        _check_messages(pyarrow, stream, len(reader.schema))
        table = reader.read_all()
    table.validate(full=True)
    # Without the notes for pandas, which could name any of its types.
    return table.replace_schema_metadata(None).to_pandas()


def _check_type(pyarrow: Any, field: Any) -> None:
    types, kind = pyarrow.types, field.type
    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_list(kind) or types.is_large_list(kind):
        kind = kind.value_type
    is_plain = types.is_primitive(kind) or types.is_null(kind) or types.is_decimal(kind)
    is_text = any(
        check(kind)
        for check in (
            types.is_string,
            types.is_large_string,
            types.is_binary,
            types.is_large_binary,
        )
    )
    if not (is_plain or is_text):
        raise ValueError(f"A column of the type {kind}")


def _check_messages(pyarrow: Any, stream: bytes, columns: int) -> None:
    """Refuse compressed parts, and more cells than the bytes can hold.

    The heads of a stream's messages tell, which are read here without the data.
    """
    reader = pyarrow.ipc.MessageReader.open_stream(stream)
    rows = 0
    while (message := _next(reader)) is not None:
        kind, head = _head(bytes(message.metadata))
        if HEADERS.get(kind) == "dictionary":
            head = head.table(2)  # The batch within.
        if HEADERS.get(kind) in {"dictionary", "batch"}:
            rows += head.number(0, "<q")
            if head.has(3):
                raise ValueError("A compressed part")
            if not 0 <= rows * max(columns, 1) <= CELLS_PER_BYTE * len(stream):
                raise ValueError("More cells than bits")


def _next(reader: Any) -> Any:
    try:
        return reader.read_next_message()
    except StopIteration:
        return None


def _head(message: bytes) -> tuple[int, _Flat]:
    """The kind of a message, and its head (Arrow's Message.fbs)."""
    (root,) = struct.unpack_from("<I", message)
    flat = _Flat(message, root)
    return flat.number(1, "<B"), flat.table(2)


class _Flat:
    """A table of a FlatBuffer: its fields by number, each at an offset that its vtable has."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content, self._start = content, start
        (back,) = struct.unpack_from("<i", content, start)
        self._vtable = start - back
        (self._size,) = struct.unpack_from("<H", content, self._vtable)

    def has(self, number: int) -> bool:
        return self._offset(number) != 0

    def number(self, number: int, form: str) -> int:
        offset = self._offset(number)
        return (
            int(struct.unpack_from(form, self._content, self._start + offset)[0]) if offset else 0
        )

    def table(self, number: int) -> _Flat:
        place = self._start + self._offset(number)
        (ahead,) = struct.unpack_from("<I", self._content, place)
        return _Flat(self._content, place + ahead)

    def _offset(self, number: int) -> int:
        place = 4 + 2 * number
        if place + 2 > self._size:
            return 0
        return int(struct.unpack_from("<H", self._content, self._vtable + place)[0])
