"""Where in a value something stands, for a developer to find it: `["model"].layers[3]`."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from anew.codec.layouts import attributes_of, layout_of
from anew.codec.libraries import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LOOKED_AT = 1_000_000
_LONGEST_KEY = 40


def path_to(value: Any, sought: object) -> str:
    """The shortest way to an object; empty if it is the value itself, or is not found."""
    line: deque[tuple[str, Any]] = deque([("", value)])
    seen = {id(value)}
    kept = [value]  # An id must not be used again.
    while line and len(kept) < _MOST_LOOKED_AT:
        path, item = line.popleft()
        if item is sought:
            return path
        for step, part in _parts(item):
            if id(part) not in seen:
                seen.add(id(part))
                kept.append(part)
                line.append((path + step, part))
    return ""


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in dict.items(value):
            yield f"[{_shown(key)}]", item
            yield f"(key {_shown(key)})", key
    elif isinstance(value, list | tuple | deque):
        for place, item in enumerate(list(value)):
            yield f"[{place}]", item
    elif isinstance(value, set | frozenset):
        for item in list(value):
            yield "{…}", item
    for name, item in _attributes(value).items():
        yield f".{name}", item


def _attributes(value: Any) -> dict[str, Any]:
    kind = type(value)
    if kind.__module__.partition(".")[0] in NAMES | {"builtins"}:
        return {}
    return attributes_of(value, layout_of(kind))


def _shown(key: object) -> str:
    if type(key) is str:
        text = '"' + key.replace('"', '\\"') + '"'
    elif type(key) in {int, float, bool, type(None)}:
        text = repr(key)
    else:
        text = f"<{type(key).__qualname__}>"
    return text if len(text) <= _LONGEST_KEY else text[: _LONGEST_KEY - 1] + "…"
