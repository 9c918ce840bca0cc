from __future__ import annotations

import gzip

import graphviz
import pydot
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.graphviz_chart import GraphvizChart
from anew.elements.shared.content import Content

DOT = "digraph { a -> b }"


def test_a_graph_in_dot_is_sent_as_it_is(tab):
    tab.run(lambda: st.graphviz_chart(DOT, alt="a leads to b", height=200))

    assert tab.element == GraphvizChart(
        dot=Content(DOT), alt="a leads to b", width="content", height=200
    )


@pytest.mark.parametrize("kind", [graphviz.Graph, graphviz.Digraph])
def test_a_graph_of_the_package_says_how_it_is_laid_out(tab, kind):
    graph = kind(engine="neato")
    graph.node("a")
    tab.run(lambda: st.graphviz_chart(graph))

    assert tab.element.dot.text == graph.source
    assert tab.element.engine == "neato"


def test_source_and_pydot_are_graphs_too(tab):
    tab.run(lambda: st.graphviz_chart(graphviz.Source(DOT)))
    assert (tab.element.dot.text.strip(), tab.element.engine) == (DOT, "dot")

    graph = pydot.Dot("G", graph_type="digraph")
    graph.add_edge(pydot.Edge("a", "b"))
    tab.run(lambda: st.graphviz_chart(graph))
    assert "a -> b" in tab.element.dot.text


def test_write_shows_graphs(tab):
    tab.run(lambda: st.write(graphviz.Digraph(), pydot.Dot()))

    assert [type(element) for element in tab.elements] == [GraphvizChart, GraphvizChart]


def test_a_large_graph_has_an_address_of_its_own(tab):
    large = "digraph {" + "".join(f"n{number} -> n{number + 1};" for number in range(1000)) + "}"
    tab.run(lambda: st.graphviz_chart(large))

    held = tab.media.held(tab.element.dot.address)
    assert gzip.decompress(held.content).decode() == large


def test_the_older_form_of_width(tab):
    tab.run(lambda: st.graphviz_chart(DOT, use_container_width=True))
    assert tab.element.width == "stretch"

    tab.run(lambda: st.graphviz_chart(DOT, use_container_width=False, width=300))
    assert tab.element.width == "content"


def test_what_is_no_graph_is_refused(tab):
    words = (
        "graphviz_chart: int is no graph. Pass text in the language DOT, or a graph of the package "
        "graphviz or pydot. One of networkx becomes text by "
        "networkx.nx_pydot.to_pydot(graph).to_string()."
    )
    with refused(st.errors.InvalidParameterTypeError, words):
        tab.run(lambda: st.graphviz_chart(3))
