"""A colour to pick."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    Width,
    brief,
    shown_label,
)
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

BLACK = "#000000"

_COLOR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SENT_COLOR = re.compile(r"#[0-9a-f]{6}")


class ColorPicker(Widget[str], frozen=True):
    """A colour, such as "#ff8800"."""

    value: str = BLACK

    def decode(self, raw: Json) -> str:
        if raw == self.value:  # The value shown, which an author may have written in another form.
            return self.value
        if isinstance(raw, str) and _SENT_COLOR.fullmatch(raw):
            return raw
        raise Refused(f"{brief(raw)} is not a colour such as '#ff8800'.")

    def accept(self, value: object) -> str:
        if isinstance(value, str):  # R34: any text is accepted.
            return shown_text(value)
        raise InvalidParameterTypeError(
            f"color_picker: its value in st.session_state is {value!r}; set a colour such as "
            f"'#ff8800'."
        )


@command("Input widgets")
def color_picker(
    label: str,
    value: str | None = None,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: Width = "content",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> str:
    """Show a colour that can be changed.

    Clicking it opens shades and hues to choose from, and a field for the digits. The colour is
    sent when that closes, or at Enter in the field.

    Args:
        label: What the colour is for; inline Markdown.
        value: The initial colour, such as "#ff8800" or "#f80"; None for black.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The colour: "#" and six hexadecimal digits, or the value as it was given.

    Raises:
        InvalidParameterValueError: `value` is not a colour.

    Example:
        >>> color = st.color_picker("Colour of the lines", "#ff8800")
        >>> st.write("It is", color)
    """
    default = BLACK if value is None else _checked_color(value)
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    record = ColorPicker(label=shown_label(label))
    return place_widget(record, default, options, has_default=value is not None)


def _checked_color(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidParameterTypeError(
            f"color_picker: value={value!r} is not text. Pass a colour such as '#ff8800'."
        )
    if not _COLOR.fullmatch(value):
        raise InvalidParameterValueError(
            f"color_picker: value={value!r} is not a colour. Write it with three or six "
            f"hexadecimal digits, such as '#f80' or '#ff8800'."
        )
    return value
