"""Widgets that take files as a test sees them. Files are uploaded as a browser would do it."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import msgspec

from anew.ambient.uploads import StoredFile, UploadRefusedError
from anew.elements.audio_input import AudioInput
from anew.elements.chat_input import ChatInput, Sent
from anew.elements.shared.files_widget import FilesWidget
from anew.elements.shared.uploaded_file import UploadedFile
from anew.errors import AppTestError
from anew.state.state import Refused
from anew.testing.shown import ShownWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.testing.screen import Screen

# A path, or a tuple: name, content and, if the name does not tell it, the media type.
GivenFile: TypeAlias = (
    str | Path | UploadedFile | tuple[str, bytes | str] | tuple[str, bytes | str, str]
)


class FileField(ShownWidget[Any]):
    """A widget to upload files: an uploader, a recorder of sound, a camera."""

    @property
    def value(self) -> UploadedFile | list[UploadedFile] | None:
        """The file or files that it holds, including uploads that were not sent yet."""
        files = [UploadedFile(stored) for stored in self._files()]
        if self.accept_multiple_files:
            return files
        return files[0] if files else None

    @property
    def accept_multiple_files(self) -> bool:
        return self._widget.takes.is_multiple

    @property
    def accept_directory(self) -> bool:
        return self._widget.takes.has_folders

    @property
    def allowed_type(self) -> list[str]:
        """The file extensions and media types that it accepts; an empty list for any."""
        return list(self._widget.takes.types)

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
        most = self._widget.most_files
        if len(ids) > most:
            raise AppTestError(f"{self!r} takes {most} at most, but got {len(ids)}.")
        self._screen.enter(widget.id, ids)
        return self

    def _upload(self, file: GivenFile | bytes) -> str:
        return _uploaded(self, self._screen, self._usable().id, file)

    def _files(self) -> list[StoredFile]:
        widget = self._widget
        found = [
            self._screen.app.uploads.find(widget.id, name)
            for name in self._screen.entered(widget.id, list(widget.value))
        ]
        return [stored for stored in found if stored is not None]

    @property
    def _widget(self) -> FilesWidget:
        record = self.record
        assert isinstance(record, FilesWidget)
        return record


class Recorder(FileField):
    """A recorder of sound."""

    @property
    def sample_rate(self) -> int | None:
        """The samples per second that the app asks for; None for those of the browser."""
        assert isinstance(self.record, AudioInput)
        return self.record.sample_rate or None


class ChatField(ShownWidget[Any]):
    """A chat input. What is written is sent at the next run, and is a message of that run only."""

    @property
    def placeholder(self) -> str:
        return self._input.placeholder

    @property
    def value(self) -> str | None:
        """The text that was written and not sent yet."""
        sent = self._sent
        return None if sent is None else sent.text

    def set_value(self, value: str | None) -> Self:
        """Write a message, in place of one that was not sent yet. None takes it back."""
        if value is None:
            return self.clear()
        return self._write(msgspec.structs.replace(self._sent or Sent(), text=value))

    def upload(self, *files: GivenFile | bytes, **named: Any) -> Self:
        """Add files to the message that is being written; in the forms of `FileField.upload`.

        Raises:
            AppTestError: The app does not accept one of the files.
        """
        given = _one_file(*files, **named) if named or _is_one_file(files) else files
        before = self._sent or Sent()
        widget = self._usable().id
        if not self._input.accepts:
            raise AppTestError(f"{self!r} takes no files.")
        own = [] if self._input.accepts == "one" else [*before.files]
        own += [_uploaded(self, self._screen, widget, file) for file in given]
        return self._write(msgspec.structs.replace(before, files=tuple(own)))

    def record_audio(self, *file: GivenFile | bytes) -> Self:
        """Give the message that is being written a recording: a WAV file, in the same forms.

        Raises:
            AppTestError: The app does not take recordings, or not this one.
        """
        given = _one_file(*file) if _is_one_file(file) else file
        widget = self._usable().id
        if not self._input.records:
            raise AppTestError(f"{self!r} takes no recording.")
        if len(given) != 1:
            raise AppTestError(f"{self!r} takes one recording, but got {len(given)}.")
        before = self._sent or Sent()
        recorded = _uploaded(self, self._screen, widget, given[0])
        return self._write(msgspec.structs.replace(before, audio=recorded))

    def clear(self) -> Self:
        """Take back what was not sent yet."""
        widget = self._usable().id
        self._screen.take_back(widget)
        return self

    def _write(self, sent: Sent) -> Self:
        widget = self._usable()
        raw = self._input.encode(sent if self._input.takes_more else sent.text)
        try:
            widget.decode(raw)
        except Refused as refused:
            raise AppTestError(f"{self!r} cannot send {sent.text!r}. {refused}") from refused
        self._screen.enter(widget.id, raw)
        self._screen.click(widget.id)
        return self

    @property
    def _sent(self) -> Sent | None:
        raw = self._screen.entered(self._input.id, None)
        if raw is None:
            return None
        sent = self._input.decode(raw)
        return Sent(sent) if isinstance(sent, str) else sent

    @property
    def _input(self) -> ChatInput:
        record = self.record
        assert isinstance(record, ChatInput)
        return record


FILE_VIEWS: dict[str, type[ShownWidget[Any]]] = {
    "audio_input": Recorder,
    "camera_input": FileField,
    "chat_input": ChatField,
    "file_uploader": FileField,
}


def _uploaded(view: ShownWidget[Any], screen: Screen, widget: str, file: GivenFile | bytes) -> str:
    """Upload a file as a browser does; its id."""
    name, content, media_type = _parts(file)
    try:
        upload = screen.app.uploads.begin(widget, name, media_type, len(content))
        upload.take(content)
        return upload.finish().file_id
    except UploadRefusedError as refused:
        raise AppTestError(f"{view!r} does not take {name!r}. {refused.sentence}") from refused


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
