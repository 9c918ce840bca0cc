"""The components that this process knows: where the files of each one's frame are.

A package declares its components when it is imported, which Python does once per process. So this
is kept for the whole process, whichever apps and sessions it serves. The server looks here for the
files of `component/<name>/…` (`server/frames.py`).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


class Declared:
    """Folders by the name of a component. Threading: safe."""

    def __init__(self) -> None:
        self._folders: dict[str, Path] = {}
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    def declare(self, name: str, folder: Path) -> None:
        """Note a component. A later folder of the same name takes the place of an earlier one."""
        with self._lock:
            if self._folders.get(name) == folder:  # Scripts declare again at each run.
                return
            self._folders[name] = folder
            listeners = list(self._listeners)
        for tell in listeners:
            tell()

    def assume(self, name: str, folder: Path) -> None:
        """Note a component that another process has declared, or that a text declares, if it is unknown here.

        What a run declares takes its place.
        """
        with self._lock:
            if name in self._folders:
                return
            self._folders[name] = folder
            listeners = list(self._listeners)
        for tell in listeners:
            tell()

    def folder(self, name: str) -> Path | None:
        """The folder with a component's files; None if the component is unknown."""
        return self._folders.get(name)

    def folders(self) -> Mapping[str, Path]:
        """All of them, as of now."""
        with self._lock:
            return dict(self._folders)

    def listen(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell`, on whichever thread, after each new declaration, until the result is called."""
        with self._lock:
            self._listeners.append(tell)

        def stop() -> None:
            with self._lock:
                if tell in self._listeners:
                    self._listeners.remove(tell)

        return stop


declared = Declared()
