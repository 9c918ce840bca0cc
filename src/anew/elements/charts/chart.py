"""The record that all charts share, and how one comes onto the page.

Most charts are only looked at. With `on_select` one is a widget too: its value is what the user
has selected in it, and it comes from the browser alone (R29).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from anew.arguments import one_of, shown_text
from anew.attribute_dict import AttributeDict
from anew.elements.container import slot_of
from anew.elements.definition import Widget, kind_of
from anew.elements.placing import WidgetOptions, place_widget, reserved_key
from anew.elements.shared.parameters import (
    Height,
    Key,
    WidgetCallback,
    Width,
    checked_height,
    checked_width,
)
from anew.errors import InvalidParameterTypeError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.container import Container
    from anew.protocol.messages import Json

OnSelect: TypeAlias = "Literal['rerun', 'ignore'] | WidgetCallback"
Theme: TypeAlias = Literal["streamlit"] | None

THEMES = ("streamlit", None)


class Chart(Widget[AttributeDict], frozen=True):
    """A drawing of data, in which something may be selected.

    A subclass says of which type a selection is, as the browser reports it.
    """

    is_read_only: ClassVar[bool] = True
    has_label: ClassVar[bool] = False
    selection: ClassVar[Any] = dict[str, Any]

    value: Any = None  # What is selected; None where nothing can be.
    themed: bool = True  # Whether it has the page's colours and letters.
    alt: str = ""
    height: Height = "content"

    def decode(self, raw: Json) -> AttributeDict:
        try:
            checked = msgspec.convert(raw, self.selection)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            raise Refused(f"This is no selection in a {kind_of(self)}: {error}.") from None
        return AttributeDict(selection=AttributeDict.of(msgspec.to_builtins(checked)))

    def encode(self, value: AttributeDict) -> Json:
        selected: Any = value["selection"]
        return selected.plain()

    def accept(self, value: object) -> AttributeDict:
        if isinstance(value, AttributeDict) and isinstance(value.get("selection"), AttributeDict):
            return value
        raise InvalidParameterTypeError(
            f"{kind_of(self)}: {value!r} is no selection. What is selected comes from the user; "
            f"delete the key from st.session_state to select nothing."
        )


class ChartOptions(msgspec.Struct, frozen=True):
    """The parameters that charts share, as a command received them."""

    width: Width = "stretch"
    height: Height = "content"
    theme: Theme = None
    key: Key | None = None
    on_select: OnSelect = "ignore"
    alt: str | None = None


def place_chart(record: Chart, nothing: dict[str, Any], options: ChartOptions) -> Any:
    """Put a chart at the current place.

    Args:
        record: With its own fields.
        nothing: The selection while nothing is selected, such as `{"points": []}`.
        options: As the author gave them.

    Returns:
        The chart's place; with `on_select`, what is selected.
    """
    kind = kind_of(record)
    one_of(kind, "theme", options.theme, THEMES)
    if not callable(options.on_select):
        one_of(kind, "on_select", options.on_select, ("ignore", "rerun", "a callable"))
    record = replace(
        record,
        themed=options.theme is not None,
        alt=shown_text(options.alt or ""),
        height=checked_height(kind, options.height) or "content",
    )
    if options.on_select == "ignore":
        return _shown(kind, record, options)
    widget = WidgetOptions(options.key, on_change=options.on_select, width=options.width)
    selected = place_widget(record, AttributeDict(selection=AttributeDict.of(nothing)), widget)
    return AttributeDict.of(selected)  # R6: the author's own.


def _shown(kind: str, record: Chart, options: ChartOptions) -> Container:
    key = "" if options.key is None else reserved_key(kind, options.key)
    return slot_of(
        replace(record, key=key, width=checked_width(kind, options.width, record.widths))
    )
