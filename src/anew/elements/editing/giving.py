"""Gives an edited table back as what was passed: always a copy, never the author's own.

No library is imported that the author has not: their own objects make new ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from anew.elements.editing.giving_frames import (
    arrow_array,
    arrow_table,
    numpy_array,
    polars_frame,
    polars_series,
)
from anew.elements.editing.giving_pandas import pandas_frame, pandas_index, pandas_series
from anew.elements.editing.giving_plain import edited_mapping, edited_rows
from anew.elements.tabular.frames import as_known, is_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.elements.editing.changes import Changes

_KNOWN: tuple[tuple[str, str, Callable[[Any, Changes], Any]], ...] = (
    ("pandas", "DataFrame", pandas_frame),
    ("pandas", "Series", pandas_series),
    ("pandas", "Index", pandas_index),
    ("polars", "DataFrame", polars_frame),
    ("polars", "Series", polars_series),
    ("pyarrow", "Table", arrow_table),
    ("pyarrow", "RecordBatch", arrow_table),
    ("pyarrow", "Array", arrow_array),
    ("pyarrow", "ChunkedArray", arrow_array),
    ("numpy", "ndarray", numpy_array),
)
_ONCE = (list, tuple, set, frozenset)


def editable(kind: str, data: Any) -> Any:
    """The data as something that can be read twice, and given back.

    Args:
        kind: The command that was called, for its errors.
        data: Any table.
    """
    if is_of(data, "pandas", "Styler"):
        return data.data
    if is_of(data, "polars", "LazyFrame"):
        return data.collect()
    if any(is_of(data, library, name) for library, name, _ in _KNOWN):
        return data
    known = as_known(kind, data)
    if known is not None:
        return known
    is_plain = data is None or isinstance(data, Mapping | str | bytes | type)
    if is_plain or not isinstance(data, Iterable) or isinstance(data, _ONCE):
        return data
    return list(data)  # It may be one that can be read but once.


def given_back(data: Any, was: Any, changes: Changes) -> Any:
    """The edited table.

    Args:
        data: As `editable` gave it.
        was: As the author passed it.
        changes: What becomes of it.
    """
    for library, name, edit in _KNOWN:
        if is_of(data, library, name):
            found = edit(data, changes)
            return found.lazy() if is_of(was, "polars", "LazyFrame") else found
    if data is None:
        pandas = sys.modules.get("pandas")
        return None if pandas is None else pandas.DataFrame(index=range(changes.added))
    if isinstance(data, Mapping):
        return edited_mapping(data, changes)
    return edited_rows(data, changes)
