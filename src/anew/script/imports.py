"""What code asked to import, whether it was found or not: a file that is mended, or made, counts.

A module that fails leaves no trace in `sys.modules`, one that is missing never was there. So
a finder that finds nothing stands before all others, and takes note of each name.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

# `sysconfig` says the same, and reads all that was said when Python was built.
_STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120  # compared as text
MOST_NAMES = 10_000  # Scripts may import names that somebody typed.


class Imports(MetaPathFinder):
    """Takes note of what is imported, from `start` to `stop`. Threading: safe."""

    def __init__(self) -> None:
        self.count = 0  # Grows whenever something is imported that was not there.
        self._asked: dict[str, tuple[str, ...] | None] = {}  # And the folders of its package.

    def start(self) -> None:
        sys.meta_path.insert(0, self)

    def stop(self) -> None:
        with suppress(ValueError):
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing: others find it."""
        self._asked.pop(fullname, None)  # The newest come last.
        self._asked[fullname] = None if path is None else tuple(path)
        if len(self._asked) > MOST_NAMES:
            self._asked.pop(next(iter(self._asked), ""), None)
        self.count += 1
        return None

    def wanted(self, folders: Sequence[Path]) -> set[str]:
        """The files and folders, in these folders, that would be modules which are not there."""
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
    """The imported modules whose files lie in `folder`, but not in an environment there.

    With each its files: as Python found it and, if that was by a link, what it points to.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, module in sys.modules.copy().items():  # In one step: others import meanwhile.
        file = getattr(module, "__file__", None)
        if name in {"__main__", "anew"} or name.startswith("anew.") or not file:
            continue
        files = _own_files(file, str(folder))
        if files:
            found[name] = files
    return found


def forget_modules(folder: Path) -> None:
    """Have the modules in a folder imported again, those too that were not there before."""
    for name in local_modules(folder):
        sys.modules.pop(name, None)
    importlib.invalidate_caches()


def forget_compiled(path: str) -> None:
    """Have Python read a changed file.

    It trusts what it compiled before if only size and second are the same, as after two quick
    saves.
    """
    with suppress(NotImplementedError, OSError):
        Path(cache_from_source(path)).unlink(missing_ok=True)


def _own_files(file: str, folder: str) -> tuple[str, ...]:
    # Text, and links last: most of a thousand modules are Python's own, or installed.
    if file.startswith(_STANDARD_LIBRARY) and not folder.startswith(_STANDARD_LIBRARY):
        return ()
    if "site-packages" in file and "site-packages" not in folder:
        return ()
    files = tuple(dict.fromkeys((file, os.path.realpath(file))))
    return files if any(_is_own(one, folder) for one in files) else ()


def _is_own(file: str, folder: str) -> bool:
    if not file.startswith(folder + os.sep):
        return False
    parts = Path(file[len(folder) + 1 :]).parts
    return "site-packages" not in parts and not any(part.startswith(".") for part in parts)
