"""Figures and formulas of libraries, recognised by class name: no library is imported."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """A kind of object that a library makes to be looked at."""

    library: str  # The package of its class, or of one of the base classes.
    classes: frozenset[str]
    words: str
    command: str  # The command that shows it.


def _of(library: str, classes: str, words: str, command: str) -> Figure:
    return Figure(library, frozenset(classes.split()), words, command)


FIGURES = (
    _of("matplotlib", "Artist FigureManagerBase", "A figure of Matplotlib", "pyplot"),
    _of("seaborn", "Grid Plot", "A figure of Seaborn", "pyplot"),
    _of("plotly", "BaseFigure", "A figure of Plotly", "plotly_chart"),
    _of("altair", "TopLevelMixin", "A chart of Altair", "altair_chart"),
    _of("bokeh", "LayoutDOM", "A figure of Bokeh", "bokeh_chart"),
    _of("pydeck", "Deck", "A map of pydeck", "pydeck_chart"),
    _of("folium", "Map Figure", "A map of Folium", "components.v1.html"),
    _of("graphviz", "Graph Digraph Source", "A graph of Graphviz", "graphviz_chart"),
    _of("pydot", "Dot", "A graph of pydot", "graphviz_chart"),
    _of("pyecharts", "Base", "A chart of pyecharts", "echarts_chart"),
    _of("sympy", "Basic MatrixBase", "A formula of SymPy", "latex"),
)


def figure_of(value: object) -> Figure | None:
    """Which kind of figure a value is; None if it is not one.

    >>> figure_of("text") is None
    True
    """
    module = type(value).__module__
    if module == "builtins":  # The common case. Matplotlib returns lists of what it has drawn.
        first = value[0] if isinstance(value, list | tuple) and value else None
        return figure_of(first) if type(first).__module__.startswith("matplotlib.") else None
    for base in type(value).__mro__:
        root = base.__module__.partition(".")[0]
        for figure in FIGURES:
            if root == figure.library and base.__name__ in figure.classes:
                return figure
    return None
