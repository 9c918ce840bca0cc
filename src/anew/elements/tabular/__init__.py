"""Tables of whatever make, as one neutral record: named columns of values that JSON has.

Authors bring tables from many libraries. None of them is imported here: what the script
gives is recognised by the module that its class says it is from. `sheet` is the record and
how single values come into it; `frames` reads what libraries make, `plain` what Python has;
`packing` turns a sheet into what a browser is sent.
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
    """Any table as a sheet.

    Args:
        kind: The command that asks, for its error.
    """
    found = read_frame(kind, data)
    if found is None:
        found = read_plain(kind, data)
    if found is None:
        raise InvalidParameterTypeError(
            f"{kind}: {type(data).__name__} is no table. Pass a DataFrame, an array, a list of "
            f"rows or a dict of columns."
        )
    return found


def with_index(sheet: Sheet, hide_index: bool | None) -> Sheet:
    """The sheet with or without names of its rows, as the author wants it.

    Args:
        hide_index: None leaves those that the data has.
    """
    has_index = any(column.is_index for column in sheet.columns)
    if hide_index:
        return Sheet(tuple([one for one in sheet.columns if not one.is_index]), sheet.rows)
    if hide_index is None or has_index:
        return sheet
    numbers = column_of("", range(sheet.rows), is_index=True)
    return Sheet((numbers, *sheet.columns), sheet.rows)
