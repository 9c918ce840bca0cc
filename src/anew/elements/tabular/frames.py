"""Reads tables of libraries through their own objects: no library is imported.

Tables of unknown libraries are recognised by their methods, so that Spark, Dask, Modin, Ibis and
anything that supports the exchange protocols of Arrow or pandas can be read, too.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Any

from anew.ambient.context import here
from anew.elements.shared.parameters import MOST
from anew.elements.tabular.arrow_columns import moments_of, numbers_of, texts_of
from anew.elements.tabular.sheet import (
    VALUE,
    Kind,
    Sheet,
    SheetColumn,
    column_of,
    label_of,
    sheet,
)
from anew.elements.tabular.styler import MOST_CELLS, dressed, visible
from anew.errors import InvalidParameterValueError, NotAvailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_ROWS_FETCHED = 10_000  # From tables that are not in memory, such as those of Spark.
DRESSED = ("dataframe", "table")  # The commands that show what a Styler says.
CONVERSIONS = ("toPandas", "to_pandas", "collect", "compute", "to_arrow")


def read_frame(kind: str, data: Any) -> Sheet | None:
    """The sheet of a library's table; None if it is not such a table."""
    for library, name, read in READERS:
        if is_of(data, library, name):
            return read(kind, data)
    if _is_array(data):
        return _from_numpy(kind, data)
    if _is_cursor(data):
        return _from_cursor(data)
    converted = _converted(data)
    if converted is not None:
        return read_frame(kind, converted)
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__dataframe__"):
        return read_frame(kind, _exchanged(kind, data))
    return None


def as_known(kind: str, data: Any) -> Any:
    """A table of a library that is not known, as one of a library that is; None if it is none."""
    if any(is_of(data, library, name) for library, name, _ in READERS) or _is_array(data):
        return data
    if _is_cursor(data):
        sheet = _from_cursor(data)
        return {column.name: column.listed() for column in sheet.columns}
    converted = _converted(data)
    if converted is None and _is_exchangeable(data):
        converted = _exchanged(kind, data)
    return None if converted is None else as_known(kind, converted)


def is_tabular(data: object) -> bool:
    """Whether it is a library's table."""
    if type(data).__module__ == "builtins":
        return False
    return (
        any(is_of(data, library, name) for library, name, _ in READERS)
        or (_is_array(data) and getattr(data, "ndim", 0) > 0)
        or _is_cursor(data)
        or _is_convertible(data)
        or _is_exchangeable(data)
    )


def listed_column(value: Any) -> Sequence[Any] | None:
    """The values of a library's single column; None if it is something else."""
    if _is_array(value):
        if value.ndim == 1 and value.dtype.kind in "iuf":
            numbers: list[Any] = value.tolist()  # Python's own, of which a column is made faster.
            return numbers
        return list(value) if value.ndim else None
    for method in ("to_list", "tolist", "to_pylist"):
        if _root(value) in {"pandas", "polars", "pyarrow"} and hasattr(value, method):
            values: list[Any] = getattr(value, method)()
            return values
    return list(value) if isinstance(value, array) else None


# pandas ---------------------------------------------------------------------------------------


def _from_pandas(kind: str, data: Any) -> Sheet:
    columns = [
        _pandas_column(label, data.iloc[:, at]) for at, label in enumerate(list(data.columns))
    ]
    return Sheet((*_pandas_index(data.index), *columns), len(data), _is_count(data.index))


def _from_pandas_series(kind: str, data: Any) -> Sheet:
    name = VALUE if data.name is None else data.name
    columns = (*_pandas_index(data.index), _pandas_column(name, data))
    return Sheet(columns, len(data), _is_count(data.index))


def _from_pandas_index(kind: str, data: Any) -> Sheet:
    columns = [column._replace(is_index=False) for column in _pandas_index(data)]
    return Sheet(
        tuple([column._replace(name=column.name or VALUE) for column in columns]), len(data)
    )


