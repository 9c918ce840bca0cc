"""A dial, which each press turns on by one: the file of an element that a test adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import shown_label
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.shared.parameters import Key
    from anew.protocol.messages import Json


class Dial(Widget[int], frozen=True):
    """A number from 0 to 11."""

    value: int = 0

    def decode(self, raw: Json) -> int:
        if not isinstance(raw, int) or not 0 <= raw < 12:
            raise Refused("A dial has a number from 0 to 11.")
        return raw


@command("Input widgets")
def dial(label: str, key: Key | None = None) -> int:
    """Show a dial.

    Args:
        label: What it is for.
        key: A unique name.

    Returns:
        Where it stands, from 0 to 11.

    Example:
        >>> st.write("Hour", st.dial("Hour"))
    """
    return place_widget(Dial(label=shown_label(label)), 0, WidgetOptions(key=key))
