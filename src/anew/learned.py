"""Records that what comes from a browser or a store is converted to.

msgspec looks at a record's fields when it first converts to it, and notes them one after the other. A
thread that converts to the same record meanwhile reads notes that are not there yet, and the process
ends with a segmentation fault (msgspec 0.22). So it looks at ours while the module that names them is
imported, at one at a time, before any thread can convert to them.
"""

from __future__ import annotations

import threading
from typing import TypeVar

import msgspec

T = TypeVar("T")

_looking = threading.Lock()
_known: set[int] = set()  # The identities of the types, which live as long as their modules.


def learned(kind: T) -> T:
    """A type that msgspec knows: a decorator, or around what is no class.

    >>> @learned
    ... class Point(msgspec.Struct):
    ...     x: int
    >>> msgspec.convert({"x": 1}, Point)
    Point(x=1)

    Args:
        kind: A record, or a type that has some in it.
    """
    with _looking:
        msgspec.msgpack.Decoder(kind)
    _known.add(id(kind))
    return kind


def is_learned(kind: object) -> bool:
    """Whether `learned` has had this type."""
    return id(kind) in _known
