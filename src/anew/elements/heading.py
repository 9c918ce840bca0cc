"""Titles and headers, of the page and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.arguments import checked_icon, one_of, shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Inline, Markdown, plain_text, slug, written
from anew.elements.shared.parameters import (
    TextAlignment,
    Width,
    checked_alignment,
    checked_width,
    shown_help,
)
from anew.errors import InvalidParameterTypeError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

DIVIDERS = (
    True,
    False,
    None,
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "violet",
    "gray",
    "grey",
    "rainbow",
)


class Heading(Element, frozen=True):
    """A heading: level 1 is a title, 2 a header, 3 a subheader."""

    level: Literal[1, 2, 3] = 1
    body: Inline = Inline("")
    anchor: str = ""  # Its name in the address; "" for none.
    divider: str = ""  # The colour of the line below; "auto" takes the next one; "" for none.
    icon: str = ""
    help: Markdown | None = None
    text_alignment: TextAlignment = "left"
    width: Width = "stretch"
    wrap: bool = True


@command("Text")
def title(
    body: object,
    anchor: str | Literal[False] | None = None,
    *,
    help: str | None = None,
    icon: str | None = None,
    width: Width = "stretch",
    text_alignment: TextAlignment = "left",
    wrap: bool = True,
) -> Container:
    """Show the title of the page.

    Args:
        body: The text; inline Markdown.
        anchor: Its name in the page's address (`#name`); by default made from the text;
            False for none.
        help: A tooltip in Markdown, on the help icon beside it.
        icon: An emoji or ":material/name:", before the text.
        width: Pixels, "stretch" or "content".
        text_alignment: "left", "center", "right" or "justify".
        wrap: Whether a long one wraps; if not, it is truncated.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.title("Sales of *this* year")
    """
    return slot_of(_heading(1, body, anchor, False, help, icon, width, text_alignment, wrap))


@command("Text")
def header(
    body: object,
    anchor: str | Literal[False] | None = None,
    *,
    help: str | None = None,
    icon: str | None = None,
    divider: bool | str = False,
    width: Width = "stretch",
    text_alignment: TextAlignment = "left",
    wrap: bool = True,
) -> Container:
    """Show the header of a part of the page.

    Args:
        body: The text; inline Markdown.
        anchor: Its name in the page's address (`#name`); by default made from the text;
            False for none.
        help: A tooltip in Markdown, on the help icon beside it.
        icon: An emoji or ":material/name:", before the text.
        divider: A line below in this colour: "red", "orange", "yellow", "green", "blue",
            "violet", "gray" or "rainbow"; True takes the next colour for each header.
        width: Pixels, "stretch" or "content".
        text_alignment: "left", "center", "right" or "justify".
        wrap: Whether a long one wraps; if not, it is truncated.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.header("By region", divider="blue")
    """
    return slot_of(_heading(2, body, anchor, divider, help, icon, width, text_alignment, wrap))


@command("Text")
def subheader(
    body: object,
    anchor: str | Literal[False] | None = None,
    *,
    help: str | None = None,
    icon: str | None = None,
    divider: bool | str = False,
    width: Width = "stretch",
    text_alignment: TextAlignment = "left",
    wrap: bool = True,
) -> Container:
    """Show a header within a part of the page.

    Args:
        body: The text; inline Markdown.
        anchor: Its name in the page's address (`#name`); by default made from the text;
            False for none.
        help: A tooltip in Markdown, on the help icon beside it.
        icon: An emoji or ":material/name:", before the text.
        divider: A line below in this colour: "red", "orange", "yellow", "green", "blue",
            "violet", "gray" or "rainbow"; True takes the next colour for each header.
        width: Pixels, "stretch" or "content".
        text_alignment: "left", "center", "right" or "justify".
        wrap: Whether a long one wraps; if not, it is truncated.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.subheader("North")
    """
    return slot_of(_heading(3, body, anchor, divider, help, icon, width, text_alignment, wrap))


def _heading(
    level: Literal[1, 2, 3],
    body: object,
    anchor: str | Literal[False] | None,
    divider: bool | str,
    help: str | None,
    icon: str | None,
    width: Width,
    text_alignment: TextAlignment,
    wrap: bool,
) -> Heading:
    kind = ("title", "header", "subheader")[level - 1]
    text = written(body)
    return Heading(
        level=level,
        body=Inline(text),
        anchor=_checked_anchor(kind, anchor, text),
        divider=_checked_divider(kind, divider),
        icon=checked_icon(kind, icon),
        help=shown_help(help),
        text_alignment=checked_alignment(kind, text_alignment),
        width=checked_width(kind, width),
        wrap=wrap,
    )


def _checked_anchor(kind: str, anchor: str | Literal[False] | None, text: str) -> str:
    if anchor is None:
        return slug(plain_text(text))
    if anchor is False:
        return ""
    if isinstance(anchor, str):
        return shown_text(anchor)
    raise InvalidParameterTypeError(
        f"{kind}: anchor={anchor!r} is neither text, nor False for none, nor None for the "
        f"one made of the heading."
    )


def _checked_divider(kind: str, divider: bool | str) -> str:
    one_of(kind, "divider", divider, DIVIDERS)
    if isinstance(divider, str):
        return "gray" if divider == "grey" else divider
    return "auto" if divider else ""
