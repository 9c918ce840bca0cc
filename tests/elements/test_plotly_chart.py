from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest
from elements.refusals import refused
from matplotlib.figure import Figure

import anew as st
from anew.elements.plotly_chart import PLOTLY_MODES
from anew.errors import (
    InvalidHeightError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    ValueAssignmentNotAllowedError,
)

BAR = {"type": "bar", "x": ["a", "b"], "y": [1, 2]}


def shown(tab, *args, **kwargs):
    """The figure that the browser gets."""
    tab.run(lambda: st.plotly_chart(*args, **kwargs))
    return sent(tab)


def sent(tab):
    figure = tab.element.figure
    if figure.text:
        return json.loads(figure.text)
    return json.loads(gzip.decompress(tab.media.held(figure.address).content))


@pytest.mark.parametrize(
    "given",
    [
        BAR,
        [BAR],
        (BAR,),
        {"data": [BAR]},
        {"data": BAR, "layout": None},
        go.Bar(x=["a", "b"], y=[1, 2]),
        [go.Bar(x=["a", "b"], y=[1, 2])],
        {"data": [go.Bar(x=["a", "b"], y=[1, 2])], "layout": go.Layout()},
        go.Figure(BAR),
        go.Figure(BAR).to_dict(),
    ],
)
def test_a_figure_has_many_forms(tab, given):
    assert shown(tab, given) == {"data": [BAR], "layout": {}}
    assert tab.element.kinds == ("bar",)


def test_the_look_that_plotly_gives_each_figure_is_not_sent(tab):
    figure = px.scatter(x=[1, 2], y=[3, 4])

    assert "template" not in shown(tab, figure)["layout"]
    assert tab.element.is_standard
    assert shown(tab, figure, theme=None)["layout"]["template"]["layout"]["colorway"]
    assert not tab.element.is_standard
    assert not tab.element.themed
    figure.update_layout(template="plotly_dark")
    assert shown(tab, figure)["layout"]["template"]["layout"]["paper_bgcolor"] == "rgb(17,17,17)"
    assert not tab.element.is_standard


def test_a_look_may_be_named_in_a_dict(tab):
    figure = {"data": [BAR], "layout": {"template": "plotly_dark"}}

    assert shown(tab, figure)["layout"]["template"]["layout"]["paper_bgcolor"] == "rgb(17,17,17)"
    figure["layout"]["template"] = "no such"
    with refused(
        InvalidParameterValueError,
        "plotly_chart: the layout's template 'no such' is none that Plotly knows.",
    ):
        shown(tab, figure)


def test_arrays_of_numbers_stay_packed(tab):
    packed = {"dtype": "f8", "bdata": "AAAAAAAA8D8AAAAAAAAAQA=="}

    assert shown(tab, go.Figure(go.Scatter(y=np.array([1.0, 2.0]))))["data"][0]["y"] == packed
    assert shown(tab, [{"y": np.array([1.0, 2.0])}])["data"][0]["y"] == packed
    assert shown(tab, [{"y": pd.Series([1.0, 2.0])}])["data"][0]["y"] == packed
    grid = shown(tab, [{"type": "heatmap", "z": np.zeros((2, 3), "u1")}])["data"][0]["z"]
    assert grid == {"dtype": "u1", "bdata": "AAAAAAAA", "shape": "2, 3"}


def test_what_json_has_no_word_for_is_told_as_plotly_reads_it(tab):
    days = pd.Series(pd.to_datetime(["2024-01-02", None]))
    trace = {
        "x": [date(2024, 1, 2), pd.Timestamp("2024-01-03 08:00"), np.datetime64("2024-01-04")],
        "y": [float("nan"), np.float32(1.5), Decimal("2.5")],
        "text": ("a", "\ud800"),
        "meta": days,
        "ids": np.array(["x", "y"]),
        "customdata": pd.Index(["p", "q"]),
    }

    assert shown(tab, trace)["data"] == [
        {
            "x": ["2024-01-02", "2024-01-03T08:00:00.000", "2024-01-04T00:00:00.000"],
            "y": [None, 1.5, 2.5],
            "text": ["a", "\ufffd"],
            "meta": ["2024-01-02T00:00:00.000", None],
            "ids": ["x", "y"],
            "customdata": ["p", "q"],
        }
    ]


def test_a_figure_says_its_own_size(tab):
    figure = go.Figure(BAR, {"width": 320, "height": 240})

    shown(tab, figure)
    assert (tab.element.width, tab.element.height, tab.element.own_height) == (
        "stretch",
        "content",
        240,
    )
    shown(tab, figure, width="content")
    assert tab.element.width == 320
    shown(tab, BAR, use_container_width=False, height=99)
    assert (tab.element.width, tab.element.height, tab.element.own_height) == (700, 99, 450)
    shown(tab, BAR, True)
    assert tab.element.width == "stretch"


def test_a_large_figure_is_sent_once(tab):
    figure = go.Figure(go.Scatter(y=np.arange(10_000.0)))

    shown(tab, figure)
    first = tab.element
    assert first.figure.address.startswith("/media/")
    shown(tab, go.Figure(go.Scatter(y=np.arange(10_000.0))))
    assert tab.element == first
    shown(tab, go.Figure(go.Scatter(y=np.arange(10_001.0))))
    assert tab.element != first


def test_options_of_plotly_and_what_older_scripts_say(tab):
    shown(tab, BAR, config={"displayModeBar": False}, sharing="streamlit", validate=True)

    assert tab.element.config == '{"displayModeBar":false}'
    with pytest.raises(TypeError, match=r"^plotly_chart\(\) has no parameter 'heigth'\. Did you "):
        shown(tab, BAR, heigth=3)


