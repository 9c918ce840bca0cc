"""What the text of an app's files says of imports, pages and components, without running any of it.

The files are the script, its pages, and the modules beside it that these import. A file is read
again once it has changed.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anew.script.written_paths import WrittenPaths, dotted
from anew.syntax import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.script.source import Script

MOST_FILES = 200
MOST_BYTES = 2**20  # Of a file.
DECLARE = "declare_component"


class Import(NamedTuple):
    """One import."""

    module: str
    name: str = ""  # What is taken from it.
    level: int = 0  # How many dots stand before it.


class WrittenFile(NamedTuple):
    """What one file says."""

    imports: tuple[Import, ...] = ()
    pages: tuple[str, ...] = ()  # Files that `st.Page` is given.
    components: tuple[tuple[str, Path], ...] = ()  # Short names, and folders.


class Found(NamedTuple):
    """A file of the app."""

    module: str  # Its name; of the script and of pages, which have none, that of the file.
    written: WrittenFile
    installed: tuple[Import, ...]  # The imports of what is not beside the script.


def files_of(script: Script) -> Iterator[Found]:
    """The files of an app, as far as its text tells which there are."""
    folder = script.folder
    starts = [script.path, *sorted((folder / "pages").glob("*.py"))]
    waiting = [(path, "") for path in reversed(starts)]
    seen: set[Path] = set()
    while waiting and len(seen) < MOST_FILES:
        path, module = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        written = _written(path)
        waiting += [(folder / page, "") for page in written.pages]
        installed: list[Import] = []
        for one in written.imports:
            own = list(_own_files(folder, path, module, one))
            waiting += own
            if not own and not one.level:
                installed.append(one)
        yield Found(module or path.stem.replace(" ", "_"), written, tuple(installed))


def _own_files(folder: Path, path: Path, module: str, one: Import) -> Iterator[tuple[Path, str]]:
    """The files beside the script that an import loads, with the names of the modules."""
    name = one.module
    if one.level:  # Of a package beside the script, whose modules name each other like this.
        parts = module.split(".") if module else []
        above = len(parts) + (path.name == "__init__.py") - one.level
        if above <= 0:
            return
        name = ".".join([*parts[:above], *filter(None, [one.module])])
    place = folder.joinpath(*name.split("."))
    candidates = [(place.with_suffix(".py"), name), (place / "__init__.py", name)]
    if one.name:
        inner = place / one.name
        candidates += [(inner.with_suffix(".py"), f"{name}.{one.name}")]
        candidates += [(inner / "__init__.py", f"{name}.{one.name}")]
    yield from (found for found in candidates if found[0].is_file())


def _written(path: Path) -> WrittenFile:
    try:
        stat = path.stat()
        return _read(path, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return WrittenFile()


@lru_cache(maxsize=2 * MOST_FILES)
def _read(path: Path, _time: int, size: int) -> WrittenFile:
    """What a file says that was changed at a time."""
    if size > MOST_BYTES:
        return WrittenFile()
    try:
        tree = parsed(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return WrittenFile()
    imports: list[Import] = []
    calls: list[ast.Call] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports += [Import(alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or node.level):
            module = node.module or ""
            imports += [Import(module, alias.name, node.level) for alias in node.names]
        elif isinstance(node, ast.Call):
            calls.append(node)
    paths = WrittenPaths(tree, path)
    return WrittenFile(
        tuple(imports), tuple(_pages_in(calls, paths)), tuple(_components_in(calls, tree, paths))
    )


def _pages_in(calls: list[ast.Call], paths: WrittenPaths) -> Iterator[str]:
    for call in calls:
        if dotted(call.func).rpartition(".")[2] == "Page":
            found = paths.value(_argument(call, 0, "page"))
            if found is not None and str(found).endswith(".py"):
                yield str(found)


def _components_in(
    calls: list[ast.Call], tree: ast.Module, paths: WrittenPaths
) -> Iterator[tuple[str, Path]]:
    names = {DECLARE} | {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == DECLARE and alias.asname
    }
    for call in calls:
        if dotted(call.func).rpartition(".")[2] not in names:
            continue
        name = paths.value(_argument(call, 0, "name"))
        folder = paths.value(_argument(call, 1, "path"))
        is_elsewhere = paths.value(_argument(call, 2, "url")) is not None
        if isinstance(name, str) and folder is not None and not is_elsewhere:
            yield name, Path(folder).absolute()


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    by_name = (keyword.value for keyword in call.keywords if keyword.arg == name)
    return call.args[place] if place < len(call.args) else next(by_name, None)
