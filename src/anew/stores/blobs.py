"""Images, files and other content too large for a message: named by what it holds.

A name never stands for other content, so browsers may keep what they got. A blob lives
as long as a session holds it, and only browsers that own such a session may fetch it.
"""

from __future__ import annotations

import hashlib
import mimetypes
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection


class Blob(NamedTuple):
    """Content and what a browser is told of it."""

    content: bytes
    media_type: str
    file_name: str = ""  # Not empty: a download that is saved under this name.


class Blobs:
    """What the sessions of one process hold. Threading: safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blobs: dict[str, Blob] = {}
        self._holders: dict[str, set[str]] = {}  # The sessions that hold it, by name.

    def put(self, blob: Blob, holder: str, *, name: str = "") -> str:
        """Keep a blob for a session; its name, which follows from the content.

        Args:
            holder: The session.
            name: Its name, if it is known already.
        """
        name = name or name_of(blob)
        with self._lock:
            self._blobs[name] = blob
            self._holders.setdefault(name, set()).add(holder)
        return name

    def find(self, name: str, holders: Collection[str]) -> Blob | None:
        """The blob of this name, if one of these sessions holds it."""
        with self._lock:
            if self._holders.get(name, set()).isdisjoint(holders):
                return None
            return self._blobs[name]

    def release(self, names: Collection[str], holder: str) -> None:
        """A session lets go of these; what nobody holds is forgotten."""
        with self._lock:
            for name in names:
                holders = self._holders.get(name)
                if holders is None:
                    continue
                holders.discard(holder)
                if not holders:
                    del self._holders[name], self._blobs[name]

    def names(self) -> set[str]:
        """The names of all that is held."""
        with self._lock:
            return {*self._blobs}

    def __len__(self) -> int:
        return len(self._blobs)


def name_of(blob: Blob) -> str:
    """The same for the same content, type and file name; its ending tells the type."""
    digest = hashlib.blake2b(blob.content, digest_size=20)
    digest.update(f"\0{blob.media_type}\0{blob.file_name}".encode("utf-8", "surrogatepass"))
    return f"{digest.hexdigest()}{ending_of(blob.media_type)}"


def ending_of(media_type: str) -> str:
    """The usual ending of file names for a type, such as ".png"; "" if there is none."""
    return mimetypes.guess_extension(media_type) or ""
