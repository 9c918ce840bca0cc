"""A photo, which the user takes with the camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from anew.arguments import one_of
from anew.elements.command import command
from anew.elements.placing import WidgetOptions
from anew.elements.shared.files_widget import FilesWidget, place_file
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
    from anew.elements.shared.uploaded_file import UploadedFile

Resolution: TypeAlias = Literal["480p", "720p", "1080p"]

PHOTO = (".jpg",)
_HEIGHTS: dict[Resolution | None, int] = {None: 0, "480p": 480, "720p": 720, "1080p": 1080}


class CameraInput(FilesWidget, frozen=True):
    """A photo: JPEG."""

    frame_height: int = 0  # Pixels that the camera is asked for; 0 for its own choice.

    @property
    def takes(self) -> Takes:
        return Takes(types=PHOTO, most_bytes=self.max_bytes, is_disabled=self.disabled)


@command("Input widgets")
def camera_input(
    label: str,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    resolution: Resolution | None = None,
    width: WidthWithoutContent = "stretch",
) -> UploadedFile | None:
    """Show what the camera sees, and a button that takes a photo of it.

    The browser asks the user for permission. It has a camera for pages that come by https or from
    the user's own machine only. Where there are several cameras, users can switch between them.

    Like an uploaded file, a photo is kept for this session until the user clears it, and outlives
    a restart of the server.

    Args:
        label: What the photo is for; inline Markdown.
        key: A unique name, under which `st.session_state` holds the photo; it can be read there,
            but not set.
        resolution: The height that the camera is asked for: "480p", "720p" or "1080p"; it
            gives what it has that is nearest. None for the one that the browser chooses.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The photo, a JPEG file, or None before there is one. Each run gets a new file object,
        positioned at its start.

    Raises:
        InvalidParameterValueError: `resolution` is none of these.

    Example:
        >>> photo = st.camera_input("Your loaf")
        >>> if photo is not None:
        ...     st.image(photo, "How it came out of the oven")
    """
    one_of("camera_input", "resolution", resolution, tuple(_HEIGHTS))
    record = CameraInput(label=shown_label(label), frame_height=_HEIGHTS[resolution])
    options = WidgetOptions(key, help, on_change, args, kwargs, disabled, label_visibility, width)
    return place_file(record, options)
