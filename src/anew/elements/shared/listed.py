"""What dropdowns share, whether one option is chosen or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from anew.arguments import shown_text
from anew.elements.definition import Widget
from anew.elements.shared.options import NO_OPTIONS, Choosing, FilterMode, Options
from anew.elements.shared.parameters import STRETCH, sent_text
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json


class Listed(Choosing, Widget[Any], frozen=True):
    """Options, and new ones that the user may enter."""

    widths: ClassVar[tuple[str, ...]] = STRETCH

    options: Options = NO_OPTIONS
    relabels: bool = False  # A choice keeps its position when all labels change.
    placeholder: str = ""
    accept_new_options: bool = False
    filter_mode: FilterMode = "fuzzy"

    def sent_option(self, raw: Json) -> Any:
        """The option that a browser chose, or the text of a new one; else `Refused`."""
        if not (self.accept_new_options and isinstance(raw, str)):
            return self.options.at(raw)
        text = sent_text(raw)
        if not text.strip():
            raise Refused("A new option is empty.")
        labels = self.options.labels
        return self.options.values[labels.index(text)] if text in labels else text

    def raw_of(self, text: str) -> Json:
        return self.options.raw_of(text, takes_new=self.accept_new_options)


def shown_placeholder(given: str | None, what: str, is_open_to_new: bool, count: int) -> str:
    """The author's placeholder, or one that says what can be done."""
    if given is not None:
        return shown_text(given)
    if is_open_to_new:
        return f"Choose or add {what}" if count else f"Add {what}"
    return f"Choose {what}" if count else "There are no options"
