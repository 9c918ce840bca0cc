"""The approximate size of a cached value, for caches that have a size limit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from anew.codec.libraries import known_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def size_of(value: object) -> int:
    """Its bytes in memory, with everything that it contains. Shared objects count once."""
    total = 0
    seen: set[int] = set()
    waiting: list[object] = [value]
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        measure = known_as(item, _LIBRARIES)
        if measure is not None:
            total += int(measure(item))
            continue
        total += sys.getsizeof(item)
        waiting.extend(_held(item))
    return total


def _held(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return [*item, *item.values()]
    if isinstance(item, list | tuple | set | frozenset):
        return item
    if isinstance(item, type):
        return ()
    return vars(item).values() if hasattr(item, "__dict__") else ()


def _image_bytes(image: Any) -> int:
    return int(image.width * image.height * len(image.getbands()))


_LIBRARIES: dict[tuple[str, str], Callable[[Any], int]] = {
    ("numpy", "ndarray"): lambda value: value.nbytes,
    ("pandas", "DataFrame"): lambda value: value.memory_usage(index=True, deep=True).sum(),
    ("pandas", "Series"): lambda value: value.memory_usage(index=True, deep=True),
    ("pandas", "Index"): lambda value: value.memory_usage(deep=True),
    ("polars", "DataFrame"): lambda value: value.estimated_size(),
    ("polars", "Series"): lambda value: value.estimated_size(),
    ("pyarrow", "Table"): lambda value: value.nbytes,
    ("pyarrow", "RecordBatch"): lambda value: value.nbytes,
    ("pyarrow", "Array"): lambda value: value.nbytes,
    ("pyarrow", "ChunkedArray"): lambda value: value.nbytes,
    ("PIL", "Image"): _image_bytes,
    ("torch", "Tensor"): lambda value: value.nelement() * value.element_size(),
}
