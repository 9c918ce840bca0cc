"""The folders that may hold an app's files: the user's home, the working directory, the script's.

A process may have no home directory (in a container, a user that is not in the passwd file) and
no working directory (it was removed). Then nothing is read from there, without an error.
"""

from __future__ import annotations

from pathlib import Path


def home_folder() -> Path | None:
    """The user's home directory, if there is one."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def working_folder() -> Path | None:
    """The working directory, if it still exists."""
    try:
        return Path.cwd()
    except OSError:
        return None


def app_folders(
    script_folder: Path | None, *, home: Path | None = None, working: Path | None = None
) -> list[Path]:
    """The folders that exist, with the lowest precedence first. Tests pass their own."""
    found = (home or home_folder(), working or working_folder(), script_folder)
    return [folder for folder in found if folder is not None]


def from_home(path: str) -> Path:
    """A path with ~ expanded to the user's home directory; unchanged if there is none."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
