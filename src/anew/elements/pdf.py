"""A PDF, page by page."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.frames.elsewhere import fetched_within
from anew.elements.placing import reserved_key
from anew.elements.shared.parameters import (
    STRETCH,
    HeightWithoutContent,
    Key,
    checked_height,
)
from anew.elements.shared.playing import content_of_file, is_address
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

MEDIA_TYPE = "application/pdf"
_BEGINNING = b"%PDF-"
_LONGEST_PREFACE = 1024  # Bytes: readers look for the beginning this far.


class Pdf(Element, frozen=True):
    """A viewer of a PDF."""

    src: str = ""  # The file, below the app's URL; "" if it is elsewhere.
    url: str = ""  # Where else it is,
    relay: str = ""  # and the page below the app's URL that fetches it from there.
    file_name: str = "document.pdf"  # Under which it is saved.
    alt: str = ""
    height: HeightWithoutContent = 500


@command("Media")
def pdf(
    data: object,
    *,
    height: HeightWithoutContent = 500,
    key: Key | None = None,
    alt: str | None = None,
) -> Container:
    """Show a PDF: its pages can be scrolled, enlarged, saved, and their text selected.

    Args:
        data: The path of a file, an address that begins with "https://", or the content of a file
            as bytes or as an open file, such as that of `st.file_uploader`. The user's browser
            fetches an address: if its server does not let pages of others read it (by CORS), there
            is a link to it only.
        height: Pixels, or "stretch" for all of a container's height, or where that has none, of
            the window's.
        key: A name, which is also its CSS class: `st-key-<name>`.
        alt: What the document is, for a screen reader.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidHeightError: `height` is neither pixels nor "stretch".
        InvalidParameterTypeError: `data` is none of these.
        InvalidParameterValueError: The file cannot be read, or is no PDF.

    Example:
        >>> file = st.file_uploader("A report", type="pdf")
        >>> if file:
        ...     st.pdf(file, alt=file.name)
    """
    checked_height("pdf", height, STRETCH)
    name = "" if key is None else reserved_key("pdf", key)
    words = shown_text(alt or "").strip()
    if is_address(data):
        url = shown_text(data)
        record = Pdf(key=name, url=url, relay=fetched_within(url), alt=words, height=height)
        return slot_of(record)
    content, file_name = _content(data)
    if _BEGINNING not in content[:_LONGEST_PREFACE]:
        raise InvalidParameterValueError(
            f"pdf: the {len(content):,} bytes of {file_name!r} are no PDF, which begins with '%PDF-'."
        )
    src = here().run.media.put(content, MEDIA_TYPE)
    return slot_of(Pdf(key=name, src=src, file_name=file_name, alt=words, height=height))


def _content(data: Any) -> tuple[bytes, str]:
    """The content of a file, and its name."""
    if isinstance(data, str | PathLike):
        path = Path(data)
        return content_of_file("pdf", path), shown_text(path.name)
    name = getattr(data, "name", None)
    if callable(getattr(data, "read", None)):
        if callable(getattr(data, "seek", None)):
            data.seek(0)
        data = data.read()
    if isinstance(data, bytes | bytearray | memoryview):
        named = Path(name).name if isinstance(name, str) else ""
        return bytes(data), shown_text(named or "document.pdf")
    raise InvalidParameterTypeError(
        f"pdf: {type(data).__name__} is no PDF. Pass a path, an address that begins with 'https://', "
        f"bytes or an open file in binary mode."
    )
