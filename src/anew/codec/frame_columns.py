"""The forms of pandas's columns, indexes and single values."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from anew.codec.arrays import array_parts, read_array
from anew.codec.errors import CannotDecodeError, RefusedError
from anew.codec.form import Form, Reading, Writing
from anew.codec.tables import column_buffer, read_column

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMPY, _CATEGORIES, _ZONED, _MASKED, _TEXTS, _ARROW_TEXTS, _ARROW, _PERIODS, _INTERVALS = range(9)
_MASKED_ARRAYS = {
    "b": "BooleanArray",
    "i": "IntegerArray",
    "u": "IntegerArray",
    "f": "FloatingArray",
}


def _pandas() -> Any:
    return import_module("pandas")


# Columns: what pandas calls extension arrays, and numpy's ----------------------------------


def column_parts(array: Any, writing: Writing) -> list[Any]:
    """What a series or an index holds, taken apart."""
    kind = array.dtype
    name = type(kind).__name__
    if _is_numpys(kind):
        return [_NUMPY, array_parts(array.to_numpy(), writing)]
    writer = _COLUMNS.get(name) if type(kind).__module__.partition(".")[0] == "pandas" else None
    if writer is None:
        raise RefusedError(array, f"a column of type {kind}")
    return writer(array, kind, writing)


def read_column_array(parts: Any, reading: Reading) -> Any:
    """The array of a column."""
    how, *others = parts
    if how == _NUMPY:
        return read_array(others[0], reading)
    return _READERS[how](reading, *others)


def _is_numpys(kind: Any) -> bool:
    is_wrapped = type(kind).__name__ == "NumpyEADtype"  # As pandas shows numpy's.
    return is_wrapped or type(kind).__module__.partition(".")[0] == "numpy"


def _categories(array: Any, kind: Any, writing: Writing) -> list[Any]:
    codes = array_parts(array.codes, writing)
    return [_CATEGORIES, codes, index_parts(kind.categories, writing), bool(kind.ordered)]


def _read_categories(reading: Reading, codes: Any, categories: Any, is_ordered: Any) -> Any:
    pd = _pandas()
    kind = pd.CategoricalDtype(read_index(categories, reading), ordered=bool(is_ordered))
    return pd.Categorical.from_codes(read_array(codes, reading), dtype=kind)


def _zoned(array: Any, kind: Any, writing: Writing) -> list[Any]:
    moments = array.tz_convert("UTC").tz_localize(None).to_numpy()
    return [_ZONED, array_parts(moments, writing), writing.part(kind.tz)]


def _read_zoned(reading: Reading, moments: Any, zone: Any) -> Any:
    index = _pandas().DatetimeIndex(read_array(moments, reading))
    return index.tz_localize("UTC").tz_convert(zone).array


def _masked(array: Any, kind: Any, writing: Writing) -> list[Any]:
    missing = array.isna()
    filled = array.to_numpy(dtype=kind.numpy_dtype, na_value=kind.numpy_dtype.type(0))
    return [_MASKED, array_parts(filled, writing), array_parts(missing, writing)]


def _read_masked(reading: Reading, filled: Any, missing: Any) -> Any:
    items, mask = read_array(filled, reading), read_array(missing, reading)
    if items.shape != mask.shape:
        raise CannotDecodeError("A column is not whole.")
    return getattr(_pandas().arrays, _MASKED_ARRAYS[items.dtype.kind])(items, mask)


def _texts(array: Any, kind: Any, writing: Writing) -> list[Any]:
    is_nan = kind.na_value is not _pandas().NA
    if kind.storage == "pyarrow":
        return [_ARROW_TEXTS, column_buffer(_arrow_column(array), writing), is_nan]
    items = array.to_numpy(dtype=object, na_value=None).tolist()
    return [_TEXTS, list(map(writing.part, items)), is_nan]


def _text_type(storage: str, is_nan: Any) -> Any:
    pd = _pandas()
    return pd.StringDtype(storage, na_value=float("nan") if is_nan else pd.NA)


def _read_texts(reading: Reading, items: Any, is_nan: Any) -> Any:
    return _pandas().array(items, dtype=_text_type("python", is_nan))


def _read_arrow_texts(reading: Reading, number: Any, is_nan: Any) -> Any:
    return _text_type("pyarrow", is_nan).__from_arrow__(read_column(number, reading))


def _arrow_column(array: Any) -> Any:
    return array.__arrow_array__()


def _arrow(array: Any, kind: Any, writing: Writing) -> list[Any]:
    return [_ARROW, column_buffer(_arrow_column(array), writing)]


def _read_arrow(reading: Reading, number: Any) -> Any:
    return _pandas().arrays.ArrowExtensionArray(read_column(number, reading))


def _periods(array: Any, kind: Any, writing: Writing) -> list[Any]:
    return [_PERIODS, array_parts(array.asi8, writing), kind.name]


def _read_periods(reading: Reading, numbers: Any, frequency: Any) -> Any:
    pd = _pandas()
    return pd.arrays.PeriodArray(
        read_array(numbers, reading),
        dtype=pd.PeriodDtype(frequency.removeprefix("period").strip("[]")),
    )


def _intervals(array: Any, kind: Any, writing: Writing) -> list[Any]:
    return [
        _INTERVALS,
        index_parts(array.left, writing),
        index_parts(array.right, writing),
        array.closed,
    ]


def _read_intervals(reading: Reading, left: Any, right: Any, closed: Any) -> Any:
    ends = read_index(left, reading), read_index(right, reading)
    return _pandas().arrays.IntervalArray.from_arrays(*ends, closed=closed)


_COLUMNS: dict[str, Callable[[Any, Any, Writing], list[Any]]] = {
    "CategoricalDtype": _categories,
    "DatetimeTZDtype": _zoned,
    "BooleanDtype": _masked,
    **{
        f"{name}Dtype": _masked
        for name in (
            "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64",
        )
    },
    "StringDtype": _texts,
    "ArrowDtype": _arrow,
    "PeriodDtype": _periods,
    "IntervalDtype": _intervals,
}  # fmt: skip
_READERS: dict[int, Callable[..., Any]] = {
    _CATEGORIES: _read_categories,
    _ZONED: _read_zoned,
    _MASKED: _read_masked,
    _TEXTS: _read_texts,
    _ARROW_TEXTS: _read_arrow_texts,
    _ARROW: _read_arrow,
    _PERIODS: _read_periods,
    _INTERVALS: _read_intervals,
}


# Indexes ---------------------------------------------------------------------------------


def index_parts(index: Any, writing: Writing) -> list[Any]:
    """An index, taken apart."""
    name = type(index).__name__
    if name == "RangeIndex":
        return [name, writing.part(index.name), index.start, index.stop, index.step]
    if name == "MultiIndex":
        levels = [index_parts(level, writing) for level in index.levels]
        codes = [array_parts(_numbers(each), writing) for each in index.codes]
        return [name, list(map(writing.part, index.names)), levels, codes]
    if name not in _INDEXES:
        raise RefusedError(index, "an index of a class that is not pandas's own")
    frequency = getattr(index, "freqstr", None) if name in _REGULAR else None
    column = column_parts(index.array, writing)
    return [name, writing.part(index.name), column, frequency]


def _numbers(codes: Any) -> Any:
    return import_module("numpy").asarray(codes)


def read_index(parts: Any, reading: Reading) -> Any:
    """The index that `index_parts` was given."""
    pd = _pandas()
    kind, name, *others = parts
    if kind == "RangeIndex":
        return pd.RangeIndex(*others, name=name)
    if kind == "MultiIndex":
        levels = [read_index(each, reading) for each in others[0]]
        codes = [read_array(each, reading) for each in others[1]]
        return pd.MultiIndex(levels, codes, names=name)
    column, frequency = others
    array = read_column_array(column, reading)
    if kind in _REGULAR:
        return getattr(pd, kind)(array, name=name, freq=frequency)
    if kind not in _INDEXES:
        raise CannotDecodeError(f"There is no index {kind!r}.")
    made = pd.Index(array, name=name, dtype=array.dtype)
    if type(made).__name__ != kind:
        raise CannotDecodeError(f"This is no {kind}.")
    return made


_REGULAR = frozenset({"DatetimeIndex", "TimedeltaIndex"})
_INDEXES = frozenset({
    "Index", "CategoricalIndex", "PeriodIndex", "IntervalIndex", *_REGULAR,
})  # fmt: skip


# Single values -----------------------------------------------------------------------------


def _timestamp(value: Any, writing: Writing) -> Any:
    moment = value.tz_convert("UTC").tz_localize(None) if value.tz is not None else value
    number = int(moment.to_numpy().astype("int64"))
    return [number, value.unit, writing.part(value.tz)]


def _read_timestamp(parts: Any, reading: Reading) -> Any:
    number, unit, zone = parts
    moment = _pandas().Timestamp(_moment(number, "datetime64", unit))
    return moment if zone is None else moment.tz_localize("UTC").tz_convert(zone)


def _timedelta(value: Any, writing: Writing) -> Any:
    return [int(value.to_numpy().astype("int64")), value.unit]


def _read_timedelta(parts: Any, reading: Reading) -> Any:
    number, unit = parts
    return _pandas().Timedelta(_moment(number, "timedelta64", unit))


def _moment(number: Any, kind: str, unit: Any) -> Any:
    if unit not in {"s", "ms", "us", "ns"} or type(number) is not int:
        raise CannotDecodeError("A moment has no unit of time.")
    return getattr(import_module("numpy"), kind)(number, unit)


def _read_period(parts: Any, reading: Reading) -> Any:
    ordinal, frequency = parts
    return _pandas().Period(ordinal=ordinal, freq=frequency)


def _interval(value: Any, writing: Writing) -> Any:
    return [writing.part(value.left), writing.part(value.right), value.closed]


_INDEX_FORM = Form(82, index_parts, read_index)
FORMS: dict[tuple[str, str], Form] = {
    **{("pandas", name): _INDEX_FORM for name in ("RangeIndex", "MultiIndex", *_INDEXES)},
    ("pandas", "Timestamp"): Form(83, _timestamp, _read_timestamp),
    ("pandas", "Timedelta"): Form(84, _timedelta, _read_timedelta),
    ("pandas", "Period"): Form(
        85, lambda value, writing: [value.ordinal, value.freqstr], _read_period
    ),
    ("pandas", "Interval"): Form(86, _interval, lambda parts, reading: _pandas().Interval(*parts)),
    ("pandas", "NaTType"): Form(
        87, lambda value, writing: None, lambda parts, reading: _pandas().NaT
    ),
    ("pandas", "NAType"): Form(
        88, lambda value, writing: None, lambda parts, reading: _pandas().NA
    ),
}
