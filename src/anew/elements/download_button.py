"""A button that saves a file: a click fetches it from an address, and runs the script.

If its content is a function, the tab asks for the file at the click, and gets the address then.
"""

from __future__ import annotations

import io
import mimetypes
import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from anew.ambient.context import here
from anew.ambient.media import Offer
from anew.arguments import checked_icon, shown_text
from anew.elements.command import command
from anew.elements.placing import (
    WidgetOptions,
    check_outside_forms,
    place_widget,
    place_widget_with_slot,
)
from anew.elements.shared.clicked import Clicked, check_button, check_on_click
from anew.elements.shared.parameters import (
    ButtonType,
    IconPosition,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    Width,
    older_width,
    shown_label,
)
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, TextIO


Content: TypeAlias = "str | bytes | bytearray | memoryview | TextIO | BinaryIO | io.RawIOBase"
Downloadable: TypeAlias = "Content | Callable[[], Content]"

PLAIN_TEXT = "text/plain"
ANY_BYTES = "application/octet-stream"

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;[ -~]*)?", re.ASCII)


class DownloadButton(Clicked, frozen=True):
    """True in the one run that follows the click. With `waits`, a click only saves the file."""

    url: str = ""  # Relative to the app's base URL.
    is_made: bool = False  # The tab has to ask for the file: it has no address yet.
    file_name: str = ""

    def identity(self) -> object:
        # With new content, it is still the same button.
        return msgspec.structs.replace(self, url="", is_made=False)


@command("Input widgets")
def download_button(
    label: str,
    data: Downloadable,
    file_name: str | None = None,
    mime: str | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_click: WidgetCallback | Literal["rerun", "ignore"] | None = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    type: ButtonType = "secondary",
    icon: str | None = None,
    icon_position: IconPosition = "left",
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: Width = "content",
    shortcut: str | None = None,
    wrap: bool | None = None,
) -> bool:
    """Show a button that saves a file on the user's machine.

    The content is held in memory while the page shows the button. If it is large, or takes
    long to produce, pass a function, which is called when the button is clicked.

    Args:
        data: Text, bytes, an open file, or a function without parameters that returns one
            of these. Such a function is called on a thread of its own, outside of any
            run: it cannot draw, and has no session state. The button shows that the file is
            being created, and cannot be clicked again meanwhile. If the function fails, the
            user is told, and the log has the error.
        file_name: The name of the saved file; by default "download", with the extension that
            matches `mime`.
        mime: Its media type, such as "text/csv"; by default the one that matches
            the extension of `file_name`, else plain text or bytes.
        on_click: Called after a click, before the script runs; "rerun" only runs the
            script, "ignore" only saves the file.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        True in the one run that a click on it caused, else False.

    Raises:
        InvalidParameterTypeError: `data` is of a type that cannot be saved.
        APIException: `on_click` is not callable, or another argument is not one of its allowed
            values.
        InvalidLayoutContextError: It is in a form, which has `st.form_submit_button`.

    Example:
        >>> if st.download_button("Save", "What was to be said.", "notes.txt"):
        ...     st.write("Saved.")
    """
    check_outside_forms("download_button")
    check_on_click("download_button", on_click, ("rerun", "ignore", None))
    check_button("download_button", type, icon_position)
    width = older_width(use_container_width, width)
    content = data if callable(data) else _content(data)
    media_type = _media_type(mime, file_name, content)
    record = DownloadButton(
        label=shown_label(label),
        file_name=_file_name(file_name, media_type),
        type=type,
        icon=checked_icon("download_button", icon),
        icon_position=icon_position,
        shortcut=shortcut or "",
        wrap=wrap,
    )
    options = WidgetOptions(key, help, on_click, args, kwargs, disabled, width=width)
    if disabled:
        return place_widget(record, False, options)
    if callable(content):
        return _placed_with_offer(record, content, media_type, options)
    url = here().run.media.put(content, media_type, file_name=record.file_name)
    return place_widget(msgspec.structs.replace(record, url=url), False, options)


def _content(data: Any) -> bytes | str:
    """What is saved; all of an open file, whatever its position."""
    match data:
        case str() | bytes():
            return data
        case bytearray() | memoryview():
            return bytes(data)
        case io.BytesIO() | io.StringIO():
            return data.getvalue()
    if not hasattr(data, "read"):
        raise InvalidParameterTypeError(
            f"download_button: data is a {type(data).__name__}. Pass text, bytes, an open file, "
            f"or a function that returns one of these."
        )
    if hasattr(data, "seekable") and data.seekable():
        data.seek(0)
    return _content(data.read())


def _placed_with_offer(
    record: DownloadButton,
    make: Callable[[], Content],
    media_type: str,
    options: WidgetOptions,
) -> bool:
    """Place a button whose content is made at the click."""

    def made() -> bytes:
        returned = _content(make())
        return returned.encode("utf-8", "replace") if isinstance(returned, str) else returned

    record = msgspec.structs.replace(record, is_made=True)
    value, slot = place_widget_with_slot(record, False, options)
    shown = slot.draft.element
    assert isinstance(shown, DownloadButton)
    here().run.media.offer(shown.id, Offer(made, media_type, record.file_name))
    return value


def _media_type(mime: str | None, file_name: str | None, content: object) -> str:
    if mime:
        if not _MEDIA_TYPE.fullmatch(mime):
            raise InvalidParameterValueError(
                f"download_button: mime={mime!r} is not a media type such as 'text/csv'."
            )
        return mime
    guessed = mimetypes.guess_type(file_name or "")[0]
    return guessed or (PLAIN_TEXT if isinstance(content, str) else ANY_BYTES)


def _file_name(file_name: str | None, media_type: str) -> str:
    if file_name:
        return shown_text(file_name)
    plain_type = media_type.partition(";")[0].strip()
    return f"download{mimetypes.guess_extension(plain_type) or ''}"
