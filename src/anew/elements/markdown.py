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
    width: Width | Literal["auto"] = "auto"  # "auto" follows the direction of the container.
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
        body: The text. The browser fetches its pictures, `![description](https://…)`, from the
            servers that they name. So text from others can tell a server of theirs when it is
            viewed, and from which IP address, though not in which app: where that matters,
            show it with `st.text`.
        unsafe_allow_html: Render HTML in the text, including its styles, SVG, and `<style>`,
            which applies to the whole page. Scripts, anything that could run one, and links
            with schemes other than http, https, mailto and tel are removed all the same. A
            style sheet can hide or disguise anything on the page, and the pictures and fonts
            that it names tell their servers that the page was viewed. So leave this off for
            text from others, or pass it through `html.escape` first.
        help: A tooltip in Markdown, on the help icon beside it.
        width: Pixels, "stretch", "content", or "auto": "content" within a horizontal
            container, else "stretch".
        text_alignment: "left", "center", "right" or "justify".
        anchors: Whether its headings show a link to themselves.
        wrap: False shows a single line, without block elements, and truncates it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        IncompatibleParametersError: `wrap=False` together with `unsafe_allow_html=True`.

    Example:
        >>> st.markdown("It **works**, see [here](https://example.com).")
    """
    if unsafe_allow_html and not wrap:
        raise IncompatibleParametersError(
            "markdown: wrap=False shows one line, which cannot hold HTML. Leave out "
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
