"""The classes that a script defines, for decoding stored values.

Each run defines the script's classes anew, and stored values only name them. A value that is decoded
while the script runs uses the classes that this run has defined so far. Callbacks run before the
script; there, values use the classes of the previous run, as the callbacks themselves do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.codec.classes import DefinedClasses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType


class RunClasses(DefinedClasses):
    """Threading: the run's, and once it is over, the session's."""

    def __init__(
        self, modules: Sequence[ModuleType], folder: Path, before: Mapping[str, type]
    ) -> None:
        """Create this when a run starts.

        Args:
            modules: The modules of the script and of its pages. The list grows during the run.
            folder: The folder of the app's own modules.
            before: The classes of the previous run, by name.
        """
        self._namespaces = _Namespaces(modules, before)
        super().__init__(self._namespaces, [folder])

    def settle(self, *, is_whole: bool) -> Mapping[str, type]:
        """Keep only the classes, so that everything else that the script made can be freed.

        Args:
            is_whole: Whether the run finished. Otherwise it may not have defined all classes yet.
        """
        return self._namespaces.settle(is_whole=is_whole)


class _Namespaces:
    """The namespaces to search, from the oldest to the newest."""

    def __init__(self, modules: Sequence[ModuleType], before: Mapping[str, type]) -> None:
        self._modules = modules
        self._before = before

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        yield self._before
        for module in self._modules:
            yield vars(module)

    def settle(self, *, is_whole: bool) -> Mapping[str, type]:
        found = {
            name: value
            for module in self._modules
            for name, value in vars(module).items()
            if isinstance(value, type) and value.__module__ == "__main__"
        }
        self._before = found if is_whole else {**self._before, **found}
        self._modules = ()
        return self._before
