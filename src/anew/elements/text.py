"""Text as it is, in a fixed-width font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import written
from anew.elements.shared.parameters import (
    TextAlignment,
    Width,
    checked_alignment,
    checked_width,
    shown_help,
)
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container
    from anew.elements.markup import Markdown


class Text(Element, frozen=True):
    """Plain text: nothing in it has a special meaning."""

    body: str = ""
    help: Markdown | None = None
    width: Width = "content"
    text_alignment: TextAlignment = "left"
    wrap: bool = True


@command("Text")
def text(
    body: object,
    *,
    help: str | None = None,
    width: Width = "content",
    text_alignment: TextAlignment = "left",
    wrap: bool = True,
) -> Container:
    """Show plain text, with the line breaks and spaces within it.

    Args:
        body: The text; other objects are turned into text.
        help: A tooltip in Markdown, on the help icon beside it.
        width: Pixels, "stretch" or "content".
        text_alignment: "left", "center", "right" or "justify".
        wrap: Whether long lines wrap; if not, they are truncated.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.text("2 * 3 * 4 = 24, and the stars stay.")
    """
    record = Text(
        body=written(body),
        help=shown_help(help),
        width=checked_width("text", width),
        text_alignment=checked_alignment("text", text_alignment),
        wrap=wrap,
    )
    return slot_of(record)
