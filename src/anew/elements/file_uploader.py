"""Files that the user uploads: chosen from the machine, or dropped on the page.

They are sent by HTTP, outside of the WebSocket; the widget's value names them by their ids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import msgspec

from anew.ambient.context import here
from anew.ambient.uploads import MEGABYTE, MOST_FILES
from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget_with_slot
from anew.elements.shared.parameters import (
    STRETCH,
    Key,
    LabelVisibility,
    OnChange,
    WidgetArgs,
    WidgetKwargs,
    WidthWithoutContent,
    brief,
    shown_label,
)
from anew.elements.shared.uploaded_file import UploadedFile
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.state.place import Takes
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.ambient.uploads import Uploads
    from anew.protocol.messages import Json

Files: TypeAlias = UploadedFile | list[UploadedFile] | None
Ids: TypeAlias = tuple[str, ...]

# Extensions of the same type: each stands for all of its group.
_SAME_EXTENSIONS = (
    (".jpg", ".jpeg"),
    (".tif", ".tiff"),
    (".htm", ".html"),
    (".mpg", ".mpeg"),
    (".mp4", ".mpeg4"),
)
_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_EXTENSION = re.compile(r"\.?[^\s./\\*,;:\"'<>|]+(\.[^\s./\\*,;:\"'<>|]+)*")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/([a-z0-9!#$&^_.+-]+|\*)", re.ASCII)


class ShownFile(msgspec.Struct, frozen=True):
    """What the page shows of a file."""

    id: str
    name: str
    size: int  # Bytes.


class FileUploader(Widget[Files | Ids], frozen=True):
    """Files that were uploaded: one, several, or what is in a folder.

    It is pure, and knows files only by their ids; the session's uploads resolve these.
    """

    is_read_only: ClassVar[bool] = True
    resets: ClassVar[tuple[str, ...]] = ("types", "accepts", "max_bytes")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: Ids = ()
    files: tuple[ShownFile, ...] = ()  # The files that the ids name.
    types: tuple[str, ...] = ()  # Extensions and media types; empty for any.
    accepts: Literal["one", "many", "folder"] = "one"
    max_bytes: int = 200 * MEGABYTE

    def decode(self, raw: Json) -> Ids:
        if not isinstance(raw, list | tuple):
            raise Refused(f"{brief(raw)} is not a list of files.")
        for name in raw:
            if not isinstance(name, str) or not _ID.fullmatch(name):
                raise Refused(f"{brief(name)} is not the name of a file.")
        if len(set(raw)) < len(raw):
            raise Refused("A file is listed twice.")
        if len(raw) > self.most_files:
            raise Refused(f"There are {len(raw)} files; at most {self.most_files} are allowed.")
        return tuple(raw)

    def encode(self, value: Files | Ids) -> Json:
        return tuple(one if isinstance(one, str) else one.file_id for one in _listed(value))

    def accept(self, value: object) -> Files | Ids:
        """The same files, each at its start, because an earlier run may have read them."""
        match value:
            case UploadedFile():
                return value.anew()
            case list():
                return [file.anew() for file in value]
        assert value is None or isinstance(value, tuple)
        return value

    @property
    def most_files(self) -> int:
        return 1 if self.accepts == "one" else MOST_FILES

    @property
    def takes(self) -> Takes:
        """What may be uploaded."""
        return Takes(
            types=self.types,
            most_bytes=self.max_bytes,
            is_multiple=self.accepts != "one",
            has_folders=self.accepts == "folder",
            is_disabled=self.disabled,
        )


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(accept_multiple_files: Literal[False] = False) -> UploadedFile | None: ...
    def _(accept_multiple_files: Literal[True, "directory"]) -> list[UploadedFile]: ...


@command("Input widgets")
def file_uploader(
    label: str,
    type: str | Sequence[str] | None = None,
    accept_multiple_files: bool | Literal["directory"] = False,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    max_upload_size: int | None = None,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: WidthWithoutContent = "stretch",
) -> UploadedFile | list[UploadedFile] | None:
    """Show a place to upload files.

    Files are kept for this session only, until the user removes them or the widget leaves the
    page; they outlive a restart of the server, as the session does. Their names and types are
    chosen by the user: check the content before you rely on it.

    Args:
        label: What the files are for; inline Markdown.
        type: What may be uploaded: an extension such as "csv" or ".csv", a media type such
            as "image/png" or "image/*", or a list of them; None for any.
        accept_multiple_files: False for one file, True for several (up to 1,000),
            "directory" for everything in a folder.
        key: A unique name, under which `st.session_state` holds the files; they can be read
            there, but not set.
        max_upload_size: The largest size of a file, in megabytes; by default the option
            `server.maxUploadSize`.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The file, or None before there is one; with `accept_multiple_files`, a list. Each
        run gets new file objects, positioned at their start.

    Raises:
        InvalidParameterValueError: `type` holds something that is neither an extension nor a
            media type, or `max_upload_size` is less than 1.

    Example:
        >>> table = st.file_uploader("A table", "csv")
        >>> if table is not None:
        ...     st.write(table.name, "has", len(table.readlines()), "lines.")
    """
    one_of(
        "file_uploader", "accept_multiple_files", accept_multiple_files, (False, True, "directory")
    )
    now = here()
    uploads = now.run.uploads
    is_one = not accept_multiple_files
    record = FileUploader(
        label=shown_label(label),
        types=_checked_types(type),
        accepts="one" if is_one else "folder" if accept_multiple_files == "directory" else "many",
        max_bytes=_checked_size(max_upload_size) * MEGABYTE,
    )
    options = WidgetOptions(key, help, on_change, args, kwargs, disabled, label_visibility, width)
    default: Files = None if is_one else []
    value, slot = place_widget_with_slot(
        record,
        default,
        options,
        resolve=lambda widget, ids: _files(uploads, record, widget, ids),
    )
    assert not isinstance(value, tuple)
    shown = slot.draft.element
    assert isinstance(shown, FileUploader)
    files = [file.stored for file in _listed(value) if not isinstance(file, str)]
    uploads.offer(shown.id, shown.takes, files)
    if files:
        told = tuple(ShownFile(file.file_id, file.name, file.size) for file in files)
        slot.put(msgspec.structs.replace(shown, files=told))
    return value


def _files(uploads: Uploads, record: FileUploader, widget: str, ids: Ids) -> Files:
    """The files that the ids name, in the form that the author asked for."""
    files = []
    for name in ids:
        stored = uploads.find(widget, name)
        if stored is None:
            raise Refused("A file is no longer available. Upload it again.")
        files.append(UploadedFile(stored))
    if record.accepts != "one":
        return files
    return files[0] if files else None


def _listed(value: Files | Ids) -> Sequence[UploadedFile | str]:
    match value:
        case None:
            return ()
        case UploadedFile():
            return (value,)
    return value


def _checked_types(given: str | Sequence[str] | None) -> tuple[str, ...]:
    kinds: dict[str, None] = {}  # In order, each once.
    for kind in [given] if isinstance(given, str) else given or ():
        kinds.update(dict.fromkeys(_checked_type(kind)))
    return tuple(kinds)


def _checked_type(kind: object) -> Sequence[str]:
    if not isinstance(kind, str):
        raise InvalidParameterTypeError(
            f"file_uploader: type holds {kind!r}, which is not text. Pass extensions such as 'csv'."
        )
    text = kind.strip().lower()
    if _MEDIA_TYPE.fullmatch(text):
        return [text]
    if not _EXTENSION.fullmatch(text):
        raise InvalidParameterValueError(
            f"file_uploader: type holds {kind!r}, which is neither an extension such as 'csv' nor "
            f"a media type such as 'image/*'."
        )
    extension = text if text.startswith(".") else f".{text}"
    return next((same for same in _SAME_EXTENSIONS if extension in same), [extension])


def _checked_size(given: int | None) -> int:
    if given is None:
        return here().run.settings.server.max_upload_size
    if not isinstance(given, int) or isinstance(given, bool):
        raise InvalidParameterTypeError(
            f"file_uploader: max_upload_size={given!r} is not a whole number of megabytes."
        )
    if given < 1:
        raise InvalidParameterValueError(
            f"file_uploader: max_upload_size={given!r} is less than 1 megabyte."
        )
    return given
