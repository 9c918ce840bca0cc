"""All that one kind of cache holds in this process: for everybody, and for each session."""

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
    """What is cached for one session, or for all of them. Threading: safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, Entries] = {}

    def entries(self, identity: str) -> Entries:
        """Those of one function."""
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
    """Threading: safe."""

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
            waiting: Who waits for what, in all caches of the process.
            now: Seconds that only grow.
            wall: Seconds since 1970, for what outlives the process.
        """
        self.kind = kind
        self.waiting = waiting or Waiting()
        self.now = now
        self.wall = wall
        self._name = f"{kind} {id(self)}"  # Of a session's shelf: tests have caches of their own.
        self._shelf = Shelf()
        self._lock = threading.Lock()
        self._session_shelves: weakref.WeakSet[Shelf] = weakref.WeakSet()
        self._threads: Threads | None = None

    def entries(self, identity: str, scope: Scope) -> Entries:
        """What a function has computed: for all, or for the session of the current run."""
        shelf = self._shelf if scope == "global" else self._own_shelf()
        return shelf.entries(identity)

    def clear(self) -> None:
        """Forget all that is for everybody, and for the session of the current run."""
        self._shelf.close()
        if captured() is not None:
            self._own_shelf().close()
        self._clear_files()

    def clear_all(self) -> list[Entry]:
        """Forget all, of all sessions too; what the caller has to let go of."""
        self._clear_files()
        return [
            entry
            for shelf in self._shelves()
            for entries in shelf.all()
            for entry in entries.take_all()
        ]

    def bound(self, limit_bytes: int) -> None:
        """Keep to the limit: the function with the most gives up what it used least lately."""
        everything = [
            entries for shelf in self._shelves() for entries in shelf.all() if entries.size
        ]
        surplus = sum(entries.size for entries in everything) - limit_bytes
        while surplus > 0:
            largest = max(everything, key=lambda entries: entries.size)
            before = largest.size
            largest.drop_oldest()
            if largest.size == before:
                return  # Somebody else has emptied it meanwhile.
            surplus -= before - largest.size

    def in_background(self, job: Callable[[], None], settings: Settings) -> None:
        """Call this on a thread, when one of a few is free."""
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
