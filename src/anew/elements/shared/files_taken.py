"""What widgets that take files from a user share: what they take, and which file an id names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from anew.ambient.context import here
from anew.elements.shared.parameters import brief
from anew.elements.shared.uploaded_file import UploadedFile
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.ambient.uploads import Uploads
    from anew.protocol.messages import Json

Ids: TypeAlias = tuple[str, ...]

# Extensions of the same type: each stands for all of its group.
_SAME_EXTENSIONS = (
    (".jpg", ".jpeg"),
    (".tif", ".tiff"),
    (".htm", ".html"),
    (".mpg", ".mpeg"),
    (".mp4", ".mpeg4"),
)
_KINDS = frozenset({"image", "audio", "video", "text"})  # Each stands for all types of that kind.
_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_EXTENSION = re.compile(r"\.?[^\s./\\*,;:\"'<>|]+(\.[^\s./\\*,;:\"'<>|]+)*")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/([a-z0-9!#$&^_.+-]+|\*)", re.ASCII)


class ShownFile(msgspec.Struct, frozen=True):
    """What the page shows of a file."""

    id: str
    name: str
    size: int  # Bytes.


def sent_ids(raw: Json, most: int) -> Ids:
    """The ids of files, as a browser sends them, or `Refused`."""
    if not isinstance(raw, list | tuple):
        raise Refused(f"{brief(raw)} is not a list of files.")
    for name in raw:
        if not isinstance(name, str) or not _ID.fullmatch(name):
            raise Refused(f"{brief(name)} is not the name of a file.")
    if len(set(raw)) < len(raw):
        raise Refused("A file is listed twice.")
    if len(raw) > most:
        raise Refused(f"There are {len(raw)} files; at most {most} are allowed.")
    return tuple(raw)


def files_named(uploads: Uploads, widget: str, ids: Ids) -> list[UploadedFile]:
    """The files that these ids name, or `Refused` if one of them is gone."""
    files = []
    for name in ids:
        stored = uploads.find(widget, name)
        if stored is None:
            raise Refused("A file is no longer available. Upload it again.")
        files.append(UploadedFile(stored))
    return files


def checked_types(kind: str, parameter: str, given: str | Sequence[str] | None) -> tuple[str, ...]:
    """The types of files that an author allows: extensions and media types; empty for any."""
    found: dict[str, None] = {}  # In order, each once.
    for one in [given] if isinstance(given, str) else given or ():
        found.update(dict.fromkeys(_checked_type(kind, parameter, one)))
    return tuple(found)


def checked_size(kind: str, given: int | None) -> int:
    """The largest size of a file, in megabytes."""
    if given is None:
        return here().run.settings.server.max_upload_size
    if not isinstance(given, int) or isinstance(given, bool):
        raise InvalidParameterTypeError(
            f"{kind}: max_upload_size={given!r} is not a whole number of megabytes."
        )
    if given < 1:
        raise InvalidParameterValueError(
            f"{kind}: max_upload_size={given!r} is less than 1 megabyte."
        )
    return given


def _checked_type(kind: str, parameter: str, given: object) -> Sequence[str]:
    if not isinstance(given, str):
        raise InvalidParameterTypeError(
            f"{kind}: {parameter} holds {given!r}, which is not text. Pass extensions such as "
            f"'csv'."
        )
    text = given.strip().lower()
    if text in _KINDS:
        return [f"{text}/*"]
    if _MEDIA_TYPE.fullmatch(text):
        return [text]
    if not _EXTENSION.fullmatch(text):
        raise InvalidParameterValueError(
            f"{kind}: {parameter} holds {given!r}, which is neither an extension such as 'csv' "
            f"nor a media type such as 'image/*'."
        )
    extension = text if text.startswith(".") else f".{text}"
    return next((same for same in _SAME_EXTENSIONS if extension in same), [extension])
