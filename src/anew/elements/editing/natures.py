"""What the columns of an author's table can hold: known from its dtypes, without its library.

A sheet tells of each column what its values are. An editor has to know more: what an empty column
would hold, which categories there are, in which time zone moments are, how large a number may be.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.elements.tabular.frames import is_of
from anew.elements.tabular.sheet import cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.tabular.sheet import Kind, Sheet, SheetColumn
    from anew.protocol.messages import Json

_OF_NUMPY: dict[str, Kind] = {
    "i": "integer",
    "u": "integer",
    "f": "number",
    "b": "bool",
    "M": "datetime",
    "m": "duration",
    "U": "text",
    "S": "object",
}


class Nature(NamedTuple):
    """What a column can hold."""

    kind: Kind | None = None  # None: what its values are.
    options: tuple[Json, ...] | None = None  # Its categories, if it has nothing else.
    zone: tzinfo | None = None  # Of its moments.
    least: int | None = None
    most: int | None = None
    is_single: bool = False  # Its numbers have seven digits.
    is_decimal: bool = False


def natures_of(data: Any, sheet: Sheet) -> tuple[Nature, ...]:
    """What each column of a sheet can hold.

    Args:
        data: The table that the sheet was made of.
        sheet: With all its columns.
    """
    dtypes = _dtypes(data, sheet)
    found = [_nature(dtype) for dtype in dtypes]
    return tuple(
        [_from_values(column, nature) for column, nature in zip(sheet.columns, found, strict=True)]
    )


def _dtypes(data: Any, sheet: Sheet) -> Sequence[Any]:
    """The dtype of each column, or None."""
    nothing = [None] * len(sheet.columns)
    if is_of(data, "pandas", "DataFrame"):
        found = [*_index_dtypes(data.index), *data.dtypes]
    elif is_of(data, "pandas", "Series"):
        found = [*_index_dtypes(data.index), data.dtype]
    elif is_of(data, "pandas", "Index"):
        found = _index_dtypes(data)
    elif is_of(data, "polars", "DataFrame"):
        found = list(data.dtypes)
    elif is_of(data, "pyarrow", "Table") or is_of(data, "pyarrow", "RecordBatch"):
        found = list(data.schema.types)
    elif is_of(data, "pyarrow", "Array") or is_of(data, "pyarrow", "ChunkedArray"):
        found = [data.type]
    elif getattr(getattr(data, "dtype", None), "names", None):
        found = [data.dtype[name] for name in data.dtype.names]
    elif hasattr(data, "dtype"):  # Of numpy, or a series of polars.
        found = [data.dtype] * len(sheet.columns)
    else:
        found = nothing
    return found if len(found) == len(nothing) else nothing


def _index_dtypes(index: Any) -> list[Any]:
    return list(index.dtypes) if hasattr(index, "levels") else [index.dtype]


def _nature(dtype: Any) -> Nature:
    if dtype is None:
        return Nature()
    library = type(dtype).__module__.partition(".")[0]
    if library == "polars" or type(dtype).__name__ == "DataTypeClass":
        return _of_polars(dtype)
    if library == "pyarrow":
        return _of_arrow(dtype)
    if library == "pandas":
        return _of_pandas(dtype)
    return _of_numpy(dtype)


def _of_numpy(dtype: Any) -> Nature:
    kind = _OF_NUMPY.get(dtype.kind)
    if dtype.kind in "iu" and dtype.itemsize <= 8:
        bits = dtype.itemsize * 8
        return _whole(bits, is_signed=dtype.kind == "i")
    return Nature(kind, is_single=dtype.kind == "f" and dtype.itemsize == 4)


def _whole(bits: int, *, is_signed: bool) -> Nature:
    if is_signed:
        return Nature("integer", least=-(2 ** (bits - 1)), most=2 ** (bits - 1) - 1)
    return Nature("integer", least=0, most=2**bits - 1)


def _of_pandas(dtype: Any) -> Nature:
    name = type(dtype).__name__
    if name == "CategoricalDtype":
        return Nature(options=tuple([cell(one)[1] for one in dtype.categories.tolist()]))
    if name == "DatetimeTZDtype":
        return Nature("datetime", zone=dtype.tz)
    if name == "StringDtype":
        return Nature("text")
    if name == "ArrowDtype":
        return _of_arrow(dtype.pyarrow_dtype)
    if hasattr(dtype, "numpy_dtype"):
        return _of_numpy(dtype.numpy_dtype)
    return Nature()


def _of_polars(dtype: Any) -> Nature:
    name = str(dtype).partition("(")[0]
    if name in {"Categorical", "Enum"}:
        categories = getattr(dtype, "categories", None)
        if name == "Categorical" or categories is None:
            return Nature("text")
        return Nature("text", options=tuple(categories.to_list()))
    if name.startswith(("Int", "UInt")) and name.strip("UInt").isdigit():
        return _whole(int(name.strip("UInt")), is_signed=name[0] == "I")
    if name == "Datetime":
        return Nature("datetime", zone=_zone_named(dtype.time_zone))
    simple: dict[str, Kind] = {
        "Float32": "number",
        "Float64": "number",
        "Boolean": "bool",
        "String": "text",
        "Date": "date",
        "Time": "time",
        "Duration": "duration",
        "List": "list",
    }
    is_decimal = name == "Decimal"
    kind: Kind | None = "number" if is_decimal else simple.get(name)
    return Nature(kind, is_single=name == "Float32", is_decimal=is_decimal)


def _of_arrow(dtype: Any) -> Nature:
    name = str(dtype)
    root = name.partition("[")[0].partition("<")[0].partition("(")[0].removeprefix("large_")
    if root.strip("uint").isdigit():
        return _whole(int(root.strip("uint")), is_signed=root[0] == "i")
    if root == "timestamp":
        return Nature("datetime", zone=_zone_named(dtype.tz))
    simple: dict[str, Kind] = {
        "float": "number",
        "double": "number",
        "bool": "bool",
        "string": "text",
        "string_view": "text",
        "date32": "date",
        "date64": "date",
        "time32": "time",
        "time64": "time",
        "duration": "duration",
        "list": "list",
    }
    is_decimal = root.startswith("decimal")
    kind: Kind | None = "number" if is_decimal else simple.get(root)
    return Nature(kind, is_single=root == "float", is_decimal=is_decimal)


def _zone_named(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    # Libraries name fixed offsets "+01:00", which `datetime` reads as a part of a moment.
    if name[0] in "+-":
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # its data are rarely needed

    return ZoneInfo(name)


def _from_values(column: SheetColumn, nature: Nature) -> Nature:
    """The nature, with what the values tell."""
    first = next((value for value in column.values[:1] if value is not None), None)
    if first is None:
        first = next((value for value in column.values if value is not None), None)
    if nature.options is not None:
        kinds = {cell(option)[0] for option in nature.options}
        return nature._replace(kind=next(iter(kinds)) if len(kinds) == 1 else "object")
    if nature.kind is None:  # Of a column without values, anything: it is text.
        nature = nature._replace(kind="text" if first is None else column.kind)
    if nature.kind == "datetime" and nature.zone is None and isinstance(first, str):
        return nature._replace(zone=datetime.fromisoformat(in_microseconds(first)).tzinfo)
    if nature.kind == "number" and isinstance(first, str) and "nfinity" not in first:
        return nature._replace(is_decimal=True)
    return nature


def in_microseconds(text: str) -> str:
    """A moment's text without its nanoseconds."""
    head, point, rest = text.partition(".")
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return text if digits <= 6 else f"{head}{point}{rest[:6]}{rest[digits:]}"
