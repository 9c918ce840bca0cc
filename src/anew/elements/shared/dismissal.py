"""The trigger that a dialog sets off when a user dismisses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_unseen
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.markup import Inline
    from anew.elements.shared.parameters import OnChange
    from anew.protocol.messages import Json


class Dismissal(Widget[bool], frozen=True):
    """True in the one run that follows the dismissal. Its dialog shows it."""

    is_trigger: ClassVar[bool] = True
    is_read_only: ClassVar[bool] = True

    def decode(self, raw: Json) -> bool:
        raise Refused("A dialog has no value of its own; its dismissal is sent as a trigger.")


def place_dismissal(title: Inline, on_dismiss: OnChange) -> str:
    """Place the trigger of a dialog that is called here; its id, or "" if nobody asks for it."""
    if on_dismiss == "ignore":
        return ""
    return place_unseen(Dismissal(label=title), False, WidgetOptions(on_change=on_dismiss))
