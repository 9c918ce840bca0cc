"""Notices when the author saves the script, a module that it imports, its secrets or options."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from watchfiles import watch

from anew.ambient.secret_files import FOLDERS
from anew.script.imports import Imports, forget_compiled, local_modules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.clock import Clock
    from anew.script.source import Script
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

SETTLE_MILLISECONDS = 50  # Editors save in several steps.
OPTIONS = "config.toml"  # Beside the secrets.
LOOK_MILLISECONDS = 1000  # How often what lies elsewhere is looked at.


class Watch:
    """Calls `on_change` and `on_secrets` on the owner's thread. Threading: owner only."""

    def __init__(
        self,
        script: Script,
        settings: Settings,
        clock: Clock,
        on_change: Callable[[], None],
        on_secrets: Callable[[], None],
        on_options: Callable[[], None] = lambda: None,
    ) -> None:
        """A watch that is not on yet.

        Args:
            on_options: Called on the watch's own thread, because it reads files.
        """
        self._script = script
        self._clock = clock
        self._on_change = on_change
        self._on_secrets = on_secrets
        self._on_options = on_options
        self._secrets = script.secrets.places(settings.secrets.files)
        server = settings.server
        others = [Path(folder).resolve() for folder in server.folder_watch_list]
        self._code_folders = (script.folder, *others)
        self._left_out = [Path(folder).resolve() for folder in server.folder_watch_blacklist]
        self._is_polling = settings.server.file_watcher_type == "poll"
        self._imports = Imports()
        self._elsewhere = _Elsewhere()
        self._started_ns = 0
        self._told: dict[str, _Stamp | None] = {}  # Files as they were when they were told of.
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="anew-watch", daemon=True)

    def start(self) -> None:
        self._started_ns = time.time_ns()
        self._imports.start()
        self._thread.start()

    def stop(self) -> None:
        self._imports.stop()
        self._stopping.set()

    def _watch(self) -> None:
        folders = self._folders()
        is_first = True
        try:
            for changes in watch(
                *folders,
                watch_filter=None,  # One that leaves all out would keep the looks elsewhere waiting.
                debounce=1600,
                step=SETTLE_MILLISECONDS,
                rust_timeout=LOOK_MILLISECONDS,
                yield_on_timeout=True,
                stop_event=self._stopping,
                force_polling=self._is_polling or None,
                raise_interrupt=False,
            ):
                changed = {path for _, path in changes if not path.endswith(_DATABASES)}
                if is_first:
                    is_first = False
                    changed |= self._saved_before()
                self._tell(changed | self._changed_elsewhere(folders))
        except OSError as error:
            log.warning("Changes of the script are not noticed: %s", error)

    def _tell(self, changed: set[str]) -> None:
        if any(self._is_secret(path) for path in changed):
            self._clock.post(self._on_secrets)
        # Options, or a theme that they name. Which file it is, reading them finds out.
        if any(path.endswith(".toml") or Path(path).name in FOLDERS for path in changed):
            self._on_options()
        code = self._code_among(changed)
        for path in code:
            forget_compiled(path)
        if self._is_news(code):
            self._clock.post(self._on_change)

    def _is_news(self, files: Iterable[str]) -> bool:
        """Whether one of these is another than when it was told of last.

        A busy system tells late of the last step in which a file was saved. By then, the file may have
        been told of, and run, as it is now; to offer that once more would confuse.
        """
        now = {file: _stamp(file) for file in files}
        news = [
            file for file, stamp in now.items() if stamp is None or self._told.get(file) != stamp
        ]
        self._told.update(now)
        return bool(news)

    def _folders(self) -> list[Path]:
        """The script's own, those that are listed, and those that hold its secrets."""
        own = self._script.folder
        homes = [place if place.is_dir() else place.parent for place in self._secrets]
        others = [*self._code_folders[1:], *homes]
        return [own, *(home for home in others if home.is_dir() and not home.is_relative_to(own))]

    def _saved_before(self) -> set[str]:
        """What was saved after the start, but perhaps before the folders were watched.

        To watch many folders takes a while, in which the first run may be over. What was saved
        meanwhile may have been read before or after: to run once too often is better than not to.
        """
        toml = [place.with_name(OPTIONS) for place in self._secrets]
        secrets = [file for place in self._secrets for file in (place, *place.rglob("*"))]
        pages = self._script.page_paths()
        wanted = self._imports.wanted(self._code_folders)
        files = {
            *map(str, (self._script.path, *pages, *secrets, *toml)),
            *self._module_files(),
            *wanted,
        }
        return {file for file in files if _changed_ns(file) > self._started_ns}

    def _is_secret(self, path: str) -> bool:
        changed = Path(path)
        # What is written into a folder that was just made is not always noticed by itself.
        is_new_folder = changed.parent == self._script.folder and changed.name in FOLDERS
        return is_new_folder or any(changed.is_relative_to(place) for place in self._secrets)

    def _code_among(self, changed: Iterable[str]) -> list[str]:
        """What of it the app runs, or has tried to run."""
        # Folders have no ending: a package that was missing may have been made as a whole.
        candidates = [path for path in changed if os.path.splitext(path)[1] in {".py", ""}]  # noqa: PTH122  # often
        if not candidates:
            return []
        wanted = self._imports.wanted(self._code_folders)
        known = {str(self._script.path), *self._module_files(), *wanted}
        found = [path for path in candidates if path in known or self._script.is_page(Path(path))]
        found += _within_new_folders(candidates, {*wanted, *map(str, self._script.page_paths())})
        return [path for path in found if not self._is_left_out(Path(path))]

    def _is_left_out(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self._left_out)

    def _module_files(self) -> set[str]:
        modules = [local_modules(folder).values() for folder in self._code_folders]
        return {file for one in modules for files in one for file in files}

    def _changed_elsewhere(self, folders: list[Path]) -> set[str]:
        """What the app runs of files that lie in none of these folders, if it has changed."""
        number = (self._imports.count, len(self._script.page_paths()))
        if self._elsewhere.is_of(number):
            return self._elsewhere.changed()
        files = {*self._module_files(), *map(str, self._script.page_paths())}
        far = {file for file in files if not any(map(Path(file).is_relative_to, folders))}
        return self._elsewhere.look_at(number, far)


