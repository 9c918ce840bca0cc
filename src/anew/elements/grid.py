"""Cells in rows and columns, as many beside one another as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from anew.arguments import one_of, words_of
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.placing import place, reserved_key
from anew.elements.shared.parameters import (
    STRETCH,
    Gap,
    Height,
    Key,
    WidthWithoutContent,
    checked_gap,
    checked_height,
    checked_width,
)
from anew.errors import (
    IncompatibleParametersError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    ValueOutOfRangeError,
)
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.page.builder import Place

CellAlignment: TypeAlias = Literal["top", "center", "bottom"]
CELL_ALIGNMENTS = words_of(CellAlignment)
GridGap: TypeAlias = Gap | tuple[Gap | None, Gap | None] | list[Gap | None] | None
Span: TypeAlias = int | Literal["all"]

MOST_COLUMNS = 24
_MOST_ROWS = 1000  # More, browsers do not lay out.
_MOST_PIXELS = 2**31 - 1  # Beyond this, browsers count wrong.


class Grid(Element, frozen=True):
    """A grid. Each of its children is in a cell."""

    column_count: int | Literal["auto"] = "auto"
    min_column_width: int | Literal["auto"] = "auto"
    wrap: bool = True
    row_gap: int | str = "small"  # Pixels or a word; "" for none.
    column_gap: int | str = "small"
    vertical_alignment: CellAlignment = "top"
    border: bool = False
    row_height: int | Literal["content"] = "content"
    width: WidthWithoutContent = "stretch"
    height: Height = "content"
    dense: bool = False


class GridCell(Element, frozen=True):
    """Several elements in one cell."""

    column_span: Span = 1
    row_span: int = 1


class GridContainer(Container):
    """A grid. Each element that is drawn in it gets a cell."""

    __slots__ = ("_column_count",)

    def __init__(self, own_place: Place, column_count: int | Literal["auto"]) -> None:
        super().__init__(own_place)
        self._column_count = column_count

    def cell(self, *, column_span: Span = 1, row_span: int = 1) -> Container:
        """Make the next cell: for several elements, or over several columns or rows.

        Args:
            column_span: How many columns it covers, at most those that there is room for; "all"
                for a row of its own.
            row_span: How many rows it covers.

        Returns:
            The cell: call commands on it, or use it in a `with` block.

        Raises:
            InvalidParameterTypeError: A span is neither a whole number nor "all".
            ValueOutOfRangeError: A span is not from 1 to the number of columns.

        Example:
            >>> grid = st.grid(3)
            >>> with grid.cell(column_span=2):
            ...     st.subheader("Wide")
            ...     st.write("Two of three columns.")
        """
        most = self._column_count if isinstance(self._column_count, int) else MOST_COLUMNS
        if column_span != "all":
            column_span = _checked_span("column_span", column_span, most)
        row_span = _checked_span("row_span", row_span, _MOST_ROWS)
        record = GridCell(column_span=column_span, row_span=row_span)
        with self:
            return Container(place(record).inside())


@command("Layout")
def grid(
    columns: Literal["auto"] | int = "auto",
    *,
    min_column_width: Literal["auto"] | int = "auto",
    wrap: bool = True,
    gap: GridGap = "small",
    vertical_alignment: CellAlignment = "top",
    border: bool = False,
    row_height: Literal["content"] | int = "content",
    width: WidthWithoutContent = "stretch",
    height: Height = "content",
    key: Key | None = None,
    dense: bool = False,
) -> GridContainer:
    """Make a grid of cells of equal width, which continue on the next row where there is no room.

    Each element that is drawn in it gets a cell of its own. `.cell()` makes one for several, or one
    over several columns or rows.

    Args:
        columns: How many at most, up to 24; "auto" for as many as there is room for.
        min_column_width: The least width of a column, in pixels; "auto" for about 200.
        wrap: Whether there are fewer columns where they would be narrower than that. If not, the
            grid scrolls sideways there.
        gap: The space between cells: "xxsmall" to "xxlarge", or pixels; None for none. A pair is
            the space between rows, and that between columns.
        vertical_alignment: Of what is in a cell: "top", "center" or "bottom".
        border: Whether each cell has a border.
        row_height: Of each row: pixels (then a cell with more scrolls), or "content".
        width: Of the whole grid: pixels or "stretch".
        height: Of the whole grid: pixels (then it scrolls), "stretch" or "content".
        key: A name, which is also its CSS class: `st-key-<name>`.
        dense: Whether later cells fill holes that wide ones have left. They are still read, and
            reached by the Tab key, in the order of the script.

    Returns:
        The grid: call commands on it, or use it in a `with` block.

    Raises:
        IncompatibleParametersError: `wrap=False` without a number of columns.
        InvalidParameterTypeError: A number is not one.
        InvalidParameterValueError: An argument is not one of its allowed values.
        ValueOutOfRangeError: There are too few or too many columns.

    Example:
        >>> grid = st.grid(4)
        >>> for month, sold in {"May": 31, "June": 44, "July": 52, "August": 40}.items():
        ...     grid.metric(month, sold, border=True)
    """
    if columns != "auto":
        _check_whole("columns", columns, "auto")
        if not 1 <= columns <= MOST_COLUMNS:
            raise ValueOutOfRangeError(
                f"grid: columns={columns!r} is out of range. Pass a number from 1 to "
                f"{MOST_COLUMNS}, or 'auto'."
            )
    elif not wrap:
        raise IncompatibleParametersError(
            "grid: wrap=False keeps the number of columns, and columns='auto' gives none. Pass a "
            "number, such as st.grid(3, wrap=False)."
        )
    one_of("grid", "vertical_alignment", vertical_alignment, CELL_ALIGNMENTS)
    row_gap, column_gap = _gaps(gap)
    record = Grid(
        key="" if key is None else reserved_key("grid", key),
        column_count=columns,
        min_column_width=_checked_pixels("min_column_width", min_column_width, "auto"),
        wrap=wrap,
        row_gap=checked_gap("grid", row_gap),
        column_gap=checked_gap("grid", column_gap),
        vertical_alignment=vertical_alignment,
        border=border,
        row_height=_checked_pixels("row_height", row_height, "content"),
        width=checked_width("grid", width, STRETCH),
        height=checked_height("grid", height) or "content",
        dense=dense,
    )
    return GridContainer(place(record).inside(), columns)


def _gaps(gap: Any) -> tuple[Gap | None, Gap | None]:
    """The gap between rows, and that between columns."""
    if not isinstance(gap, tuple | list):
        return gap, gap
    if len(gap) != 2:
        raise InvalidParameterValueError(
            f"grid: gap={gap!r} has {len(gap)} items. Pass a pair, of the space between rows and "
            f"that between columns."
        )
    return gap[0], gap[1]


def _checked_pixels(parameter: str, pixels: Any, word: str) -> Any:  # What `pixels` is.
    if pixels == word:
        return word
    _check_whole(parameter, pixels, word)
    if not 1 <= pixels <= _MOST_PIXELS:
        raise InvalidParameterValueError(
            f"grid: {parameter}={pixels!r} is not a number of pixels. Pass one from 1 on, or "
            f"{word!r}."
        )
    return pixels


def _checked_span(parameter: str, span: Any, most: int) -> int:
    _check_whole(parameter, span, "all" if parameter == "column_span" else "")
    if not 1 <= span <= most:
        raise ValueOutOfRangeError(
            f"grid: {parameter}={span!r} is out of range. Pass a number from 1 to {most}."
        )
    return int(span)


def _check_whole(parameter: str, number: object, word: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int):
        raise InvalidParameterTypeError(
            f"grid: {parameter}={number!r} is not a whole number. Pass one"
            f"{f', or {word!r}' if word else ''}."
        )
