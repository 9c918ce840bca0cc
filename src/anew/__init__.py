"""Web apps from Python scripts that run anew, from top to bottom, at every interaction.

What an app remembers between runs is kept in `st.session_state`, for each browser tab:

    import anew as st

    if "count" not in st.session_state:
        st.session_state.count = 0

    def increment(by):
        st.session_state.count += by

    st.title("Counter")
    st.button("Add one", on_click=increment, args=(1,))
    st.write("Count:", st.session_state.count)

Save it as `app.py` and start it with `anew run app.py`.

A name is imported when it is first used. So an app imports only what it uses, and a server
starts without importing any element. `public.py` lists the module of each name.
"""

from __future__ import annotations

import importlib
import sys

from anew import public, version

__version__ = version.VERSION
# Type checkers read the names from the stub, `__init__.pyi`.
__all__ = public.NAMES  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def _found(name: str) -> object:
    if name in public.MODULES:
        return importlib.import_module(f"anew.{name}")
    if name in public.PLACES:
        return getattr(importlib.import_module(public.PLACES[name]), name)
    if name.startswith("_"):
        raise AttributeError(f"module 'anew' has no attribute {name!r}")
    raise importlib.import_module("anew.unknown").missing(name, __all__)


def __getattr__(name: str) -> object:
    if name not in __all__ and "anew.compat" in sys.modules:
        older: object = importlib.import_module("anew.unknown").older(name)
        if older is not None:
            return older  # Not kept: the author is told of each line that uses it.
    globals()[name] = found = _found(name)  # The next use does not come here.
    return found


def __dir__() -> list[str]:
    return __all__
