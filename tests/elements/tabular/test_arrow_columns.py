"""Long columns whose texts stay in Arrow are what they would be otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from anew.elements.tabular import sheet_of
from anew.elements.tabular.arrow_columns import MANY_ROWS, ArrowTexts
from anew.elements.tabular.arrow_file import ArrowSheet, Seen, as_arrow
from anew.elements.tabular.packing import as_file, as_text, digest_of, read_packed
from anew.elements.tabular.sheet import CellStyle, Dress, Sheet, SheetColumn, column_of, sheet

TEXTS = [None if at % 7 == 0 else f"é {at}" for at in range(MANY_ROWS)]
FLOATS = [None if at % 3 == 0 else at / 3 for at in range(MANY_ROWS)]
WHOLE = [None if at % 3 == 0 else at for at in range(MANY_ROWS)]
BEGIN = datetime(2024, 2, 28, 23)  # naive, as most are
MOMENTS = [BEGIN + timedelta(milliseconds=500 * at) for at in range(MANY_ROWS)]


@pytest.mark.parametrize(
    ("made", "values"),
    [
        (pd.DataFrame({"a": TEXTS}), TEXTS),
        (pd.DataFrame({"a": pd.Series(TEXTS, dtype=object)}), TEXTS),
        (pd.DataFrame({"a": MOMENTS}), MOMENTS),
        (pl.DataFrame({"a": TEXTS}), TEXTS),
        (pl.DataFrame({"a": FLOATS}), FLOATS),
        (pa.table({"a": TEXTS}), TEXTS),
        (pa.table({"a": FLOATS}), FLOATS),
        (pa.table({"a": WHOLE}), WHOLE),
        (pa.table({"a": pa.chunked_array([TEXTS[:9], TEXTS[9:]])}), TEXTS),
    ],
)
def test_a_long_column_is_read_as_a_short_one_is(made, values):
    read, expected = sheet_of("dataframe", made), sheet([column_of("a", values)])
    found = Sheet(read.columns[-1:], read.rows)  # Without the index.

    assert as_text(found) == as_text(expected)
    assert as_text(read_packed(as_file(found))) == as_text(expected)
    assert as_text(read_packed(as_arrow(found))) == as_text(expected)


def test_equal_texts_have_one_digest_and_others_another():
    frame = pa.table({"a": [*TEXTS, "x"]})
    first, same = (sheet_of("dataframe", one) for one in (frame.slice(0, MANY_ROWS), frame[:-1]))
    other = sheet_of("dataframe", frame.slice(1))

    assert isinstance(first.columns[0].values, ArrowTexts)
    assert digest_of(first) == digest_of(same)
    assert digest_of(first) != digest_of(other)
    assert digest_of(first) == digest_of(sheet_of("dataframe", pa.table({"a": TEXTS})))


def test_any_table_is_in_its_file_what_it_was():
    numbers = column_of("n", [1.5, float("inf"), None, -0.0])
    dress = Dress((None, "A", None, "B"), (CellStyle(), CellStyle(color="red")), (0, 1, 1, 0))
    columns = (
        column_of("name", ["a", None, "c", ""], is_index=True),
        numbers._replace(dress=dress),
        column_of("mixed", [1, "x", None, 2.5]),
        column_of("large", [2**60, 1, None, -(2**70)]),
        column_of("ok", [True, None, False, True]),
        column_of("nested", [{"a": [1, {}]}, [], None, ["é", 1.0]]),
        column_of("at", [BEGIN, None, BEGIN, BEGIN]),
        column_of("cat", list(pd.Categorical(["u", "v", "u", None]))),
        column_of("ints", pd.array([1, None, 3, 4], dtype="Int64")),
        column_of("nothing", [None] * 4),
        SheetColumn("md", "markdown", ("*a*", None, "b", "c")),
    )
    whole = Sheet(columns, 4)
    packed = ArrowSheet(as_arrow(whole, [Seen()] * len(columns)))

    assert as_text(packed.whole()) == as_text(whole)
    assert packed.part(pa.array([3, 1])).columns[1].dress == Dress(("B", "A"), dress.styles, (0, 1))
    assert packed.whole().columns[1].listed() == [1.5, "Infinity", None, 0.0]


def test_a_table_without_columns_or_rows_has_a_file_too():
    for empty in (Sheet(), sheet([column_of("a", [])])):
        assert ArrowSheet(as_arrow(empty)).whole() == empty
