"""What one session has uploaded: files that widgets hold, and files that wait to be used.

A file is sent by HTTP, outside of the WebSocket, and gets an id, which the tab then sends as part
of the widget's value. A widget accepts uploads while the page shows it, within its constraints;
a file is kept until the widget's value does not name it any longer. Files that no value names yet
are bounded, because a browser might upload without end.

Where there is a store, a file is in it before its id is told (`stores/archive.py`), under a name that
follows from the session, the widget and the id. So the value that names it may reach another process.
"""

from __future__ import annotations

import hashlib
import io
import logging
import math
import mimetypes
import re
import secrets
import threading
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from anew.stores.base import Blob, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Mapping

    from anew.state.place import Takes
    from anew.stores.archive import Shelf

log = logging.getLogger("anew")

MEGABYTE = 1024 * 1024
MOST_FILES = 1000  # Held by one widget.
MOST_WAITING = 10  # Uploads not yet named by a value, for a widget that takes one file.
LONGEST_NAME = 255  # Characters of each part of the path.
ANY_BYTES = "application/octet-stream"
BLOBS = "upload-"  # The names in the store of uploaded files begin with it.

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class StoredFile:
    """A file as it came from a browser. Threading: safe."""

    __slots__ = ("_content", "_read", "blob", "file_id", "is_used", "name", "size", "type")

    def __init__(
        self,
        file_id: str,
        name: str,
        type: str,
        content: bytes | None = None,
        *,
        blob: str = "",
        size: int = 0,
        read: Callable[[], bytes] = bytes,
    ) -> None:
        """A file whose content has come, or one that a store has.

        Args:
            blob: Its name in the store; empty where there is none.
            size: Its bytes, if there is no content yet.
            read: Reads the content from the store.
        """
        self.file_id = file_id
        self.name = name
        self.type = type
        self.blob = blob
        self.size = size if content is None else len(content)
        self.is_used = False  # Whether any value has named it.
        self._content = content
        self._read = read

    @property
    def content(self) -> bytes:
        """Its bytes. They are read from the store when they are first asked for."""
        if self._content is None:
            try:
                self._content = self._read()
            except StoreError as error:
                raise OSError(f"{self.name!r} cannot be read from the store. {error}") from error
        return self._content

    @property
    def is_at_hand(self) -> bool:
        """Whether its content is in memory."""
        return self._content is not None

    @property
    def memory(self) -> int:
        """The bytes that it takes in memory."""
        return 0 if self._content is None else self.size

    def __reduce__(self) -> tuple[object, ...]:
        return StoredFile, (self.file_id, self.name, self.type, self.content)


