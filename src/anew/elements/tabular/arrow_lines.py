"""Rows of a large table as lines of text: for a file that is saved, and for the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anew.elements.tabular.arrow_file import arrow, compute, scalar
from anew.elements.tabular.arrow_texts import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.tabular.arrow_file import ArrowSheet


class Lines(NamedTuple):
    """How fields and lines are told apart."""

    between: str
    end: str
    quoted: str  # An expression for texts that are taken for several fields unless quoted.


LINES: dict[Literal["csv", "tsv"], Lines] = {
    "csv": Lines(",", "\r\n", '[",\r\n]'),  # RFC 4180.
    "tsv": Lines("\t", "\n", "[\t\r\n]"),  # As spreadsheets read the clipboard.
}


def lines_of(sheet: ArrowSheet, rows: Any, columns: Sequence[int], style: Lines) -> str:
    """A line for each row, each with its end.

    Args:
        rows: Their positions in the table, as an array of Arrow.
    """
    pc = compute()
    fields = [
        _quoted(exact(sheet.columns[at], sheet.values(at).take(rows)), style) for at in columns
    ]
    if not fields:
        return style.end * len(rows)
    joined = pc.binary_join_element_wise(*fields, scalar(style.between))
    return "".join([f"{line}{style.end}" for line in joined.to_pylist()])


def header_of(sheet: ArrowSheet, style: Lines) -> str:
    """The line with the names of the columns."""
    names = arrow().array([column.name for column in sheet.columns], arrow().large_string())
    return style.between.join(_quoted(names, style).to_pylist()) + style.end


def _quoted(texts: Any, style: Lines) -> Any:
    pc = compute()
    is_odd = pc.match_substring_regex(texts, style.quoted)
    if not pc.any(is_odd).as_py():
        return texts
    doubled = pc.replace_substring(texts, '"', '""')
    mark = scalar('"')
    quoted = pc.binary_join_element_wise(mark, doubled, mark, scalar(""))
    return pc.if_else(is_odd, quoted, texts)
