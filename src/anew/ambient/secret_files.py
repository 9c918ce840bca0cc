"""Where the secrets of an app come from, lowest precedence first:

    ~/.streamlit/secrets.toml, ~/.anew/secrets.toml
    the same below the working directory
    the same beside the script
    secrets passed by the program that serves the app

The option `secrets.files` names files and folders that replace the first three. In a folder each
file is one secret, under the file's name, as container platforms provide secrets. A top-level
name of a later place overrides that of an earlier one. Error messages never contain a value.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from anew.errors import SecretNotFoundError
from anew.folders import app_folders, from_home

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDERS = (".streamlit", ".anew")  # The later one takes precedence.
FILE_NAME = "secrets.toml"

Secret: TypeAlias = object  # Text, a number, …, or a dict of these.


class _Stamp(NamedTuple):
    """What changes when a file is saved."""

    path: Path
    modified_ns: int
    size_bytes: int


class SecretFiles:
    """The secrets of one app, read again when a file changes. Threading: safe."""

    def __init__(
        self, script_folder: Path | None, given: Mapping[str, Secret] | None = None
    ) -> None:
        """Secrets, which are read on first use.

        Args:
            script_folder: The folder of the app's script; None if it is not known.
            given: Passed by the program; they take precedence over those of files.
        """
        self.given: Mapping[str, Secret] | None = given
        self.script_folder = script_folder
        self._read: tuple[tuple[_Stamp, ...], dict[str, Secret]] | None = None

    def with_given(self, given: Mapping[str, Secret] | None) -> SecretFiles:
        """The secrets of the same files, with others passed by the program."""
        return SecretFiles(self.script_folder, given)

    def values(self, files: Iterable[str] = ()) -> dict[str, Secret]:
        """All secrets, by their names at the top level.

        Args:
            files: What the option `secrets.files` names.

        Raises:
            SecretNotFoundError: No place has any, or a file cannot be read.
        """
        places = self.places(files)
        stamps = tuple(stamp for place in places for stamp in _stamps(place))
        if not stamps and self.given is None:
            looked = ", ".join(repr(str(place)) for place in places)
            raise SecretNotFoundError(
                f"st.secrets: there are no secrets. Write some into one of {looked}, or name "
                f"other files in the option secrets.files."
            )
        read = self._read
        if read is None or read[0] != stamps:
            found: dict[str, Secret] = {}
            for place in places:
                found.update(_secrets_in(place))
            read = self._read = (stamps, found)
        return {**read[1], **(self.given or {})}

    def has_any(self, files: Iterable[str] = ()) -> bool:
        """Whether there are any secrets, even if they cannot be read."""
        return self.given is not None or any(place.exists() for place in self.places(files))

    def places(self, files: Iterable[str] = ()) -> list[Path]:
        """The files and folders that are read, each once, lowest precedence first."""
        named = [from_home(file) for file in files]
        if not named:
            folders = app_folders(self.script_folder)
            named = [folder / name / FILE_NAME for folder in folders for name in FOLDERS]
        # A path that occurs twice keeps its place of higher precedence.
        return list(dict.fromkeys(path.resolve() for path in reversed(named)))[::-1]


def _stamps(place: Path) -> Iterable[_Stamp]:
    for path in (place, *_below(place)):
        try:
            found = path.stat()
        except OSError:  # It does not exist, or is not accessible.
            continue
        yield _Stamp(path, found.st_mtime_ns, found.st_size)


def _below(place: Path) -> list[Path]:
    """The secrets of a folder, and those of folders in it."""
    if not place.is_dir():
        return []
    shown = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    return [inner for path in shown for inner in (path, *_below(path))]


def _secrets_in(place: Path) -> dict[str, Secret]:
    try:
        if place.is_dir():
            return _secrets_in_folder(place)
        return _secrets_in_file(place) if place.exists() else {}
    except SecretNotFoundError:  # It is an OSError as well.
        raise
    except (OSError, UnicodeDecodeError):
        raise SecretNotFoundError(
            f"st.secrets: {str(place)!r} cannot be read. Check that this process may read it, and "
            f"that it is text in UTF-8."
        ) from None


def _secrets_in_folder(folder: Path) -> dict[str, Secret]:
    shown = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return {
        path.name: _secrets_in_folder(path) if path.is_dir() else path.read_text("utf-8").strip()
        for path in shown
    }


def _secrets_in_file(path: Path) -> dict[str, Secret]:
    text = path.read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:  # Its message may contain parts of a value.
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else max(len(text.splitlines()), 1)
    raise SecretNotFoundError(
        f'{path}:{line}: this is not valid TOML. Write each secret as name = "value".'
    )
