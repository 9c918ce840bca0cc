"""The author's script as code: read and compiled once per change of the file."""

from __future__ import annotations

import math
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.secret_files import SecretFiles
from anew.app.file_name import FileName
from anew.script.announcing import announced_in
from anew.script.imports import forget_modules
from anew.script.magic import compile_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import CodeType

MOST_MISSING_PAGES = 100  # A bound, because scripts may name pages by what a user typed.


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
        """A script in a file, or given as text under the name of a file.

        Args:
            names: Global variables that the script finds when it begins.
            looks_after: For how many seconds files count as unchanged after a check. A check
                costs a busy server more than it seems, because other threads get their turn.
        """
        self.path = Path(path).resolve()
        self._file = str(self.path)  # As text: it is used often, and a Path takes more time.
        self._pages_folder = str(self.path.parent / "pages")
        self.names = names or {}
        self.told: set[str] = set()  # Notices that were logged for the author.
        self.keeps_tables = False  # Whether pages keep the data of their tables, for tests.
        self.text = text
        self.secrets = SecretFiles(self.folder)
        self._is_magic = is_magic
        self._shows_docstring = shows_docstring
        self._looks_after = looks_after
        self._looked_at = -math.inf
        self._compiled: tuple[_Stamp, CodeType] | None = None
        self.names_used: frozenset[str] = frozenset()  # In the compiled code, including functions.
        self.announced: frozenset[str] = frozenset()  # Tags of the rare elements that it draws.
        self._pages: dict[Path, Script] = {}  # The pages that were run.
        self._missing_pages: set[Path] = set()
        self.version = 0  # How often something has changed, be it a module in its folder.
        self._page_files: tuple[int, tuple[Path, ...]] = (0, ())  # And the folder's mtime.
        self._looked_for_pages_at = -math.inf

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def has_navigation(self) -> bool:
        """Whether the compiled script may declare the pages itself."""
        return "navigation" in self.names_used

    def code(self) -> CodeType:
        """The compiled script; OSError if it cannot be read, SyntaxError if it does not compile."""
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
            self.names_used = frozenset(
                _names_used(code)
            )  # First: others use it once there is code.
            self.announced = announced_in(code, self.names_used)
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

    def page_at(self, url_path: str) -> Script:
        """The script that is most likely run first for a page's path: it may be this one."""
        if url_path and not self.has_navigation:
            for path, page in self._pages.copy().items():
                if FileName(path.stem).url_path == url_path:
                    return page
        return self

    def page_files(self) -> tuple[Path, ...]:
        """The script itself and those in the folder `pages` beside it, in the menu's order.

        There are none without such a folder, or if the compiled script declares the pages itself.
        """
        if self.has_navigation or self.text is not None:
            return ()
        now = time.monotonic()
        if now - self._looked_for_pages_at >= self._looks_after:
            self._look_for_pages()
            self._looked_for_pages_at = now
        return self._page_files[1]

    def is_page(self, path: Path) -> bool:
        """Whether a path is, or may become, one of the app's pages, or their folder."""
        folder = self.folder / "pages"
        if path in self._pages or path in self._missing_pages or path == folder:
            return True
        return path.parent == folder and path.suffix == ".py"

    def miss_page(self, path: Path) -> None:
        """Record that a page was named whose file does not exist yet."""
        if len(self._missing_pages) < MOST_MISSING_PAGES:
            self._missing_pages.add(path)

    def page_paths(self) -> list[Path]:
        """The files of the pages that were run, or were missing."""
        return [*self._pages, *self._missing_pages]

    def forget(self, others: Iterable[Path] = ()) -> None:
        """Read the file again at the next run, and import the modules in its folder again.

        Args:
            others: Other folders whose modules are imported again.
        """
        self.version += 1
        self._compiled = None
        self._looked_for_pages_at = -math.inf
        # A file that was made in the same moment as the last look has not changed the time.
        self._page_files = (-1, self._page_files[1])
        self._pages.clear()
        self._missing_pages.clear()
        for folder in (self.folder, *others):
            forget_modules(folder)

    def _look_for_pages(self) -> None:
        try:
            modified_ns = os.stat(self._pages_folder).st_mtime_ns  # noqa: PTH116  # called often
        except (FileNotFoundError, NotADirectoryError):
            self._page_files = (0, ())
            return
        if self._page_files[0] != modified_ns:
            files = _scripts_in(Path(self._pages_folder))
            self._page_files = (modified_ns, (self.path, *files) if files else ())

    def _stamp(self) -> _Stamp:
        if self.text is not None:
            return _Stamp(0, 0)
        found = os.stat(self._file)  # noqa: PTH116  # called often
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
