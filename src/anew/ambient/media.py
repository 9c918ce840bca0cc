"""What one session's page shows, but messages do not carry: images, downloads, tables.

An element puts its content here, and its record holds the address. The content is held for as
long as the tab may show it or fetch it (see lifetimes.py).

Where several processes serve an app, the tab may ask any of them for it. So there it is in the store
before its address is told.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.lifetimes import Lifetimes
from anew.protocol.ids import widget_id
from anew.stores import base
from anew.stores.blobs import Blob, ending_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.clock import Clock, Timer
    from anew.stores.archive import Shelf
    from anew.stores.blobs import Blobs

log = logging.getLogger("anew")

PATH = "/media/"  # Relative to the app's base URL.
LARGE = 1 << 16  # Characters or bytes: the names of larger contents are remembered.


class _Known(NamedTuple):
    """A large object that a run has put, and its name."""

    content: bytes | str  # A reference, so that no other object can get its `id()`.
    name: str


class Media:
    """Threading: `put…`, `held` and `hold` by the session's runs, the rest by its owner."""

    def __init__(
        self, blobs: Blobs, holder: str, clock: Clock | None = None, shelf: Shelf | None = None
    ) -> None:
        """The media of one session, which `holder` names.

        Args:
            clock: The owner's; without one, nothing expires.
            shelf: Where the store keeps them for other processes; None if there are none.
        """
        self._shelf = shelf
        self._blobs = blobs
        self._holder = holder
        self._clock = clock
        # For all of the below: messages are acknowledged while a run puts content.
        self._lock = threading.Lock()
        self._lifetimes = Lifetimes()
        self._made: dict[str, str] = {}  # Names of generated content, by its source.
        # So that large objects put again and again are not hashed each time.
        self._known: dict[tuple[int, str, str], _Known] = {}
        self._timer: Timer | None = None

    def put(self, content: bytes | str, media_type: str, *, file_name: str = "") -> str:
        """Keep content for as long as the page may show it; return its address.

        Args:
            content: Text is kept as UTF-8.
            media_type: Such as "image/png".
            file_name: If given, browsers save the content under this name instead of showing it.
        """
        with self._lock:
            known = self._known.get((id(content), media_type, file_name))
            if known is not None:
                self._lifetimes.put(known.name, len(content))
                return f"{PATH}{known.name}"
        held = content.encode("utf-8", "replace") if isinstance(content, str) else content
        address = self._kept(Blob(held, media_type, file_name))
        if len(content) >= LARGE:
            name = address.removeprefix(PATH)
            with self._lock:
                self._known[id(content), media_type, file_name] = _Known(content, name)
        return address

    def put_made(self, make: Callable[[], bytes], media_type: str, *, source: str) -> str:
        """Like `put`, for content that is generated now, unless it is held already.

        Args:
            source: Identifies what the content is generated from; cheaper to compute than the
                content.
        """
        source = f"{source} {media_type}"
        with self._lock:
            name = self._made.get(source, "")
        blob = self._blobs.find(name, (self._holder,))
        if blob is not None:
            return self._kept(blob, name)
        address = self.put(make(), media_type)
        with self._lock:
            self._made[source] = address.removeprefix(PATH)
        return address

    def put_later(
        self, make: Callable[[], bytes], media_type: str, *, file_name: str, name: str
    ) -> str:
        """Like `put`, for content that is generated only when it is fetched.

        Args:
            make: Called on a thread, outside of any run.
            name: Of letters, digits and dashes; unique in this session.
        """
        own_name = f"{self._blobs_name(name)}{ending_of(media_type)}"
        return self._kept(Blob(make, media_type, file_name), own_name)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may be asked for what is put here."""
        return self._shelf is not None

    def held(self, address: str) -> Blob | None:
        """The content that this session holds under an address."""
        return self._blobs.find(address.removeprefix(PATH), (self._holder,))

    def hold(self, blob: Blob) -> None:
        """Keep content that a page shows but that comes from elsewhere, such as a cache."""
        self._kept(blob)

    def begin(self) -> None:
        """A run begins: what is put from now on belongs to its page."""
        if self._lifetimes.is_empty:  # As in most apps.
            return
        with self._lock:
            self._release(self._lifetimes.begin())

    def settled(self, n: int) -> None:
        """Message `n` shows exactly what the last run has drawn."""
        if self._lifetimes.is_empty:
            return
        with self._lock:
            self._lifetimes.settled(n)

    def seen(self, n: int) -> None:
        """The tab shows message `n`."""
        if self._clock is None or self._lifetimes.is_empty:
            return
        with self._lock:
            self._lifetimes.seen(n, self._clock.now())
        self._wait()

    def close(self) -> None:
        """The session is over in this process; another may show the same page from the store."""
        self._shelf = None
        with self._lock:
            self._release(self._lifetimes.all_ended())
        if self._timer is not None:
            self._timer.cancel()

    def _wait(self) -> None:
        """Start the timer that releases content once its grace period is over."""
        assert self._clock is not None
        ends_at = self._lifetimes.ends_at
        if ends_at is not None and self._timer is None:
            seconds = max(0.0, ends_at - self._clock.now())
            self._timer = self._clock.later(seconds, self._end)

    def _end(self) -> None:
        assert self._clock is not None
        self._timer = None
        with self._lock:
            self._release(self._lifetimes.ended(self._clock.now()))
        self._wait()

    def _release(self, names: Iterable[str]) -> None:
        gone = {*names}
        if not gone:
            return
        self._blobs.release(gone, self._holder)
        if self._shelf is not None:
            self._shelf.let_go(dict.fromkeys(gone, self._shelf.now))
        self._known = {key: known for key, known in self._known.items() if known.name not in gone}
        self._made = {source: name for source, name in self._made.items() if name not in gone}

    def _kept(self, blob: Blob, name: str = "") -> str:
        size = 0 if callable(blob.content) else len(blob.content)
        with self._lock:
            own_name = self._blobs.put(blob, self._holder, name=name)
            self._lifetimes.put(own_name, size)
        if self._shelf is not None and isinstance(blob.content, bytes):
            self._keep(self._shelf, own_name, blob, blob.content)
        return f"{PATH}{own_name}"

    def _keep(self, shelf: Shelf, name: str, blob: Blob, content: bytes) -> None:
        kept = base.Blob(
            name=name,
            size=len(content),
            media_type=blob.media_type,
            file_name=blob.file_name,
        )
        try:
            shelf.keep(kept, lambda: content)
        except base.StoreError as error:
            log.warning(
                "What a page shows is not in the store, and may be missing there. %s", error
            )

    def _blobs_name(self, name: str) -> str:
        """A name that no other session has, and that does not reveal the session's name."""
        return widget_id(self._holder, name).rpartition("-")[2]
