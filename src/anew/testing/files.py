"""File uploaders as a test sees them. Files are uploaded as a browser would do it."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from anew.ambient.uploads import StoredFile, UploadRefusedError
from anew.elements.file_uploader import FileUploader
from anew.elements.shared.uploaded_file import UploadedFile
from anew.errors import AppTestError
from anew.testing.shown import ShownWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

# A path, or a tuple: name, content and, if the name does not tell it, the media type.
GivenFile: TypeAlias = (
    str | Path | UploadedFile | tuple[str, bytes | str] | tuple[str, bytes | str, str]
)


class FileField(ShownWidget[Any]):
    """A widget to upload files."""

    @property
    def value(self) -> UploadedFile | list[UploadedFile] | None:
        """The file or files that it holds, including uploads that were not sent yet."""
        files = [UploadedFile(stored) for stored in self._files()]
        if self.accept_multiple_files:
            return files
        return files[0] if files else None

    @property
    def accept_multiple_files(self) -> bool:
        return self._uploader.accepts != "one"

    @property
    def accept_directory(self) -> bool:
        return self._uploader.accepts == "folder"

    @property
    def allowed_type(self) -> list[str]:
        """The file extensions and media types that it accepts; an empty list for any."""
        return list(self._uploader.types)

    def upload(self, *files: GivenFile | bytes, **named: Any) -> Self:
        """Upload files. They are added to the present ones, or replace a single file.

        Args:
            files: Each is a path, or a tuple of name, content and optionally media type, such
                as ("table.csv", b"a,b"). Or pass name, content and media type of one file
                as separate arguments.
            named: One file as keyword arguments: `filename`, `content`, `mime_type`.

        Raises:
            AppTestError: The app does not accept one of the files.
        """
        given = _one_file(*files, **named) if named or _is_one_file(files) else files
        before = [file.file_id for file in self._files()] if self.accept_multiple_files else []
        return self._enter(before + [self._upload(file) for file in given])

    def set_value(self, value: GivenFile | Sequence[GivenFile] | None) -> Self:
        """Replace the present files by a file or a list of files. None removes them."""
        match value:
            case None:
                files: Sequence[GivenFile] = []
            case list():
                files = value
            case _:
                files = [value]  # type: ignore[list-item]  # a tuple is one file
        return self._enter([self._upload(file) for file in files])

    def clear(self) -> Self:
        """Remove all files."""
        return self._enter([])

    def _enter(self, ids: list[str]) -> Self:
        widget = self._usable()
        most = self._uploader.most_files
        if len(ids) > most:
            raise AppTestError(f"{self!r} takes {most} at most, but got {len(ids)}.")
        self._screen.enter(widget.id, ids)
        return self

    def _upload(self, file: GivenFile | bytes) -> str:
        widget = self._usable()
        name, content, media_type = _parts(file)
        uploads = self._screen.app.uploads
        try:
            upload = uploads.begin(widget.id, name, media_type, len(content))
            upload.take(content)
            stored = upload.finish()
        except UploadRefusedError as refused:
            raise AppTestError(f"{self!r} does not take {name!r}. {refused.sentence}") from refused
        return stored.file_id

    def _files(self) -> list[StoredFile]:
        widget = self._uploader
        found = [
            self._screen.app.uploads.find(widget.id, name)
            for name in self._screen.entered(widget.id, list(widget.value))
        ]
        return [stored for stored in found if stored is not None]

    @property
    def _uploader(self) -> FileUploader:
        record = self.record
        assert isinstance(record, FileUploader)
        return record


FILE_VIEWS: dict[str, type[ShownWidget[Any]]] = {"file_uploader": FileField}


def _is_one_file(files: tuple[object, ...]) -> bool:
    """Whether these are the parts of one file, as tests written for Streamlit pass them."""
    return len(files) > 1 and isinstance(files[0], str) and isinstance(files[1], bytes)


def _one_file(filename: Any, content: Any, mime_type: Any = "") -> tuple[GivenFile, ...]:
    return ((filename, content, mime_type) if mime_type else (filename, content),)


def _parts(file: GivenFile | bytes) -> tuple[str, bytes, str]:
    """Name, content and media type."""
    match file:
        case UploadedFile():
            return file.name, file.getvalue(), file.type
        case str() | Path():
            path = Path(file)
            return path.name, path.read_bytes(), _type_of(path.name)
        case (str(name), bytes() | str() as content):
            return name, _as_bytes(content), _type_of(name)
        case (str(name), bytes() | str() as content, str(media_type)):
            return name, _as_bytes(content), media_type
    raise AppTestError(
        f"{file!r} is not a file. Pass a path, or a tuple such as ('table.csv', b'a,b')."
    )


def _as_bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or ""
