"""Tables of any library as one neutral record, a sheet: named columns of JSON values.

Authors pass tables of many libraries. None of these is imported here: a table is recognised by the
module of its class. `sheet` defines the record and converts single values; `frames` reads tables
of libraries, and `plain` those of Python's own types; `packing` encodes a sheet for the browser.
"""

from __future__ import annotations

from anew.elements.tabular.frames import is_tabular, read_frame
from anew.elements.tabular.plain import read_plain
from anew.elements.tabular.sheet import Sheet, SheetColumn, cell, column_of, label_of
from anew.errors import InvalidParameterTypeError

__all__ = [
    "Sheet",
    "SheetColumn",
    "cell",
    "column_of",
    "is_tabular",
    "label_of",
    "sheet_of",
    "with_index",
]


def sheet_of(kind: str, data: object) -> Sheet:
    """Convert any table to a sheet.

    Args:
        kind: The command that was called, for its error.
        data: The table.

    Raises:
        InvalidParameterTypeError: It is not a table.
    """
    found = read_frame(kind, data)
    if found is None:
        found = read_plain(kind, data)
    if found is None:
        raise InvalidParameterTypeError(
            f"{kind}: {type(data).__name__} is not a table. Pass a DataFrame, an array, a list "
            f"of rows or a dict of columns."
        )
    return found


def with_index(sheet: Sheet, hide_index: bool | None) -> Sheet:
    """The sheet with or without an index, as the author wants it.

    Args:
        sheet: The sheet.
        hide_index: None to show an index if the data has one.
    """
    has_index = any(column.is_index for column in sheet.columns)
    if hide_index:
        return Sheet(tuple([one for one in sheet.columns if not one.is_index]), sheet.rows)
    if hide_index is None or has_index:
        return sheet
    numbers = column_of("", range(sheet.rows), is_index=True)
    return Sheet((numbers, *sheet.columns), sheet.rows)
