"""The author's script as code: read and compiled once per change of the file."""

from __future__ import annotations

import math
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.secret_files import SecretFiles
from anew.app.file_name import FileName
from anew.script.imports import forget_modules
from anew.script.magic import compile_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import CodeType

MOST_MISSING_PAGES = 100  # Scripts may name pages by what somebody typed.


class _Stamp(NamedTuple):
    """What changes when a file is saved."""

    modified_ns: int
    size_bytes: int


class Script:
    """One app's script. Threading: safe; two threads may compile the same change twice."""

    def __init__(
        self,
        path: str | Path,
        *,
        text: str | None = None,
        names: Mapping[str, object] | None = None,
        is_magic: bool = True,
        shows_docstring: bool = False,
        looks_after: float = 0.0,
    ) -> None:
        """A script in a file, or one given as text that only names a file.

        Args:
            names: What the script finds defined when it begins.
            looks_after: How many seconds the files count as unchanged once they were looked at.
                To look costs a busy server more than it seems: other threads get their turn.
        """
        self.path = Path(path).resolve()
        self._file = str(self.path)  # Looked at often: a Path would cost its time.
        self._pages_folder = str(self.path.parent / "pages")
        self.names = names or {}
        self.told: set[str] = set()  # Notices for the author that were logged.
        self.keeps_tables = False  # Whether pages know what tables were made of, for tests.
        self.text = text
        self.secrets = SecretFiles(self.folder)
        self._is_magic = is_magic
        self._shows_docstring = shows_docstring
        self._looks_after = looks_after
        self._looked_at = -math.inf
        self._compiled: tuple[_Stamp, CodeType] | None = None
        self.names_used: frozenset[str] = frozenset()  # By the compiled code, in functions too.
        self._pages: dict[Path, Script] = {}  # Those that were run.
        self._missing_pages: set[Path] = set()
        self._page_files: tuple[int, tuple[Path, ...]] = (0, ())  # As of when.
        self._looked_for_pages_at = -math.inf

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def has_navigation(self) -> bool:
        """Whether the script, once compiled, may say by itself which pages there are."""
        return "navigation" in self.names_used

    def code(self) -> CodeType:
        """The compiled script. OSError if it cannot be read, SyntaxError if it is none."""
        compiled = self._compiled
        now = time.monotonic()
        if compiled is not None and now - self._looked_at < self._looks_after:
            return compiled[1]
        stamp = self._stamp()
        if compiled is None or compiled[0] != stamp:
            source = self.path.read_bytes() if self.text is None else self.text
            code = compile_script(
                source,
                str(self.path),
                is_magic=self._is_magic,
                shows_docstring=self._shows_docstring,
            )
            self.names_used = frozenset(_names_used(code))  # First: others ask once there is code.
            self._compiled = compiled = (stamp, code)
        self._looked_at = now
        return compiled[1]

    def page(self, path: Path) -> Script:
        """The script of one of the app's pages."""
        page = self._pages.get(path)
        if page is None:
            page = self._pages[path] = Script(
                path,
                is_magic=self._is_magic,
                shows_docstring=self._shows_docstring,
                looks_after=self._looks_after,
            )
            page.told, page.keeps_tables = self.told, self.keeps_tables
        return page

    def page_files(self) -> tuple[Path, ...]:
        """The script itself and those in the folder `pages` beside it, in the menu's order.

        There are none without such a folder, or if the script, once compiled, says by itself
        which pages there are.
        """
        if self.has_navigation or self.text is not None:
            return ()
        now = time.monotonic()
        if now - self._looked_for_pages_at >= self._looks_after:
            self._look_for_pages()
            self._looked_for_pages_at = now
        return self._page_files[1]

    def is_page(self, path: Path) -> bool:
        """Whether a file is, or may become, one of the app's pages, or the folder of all."""
        folder = self.folder / "pages"
        if path in self._pages or path in self._missing_pages or path == folder:
            return True
        return path.parent == folder and path.suffix == ".py"

    def miss_page(self, path: Path) -> None:
        """Take note that a page was named whose file is not there, yet."""
        if len(self._missing_pages) < MOST_MISSING_PAGES:
            self._missing_pages.add(path)

    def page_paths(self) -> list[Path]:
        """The files of the pages that were run, or could not be."""
        return [*self._pages, *self._missing_pages]

    def forget(self, others: Iterable[Path] = ()) -> None:
        """Read the file again at the next run, and import its neighbours again.

        Args:
            others: More folders whose modules are imported again.
        """
        self._compiled = None
        self._looked_for_pages_at = -math.inf
        self._pages.clear()
        self._missing_pages.clear()
        for folder in (self.folder, *others):
            forget_modules(folder)

    def _look_for_pages(self) -> None:
        try:
            modified_ns = os.stat(self._pages_folder).st_mtime_ns  # noqa: PTH116  # often
        except (FileNotFoundError, NotADirectoryError):
            self._page_files = (0, ())
            return
        if self._page_files[0] != modified_ns:
            files = _scripts_in(Path(self._pages_folder))
            self._page_files = (modified_ns, (self.path, *files) if files else ())

    def _stamp(self) -> _Stamp:
        if self.text is not None:
            return _Stamp(0, 0)
        found = os.stat(self._file)  # noqa: PTH116  # often
        return _Stamp(found.st_mtime_ns, found.st_size)


def _scripts_in(folder: Path) -> tuple[Path, ...]:
    found = [path for path in folder.iterdir() if path.suffix == ".py"]
    pages = [path for path in found if not path.name.startswith((".", "_"))]
    return tuple(sorted(pages, key=lambda path: FileName(path.stem).order))


def _names_used(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, type(code)):
            yield from _names_used(part)
