"""Whether msgpack alone writes a value exactly, found without a look at each item in Python.

Only the exact types count that msgpack keeps apart, and no container may stand in two places.
Many containers are looked at together: the garbage collector lists what they hold, in C. It
leaves out keys of dicts whose keys are all of exactly `str`, which are fine.
"""

from __future__ import annotations

import gc
import sys
from types import NoneType
from typing import Any

# Values that msgpack keeps; an int may be too large, and a str may hold half a character.
SIMPLE: frozenset[type] = frozenset({NoneType, bool, int, float, str, bytes})

_CONTAINERS: frozenset[type] = frozenset({list, dict})
_PLAIN = SIMPLE | _CONTAINERS
_HOLDING: frozenset[type] = frozenset({list, tuple, set, frozenset})
MOST_LEVELS = 32  # Readers have less of a stack left than writers, perhaps.
_AT_ONCE = 1024  # Containers: what they hold is looked at while it is in the processor's cache.


def is_flat(value: Any) -> bool:
    """Whether it is simple, or holds nothing but simple values: then no two places can share one.

    >>> is_flat([1, "a"]), is_flat({"a": (1,)}), is_flat([[]])
    (True, False, False)
    """
    kind = type(value)
    if kind in SIMPLE:
        return True
    try:
        if kind is dict:
            return SIMPLE.issuperset(map(type, value.values())) and SIMPLE.issuperset(
                map(type, value)
            )
        return kind in _HOLDING and SIMPLE.issuperset(map(type, value))
    except RuntimeError:  # Another thread changes it.
        return False


def plain_containers(value: Any) -> set[int] | None:
    """The ids of the lists and dicts that something else may hold too; None if it is not plain."""
    if type(value) not in _CONTAINERS:
        return set() if type(value) in SIMPLE else None
    found = {id(value)}
    waiting: list[tuple[list[Any], int]] = [([value], 1)]
    while waiting:
        containers, level = waiting.pop()
        items = gc.get_referents(*containers)
        kinds = set(map(type, items))
        if not kinds <= _PLAIN:
            return None
        if kinds <= SIMPLE:
            continue
        if not kinds <= _CONTAINERS:
            items = [item for item in items if type(item) in _CONTAINERS]
        if level == MOST_LEVELS or not _are_apart(items, found):
            return None
        waiting += [
            (items[start : start + _AT_ONCE], level + 1) for start in range(0, len(items), _AT_ONCE)
        ]
    return found


def _are_apart(items: list[Any], found: set[int]) -> bool:
    """Whether containers are met for the first time; those that are held elsewhere are noted."""
    # No loop: its own name for an item would count as well.
    if max(map(_holders, items)) <= _ALONE:  # The usual case, and quicker than all ids.
        return True
    counts = list(map(_holders, items))
    held = [id(item) for item, count in zip(items, counts, strict=True) if count > _ALONE]
    count = len(found) + len(held)
    found.update(held)
    return len(found) == count


def _holders_of_one() -> int:
    """How many holders Python counts for what is held once, and stands in a list here."""
    holder: list[Any] = [[]]
    return int(max(map(_holders, gc.get_referents(*[holder]))))


_holders = getattr(sys, "getrefcount", lambda item: 1 << 30)
_ALONE = _holders_of_one()
