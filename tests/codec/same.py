"""Whether two values are the same: types, contents, order, and which parts are one object."""

from __future__ import annotations

import struct
from collections import defaultdict, deque
from math import isnan

CHANGING = (list, dict, set, bytearray, deque)


def same(one, other) -> bool:
    return _same(one, other, {}, {})


def _same(one, other, there, back) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, (*CHANGING, tuple, frozenset)) or hasattr(one, "__dict__"):
        if id(one) in there or id(other) in back:
            if there.get(id(one)) is other and back.get(id(other)) is one:
                return True
            # Python keeps one of each empty tuple and of some constants.
            return isinstance(one, tuple | frozenset) and one == other
        there[id(one)], back[id(other)] = other, one
    return _same_content(one, other, there, back)


def _same_content(one, other, there, back) -> bool:
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
    if hasattr(one, "__dict__") and type(one).__module__ == "__main__":
        return _same(vars(one), vars(other), there, back)
    return repr(one) == repr(other)
