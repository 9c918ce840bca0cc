from __future__ import annotations

import gzip
import json
from datetime import date

import numpy as np
import pandas as pd
import polars as pl
import pytest
from elements.refusals import refused
from pyecharts import options
from pyecharts.charts import Bar, Liquid
from pyecharts.commons.utils import JsCode

import anew as st
from anew.elements.echarts_chart import EchartsChart
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    ValueAssignmentNotAllowedError,
)
from anew.state.state import Refused

BAR = {"xAxis": {"data": ["a", "b"]}, "yAxis": {}, "series": [{"type": "bar", "data": [1, 2]}]}
SALES = pd.DataFrame({"day": ["Mo", "Tu"], "sold": [1.5, None]}, index=[7, 8])
NOTHING = {"selection": {"selected": [], "areas": []}}


def shown(tab, *args, **kwargs):
    """The option that the browser gets."""
    tab.run(lambda: st.echarts_chart(*args, **kwargs))
    content = tab.element.option
    if content.text:
        return json.loads(content.text)
    return json.loads(gzip.decompress(tab.media.held(content.address).content))


def tables(tab):
    """The columns of each table that goes with it."""
    sheets = [json.loads(content.text) for content in tab.element.tables]
    return [{one["name"]: one["values"] for one in sheet["columns"]} for sheet in sheets]


@pytest.mark.parametrize("given", [BAR, json.dumps(BAR)])
def test_an_option_is_a_dict_or_its_json(tab, given):
    assert shown(tab, given) == BAR
    assert tab.element.tables == ()


def test_a_chart_of_pyecharts_tells_its_option_and_its_size(tab):
    bar = Bar(options.InitOpts(width="320px", height="240px")).add_xaxis(["a"]).add_yaxis("n", [3])

    option = shown(tab, bar)
    assert (option["series"][0]["name"], option["series"][0]["data"]) == ("n", [3])
    assert (tab.element.width, tab.element.height) == ("stretch", "content")
    assert tab.element.own_height == 240
    shown(tab, bar, width="content", height=99)
    assert (tab.element.width, tab.element.height) == (320, 99)
    shown(tab, Bar(options.InitOpts(width="100%", height="100%")), width="content")
    assert (tab.element.width, tab.element.height) == ("stretch", "stretch")
    shown(tab, Bar(), width="content")
    assert (tab.element.width, tab.element.own_height) == (700, 350)


def test_write_shows_a_chart_of_pyecharts(tab):
    tab.run(lambda: st.write("A", Bar().add_xaxis(["a"]).add_yaxis("n", [3])))

    assert '"n"' in tab.elements[1].option.text


@pytest.mark.parametrize("table", [SALES, pl.DataFrame({"day": ["Mo", "Tu"], "sold": [1.5, None]})])
def test_a_table_is_sent_apart_from_the_option(tab, table):
    option = {**BAR, "dataset": {"id": "sales", "source": table}}

    assert shown(tab, option)["dataset"] == {"id": "sales", "source": {"table": 0}}
    assert tables(tab) == [{"day": ["Mo", "Tu"], "sold": [1.5, None]}]
    assert option["dataset"]["source"] is table


def test_tables_may_be_many_and_deep_within(tab):
    one, other = SALES, pd.DataFrame({"n": [1]})
    steps = [{"dataset": [{"source": one}, {"source": [[1]]}]}, {"title": {"text": "None"}}]
    option = shown(
        tab,
        {
            "baseOption": {"series": [{"type": "bar"}]},
            "options": steps,
            "media": [{"query": {"maxWidth": 300}, "option": {"dataset": {"source": other}}}],
        },
    )

    assert option["options"][0]["dataset"] == [{"source": {"table": 0}}, {"source": [[1]]}]
    assert option["options"][1] == {"title": {"text": "None"}}
    assert option["media"][0]["option"]["dataset"] == {"source": {"table": 1}}
    assert [list(table) for table in tables(tab)] == [["day", "sold"], ["n"]]


