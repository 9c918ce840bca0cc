"""How an element is declared: a record, which crosses the wire, and a function, which authors call.

The record's fields are the message, its TypeScript interface and its test data. A widget's
`decode` is the only door by which what a browser sends becomes a Python value. What all widgets
share is declared here and in `placing.py`, once: this says what they are, that how they come
into the state and onto the page.
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

    A subclass adds its own fields, and says which of them make it another widget when
    they change although its key stays (R38). All others only count without a key (R37).
    """

    resets: ClassVar[tuple[str, ...]] = ()
    is_trigger: ClassVar[bool] = False
    is_read_only: ClassVar[bool] = False
    submits_form: ClassVar[bool] = False
    has_label: ClassVar[bool] = True
    widths: ClassVar[tuple[str, ...]] = STRETCH_OR_CONTENT  # The words that its width may be.

    id: str = ""
    label: Inline = Inline("")
    help: Markdown | None = None
    disabled: bool = False
    label_visibility: LabelVisibility = "visible"
    waits: bool = False  # A change is not sent by itself, but with the next event.
    form: str = ""  # The key of the form that it is in: a change is sent with that.
    renewals: int = 0  # Another number: what was entered is void, for the script took it away.
    width: Width = "stretch"

    def decode(self, raw: Json) -> T:
        """The value that `raw` stands for, within this widget's domain, or `Refused`."""
        raise NotImplementedError

    def encode(self, value: T) -> Json:
        """The value as the record's `value` field carries it; the inverse of `decode`."""
        return value

    def accept(self, value: object) -> T:
        """What the widget takes from the state: the value, a correction, or an error."""
        return self.decode(value)

    def accept_after(self, value: object, before: Widget[T]) -> T:
        """The same, of a value that the widget may have had in an earlier run, as `before`."""
        return self.accept(value)

    def shaped(self, value: T) -> Self:
        """The record as it shows this value: the state may give one where another is the default.

        What tells the widget from others is as the author's arguments say, whatever its shape.
        """
        return self

    def to_query(self, value: T) -> list[str]:
        """The value as texts of the tab's address; none of them for nothing."""
        raw = self.encode(value)
        items = raw if isinstance(raw, tuple) else (raw,)
        return [self.text_of(item) for item in items if item is not None]

    def from_query(self, texts: Sequence[str]) -> T:
        """The value that such texts stand for, or `Refused`; the inverse of `to_query`.

        The record has to be as it is shown: with a value.
        """
        if isinstance(getattr(self, "value", None), tuple):
            return self.decode([self.raw_of(text) for text in texts])
        return self.decode(self.raw_of(texts[-1]) if texts else None)

    def text_of(self, raw: Json) -> str:
        """One thing of the encoded value as text for people: a word, a label, a number."""
        if isinstance(raw, bool):
            return "true" if raw else "false"
        return raw if isinstance(raw, str) else repr(raw)

    def raw_of(self, text: str) -> Json:
        """The inverse of `text_of`, or `Refused`."""
        if isinstance(getattr(self, "value", None), bool):
            return {"true": True, "false": False}.get(text, text)
        return text

    @property
    def is_default_moving(self) -> bool:
        """Whether its default is another one in each run, such as "now"."""
        return False

    def identity(self) -> object:
        """What tells it from others where it has no key: all of it, or a digest of much."""
        return self


def kind_of(record: Element) -> str:
    """The name by which authors know this element."""
    return str(record.__struct_config__.tag)