def _from_styler(kind: str, data: Any) -> Sheet:
    sheet = _from_pandas(kind, data.data)
    if kind not in DRESSED:
        lost = "only the data of a pandas Styler is shown, not its formats and colours"
        here().run.tell_once(f"{kind}: {lost}. Use st.dataframe or st.table, which show them.")
        return sheet
    if sheet.rows * len(sheet.columns) > MOST_CELLS:
        here().run.tell_once(
            f"{kind}: a pandas Styler of more than {MOST_CELLS} cells is shown without its "
            f"formats and colours. Use column_config for formats in st.dataframe."
        )
        return visible(sheet, data)
    return visible(dressed(sheet, data), data)


def _is_count(index: Any) -> bool:
    """Whether it is the default index of pandas."""
    is_range = type(index).__name__ == "RangeIndex"
    return is_range and (index.start, index.step, index.name) == (0, 1, None)


def _pandas_index(index: Any) -> list[SheetColumn]:
    levels = range(index.nlevels)
    return [
        _pandas_column(index.names[at], index.get_level_values(at))._replace(is_index=True)
        for at in levels
    ]


def _pandas_column(name: object, values: Any) -> SheetColumn:
    if _is_of_numpy(values.dtype) and values.dtype.kind in "iuf":
        return _number_column(name, values.to_numpy())
    if type(values.dtype).__name__ == "StringDtype" and (texts := texts_of(values)):
        return SheetColumn(label_of(name), "text", texts)
    if _is_of_numpy(values.dtype) and values.dtype.kind == "M" and not values.hasnans:
        if moments := moments_of(values.to_numpy()):
            return SheetColumn(label_of(name), "datetime", moments)
        return column_of(name, values.to_numpy().astype("datetime64[us]").tolist())
    return column_of(name, values.astype(object).tolist())


# numpy ----------------------------------------------------------------------------------------


def _from_numpy(kind: str, data: Any) -> Sheet:
    if data.ndim == 0:
        return sheet([column_of(VALUE, [data])])
    if data.dtype.names:
        return sheet(_numpy_column(name, data[name]) for name in data.dtype.names)
    if data.ndim == 1:
        return sheet([_numpy_column(VALUE, data)])
    if data.ndim > 2:
        raise InvalidParameterValueError(
            f"{kind}: the array has {data.ndim} dimensions. Pass one with one or two dimensions "
            f"(rows, or rows and columns)."
        )
    columns = [_numpy_column(at, data[:, at]) for at in range(data.shape[1])]
    return Sheet(tuple(columns), len(data))


def _numpy_column(name: object, values: Any) -> SheetColumn:
    if values.ndim == 1 and values.dtype.kind in "iuf":
        return _number_column(name, values)
    if values.dtype.kind in "OMm" or values.ndim > 1:
        return column_of(name, list(values))
    return column_of(name, values.tolist())


def _number_column(name: object, values: Any) -> SheetColumn:
    """A column of numbers, copied as a block: each run may show a table with millions of them."""
    is_whole = values.dtype.kind in "iu"
    if is_whole and len(values) and (values.max() > MOST or values.min() < -MOST):
        return column_of(name, values.tolist())
    numbers = array("d")
    numbers.frombytes(values.astype("f8").tobytes())
    return SheetColumn(label_of(name), "integer" if is_whole else "number", numbers)


# polars and Arrow -----------------------------------------------------------------------------


def _from_polars(kind: str, data: Any) -> Sheet:
    return Sheet(tuple(_polars_column(one.name, one) for one in data), data.height)


def _from_polars_series(kind: str, data: Any) -> Sheet:
    return sheet([_polars_column(data.name or VALUE, data)])


def _polars_column(name: object, values: Any) -> SheetColumn:
    is_number = values.dtype.is_integer() or values.dtype.is_float()
    if is_number and not values.null_count() and "numpy" in sys.modules:
        return _number_column(name, values.to_numpy())
    if str(values.dtype) == "String" and (texts := texts_of(values)):
        return SheetColumn(label_of(name), "text", texts)
    return column_of(name, values.to_list())


def _from_lazy(kind: str, data: Any) -> Sheet:
    return _from_polars(kind, data.collect())


def _from_arrow(kind: str, data: Any) -> Sheet:
    columns = zip(data.schema.names, data.columns, strict=True)
    return Sheet(tuple(_arrow_column(name, column) for name, column in columns), data.num_rows)


