"""A file that a user has uploaded, as the author reads it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from anew.ambient.uploads import StoredFile


class UploadedFile(io.BytesIO):
    """A file in memory, open for reading in binary mode.

    Each run gets a new object, positioned at the start; closing it affects no later run. Two
    are equal if they are the same upload.
    """

    def __init__(self, stored: StoredFile) -> None:
        super().__init__(stored.content)  # The bytes are shared, until one is written to.
        self._stored = stored

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
        return len(self._stored.content)

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
