"""What widgets share whose value is files from the user: chosen, recorded, photographed.

The files are sent by HTTP, outside of the WebSocket; the widget's value names them by their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

import msgspec

from anew.ambient.context import here
from anew.ambient.uploads import MEGABYTE
from anew.elements.definition import Widget, kind_of
from anew.elements.placing import WidgetOptions, place_widget_with_slot
from anew.elements.shared.files_taken import Ids, ShownFile, checked_size, files_named, sent_ids
from anew.elements.shared.parameters import STRETCH
from anew.elements.shared.uploaded_file import UploadedFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.ambient.uploads import Uploads
    from anew.protocol.messages import Json
    from anew.state.place import Takes

Files: TypeAlias = UploadedFile | list[UploadedFile] | None


class FilesWidget(Widget[Files | Ids], frozen=True):
    """A widget that holds one file, or several.

    It is pure, and knows files only by their ids; the session's uploads resolve these.
    """

    is_read_only: ClassVar[bool] = True
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: Ids = ()
    files: tuple[ShownFile, ...] = ()  # The files that the ids name.
    max_bytes: int = 200 * MEGABYTE

    @property
    def most_files(self) -> int:
        return 1

    @property
    def takes(self) -> Takes:
        """What may be uploaded."""
        raise NotImplementedError

    def decode(self, raw: Json) -> Ids:
        return sent_ids(raw, self.most_files)

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


def place_files(record: FilesWidget, options: WidgetOptions, *, is_one: bool = True) -> Files:
    """Put such a widget at the current place; return its file or None, or a list of its files."""
    uploads = here().run.uploads
    default: Files = None if is_one else []
    value, slot = place_widget_with_slot(
        record,
        default,
        options,
        resolve=lambda widget, ids: _files(uploads, widget, ids, is_one=is_one),
    )
    assert not isinstance(value, tuple)
    shown = slot.draft.element
    assert isinstance(shown, FilesWidget)
    files = [file.stored for file in _listed(value) if not isinstance(file, str)]
    uploads.offer(shown.id, shown.takes, files)
    if files:
        told = tuple(ShownFile(file.file_id, file.name, file.size) for file in files)
        slot.put(msgspec.structs.replace(shown, files=told))
    return value


def place_file(record: FilesWidget, options: WidgetOptions) -> UploadedFile | None:
    """The same for a widget that makes one file, which is as large as the app allows."""
    most = checked_size(kind_of(record), None) * MEGABYTE
    value = place_files(msgspec.structs.replace(record, max_bytes=most), options)
    assert not isinstance(value, list)
    return value


def _files(uploads: Uploads, widget: str, ids: Ids, *, is_one: bool) -> Files:
    """The files that the ids name, in the form that the author asked for."""
    files = files_named(uploads, widget, ids)
    if not is_one:
        return files
    return files[0] if files else None


def _listed(value: Files | Ids) -> Sequence[UploadedFile | str]:
    match value:
        case None:
            return ()
        case UploadedFile():
            return (value,)
    return value
