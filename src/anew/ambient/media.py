"""What one session's page shows, but messages do not carry: images, downloads, tables.

An element puts its content here, and its record holds the address. The content is held for as
long as the tab may show it or fetch it (see lifetimes.py). An element may also offer content that is
made only when the tab asks for it (see session/making.py).

Where several processes serve an app, the tab may ask any of them for it. So there it is in the store
before its address is told.
"""

from __future__ import annotations

import logging
import math
import threading
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.lifetimes import GRACE_SECONDS, Lifetimes
from anew.stores import base
from anew.stores.blobs import Blob, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from anew.clock import Clock, Timer
    from anew.stores.archive import Shelf
    from anew.stores.blobs import Blobs

log = logging.getLogger("anew")

PATH = "/media/"  # Relative to the app's base URL.
LARGE = 1 << 16  # Characters or bytes: the names of larger contents are remembered.
# What was made for a click is fetched at once. From the store it is read in parts, as long as that takes.
FETCHED_SECONDS = 600.0


class Offer(NamedTuple):
    """Content that is made when the tab asks for it, and what a browser is told of it."""

    make: Callable[[], bytes]  # The author's: it may take long, raise, and return much.
    media_type: str
    file_name: str


class _Known(NamedTuple):
    """A large object that a run has put, and its name."""

    content: bytes | str  # A reference, so that no other object can get its `id()`.
    name: str


class Media:
    """Threading: `put…`, `held`, `hold` and `offer` by runs, `keep` by any, the rest by the owner."""

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
        self._is_closed = False
        self._offers: dict[str, Offer] = {}  # By the widget that makes them.
        self._made: dict[str, str] = {}  # Names of generated content, by its source.
        # So that large objects put again and again are not hashed each time.
        self._known: dict[tuple[int, str, str], _Known] = {}
        self._timer: Timer | None = None
        self._ends_at = math.inf  # When it is due.

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

    def offer(self, widget: str, offer: Offer) -> None:
        """Have content made if the tab asks for that of this widget, for as long as it may."""
        with self._lock:
            self._offers[widget] = offer
            self._lifetimes.put(widget, 0)

    def offered(self, widget: str) -> Offer | None:
        """What the tab may ask for; the newest if several pages have offered it."""
        return self._offers.get(widget)

    def keep(self, content: bytes, offer: Offer) -> str:
        """Keep what was made of an offer until the tab has fetched it; return its address.

        Where a store has it, memory does not: the content may be large, and each process can read
        it there.
        """
        blob = Blob(content, offer.media_type, offer.file_name)
        name, shelf = name_of(blob), self._shelf
        is_stored = shelf is not None and self._store(shelf, name, blob)
        seconds = FETCHED_SECONDS if is_stored else GRACE_SECONDS
        with self._lock:
            if self._is_closed:
                return f"{PATH}{name}"  # Nobody fetches it any more.
            if not is_stored:
                self._blobs.put(blob, self._holder)
            now = 0.0 if self._clock is None else self._clock.now()
            size = 0 if is_stored else len(content)
            self._release(self._lifetimes.asked(name, size, now + seconds))
        return f"{PATH}{name}"

    def held(self, address: str) -> Blob | None:
        """The content that this session holds under an address."""
        return self._blobs.find(address.removeprefix(PATH), (self._holder,))

    def hold(self, blob: Blob) -> None:
        """Keep content that a page shows but that comes from elsewhere, such as a cache."""
        self._kept(blob)

    def begin(self) -> None:
        """A run begins: what is put from now on belongs to its page."""
        with self._lock:
            gone = self._lifetimes.begin()
            if gone:
                self._release(gone)

    def only(self, fragments: Collection[str]) -> None:
        """What is put from now on belongs to these fragments; the rest of the page stays."""
        with self._lock:
            self._lifetimes.only(fragments)

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
        self.wait()

    def close(self) -> None:
        """The session is over in this process; another may show the same page from the store."""
        self._shelf = None
        with self._lock:
            self._is_closed = True
            self._release(self._lifetimes.all_ended())
        if self._timer is not None:
            self._timer.cancel()

    def wait(self) -> None:
        """Have a timer release content once its time is over."""
        if self._clock is None:
            return
        ends_at = self._lifetimes.ends_at
        if ends_at is None or ends_at >= self._ends_at:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._ends_at = ends_at
        self._timer = self._clock.later(max(0.0, ends_at - self._clock.now()), self._end)

    def _end(self) -> None:
        assert self._clock is not None
        self._timer, self._ends_at = None, math.inf
        with self._lock:
            self._release(self._lifetimes.ended(self._clock.now()))
        self.wait()

    def _release(self, names: Iterable[str]) -> None:
        gone = {*names}
        if not gone:
            return
        for widget in gone & self._offers.keys():
            gone.remove(widget)
            del self._offers[widget]
        self._blobs.release(gone, self._holder)
        if self._shelf is not None:
            self._shelf.let_go(dict.fromkeys(gone, self._shelf.now))
        self._known = {key: known for key, known in self._known.items() if known.name not in gone}
        self._made = {source: name for source, name in self._made.items() if name not in gone}

    def _kept(self, blob: Blob, name: str = "") -> str:
        with self._lock:
            name = self._blobs.put(blob, self._holder, name=name)
            self._lifetimes.put(name, len(blob.content))
        if self._shelf is not None:
            self._store(self._shelf, name, blob)
        return f"{PATH}{name}"

    def _store(self, shelf: Shelf, name: str, blob: Blob) -> bool:
        """Have the store keep it; whether it does."""
        kept = base.Blob(
            name=name,
            size=len(blob.content),
            media_type=blob.media_type,
            file_name=blob.file_name,
        )
        try:
            shelf.keep(kept, lambda: blob.content)
        except base.StoreError as error:
            log.warning(
                "What a page shows is not in the store, and may be missing there. %s", error
            )
            return False
        return True
