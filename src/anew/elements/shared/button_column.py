"""The buttons in a column of a table: one trigger, whose value is which of them was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from anew.attribute_dict import AttributeDict
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, check_outside_forms, place_unseen
from anew.learned import learned
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.elements.tabular.column_words import ButtonColumnResult
    from anew.elements.tabular.sheet import SheetColumn
    from anew.protocol.messages import Json

MOST_LETTERS = 1_000  # Of a label.


class ButtonColumnClickState(AttributeDict):
    """Which button was clicked: its "row" in the table, and its "label"."""


@learned
class Click(msgspec.Struct, frozen=True):
    """A click as a browser sends it."""

    row: int
    label: str


class ButtonColumn(Widget[ButtonColumnClickState | None], frozen=True):
    """A trigger that the page does not show by itself: its buttons are cells of a table."""

    is_trigger: ClassVar[bool] = True
    says: ClassVar[bool] = True
    is_read_only: ClassVar[bool] = True
    has_label: ClassVar[bool] = False
    shows_value: ClassVar[bool] = False

    cells: Cells | None = None

    def decode(self, raw: Json) -> ButtonColumnClickState:
        try:
            click = msgspec.convert(raw, Click)
        except (msgspec.ValidationError, UnicodeEncodeError):
            raise Refused("This is not a click on a button of a column.") from None
        if self.cells is None or not self.cells.has(click):
            raise Refused("There is no such button in this column.")
        return ButtonColumnClickState(row=click.row, label=click.label)

    def encode(self, value: ButtonColumnClickState | None) -> Json:
        return None if value is None else dict(value)

    def accept(self, value: object) -> Any:
        return value


class Cells:
    """The labels in a column, by row. Compared by the column alone: it changes no identity."""

    def __init__(self, column: SheetColumn) -> None:
        self._column = column

    def has(self, click: Click) -> bool:
        values = self._column.values
        if not 0 <= click.row < len(values) or len(click.label) > MOST_LETTERS:
            return False
        value = values[click.row]
        return click.label in labels_of(value)


def labels_of(value: object) -> list[str]:
    """The labels of a cell's buttons, as the browser reads them."""
    if isinstance(value, list | tuple):
        return [_text(one) for one in value]
    return [] if value is None else [_text(value)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def place_button_column(said: ButtonColumnResult, column: SheetColumn) -> str:
    """Make a column of buttons a trigger of this run; its id."""
    check_outside_forms("ButtonColumn")
    options = WidgetOptions(said.key, None, said.on_click or "rerun", said.args, said.kwargs)
    return place_unseen(ButtonColumn(cells=Cells(column)), None, options)
