"""The forms of pyarrow's and polars's tables.

pyarrow's own format is read by pyarrow, and what it has read is then checked as a whole,
before anything touches it. polars's columns stand as numbers or as lists, for its own reader
of files may end the process where bytes are not what they claim.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from anew.codec.errors import CannotDecodeError, RefusedError
from anew.codec.form import Form, Reading, Writing

_OLDEST_ARROW = 15  # Those before could be told to read a pickle.


def arrow() -> Any:
    """pyarrow, if it is one that reads no pickles."""
    pyarrow = import_module("pyarrow")
    if int(pyarrow.__version__.partition(".")[0]) < _OLDEST_ARROW:
        raise CannotDecodeError(f"It takes pyarrow {_OLDEST_ARROW} or newer.")
    return pyarrow


def table_buffer(table: Any, writing: Writing) -> int:
    """A table or batch, as pyarrow writes a stream of them."""
    pyarrow = arrow()
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write(table)
    return writing.buffer(memoryview(sink.getvalue()))


def read_table(number: int, reading: Reading) -> Any:
    """The table, checked to the last offset."""
    # A copy: what it holds stays a part of what it was read from.
    content = arrow().py_buffer(bytes(reading.buffer(number)))
    table = arrow().ipc.open_stream(content).read_all()
    table.validate(full=True)
    return table


def column_buffer(column: Any, writing: Writing) -> int:
    """One column of pyarrow's."""
    return table_buffer(arrow().table({"": column}), writing)


def read_column(number: int, reading: Reading) -> Any:
    """A column, in its pieces."""
    return read_table(number, reading).column(0)


def _table(value: Any, writing: Writing) -> Any:
    return table_buffer(value, writing)


def _batch(value: Any, writing: Writing) -> Any:
    return table_buffer(value, writing)


def _read_batch(parts: Any, reading: Reading) -> Any:
    (batch,) = read_table(parts, reading).to_batches() or [None]
    if batch is None:
        raise CannotDecodeError("A batch of rows is empty.")
    return batch


# polars ---------------------------------------------------------------------------------

_SIMPLE_TYPES = (
    "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32",
    "Float64", "Boolean", "String", "Binary", "Date", "Time", "Null", "Categorical", "Int128",
    "Object",
)  # fmt: skip
_NUMBERS = frozenset({
    "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64",
})  # fmt: skip
MOST_NESTED = 16


def _polars_type(kind: Any, value: object) -> Any:
    """A type of polars's, by its name and what it is made of."""
    name = type(kind).__name__
    match name:
        case "Datetime":
            return [name, kind.time_unit, kind.time_zone]
        case "Duration":
            return [name, kind.time_unit]
        case "Decimal":
            return [name, kind.precision, kind.scale]
        case "Enum":
            return [name, kind.categories.to_list()]
        case "List":
            return [name, _polars_type(kind.inner, value)]
        case "Array":
            return [name, _polars_type(kind.inner, value), kind.size]
        case "Struct":
            return [name, [[each.name, _polars_type(each.dtype, value)] for each in kind.fields]]
    if name not in _SIMPLE_TYPES:
        raise RefusedError(value, f"a column of type {kind}")
    return [name]


def _read_polars_type(parts: Any, depth: int = 0) -> Any:
    pl = import_module("polars")
    name, *others = parts
    if depth > MOST_NESTED:
        raise CannotDecodeError("A column's type is nested too deeply.")
    match name:
        case "Datetime" | "Duration" | "Decimal" | "Enum":
            return getattr(pl, name)(*others)
        case "List":
            return pl.List(_read_polars_type(others[0], depth + 1))
        case "Array":
            inner, size = others
            if not 0 < size <= 1_000_000:
                raise CannotDecodeError("A column's items are too long.")
            return pl.Array(_read_polars_type(inner, depth + 1), size)
        case "Struct":
            fields = {key: _read_polars_type(each, depth + 1) for key, each in others[0]}
            return pl.Struct(fields)
    if name not in _SIMPLE_TYPES:
        raise CannotDecodeError(f"There is no type of columns {name!r}.")
    return getattr(pl, name)()


def _series(value: Any, writing: Writing) -> Any:
    kind = value.dtype
    described = _polars_type(kind, value)
    if described[0] in _NUMBERS and not value.null_count() and len(value):
        numbers = value.to_numpy()
        return [
            value.name,
            described,
            numbers.dtype.str,
            writing.buffer(memoryview(numbers.view("u1"))),
        ]
    items = value.to_list()
    parts = [value.name, described, None, list(map(writing.part, items))]
    if described[0] not in _SIMPLE_TYPES and not _made(value.name, items, kind).equals(
        value, null_equal=True
    ):
        raise RefusedError(value, f"a column of type {kind}")
    return parts


def _read_series(parts: Any, reading: Reading) -> Any:
    name, described, numbers, items = parts
    kind = _read_polars_type(described)
    if numbers is None:
        return _made(name, items, kind)
    if described[0] not in _NUMBERS:
        raise CannotDecodeError("A column of numbers is of another type.")
    np = import_module("numpy")
    array = np.frombuffer(reading.buffer(items), dtype=described[0].lower())
    return import_module("polars").Series(name, array, dtype=kind)


def _made(name: str, items: list[Any], kind: Any) -> Any:
    return import_module("polars").Series(name, items, dtype=kind)


def _polars_frame(value: Any, writing: Writing) -> Any:
    return [value.height, [_series(column, writing) for column in value.get_columns()]]


def _read_polars_frame(parts: Any, reading: Reading) -> Any:
    height, columns = parts
    frame = import_module("polars").DataFrame([_read_series(each, reading) for each in columns])
    if frame.height != height:
        raise CannotDecodeError("A table has not as many rows as it should.")
    return frame


FORMS: dict[tuple[str, str], Form] = {
    ("pyarrow", "Table"): Form(100, _table, read_table, has_identity=True),
    ("pyarrow", "RecordBatch"): Form(101, _batch, _read_batch, has_identity=True),
    ("polars", "DataFrame"): Form(102, _polars_frame, _read_polars_frame, has_identity=True),
    ("polars", "Series"): Form(103, _series, _read_series, has_identity=True),
}
