"""A coloured badge: a word or two about the state of something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from anew.arguments import checked_icon, one_of, shown_text, words_of
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Markdown
from anew.elements.shared.parameters import Width, checked_width, shown_help
from anew.errors import MissingRequiredParameterError

if TYPE_CHECKING:
    from anew.elements.container import Container

BadgeColor: TypeAlias = Literal[
    "red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary"
]
BADGE_COLORS = words_of(BadgeColor)


@command("Text")
def badge(
    label: str,
    *,
    icon: str | None = None,
    color: BadgeColor = "blue",
    width: Width = "content",
    help: str | None = None,
) -> Container:
    """Show a coloured badge.

    Args:
        label: A few words; inline Markdown.
        icon: An emoji or ":material/name:", before the label.
        color: "red", "orange", "yellow", "blue", "green", "violet", "gray", or "primary" for the
            theme's.
        width: Of the place that it stands in: pixels, "content" or "stretch".
        help: A tooltip in Markdown, on the help icon beside it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        MissingRequiredParameterError: `label` is empty.
        InvalidParameterValueError: `color` is not one of the words.

    Example:
        >>> st.badge("New")
        >>> st.badge("Shipped", icon=":material/check:", color="green")
    """
    one_of("badge", "color", color, BADGE_COLORS)
    words = " ".join(shown_text(label).split())
    if not words:
        raise MissingRequiredParameterError(
            "badge: label is empty, so there is nothing to show. Pass a word."
        )
    sign = checked_icon("badge", icon)
    text = f"{sign} {_enclosed(words)}" if sign else _enclosed(words)
    record = MarkdownBlock(
        body=Markdown(f":{color}-badge[{text}]"),
        help=shown_help(help),
        width=checked_width("badge", width),
    )
    return slot_of(record)


def _enclosed(label: str) -> str:
    r"""A label that ends where it should: a link in it stays one, a lone bracket is shown.

    >>> _enclosed("[1] of 2]")
    '\\[1\\] of 2\\]'
    """
    depth = 0
    for letter in label:
        depth += (letter == "[") - (letter == "]")
        if depth < 0:
            break
    return label if depth == 0 else label.replace("[", r"\[").replace("]", r"\]")
