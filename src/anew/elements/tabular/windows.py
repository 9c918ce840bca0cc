"""Large tables of which the tab gets only the rows that it shows (docs/decisions/0045)."""

from __future__ import annotations

import hashlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.context import here
from anew.elements.tabular.arrow_file import MEDIA_TYPE, as_arrow, has_arrow, seen_of
from anew.elements.tabular.packing import MOST_IN_MESSAGE, Packed, as_text, digest_of
from anew.elements.tabular.sheet import Dress, Sheet, SheetColumn
from anew.protocol.codec import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.tabular.looks import ColumnLook

MANY_ROWS = 150_000  # From so many on, the tab would be noticeably slow with all of them.
HEAD_ROWS = 100  # That come with the page: a column's width is that of their cells.
HEAD_TEXT = 20_000  # Letters that they have at most.


class Windowed(NamedTuple):
    """A table whose rows are asked for."""

    content: Packed
    address: str


def has_windows(sheet: Sheet, *, lazy: bool | None) -> bool:
    """Whether the tab gets a table in windows.

    Args:
        lazy: The author's wish; None for those with many rows.
    """
    if lazy is False or sheet.rows <= HEAD_ROWS or not (lazy or sheet.rows > MANY_ROWS):
        return False
    if not has_arrow():
        here().run.tell_once(
            "dataframe: without pyarrow, tables are sent to the browser as a whole, however large "
            "they are. Install pyarrow."
        )
        return False
    return True


def windowed(sheet: Sheet, looks: Sequence[ColumnLook], names: tuple[str, ...]) -> Windowed:
    """A table's first rows, and the address under which all are asked for.

    Args:
        names: The names of the columns that are not of the index.
    """
    seen = [seen_of(look) for look in looks]
    media = here().run.media
    own = hashlib.blake2b(to_json(seen).encode(), digest_size=8).hexdigest()
    address = media.put_made(
        lambda: as_arrow(sheet, seen), MEDIA_TYPE, source=f"{digest_of(sheet)} {own}"
    )
    blob = media.held(address)
    assert blob is not None
    return Windowed(Packed(blob.content, names=names, head=as_text(head_of(sheet))), address)


def head_of(sheet: Sheet) -> Sheet:
    """The first rows, and the last one, whose number is the widest."""
    most = max(1, min(HEAD_ROWS, MOST_IN_MESSAGE // max(1, len(sheet.columns))))
    while True:
        head = Sheet(tuple([_cut(column, most) for column in sheet.columns]), most + 1)
        if most == 1 or _letters(head) <= HEAD_TEXT:
            return head
        most //= 2


def _cut(column: SheetColumn, most: int) -> SheetColumn:
    values, dress = column.values, column.dress
    own = values[:most] + values[-1:] if isinstance(values, array) else (*values[:most], values[-1])
    if dress is not None:
        texts = (*dress.texts[:most], dress.texts[-1])
        dress = Dress(texts, dress.styles, (*dress.style_of[:most], dress.style_of[-1]))
    return column._replace(values=own, dress=dress)


def _letters(head: Sheet) -> int:
    return sum(
        len(value) if isinstance(value, str) else 1
        for column in head.columns
        if not isinstance(column.values, array)
        for value in column.values
    )
