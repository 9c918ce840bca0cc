"""What buttons share, whatever a click on them does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from anew.arguments import one_of
from anew.elements.definition import Widget, kind_of
from anew.elements.shared.parameters import (
    BUTTON_TYPES,
    ICON_POSITIONS,
    ButtonType,
    IconPosition,
)
from anew.errors import APIException
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.protocol.messages import Json


class Clicked(Widget[bool], frozen=True):
    """True in the one run that follows the click."""

    is_trigger: ClassVar[bool] = True
    is_read_only: ClassVar[bool] = True

    type: ButtonType = "secondary"
    icon: str = ""
    icon_position: IconPosition = "left"
    shortcut: str = ""
    wrap: bool | None = None

    def decode(self, raw: Json) -> bool:
        raise Refused(f"A {kind_of(self)} has no value of its own; a click is sent as a trigger.")


def check_button(kind: str, type: str, icon_position: str) -> None:
    one_of(kind, "type", type, BUTTON_TYPES)
    one_of(kind, "icon_position", icon_position, ICON_POSITIONS)


def check_on_click(kind: str, on_click: object, words: Sequence[object] = (None,)) -> None:
    """Refuse an `on_click` that is neither callable nor one of the words allowed instead."""
    if on_click not in words and not callable(on_click):
        or_words = ", 'rerun' or 'ignore'" if "rerun" in words else ""
        raise APIException(
            f"{kind}: on_click={on_click!r} cannot be called. Pass a function{or_words}."
        )
