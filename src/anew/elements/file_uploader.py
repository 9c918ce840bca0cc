"""Files that the user uploads: chosen from the machine, or dropped on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from anew.ambient.uploads import MEGABYTE, MOST_FILES
from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.placing import WidgetOptions
from anew.elements.shared.files_taken import checked_size, checked_types
from anew.elements.shared.files_widget import FilesWidget, place_files
from anew.elements.shared.parameters import (
    Key,
    LabelVisibility,
    OnChange,
    WidgetArgs,
    WidgetKwargs,
    WidthWithoutContent,
    shown_label,
)
from anew.state.place import Takes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.shared.uploaded_file import UploadedFile


class FileUploader(FilesWidget, frozen=True):
    """Files that were uploaded: one, several, or what is in a folder."""

    resets: ClassVar[tuple[str, ...]] = ("types", "accepts", "max_bytes")

    types: tuple[str, ...] = ()  # Extensions and media types; empty for any.
    accepts: Literal["one", "many", "folder"] = "one"

    @property
    def most_files(self) -> int:
        return 1 if self.accepts == "one" else MOST_FILES

    @property
    def takes(self) -> Takes:
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
            as "image/png", "image/*" or "image", or a list of them; None for any.
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
    is_one = not accept_multiple_files
    record = FileUploader(
        label=shown_label(label),
        types=checked_types("file_uploader", "type", type),
        accepts="one" if is_one else "folder" if accept_multiple_files == "directory" else "many",
        max_bytes=checked_size("file_uploader", max_upload_size) * MEGABYTE,
    )
    options = WidgetOptions(key, help, on_change, args, kwargs, disabled, label_visibility, width)
    return place_files(record, options, is_one=is_one)