def test_changed_data_changes_the_table_alone(tab):
    numbers = pd.DataFrame({"n": np.arange(10_000.0)})
    shown(tab, {**BAR, "dataset": {"source": numbers}})
    first = tab.element
    shown(tab, {**BAR, "dataset": {"source": numbers.copy()}})
    assert tab.element == first
    shown(tab, {**BAR, "dataset": {"source": numbers + 1}})
    assert tab.element.option == first.option
    assert tab.element.tables != first.tables


def test_values_of_libraries_may_be_anywhere(tab):
    data = [date(2024, 1, 2), np.float32(1.5), float("nan"), pd.Timestamp("2024-01-03")]
    series = [{"type": "bar", "data": data}, {"type": "line", "data": np.array([1, 2])}]
    option = shown(tab, {"series": series})

    assert option["series"][0]["data"][:3] == ["2024-01-02", 1.5, None]
    assert option["series"][1]["data"] == [1, 2]


def with_code():
    tooltip = options.TooltipOpts(formatter=JsCode("function (it) { return 1 }"))
    return Bar().add_xaxis(["a"]).set_global_opts(tooltip_opts=tooltip)


@pytest.mark.parametrize(
    ("spec", "error", "text"),
    [
        (
            [1],
            InvalidParameterTypeError,
            (
                "echarts_chart: [1] is no option of ECharts. Pass a dict such as {'xAxis': {...}, "
                "'yAxis': {}, 'series': [...]}, the same as JSON, or a chart of pyecharts."
            ),
        ),
        ("bar", InvalidParameterValueError, "echarts_chart: 'bar' is no JSON of a dict."),
        ("[1]", InvalidParameterValueError, "echarts_chart: '[1]' is no JSON of a dict."),
        (
            {"series": [{"type": "bar", "data": [len]}]},
            InvalidParameterTypeError,
            (
                "echarts_chart: the figure holds <built-in function len>, which is no number, text, "
                "date, list or dict. Convert it first."
            ),
        ),
        (
            {"series": {"type": "custom"}},
            InvalidParameterValueError,
            (
                "echarts_chart: a series of the type 'custom' is drawn by a function in JavaScript, "
                "and code is never run. Use another type, or st.plotly_chart(...)."
            ),
        ),
        (
            {"options": [{"series": [{"type": "map"}]}]},
            InvalidParameterValueError,
            (
                "echarts_chart: 'map' needs a map, and ECharts comes without any. Use st.map(...) or "
                "st.pydeck_chart(...)."
            ),
        ),
        (
            {"geo": {}},
            InvalidParameterValueError,
            (
                "echarts_chart: 'geo' needs a map, and ECharts comes without any. Use st.map(...) or "
                "st.pydeck_chart(...)."
            ),
        ),
        (
            {"series": [{"type": "scatter", "coordinateSystem": "bmap"}]},
            InvalidParameterValueError,
            (
                "echarts_chart: 'bmap' needs a map, and ECharts comes without any. Use st.map(...) or "
                "st.pydeck_chart(...)."
            ),
        ),
        (
            {"series": [{"type": "bar3D"}]},
            InvalidParameterValueError,
            (
                "echarts_chart: 'bar3D' is of the extension ECharts GL, which is not there. Use "
                "st.plotly_chart(...) or st.pydeck_chart(...)."
            ),
        ),
        (
            {"baseOption": {"globe": {}}},
            InvalidParameterValueError,
            (
                "echarts_chart: 'globe' is of the extension ECharts GL, which is not there. Use "
                "st.plotly_chart(...) or st.pydeck_chart(...)."
            ),
        ),
    ],
)
def test_what_it_refuses(tab, spec, error, text):
    with refused(error, text):
        tab.run(lambda: st.echarts_chart(spec))


def test_it_names_the_kinds_of_series_that_there_are(tab):
    with pytest.raises(
        InvalidParameterValueError, match=r"type 'lins'\. Did you mean lines or line"
    ):
        tab.run(lambda: st.echarts_chart({"series": [{"type": "lins"}]}))
    with pytest.raises(
        InvalidParameterValueError, match=r"no series of the type 'liquidFill'\. It"
    ):
        tab.run(lambda: st.echarts_chart(Liquid().add("n", [0.5])))
    with pytest.raises(InvalidParameterValueError, match=r"no series of the type \[1\]\."):
        tab.run(lambda: st.echarts_chart({"series": [{"type": [1]}]}))


