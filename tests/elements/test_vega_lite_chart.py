"""Charts that a specification describes: what is sent of it, and what is selected in it."""

from __future__ import annotations

import json

import numpy
import pandas
import polars
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.tabular.packing import read_packed
from anew.elements.vega_lite_chart import VegaLiteChart
from anew.errors import ValueAssignmentNotAllowedError
from anew.state.state import Refused

BARS = {
    "mark": "bar",
    "encoding": {
        "x": {"field": "fruit", "type": "nominal"},
        "y": {"field": "kilos", "type": "quantitative"},
    },
}
SOLD = {"fruit": ["pear", "plum"], "kilos": [3, 5]}
ROWS = [{"fruit": "pear", "kilos": 3}, {"fruit": "plum", "kilos": 5}]
PICKED = {**BARS, "params": [{"name": "picked", "select": "point"}]}


def spec_of(record: VegaLiteChart):
    return json.loads(record.spec.text)


def tables_of(tab, record: VegaLiteChart):
    """The tables by their names, each as its columns."""
    found = {}
    for name, content in ((one.name, one.content) for one in record.datasets):
        packed = content.text or tab.media.held(content.address).content
        found[name] = {one.name: one.listed() for one in read_packed(packed).columns}
    return found


@pytest.mark.parametrize(
    ("data", "spec"),
    [
        (SOLD, BARS),
        (ROWS, BARS),
        (pandas.DataFrame(SOLD), BARS),
        (polars.DataFrame(SOLD), BARS),
        (None, {**BARS, "data": {"values": ROWS}}),
        (None, {**BARS, "data": SOLD}),
        (None, {**BARS, "data": {"values": pandas.DataFrame(SOLD)}}),
        ({**BARS, "data": pandas.DataFrame(SOLD)}, None),
        (None, {**BARS, "data": {"name": "data-1"}, "datasets": {"data-1": ROWS}}),
        (
            None,
            {
                **BARS,
                "data": {"name": f"data-{'0f' * 16}"},
                "datasets": {f"data-{'0f' * 16}": ROWS},
            },
        ),
    ],
)
def test_the_data_is_sent_apart_from_the_specification_wherever_it_was(tab, data, spec):
    tab.run(lambda: st.vega_lite_chart(data, spec))

    assert tables_of(tab, tab.element) == {"data-1": SOLD}
    assert spec_of(tab.element) == {**BARS, "data": {"name": "data-1"}}


def test_names_that_an_author_gave_data_stay(tab):
    named = {**BARS, "data": {"name": "sold"}}
    tab.run(lambda: st.vega_lite_chart(SOLD, named))
    assert tables_of(tab, tab.element) == {"sold": SOLD}

    tab.run(lambda: st.vega_lite_chart(None, {**named, "datasets": {"sold": ROWS, "b": [1, 2]}}))
    assert tables_of(tab, tab.element) == {"sold": SOLD, "b": {"data": [1, 2]}}
    assert spec_of(tab.element) == named


def test_views_and_what_they_look_up_have_data_of_their_own(tab):
    looked_up = {"lookup": "fruit", "from": {"data": {"values": ROWS}, "key": "fruit"}}
    spec = {
        "data": {"values": [{"fruit": "fig"}]},
        "vconcat": [
            {**BARS, "data": {"values": ROWS}},
            {"facet": {"field": "a"}, "spec": {**BARS, "transform": [looked_up]}},
        ],
    }
    tab.run(lambda: st.vega_lite_chart(None, spec))

    own = spec_of(tab.element)
    inner = own["vconcat"][1]["spec"]["transform"][0]["from"]["data"]
    names = [own["data"]["name"], own["vconcat"][0]["data"]["name"], inner["name"]]
    tables = tables_of(tab, tab.element)
    assert [tables[name]["fruit"] for name in names] == [["fig"], SOLD["fruit"], SOLD["fruit"]]
    assert spec["vconcat"][0]["data"]["values"] is ROWS, "What the author has stays as it is."


@pytest.mark.parametrize(
    "data",
    [
        {"url": "app/static/cars.csv", "format": {"type": "csv"}},
        {"values": "a,b\n1,2", "format": {"type": "csv"}},
        {
            "values": {"type": "FeatureCollection", "features": []},
            "format": {"property": "features"},
        },
        {"sphere": True},
        {"sequence": {"start": 0, "stop": 9}},
    ],
)
def test_data_that_is_no_table_stays_in_the_specification(tab, data):
    tab.run(lambda: st.vega_lite_chart(None, {**BARS, "data": data}))

    assert spec_of(tab.element)["data"] == data
    assert tab.element.datasets == ()


def test_an_index_is_sent_if_it_says_something(tab):
    by_index = {**BARS, "encoding": {"x": {"field": "(index)"}}}
    frame = pandas.DataFrame({"kilos": [3, 5]})

    def columns(data, spec):
        tab.run(lambda: st.vega_lite_chart(data, spec))
        return list(tables_of(tab, tab.element)["data-1"])

    assert columns(frame, BARS) == ["kilos"]
    assert columns(frame.set_index(pandas.Index(["pear", "plum"])), BARS) == ["(index)", "kilos"]
    assert columns(frame.set_index(pandas.Index([1, 2], name="n")), BARS) == ["n", "kilos"]
    assert columns(frame, by_index) == ["(index)", "kilos"]
    assert columns({"kilos": [3, 5]}, by_index) == ["(index)", "kilos"]


