"""Graphs, laid out by Graphviz in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.arguments import one_of, shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.content import Content, text_content
from anew.elements.shared.parameters import Height, Width, checked_height, checked_width
from anew.errors import InvalidParameterTypeError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

ENGINES = (
    "dot", "neato", "fdp", "sfdp", "twopi", "circo", "osage", "patchwork", "nop", "nop1", "nop2",
)  # fmt: skip


class GraphvizChart(Element, frozen=True):
    """A graph in the language DOT."""

    dot: Content = Content()
    engine: str = "dot"
    alt: str = ""
    width: Width = "content"
    height: Height = "content"


@command("Charts")
def graphviz_chart(
    figure_or_dot: object,
    use_container_width: bool | None = None,
    *,
    width: Width = "content",
    height: Height = "content",
    alt: str | None = None,
) -> Container:
    """Show a graph, which Graphviz lays out in the browser.

    Where the graph sets no colours it has those of the page.

    Args:
        figure_or_dot: The graph in the language DOT, or a graph of the packages graphviz, pydot or
            pygraphviz. Its `engine`, or `layout=...` in DOT, says how it is laid out: "dot" if
            nothing does.
        use_container_width: The older form of `width`: True means "stretch", False "content".
        width: "content" for that of the graph, at most the available one; "stretch" for all of the
            available width; or pixels.
        height: "content" for that of the graph; "stretch" for that of its container; or pixels: a
            higher graph is scrolled.
        alt: A description, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: It is no graph.
        InvalidParameterValueError: There is no such engine.

    Example:
        >>> st.graphviz_chart("digraph { flour -> dough; water -> dough; dough -> bread }")
    """
    kind = "graphviz_chart"
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    dot, engine = _read(figure_or_dot)
    one_of(kind, "engine", engine, ENGINES)
    record = GraphvizChart(
        dot=text_content(shown_text(dot)),
        engine=engine,
        alt=shown_text(alt or ""),
        width=checked_width(kind, width),
        height=checked_height(kind, height) or "content",
    )
    return slot_of(record)


def _read(graph: Any) -> tuple[str, str]:
    """A graph in DOT, and the engine that lays it out."""
    if isinstance(graph, str):
        return graph, "dot"
    source = getattr(graph, "source", None)  # Of the package graphviz.
    if isinstance(source, str):
        return source, getattr(graph, "engine", None) or "dot"
    root = type(graph).__module__.partition(".")[0]
    if root in {"pydot", "pygraphviz"} and callable(getattr(graph, "to_string", None)):
        return graph.to_string(), "dot"
    raise InvalidParameterTypeError(
        f"graphviz_chart: {type(graph).__name__} is no graph. Pass text in the language DOT, or a "
        f"graph of the package graphviz or pydot. One of networkx becomes text by "
        f"networkx.nx_pydot.to_pydot(graph).to_string()."
    )
