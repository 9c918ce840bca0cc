"""What text fields share, whether for one line or for several."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from anew.arguments import shown_text
from anew.elements.definition import Widget, kind_of
from anew.elements.shared.parameters import STRETCH, sent_text
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json


class Typed(Widget[str | None], frozen=True):
    """Text that a user types; None if nobody has typed yet and the author gave none."""

    resets: ClassVar[tuple[str, ...]] = ("max_chars",)
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: str | None = ""
    default: str | None = ""
    max_chars: int = 0  # 0 for no limit.
    placeholder: str = ""
    required: bool = False  # Whether blank text is rejected.

    def decode(self, raw: Json) -> str | None:
        if raw == self.value:  # What it shows already: nothing new was entered.
            return self.value
        if raw is None and self.default is None and not self.required:
            return None
        text = self.sent(raw)
        if self.max_chars and len(text) > self.max_chars:
            raise Refused(f"The text is longer than {self.max_chars} characters.")
        if self.required and not text.strip():
            raise Refused(f"The text is blank, and this {kind_of(self)} must be filled in.")
        return text

    def sent(self, raw: Json) -> str:
        """Text that this field can send, or `Refused`."""
        return sent_text(raw)

    def accept(self, value: object) -> str | None:
        if value is None:  # R32: None empties it.
            return None
        if isinstance(value, str):
            return shown_text(value)
        raise InvalidParameterTypeError(
            f"{kind_of(self)}: its value in st.session_state is {value!r}; set text, or None for "
            f"an empty one."
        )


def first_text(value: object, limit: int) -> str | None:
    """The author's initial text, cut to the limit."""
    return None if value is None else shown_text(value)[: limit or None]


def checked_limit(kind: str, max_chars: int | None) -> int:
    """Check the maximum length of the text; 0 for no limit."""
    if max_chars is None:
        return 0
    if isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 0:
        raise InvalidParameterValueError(
            f"{kind}: max_chars={max_chars!r} is not a number of characters. Pass one "
            f"above 0, or None for no limit."
        )
    return max_chars
