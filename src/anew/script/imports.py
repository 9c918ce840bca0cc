"""What code tried to import, found or not, so that a file that is fixed or created is noticed.

A module that fails to import leaves no trace in `sys.modules`, and a missing one never was there.
So a finder that finds nothing is put before all others, and records each name.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

# `sysconfig` gives the same, but reads all variables of Python's build.
_STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120  # compared as text
# Those that made an object which serves an app: imported again, they would make another.
kept_modules: set[str] = set()
MOST_NAMES = 10_000  # A bound, because scripts may import names that a user typed.


class Imports(MetaPathFinder):
    """Records what is imported, from `start` to `stop`. Threading: safe."""

    def __init__(self) -> None:
        self.count = 0  # Grows with every import of a module that is not loaded.
        self._asked: dict[str, tuple[str, ...] | None] = {}  # With the package's folders.

    def start(self) -> None:
        sys.meta_path.insert(0, self)

    def stop(self) -> None:
        with suppress(ValueError):
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find nothing: other finders do."""
        self._asked.pop(fullname, None)  # Keeps the newest last.
        self._asked[fullname] = None if path is None else tuple(path)
        if len(self._asked) > MOST_NAMES:
            self._asked.pop(next(iter(self._asked), ""), None)
        self.count += 1
        return None

    def wanted(self, folders: Sequence[Path]) -> set[str]:
        """The paths, in these folders, where modules that were not found would be."""
        found: set[str] = set()
        for name, places in list(self._asked.items()):
            if name not in sys.modules:
                found.update(_candidates(name, places, folders))
        return found


def _candidates(
    name: str, places: tuple[str, ...] | None, folders: Sequence[Path]
) -> Iterator[str]:
    last = name.rpartition(".")[2]
    for place in map(Path, sys.path if places is None else places):
        if any(place.is_relative_to(folder) for folder in folders):
            yield from map(str, (place / f"{last}.py", place / last, place / last / "__init__.py"))


def local_modules(folder: Path) -> dict[str, tuple[str, ...]]:
    """The imported modules whose files are in `folder`, but not in a virtual environment there.

    Each with its files: the path that Python found and, if that is a link, its target.
    """
    found: dict[str, tuple[str, ...]] = {}
    real = cache(_real)  # Of few folders for many files: the event loop waits for it.
    for name, module in sys.modules.copy().items():  # In one step: others import meanwhile.
        file = getattr(module, "__file__", None)
        if name in {"__main__", "anew"} or name.startswith("anew.") or not file:
            continue
        files = _own_files(file, str(folder), real)
        if files:
            found[name] = files
    return found


def forget_modules(folder: Path) -> None:
    """Make Python import the modules in a folder again, and find new ones."""
    for name in local_modules(folder):
        if name not in kept_modules:
            sys.modules.pop(name, None)
    importlib.invalidate_caches()


def forget_compiled(path: str) -> None:
    """Make Python read a changed file.

    Python trusts its compiled file if the size and the second of the last change are the same, as
    they may be after two quick saves.
    """
    with suppress(NotImplementedError, OSError):
        Path(cache_from_source(path)).unlink(missing_ok=True)


def _real(path: str) -> str:
    return os.path.realpath(path)


def _own_files(file: str, folder: str, real: Callable[[str], str]) -> tuple[str, ...]:
    # Compared as text, resolving links last: most of a thousand modules are Python's or installed.
    if file.startswith(_STANDARD_LIBRARY) and not folder.startswith(_STANDARD_LIBRARY):
        return ()
    if "site-packages" in file and "site-packages" not in folder:
        return ()
    place, name = os.path.split(file)
    target = os.path.realpath(file) if os.path.islink(file) else os.path.join(real(place), name)  # noqa: PTH114, PTH118  # often
    files = tuple(dict.fromkeys((file, target)))
    return files if any(_is_own(one, folder) for one in files) else ()


def _is_own(file: str, folder: str) -> bool:
    if not file.startswith(folder + os.sep):
        return False
    parts = Path(file[len(folder) + 1 :]).parts
    return "site-packages" not in parts and not any(part.startswith(".") for part in parts)
