"""The charts that need no description: which columns they draw, and how."""

from __future__ import annotations

import json
from datetime import date

import numpy
import pandas
import polars
import pyarrow
import pytest
from elements.refusals import refused
from elements.test_vega_lite_chart import tables_of

import anew as st

WIDE = {"wind": [3, 5], "sun": [1.5, 4]}
LONG = {"day": [1, 2], "sold": [3, 5], "shop": ["A", "B"]}


@pytest.fixture
def drawn(tab):
    """What a command draws: the specification, and the columns that are sent with it."""

    def draw(command, *args, **options):
        tab.run(lambda: command(*args, **options))
        (table,) = tables_of(tab, tab.element).values()
        return json.loads(tab.element.spec.text), table

    return draw


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ([3, 5], "value"),
        (numpy.array([3, 5]), "value"),
        (pandas.Series([3, 5]), "value"),
        (pandas.Series([3, 5], name="kilos"), "kilos"),
        (polars.Series("kilos", [3, 5]), "kilos"),
        ({"kilos": [3, 5]}, "kilos"),
        ([{"kilos": 3}, {"kilos": 5}], "kilos"),
        (pandas.DataFrame({"kilos": [3, 5]}), "kilos"),
        (pyarrow.table({"kilos": [3, 5]}), "kilos"),
        (pandas.DataFrame({"kilos": [3, 5], "fruit": ["fig", "pear"]}), "kilos"),
    ],
)
def test_numbers_are_drawn_by_their_index(drawn, data, name):
    spec, table = drawn(st.line_chart, data)

    assert table == {"index": [0, 1], name: [3, 5]}
    x, y = spec["encoding"]["x"], spec["encoding"]["y"]
    assert (x["field"], x["type"], x["title"]) == ("index", "quantitative", "")
    assert (y["field"], y["type"], y["title"]) == (name, "quantitative", "")
    assert x["axis"] == {"grid": False, "tickMinStep": 1}
    assert "color" not in spec["encoding"]


def test_columns_side_by_side_are_sent_as_they_are_and_told_apart_by_colour(drawn):
    spec, table = drawn(st.area_chart, WIDE)

    assert table == {"index": [0, 1], **WIDE}
    assert spec["transform"] == [{"fold": ["wind", "sun"], "as": ["color", "value"]}]
    color = spec["encoding"]["color"]
    assert (color["field"], color["scale"]) == ("color", {"domain": ["wind", "sun"]})
    assert color["legend"]["orient"] == "bottom"
    assert spec["encoding"]["opacity"] == {"value": 0.7}


def test_rows_below_each_other_are_told_apart_by_a_column(drawn):
    spec, table = drawn(st.line_chart, LONG, x="day", y="sold", color="shop", y_label="Kilos")

    assert table == LONG
    assert spec["encoding"]["color"]["field"] == "shop"
    assert (spec["encoding"]["x"]["title"], spec["encoding"]["y"]["title"]) == ("day", "Kilos")
    assert [one["field"] for one in spec["encoding"]["tooltip"]] == ["day", "sold", "shop"]


def test_an_index_with_a_name_or_of_days_or_of_levels_is_the_axis(drawn):
    days = pandas.date_range("2024-01-01", periods=2)
    spec, table = drawn(st.line_chart, pandas.DataFrame({"n": [1, 2]}, index=days))
    assert spec["encoding"]["x"]["type"] == "temporal"
    assert table["index"] == ["2024-01-01T00:00:00", "2024-01-02T00:00:00"]

    named = pandas.DataFrame({"n": [1, 2]}, index=pandas.Index(["a", "b"], name="who"))
    spec, table = drawn(st.bar_chart, named)
    assert table == {"who": ["a", "b"], "n": [1, 2]}
    assert spec["encoding"]["x"]["type"] == "ordinal"
    assert drawn(st.bar_chart, named, x="who")[0]["encoding"]["x"]["title"] == "who"

    levels = pandas.MultiIndex.from_tuples([("a", 1), ("b", 2)])
    _, table = drawn(st.bar_chart, pandas.DataFrame({"n": [1, 2]}, index=levels))
    assert table == {"index": ["a, 1", "b, 2"], "n": [1, 2]}


