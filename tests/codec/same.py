"""Whether two values are the same: types, contents, order, and which parts are one object."""

from __future__ import annotations

import struct
from collections import defaultdict, deque
from enum import Enum
from math import isnan
from types import SimpleNamespace

CHANGING = (list, dict, set, bytearray, deque)


def same(one, other) -> bool:
    return _same(one, other, {}, {})


def _same(one, other, there, back) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, Enum):
        return one is other
    if isinstance(one, (*CHANGING, tuple, frozenset)) or hasattr(one, "__dict__") or is_own(one):
        if id(one) in there or id(other) in back:
            if there.get(id(one)) is other and back.get(id(other)) is one:
                return True
            # Python keeps one of each empty tuple and of some constants.
            return isinstance(one, tuple | frozenset) and one == other
        there[id(one)], back[id(other)] = other, one
    return _same_content(one, other, there, back)


def _same_content(one, other, there, back) -> bool:
    if is_own(one) and not isinstance(one, tuple):
        ones, others = attributes(one), attributes(other)
        if ones.keys() != others.keys() or not _same(ones, others, there, back):
            return False
        if not isinstance(one, dict | list | set | str | int | float | bytes):
            return True
    if isinstance(one, dict):
        if type(one) is defaultdict and one.default_factory is not other.default_factory:
            return False
        ones, others = list(dict.items(one)), list(dict.items(other))
        return len(ones) == len(others) and all(
            _same(part, its, there, back)
            for pair, pairs in zip(ones, others, strict=True)
            for part, its in zip(pair, pairs, strict=True)
        )
    if isinstance(one, list | tuple | deque):
        if isinstance(one, deque) and one.maxlen != other.maxlen:
            return False
        return len(one) == len(other) and all(
            _same(part, its, there, back) for part, its in zip(one, other, strict=True)
        )
    if isinstance(one, set | frozenset):
        ordered = [sorted(each, key=repr) for each in (one, other)]
        return len(one) == len(other) and all(
            _same(part, its, there, back) for part, its in zip(*ordered, strict=True)
        )
    if isinstance(one, float):
        return struct.pack("<d", one) == struct.pack("<d", other) or (isnan(one) and isnan(other))
    if isinstance(one, slice):
        ones, others = ((each.start, each.stop, each.step) for each in (one, other))
        return _same_content(ones, others, there, back)
    if isinstance(one, complex):
        return repr(one) == repr(other)
    return repr(one) == repr(other)


def is_own(value) -> bool:
    """Whether it is an instance of a script's class, or is nothing but attributes."""
    return type(value).__module__ == "__main__" or type(value) is SimpleNamespace


def attributes(value) -> dict:
    """What an instance holds, by name, however its class keeps it."""
    found = dict(getattr(value, "__dict__", {}))
    found |= {name: getattr(value, name) for name in getattr(value, "__struct_fields__", ())}
    for kind in type(value).__mro__:
        slots = vars(kind).get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            own = f"_{kind.__name__}{name}" if name[:2] == "__" != name[-2:] else name
            if name not in {"__dict__", "__weakref__"} and hasattr(value, own):
                found[own] = getattr(value, own)
    return found