# What a store of sessions beside the script writes, many times a second.
_DATABASES = (".db", ".db-wal", ".db-shm", ".db-journal", ".db-lock")


def _within_new_folders(changed: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """The files that are there and wanted, in folders that have changed.

    What is written into a folder that was just made is not always noticed by itself.
    """
    folders = [Path(path) for path in changed if Path(path).is_dir()]
    if not folders:
        return []
    within = [file for file in wanted if any(map(Path(file).is_relative_to, folders))]
    return [file for file in within if Path(file).exists()]


class _Elsewhere:
    """Files that lie where nothing is watched: by a link, or as a page. Looked at in turn."""

    def __init__(self) -> None:
        self._number: object = None
        self._stamps: dict[str, _Stamp | None] = {}
        self._looked_ns = time.time_ns()

    def is_of(self, number: object) -> bool:
        """Whether the files are those that there were at this number."""
        return self._number == number

    def look_at(self, number: object, files: set[str]) -> set[str]:
        """Look at these from now on; which of them have changed since the last look.

        One that is new here was read since then: if it was saved since then as well, nobody
        knows which came first, and to run once too often is better than not to.
        """
        new, last = files - self._stamps.keys(), self._looked_ns
        kept = {file: self._stamps[file] for file in files - new}
        self._number, self._stamps = number, {**kept, **{file: _stamp(file) for file in new}}
        recent = {file for file in new if (stamp := self._stamps[file]) and stamp.saved_ns > last}
        return recent | self.changed()

    def changed(self) -> set[str]:
        """Which of them have changed since the last look."""
        before, self._looked_ns = self._stamps, time.time_ns()
        self._stamps = {file: _stamp(file) for file in before}
        return {file for file, stamp in self._stamps.items() if stamp != before[file]}


class _Stamp(NamedTuple):
    """What changes when a file is saved."""

    inode: int
    saved_ns: int
    size_bytes: int


def _stamp(file: str) -> _Stamp | None:
    try:
        found = os.stat(file)  # noqa: PTH116  # often
    except OSError:
        return None
    return _Stamp(found.st_ino, found.st_mtime_ns, found.st_size)


def _changed_ns(file: str) -> int:
    """When a file was saved, or moved to its place; 0 if it is not there."""
    try:
        found = os.stat(file)  # noqa: PTH116  # often
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)
