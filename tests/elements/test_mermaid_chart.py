from __future__ import annotations

from elements.refusals import refused

import anew as st
from anew.elements.mermaid_chart import MermaidChart
from anew.elements.shared.content import Content


def test_a_diagram_is_sent_as_it_is(tab):
    tab.run(lambda: st.mermaid_chart("pie", width=300, alt="Nothing"))

    assert tab.element == MermaidChart(body=Content("pie"), alt="Nothing", width=300)


def test_what_is_no_text_is_refused(tab):
    words = (
        "mermaid_chart: int is no diagram. Pass text in the language of Mermaid, such as "
        "'flowchart LR; a --> b'."
    )
    with refused(st.errors.InvalidParameterTypeError, words):
        tab.run(lambda: st.mermaid_chart(3))
