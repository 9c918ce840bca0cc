"""Several lines of text to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    STRETCH,
    checked_height,
    sent_text,
    shown_label,
)
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.shared.parameters import (
        BindOption,
        Height,
        Key,
        LabelVisibility,
        OnChange,
        PersistState,
        WidgetArgs,
        WidgetKwargs,
        WidthWithoutContent,
    )
    from anew.protocol.messages import Json


class TextArea(Widget[str | None], frozen=True):
    """Text of any number of lines."""

    resets: ClassVar[tuple[str, ...]] = ("max_chars",)
    widths: ClassVar[tuple[str, ...]] = STRETCH

    value: str | None = ""
    default: str | None = ""
    height: Height | None = None  # None for a few lines.
    max_chars: int = 0  # 0 for no limit.
    placeholder: str = ""
    required: bool = False  # Blank text is not sent.

    def decode(self, raw: Json) -> str | None:
        if raw == self.value:  # As it is shown: nothing new came in.
            return self.value
        if raw is None and self.default is None and not self.required:
            return None
        text = sent_text(raw)
        if self.max_chars and len(text) > self.max_chars:
            raise Refused(f"The text is longer than {self.max_chars} characters.")
        if self.required and not text.strip():
            raise Refused("The text is blank, and this text_area must be filled in.")
        return text

    def accept(self, value: object) -> str | None:
        if value is None:  # R32: an empty one.
            return None
        if isinstance(value, str):
            return shown_text(value)
        raise InvalidParameterTypeError(
            f"text_area: its value in st.session_state is {value!r}; set text, or None for an "
            f"empty one."
        )


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(value: str = "") -> str: ...


@command("Input widgets")
def text_area(
    label: str,
    value: object = "",
    height: Height | None = None,
    max_chars: int | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    placeholder: str | None = None,
    disabled: bool = False,
    required: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> str | None:
    """Show a field for several lines of text.

    The text is sent at Ctrl+Enter, or when the field is left.

    Args:
        label: What to type; Markdown within one line.
        value: The text at first; None for none, which is also what it returns until
            somebody types.
        height: Pixels, "content" to grow with its text, or "stretch"; None for a few lines.
        max_chars: How long the text may be.
        placeholder: Shown while it is empty.
        required: Whether blank text is not sent.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The text.

    Raises:
        InvalidParameterValueError: `max_chars` is not a number of characters.
        InvalidHeightError: `height` is neither pixels nor one of its words.

    Example:
        >>> story = st.text_area("Your story", max_chars=500)
        >>> st.write(len(story.split()), "words")
    """
    limit = _checked_max_chars(max_chars)
    default = None if value is None else shown_text(value)[: limit or None]
    record = TextArea(
        label=shown_label(label),
        default=default,
        height=checked_height("text_area", height),
        max_chars=limit,
        placeholder=shown_text(placeholder or ""),
        required=required,
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, default, options)


def _checked_max_chars(max_chars: int | None) -> int:
    if max_chars is None:
        return 0
    if isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 0:
        raise InvalidParameterValueError(
            f"text_area: max_chars={max_chars!r} is not a number of characters. Pass one "
            f"above 0, or None for no limit."
        )
    return max_chars