def test_names_that_mean_something_to_vega_and_names_of_ours_can_be_columns(drawn):
    spec, _ = drawn(st.line_chart, {"index": [1], "a.b": [2], "value": [3], "color": [4]})

    assert spec["encoding"]["x"]["field"] == "index_"
    assert spec["transform"] == [
        {"fold": ["index", "a\\.b", "value", "color"], "as": ["color_", "value_"]}
    ]
    assert drawn(st.line_chart, {"a.b": [2]}, y="a.b")[0]["encoding"]["y"]["field"] == "a\\.b"


@pytest.mark.parametrize(
    ("color", "value"),
    [
        ("#f80", "#f80"),
        ("tomato", "tomato"),
        ("primary", "var(--accent)"),
        ((255, 128, 0), "#ff8000ff"),
        ([1.0, 0.5, 0.0, 0.25], "#ff800040"),
        (["#f80"], "#f80"),
    ],
)
def test_one_line_may_have_any_colour(drawn, color, value):
    assert drawn(st.line_chart, [1, 2], color=color)[0]["encoding"]["color"] == {"value": value}


def test_several_lines_have_one_each(drawn):
    spec, _ = drawn(st.line_chart, WIDE, color=["#f80", (0, 0, 255)])

    assert spec["encoding"]["color"]["scale"]["range"] == ["#f80", "#0000ffff"]


def test_a_column_may_hold_the_colours(drawn):
    data = {"x": [1, 2], "y": [3, 4], "c": ["#f80", "#00f"], "d": [(0, 0, 255), [255, 0, 0]]}
    spec, _ = drawn(st.scatter_chart, data, x="x", y="y", color="c")
    assert spec["encoding"]["color"]["scale"] is None

    _, table = drawn(st.scatter_chart, data, x="x", y="y", color="d")
    assert table["d"] == ["#0000ffff", "#ff0000ff"]


def test_points_have_sizes(drawn):
    data = {"x": [1], "y": [2], "s": [3]}
    assert drawn(st.scatter_chart, data, x="x", y="y")[0]["encoding"]["size"] == {"value": 100}
    assert drawn(st.scatter_chart, data, x="x", size=7)[0]["encoding"]["size"] == {"value": 7}
    spec, table = drawn(st.scatter_chart, data, x="x", y="y", size="s")
    assert spec["encoding"]["size"]["field"] == "s"
    assert table == data


def test_bars_lie_down_and_are_sorted(drawn):
    spec, _ = drawn(st.bar_chart, LONG, x="shop", y="sold", horizontal=True, sort="-day")
    y = spec["encoding"]["y"]
    assert (y["field"], y["type"]) == ("shop", "ordinal")
    assert y["sort"] == {"field": "day", "op": "sum", "order": "descending"}
    assert spec["encoding"]["x"]["field"] == "sold"

    assert "sort" not in drawn(st.bar_chart, LONG, x="shop", y="sold")[0]["encoding"]["x"]
    spec, _ = drawn(st.bar_chart, LONG, x="shop", y="sold", sort=False)
    assert spec["encoding"]["x"]["sort"] is None


@pytest.mark.parametrize(
    ("stack", "stacked"),
    [
        (True, True),
        (False, False),
        ("normalize", "normalize"),
        ("center", "center"),
        ("layered", False),
    ],
)
def test_bars_are_stacked_or_not(drawn, stack, stacked):
    encoding = drawn(st.bar_chart, WIDE, stack=stack)[0]["encoding"]

    assert encoding["y"]["stack"] is stacked or encoding["y"]["stack"] == stacked
    assert ("xOffset" in encoding) == (stack is False)
    assert ("opacity" in encoding) == (stack == "layered")