@pytest.mark.parametrize(
    ("kwargs", "error", "text"),
    [
        (
            {"figure_or_data": "bar"},
            InvalidParameterTypeError,
            (
                "plotly_chart: 'bar' is no figure. Pass a figure of Plotly, such as px.line(...), a list "
                "of traces, or a dict of 'data' and 'layout'."
            ),
        ),
        (
            {"figure_or_data": [1]},
            InvalidParameterTypeError,
            (
                "plotly_chart: 1 in the data is no trace. Pass a list of traces, such as "
                "go.Scatter(...), or dicts such as {'type': 'bar', 'y': [1, 2]}."
            ),
        ),
        (
            {"figure_or_data": {"data": [], "layout": 3}},
            InvalidParameterTypeError,
            "plotly_chart: the layout is 3, not a dict.",
        ),
        (
            {"figure_or_data": [{"y": [len]}]},
            InvalidParameterTypeError,
            (
                "plotly_chart: the figure holds <built-in function len>, which is no number, text, "
                "date, list or dict. Convert it first."
            ),
        ),
        (
            {"config": "displayModeBar"},
            InvalidParameterTypeError,
            (
                "plotly_chart: config='displayModeBar' is not a dict of Plotly's options. Pass such as "
                "{'displayModeBar': False}."
            ),
        ),
        (
            {"selection_mode": "circle"},
            InvalidParameterValueError,
            (
                "plotly_chart: selection_mode='circle' has 'circle', which is not one of 'points', "
                "'box', 'lasso'."
            ),
        ),
        (
            {"theme": "dark"},
            InvalidParameterValueError,
            "plotly_chart: theme='dark' is not one of 'streamlit', None.",
        ),
        (
            {"height": 0},
            InvalidHeightError,
            (
                "plotly_chart: height=0 is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
        ),
    ],
)
def test_what_it_refuses(tab, kwargs, error, text):
    with refused(error, text):
        tab.run(lambda: st.plotly_chart(**{"figure_or_data": BAR, **kwargs}))


BOX = {
    "points": [{"curve_number": 0, "point_index": 1, "x": "b", "y": 2}],
    "point_indices": [1],
    "box": [{"xref": "x", "yref": "y", "x": [0.5, 1.5], "y": [0, 3]}],
    "lasso": [],
}


def test_what_is_selected_is_returned_and_remembered(tab):
    def script():
        picked = st.plotly_chart(BAR, key="chart", on_select="rerun", selection_mode=["box"])
        return picked, st.session_state.chart

    picked, _ = tab.run(script)
    assert picked == {"selection": {"points": [], "point_indices": [], "box": [], "lasso": []}}
    picked, remembered = tab.run(script, sent={"chart": BOX})
    assert picked == remembered == {"selection": BOX}
    assert picked.selection.points[0].x == "b"
    assert tab.element.selection_mode == ("box",)


def test_it_keeps_its_selection_while_its_data_changes(tab):
    """R38: with a key, neither the data nor the look count, but the ways to select do."""

    def script(trace, modes=("box",), **kwargs):
        picked = st.plotly_chart(trace, key="k", on_select="rerun", selection_mode=modes, **kwargs)
        return len(picked.selection.box)

    tab.run(lambda: script(BAR))
    assert tab.run(lambda: script(BAR), sent={"k": BOX}) == 1
    assert tab.run(lambda: script({"y": [3, 4]}, theme=None, height=99)) == 1
    assert tab.run(lambda: script(BAR, modes=("box", "points"))) == 0


def test_without_a_key_other_data_is_another_chart(tab):
    """R37."""

    def script(trace):
        return len(st.plotly_chart(trace, on_select="rerun").selection.box)

    tab.run(lambda: script(BAR))
    assert tab.run(lambda: script(BAR), sent={"plotly_chart": BOX}) == 1
    assert tab.run(lambda: script({"y": [3, 4]})) == 0


def test_without_on_select_it_is_a_place(tab):
    tab.run(lambda: st.plotly_chart(BAR).text("instead"))

    assert tab.element.body == "instead"
    shown(tab, BAR)
    assert tab.element.selection_mode == ()


def test_all_ways_to_select_are_on_at_first(tab):
    shown(tab, BAR, on_select="rerun")

    assert tab.element.selection_mode == PLOTLY_MODES


def test_a_selection_cannot_be_set(tab):
    """R29."""

    def script():
        st.session_state.chart = {"selection": BOX}
        st.plotly_chart(BAR, key="chart", on_select="rerun")

    with pytest.raises(ValueAssignmentNotAllowedError):
        tab.run(script)


def test_write_shows_a_figure(tab):
    tab.run(lambda: st.write("A", px.bar(x=["a"], y=[1])))

    assert tab.elements[1].kinds == ("bar",)


# Of what Plotly reads in Matplotlib.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_figure_of_matplotlib_is_converted(tab):
    figure = Figure()
    figure.subplots().plot([1, 2], [3, 4])

    assert shown(tab, figure)["data"][0]["y"] == [3, 4]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_one_that_plotly_cannot_convert_is_refused(tab):
    figure = Figure()
    figure.subplots(subplot_kw={"projection": "3d"}).plot([1, 2], [3, 4], [5, 6])

    with pytest.raises(InvalidParameterValueError, match=r"^plotly_chart: Plotly cannot convert"):
        shown(tab, figure)
