"""What is shown of the tables, arrays and pictures of well-known libraries: how large, and the beginning.

Each function gives parts that `readable.py` shows in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ROWS = 1_000
MOST_ITEMS = 10_000

Parts = dict[str, Any]


def _with_rest(parts: Parts, count: int, most: int, what: str) -> Parts:
    return parts if count <= most else {**parts, "left_out": f"{count - most} {what}"}


def _array(value: Any) -> Parts:
    items = value.ravel()[:MOST_ITEMS].tolist()
    parts = {"dtype": str(value.dtype), "shape": [*value.shape], "items": items}
    return _with_rest(parts, value.size, MOST_ITEMS, "items")


def _scalar(value: Any) -> Parts:
    item = value.item()
    return {"text": str(value)} if type(item) is type(value) else {"value": item}


def _frame(value: Any) -> Parts:
    head = value.head(MOST_ROWS)
    parts = {
        "columns": [*map(str, value.columns)],
        "types": [*map(str, value.dtypes)],
        "index": head.index.tolist(),
        "rows": [[*row] for row in head.itertuples(index=False, name=None)],
    }
    return _with_rest(parts, len(value), MOST_ROWS, "rows")


def _series(value: Any) -> Parts:
    head = value.head(MOST_ROWS)
    parts = {
        "name": None if value.name is None else str(value.name),
        "dtype": str(value.dtype),
        "index": head.index.tolist(),
        "items": head.tolist(),
    }
    return _with_rest(parts, len(value), MOST_ROWS, "items")


def _index(value: Any) -> Parts:
    parts = {"dtype": str(value.dtype), "items": value[:MOST_ROWS].tolist()}
    return _with_rest(parts, len(value), MOST_ROWS, "items")


def _polars_frame(value: Any) -> Parts:
    rows = [[*row] for row in value.head(MOST_ROWS).rows()]
    parts = {"columns": value.columns, "types": [*map(str, value.dtypes)], "rows": rows}
    return _with_rest(parts, value.height, MOST_ROWS, "rows")


def _polars_series(value: Any) -> Parts:
    items = value.head(MOST_ROWS).to_list()
    parts = {"name": value.name, "dtype": str(value.dtype), "items": items}
    return _with_rest(parts, len(value), MOST_ROWS, "items")


def _arrow_table(value: Any) -> Parts:
    columns = [column.to_pylist() for column in value.slice(0, MOST_ROWS).columns]
    parts = {
        "columns": value.schema.names,
        "types": [*map(str, value.schema.types)],
        "rows": [[*row] for row in zip(*columns, strict=True)],
    }
    return _with_rest(parts, value.num_rows, MOST_ROWS, "rows")


def _picture(value: Any) -> Parts:
    return {"mode": value.mode, "size": [*value.size], "left_out": "the picture's points"}


def _plotly(value: Any) -> Parts:
    return {"figure": value.to_plotly_json()}


def _altair(value: Any) -> Parts:
    return {"chart": value.to_dict()}


# By library, then by the name of the class, or of one that it is derived from.
TABLES: dict[tuple[str, str], Callable[[Any], Parts]] = {
    ("numpy", "ndarray"): _array,
    ("numpy", "generic"): _scalar,
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _series,
    ("pandas", "Index"): _index,
    ("polars", "DataFrame"): _polars_frame,
    ("polars", "Series"): _polars_series,
    ("pyarrow", "Table"): _arrow_table,
    ("pyarrow", "RecordBatch"): _arrow_table,
    ("PIL", "Image"): _picture,
    ("plotly", "Figure"): _plotly,
    ("altair", "TopLevelMixin"): _altair,
}
