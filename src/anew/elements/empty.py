"""A place for one element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.container import slot_of
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Empty(Element, frozen=True):
    """A place that nothing fills yet."""


@command("Layout")
def empty() -> Container:
    """Make a place for one element, which later ones replace.

    Returns:
        The place: each command called on it replaces its content; `.empty()`
        removes it, `.container()` makes room for several.

    Example:
        >>> place = st.empty()
        >>> place.write("Working …")
        >>> place.write("Done.")
    """
    return slot_of(Empty())
