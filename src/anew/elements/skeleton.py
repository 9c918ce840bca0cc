"""A grey shape in the place of what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.empty import Empty
from anew.elements.placing import place
from anew.elements.shared.parameters import (
    STRETCH,
    HeightWithoutContent,
    WidthWithoutContent,
    checked_height,
    checked_width,
)
from anew.page.builder import Slot
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from types import TracebackType


class Skeleton(Element, frozen=True):
    """A shape that shows where something will be."""

    height: HeightWithoutContent | None = None
    width: WidthWithoutContent = "stretch"
    is_delayed: bool = False  # So that what is quickly there does not flicker.


class SkeletonPlaceholder(Container):
    """The place of a skeleton: a command called on it replaces it, and the end of a block removes it."""

    __slots__ = ()

    def __enter__(self) -> Self:
        """What the block draws stands below the skeleton."""
        slot = self._here().place
        if isinstance(slot, Slot) and isinstance(record := slot.draft.element, Skeleton):
            slot.put(msgspec.structs.replace(record, is_delayed=True))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        slot = self._here().place
        if isinstance(slot, Slot) and isinstance(slot.draft.element, Skeleton):
            slot.put(Empty())


@command("Layout")
def skeleton(
    height: HeightWithoutContent | None = None, *, width: WidthWithoutContent = "stretch"
) -> SkeletonPlaceholder:
    """Show a grey shape where something will be, while it is made.

    Args:
        height: Pixels, or "stretch" for all of a container's height; None for that of a line.
        width: Pixels or "stretch".

    Returns:
        Its place: a command called on it replaces the skeleton. Used in a `with` block, it is
        shown while the block runs, unless that is done at once.

    Example:
        >>> place = st.skeleton(height=100)
        >>> place.write("Here it is.")
    """
    record = Skeleton(
        height=checked_height("skeleton", height, STRETCH),
        width=checked_width("skeleton", width, STRETCH),
    )
    return SkeletonPlaceholder(place(record))
