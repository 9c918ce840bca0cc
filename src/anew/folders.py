"""The folders in which an app's files may lie: the user's home, the working one, the script's.

A process may have no home (a container's user that no list knows) and no working folder (it was
removed). Then there is nothing to read there, and no more to say.
"""

from __future__ import annotations

from pathlib import Path


def home_folder() -> Path | None:
    """The user's home, if there is one."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def working_folder() -> Path | None:
    """Where the process was started, if it is still there."""
    try:
        return Path.cwd()
    except OSError:
        return None


def app_folders(
    script_folder: Path | None, *, home: Path | None = None, working: Path | None = None
) -> list[Path]:
    """Those that there are, the weakest first; of tests, those that they say."""
    found = (home or home_folder(), working or working_folder(), script_folder)
    return [folder for folder in found if folder is not None]


def from_home(path: str) -> Path:
    """A path whose ~ is the user's home; as it stands where there is none."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
