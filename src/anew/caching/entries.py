"""What one cached function has computed, by the keys of its arguments."""

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
    """How long and how many values of a function are kept."""

    ttl_seconds: float | None = None
    stale_seconds: float = 0.0  # For so long after its ttl a value is good for one more use.
    max_entries: int | None = None
    max_bytes: int | None = None


class Entry:
    """One value, as it is kept. It never changes."""

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
        self.size = size  # Bytes; 0 where nobody limits them.
        self.release = release

    def let_go(self) -> None:
        """Tell the author that nobody gets this value any more."""
        if self.release is None:
            return
        try:
            self.release(self.value)
        except Exception:  # It is the author's, and its caller asked for something else.
            log.exception("on_release failed.")


class Entries:
    """Threading: safe. Values are let go outside of the lock, for that is foreign code."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[bytes, Entry] = OrderedDict()  # The last used at the end.
        self._flights: dict[bytes, Flight[Entry]] = {}
        self._bytes = 0  # Of all entries that were measured.
        self._swept_at = 0.0

    def find(self, key: bytes, now: float, terms: Terms) -> Entry | None:
        """The entry of this key, unless it is too old even to be used while it is renewed."""
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
        """The computation of this key, and whether it is a new one, which is the caller's."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Flight(owner)
            return flight, True

    def keep(self, key: bytes, flight: Flight[Entry], entry: Entry, terms: Terms) -> None:
        """Keep what a computation gave, unless the cache was cleared while it was under way."""
        gone: list[Entry] = []
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
                if self._entries.get(key) is entry:
                    return  # Another had kept it just before.
                if key in self._entries:
                    gone.append(self._take(key))
                self._put(key, entry)
                gone.extend(self._surplus(entry.made_at, terms))
        for old in gone:
            old.let_go()

    def abandon(self, key: bytes, flight: Flight[Entry]) -> None:
        """A computation has given nothing."""
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]

    def drop(self, key: bytes, entry: Entry | None = None) -> None:
        """Forget one entry, or what is being computed for it.

        Args:
            entry: Only this one, if another has not taken its place.
        """
        with self._lock:
            if entry is not None and self._entries.get(key) is not entry:
                return
            self._flights.pop(key, None)
            gone = self._take(key) if key in self._entries else None
        if gone is not None:
            gone.let_go()

    def clear(self) -> None:
        """Forget everything, and what is being computed as well."""
        for entry in self.take_all():
            entry.let_go()

    def take_all(self) -> list[Entry]:
        """The same, where the caller lets go of the entries."""
        with self._lock:
            gone = list(self._entries.values())
            self._entries.clear()
            self._bytes = 0
            self._flights.clear()
        return gone

    def drop_oldest(self) -> None:
        """Forget the entry that was not used for the longest time."""
        with self._lock:
            gone = self._take(next(iter(self._entries))) if self._entries else None
        if gone is not None:
            gone.let_go()

    @property
    def size(self) -> int:
        """Bytes of all values that were measured."""
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
        """Take out what is expired, and the least used beyond the limits."""
        gone: list[Entry] = []
        if terms.ttl_seconds is not None and now >= self._swept_at + terms.ttl_seconds:
            self._swept_at = now  # Not at each write: looking at all of them takes a while.
            old = [key for key, entry in self._entries.items() if is_expired(entry, now, terms)]
            gone.extend(self._take(key) for key in old)
        while terms.max_entries is not None and len(self._entries) > terms.max_entries:
            gone.append(self._take(next(iter(self._entries))))
        while terms.max_bytes is not None and self._bytes > terms.max_bytes:
            gone.append(self._take(next(iter(self._entries))))
        return gone


def is_fresh(entry: Entry, now: float, terms: Terms) -> bool:
    """Whether a value is as good as a new one."""
    return terms.ttl_seconds is None or now - entry.made_at < terms.ttl_seconds


def is_expired(entry: Entry, now: float, terms: Terms) -> bool:
    """Whether a value is too old even to be used while it is renewed."""
    if terms.ttl_seconds is None:
        return False
    return now - entry.made_at >= terms.ttl_seconds + terms.stale_seconds
