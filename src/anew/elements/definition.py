"""How an element is declared: a record that crosses the wire, and a function that authors call.

The record's fields define the message, its TypeScript interface and its test data. A widget's
`decode` is the only place where what a browser sends becomes a Python value. What all widgets
share is declared once: here what they are, in `placing.py` how they get into the state and onto
the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Self, TypeVar

from anew.elements.markup import Inline, Markdown
from anew.elements.shared.parameters import STRETCH_OR_CONTENT, LabelVisibility, Width
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.protocol.messages import Json

T = TypeVar("T")


class Widget(Element, Generic[T], frozen=True):
    """An element with a value of type T.

    A subclass adds its own fields. Those that it lists in `resets` make it another widget when
    they change, even under the same key (R38); all others do so only without a key (R37).

    Unless it is a trigger, one of its fields is `value`, as `encode` returns it. In `decode`,
    `self.value` is what the browser shows.
    """

    resets: ClassVar[tuple[str, ...]] = ()
    is_trigger: ClassVar[bool] = False
    says: ClassVar[bool] = False  # A trigger that is set off by sending a value.
    fires: ClassVar[bool] = False  # Parts of its value last one run: `lasting` leaves them out.
    is_read_only: ClassVar[bool] = False
    submits_form: ClassVar[bool] = False
    has_label: ClassVar[bool] = True
    shows_value: ClassVar[bool] = True  # Otherwise its value is not sent back to the browser.
    is_cleared_with_form: ClassVar[bool] = True  # R70
    widths: ClassVar[tuple[str, ...]] = STRETCH_OR_CONTENT  # The words allowed as its width.

    id: str = ""
    label: Inline = Inline("")
    help: Markdown | None = None
    disabled: bool = False
    label_visibility: LabelVisibility = "visible"
    waits: bool = False  # A change is not sent by itself, but with the next event.
    form: str = ""  # The key of its form: a change is sent with the form.
    renewals: int = 0  # When it changes, what was entered is void: the script removed it.
    width: Width = "stretch"

    def decode(self, raw: Json) -> T:
        """The value that `raw` stands for, within this widget's domain, or `Refused`."""
        raise NotImplementedError

    def encode(self, value: T) -> Json:
        """The value as the record's `value` field carries it; the inverse of `decode`."""
        return value

    def accept(self, value: object) -> T:
        """The value taken over from the state, corrected if need be, or an error."""
        return self.decode(value)

    def accept_after(self, value: object, before: Widget[T]) -> T:
        """Like `accept`, for a value that may be from an earlier run, with the record `before`."""
        return self.accept(value)

    def lasting(self, value: T) -> T:
        """What of a value is left after the run, for a widget that fires."""
        return value

    def shaped(self, value: T) -> Self:
        """The record in the shape of this value, which may differ from the shape of the default.

        The widget's identity follows the author's arguments, whatever the shape.
        """
        return self

    def to_query(self, value: T) -> list[str]:
        """The value as strings in the tab's address; an empty list for no value."""
        raw = self.encode(value)
        items = raw if isinstance(raw, tuple) else (raw,)
        return [self.text_of(item) for item in items if item is not None]

    def from_query(self, texts: Sequence[str]) -> T:
        """The value that such strings stand for, or `Refused`; the inverse of `to_query`.

        The record must have a value, as it has when it is shown.
        """
        if isinstance(getattr(self, "value", None), tuple):
            return self.decode([self.raw_of(text) for text in texts])
        return self.decode(self.raw_of(texts[-1]) if texts else None)

    def text_of(self, raw: Json) -> str:
        """One item of the encoded value as readable text: a word, a label, a number."""
        if isinstance(raw, bool):
            return "true" if raw else "false"
        return raw if isinstance(raw, str) else repr(raw)

    def raw_of(self, text: str) -> Json:
        """The inverse of `text_of`, or `Refused`; for a value that is a number, with `number_in`."""
        if isinstance(getattr(self, "value", None), bool):
            return {"true": True, "false": False}.get(text, text)
        return text

    @property
    def is_default_moving(self) -> bool:
        """Whether its default differs from run to run, such as "now"."""
        return False

    def identity(self) -> object:
        """What identifies it without a key: the whole record, or a digest of a large one."""
        return self


def kind_of(record: Element) -> str:
    """The name by which authors know this element."""
    return str(record.__struct_config__.tag)
