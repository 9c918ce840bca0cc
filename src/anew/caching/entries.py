"""The cached results of one function, by the keys of its calls."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.caching.flights import Flight

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.caching.drawn import Drawn
    from anew.caching.flights import Owner

log = logging.getLogger("anew")


class Terms(NamedTuple):
    """How long a function's values are kept, and how many."""

    ttl_seconds: float | None = None
    stale_seconds: float = 0.0  # How long after its ttl a value may be used while it is renewed.
    max_entries: int | None = None
    max_bytes: int | None = None


class Entry:
    """One cached value. Immutable."""

    __slots__ = ("drawn", "made_at", "release", "size", "value")

    def __init__(
        self,
        value: Any,
        made_at: float,
        *,
        drawn: Drawn,
        size: int = 0,
        release: Callable[[Any], object] | None = None,
    ) -> None:
        self.value = value
        self.made_at = made_at  # By the clock of its cache.
        self.drawn = drawn  # What the function placed in the page.
        self.size = size  # In bytes; 0 if no limit applies, as it is not measured then.
        self.release = release

    def let_go(self) -> None:
        """Call the author's `on_release`: no caller will get this value any more."""
        if self.release is None:
            return
        try:
            self.release(self.value)
        except Exception:  # Foreign code; the current caller asked for another value.
            log.exception("on_release failed.")


class Entries:
    """One function's cached values and the computations under way.

    Threading: safe. Values are let go outside of the lock, because that calls foreign code.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[bytes, Entry] = OrderedDict()  # Most recently used last.
        self._flights: dict[bytes, Flight[Entry]] = {}
        self._bytes = 0  # Of all entries that were measured.
        self._swept_at = 0.0

    def find(self, key: bytes, now: float, terms: Terms) -> Entry | None:
        """The entry of this key. An expired one is dropped and counts as missing."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            if not is_expired(entry, now, terms):
                self._entries.move_to_end(key)
                return entry
            self._take(key)
        entry.let_go()
        return None

    def join(self, key: bytes, owner: Owner) -> tuple[Flight[Entry], bool]:
        """The computation of this key, and whether it is new: then the caller must compute."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Flight(owner)
            return flight, True

    def keep(self, key: bytes, flight: Flight[Entry], entry: Entry, terms: Terms) -> None:
        """Keep the result of a computation, unless the cache was cleared meanwhile."""
        gone: list[Entry] = []
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
                if self._entries.get(key) is entry:
                    return  # It was found in the cache: another thread had kept it just before.
                if key in self._entries:
                    gone.append(self._take(key))
                self._put(key, entry)
                gone.extend(self._surplus(entry.made_at, terms))
        for old in gone:
            old.let_go()

    def abandon(self, key: bytes, flight: Flight[Entry]) -> None:
        """Forget a computation that ended without a result."""
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]

    def drop(self, key: bytes, entry: Entry | None = None) -> None:
        """Forget one entry and the computation under way for its key.

        Args:
            entry: If given, only this entry is dropped, not one that has replaced it.
        """
        with self._lock:
            if entry is not None and self._entries.get(key) is not entry:
                return
            self._flights.pop(key, None)
            gone = self._take(key) if key in self._entries else None
        if gone is not None:
            gone.let_go()

    def clear(self) -> None:
        """Forget all entries, and all computations under way."""
        for entry in self.take_all():
            entry.let_go()

    def take_all(self) -> list[Entry]:
        """Forget everything, but leave it to the caller to let go of the entries."""
        with self._lock:
            gone = list(self._entries.values())
            self._entries.clear()
            self._bytes = 0
            self._flights.clear()
        return gone

    def drop_oldest(self) -> None:
        """Forget the least recently used entry."""
        with self._lock:
            gone = self._take(next(iter(self._entries))) if self._entries else None
        if gone is not None:
            gone.let_go()

    @property
    def size(self) -> int:
        """The bytes of all values that were measured."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def _put(self, key: bytes, entry: Entry) -> None:
        self._entries[key] = entry
        self._bytes += entry.size

    def _take(self, key: bytes) -> Entry:
        entry = self._entries.pop(key)
        self._bytes -= entry.size
        return entry

    def _surplus(self, now: float, terms: Terms) -> list[Entry]:
        """Take out expired entries, and the least recently used ones beyond the limits."""
        gone: list[Entry] = []
        if terms.ttl_seconds is not None and now >= self._swept_at + terms.ttl_seconds:
            self._swept_at = now  # Once per ttl, not at each write: it looks at all entries.
            old = [key for key, entry in self._entries.items() if is_expired(entry, now, terms)]
            gone.extend(self._take(key) for key in old)
        while terms.max_entries is not None and len(self._entries) > terms.max_entries:
            gone.append(self._take(next(iter(self._entries))))
        while terms.max_bytes is not None and self._bytes > terms.max_bytes:
            gone.append(self._take(next(iter(self._entries))))
        return gone


def is_fresh(entry: Entry, now: float, terms: Terms) -> bool:
    """Whether a value is still within its ttl."""
    return terms.ttl_seconds is None or now - entry.made_at < terms.ttl_seconds


def is_expired(entry: Entry, now: float, terms: Terms) -> bool:
    """Whether a value is too old to be used, even while it is renewed."""
    if terms.ttl_seconds is None:
        return False
    return now - entry.made_at >= terms.ttl_seconds + terms.stale_seconds
