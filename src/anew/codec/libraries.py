"""How values of well-known libraries are recognised without importing the libraries.

A class is known by the name of its library and its own. Whoever has such a value has
imported the library.
"""

from __future__ import annotations

from typing import Any


def known_as(value: object, table: dict[tuple[str, str], Any]) -> Any:
    """What a table has for the nearest class of a value, by its library and name."""
    for kind in type(value).__mro__:
        found = table.get((kind.__module__.partition(".")[0], kind.__name__))
        if found is not None:
            return found
    return None
