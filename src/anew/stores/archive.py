"""A store's blobs as the sessions of a process use them: each has a shelf there.

Uploaded files are on it, and what pages show, where several processes serve an app. A store that has
just failed is not asked again for a moment: a page with fifty pictures would wait fifty times.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from anew.stores.base import BlobGoneError, StoreError, UnavailableError, UnsuitableError
from anew.stores.parts import PART_BYTES
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from anew.stores.base import Blob, BlobStore, Holder

log = logging.getLogger("anew")

MIB = 1_048_576
PAUSE_SECONDS = 10.0  # So long a store that has failed is not asked for blobs.
# Threads that write blobs, and such that read parts of them. Large ones take long to write.
WRITERS, READERS = 2, 2
READ_BYTES = 8 * MIB


class Archive:
    """The blobs of a process's store. Threading: safe."""

    def __init__(
        self, blobs: BlobStore, *, most_bytes: int = 2000 * MIB, has_media: bool = False
    ) -> None:
        """Use an open store's blobs.

        Args:
            most_bytes: What one session may have on its shelf.
            has_media: Whether what pages show is kept, since other processes may be asked for it.
        """
        self.has_media = has_media
        self.blobs = blobs
        self.most_bytes = most_bytes
        self.writers = Threads(WRITERS)
        self.readers = Threads(READERS)
        self._failed: tuple[float, UnavailableError] | None = None  # When, and how.

    def find(self, name: str, owner: str) -> Blob | None:
        """The blob of this name, if a session of this browser holds it. It may wait."""
        with self.asked() as blobs:
            return blobs.find(name, owner)

    def read(self, blob: Blob, start: int, length: int) -> bytes:
        """A part of a blob that was found. It may wait."""
        content = self.blobs.read(blob.name, start, length)
        if len(content) < min(length, blob.size - start):
            raise BlobGoneError(f"The blob {blob.name!r} has lost a part.")
        return content

    @contextmanager
    def asked(self) -> Iterator[BlobStore]:
        """The blobs, unless the store has just failed: then what it raised, again."""
        failed = self._failed
        if failed is not None and time.monotonic() < failed[0] + PAUSE_SECONDS:
            raise failed[1]
        try:
            yield self.blobs
        except UnavailableError as error:
            self._failed = (time.monotonic(), error)
            raise


class Shelf:
    """What one session has the store keep.

    Threading: safe. All methods but `let_go` may wait, and may raise a StoreError.
    """

    def __init__(self, archive: Archive, holder: Holder, *, is_bounded: bool = True) -> None:
        """Use an archive for one session.

        Args:
            is_bounded: Whether there is a bound to what the session may have; else whoever uses it
                has one.
        """
        self._is_bounded = is_bounded
        self._archive = archive
        self._holder = holder
        self._lock = threading.Lock()
        self._held: set[str] = set()  # What need not be asked for again.
        self._asked_at: dict[str, int] = {}  # When each was asked for last.
        self.now = 0  # How often anything was asked for.

    def keep(self, blob: Blob, content: Callable[[], bytes]) -> None:
        """Have a blob kept.

        Args:
            content: Called if the store does not have it.
        """
        if self.hold([blob.name]):
            return
        with self._archive.asked() as blobs:
            self._check_room(blob.size)
            blobs.put(blob, _pieces(content()), self._holder)
        with self._lock:
            self._held.add(blob.name)

    def hold(self, names: Collection[str]) -> bool:
        """Hold what the store has already; whether it has all of it."""
        with self._lock:
            self.now += 1
            self._asked_at.update(dict.fromkeys(names, self.now))
            return all(name in self._held or self._hold(name) for name in names)

    def find(self, name: str) -> Blob | None:
        """The blob of this name, if this browser has it."""
        return self._archive.find(name, self._holder.owner)

    def read(self, blob: Blob) -> bytes:
        """All of a blob that was found."""
        starts = range(0, blob.size, READ_BYTES)
        return b"".join([self._archive.read(blob, start, READ_BYTES) for start in starts])

    def let_go(self, names: Mapping[str, float]) -> None:
        """Let go of blobs soon, on another thread.

        Args:
            names: With each the value of `now` up to which it may be let go: who has asked for it
                since then needs it.
        """
        if names:
            self._archive.writers.call(lambda: self._let_go(names))

    def _hold(self, name: str) -> bool:
        with self._archive.asked() as blobs:
            is_there = blobs.hold(name, self._holder)
        if is_there:
            self._held.add(name)
        return is_there

    def _let_go(self, names: Mapping[str, float]) -> None:
        with self._lock:  # To its end: what is asked for meanwhile would be held, and then gone.
            gone = [name for name, at in names.items() if self._asked_at.get(name, 0) <= at]
            self._held.difference_update(gone)
            for name in gone:
                self._asked_at.pop(name, None)
            try:
                with self._archive.asked() as blobs:
                    blobs.release(gone, self._holder.session)
            except StoreError as error:  # They go with the session.
                log.debug("Files could not be removed from the store: %s", error)

    def _check_room(self, size: int) -> None:
        most = self._archive.most_bytes
        if self._is_bounded and self._archive.blobs.weight(self._holder.session) + size > most:
            raise UnsuitableError(
                f"the session's files would take more than the {most // MIB:,} MB that "
                "server.maxUploadsSize allows"
            )


def _pieces(content: bytes) -> Iterator[bytes]:
    """Content a part at a time: a copy of all of it is never made."""
    for start in range(0, len(content), PART_BYTES):
        yield content[start : start + PART_BYTES]
