"""Copies of cached values, so that a caller who changes its result changes no other's.

Immutable values are handed out as they are. Containers and the values of well-known
libraries are copied by functions of their own, everything else by `copy.deepcopy`.
"""

from __future__ import annotations

import copy
import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path, PosixPath, PurePath, PurePosixPath
from types import BuiltinFunctionType, EllipsisType, FunctionType, ModuleType, NoneType
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from anew.codec.libraries import known_as

if TYPE_CHECKING:
    from collections.abc import Callable

    Memo = dict[int, Any]

_UNCHANGING: frozenset[type] = frozenset({
    NoneType,
    EllipsisType,
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    range,
    slice,
    datetime,
    date,
    time,
    timedelta,
    timezone,
    ZoneInfo,
    Decimal,
    Fraction,
    UUID,
    Path,
    PosixPath,
    PurePath,
    PurePosixPath,
    re.Pattern,
    type,
    FunctionType,
    BuiltinFunctionType,
    ModuleType,
})  # fmt: skip


def copied(value: Any) -> Any:
    """A copy that shares no mutable part with the value.

    Raises:
        Exception: Whatever the value's class raises if the value cannot be copied.

    >>> kept = [["a"], "b"]
    >>> mine = copied(kept)
    >>> mine[0].append("c")
    >>> kept
    [['a'], 'b']
    """
    return value if is_unchanging(value) else _copied(value, {})


def is_unchanging(value: Any) -> bool:
    """Whether a value is handed out as it is, because nobody can change it.

    >>> is_unchanging("text"), is_unchanging(("text",))
    (True, False)
    """
    return type(value) in _UNCHANGING


def _copied(value: Any, memo: Memo) -> Any:
    kind = type(value)
    if kind in _UNCHANGING:
        return value
    known = memo.get(id(value))
    if known is not None:  # It occurs in several places, or contains itself.
        return known
    copy_it = _CONTAINERS.get(kind)
    if copy_it is not None:
        return copy_it(value, memo)
    if isinstance(value, Enum):
        return value
    copy_it = known_as(value, _LIBRARIES)
    if copy_it is not None:
        memo[id(value)] = new = copy_it(value, memo)
        return new
    return copy.deepcopy(value, memo)


def _list(value: list[Any], memo: Memo) -> list[Any]:
    memo[id(value)] = new = []
    new.extend([item if type(item) in _UNCHANGING else _copied(item, memo) for item in value])
    return new


def _dict(value: dict[Any, Any], memo: Memo) -> dict[Any, Any]:
    memo[id(value)] = new = {}
    for key, item in value.items():
        new[_copied(key, memo)] = item if type(item) in _UNCHANGING else _copied(item, memo)
    return new


def _tuple(value: tuple[Any, ...], memo: Memo) -> tuple[Any, ...]:
    new = tuple([_copied(item, memo) for item in value])
    if all(mine is theirs for mine, theirs in zip(new, value, strict=True)):
        return value
    # A tuple that contains itself, by way of a list, was already copied on the way.
    return memo.setdefault(id(value), new)  # type: ignore[no-any-return]  # the memo holds all


def _set(value: set[Any], memo: Memo) -> set[Any]:
    memo[id(value)] = new = {_copied(item, memo) for item in value}
    return new


_CONTAINERS: dict[type, Callable[[Any, Memo], Any]] = {
    list: _list,
    dict: _dict,
    tuple: _tuple,
    set: _set,
    bytearray: lambda value, memo: value[:],
}


def _array(value: Any, memo: Memo) -> Any:
    return copy.deepcopy(value, memo) if value.dtype.hasobject else value.copy()


def _frame(value: Any, memo: Memo) -> Any:
    """A frame's own `copy` shares the objects in its columns, so those are copied here."""
    new = value.copy(deep=True)
    for place in range(value.shape[1]):
        column = value.iloc[:, place]
        if _holds_objects(column):
            new.isetitem(place, _series(column, memo))
    return new


def _series(value: Any, memo: Memo) -> Any:
    new = value.copy(deep=True)
    if _holds_objects(value):
        objects = [_copied(item, memo) for item in value.array]
        for place, item in enumerate(objects):
            new.iat[place] = item
    return new


def _holds_objects(column: Any) -> bool:
    return str(column.dtype) == "object" and any(
        type(item) not in _UNCHANGING for item in column.array
    )


def _itself(value: Any, memo: Memo) -> Any:
    return value


_LIBRARIES: dict[tuple[str, str], Callable[[Any, Memo], Any]] = {
    ("numpy", "ndarray"): _array,
    ("numpy", "generic"): _itself,
    ("numpy", "dtype"): _itself,
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _series,
    ("pandas", "Index"): _itself,
    ("pandas", "Timestamp"): _itself,
    ("pandas", "Timedelta"): _itself,
    ("pandas", "NAType"): _itself,
    ("pandas", "NaTType"): _itself,
    ("polars", "DataFrame"): lambda value, memo: value.clone(),
    ("polars", "LazyFrame"): lambda value, memo: value.clone(),
    ("polars", "Series"): lambda value, memo: value.clone(),
    ("pyarrow", "Table"): _itself,
    ("pyarrow", "RecordBatch"): _itself,
    ("pyarrow", "Array"): _itself,
    ("pyarrow", "ChunkedArray"): _itself,
    ("pyarrow", "Schema"): _itself,
    ("pyarrow", "DataType"): _itself,
    ("PIL", "Image"): lambda value, memo: value.copy(),
    ("torch", "Tensor"): lambda value, memo: value.detach().clone(),
}
