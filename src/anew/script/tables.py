"""What tabs ask of the large tables that their pages show: rows, in the order and with the search that they want.

A page has the first rows of such a table, and the address of all of it, which are bytes like any other
medium's (`ambient/media.py`): they live as long as a page shows them, and where several processes
serve an app, each of them can answer. What is kept here can be made again from these bytes.
"""

from __future__ import annotations

import time
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from anew.elements.tabular.arrow_file import MEDIA_TYPE, ArrowSheet, arrow, compute, tidy
from anew.elements.tabular.arrow_lines import LINES, header_of, lines_of
from anew.elements.tabular.arrow_order import found_rows, sorted_rows
from anew.elements.tabular.arrow_texts import TookTooLongError, lowered, shown
from anew.elements.tabular.packing import as_text
from anew.protocol.codec import to_json
from anew.script.recent import Recent
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

__all__ = ["MEDIA_TYPE", "Asked", "NotThereError", "Tables", "TookTooLongError"]

# Orders and texts, of all tables: a million rows take 4 and some 15 MB.
MOST_KEPT_BYTES = 128 * 1024 * 1024
MOST_SECONDS = 10.0  # Of one request.
MOST_ROWS = 500
MOST_CELLS = 50_000
MOST_TEXT = 2_000_000  # Bytes of text in a window.
MOST_IDS = 5_000_000
MOST_SPANNED = 1_000_000  # Rows that are named one by one.
MOST_SHORT = 1 << 30  # Bytes of texts that may be counted in 32 bits, which takes less memory.
PIECE_CELLS = 100_000  # Of a file that is saved.
PIECE_TEXT = 8_000_000
# Sorting a million texts takes a second or two; Arrow lets other threads run meanwhile.
THREADS = 2


class Asked(msgspec.Struct, frozen=True):
    """What a tab wants to have of a table; all of it from a browser."""

    start: int = 0  # From this row on, as sorted and searched.
    count: int = 0
    query: str = ""
    sort: int | None = None  # A column.
    is_descending: bool = False
    columns: tuple[int, ...] | None = None  # In this order; None for all.
    # Only these rows of the table, each with its end.
    spans: tuple[tuple[int, int], ...] | None = None


class NotThereError(Exception):
    """A browser has asked for what the table does not have."""


class Tables:
    """Answers for all sessions of a process. Threading: safe; each call may take a while."""

    def __init__(self) -> None:
        self.threads = Threads(THREADS)
        self._kept: Recent[Any] = Recent(MOST_KEPT_BYTES, lambda one: one.nbytes)

    @property
    def kept_bytes(self) -> int:
        """The memory that is used to answer faster."""
        return self._kept.total_bytes

    def keep_of(self, names: set[str]) -> None:
        """Forget what was made of other tables than these."""
        self._kept.keep_of(names.__contains__)

    def window(self, name: str, content: bytes, asked: Asked) -> bytes:
        """Some rows, as JSON: how many there are in all, which these are, and their cells.

        Args:
            name: The table's, which stands for its content.
            content: The bytes of its file.
        """
        view = _View(self._kept, name, content, asked)
        cells = MOST_CELLS // max(1, len(view.sheet.columns))
        count = min(asked.count, MOST_ROWS, max(1, cells))
        rows = view.rows(asked.start, count)
        if len(rows):
            rows = view.sheet.fitting(rows, MOST_TEXT)
        part = as_text(view.sheet.part(rows))
        ids = to_json(rows.to_pylist())
        return f'{{"count":{view.count},"ids":{ids},"sheet":{part}}}'.encode()

    def ids(self, name: str, content: bytes, asked: Asked) -> bytes:
        """Which rows these are: their positions in the table, 32 bits each, little-endian."""
        view = _View(self._kept, name, content, asked)
        rows = view.rows(asked.start, min(asked.count, MOST_IDS)).cast(arrow().uint32())
        bytes_of_rows = memoryview(rows.buffers()[1])
        return bytes_of_rows[rows.offset * 4 : (rows.offset + len(rows)) * 4].tobytes()

    def lines(
        self, name: str, content: bytes, asked: Asked, form: Literal["csv", "tsv"]
    ) -> Iterator[str]:
        """Rows as text, a piece at a time; as CSV with the names of the columns."""
        view, style = _View(self._kept, name, content, asked), LINES[form]
        columns = range(len(view.sheet.columns)) if asked.columns is None else asked.columns
        count = max(1, PIECE_CELLS // max(1, len(columns)))
        if form == "csv":
            yield header_of(view.sheet, style)
        start, end = asked.start, min(view.count, asked.start + asked.count)
        while start < end:
            rows = view.sheet.fitting(view.rows(start, min(count, end - start)), PIECE_TEXT)
            yield lines_of(view.sheet, rows, columns, style)
            start += len(rows)


class _View:
    """A table as a tab sees it."""

    def __init__(self, kept: Recent[Any], name: str, content: bytes, asked: Asked) -> None:
        self.sheet = ArrowSheet(content)
        self._kept = kept
        self._name = name
        self._until = time.monotonic() + MOST_SECONDS
        self._check(asked)
        self._order = self._order_of(asked)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.sheet.rows if self._order is None else len(self._order)

    def rows(self, start: int, count: int) -> Any:
        """Some of them, by their positions in the table."""
        if self._order is not None:
            return self._order.slice(start, count)
        return arrow().array(range(start, max(start, min(start + count, self.sheet.rows))), "int64")

    def _check(self, asked: Asked) -> None:
        most = len(self.sheet.columns)
        used = (*(asked.columns or ()), *(() if asked.sort is None else (asked.sort,)))
        if any(at >= most for at in used):
            raise NotThereError(f"The table has {most} columns.")

    def _order_of(self, asked: Asked) -> Any:
        """Positions in the table; None for all in their order."""
        pa, pc = arrow(), compute()
        if asked.spans is not None:
            spans = [range(start, min(end, self.sheet.rows)) for start, end in asked.spans]
            return pa.array([*islice(chain.from_iterable(spans), MOST_SPANNED)], "int64")
        if asked.sort is None and not asked.query:
            return None
        if not asked.query:
            return self._sorted(asked)
        key = ("rows", asked.query, asked.sort, asked.is_descending)

        def searched() -> Any:
            is_found = self._found(asked.query)
            if asked.sort is None:
                return pc.indices_nonzero(is_found).cast(pa.uint32())
            order = self._sorted(asked)
            return order.filter(is_found.take(order))

        return self._made(key, searched)

    def _sorted(self, asked: Asked) -> Any:
        at, is_descending, until = asked.sort or 0, asked.is_descending, self._until
        return self._made(
            ("order", at, is_descending),
            lambda: sorted_rows(self.sheet, at, is_descending=is_descending, until=until),
        )

    def _found(self, query: str) -> Any:
        return self._made(
            ("found", query),
            lambda: found_rows(self.sheet, query.lower(), self._lowered, self._until),
        )

    def _lowered(self, at: int) -> Any:
        def made() -> Any:
            texts = lowered(shown(self.sheet, at, self._until))
            return texts if texts.nbytes > MOST_SHORT else texts.cast(arrow().string())

        return self._made(("text", at), made)

    def _made(self, key: Hashable, make: Callable[[], Any]) -> Any:
        def made() -> Any:
            try:
                return make()
            finally:
                tidy()

        return self._kept.get(self._name, key, made)
