"""Charts in an author's theme: its colours are mixed, and libraries know few forms of colours."""

from __future__ import annotations

import pytest
from browser.chromium import settled, until

CHARTS = """
    import anew as st
    import graphviz
    import plotly.graph_objects as go

    with st.sidebar if st.query_params.get("at") == "sidebar" else st.container():
        st.line_chart([1, 3, 2], height=150)
        st.vega_lite_chart({"a": [1, 2]}, {"mark": "bar", "encoding": {"x": {"field": "a"}}})
        st.plotly_chart(go.Figure(go.Bar(y=[1, 2])), height=150)
        st.echarts_chart({"xAxis": {}, "yAxis": {}, "series": {"type": "line", "data": [[1, 2]]}})
        st.mermaid_chart("flowchart LR; a --> b")
        st.graphviz_chart(graphviz.Source("digraph { a -> b }"))
        st.map({"lat": [52.5], "lon": [13.4]}, height=150)
"""
DRAWN = {
    "stVegaLiteChart": "canvas, svg",
    "stPlotlyChart": ".main-svg",
    "stEChartsChart": "canvas",
    "stMermaidChart": "img",
    "stGraphVizChart": "svg",
    "stDeckGlJsonChart": "canvas",
}
MUST = """() => [...document.querySelectorAll("main, section, [data-testid=stSidebar]")]
    .some((one) => one.textContent.includes("could not be drawn"))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["main", "sidebar"])
def test_every_kind_of_chart_is_drawn_in_mixed_colours(browse, serve, scheme, place):
    theme = {
        "theme__primaryColor": "#ffb000",
        "theme__light__backgroundColor": "#fffdf7",
        "theme__dark__backgroundColor": "#14171a",
        "theme__sidebar__textColor": "tomato",
    }
    page = browse(color_scheme=scheme).new_page()
    page.goto(serve(CHARTS, **theme) + f"?at={place}")
    settled(page)

    for name, drawn in DRAWN.items():
        until(
            page,
            lambda name=name, drawn=drawn: page.get_by_test_id(name).locator(drawn).count(),
            bool,
        )
    assert not page.evaluate(MUST)
