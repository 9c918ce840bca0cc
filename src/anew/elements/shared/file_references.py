"""Uploaded files in the session's state: there they stand by name, and the store has them as blobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anew.codec.errors import RefusedError
from anew.elements.shared.uploaded_file import UploadedFile
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection

    from anew.ambient.uploads import Uploads

_NAME = re.compile(r"file:([\w-]{1,40}):(upload-[0-9a-f]{40})", re.ASCII)


class FileReferences:
    """The files of one session. Threading: as the uploads; to name a file may wait for the store."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._named: dict[str, None] = {}  # Blobs, in order, each once.

    def name_of(self, value: object) -> str | None:
        """The name of a file, once the store has it; RefusedError if it does not take it."""
        if not isinstance(value, UploadedFile):
            return None
        file = value.stored
        try:
            self._uploads.keep(file)
        except StoreError as error:
            raise RefusedError(value, str(error)) from error
        self._named[file.blob] = None
        return f"file:{file.file_id}:{file.blob}"

    def value_of(self, name: str) -> object:
        """The file of this name. Its content is read when the script first asks for it."""
        found = _NAME.fullmatch(name)
        file = None if found is None else self._uploads.revived(found[1], found[2])
        if file is None:
            raise LookupError(name)
        return UploadedFile(file)

    def taken(self) -> tuple[str, ...]:
        """The blobs of all files that were named since the last call."""
        named, self._named = tuple(self._named), {}
        return named

    @property
    def now(self) -> int:
        return self._uploads.now

    def hold(self, files: Collection[str]) -> bool:
        """Hold what a value names that was copied from another session; whether it is there."""
        return self._uploads.hold(files)