def test_code_is_never_run(tab):
    with refused(
        InvalidParameterValueError,
        "echarts_chart: the chart of pyecharts holds a JsCode or something else that is no JSON. Code "
        "is never run; use a text with placeholders instead, such as '{b}: {c}'.",
    ):
        tab.run(lambda: st.echarts_chart(with_code()))


def test_other_arguments_are_checked(tab):
    with refused(
        InvalidParameterValueError, "echarts_chart: renderer='webgl' is not one of 'canvas', 'svg'."
    ):
        shown(tab, BAR, renderer="webgl")
    with refused(
        InvalidParameterValueError, "echarts_chart: theme='dark' is not one of 'streamlit', None."
    ):
        shown(tab, BAR, theme="dark")
    shown(tab, BAR, renderer="svg", theme=None, alt="Sales")
    assert (tab.element.renderer, tab.element.themed, tab.element.alt) == ("svg", False, "Sales")


PICKED = {
    "selected": [
        {
            "series_index": 0,
            "series_id": None,
            "series_name": "Sold",
            "data_type": "main",
            "data_indices": [1, 2],
        }
    ],
    "areas": [{"brush_index": 0, "brush_type": "rect", "coord_range": [[0, 1], [0.5, None]]}],
}


def test_what_is_selected_is_returned_and_remembered(tab):
    def script():
        picked = st.echarts_chart(BAR, key="chart", on_select="rerun")
        return picked, st.session_state.chart

    picked, _ = tab.run(script)
    assert picked == NOTHING
    picked, remembered = tab.run(script, sent={"chart": PICKED})
    assert picked == remembered == {"selection": PICKED}
    assert picked.selection.selected[0].data_indices == [1, 2]
    assert tab.element.is_selectable


@pytest.mark.parametrize(
    "sent",
    [
        {"selected": [{"series_index": -1}]},
        {"selected": [{"series_index": 0, "data_indices": [1.5]}]},
        {"selected": [{"series_index": 0, "data_type": "other"}]},
        {"areas": [{"brush_index": 0, "brush_type": "rect", "coord_range": ["x"]}]},
        {"areas": {}},
    ],
)
def test_a_selection_that_no_browser_makes_is_refused(sent):
    with pytest.raises(Refused):
        EchartsChart(is_selectable=True).decode(sent)


def test_it_keeps_its_selection_while_its_data_changes(tab):
    """R38: with a key, neither the data nor the look count."""

    def script(spec, **kwargs):
        picked = st.echarts_chart(spec, key="k", on_select="rerun", **kwargs)
        return len(picked.selection.areas)

    tab.run(lambda: script(BAR))
    assert tab.run(lambda: script(BAR), sent={"k": PICKED}) == 1
    assert tab.run(lambda: script({"series": []}, theme=None, renderer="svg", height=99)) == 1


def test_without_a_key_other_data_is_another_chart(tab):
    """R37."""

    def script(spec):
        return len(st.echarts_chart(spec, on_select="rerun").selection.areas)

    tab.run(lambda: script(BAR))
    assert tab.run(lambda: script(BAR), sent={"echarts_chart": PICKED}) == 1
    assert tab.run(lambda: script({"series": []})) == 0


def test_without_on_select_it_is_a_place(tab):
    tab.run(lambda: st.echarts_chart(BAR).text("instead"))

    assert tab.element.body == "instead"
    shown(tab, BAR)
    assert not tab.element.is_selectable


def test_a_selection_cannot_be_set(tab):
    """R29."""

    def script():
        st.session_state.chart = {"selection": PICKED}
        st.echarts_chart(BAR, key="chart", on_select="rerun")

    with pytest.raises(ValueAssignmentNotAllowedError):
        tab.run(script)
