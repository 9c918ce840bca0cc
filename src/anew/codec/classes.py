"""Which classes there are, as whoever uses the codec knows it.

Bytes name a class; it is only ever looked up among what is defined already. Nothing is
imported for them, and a module's own `__getattr__`, which may import, is not asked.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120  # compared as text


class Defined(NamedTuple):
    """The classes that runs of a script have defined, by name."""

    last: Mapping[str, type] = {}  # By the last run.
    # By runs before it, such as those of other pages, as long as there are instances of them.
    older: Mapping[str, type] = {}


class Classes(Protocol):
    """The classes that a value may have instances of."""

    def find(self, module: str, name: str) -> type | None:
        """The class that has this name now; None if there is none."""
        ...

    def is_own(self, kind: type) -> bool:
        """Whether the app defines a class: others have to be records."""
        ...


class NoClasses:
    """For values of Python's own types and of the libraries that the codec knows."""

    def find(self, module: str, name: str) -> type | None:
        return None

    def is_own(self, kind: type) -> bool:
        return False


class DefinedClasses:
    """The classes that an app's script, its modules and libraries have defined by now."""

    def __init__(self, mains: Iterable[Mapping[str, object]], folders: Iterable[Path]) -> None:
        """The classes of an app.

        Args:
            mains: What the script, and the pages that it ran, have bound; the last one that
                knows a name counts. It is asked when a class is looked up, not now.
            folders: Where the app's own modules lie.
        """
        self._mains = mains
        self._folders = [str(folder) + os.sep for folder in folders]

    def find(self, module: str, name: str) -> type | None:
        for names in self._names(module):
            found = class_in(names, name)
            if found is not None:
                return found
        return None

    def is_own(self, kind: type) -> bool:
        name = kind.__module__
        if name == "__main__":
            return True
        file = getattr(sys.modules.get(name), "__file__", None)
        return isinstance(file, str) and self._is_own_file(file)

    def _names(self, module: str) -> list[Mapping[str, object]]:
        if module == "__main__":
            return [*self._mains][::-1]
        found = sys.modules.get(module)
        return [] if found is None else [vars(found)]

    def _is_own_file(self, file: str) -> bool:
        if "site-packages" in file or file.startswith(_STANDARD_LIBRARY):
            return False
        return any(
            place.startswith(folder)
            for folder in self._folders
            for place in (file, os.path.realpath(file))
        )


def class_in(names: Mapping[str, object], name: str) -> type | None:
    """A class by its name, which has dots if it stands within others."""
    first, *others = name.split(".")
    found = names.get(first)
    for other in others:
        if not isinstance(found, type):
            return None
        found = vars(found).get(other)
    return found if isinstance(found, type) else None
