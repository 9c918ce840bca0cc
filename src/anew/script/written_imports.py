"""The imports that a script's text has, made without running the script.

A package declares its components when it is imported. So a server that is asked for the files of a
component before it has run the script can know it all the same. Only installed packages are imported: modules
beside the script are read instead, because code of the author may draw when it is imported.
"""

from __future__ import annotations

import ast
import importlib
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anew.script.source import Script

log = logging.getLogger("anew")

MOST_FILES = 200
MOST_BYTES = 2**20  # Of a file.
OWN = ("anew", "streamlit")


class Written(NamedTuple):
    """One import."""

    module: str
    name: str = ""  # What is taken from it.


def import_written(script: Script) -> None:
    """Make the imports of a script, of its pages, and of modules beside it. It may take seconds."""
    for module, name in dict.fromkeys(_written(script)):
        root = module.partition(".")[0]
        if root in sys.stdlib_module_names or root in OWN:
            continue
        try:
            found = importlib.import_module(module)
            if name and not hasattr(found, name):
                with suppress(ModuleNotFoundError):
                    importlib.import_module(f"{module}.{name}")
        except BaseException as error:  # noqa: BLE001  # others' code; the run will tell of it
            log.debug("%s could not be imported early: %r", module, error)


def _written(script: Script) -> Iterator[Written]:
    """The imports of installed packages."""
    folder = script.folder
    waiting = [script.path, *sorted((folder / "pages").glob("*.py"))]
    read: set[Path] = set()
    while waiting and len(read) < MOST_FILES:
        path = waiting.pop()
        if path in read:
            continue
        read.add(path)
        for one in _imports_in(path):
            own = list(_files_of(folder, one))
            waiting += own
            if not own:
                yield one


def _imports_in(path: Path) -> list[Written]:
    try:
        if path.stat().st_size > MOST_BYTES:
            return []
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return []
    found: list[Written] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [Written(alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [Written(node.module, alias.name) for alias in node.names]
    return found


def _files_of(folder: Path, one: Written) -> Iterator[Path]:
    """The files beside the script that an import loads."""
    place = folder.joinpath(*one.module.split("."))
    candidates = [place.with_suffix(".py"), place / "__init__.py"]
    if one.name:
        candidates.append(place / f"{one.name}.py")
    yield from (path for path in candidates if path.is_file())
