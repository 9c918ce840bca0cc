"""In an anew process, `import streamlit as st` imports anew.

Scripts, and modules that they import, are written for that name. A table (`names.py`) lists the
modules of Streamlit that anew offers, and the names in each. A meta path finder, placed before all
others, answers every import of that name from the table, whether or not Streamlit itself is
installed. A module that is not in the table is refused by name: to mix modules of both
packages would fail later, and in stranger ways.

The option `compat.streamlitImport` decides whether the finder is installed.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any, NoReturn

from anew.compat.names import MODULES
from anew.unknown import may_be_older, missing, offer_older
from anew.version import API_VERSION, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

NAME = "streamlit"


def install() -> Callable[[], None]:
    """Make `import streamlit` import anew, until the returned function is called.

    Installing again changes nothing and returns the same function. If Streamlit itself was
    imported before, its modules are taken out of `sys.modules` and put back at the end. Code
    that already imported them keeps them.

    >>> remove = install()
    >>> import anew, streamlit
    >>> streamlit is anew
    True
    >>> remove()
    """
    for finder in sys.meta_path:
        if isinstance(finder, _Finder):
            return finder.remove
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    finder.withdraw = offer_older(_older)
    _package().__version__ = API_VERSION  # Scripts compare it with the API that they need.
    return finder.remove


def _package() -> Any:
    return import_module("anew")


def _older(name: str, container: object | None) -> object | None:
    """An older name. Imported late: most scripts use none."""
    if not may_be_older(name):
        return None
    return import_module("anew.compat.older").find(name, container)  # type: ignore[no-any-return]


class _Finder(MetaPathFinder):
    """Answers every import of `streamlit` and its modules, and no other."""

    def __init__(self) -> None:
        self._set_aside = _take_modules()
        self.withdraw: Callable[[], None] = lambda: None  # The older names.

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not _is_ours(fullname):
            return None
        if fullname not in MODULES:
            raise ModuleNotFoundError(_unknown(fullname), name=fullname)
        return ModuleSpec(fullname, _Loader())

    def remove(self) -> None:
        """Uninstall the finder. Calling it again does nothing."""
        if self not in sys.meta_path:
            return
        sys.meta_path.remove(self)
        self.withdraw()
        _package().__version__ = VERSION
        vars(_package()).pop("_config", None)
        _detach(_take_modules())
        sys.modules.update(self._set_aside)


class _Loader(Loader):
    """Loads a module of anew itself, or a small module that is filled with names of anew."""

    def __init__(self) -> None:
        self._own_spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Anew's module at once, so that threads that import meanwhile see no other module."""
        source = MODULES[spec.name]
        if not isinstance(source, str):
            return None  # Python creates a new module.
        module = import_module(source)
        self._own_spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        name = module.__spec__.name
        source = MODULES[name]
        if isinstance(source, str):
            module.__spec__ = self._own_spec  # The import system has overwritten it.
        else:
            _fill(module, source)
        if name == NAME:
            _import_small_modules()
            _package()._config = sys.modules[f"{NAME}.config"]  # noqa: SLF001  # packages use it


def _fill(module: ModuleType, names: dict[str, str]) -> None:
    module.__doc__ = f"The names of {module.__name__} that anew has."
    module.__dict__["__all__"] = sorted(names)
    module.__path__ = []  # Makes it a package: submodules are found by their full names.
    module.__dict__["__getattr__"] = partial(_found, module, names)


def _found(module: ModuleType, names: dict[str, str], name: str) -> object:
    """A name of a small module. Its place is imported when it is first used."""
    if name not in names:
        _refuse(module.__name__, name)
    place, _, attribute = names[name].rpartition(".")
    found = getattr(import_module(place), attribute)
    setattr(module, name, found)
    return found


def _refuse(module: str, name: str) -> NoReturn:
    if name.startswith("_"):
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    within = module.removeprefix(f"{NAME}.")
    raise missing(f"{within}.{name}", list(MODULES[module]))


def _import_small_modules() -> None:
    """Import the small modules, because scripts use them without: `st.runtime.exists()`."""
    for name, source in MODULES.items():
        if isinstance(source, dict) and not name.startswith(f"{NAME}.testing."):
            import_module(name)


def _is_ours(name: str) -> bool:
    return name == NAME or name.startswith(f"{NAME}.")


def _take_modules() -> dict[str, ModuleType]:
    return {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}


def _detach(modules: dict[str, ModuleType]) -> None:
    """Remove the attributes that the import system has set on anew's own modules."""
    for name, module in modules.items():
        parent_name, _, attribute = name.rpartition(".")
        parent = modules.get(parent_name)
        if parent is None or f"{parent.__name__}.{attribute}" in sys.modules:
            continue
        if vars(parent).get(attribute) is module:
            delattr(parent, attribute)


def _unknown(name: str) -> str:
    around = name.rpartition(".")[0]
    while around not in MODULES:
        around = around.rpartition(".")[0]
    below = [one for one in MODULES if one.rpartition(".")[0] == around]
    known = f" Of {around!r} it has the modules {', '.join(below)}." if below else ""
    return (
        f"anew has no module {name!r} yet; in this process, {NAME!r} is anew.{known} To import the "
        f"installed package of this name instead, set compat.streamlitImport to false."
    )
