from __future__ import annotations

import pytest
from elements.refusals import refused
from rules.apps import app

import anew as st
from anew.elements.grid import Grid, GridCell
from anew.errors import (
    DuplicateElementKey,
    IncompatibleParametersError,
    InvalidHeightError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    InvalidWidthError,
    ValueOutOfRangeError,
)


def test_all_that_it_takes(tab):
    tab.run(
        lambda: st.grid(
            4,
            min_column_width=120,
            wrap=False,
            gap=("large", None),
            vertical_alignment="center",
            border=True,
            row_height=90,
            width=500,
            height=300,
            key="cards",
            dense=True,
        )
    )

    assert tab.element == Grid(
        key="cards",
        column_count=4,
        min_column_width=120,
        wrap=False,
        row_gap="large",
        column_gap="",
        vertical_alignment="center",
        border=True,
        row_height=90,
        width=500,
        height=300,
        dense=True,
    )


@pytest.mark.parametrize("gap", [("large", 3), ["large", 3]])
def test_a_pair_of_gaps_is_a_tuple_or_a_list(tab, gap):
    tab.run(lambda: st.grid(gap=gap))

    assert (tab.element.row_gap, tab.element.column_gap) == ("large", 3)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"columns": 0},
            ValueOutOfRangeError,
            "grid: columns=0 is out of range. Pass a number from 1 to 24, or 'auto'.",
        ),
        (
            {"columns": 25},
            ValueOutOfRangeError,
            "grid: columns=25 is out of range. Pass a number from 1 to 24, or 'auto'.",
        ),
        (
            {"columns": True},
            InvalidParameterTypeError,
            "grid: columns=True is not a whole number. Pass one, or 'auto'.",
        ),
        (
            {"columns": [1, 2]},
            InvalidParameterTypeError,
            "grid: columns=[1, 2] is not a whole number. Pass one, or 'auto'.",
        ),
        (
            {"wrap": False},
            IncompatibleParametersError,
            (
                "grid: wrap=False keeps the number of columns, and columns='auto' gives none. Pass "
                "a number, such as st.grid(3, wrap=False)."
            ),
        ),
        (
            {"min_column_width": 0},
            InvalidParameterValueError,
            "grid: min_column_width=0 is not a number of pixels. Pass one from 1 on, or 'auto'.",
        ),
        (
            {"min_column_width": "10rem"},
            InvalidParameterTypeError,
            "grid: min_column_width='10rem' is not a whole number. Pass one, or 'auto'.",
        ),
        (
            {"row_height": 2**31},
            InvalidParameterValueError,
            (
                "grid: row_height=2147483648 is not a number of pixels. Pass one from 1 on, or "
                "'content'."
            ),
        ),
        (
            {"gap": ("small",)},
            InvalidParameterValueError,
            (
                "grid: gap=('small',) has 1 items. Pass a pair, of the space between rows and that "
                "between columns."
            ),
        ),
        (
            {"gap": ("small", "huge")},
            InvalidParameterValueError,
            (
                "grid: gap='huge' is neither a number of pixels, nor None for none, nor one of "
                "'xxsmall', 'xsmall', 'small', 'medium', 'large', 'xlarge', 'xxlarge'."
            ),
        ),
        (
            {"vertical_alignment": "distribute"},
            InvalidParameterValueError,
            "grid: vertical_alignment='distribute' is not one of 'top', 'center', 'bottom'.",
        ),
        (
            {"width": "content"},
            InvalidWidthError,
            ("grid: width='content' is neither a number of pixels above 0 nor one of 'stretch'."),
        ),
        (
            {"height": 0},
            InvalidHeightError,
            (
                "grid: height=0 is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
        ),
    ],
)
def test_what_it_refuses(tab, arguments, error, message):
    with refused(error, message):
        tab.run(lambda: st.grid(**arguments))


@pytest.mark.parametrize(
    ("columns", "arguments", "error", "message"),
    [
        (
            2,
            {"column_span": 3},
            ValueOutOfRangeError,
            "grid: column_span=3 is out of range. Pass a number from 1 to 2.",
        ),
        (
            "auto",
            {"column_span": 25},
            ValueOutOfRangeError,
            "grid: column_span=25 is out of range. Pass a number from 1 to 24.",
        ),
        (
            2,
            {"row_span": 0},
            ValueOutOfRangeError,
            "grid: row_span=0 is out of range. Pass a number from 1 to 1000.",
        ),
        (
            2,
            {"column_span": "half"},
            InvalidParameterTypeError,
            "grid: column_span='half' is not a whole number. Pass one, or 'all'.",
        ),
        (
            2,
            {"row_span": "all"},
            InvalidParameterTypeError,
            "grid: row_span='all' is not a whole number. Pass one.",
        ),
    ],
)
def test_what_its_cells_refuse(tab, columns, arguments, error, message):
    with refused(error, message):
        tab.run(lambda: st.grid(columns).cell(**arguments))


def test_its_key_is_its_own(tab):
    def script():
        st.grid(key="k")
        st.grid(key="k")

    with pytest.raises(DuplicateElementKey):
        tab.run(script)


def test_what_is_drawn_in_it_and_in_its_cells() -> None:
    at = app("""
        grid = st.grid(3)
        grid.text("first")
        with grid.cell(column_span="all", row_span=2):
            st.text("second")
            st.caption("below it")
        with grid:
            st.text("third")
        place = grid.empty()
        place.text("replaced")
        place.text("fourth")
    """)

    grid = at.grid[0]
    assert grid.text.values == ["first", "second", "third", "fourth"]
    assert (grid.column_count, grid.wrap, grid.dense) == (3, True, False)
    cell = grid.children[1]
    assert cell.record == GridCell(column_span="all", row_span=2)
    assert cell.text.values == ["second"]
    assert len(grid) == 4
