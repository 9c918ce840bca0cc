"""Edited tables of pandas. A dtype is kept unless it cannot hold what was entered.

That is so where a cell of whole numbers is emptied (then it is float64), or one of bools (object).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.editing.changes import Change, Changes


def pandas_frame(frame: Any, changes: Changes) -> Any:
    """An edited copy of a DataFrame."""
    levels = frame.index.nlevels
    found = frame.copy()
    for at, change in enumerate(changes.columns[levels:]):
        if change.cells:
            found.isetitem(at, _set(found.iloc[:, at], change.cells))
    index = _edited_index(frame.index, changes)
    if changes.kept is not None:
        found = found.iloc[changes.kept]
    if changes.added:
        columns = {
            at: _extended(found.iloc[:, at], change.added)
            for at, change in enumerate(changes.columns[levels:])
        }
        attributes = found.attrs
        found = _pandas().DataFrame(columns, index=range(len(found) + changes.added))
        found.columns, found.attrs = frame.columns, attributes
    if index is not None:
        found.index = index
    return found


def pandas_series(series: Any, changes: Changes) -> Any:
    """An edited copy of a Series."""
    found = _edited(series.copy(), changes.columns[-1], changes)
    index = _edited_index(series.index, changes)
    if index is not None:
        found.index = index
    return found.rename(series.name)


def pandas_index(index: Any, changes: Changes) -> Any:
    """An edited copy of an Index."""
    if hasattr(index, "levels"):
        levels = [
            _edited(index.get_level_values(at).to_series(index=range(len(index))), change, changes)
            for at, change in enumerate(changes.columns)
        ]
        return _pandas().MultiIndex.from_arrays(levels, names=index.names)
    found = _edited(index.to_series(index=range(len(index))), changes.columns[0], changes)
    return _pandas().Index(found, name=index.name)


def _edited(series: Any, change: Change, changes: Changes) -> Any:
    found = _set(series, change.cells) if change.cells else series
    if changes.kept is not None:
        found = found.iloc[changes.kept]
    return _extended(found, change.added) if changes.added else found


def _set(series: Any, cells: dict[int, Any]) -> Any:
    new = _like(series, list(cells.values()))
    found = series.astype(new.dtype) if new.dtype != series.dtype else series.copy()
    found.iloc[list(cells)] = new.array
    return found


def _extended(series: Any, added: list[Any]) -> Any:
    new = _like(series, added)
    old = series.astype(new.dtype) if new.dtype != series.dtype else series
    return _pandas().concat([old, new], ignore_index=True)


def _like(series: Any, values: Sequence[Any]) -> Any:
    """Values as a series of the same dtype, or of the nearest that can hold them."""
    pandas = _pandas()
    dtype = series.dtype
    kind = getattr(dtype, "kind", "O")
    is_plain = type(dtype).__module__.partition(".")[0] == "numpy"
    if is_plain and any(value is None for value in values) and kind in "iub":
        dtype = object if kind == "b" else "float64"
    if is_plain and kind in "iu" and any(isinstance(value, float) for value in values):
        dtype = "float64"
    try:
        return pandas.Series(values, dtype=dtype)
    except (TypeError, ValueError, OverflowError):
        return pandas.Series(values, dtype=object)


# The index ------------------------------------------------------------------------------------


def _edited_index(index: Any, changes: Changes) -> Any:
    """The index of the edited rows; None if it is as it was."""
    levels = changes.columns[: index.nlevels]
    is_edited = any(change.cells for change in levels)
    if changes.kept is None and not changes.added and not is_edited:
        return None
    if not is_counting(index):
        return pandas_index(index, changes._replace(columns=levels))
    kept = index if changes.kept is None else index[changes.kept]
    if not changes.added:
        return kept
    step = getattr(index, "step", 1)
    end = getattr(index, "stop", None)
    first = end if end is not None else max(index, default=-1) + 1
    if changes.kept is None and end is not None:
        return _pandas().RangeIndex(index.start, end + step * changes.added, step, name=index.name)
    new = range(first, first + step * changes.added, step)
    return kept.append(_pandas().Index(list(new), dtype="int64")).rename(index.name)


def is_counting(index: Any) -> bool:
    """Whether an index only counts rows, maybe with gaps where some were deleted."""
    if type(index).__name__ == "RangeIndex":
        return True
    is_whole = index.nlevels == 1 and getattr(index.dtype, "kind", "O") in "iu"
    return bool(
        is_whole and index.name is None and index.is_monotonic_increasing and index.is_unique
    )


def _pandas() -> Any:
    return sys.modules["pandas"]
