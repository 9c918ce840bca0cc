"""Small text that explains something above or below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Inline, Markdown, written
from anew.elements.shared.parameters import (
    TextAlignment,
    Width,
    checked_alignment,
    checked_width,
    shown_help,
)
from anew.errors import IncompatibleParametersError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Caption(Element, frozen=True):
    """Markdown in a small, muted font."""

    body: Markdown | Inline = Markdown("")
    help: Markdown | None = None
    width: Width = "stretch"
    text_alignment: TextAlignment = "left"
    wrap: bool = True


@command("Text")
def caption(
    body: object,
    unsafe_allow_html: bool = False,
    *,
    help: str | None = None,
    width: Width = "stretch",
    text_alignment: TextAlignment = "left",
    wrap: bool = True,
) -> Container:
    """Show small Markdown.

    Args:
        body: The text.
        unsafe_allow_html: Render HTML in the text, as `st.markdown` does.
        help: A tooltip in Markdown, on the help icon beside it.
        width: Pixels, "stretch" or "content".
        text_alignment: "left", "center", "right" or "justify".
        wrap: False shows a single line, without block elements, and truncates it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        IncompatibleParametersError: `wrap=False` together with `unsafe_allow_html=True`.

    Example:
        >>> st.caption("Figures of *last* week.")
    """
    if unsafe_allow_html and not wrap:
        raise IncompatibleParametersError(
            "caption: wrap=False shows one line, which cannot hold HTML. Leave out "
            "wrap=False or unsafe_allow_html=True."
        )
    record = Caption(
        body=Markdown(body, allow_html=unsafe_allow_html) if wrap else Inline(written(body)),
        help=shown_help(help),
        width=checked_width("caption", width),
        text_alignment=checked_alignment("caption", text_alignment),
        wrap=wrap,
    )
    return slot_of(record)