def _arrow_column(name: object, values: Any) -> SheetColumn:
    types = sys.modules["pyarrow"].types
    if (numbers := numbers_of(values)) is not None:
        kind: Kind = "integer" if types.is_integer(values.type) else "number"
        return SheetColumn(label_of(name), kind, numbers)
    if types.is_string(values.type) or types.is_large_string(values.type):
        texts = texts_of(values)
        if texts is not None:
            return SheetColumn(label_of(name), "text", texts)
    return column_of(name, values.to_pylist())


def _from_arrow_array(kind: str, data: Any) -> Sheet:
    return sheet([column_of(VALUE, data.to_pylist())])


READERS: tuple[tuple[str, str, Callable[[str, Any], Sheet]], ...] = (
    ("pandas", "DataFrame", _from_pandas),
    ("pandas", "Series", _from_pandas_series),
    ("pandas", "Index", _from_pandas_index),
    ("pandas", "Styler", _from_styler),
    ("polars", "DataFrame", _from_polars),
    ("polars", "LazyFrame", _from_lazy),
    ("polars", "Series", _from_polars_series),
    ("pyarrow", "Table", _from_arrow),
    ("pyarrow", "RecordBatch", _from_arrow),
    ("pyarrow", "Array", _from_arrow_array),
    ("pyarrow", "ChunkedArray", _from_arrow_array),
)


# Others ---------------------------------------------------------------------------------------


def _from_cursor(data: Any) -> Sheet:
    """The result of a database query (PEP 249)."""
    names = [column[0] for column in data.description or ()]
    rows = data.fetchmany(MOST_ROWS_FETCHED) if names else []
    columns = [column_of(name, [row[at] for row in rows]) for at, name in enumerate(names)]
    return Sheet(tuple(columns), len(rows))


def _is_cursor(data: object) -> bool:
    kind = type(data)
    return all(hasattr(kind, name) for name in ("description", "fetchmany", "fetchone"))


def _converted(data: Any) -> Any:
    """A table converted to one of a known library; None if it cannot be converted."""
    if not _is_convertible(data):
        return None
    if hasattr(data, "limit"):
        data = data.limit(MOST_ROWS_FETCHED)
    method = next(name for name in CONVERSIONS if callable(getattr(data, name, None)))
    return getattr(data, method)()


def _is_convertible(data: Any) -> bool:
    """Whether it has columns, and a method that converts it to a table of a known library."""
    has_columns = hasattr(type(data), "columns") or hasattr(type(data), "dtypes")
    return has_columns and any(callable(getattr(type(data), name, None)) for name in CONVERSIONS)


def _is_exchangeable(data: object) -> bool:
    return hasattr(type(data), "__arrow_c_stream__") or hasattr(type(data), "__dataframe__")


def _exchanged(kind: str, data: Any) -> Any:
    """A table converted by an exchange protocol, to one of a library that is loaded."""
    if hasattr(data, "__arrow_c_stream__"):
        if "pyarrow" in sys.modules:
            return sys.modules["pyarrow"].table(data)
        if "polars" in sys.modules:
            return sys.modules["polars"].DataFrame(data)
    if "pandas" in sys.modules and hasattr(data, "__dataframe__"):
        return sys.modules["pandas"].api.interchange.from_dataframe(data)
    raise NotAvailableError(
        f"{kind}: to read a {type(data).__name__}, another library is needed. Import pyarrow, "
        f"polars or pandas in your script."
    )


def is_of(data: object, library: str, name: str) -> bool:
    """Whether it is an instance of this class of a library, or of a subclass."""
    return any(
        base.__name__ == name and base.__module__.partition(".")[0] == library
        for base in type(data).__mro__
    )


def _is_of_numpy(data: object) -> bool:
    return any(base.__module__.partition(".")[0] == "numpy" for base in type(data).__mro__)


def _is_array(data: object) -> bool:
    """Whether it is an array or a single value of numpy."""
    return _is_of_numpy(data) and hasattr(data, "dtype") and hasattr(data, "shape")


def _root(data: object) -> str:
    return type(data).__module__.partition(".")[0]
