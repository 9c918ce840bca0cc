"""What Matplotlib has once for the whole process, apart for each run.

pyplot's open figures, with the current one among them, and the settings that styles change
(`rcParams`) are global: two sessions that draw at the same time would draw into each other's
figures, in each other's style. While a run lasts, both are its own. It begins without open
figures, as a script that was just started, and with the settings of the process; at its end they
are gone with it. A figure that something else holds, as the session state, stays what it is.

What is done once for the process holds for the process: settings that a module makes while it is
imported, or a cached function while it is called.

Matplotlib is never imported from here. When the script does, these changes are made to its modules
as soon as each is loaded, and before anyone uses it.
"""

from __future__ import annotations

import inspect
import logging
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping, ValuesView
from functools import wraps
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

from anew.ambient.context import captured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import FrameType, ModuleType

log = logging.getLogger("anew")

# Modules in whose calls something is done once for the process, and those beyond which it is not.
FOR_ALL = {"importlib._bootstrap", "_frozen_importlib", "anew.caching.function"}
RUN = "anew.script.run"
# Settings that are about the process: no window may be opened in any run.
SHARED = "backend"


def keep_apart() -> None:
    """Keep Matplotlib's globals apart for each run from now on. Calling it again does nothing."""
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    sys.meta_path.insert(0, _Finder())
    for name, change in CHANGES.items():
        if (
            name in sys.modules
        ):  # By who serves the app, and the backend is the one of their choice.
            _change(sys.modules[name], change)


class _Finder(MetaPathFinder):
    """Finds the modules that are changed where others find them, and changes them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        change = CHANGES.get(name)
        if change is None:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, change)
        return spec


class _Loader(Loader):
    """Loads a module as another loader does, and changes it then."""

    def __init__(self, own: Loader, change: Callable[[Any], None]) -> None:
        self._own = own
        self._change = change

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._own
        if module.__spec__ is not None:
            module.__spec__.loader = self._own
        self._own.exec_module(module)
        _change(module, self._change)
        if module.__name__ == "matplotlib":
            module.use("agg")  # It draws into memory. Others would look for a screen.


def _change(module: ModuleType, change: Callable[[Any], None]) -> None:
    try:
        change(module)
    except Exception:
        log.exception(
            "This version of Matplotlib is not known: what %s has for the whole process is shared "
            "by all sessions.",
            module.__name__,
        )


# Figures ------------------------------------------------------------------------------------------


class Figures(MutableMapping[Any, Any]):
    """pyplot's open figures by their number, the current one last: those of the run."""

    def __init__(self, outside: OrderedDict[Any, Any]) -> None:
        self._outside = outside  # For what belongs to no run.

    @property
    def _own(self) -> OrderedDict[Any, Any]:
        found = captured()
        if found is None:
            return self._outside
        own: OrderedDict[Any, Any] = found.run.apart.setdefault("figures", OrderedDict())
        return own

    def __getitem__(self, number: Any) -> Any:
        return self._own[number]

    def __setitem__(self, number: Any, manager: Any) -> None:
        self._own[number] = manager

    def __delitem__(self, number: Any) -> None:
        del self._own[number]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def values(self) -> ValuesView[Any]:
        return self._own.values()  # Which can be reversed.

    def move_to_end(self, number: Any, last: bool = True) -> None:
        self._own.move_to_end(number, last)


def _keep_figures(helpers: Any) -> None:
    registry = helpers.Gcf
    if not isinstance(registry.figs, Figures):
        registry.figs = Figures(registry.figs)


# Settings -----------------------------------------------------------------------------------------


def _keep_settings(matplotlib: Any) -> None:
    """Make `rcParams` look into the run first; it stays the object that it is."""
    plain = type(matplotlib.rcParams)
    if plain.__name__ == "_Settings":
        return
    for needed in ("_get", "_set", "_update_raw"):
        getattr(plain, needed)
    matplotlib.rcParams.__class__ = _settings_of(plain)


def _settings_of(plain: Any) -> type:
    """A class of settings that a run may change for itself alone."""

    class _Settings(plain):  # type: ignore[misc]  # it is only known now
        def _get(self, name: str) -> Any:
            own = _own_settings()
            return own[name] if own and name in own else dict.__getitem__(self, name)

        def _set(self, name: str, value: Any) -> None:
            found = captured()
            if found is not None and name != SHARED:
                own = found.run.apart.setdefault("settings", {})
                if not _is_for_all():
                    own[name] = value
                    return
                own.pop(name, None)
            dict.__setitem__(self, name, value)

        def _update_raw(self, others: dict[str, Any]) -> None:
            # Matplotlib sets all of them back after each step. Only what differs is a change.
            for name, value in [*dict.items(others)]:
                if not dict.__contains__(self, name) or self._get(name) is not value:
                    self._set(name, value)

        def copy(self) -> Any:
            copied = plain()
            dict.update(copied, {name: self._get(name) for name in self})
            return copied

        def find_all(self, pattern: str) -> Any:
            return self.copy().find_all(pattern)

    return _Settings


def _own_settings() -> dict[str, Any] | None:
    found = captured()
    return None if found is None else found.run.apart.get("settings")


def _is_for_all() -> bool:
    """Whether what is done now is done once for the process."""
    frame: FrameType | None = inspect.currentframe()
    while frame is not None:
        name = frame.f_globals.get("__name__")
        if name in FOR_ALL:
            return True
        if name == RUN:
            return False
        frame = frame.f_back
    return False


# Formulas -----------------------------------------------------------------------------------------


def _read_one_at_a_time(mathtext: Any) -> None:
    """Let formulas be read by one thread at a time: all of them share one parser."""
    parser = mathtext.MathTextParser
    parse = parser.parse
    if hasattr(parse, "__wrapped__"):
        return
    reading = threading.RLock()

    @wraps(parse)
    def parse_alone(*args: Any, **kwargs: Any) -> Any:
        with reading:
            return parse(*args, **kwargs)

    parser.parse = parse_alone


CHANGES: dict[str, Callable[[Any], None]] = {
    "matplotlib": _keep_settings,
    "matplotlib._pylab_helpers": _keep_figures,
    "matplotlib.mathtext": _read_one_at_a_time,
}
