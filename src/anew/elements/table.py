"""A table that shows all of its rows at once."""

from __future__ import annotations

import html
from array import array
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from anew.arguments import one_of, shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.json import json_text
from anew.elements.markup import Inline, Markup
from anew.elements.shared.parameters import Height, Width, checked_height, checked_width
from anew.elements.tabular import sheet_of, with_index
from anew.elements.tabular.sheet import CellStyle  # noqa: TC001  # msgspec resolves it
from anew.elements.tabular.styler import hides_header
from anew.protocol.messages import Element, Wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anew.elements.container import Container
    from anew.elements.tabular import SheetColumn
    from anew.elements.tabular.sheet import Kind
    from anew.protocol.messages import Json

Border: TypeAlias = bool | Literal["horizontal"]

MOST_DECIMALS = 4
LARGE = 1e15  # From here on, an exponent is easier to read than digits.
NUMBERS = ("integer", "number", "duration")


class Plain(Markup):
    """Text in which nothing is Markdown.

    >>> Plain("1 < *2*").to_wire()
    '1 &lt; *2*'
    """

    __slots__ = ()

    def to_wire(self) -> str:
        return html.escape(self.source, quote=False)


class Cells(Wire):
    """The cells of a column; those of text are inline Markdown."""

    __slots__ = ("column",)

    def __init__(self, column: SheetColumn) -> None:
        self.column = column

    def __len__(self) -> int:
        return len(self.column.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cells) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.column.name, self.column.kind, len(self)))

    def __repr__(self) -> str:
        return f"Cells({self.column.listed()!r})"

    def to_wire(self) -> tuple[Markup, ...]:
        kind, values = self.column.kind, self.column.listed()
        shown: Iterable[Markup] = (
            map(Plain, shown_numbers(values))
            if kind in {"integer", "number"}
            else [_cell(kind, value) for value in values]
        )
        if self.column.dress is None:
            return tuple(shown)
        texts = self.column.dress.texts
        return tuple(
            [own if text is None else Inline(text) for own, text in zip(shown, texts, strict=True)]
        )

    def _parts(self) -> tuple[object, ...]:
        name, kind, values, is_index, dress = self.column
        # As bytes, because a gap among numbers is NaN, which does not equal itself.
        own = values.tobytes() if isinstance(values, array) else values
        return name, kind, is_index, own, dress


class TableColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A column: its header and its cells."""

    name: Inline
    cells: Cells
    is_index: bool = False
    is_number: bool = False
    styles: tuple[CellStyle, ...] = ()
    style_of: tuple[int, ...] = ()  # By row, the index of its style; empty if no cell has one.


class Table(Element, frozen=True):
    """Columns of equal length."""

    columns: tuple[TableColumn, ...] = ()
    border: Border = True
    hide_header: bool = False
    alt: str = ""
    width: Width = "stretch"
    height: Height = "content"


@command("Data")
def table(
    data: object = None,
    *,
    border: Border = True,
    width: Width = "stretch",
    height: Height = "content",
    hide_index: bool | None = None,
    hide_header: bool | None = None,
    alt: str | None = None,
) -> Container:
    """Show a whole table, to be read rather than worked with.

    All of it is part of the page, so it suits a few hundred rows; `st.dataframe` shows more.

    Args:
        data: A table of pandas, polars, Arrow or numpy, a list of rows or of dicts, a dict of
            columns, or any other iterable. Text in it is Markdown. A Styler of pandas also says
            how cells are written and coloured, and what of the table is hidden.
        border: Lines around all cells, "horizontal" for those between rows, or False.
        width: Pixels, "stretch" or "content".
        height: Pixels (then it scrolls), "content" or "stretch".
        hide_index: Whether the index is hidden; None shows an index that the data has, unless
            it only counts the rows; False shows that too, and numbers the rows of data
            without an index.
        hide_header: Whether the names of the columns are hidden; None hides them if a Styler
            does.
        alt: A description, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `data` is not a table.
        InvalidParameterValueError: The columns differ in length, or `border` is not one of its
            allowed values.

    Example:
        >>> st.table({"Planet": ["Mars", "*Venus*"], "Moons": [2, 0]})
    """
    one_of("table", "border", border, (True, False, "horizontal"))
    sheet = sheet_of("table", data)
    if hide_index is None and sheet.is_numbered:
        hide_index = True  # All rows are visible, in order: numbers would add nothing.
    record = Table(
        columns=tuple(_column(column) for column in with_index(sheet, hide_index).columns),
        border=border,
        hide_header=hides_header(data) if hide_header is None else bool(hide_header),
        alt=shown_text(alt or ""),
        width=checked_width("table", width),
        height=checked_height("table", height) or "content",
    )
    return slot_of(record)


def shown_numbers(values: Sequence[Json]) -> list[str]:
    """Numbers as text, with as many decimals as they need, but not too many.

    >>> shown_numbers([1, None, 0.25, 1 / 3])
    ['1.0000', '', '0.2500', '0.3333']
    >>> shown_numbers([1.0, 20.5, 1e-9])
    ['1.0', '20.5', '1e-09']
    """
    decimals = max((_decimals(value) for value in values if isinstance(value, float)), default=0)
    return [_number(value, decimals) for value in values]


def _column(column: SheetColumn) -> TableColumn:
    return TableColumn(
        name=Inline(column.name),
        cells=Cells(column),
        is_index=column.is_index,
        is_number=column.kind in NUMBERS,
        styles=() if column.dress is None else column.dress.styles,
        style_of=() if column.dress is None else column.dress.style_of,
    )


def _cell(kind: Kind, value: Json) -> Markup:
    match value:
        case None:
            return Plain("")
        case str() if kind in {"text", "object"}:
            return Inline(value)
        case str() if kind == "datetime":
            return Plain(value.replace("T", " "))
        case int() | float() if kind == "duration":
            return Plain(timedelta(seconds=value))
        case dict() | list():
            return Plain(json_text(value))
        case _:
            return Plain(value)


def _decimals(value: float) -> int:
    """How many decimals a number needs; 0 for one that is too small for decimals."""
    shown = f"{value:.{MOST_DECIMALS}f}".rstrip("0")
    return 0 if _is_tiny(value) else len(shown.partition(".")[2])


def _number(value: Json, decimals: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, float):
        return f"{value}.{'0' * decimals}" if decimals and isinstance(value, int) else str(value)
    if _is_tiny(value) or abs(value) >= LARGE:
        return f"{value:.{MOST_DECIMALS}g}"
    return f"{value:.{decimals}f}"


def _is_tiny(value: float) -> bool:
    return value != 0 and abs(value) < 10**-MOST_DECIMALS
