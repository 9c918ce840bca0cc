"""Names of Streamlit's older versions, which many scripts still use.

With the option `compat.streamlitImport` they stand for what took their place, and the log tells
today's name, once for each line of a script. Without it they are errors that tell it (`unknown.py`).
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anew.ambient.context import here
from anew.elements import DEFINED_IN
from anew.unknown import successors

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGE = str(Path(__file__).parents[1])
_IMPORTS = "<frozen importlib"


def find(name: str, container: object | None) -> object | None:
    """What stands for an older name of `st`, or of a container; None if nothing does."""
    package = import_module("anew")
    new = successors(name, DEFINED_IN if container is not None else package.__all__)
    if not new:
        return None
    if container is not None:
        if new[0] not in DEFINED_IN:
            return None
        _tell(name, new)
        return getattr(container, new[0])  # type: ignore[no-any-return]
    if new[0] not in package.__all__:
        return None  # It is to come itself.
    _tell(name, new)
    return _NAMES[name] if name in _NAMES else getattr(package, new[0])


def _tell(name: str, new: tuple[str, ...]) -> None:
    """Tell the author, once for each line."""
    frame = sys._getframe(1)  # noqa: SLF001  # inspect would read the source
    while frame.f_back and frame.f_code.co_filename.startswith((_PACKAGE, _IMPORTS)):
        frame = frame.f_back
    place = f"{Path(frame.f_code.co_filename).name}, line {frame.f_lineno}"
    today = " or ".join(f"st.{one}" for one in new)
    here().run.tell_once(f"{place}: st.{name} is a name of an older version. Write {today}.")


class _OlderCache:
    """A decorator that caches, with the parameters that it once had; `clear` forgets all results."""

    def __init__(self, new: str) -> None:
        self._new = new

    def __call__(self, func: Callable[..., object] | None = None, **options: object) -> Any:
        for gone in ("suppress_st_warning", "experimental_allow_widgets"):
            options.pop(gone, None)
        cache = self._cache()
        return cache(**options) if func is None else cache(func, **options)

    def clear(self) -> None:
        self._cache().clear()

    def _cache(self) -> Any:
        return getattr(import_module("anew.caching"), self._new)


def _cache(func: Callable[..., object] | None = None, **options: Any) -> Any:
    """`st.cache`: one object for all callers if they may change it, else a copy for each."""
    if func is None:
        return partial(_cache, **options)
    is_shared = options.pop("allow_output_mutation", False)
    if is_shared or not options.get("persist"):
        options.pop("persist", None)
    return _OlderCache("cache_resource" if is_shared else "cache_data")(func, **options)


def _get_query_params() -> dict[str, list[str]]:
    """The parameters of the address, each as a list."""
    params = _query_params()
    return {key: params.get_all(key) for key in params}


def _set_query_params(**params: object) -> None:
    """Replace the parameters of the address."""
    _query_params().from_dict(params)


def _query_params() -> Any:
    return import_module("anew.app.query_params").query_params


# The names whose successors are called otherwise.
_NAMES: dict[str, object] = {
    "cache": _cache,
    "experimental_get_query_params": _get_query_params,
    "experimental_memo": _OlderCache("cache_data"),
    "experimental_set_query_params": _set_query_params,
    "experimental_singleton": _OlderCache("cache_resource"),
}
