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
    """Markdown in small, muted letters."""

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
        unsafe_allow_html: Show HTML within it as HTML, as `st.markdown` does.
        help: Markdown shown when the pointer rests on the mark beside it.
        width: Pixels, "stretch" or "content".
        text_alignment: "left", "center", "right" or "justify".
        wrap: False shows one line, without blocks, that is cut off where it ends.

    Returns:
        Its place: a command called on it replaces it.

    Raises:
        IncompatibleParametersError: `wrap=False` together with `unsafe_allow_html=True`.

    Example:
        >>> st.caption("Figures of *last* week.")
    """
    if unsafe_allow_html and not wrap:
        raise IncompatibleParametersError(
            "caption: wrap=False shows one line, in which no HTML can stand. Leave out "
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
