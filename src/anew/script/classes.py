"""The classes that a run's script defines, for values that are kept as bytes.

Each run defines the script's classes anew, and bytes only name them. So a value that is
decoded in a run is of the classes of this run, as far as it has come; in its callbacks, which come
before the script, of those of the run before, as the callbacks themselves are.
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
        """The classes of a run.

        Args:
            modules: What the script, and the pages that it ran, run in; it grows meanwhile.
            folder: Where the app's own modules lie.
            before: The classes of the run before, by name.
        """
        self._namespaces = _Namespaces(modules, before)
        super().__init__(self._namespaces, [folder])

    def settle(self, *, is_whole: bool) -> Mapping[str, type]:
        """Keep the classes, and let go of all else that the script has made.

        Args:
            is_whole: Whether the run came to its end. Else it may not have come to all of them.
        """
        return self._namespaces.settle(is_whole=is_whole)


class _Namespaces:
    """What the script has bound, from the oldest to the newest."""

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
