"""Another page, a file or HTML in a frame of its own."""

from __future__ import annotations

import mimetypes
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from anew.ambient.context import here
from anew.ambient.frames import TRUSTED_HTML
from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.frames.elsewhere import file_within, html_within, page_within
from anew.elements.shared.parameters import (
    Height,
    Width,
    checked_height,
    checked_width,
)
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

TITLE = "st.iframe"
HTML_ENDINGS = (".html", ".htm", ".xhtml")
ABSOLUTE = ("http://", "https://", "data:", "//")


class Document(NamedTuple):
    """What a frame loads."""

    src: str  # Below the app's URL.
    is_measured: bool = False  # It says how large its content is.
    is_trusted: bool = False  # It has the origin of the app.


class Iframe(Element, frozen=True):
    """A frame that shows a document, and that no messages are exchanged with."""

    src: str = ""  # The document, below the app's URL.
    is_measured: bool = False  # The document says how large its content is.
    is_trusted: bool = False  # It has the origin of the app.
    scrolling: bool = True
    tab_index: int | None = None
    alt: str = TITLE
    width: Width = "stretch"
    height: Height = "content"


@command("Media")
def iframe(
    src: str | Path,
    *,
    width: Width = "stretch",
    height: Height = "content",
    tab_index: int | None = None,
    alt: str | None = None,
) -> Container:
    """Show another page, a file, or HTML with scripts, in a frame of its own.

    What is in the frame cannot reach the page around it. The option `component.trusted` opens that
    to the author's HTML, and [components](../components.md) says what it means. Never pass HTML or
    addresses that users or others have written.

    Args:
        src: An address that begins with "https://", "http://", "data:" or "/"; the `Path` of a
            file; or HTML. A string is never taken for the path of a file.
        width: Pixels, "stretch", or "content" for that of the HTML.
        height: Pixels, "stretch" for all of a container's height, or "content" for that of the
            HTML; of all else, "content" means 400 pixels.
        tab_index: When the Tab key comes to the frame, as in HTML; -1 for never.
        alt: What the frame shows, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `src` is neither text nor a path, or `tab_index` is no integer.
        InvalidParameterValueError: The file cannot be read, or the address is not one for frames.

    Example:
        >>> st.iframe("<p id='at'></p><script>at.textContent = Date()</script>")
    """
    document = _document("iframe", src)
    record = Iframe(
        src=document.src,
        is_measured=document.is_measured,
        is_trusted=document.is_trusted,
        tab_index=checked_tab_index("iframe", tab_index),
        alt=shown_text(alt or "").strip() or TITLE,
        width=checked_width("iframe", width),
        height=checked_height("iframe", height) or "content",
    )
    return slot_of(record)


def html_document(html: object) -> Document:
    """A document of an author's HTML."""
    trusts = here().run.settings.component.trusts(TRUSTED_HTML)
    return Document(html_within(shown_text(html)), is_measured=True, is_trusted=trusts)


def page_document(kind: str, address: object, title: str = TITLE) -> Document:
    """A document that shows the page at an address."""
    url = shown_text(address).strip()
    if url.startswith("/") and not url.startswith("//"):
        return Document(url)
    return Document(page_within(checked_url(kind, "src", url), title))


def checked_url(kind: str, parameter: str, url: str) -> str:
    """An address that a frame can load from elsewhere."""
    full = f"https:{url}" if url.startswith("//") else url
    try:
        parts = urlsplit(full)
        is_right = parts.scheme == "data" or (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        )
    except ValueError:
        is_right = False
    if not is_right:
        raise InvalidParameterValueError(
            f"{kind}: {parameter}={url[:80]!r} is not an address for a frame. Pass one that begins "
            f"with 'https://' or 'http://'."
        )
    return full


def checked_tab_index(kind: str, tab_index: object) -> int | None:
    if tab_index is None:
        return None
    is_whole = isinstance(tab_index, int) and not isinstance(tab_index, bool)
    if not is_whole or not -1 <= tab_index <= 2**15 - 1:  # type: ignore[operator]
        raise InvalidParameterTypeError(
            f"{kind}: tab_index={tab_index!r} is not a number from -1 to 32767."
        )
    return tab_index  # type: ignore[return-value]


def _document(kind: str, src: object) -> Document:
    if isinstance(src, PathLike):
        return _file(kind, Path(src))
    if not isinstance(src, str):
        raise InvalidParameterTypeError(
            f"{kind}: src={src!r} is neither text nor a Path. Pass an address, a Path or HTML."
        )
    if src.lstrip().lower().startswith((*ABSOLUTE, "/")):
        return page_document(kind, src)
    return html_document(src)


def _file(kind: str, path: Path) -> Document:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise InvalidParameterValueError(
            f"{kind}: the file {str(path)[:200]!r} cannot be read. Pass a path relative to the "
            f"folder in which the app was started."
        ) from error
    if path.suffix.lower() in HTML_ENDINGS:
        return html_document(content.decode("utf-8", "replace"))
    media_type = mimetypes.guess_type(path.name)[0] or "text/plain"
    return Document(file_within(content, media_type))
