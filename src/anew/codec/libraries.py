"""How values of well-known libraries are recognised without importing the libraries.

A class is known by the name of its library and its own. Whoever has such a value has
imported the library.
"""

from __future__ import annotations

from typing import Any

NAMES = frozenset({"numpy", "pandas", "polars", "pyarrow", "PIL", "plotly", "altair"})


def known_as(value: object, table: dict[tuple[str, str], Any]) -> Any:
    """What a table has for the nearest class of a value, by its library and name."""
    for kind in type(value).__mro__:
        found = table.get(_name_of(kind))
        if found is not None:
            return found
    return None


def known_kind(kind: type, table: dict[tuple[str, str], Any]) -> Any:
    """What a table has for exactly a class, by its library and name."""
    return table.get(_name_of(kind))


def _name_of(kind: type) -> tuple[str, str]:
    return kind.__module__.partition(".")[0], kind.__name__
