"""Options that are read again while the app is served, when a file of them has changed.

Themes count at once, in open tabs too. All other options count from the next start, as the log
says: the server was built with them.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from anew.errors import ConfigError
from anew.settings.config import load
from anew.settings.settings import options, with_values

if TYPE_CHECKING:
    from pathlib import Path

    from anew.settings.settings import Option, Settings

log = logging.getLogger("anew")


class LiveOptions:
    """Threading: `changed` belongs to one thread, the watch's."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """The options of the app whose script is in `folder`.

        Args:
            settings: Those with which it was started. Flags, or the program, may have set some.
        """
        self._folder = folder
        self._settings = settings
        self._read = load(folder, {}).settings

    def changed(self) -> Settings | None:
        """Read the files again.

        Returns:
            The app's options with the theme as it is now; None if that has not changed.
        """
        try:
            found = load(self._folder, {})
        except ConfigError as error:
            log.warning("The options stay as they were. %s", error)
            return None
        before, self._read = self._read, found.settings
        names = [name for name, option in options().items() if _differ(option, before, self._read)]
        if not names:
            return None
        for notice in found.notices:
            log.warning("%s", notice)
        return self._taken(names, before)

    def _taken(self, names: list[str], before: Settings) -> Settings | None:
        # What a flag has set differs from what files said: it stays.
        open_names = [name for name in names if not self._is_set_otherwise(name, before)]
        themes = {
            name: options()[name].value_in(self._read)
            for name in open_names
            if name.startswith("theme.")
        }
        if later := [name for name in open_names if name not in themes]:
            log.info("%s changed, and will count from the next start.", ", ".join(later))
        if not themes:
            return None
        log.info("The theme has changed: %s.", ", ".join(themes))
        self._settings = with_values(self._settings, themes)
        return self._settings

    def _is_set_otherwise(self, name: str, before: Settings) -> bool:
        return _differ(options()[name], before, self._settings)


def _differ(option: Option, one: Settings, other: Settings) -> bool:
    return option.value_in(one) != option.value_in(other)
