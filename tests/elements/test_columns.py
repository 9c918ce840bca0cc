from __future__ import annotations

import math
import re

import pytest
from elements.tabs import Tab
from hypothesis import given
from hypothesis import strategies as some

import anew as st
from anew.elements.columns import Column, Columns
from anew.elements.markdown import MarkdownBlock


def shares(tab):
    [row] = tab.main
    return [column.element.share for column in row.inside]


def test_a_number_makes_so_many_of_one_width(tab):
    assert len(tab.run(lambda: st.columns(4))) == 4

    assert tab.element == Columns()
    assert shares(tab) == [0.25] * 4


@pytest.mark.parametrize(
    ("spec", "expected"),
    [([1, 3], [0.25, 0.75]), ((2.5, 7.5), [0.25, 0.75]), (range(1, 4), [1 / 6, 2 / 6, 3 / 6])],
)
def test_widths_are_shares(tab, spec, expected):
    tab.run(lambda: st.columns(spec))

    assert shares(tab) == expected


def test_each_takes_commands(tab):
    def script():
        left, right = st.columns([1, 1], border=True, vertical_alignment="center", gap=20)
        right.write("R")
        with left:
            st.write("L1")
            st.write("L2")
        st.write("below")

    tab.run(script)
    row, below = tab.main
    left, right = row.inside

    assert row.element == Columns(gap=20)
    assert left.element == Column(share=0.5, border=True, vertical_alignment="center")
    assert [str(shown.element.body) for shown in left.inside] == ["L1", "L2"]
    assert [str(shown.element.body) for shown in right.inside] == ["R"]
    assert isinstance(below.element, MarkdownBlock)


def test_they_nest(tab):
    def script():
        [outer] = st.columns(1)
        outer.columns(2, gap=None, wrap=False)[1].write("x")

    tab.run(script)
    [row] = tab.main
    [column] = row.inside
    [inner] = column.inside

    assert inner.element == Columns(gap="", wrap=False)
    assert len(inner.inside[1].inside) == 1


@pytest.mark.parametrize("spec", [0, -1, [], [1, -1], [1, 0], [math.nan], [math.inf]])
def test_a_column_needs_room(tab, spec):
    text = (
        f"columns: spec={spec!r} leaves no room for a column. Pass a number of columns above 0, "
        f"or a list of widths above 0."
    )
    with pytest.raises(st.errors.InvalidColumnSpecError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.columns(spec))


@pytest.mark.parametrize("spec", ["x", b"x", 2.5, None, [1, "a"], {1: 2}])
def test_a_spec_is_numbers(tab, spec):
    text = f"columns: spec={spec!r} is neither a number of columns nor a list of widths."
    with pytest.raises(st.errors.InvalidParameterTypeError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.columns(spec))


@pytest.mark.parametrize("gap", ["zz", -1, True, 1.5])
def test_a_gap_is_checked(tab, gap):
    text = (
        f"columns: gap={gap!r} is neither a number of pixels, nor None for none, nor one of "
        f"'xxsmall', 'xsmall', 'small', 'medium', 'large', 'xlarge', 'xxlarge'."
    )
    with pytest.raises(st.errors.InvalidParameterValueError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.columns(2, gap=gap))


def test_an_alignment_is_checked(tab):
    text = "columns: vertical_alignment='distribute' is not one of 'top', 'center', 'bottom'."
    with pytest.raises(st.errors.InvalidParameterValueError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.columns(2, vertical_alignment="distribute"))


@given(some.lists(some.floats(min_value=1e-300, max_value=1e300), min_size=1))
def test_shares_add_up_to_one(weights):
    tab = Tab()
    tab.run(lambda: st.columns(weights))

    assert math.isclose(math.fsum(shares(tab)), 1.0)
