"""What a pandas Styler says of cells: their texts, colours and letters, and which are hidden.

Its own attributes are read, because it can only write HTML, in which the values are lost.
"""

from __future__ import annotations

import copy
from array import array
from typing import TYPE_CHECKING, Any

from anew.arguments import shown_text
from anew.elements.tabular.sheet import CellStyle, Dress, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from anew.elements.tabular.sheet import SheetColumn

MOST_CELLS = 262_144  # As in pandas: to dress a cell takes microseconds.
FIELDS = {
    "color": "color",
    "background-color": "background",
    "background": "background",
    "font-weight": "weight",
    "font-style": "slant",
    "text-decoration": "line",
}


def dressed(sheet: Sheet, styler: Any) -> Sheet:
    """The sheet of a Styler's data, its cells as the Styler shows them."""
    styler._compute()  # noqa: SLF001  # there is no other way to ask
    of_index = (styler._display_funcs_index, styler.ctx_index)  # noqa: SLF001  # as above
    of_cells = (styler._display_funcs, styler.ctx)  # noqa: SLF001
    index, data = styler.data.index, styler.data
    count = index.nlevels
    return sheet._replace(
        columns=tuple(
            [
                _dressed(column, index.get_level_values(at), at, *of_index)
                if at < count
                else _dressed(column, data.iloc[:, at - count], at - count, *of_cells)
                for at, column in enumerate(sheet.columns)
            ]
        )
    )


def visible(sheet: Sheet, styler: Any) -> Sheet:
    """The sheet of a Styler's data, without what the Styler hides."""
    count = styler.data.index.nlevels
    hidden = {at for at, is_hidden in enumerate(styler.hide_index_) if is_hidden}
    hidden |= {count + at for at in styler.hidden_columns}
    columns = [column for at, column in enumerate(sheet.columns) if at not in hidden]
    rows: Sequence[int] = range(sheet.rows)
    if len(styler.hidden_rows):
        gone = set(styler.hidden_rows)
        rows = [row for row in rows if row not in gone]
        columns = [_of_rows(column, rows) for column in columns]
    return Sheet(tuple(columns), len(rows), sheet.is_numbered)


def with_all_rows(data: Any) -> Any:
    """The same, but a Styler hides no rows: where they are told by position, each is to count."""
    if not is_styler(data) or not len(data.hidden_rows):
        return data
    own = copy.copy(data)
    own.hidden_rows = []
    return own


def hides_header(data: Any) -> bool:
    """Whether it is a Styler that hides the names of all columns."""
    return is_styler(data) and all(data.hide_columns_)


def is_styler(data: object) -> bool:
    """Whether it is a Styler of pandas."""
    return any(
        base.__name__ == "Styler" and base.__module__.startswith("pandas.")
        for base in type(data).__mro__
    )


def _of_rows(column: SheetColumn, rows: Sequence[int]) -> SheetColumn:
    values: list[Any] = list(column.values)
    kept = [values[row] for row in rows]
    dress = column.dress and Dress(
        tuple([column.dress.texts[row] for row in rows]),
        column.dress.styles,
        tuple([column.dress.style_of[row] for row in rows]),
    )
    as_before = array("d", kept) if isinstance(column.values, array) else tuple(kept)
    return column._replace(values=as_before, dress=dress)


def _dressed(
    column: SheetColumn,
    values: Sequence[object],
    at: int,
    displays: Mapping[tuple[int, int], Any],
    said: Mapping[tuple[int, int], Iterable[tuple[str, object]]],
) -> SheetColumn:
    texts = tuple([_text(displays.get((row, at)), value) for row, value in enumerate(values)])
    styles = [_style(said.get((row, at), ())) for row in range(len(values))]
    palette = tuple(dict.fromkeys(styles))
    if texts.count(None) == len(texts) and palette in {(), (CellStyle(),)}:
        return column
    place = {style: index for index, style in enumerate(palette)}
    return column._replace(dress=Dress(texts, palette, tuple([place[one] for one in styles])))


def _text(display: Any, value: object) -> str | None:
    """The text of a cell; None if nobody has said how to write it."""
    if display is None or _is_default(display):
        return None
    return shown_text(display(value))


def _is_default(display: Any) -> bool:
    """Whether it is how pandas writes values that nobody has formatted."""
    function = getattr(display, "func", None)
    if getattr(function, "__name__", "") != "_default_formatter":
        return False
    said = display.keywords
    return said.get("precision") == 6 and not said.get("thousands")


def _style(pairs: Iterable[tuple[str, object]]) -> CellStyle:
    known = {
        FIELDS[name]: shown_text(value)[:100] for name, value in pairs if name in FIELDS and value
    }
    return CellStyle(**known)