class UploadRefusedError(Exception):
    """An upload was refused: the status of the response, and a sentence for the user."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class _Widget:
    """A file uploader that the page shows."""

    def __init__(self, takes: Takes) -> None:
        self.takes = takes
        self.held: dict[str, StoredFile] = {}  # Named by its value.
        self.waiting: dict[str, StoredFile] = {}  # In the order of their arrival.
        self.coming: set[Upload] = set()

    @property
    def waiting_count(self) -> int:
        return len(self.waiting) + len(self.coming)

    @property
    def waiting_bytes(self) -> int:
        arrived = sum(file.size for file in self.waiting.values())
        return arrived + sum(upload.size for upload in self.coming)

    @property
    def total_bytes(self) -> int:
        held = sum(file.memory for file in self.held.values())
        arrived = sum(file.memory for file in self.waiting.values())
        return held + arrived + sum(max(upload.size, upload.told_size) for upload in self.coming)


class Uploads:
    """The uploads of one session. Threading: safe; runs offer widgets, the server adds files."""

    def __init__(self, shelf: Shelf | None = None, session: str = "") -> None:
        """No file yet.

        Args:
            shelf: Where the store keeps the session's files; None to have them in memory only.
            session: The session's name.
        """
        self._shelf = shelf
        self._session = session
        self._lock = threading.Lock()
        self._widgets: dict[str, _Widget] = {}
        self._placed: set[str] = set()  # By the current run.

    # What runs do ----------------------------------------------------------------------

    def offer(self, widget: str, takes: Takes, held: Iterable[StoredFile]) -> None:
        """A run has placed a widget, whose value names these files."""
        with self._lock:
            own = self._widgets.setdefault(widget, _Widget(takes))
            own.takes = takes
            own.held = {file.file_id: file for file in held}
            own.waiting = {key: file for key, file in own.waiting.items() if key not in own.held}
            self._placed.add(widget)

    def ended(self, *, is_whole: bool, on_page: Container[str] = ()) -> None:
        """A run is over; if it completed, what it did not place has left the page (R43, R44).

        Args:
            on_page: The widgets that are there nevertheless, where the run was one of fragments.
        """
        with self._lock:
            if is_whole:
                stays = {key for key in self._widgets if key in self._placed or key in on_page}
                gone = [own for key, own in self._widgets.items() if key not in stays]
                self._widgets = {key: own for key, own in self._widgets.items() if key in stays}
                self._let_go(*(file for own in gone for file in own.waiting.values()))
            self._placed = set()

    def close(self) -> None:
        """The session is over in this process. What a store has of it stays there."""
        with self._lock:
            self._widgets = {}

    @property
    def total_bytes(self) -> int:
        """The memory used by all files: held, waiting, and on their way."""
        with self._lock:
            return sum(own.total_bytes for own in self._widgets.values())

    def find(self, widget: str, file_id: str) -> StoredFile | None:
        """A file that was uploaded by this widget: to this process, or to another. It may wait."""
        with self._lock:
            own = self._widgets.get(widget)
            if own is None:
                return None
            file = own.held.get(file_id) or own.waiting.get(file_id)
            takes = own.takes
        if file is None:
            file = self._found(widget, file_id)
            if file is None or not _fits(takes, file):
                return None
            with self._lock:
                own.waiting[file_id] = file
        file.is_used = True
        return file

    def shown(self, widget: str, file_id: str) -> StoredFile | None:
        """A file that the tab wants to show: one that the page's value names, or that waits.

        Where the session is another process's, the store is asked; that may wait.
        """
        with self._lock:
            own = self._widgets.get(widget)
            file = own and (own.held.get(file_id) or own.waiting.get(file_id))
        return file or (None if own is None else self._found(widget, file_id))

    # What the store has ----------------------------------------------------------------

    @property
    def has_store(self) -> bool:
        return self._shelf is not None

    def blob_of(self, widget: str, file_id: str) -> str:
        """The name in the store of a file that was uploaded by this widget."""
        text = f"{self._session}\0{widget}\0{file_id}".encode("utf-8", "surrogatepass")
        return f"{BLOBS}{hashlib.blake2b(text, digest_size=20).hexdigest()}"

    def keep(self, file: StoredFile) -> None:
        """Have the store keep a file. It may wait, and may raise a StoreError."""
        if self._shelf is None or not file.blob:
            raise StoreError("there is no store for files")
        blob = Blob(name=file.blob, size=file.size, media_type=file.type, file_name=file.name)
        self._shelf.keep(blob, lambda: file.content)

    def keep_new(self, file: StoredFile) -> bool:
        """The same for one that has just come; whether the store has it."""
        try:
            self.keep(file)
        except StoreError as error:
            log.debug("An uploaded file is in memory only: %s", error)
            return False
        with self._lock:
            is_gone = not any(file.file_id in own.waiting for own in self._widgets.values())
            if is_gone:  # The widget has left meanwhile, or a newer file has come.
                self._let_go(file)
        return True

    def hold(self, blobs: Collection[str]) -> bool:
        """Hold what another session of this browser has in the store; whether it is there."""
        try:
            return self._shelf is not None and self._shelf.hold(blobs)
        except StoreError:
            return False

    def revived(self, file_id: str, blob: str) -> StoredFile | None:
        """A file that is in the store, without its content. It may wait, and may raise a StoreError."""
        found = None if self._shelf is None else self._shelf.find(blob)
        if found is None:
            return None
        shelf = self._shelf
        assert shelf is not None
        file = StoredFile(
            file_id,
            found.file_name,
            found.media_type,
            blob=blob,
            size=found.size,
            read=lambda: shelf.read(found),
        )
        file.is_used = True
        return file

    @property
    def now(self) -> int:
        """How often files were named."""
        return 0 if self._shelf is None else self._shelf.now

    def release(self, blobs: Mapping[str, float]) -> None:
        """No value names these any longer, or only since `now` was greater than this."""
        if self._shelf is not None:
            self._shelf.let_go(blobs)

    def _found(self, widget: str, file_id: str) -> StoredFile | None:
        try:
            return self.revived(file_id, self.blob_of(widget, file_id))
        except StoreError as error:
            log.warning("An uploaded file could not be looked up in the store: %s", error)
            return None

    def _let_go(self, *files: StoredFile) -> None:
        """Files are gone that no value has ever named; others are released by whoever knows."""
        if self._shelf is not None:
            self._shelf.let_go({file.blob: math.inf for file in files if not file.is_used})

    def takes(self) -> dict[str, Takes]:
        """What each widget of the page takes."""
        with self._lock:
            return {widget: own.takes for widget, own in self._widgets.items()}

    # What the server does --------------------------------------------------------------

    def begin(self, widget: str, name: str, media_type: str, size: int | None) -> Upload:
        """Begin an upload to a widget.

        Args:
            name: As the browser sends it.
            media_type: As the browser sends it.
            size: Bytes, if the browser announces them.

        Raises:
            UploadRefusedError: The widget does not accept it.
        """
        with self._lock:
            own = self._widget(widget)
            takes = own.takes
            if takes.is_disabled:
                raise UploadRefusedError(403, "Files cannot be uploaded here now.")
            clean = clean_name(name, has_folders=takes.has_folders)
            own_type = _own_type(clean, media_type)
            if not is_allowed(takes.types, clean, own_type):
                kinds = ", ".join(takes.types)
                raise UploadRefusedError(415, f"{_brief(clean)} is not of these types: {kinds}.")
            upload = Upload(self, widget, clean, own_type, takes.most_bytes)
            upload.told_size = size or 0
            if size is not None and size > takes.most_bytes:
                raise upload.too_large()
            self._make_room(own, size or 0)
            own.coming.add(upload)
            return upload

    def forget(self, widget: str, file_id: str) -> None:
        """The user removes a file that no value names."""
        with self._lock:
            file = self._widget(widget).waiting.pop(file_id, None)
            if file is not None:
                self._let_go(file)

    def check_room(self, upload: Upload, size: int) -> None:
        """Refuse an upload if `size` more bytes would exceed what may wait."""
        with self._lock:
            own = self._widget(upload.widget)
            if upload in own.coming:
                self._make_room(own, size, is_new=False)

    def end(self, upload: Upload, file: StoredFile | None) -> None:
        """An upload is over: with a file, or aborted."""
        with self._lock:
            own = self._widgets.get(upload.widget)
            if own is None or upload not in own.coming:
                if file is not None:
                    raise _left()
                return
            own.coming.discard(upload)
            if file is not None:
                own.waiting[file.file_id] = file

    def _widget(self, widget: str) -> _Widget:
        own = self._widgets.get(widget)
        if own is None:
            raise _left()
        return own

    def _make_room(self, own: _Widget, size: int, *, is_new: bool = True) -> None:
        most_files = MOST_FILES if own.takes.is_multiple else MOST_WAITING
        most_bytes = 2 * own.takes.most_bytes

        def is_full() -> bool:
            is_over = own.waiting_bytes + size > most_bytes
            return is_over or own.waiting_count + is_new > most_files

        if not own.takes.is_multiple:  # The new file replaces earlier ones.
            while own.waiting and is_full():
                self._let_go(own.waiting.pop(next(iter(own.waiting))))
        if is_full():
            raise UploadRefusedError(
                429, "Too many files are waiting to be used. Use or remove some, then try again."
            )


class Upload:
    """A file on its way. Threading: one task."""

    def __init__(
        self, uploads: Uploads, widget: str, name: str, media_type: str, most_bytes: int
    ) -> None:
        self.widget = widget
        self.size = 0  # Bytes received.
        self.told_size = 0  # Bytes that the browser announced.
        self._uploads = uploads
        self._name = name
        self._type = media_type
        self._most_bytes = most_bytes
        self._content = io.BytesIO()

    def take(self, chunk: bytes) -> None:
        """Add received bytes; `UploadRefusedError` if there are too many."""
        if self.size + len(chunk) > self._most_bytes:
            raise self.too_large()
        self._uploads.check_room(self, len(chunk))
        self._content.write(chunk)
        self.size += len(chunk)

    def finish(self) -> StoredFile:
        """All bytes are received; return the file, which now waits to be used."""
        # 64 random bits suffice within one session; outside of it an id means nothing.
        file_id = secrets.token_urlsafe(8)
        blob = self._uploads.blob_of(self.widget, file_id) if self._uploads.has_store else ""
        content = self._content.getvalue()
        file = StoredFile(file_id, self._name, self._type, content, blob=blob)
        self._uploads.end(self, file)
        return file

    def drop(self) -> None:
        """The upload was aborted or refused: nothing of it is kept."""
        self._uploads.end(self, None)
        self._content = io.BytesIO()

    def too_large(self) -> UploadRefusedError:
        most = f"{self._most_bytes / MEGABYTE:g}"
        return UploadRefusedError(413, f"{_brief(self._name)} is larger than {most} MB.")


def is_allowed(types: tuple[str, ...], name: str, media_type: str) -> bool:
    """Whether a file has one of these extensions or media types.

    >>> is_allowed((".csv", "image/*"), "Table.CSV", "text/plain")
    True
    >>> is_allowed(("image/*",), "page.html", "image/png")
    False
    """
    guessed = mimetypes.guess_type(PurePosixPath(name).name)[0] or media_type
    return not types or any(_is_of(kind, name.lower(), guessed) for kind in types)


def clean_name(name: str, *, has_folders: bool = False) -> str:
    """A file's name that is safe to show; for a folder's file, with its path in the folder.

    >>> clean_name("/etc/../table.csv")
    'table.csv'
    >>> clean_name("/photos/../2024/./a.png", has_folders=True)
    'photos/2024/a.png'
    """
    parts = [_UNPRINTABLE.sub("", part).strip() for part in re.split(r"[/\\]", name)]
    parts = [_shortened(part) for part in parts if part not in {"", ".", ".."}]
    return "/".join(parts[-20:] if has_folders else parts[-1:]) or "file"


def _shortened(part: str) -> str:
    ending = PurePosixPath(part).suffix
    if len(part) <= LONGEST_NAME or len(ending) > LONGEST_NAME // 2:
        return part[:LONGEST_NAME]
    return part[: LONGEST_NAME - len(ending)] + ending


def _own_type(name: str, media_type: str) -> str:
    plain = media_type.partition(";")[0].strip().lower()
    if _MEDIA_TYPE.fullmatch(plain):
        return plain
    return mimetypes.guess_type(PurePosixPath(name).name)[0] or ANY_BYTES


def _is_of(kind: str, name: str, media_type: str) -> bool:
    if kind.startswith("."):
        return name.endswith(kind)
    if kind.endswith("/*"):
        return media_type.startswith(kind[:-1])
    return media_type == kind


def _fits(takes: Takes, file: StoredFile) -> bool:
    """Whether a file is what a widget takes: another process may not have known the widget."""
    return file.size <= takes.most_bytes and is_allowed(takes.types, file.name, file.type)


def _brief(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:40]}…{name[-16:]}"


def _left() -> UploadRefusedError:
    return UploadRefusedError(404, "The page does not accept files here any longer.")
