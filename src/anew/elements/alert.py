"""Boxes that say how something went: success, info, warning, error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.arguments import checked_icon, shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Inline, Markdown, written
from anew.elements.shared.icons import split_icon
from anew.elements.shared.parameters import Width, checked_width
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

Kind = Literal["success", "info", "warning", "error"]


class Alert(Element, frozen=True):
    """A coloured box with a message."""

    kind: Kind = "info"
    body: Markdown = Markdown("")
    icon: str = ""
    title: Inline | None = None
    width: Width = "stretch"


@command("Status")
def success(
    body: object,
    *,
    icon: str | None = None,
    width: Width = "stretch",
    title: object = None,
) -> Container:
    """Show that something went well, in a green box.

    Args:
        body: The message; Markdown.
        icon: An emoji or ":material/name:"; by default the one at the start of the message.
        width: Pixels, "stretch" or "content".
        title: A line above the message.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.success("Saved.", icon="✅")
    """
    return _alert("success", body, icon, width, title)


@command("Status")
def info(
    body: object,
    *,
    icon: str | None = None,
    width: Width = "stretch",
    title: object = None,
) -> Container:
    """Show something worth knowing, in a blue box.

    Args:
        body: The message; Markdown.
        icon: An emoji or ":material/name:"; by default the one at the start of the message.
        width: Pixels, "stretch" or "content".
        title: A line above the message.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.info("Choose a file to begin.")
    """
    return _alert("info", body, icon, width, title)


@command("Status")
def warning(
    body: object,
    *,
    icon: str | None = None,
    width: Width = "stretch",
    title: object = None,
) -> Container:
    """Show a warning, in a yellow box.

    Args:
        body: The message; Markdown.
        icon: An emoji or ":material/name:"; by default the one at the start of the message.
        width: Pixels, "stretch" or "content".
        title: A line above the message.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.warning("This takes a minute.", title="Large file")
    """
    return _alert("warning", body, icon, width, title)


@command("Status")
def error(
    body: object,
    *,
    icon: str | None = None,
    width: Width = "stretch",
    title: object = None,
) -> Container:
    """Show an error message, in a red box.

    Args:
        body: The message; Markdown.
        icon: An emoji or ":material/name:"; by default the one at the start of the message.
        width: Pixels, "stretch" or "content".
        title: A line above the message.

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.error("There is no such file.")
    """
    return _alert("error", body, icon, width, title)


def _alert(kind: Kind, body: object, icon: str | None, width: Width, title: object) -> Container:
    words, own_icon = written(body), checked_icon(kind, icon)
    if not own_icon:
        own_icon, words = split_icon(words)
    record = Alert(
        kind=kind,
        body=Markdown(words),
        icon=own_icon,
        title=None if title is None else Inline(shown_text(title)),
        width=checked_width(kind, width),
    )
    return slot_of(record)
