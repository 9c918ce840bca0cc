"""Components: elements that others wrote.

`st.components.v1` shows each in a frame of its own; published packages use it under the name
`streamlit.components.v1`. `st.components.v2` makes HTML, CSS and JavaScript a part of the page.
[Components](../components.md) says what an author takes on with either, and which packages work.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["v1", "v2"]  # pyright: ignore[reportUnsupportedDunderAll]  # see `__getattr__`


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return importlib.import_module(f"anew.components.{name}")
    raise AttributeError(f"module 'anew.components' has no attribute {name!r}")
