"""Suggestions for a name that does not exist."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known names most similar to `name`, as a sentence to append; "" for none.

    >>> did_you_mean("slidder", ["slider", "title"])
    ' Did you mean slider?'
    """
    difflib = importlib.import_module("difflib")  # Imported late: only wrong names need it.
    near: list[str] = difflib.get_close_matches(name, known, n=3)
    words = " or ".join(filter(None, (", ".join(near[:-1]), *near[-1:])))
    return f" Did you mean {words}?" if words else ""
