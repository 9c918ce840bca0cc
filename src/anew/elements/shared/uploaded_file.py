"""A file that a user has uploaded, as the author reads it."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from anew.ambient.uploads import StoredFile


class UploadedFile(io.BytesIO):
    """A file in memory, open for reading in binary mode.

    Each run gets a new object, positioned at the start; closing it affects no later run. Two
    are equal if they are the same upload. After a restart of the server, its content is read from
    the store when it is first asked for; if that fails, it is an OSError.
    """

    def __init__(self, stored: StoredFile) -> None:
        # The bytes are shared, until one is written to.
        super().__init__(stored.content if stored.is_at_hand else b"")
        self._stored = stored
        if not stored.is_at_hand:
            object.__setattr__(self, "__class__", _Unread)  # It has the same layout.

    @property
    def file_id(self) -> str:
        """Identifies the upload within this session."""
        return self._stored.file_id

    @property
    def name(self) -> str:
        """Its name on the user's machine; for a file of a folder, with the path within that."""
        return self._stored.name

    @property
    def type(self) -> str:
        """Its media type, such as "text/csv", from the browser or guessed from the name."""
        return self._stored.type

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return self._stored.size

    @property
    def stored(self) -> StoredFile:
        """The file itself, independent of the position in it."""
        return self._stored

    def anew(self) -> UploadedFile:
        """The same file, positioned at its start."""
        return UploadedFile(self._stored)

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        copied = type(self)(self._stored)
        if not self.closed:
            copied.seek(self.tell())
        return copied

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UploadedFile) and other.file_id == self.file_id

    def __hash__(self) -> int:
        return hash(self.file_id)

    def __repr__(self) -> str:
        return f"UploadedFile(name={self.name!r}, type={self.type!r}, size={self.size})"


class _Unread(UploadedFile):
    """A file whose content is still in the store. Whatever needs it makes this an `UploadedFile`."""

    __qualname__ = "UploadedFile"  # So that the cache has one key for both.

    def __deepcopy__(self, memo: dict[int, object]) -> UploadedFile:  # type: ignore[override]
        return self.anew()

    def __reduce_ex__(self, protocol: Any) -> Any:
        _fetch(self)
        return self.__reduce_ex__(protocol)


def _fetch(file: UploadedFile) -> None:
    if type(file) is _Unread and not file.closed:
        content = file.stored.content
        object.__setattr__(file, "__class__", UploadedFile)
        io.BytesIO.__init__(file, content)


def _fetching(name: str) -> Any:
    method = getattr(io.BytesIO, name)

    @functools.wraps(method)
    def call(self: UploadedFile, *args: Any) -> Any:
        _fetch(self)
        return method(self, *args)

    return call


for _name in (
    *("read", "read1", "readinto", "readinto1", "readline", "readlines", "__iter__", "__next__"),
    *("getvalue", "getbuffer", "seek", "tell", "truncate", "write", "writelines", "__getstate__"),
):
    setattr(_Unread, _name, _fetching(_name))
