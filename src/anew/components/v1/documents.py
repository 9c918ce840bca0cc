"""HTML and other pages in frames, as older scripts show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.container import slot_of
from anew.elements.iframe import (
    Document,
    Iframe,
    checked_tab_index,
    html_document,
    page_document,
)
from anew.errors import InvalidParameterValueError

if TYPE_CHECKING:
    from anew.elements.container import Container

HEIGHT = 150  # Pixels, of frames whose author gives no height.


def html(
    html: str,
    width: int | None = None,
    height: int | None = None,
    scrolling: bool = False,
    *,
    tab_index: int | None = None,
) -> Container:
    """Show HTML with its scripts in a frame. `st.iframe` does the same, and fits the height.

    Args:
        html: Never what users or others have written.
        width: Pixels; None for all of the available width.
        height: Pixels; None for 150.
        scrolling: Whether content that is larger can be scrolled.
        tab_index: When the Tab key comes to the frame, as in HTML; -1 for never.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> from anew.components.v1 import html
        >>> html("<button onclick='this.textContent++'>1</button>", height=60)
    """
    return _frame("html", html_document(html), width, height, scrolling, tab_index)


def iframe(
    src: str,
    width: int | None = None,
    height: int | None = None,
    scrolling: bool = False,
    *,
    tab_index: int | None = None,
) -> Container:
    """Show another page in a frame. `st.iframe` does the same, and more.

    Args:
        src: The address of the page.
        width: Pixels; None for all of the available width.
        height: Pixels; None for 150.
        scrolling: Whether content that is larger can be scrolled.
        tab_index: When the Tab key comes to the frame, as in HTML; -1 for never.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterValueError: The address is not one for frames.

    Example:
        >>> from anew.components.v1 import iframe
        >>> iframe("https://example.org", height=300)
    """
    title = "components.v1.iframe"
    document = page_document("iframe", src, title)
    return _frame("iframe", document, width, height, scrolling, tab_index)


def _frame(
    kind: str,
    document: Document,
    width: int | None,
    height: int | None,
    scrolling: bool,
    tab_index: int | None,
) -> Container:
    record = Iframe(
        src=document.src,
        is_measured=document.is_measured,
        is_trusted=document.is_trusted,
        scrolling=bool(scrolling),
        tab_index=checked_tab_index(kind, tab_index),
        alt=f"components.v1.{kind}",
        width="stretch" if width is None else _checked_pixels(kind, "width", width),
        height=HEIGHT if height is None else _checked_pixels(kind, "height", height),
    )
    return slot_of(record)


def _checked_pixels(kind: str, parameter: str, pixels: object) -> int:
    """A number of pixels. A frame of none is hidden, and its scripts run."""
    if isinstance(pixels, int | float) and not isinstance(pixels, bool) and pixels >= 0:
        return int(pixels)
    raise InvalidParameterValueError(
        f"{kind}: {parameter}={pixels!r} is not a number of pixels. Pass 0 or more."
    )
