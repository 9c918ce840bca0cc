"""What containers that open and close have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.container import Container
from anew.elements.definition import Widget, kind_of
from anew.elements.shared.parameters import brief
from anew.errors import InvalidParameterTypeError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.page.builder import Place
    from anew.protocol.messages import Json


class Opening(Widget[bool], frozen=True):
    """Open or closed. Without an id, only the browser tab knows which."""

    value: bool = False

    def decode(self, raw: Json) -> bool:
        if not isinstance(raw, bool):
            kind = kind_of(self)
            article = "An" if kind[0] in "aeiou" else "A"
            raise Refused(f"{article} {kind} is true or false, not {brief(raw)}.")
        return raw

    def accept(self, value: object) -> bool:
        if isinstance(value, bool | int):
            return bool(value)
        raise InvalidParameterTypeError(
            f"{kind_of(self)}: its value in st.session_state is {value!r}; set True for open or "
            f"False for closed."
        )


class OpeningContainer(Container):
    """The contents of a container that opens and closes."""

    __slots__ = ("open",)

    def __init__(self, own_place: Place, *, is_open: bool | None) -> None:
        super().__init__(own_place)
        self.open = is_open  # None where only the tab knows.
