"""A value as JSON that a developer can look at.

JSON's own types stand as they are. All others are objects with `$type`. What stands in two places is
written at the first, and the second names it: `{"$same_as": "$.cart[0]"}`. Long tables, arrays and
bytes are cut; `left_out` says how much.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import date, datetime, time
from types import EllipsisType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from anew.codec.described import Described, Elsewhere
from anew.codec.errors import type_name
from anew.codec.libraries import known_as
from anew.operations.readable_tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_NESTED = 40
MOST_BYTES = 3_000
MOST_BITS = 10_000  # Python writes longer numbers in hexadecimal only.

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
_LISTS: dict[type, str] = {
    tuple: "tuple",
    set: "set",
    frozenset: "frozenset",
    deque: "deque",
}
_DICTS: dict[type, str] = {
    OrderedDict: "OrderedDict",
    Counter: "Counter",
    defaultdict: "defaultdict",
}


def _not_known(name: str) -> dict[str, Any]:
    return {"$kept_elsewhere": name}


def readable(value: object, elsewhere: Callable[[str], dict[str, Any]] = _not_known) -> Any:
    """A value as what `json` writes.

    Args:
        value: What the codec has read.
        elsewhere: Tells of what is kept elsewhere, by its name.
    """
    return _Reader(elsewhere).part(value, "$", 0)


class _Reader:
    def __init__(self, elsewhere: Callable[[str], dict[str, Any]]) -> None:
        self._elsewhere = elsewhere
        self._seen: dict[int, str] = {}  # Where each object stands that may stand in two places.
        self._made: list[Any] = []  # Objects made meanwhile, so that their ids are not used again.

    def part(self, value: Any, path: str, depth: int) -> Any:
        kind = type(value)
        if kind in _AS_THEY_ARE:
            is_too_long = kind is int and value.bit_length() > MOST_BITS
            return _typed("int", text=hex(value)) if is_too_long else value
        if kind is float:
            return value if math.isfinite(value) else _typed("float", text=repr(value))
        if kind is bytes or kind is bytearray:
            return _bytes(kind.__name__, bytes(value))
        if kind is Elsewhere:
            return self._elsewhere(value.name)
        if depth > MOST_NESTED:
            return _typed(_name_of(value), left_out="it is nested too deeply")
        if id(value) in self._seen:
            return {"$same_as": self._seen[id(value)]}
        return self._inner(value, kind, path, depth + 1)

    def _inner(self, value: Any, kind: type, path: str, depth: int) -> Any:
        if kind is Described:
            self._seen[id(value)] = path
            return self._described(value, path, depth)
        if kind is list or kind in _LISTS:
            if value:  # All empty tuples are one.
                self._seen[id(value)] = path
            items = self._items(value, path, depth)
            return items if kind is list else _typed(_LISTS[kind], items=items)
        if kind is dict or kind in _DICTS:
            self._seen[id(value)] = path
            made = self._mapping(value, path, depth)
            return made if kind is dict else _typed(_DICTS[kind], items=made)
        if kind is SimpleNamespace:
            self._seen[id(value)] = path
            return _typed("SimpleNamespace", attributes=self._mapping(vars(value), path, depth))
        return self._other(value, path, depth)

    def _described(self, value: Described, path: str, depth: int) -> Any:
        made = _typed(value.type_name)
        if value.member is not None:
            made["member"] = self.part(value.member, path, depth)
        else:
            made["attributes"] = self._mapping(value.attributes, path, depth)
        if value.content is not None:
            made["content"] = self.part(value.content, f"{path}.content", depth)
        return made

    def _items(self, value: Any, path: str, depth: int) -> list[Any]:
        return [self.part(item, f"{path}[{place}]", depth) for place, item in enumerate(value)]

    def _mapping(self, value: Mapping[Any, Any], path: str, depth: int) -> Any:
        if all(type(key) is str and key[:1] != "$" for key in value):
            return {key: self.part(item, f"{path}.{key}", depth) for key, item in value.items()}
        pairs = [
            [
                self.part(key, f"{path}(key {place})", depth),
                self.part(item, f"{path}({place})", depth),
            ]
            for place, (key, item) in enumerate(value.items())
        ]
        return _typed("dict", pairs=pairs)

    def _other(self, value: Any, path: str, depth: int) -> Any:
        show: Callable[[Any], dict[str, Any]] | None = known_as(value, TABLES)
        if show is None:
            return _typed(_name_of(value), text=_text(value))
        parts = show(value)
        self._made.append(parts)
        return _typed(
            _name_of(value),
            **{name: self.part(item, f"{path}.{name}", depth) for name, item in parts.items()},
        )


def _typed(name: str, /, **parts: Any) -> dict[str, Any]:
    return {"$type": name, **parts}


def _name_of(value: object) -> str:
    return value.type_name if type(value) is Described else type_name(type(value))


def _bytes(name: str, value: bytes) -> Any:
    made = _typed(name, size=len(value), base64=b64encode(value[:MOST_BYTES]).decode())
    if len(value) > MOST_BYTES:
        made["left_out"] = f"{len(value) - MOST_BYTES} bytes"
    return made


def _text(value: Any) -> str:
    """What Python's own small types say of themselves: the codec gives no others here."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is ... or isinstance(value, range | slice | EllipsisType):
        return repr(value)
    return str(value)
