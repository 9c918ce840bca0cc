"""Several lines of text to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_widget
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
    checked_height,
    shown_label,
)
from anew.elements.shared.typed import Typed, checked_limit, first_text


class TextArea(Typed, frozen=True):
    """Text of any number of lines."""

    height: Height | None = None  # None for a few lines.


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

    The text is sent at Ctrl+Enter, or when the field loses focus.

    Args:
        label: What to type; inline Markdown.
        value: The initial text; None for an empty field, which returns None until somebody
            types.
        height: Pixels, "content" to grow with its text, or "stretch"; None for a few lines.
        max_chars: The maximum length of the text.
        placeholder: Shown while it is empty.
        required: Whether blank text is rejected.
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
    limit = checked_limit("text_area", max_chars)
    default = first_text(value, limit)
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
