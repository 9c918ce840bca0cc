from __future__ import annotations

from datetime import timedelta
from json import loads

import pandas
import pytest
from elements.hostile import HOSTILE
from elements.refusals import refused

import anew as st
from anew.elements.markup import Inline
from anew.elements.table import shown_numbers
from anew.protocol.codec import to_json


def wire(tab):
    return loads(to_json(tab.element))


def test_it_shows_columns_with_their_names(tab):
    tab.run(
        lambda: st.table(
            {"*Planet*": ["Mars", "**Venus**"], "Moons": [2, None]},
            border="horizontal",
            width=300,
            height=200,
            hide_header=True,
            alt="Planets",
        )
    )

    assert wire(tab) == {
        "tag": "table",
        "columns": [
            {"name": "<em>Planet</em>", "cells": ["Mars", "<strong>Venus</strong>"]},
            {"name": "Moons", "cells": ["2", ""], "is_number": True},
        ],
        "border": "horizontal",
        "width": 300,
        "height": 200,
        "hide_header": True,
        "alt": "Planets",
    }


def test_cells_are_shown_as_what_they_are(tab):
    rows = [True, "2024-01-02", [1, "*a*"], {"a": 1}, timedelta(minutes=90), 0.123456]
    tab.run(lambda: st.table({str(at): [value] for at, value in enumerate(rows)}))

    assert [column["cells"] for column in wire(tab)["columns"]] == [
        ["True"],
        ["2024-01-02"],
        ['[1, "*a*"]'],
        ['{"a": 1}'],
        ["1:30:00"],
        ["0.1235"],
    ]


def test_only_text_is_markdown(tab):
    class Shout:
        def __str__(self):
            return "<b>*x*</b>"

    tab.run(lambda: st.table({"x": ["*a*", 1, ["*b*"]], "y": [{"<i>": 1}, None, "c"]}))

    assert [column["cells"] for column in wire(tab)["columns"]] == [
        ["<em>a</em>", "1", '["*b*"]'],
        ['{"&lt;i&gt;": 1}', "", "c"],
    ]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([1, 20, None], ["1", "20", ""]),
        ([1.0, 20.0], ["1", "20"]),
        ([1.5, 20.25, 3], ["1.50", "20.25", "3.00"]),
        ([1 / 3, -0.00001, 0.0], ["0.3333", "-1e-05", "0.0000"]),
        ([1e20, 1.5], ["1e+20", "1.5"]),
        (["Infinity", "9007199254740993"], ["Infinity", "9007199254740993"]),
    ],
)
def test_numbers_of_a_column_stand_below_one_another(numbers, shown):
    assert shown_numbers(numbers) == shown


def test_rows_have_names(tab):
    def script():
        st.table({"a": 1})
        st.table({"a": 1}, hide_index=True)
        st.table(["x"], hide_index=False)

    tab.run(script)

    names = [[(column.name, column.is_index) for column in table.columns] for table in tab.elements]
    value = (Inline("value"), False)
    assert names == [[(Inline(""), True), value], [value], [(Inline(""), True), value]]


def test_the_same_table_is_the_same_record(tab):
    """Gaps do not equal themselves; still nothing is sent again."""
    tab.run(lambda: st.table({"x": [1.5, None]}))
    before = tab.element
    tab.run(lambda: st.table({"x": [1.5, None]}))

    assert tab.element == before
    assert hash(tab.element) == hash(before)
    tab.run(lambda: st.table({"x": [1.5, 2]}))
    assert tab.element != before


def test_nothing_in_a_cell_is_executed(tab):
    tab.run(lambda: st.table({"x": HOSTILE, "<script>": [{text: 1} for text in HOSTILE]}))

    name, *_ = (column["name"] for column in wire(tab)["columns"][1:])
    assert "<script" not in name
    texts = " ".join(cell for column in wire(tab)["columns"] for cell in column["cells"])
    assert "<script" not in texts.lower()
    assert "<iframe" not in texts.lower()


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"data": 5},
            "InvalidParameterTypeError",
            (
                "table: int is not a table. Pass a DataFrame, an "
                "array, a list of rows or a dict of columns."
            ),
        ),
        (
            {"border": "vertical"},
            "InvalidParameterValueError",
            ("table: border='vertical' is not one of True, False, 'horizontal'."),
        ),
        (
            {"height": 0},
            "InvalidHeightError",
            (
                "table: height=0 is neither a number of pixels "
                "above 0 nor one of 'stretch', 'content'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.table(**options))


def test_an_index_that_only_counts_the_rows_is_left_out(tab):
    pandas = pytest.importorskip("pandas")
    plain = pandas.DataFrame({"a": [2, 1]})

    def script():
        st.table(plain)
        st.table(plain.a)
        st.table(plain, hide_index=False)
        st.table(plain.sort_values("a"))
        st.table(plain.set_index(pandas.RangeIndex(2, name="Row")))
        st.table(plain.set_index(pandas.RangeIndex(1, 3)))

    tab.run(script)

    has_index = [any(column.is_index for column in table.columns) for table in tab.elements]
    assert has_index == [False, False, True, True, True, True]


def test_a_styler_says_how_cells_are_written_and_coloured(tab):
    data = pandas.DataFrame({"share": [0.25, 0.5], "n": [1, 2]})
    styler = data.style.format("{:.0%}", subset=["share"]).highlight_max(subset=["n"], color="red")

    tab.run(lambda: st.table(styler))

    share, count = tab.element.columns
    assert [cell.source for cell in share.cells.to_wire()] == ["25%", "50%"]
    assert [str(cell.source) for cell in count.cells.to_wire()] == ["1", "2"]
    assert [count.styles[at].background for at in count.style_of] == ["", "red"]


def test_tables_whose_stylers_write_them_differently_differ(tab):
    data = pandas.DataFrame({"n": [1]})

    tab.run(lambda: (st.table(data.style.format("{}%")), st.table(data.style.format("#{}"))))

    one, other = tab.elements
    assert one.columns != other.columns


def test_a_styler_hides_the_index_rows_columns_and_their_names(tab):
    data = pandas.DataFrame({"n": [1, 2], "m": [3, 4]}, index=["x", "y"])

    tab.run(lambda: st.table(data.style.hide(["y"]).hide(["m"], axis="columns")))
    index, number = tab.element.columns
    assert (index.name.source, number.name.source) == ("", "n")
    assert [str(cell.source) for cell in number.cells.to_wire()] == ["1"]
    assert not tab.element.hide_header

    tab.run(lambda: st.table(data.style.hide().hide(axis="columns")))
    assert [column.is_index for column in tab.element.columns] == [False, False]
    assert tab.element.hide_header
