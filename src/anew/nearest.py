"""Which name may have been meant, where there is none of that name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known names nearest to `name`, as a sentence that follows another; "" for none.

    >>> did_you_mean("slidder", ["slider", "title"])
    ' Did you mean slider?'
    """
    difflib = importlib.import_module("difflib")  # Only a wrong name has to wait for it.
    near = difflib.get_close_matches(name, known, n=3)
    return f" Did you mean {' or '.join(near)}?" if near else ""
