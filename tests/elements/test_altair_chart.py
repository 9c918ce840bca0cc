"""Charts of Altair: their data is taken out as it is, and no session sees that of another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import altair
import pandas
import polars
import pytest
from elements.refusals import refused
from elements.test_vega_lite_chart import SOLD, spec_of, tables_of

import anew as st
from anew.elements.charts.altair import altair_taken_apart
from anew.errors import InvalidParameterTypeError

FRAME = pandas.DataFrame(SOLD)


def bars(data: Any = FRAME):
    return altair.Chart(data).mark_bar().encode(x="fruit", y="kilos")


def test_the_data_is_sent_as_a_table_and_its_types_are_known(tab):
    tab.run(lambda: st.altair_chart(bars(), alt="What was sold"))

    spec = spec_of(tab.element)
    assert tables_of(tab, tab.element) == {"table-1": SOLD}
    assert spec["data"] == {"name": "table-1"}
    assert spec["encoding"]["x"]["type"] == "nominal"
    assert spec["encoding"]["y"]["type"] == "quantitative"
    assert tab.element.alt == "What was sold"


def test_tables_of_other_libraries_and_rows_are_data_too(tab):
    tab.run(lambda: st.altair_chart(bars(polars.DataFrame(SOLD))))
    assert tables_of(tab, tab.element) == {"table-1": SOLD}

    rows = altair.Data(values=FRAME.to_dict("records"))
    tab.run(lambda: st.altair_chart(altair.Chart(rows).mark_bar().encode(x="fruit:N")))
    assert list(tables_of(tab, tab.element).values()) == [SOLD]

    tab.run(lambda: st.altair_chart(altair.Chart("app/static/a.csv").mark_bar().encode(x="a:N")))
    assert spec_of(tab.element)["data"] == {"url": "app/static/a.csv"}


def test_no_table_is_too_long(tab):
    frame = pandas.DataFrame({"n": range(20_000)})
    tab.run(lambda: st.altair_chart(altair.Chart(frame).mark_point().encode(x="n")))

    assert len(tables_of(tab, tab.element)["table-1"]["n"]) == 20_000


def test_a_table_that_several_views_draw_is_sent_once(tab):
    other = pandas.DataFrame({"fruit": ["fig"], "kilos": [1]})
    chart = (bars() + bars().mark_text()) | bars(other)
    tab.run(lambda: st.altair_chart(chart))

    assert list(tables_of(tab, tab.element)) == ["table-1", "table-2"]
    assert tab.element.width == "content"


def test_the_same_chart_made_again_is_the_same(tab):
    """Altair numbers its views and parameters through the whole process."""

    def script():
        brush, click = altair.selection_interval(), altair.selection_point()
        chart = (
            bars()
            .add_params(brush, click)
            .encode(opacity=altair.condition(brush, altair.value(1), altair.value(0.3)))
        )
        return st.altair_chart(chart, key="k", on_select="rerun")

    first = tab.run(script)
    before = tab.element
    assert tab.run(script) == first
    assert tab.element == before
    assert len(first.selection) == 2


def test_what_counts_names_counts_from_one(monkeypatch):
    class TopLevelMixin:
        def to_dict(self):
            return {
                "params": [{"name": "param_12", "select": "point"}],
                "mark": "bar",
                "encoding": {"y": {"condition": {"test": "param_12.x > param_120"}}},
                "layer": [{"name": "view_7", "params": [{"name": "param_9"}]}],
            }

    monkeypatch.setattr(TopLevelMixin, "__module__", "altair.some.version")
    spec = altair_taken_apart("altair_chart", TopLevelMixin()).spec

    assert spec["params"][0]["name"] == "param_2"
    assert spec["layer"] == [{"name": "view_1", "params": [{"name": "param_1"}]}]
    assert spec["encoding"]["y"]["condition"]["test"] == "param_2.x > param_120"


def test_sessions_that_convert_at_the_same_time_keep_their_data_apart():
    both = Barrier(2)

    class Meeting(altair.Chart):
        """Is converted while another is."""

        def to_dict(self, *args, **options):
            with suppress(BrokenBarrierError):  # The other one is done.
                both.wait(10)
            return super().to_dict(*args, **options)

    def convert(name: str):
        chart = Meeting(pandas.DataFrame({"who": [name] * 3})).mark_bar().encode(x="who")
        tables = altair_taken_apart("altair_chart", chart).tables
        both.abort()
        return tables["table-1"].columns[0].listed()

    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(convert, name) for name in ("Ada", "Bob")]
        assert [one.result(30) for one in done] == [["Ada"] * 3, ["Bob"] * 3]


def test_altair_itself_works_as_before():
    altair_taken_apart("altair_chart", bars())

    with pytest.raises(altair.MaxRowsError):
        bars(pandas.DataFrame({"fruit": ["fig"] * 6000, "kilos": 1})).to_dict()
    with altair.data_transformers.enable("default", max_rows=None):
        assert len(bars().to_dict()["datasets"]) == 1


def test_write_draws_it(tab):
    tab.run(lambda: st.write(bars()))

    assert tables_of(tab, tab.element) == {"table-1": SOLD}


def test_what_is_no_chart_is_refused(tab):
    text = (
        "altair_chart: dict is no chart of Altair. Pass such as "
        "altair.Chart(data).mark_bar().encode(...)."
    )
    with refused(InvalidParameterTypeError, text):
        tab.run(lambda: st.altair_chart({}))
