"""Empty space between elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from anew.arguments import words_of
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.errors import InvalidParameterValueError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

SpaceSize: TypeAlias = (
    int | Literal["xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge", "stretch"]
)
SPACE_SIZES = words_of(SpaceSize)


class Space(Element, frozen=True):
    """Space: of a height where elements are below one another, of a width where they are beside."""

    size: SpaceSize = "small"


@command("Layout")
def space(size: SpaceSize = "small") -> Container:
    """Add space between elements: below what is above, or within a horizontal container beside it.

    Args:
        size: "small" is as high as the label of a widget, "medium" as a button, "large" as a
            widget with its label; or "xxsmall", "xsmall", "xlarge", "xxlarge", pixels, or
            "stretch" for all that is left of a container.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterValueError: `size` is neither one of the words nor a number above 0.

    Example:
        >>> st.write("Above")
        >>> st.space("large")
        >>> st.write("Below")
    """
    return slot_of(Space(size=_checked(size)))


def _checked(size: SpaceSize) -> SpaceSize:
    is_pixels = isinstance(size, int) and not isinstance(size, bool)
    if int(size) > 0 if is_pixels else size in SPACE_SIZES:
        return size
    raise InvalidParameterValueError(
        f"space: size={size!r} is neither a number of pixels above 0 nor one of "
        f"{', '.join(map(repr, SPACE_SIZES))}."
    )
