from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.empty import Empty
from anew.elements.markup import Inline
from anew.elements.progress import Progress


def test_it_says_how_far_and_what(tab):
    tab.run(lambda: st.progress(40, "*Loading*", 300))

    assert tab.element == Progress(value=40, text=Inline("*Loading*"), width=300)


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (0, 0),
        (100, 100),
        (1, 1),
        (0.0, 0),
        (0.299, 29),
        (0.29, 29),
        (1.0, 100),
        (sum([0.1] * 3) / 0.3, 100),
        (-1e-17, 0),
        (Fraction(1, 4), 25),
    ],
)
def test_an_int_is_percent_and_a_float_a_share(tab, value, percent):
    tab.run(lambda: st.progress(value))

    assert tab.element.value == percent


def test_numbers_of_numpy_count_as_those_of_python(tab):
    numpy = pytest.importorskip("numpy")

    tab.run(lambda: [st.progress(kind) for kind in (numpy.int64(7), numpy.float32(0.5))])

    assert [shown.value for shown in tab.elements] == [7, 50]


def test_it_moves_in_its_place(tab):
    def script():
        bar = st.progress(0)
        st.text("below")
        bar.progress(0.5, "half")

    tab.run(script)

    assert tab.elements[0] == Progress(value=50, text=Inline("half"))
    assert len(tab.elements) == 2


def test_it_can_be_removed(tab):
    tab.run(lambda: st.progress(0).empty())

    assert tab.element == Empty()


@pytest.mark.parametrize("value", [101, -1])
def test_percent_have_bounds(tab, value):
    with refused(
        st.errors.ValueOutOfRangeError,
        (
            f"progress: value={value} is not from 0 to 100. Pass an int from 0 to 100, or a float "
            f"from 0.0 to 1.0."
        ),
    ):
        tab.run(lambda: st.progress(value))


@pytest.mark.parametrize("value", [2.0, -0.1, float("nan"), float("inf")])
def test_shares_have_bounds(tab, value):
    with refused(
        st.errors.ValueOutOfRangeError,
        (
            f"progress: value={value!r} is not from 0.0 to 1.0. Pass a float from 0.0 to 1.0, or an "
            f"int from 0 to 100."
        ),
    ):
        tab.run(lambda: st.progress(value))


@pytest.mark.parametrize("value", ["50", None, True, Decimal("0.5")])
def test_it_takes_numbers_alone(tab, value):
    with refused(
        st.errors.InvalidParameterTypeError,
        (
            f"progress: value={value!r} is not a number. Pass an int from 0 to 100, or a float from "
            f"0.0 to 1.0."
        ),
    ):
        tab.run(lambda: st.progress(value))


def test_its_width_is_no_word_of_content(tab):
    with refused(
        st.errors.InvalidWidthError,
        "progress: width='content' is neither a number of pixels above 0 nor one of 'stretch'.",
    ):
        tab.run(lambda: st.progress(0, width="content"))