def test_a_changed_table_changes_nothing_but_its_address(tab):
    def chart(numbers):
        return lambda: st.vega_lite_chart({"kilos": numbers}, BARS)

    tab.run(chart(numpy.arange(10_000)))
    first = tab.element
    tab.run(chart(numpy.arange(10_000)))
    assert tab.element == first

    tab.run(chart(numpy.arange(1, 10_001)))
    assert tab.element.spec == first.spec
    assert tab.element.datasets != first.datasets


def test_views_beside_each_other_have_their_own_width(tab):
    def script():
        st.vega_lite_chart(SOLD, BARS)
        st.vega_lite_chart(SOLD, {"vconcat": [BARS]})
        st.vega_lite_chart(SOLD, {"hconcat": [BARS]})
        st.vega_lite_chart(SOLD, {**BARS, "encoding": {"row": {"field": "fruit"}}})
        st.vega_lite_chart(SOLD, {"hconcat": [BARS]}, width="stretch")
        st.vega_lite_chart(SOLD, BARS, use_container_width=False)
        st.vega_lite_chart(SOLD, BARS, width=300, height=200)

    tab.run(script)
    widths = [one.width for one in tab.elements]
    assert widths == ["stretch", "stretch", "content", "content", "stretch", "content", 300]


def test_what_is_selected_is_returned_by_the_names_of_the_parameters(tab):
    """R29"""
    spec = {**BARS, "params": [{"name": "days", "select": {"type": "interval"}}, {"name": "n"}]}
    spec["layer"] = [PICKED]

    def script():
        return st.vega_lite_chart(SOLD, spec, key="chart", on_select="rerun")

    assert tab.run(script) == {"selection": {"days": {}, "picked": {}}}
    chosen = {"picked": [{"fruit": "pear"}], "days": {"day": [1, 2.5]}}
    event = tab.run(script, sent={"chart": chosen})
    assert event.selection.picked == [{"fruit": "pear"}]
    assert event.selection.days.day == [1, 2.5]
    assert tab.run(script, sent={"chart": {"picked": {}}}) == {
        "selection": {"days": {}, "picked": {}}
    }


def test_a_selection_stays_when_the_data_of_a_chart_with_a_key_changes(tab):
    """R38"""
    numbers = [3, 5]

    def script():
        data = {"fruit": ["pear", "plum"], "kilos": numbers}
        return st.vega_lite_chart(data, PICKED, key="chart", on_select="rerun")

    chosen = {"picked": [{"fruit": "pear"}]}
    tab.run(script)
    tab.run(script, sent={"chart": chosen})
    first = tab.element.id
    numbers[0] = 4
    assert tab.run(script) == {"selection": chosen}
    assert tab.element.id == first


def test_only_what_the_mode_names_is_told(tab):
    spec = {**PICKED, "params": [*PICKED["params"], {"name": "days", "select": "interval"}]}

    tab.run(lambda: st.vega_lite_chart(SOLD, spec, on_select="rerun", selection_mode="days"))
    assert tab.element.selectable == ("days",)
    with pytest.raises(Refused, match=r"^Nothing is selected by 'picked' in this chart\.$"):
        tab.element.decode({"picked": []})


def test_what_is_selected_comes_from_the_user_alone(tab):
    """R29"""

    def script():
        st.session_state.chart = {"selection": {"picked": []}}
        st.vega_lite_chart(SOLD, PICKED, key="chart", on_select="rerun")

    with pytest.raises(ValueAssignmentNotAllowedError):
        tab.run(script)


@pytest.mark.parametrize(
    "sent",
    [1, [], {"picked": 1}, {"picked": [1]}, {"picked": [{"a": {"b": 1}}]}, {"picked": {"a": 1}}],
)
def test_what_is_no_selection_is_refused(sent):
    with pytest.raises(Refused, match=r"^This is no selection in a vega_lite_chart: "):
        VegaLiteChart(selectable=("picked",)).decode(sent)


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"spec": {"a": 1}},
            "InvalidParameterTypeError",
            (
                "vega_lite_chart: \"{'a': 1}\" is no Vega-Lite specification. Pass a dict, such as "
                "{'mark': 'bar', 'encoding': {...}}."
            ),
        ),
        (
            {"spec": None},
            "InvalidParameterTypeError",
            (
                "vega_lite_chart: 'None' is no Vega-Lite specification. Pass a dict, such as "
                "{'mark': 'bar', 'encoding': {...}}."
            ),
        ),
        (
            {"data": 7, "spec": BARS},
            "InvalidParameterTypeError",
            (
                "vega_lite_chart: int is not a table. Pass a DataFrame, an array, a list of rows or a "
                "dict of columns."
            ),
        ),
        (
            {"spec": BARS, "on_select": "rerun"},
            "InvalidParameterValueError",
            (
                "vega_lite_chart: on_select needs something that can be selected, and the chart has "
                "no parameter with 'select'. Add one, or leave on_select out."
            ),
        ),
        (
            {"spec": PICKED, "on_select": "rerun", "selection_mode": ["pick"]},
            "InvalidParameterValueError",
            (
                "vega_lite_chart: selection_mode=['pick'] names 'pick', which selects nothing in the "
                "chart. It has 'picked'. Did you mean picked?"
            ),
        ),
        (
            {"spec": BARS, "theme": "dark"},
            "InvalidParameterValueError",
            "vega_lite_chart: theme='dark' is not one of 'streamlit', None.",
        ),
    ],
)
def test_what_is_refused_is_said(tab, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.vega_lite_chart(options.pop("data", None), **options))
