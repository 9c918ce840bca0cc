"""A file that a user has uploaded, as the author reads it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from anew.ambient.uploads import StoredFile


class UploadedFile(io.BytesIO):
    """A file in memory, open for reading in binary mode.

    Each run gets a new one that begins at its start; closing it harms nothing. Two are
    equal if they are the same upload.
    """

    def __init__(self, stored: StoredFile) -> None:
        super().__init__(stored.content)  # Shared with all others, unless one is written to.
        self._stored = stored

    @property
    def file_id(self) -> str:
        """What tells it from other uploads of this session."""
        return self._stored.file_id

    @property
    def name(self) -> str:
        """Its name on the user's machine; of a folder's files, with the path within it."""
        return self._stored.name

    @property
    def type(self) -> str:
        """Its media type, such as "text/csv", as the browser or the name tells it."""
        return self._stored.type

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self._stored.content)

    @property
    def stored(self) -> StoredFile:
        """The file itself, apart from where this was read up to."""
        return self._stored

    def anew(self) -> UploadedFile:
        """The same file, at its start."""
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