def test_only_axes_with_a_scale_are_zoomed(drawn):
    def zoomed(spec):
        params = spec.get("params") or spec["layer"][0].get("params", [])
        return [name for param in params for name in param["select"]["encodings"]]

    assert zoomed(drawn(st.line_chart, WIDE)[0]) == ["x", "y"]
    assert zoomed(drawn(st.bar_chart, WIDE)[0]) == ["y"]
    assert zoomed(drawn(st.area_chart, {"d": [date(2024, 1, 1)], "n": [1]}, x="d")[0]) == ["x", "y"]


def test_the_nearest_of_very_many_points_is_not_searched(drawn):
    assert "layer" in drawn(st.line_chart, numpy.zeros(5_000))[0]
    assert drawn(st.line_chart, numpy.zeros(5_001))[0]["mark"] == {"type": "line"}


def test_only_lines_and_areas_of_their_own_may_be_thinned(drawn):
    thin = {"x": "index", "y": ["wind", "sun"]}
    assert drawn(st.line_chart, WIDE)[0]["usermeta"] == {"thin": thin}
    assert drawn(st.area_chart, WIDE)[0]["usermeta"] == {"thin": thin}
    assert "usermeta" not in drawn(st.line_chart, LONG, x="day", y="sold", color="shop")[0]
    assert "usermeta" not in drawn(st.scatter_chart, WIDE)[0]


def test_changed_data_changes_no_specification(tab):
    tab.run(lambda: st.line_chart({"n": [1.5, 2]}))
    first = tab.element
    tab.run(lambda: st.line_chart({"n": [7.5, 8, 9]}))

    assert tab.element.spec == first.spec
    assert tab.element.datasets != first.datasets


def test_nothing_is_a_chart_of_nothing(drawn):
    for command in (st.line_chart, st.area_chart, st.bar_chart, st.scatter_chart):
        assert drawn(command)[1] == {}
        assert drawn(command, pandas.DataFrame())[1] == {}
    assert drawn(st.line_chart, {"n": []})[1] == {"index": [], "n": []}


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"x": "dya"},
            "InvalidParameterValueError",
            (
                "bar_chart: x='dya' is no column of the data. It has 'day', 'sold', 'shop'. "
                "Did you mean day?"
            ),
        ),
        (
            {"y": []},
            "InvalidParameterValueError",
            "bar_chart: y is empty. Name a column, or leave it out for all of them.",
        ),
        (
            {"y": "sold", "color": "blu"},
            "InvalidParameterValueError",
            (
                "bar_chart: 'blu' is neither a column nor a colour. Pass such as '#ff4b4b', 'tomato', "
                "or numbers for red, green and blue: (255, 75, 75)."
            ),
        ),
        (
            {"y": ["sold", "day"], "color": ["red"]},
            "InvalidParameterValueError",
            "bar_chart: color has 1 colours for 2 columns. Pass one for each of y, in its order.",
        ),
        (
            {"y": ["sold", "day"], "color": "shop"},
            "InvalidParameterValueError",
            (
                "bar_chart: color='shop' is a column, and there are several y, which have colours of "
                "their own. Name one y, or pass a list of colours."
            ),
        ),
        (
            {"stack": "side"},
            "InvalidParameterValueError",
            (
                "bar_chart: stack='side' is not one of True, False, 'normalize', 'center', 'layered', "
                "None."
            ),
        ),
        (
            {"sort": 1},
            "InvalidParameterTypeError",
            (
                "bar_chart: sort=1 is neither True, False nor the name of a column. Put a '-' before "
                "the name for the greatest first."
            ),
        ),
        (
            {"data": {"a": ["x"], "b": ["y"]}},
            "InvalidParameterTypeError",
            (
                "bar_chart: none of the columns 'a', 'b' has only numbers. Pass numbers, or name a "
                "column as y."
            ),
        ),
    ],
)
def test_what_is_refused_is_said(tab, options, error, text):
    data = options.pop("data", LONG)
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.bar_chart(data, **options))


def test_a_size_is_a_number_or_a_column(tab):
    text = "scatter_chart: size='b' is neither a number above 0 nor a column of the data."
    with refused(st.errors.InvalidParameterValueError, text):
        tab.run(lambda: st.scatter_chart([1], size="b"))
