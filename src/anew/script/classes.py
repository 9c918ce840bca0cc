"""The classes that a script defines, for decoding stored values and for bringing others up to date.

Each run defines the script's classes anew, and stored values only name them. A value that is read
while the script runs uses the classes that this run has defined so far. Callbacks run before the
script; there, values use the classes of the previous run, as the callbacks themselves do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from anew.codec.classes import Defined, DefinedClasses, class_in
from anew.codec.instances import is_allowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

MAIN = "__main__"


class RunClasses(DefinedClasses):
    """Threading: the run's, and once it is over, the session's."""

    def __init__(self, modules: Sequence[ModuleType], folder: Path, before: Defined) -> None:
        """Create this when a run starts.

        Args:
            modules: The modules of the script and of its pages. The list grows during the run.
            folder: The folder of the app's own modules.
            before: The classes of the previous runs.
        """
        self._namespaces = _Namespaces(modules, before)
        super().__init__(self._namespaces, [folder])

    @property
    def has_earlier(self) -> bool:
        """Whether earlier runs have defined any classes."""
        return bool(self._namespaces.before.last or self._namespaces.before.older)

    def today(self, kind: type) -> type:
        """The class of this one's name as it is now; the class itself if there is no other."""
        found = self.find(kind.__module__, kind.__qualname__)
        if found is None or found is kind or self._namespaces.bind(kind):
            return kind
        return found if is_allowed(found, self) else kind

    def is_awaited(self, kind: type) -> bool:
        """Whether this run has not defined the class, or imported its module, so far."""
        if kind.__module__ != MAIN:
            return kind.__module__ not in sys.modules
        return self._namespaces.await_class(kind.__qualname__)

    def settle(self, *, is_whole: bool) -> Defined:
        """Keep only the classes, so that everything else that the script made can be freed.

        Args:
            is_whole: Whether the run finished. Otherwise it may not have defined all classes yet.
        """
        return self._namespaces.settle(is_whole=is_whole)


class _Namespaces:
    """The namespaces to search, from the oldest to the newest."""

    def __init__(self, modules: Sequence[ModuleType], before: Defined) -> None:
        self._modules = modules
        self.before = before

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        yield self.before.older
        yield self.before.last
        for module in self._modules:
            yield vars(module)

    def bind(self, kind: type) -> bool:
        """Whether the script has bound a class to some name, so that it is not of an earlier run."""
        return any(kind is value for module in self._modules for value in vars(module).values())

    def await_class(self, name: str) -> bool:
        """Whether the script runs and has not defined a class of this name."""
        return bool(self._modules) and not any(
            class_in(vars(module), name) for module in self._modules
        )

    def settle(self, *, is_whole: bool) -> Defined:
        found = {
            name: value
            for module in self._modules
            for name, value in vars(module).items()
            if isinstance(value, type) and value.__module__ == MAIN
        }
        last, older = self.before
        self.before = Defined({**last, **found}, older)
        if is_whole:
            gone = {name: kind for name, kind in last.items() if name not in found}
            if gone or older:
                older = WeakValueDictionary({**older, **gone})
            self.before = Defined(found, older)
        self._modules = ()
        return self.before
