"""Notices when the author saves the script, or a module that it imports."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from watchfiles import watch

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
    """Calls `on_change` on the owner's thread. Threading: owner only."""

    def __init__(
        self, script: Script, settings: Settings, clock: Clock, on_change: Callable[[], None]
    ) -> None:
        self._script = script
        self._clock = clock
        self._on_change = on_change
        self._is_polling = settings.server.file_watcher_type == "poll"
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="anew-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def _watch(self) -> None:
        try:
            for _ in watch(
                self._script.folder,
                watch_filter=self._is_ours,
                debounce=1600,
                step=SETTLE_MILLISECONDS,
                stop_event=self._stopping,
                force_polling=self._is_polling or None,
                raise_interrupt=False,
            ):
                self._clock.post(self._on_change)
        except OSError as error:
            log.warning("Changes of the script are not noticed: %s", error)

    def _is_ours(self, change: Change, path: str) -> bool:
        """Whether the script uses this file."""
        if path == str(self._script.path):
            return True
        return path.endswith(".py") and path in set(
            map(str, local_modules(self._script.folder).values())
        )
