"""All results that `cache_data` or `cache_resource` holds, global ones and each session's."""

from __future__ import annotations

import threading
import time
import weakref
from typing import TYPE_CHECKING, Literal

from anew.ambient.context import captured, here
from anew.caching.disk import clear_disk
from anew.caching.entries import Entries
from anew.caching.flights import Waiting
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.caching.entries import Entry
    from anew.settings.settings import Settings

Kind = Literal["cache_data", "cache_resource"]
Scope = Literal["global", "session"]


class Shelf:
    """The results of one scope: of one session, or global. Threading: safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, Entries] = {}

    def entries(self, identity: str) -> Entries:
        """The entries of one function."""
        with self._lock:
            return self._entries.setdefault(identity, Entries())

    def all(self) -> list[Entries]:
        with self._lock:
            return list(self._entries.values())

    def close(self) -> None:
        """Forget everything."""
        for entries in self.all():
            entries.clear()


class Cache:
    """One of the process's two caches. Threading: safe."""

    def __init__(
        self,
        kind: Kind,
        waiting: Waiting | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """An empty cache.

        Args:
            waiting: Which owner waits for which computation, in all caches of the process.
            now: A monotonic clock, in seconds.
            wall: Seconds since 1970, for results that outlive the process.
        """
        self.kind = kind
        self.waiting = waiting or Waiting()
        self.now = now
        self.wall = wall
        # Where a session keeps its shelf. The id tells apart the caches that tests make.
        self._name = f"{kind} {id(self)}"
        self._shelf = Shelf()
        self._lock = threading.Lock()
        self._session_shelves: weakref.WeakSet[Shelf] = weakref.WeakSet()
        self._threads: Threads | None = None

    def entries(self, identity: str, scope: Scope) -> Entries:
        """A function's entries: the global ones, or those of the current run's session."""
        shelf = self._shelf if scope == "global" else self._own_shelf()
        return shelf.entries(identity)

    def clear(self) -> None:
        """Forget the global results, and those of the current run's session."""
        self._shelf.close()
        if captured() is not None:
            self._own_shelf().close()
        self._clear_files()

    def clear_all(self) -> list[Entry]:
        """Forget everything, in all sessions. Returns the entries, for the caller to let go."""
        self._clear_files()
        return [
            entry
            for shelf in self._shelves()
            for entries in shelf.all()
            for entry in entries.take_all()
        ]

    def bound(self, limit_bytes: int) -> None:
        """Drop entries until the limit holds: the least recently used of the largest function."""
        everything = [
            entries for shelf in self._shelves() for entries in shelf.all() if entries.size
        ]
        surplus = sum(entries.size for entries in everything) - limit_bytes
        while surplus > 0:
            largest = max(everything, key=lambda entries: entries.size)
            before = largest.size
            largest.drop_oldest()
            if largest.size == before:
                return  # Another thread has emptied it meanwhile.
            surplus -= before - largest.size

    def in_background(self, job: Callable[[], None], settings: Settings) -> None:
        """Call `job` on one of a few background threads, as soon as one is free."""
        with self._lock:
            if self._threads is None:
                limit = settings.runner.cache_background_refresh_max_workers
                self._threads = Threads(limit, idle_seconds=1.0)
        self._threads.call(job)

    def _clear_files(self) -> None:
        if self.kind == "cache_data":
            clear_disk()

    def _shelves(self) -> list[Shelf]:
        with self._lock:
            return [self._shelf, *self._session_shelves]

    def _own_shelf(self) -> Shelf:
        held = here().run.layers.held
        shelf = held.setdefault(self._name, Shelf())
        assert isinstance(shelf, Shelf)
        with self._lock:
            self._session_shelves.add(shelf)
        return shelf
