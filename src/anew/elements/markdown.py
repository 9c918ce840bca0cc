"""Text with Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

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


class MarkdownBlock(Element, tag="markdown", frozen=True):
    """Blocks of Markdown, or one line of it that does not wrap."""

    body: Markdown | Inline = Markdown("")
    help: Markdown | None = None
    width: Width | Literal["auto"] = "auto"  # As wide as the container's direction asks for.
    text_alignment: TextAlignment = "left"
    anchors: bool = True  # Whether its headings show a link to themselves.
    wrap: bool = True


@command("Text")
def markdown(
    body: object,
    unsafe_allow_html: bool = False,
    *,
    help: str | None = None,
    width: Width | Literal["auto"] = "auto",
    text_alignment: TextAlignment = "left",
    anchors: bool = True,
    wrap: bool = True,
) -> Container:
    """Show Markdown.

    Args:
        body: The text. Its pictures, `![what it shows](https://…)`, are fetched by the browser
            from the servers that it names. So text of others can tell a server of theirs when
            it is seen, and from which network address, though not in which app: where that
            matters, show it with `st.text`.
        unsafe_allow_html: Show HTML within it as HTML: with its styles, with pictures in SVG,
            and with `<style>`, which holds for the whole page. Scripts, what could run one,
            and links to other schemes than http, https, mailto and tel are left out all the
            same. A style sheet can hide anything of the page, or make it look like something
            else, and by the addresses of the pictures and fonts that it names it tells their
            servers that the page was seen. So leave this off for text of others, or pass
            their words through `html.escape` first.
        help: Markdown shown when the pointer rests on the mark beside it.
        width: Pixels, "stretch", "content", or "auto": "content" within a horizontal
            container, else "stretch".
        text_alignment: "left", "center", "right" or "justify".
        anchors: Whether its headings show a link to themselves.
        wrap: False shows one line, without blocks, that is cut off where it ends.

    Returns:
        Its place: a command called on it replaces it.

    Raises:
        IncompatibleParametersError: `wrap=False` together with `unsafe_allow_html=True`.

    Example:
        >>> st.markdown("It **works**, see [here](https://example.com).")
    """
    if unsafe_allow_html and not wrap:
        raise IncompatibleParametersError(
            "markdown: wrap=False shows one line, in which no HTML can stand. Leave out "
            "wrap=False or unsafe_allow_html=True."
        )
    record = MarkdownBlock(
        body=Markdown(body, allow_html=unsafe_allow_html) if wrap else Inline(written(body)),
        help=shown_help(help),
        width=checked_width("markdown", width, ("auto", "stretch", "content")),
        text_alignment=checked_alignment("markdown", text_alignment),
        anchors=anchors,
        wrap=wrap,
    )
    return slot_of(record)
