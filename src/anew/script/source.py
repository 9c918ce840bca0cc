"""The author's script as code: read and compiled once per change of the file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anew.script.magic import compile_script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType


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
    ) -> None:
        """A script in a file, or one given as text that only names a file.

        Args:
            names: What the script finds defined when it begins.
        """
        self.path = Path(path).resolve()
        self.names = names or {}
        self.told: set[str] = set()  # Notices for the author that were logged.
        self.text = text
        self._is_magic = is_magic
        self._compiled: tuple[_Stamp, CodeType] | None = None

    @property
    def folder(self) -> Path:
        return self.path.parent

    def code(self) -> CodeType:
        """The compiled script. OSError if it cannot be read, SyntaxError if it is none."""
        stamp = self._stamp()
        compiled = self._compiled
        if compiled is None or compiled[0] != stamp:
            source = self.path.read_bytes() if self.text is None else self.text
            compiled = (stamp, compile_script(source, str(self.path), is_magic=self._is_magic))
            self._compiled = compiled
        return compiled[1]

    def forget(self) -> None:
        """Read the file again at the next run, and import its neighbours again."""
        self._compiled = None
        for name in local_modules(self.folder):
            sys.modules.pop(name, None)

    def _stamp(self) -> _Stamp:
        if self.text is not None:
            return _Stamp(0, 0)
        found = self.path.stat()
        return _Stamp(found.st_mtime_ns, found.st_size)


def local_modules(folder: Path) -> dict[str, Path]:
    """The imported modules whose files lie in `folder`, but not in an environment there."""
    found: dict[str, Path] = {}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name in {"__main__", "anew"} or name.startswith("anew.") or not file:
            continue
        path = Path(file)
        if path.is_relative_to(folder) and not _is_installed(path.relative_to(folder)):
            found[name] = path
    return found


def _is_installed(path: Path) -> bool:
    parts = path.parts
    return "site-packages" in parts or any(part.startswith(".") for part in parts)
