"""A line between what is above and what is below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.parameters import STRETCH, WidthWithoutContent, checked_width
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Divider(Element, frozen=True):
    """A horizontal line."""

    width: WidthWithoutContent = "stretch"


@command("Text")
def divider(*, width: WidthWithoutContent = "stretch") -> Container:
    """Draw a line.

    Args:
        width: Pixels or "stretch".

    Returns:
        The element's place: a command called on it replaces the element.

    Example:
        >>> st.write("Above")
        >>> st.divider()
        >>> st.write("Below")
    """
    return slot_of(Divider(width=checked_width("divider", width, STRETCH)))
