"""What one session's page shows and no message carries: images, downloads, tables.

An element puts its content here and names the address in its record. What a run has put
is held until another run has finished and the one before it has left the page too: the
browser may still be on its way to fetch it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.protocol.ids import widget_id
from anew.stores.blobs import Blob, ending_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.stores.blobs import Blobs

PATH = "/media/"  # Below the app's own address.
LARGE = 1 << 16  # Characters or bytes: of what has more, the name is worth remembering.


class _Known(NamedTuple):
    """Something large that a run has put, and what it is called."""

    content: bytes | str  # Held, so nothing else can have its identity.
    name: str


class Media:
    """Threading: `put` by the session's runs, the rest by whoever owns the session."""

    def __init__(self, blobs: Blobs, holder: str) -> None:
        """The media of one session, which `holder` names."""
        self._blobs = blobs
        self._holder = holder
        self._put: set[str] = set()  # Since the last run that finished.
        self._shown: set[str] = set()  # By that run, and those before it that broke off.
        self._left: set[str] = set()  # By the one before: tabs may still be fetching it.
        self._made: dict[str, str] = {}  # Names of what was made, by what it was made from.
        # Large objects that are put again and again are not read each time to be named.
        self._known: dict[tuple[int, str, str], _Known] = {}

    def put(self, content: bytes | str, media_type: str, *, file_name: str = "") -> str:
        """Keep content for as long as the page may show it; its address.

        Args:
            content: Text is kept as UTF-8.
            media_type: Such as "image/png".
            file_name: Given, browsers save it under this name and do not show it.
        """
        known = self._known.get((id(content), media_type, file_name))
        if known is not None:
            self._put.add(known.name)
            return f"{PATH}{known.name}"
        held = content.encode("utf-8", "replace") if isinstance(content, str) else content
        address = self._kept(Blob(held, media_type, file_name))
        if len(content) >= LARGE:
            name = address.removeprefix(PATH)
            self._known[id(content), media_type, file_name] = _Known(content, name)
        return address

    def put_made(self, make: Callable[[], bytes], media_type: str, *, source: str) -> str:
        """The same for content that is made here and now, unless it is held already.

        Args:
            source: The same for what the same content would be made from: cheaper to tell
                than the content is to make.
        """
        source = f"{source} {media_type}"
        name = self._made.get(source, "")
        blob = self._blobs.find(name, (self._holder,))
        if blob is not None:
            return self._kept(blob, name)
        address = self.put(make(), media_type)
        self._made[source] = address.removeprefix(PATH)
        return address

    def put_later(
        self, make: Callable[[], bytes], media_type: str, *, file_name: str, name: str
    ) -> str:
        """The same for content that is made only if somebody asks for it.

        Args:
            make: Called on a thread, outside of any run.
            name: Of letters, digits and dashes; tells it from others in this session.
        """
        own_name = f"{self._blobs_name(name)}{ending_of(media_type)}"
        return self._kept(Blob(make, media_type, file_name), own_name)

    def held(self, address: str) -> Blob | None:
        """What this session's page shows under an address."""
        return self._blobs.find(address.removeprefix(PATH), (self._holder,))

    def hold(self, blob: Blob) -> None:
        """Keep what a page shows that has it from elsewhere, such as from a cache."""
        self._kept(blob)

    def finished(self) -> None:
        """A run has finished: what left the page a run ago is let go."""
        self._blobs.release(self._left - self._shown - self._put, self._holder)
        self._left, self._shown, self._put = self._shown, self._put, set()
        held = self._left | self._shown
        self._known = {key: known for key, known in self._known.items() if known.name in held}

    def close(self) -> None:
        """The session is over."""
        self._blobs.release(self._left | self._shown | self._put, self._holder)
        self._left, self._shown, self._put = set(), set(), set()
        self._known = {}

    def _kept(self, blob: Blob, name: str = "") -> str:
        own_name = self._blobs.put(blob, self._holder, name=name)
        self._put.add(own_name)
        return f"{PATH}{own_name}"

    def _blobs_name(self, name: str) -> str:
        """A name that no other session has, and that does not tell the session's."""
        return widget_id(self._holder, name).rpartition("-")[2]
