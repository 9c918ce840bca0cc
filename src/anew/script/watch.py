"""Notices when the author saves the script, a module that it imports, or its secrets."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch

from anew.script.secret_files import FOLDERS
from anew.script.source import local_modules

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchfiles import Change

    from anew.clock import Clock
    from anew.script.source import Script
    from anew.settings import Settings

log = logging.getLogger("anew")

SETTLE_MILLISECONDS = 50  # Editors save in several steps.


class Watch:
    """Calls `on_change` and `on_secrets` on the owner's thread. Threading: owner only."""

    def __init__(
        self,
        script: Script,
        settings: Settings,
        clock: Clock,
        on_change: Callable[[], None],
        on_secrets: Callable[[], None],
    ) -> None:
        self._script = script
        self._clock = clock
        self._on_change = on_change
        self._on_secrets = on_secrets
        self._secrets = script.secrets.places(settings.secrets.files)
        server = settings.server
        self._others = [Path(folder).resolve() for folder in server.folder_watch_list]
        self._left_out = [Path(folder).resolve() for folder in server.folder_watch_blacklist]
        self._is_polling = settings.server.file_watcher_type == "poll"
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="anew-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def _watch(self) -> None:
        try:
            for changes in watch(
                *self._folders(),
                watch_filter=self._is_ours,
                debounce=1600,
                step=SETTLE_MILLISECONDS,
                stop_event=self._stopping,
                force_polling=self._is_polling or None,
                raise_interrupt=False,
            ):
                if any(self._is_secret(path) for _, path in changes):
                    self._clock.post(self._on_secrets)
                if any(self._is_code(path) for _, path in changes):
                    self._clock.post(self._on_change)
        except OSError as error:
            log.warning("Changes of the script are not noticed: %s", error)

    def _folders(self) -> list[Path]:
        """The script's own, those that are listed, and those that hold its secrets."""
        own = self._script.folder
        homes = [place if place.is_dir() else place.parent for place in self._secrets]
        others = [*self._others, *homes]
        return [own, *(home for home in others if home.is_dir() and not home.is_relative_to(own))]

    def _is_ours(self, change: Change, path: str) -> bool:
        """Whether the app uses this file."""
        return self._is_code(path) or self._is_secret(path)

    def _is_secret(self, path: str) -> bool:
        changed = Path(path)
        # What is written into a folder that was just made is not always noticed by itself.
        is_new_folder = changed.parent == self._script.folder and changed.name in FOLDERS
        return is_new_folder or any(changed.is_relative_to(place) for place in self._secrets)

    def _is_code(self, path: str) -> bool:
        if any(Path(path).is_relative_to(folder) for folder in self._left_out):
            return False
        if path == str(self._script.path) or self._script.is_page(Path(path)):
            return True
        folders = (self._script.folder, *self._others)
        modules = (module for folder in folders for module in local_modules(folder).values())
        return path.endswith(".py") and path in set(map(str, modules))
