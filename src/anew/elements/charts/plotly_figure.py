"""Figures of Plotly in all the forms that authors have them in, as the JSON that is drawn.

Plotly itself is only asked about figures that it has made; for those it is loaded already.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from anew.arguments import shown_text
from anew.elements.charts.plain import packed_json_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

KIND = "plotly_chart"
WIDTH, HEIGHT = 700, 450  # Pixels: Plotly's own.
MOST = 100_000  # Pixels.


class PlotlyFigure(NamedTuple):
    """A figure, as a browser gets it."""

    text: str  # JSON with "data", "layout" and perhaps "frames".
    kinds: tuple[str, ...]  # Of its traces.
    is_standard: bool  # Whether Plotly's own look was in it, and was taken out.
    width: int
    height: int


def plotly_figure(given: object, *, themed: bool) -> PlotlyFigure:
    """The figure that an author gave.

    Args:
        given: A figure of Plotly, a trace, a list of traces, or a dict of "data" and "layout"; or
            a figure of Matplotlib, which Plotly converts.
        themed: Whether the page's look takes the place of the one that Plotly gives all figures.
    """
    is_own, figure = _parts(given)
    layout: Any = figure.get("layout") or {}
    if not isinstance(layout, Mapping):
        raise InvalidParameterTypeError(f"{KIND}: the layout is {layout!r}, not a dict.")
    layout = dict(layout)
    look = _template(layout.pop("template", None))
    is_standard = themed and bool(look) and look == _standard_look()
    if look and not is_standard:
        layout["template"] = look
    parts: dict[str, Any] = {"data": figure.get("data") or [], "layout": layout}
    if figure.get("frames"):
        parts["frames"] = figure["frames"]
    return PlotlyFigure(
        kinds=tuple(sorted({str(trace.get("type") or "scatter") for trace in parts["data"]})),
        is_standard=is_standard,
        text=_text_by_plotly(parts) if is_own else packed_json_of(KIND, parts),
        width=_pixels(layout.get("width"), WIDTH),
        height=_pixels(layout.get("height"), HEIGHT),
    )


def _parts(given: object) -> tuple[bool, Mapping[str, Any]]:
    """Whether Plotly has made it, and its "data", "layout" and "frames"."""
    if _is_of(given, "plotly", "BaseFigure"):
        figure: Any = given
        return True, figure.to_dict()
    if _is_of(given, "matplotlib", "Figure"):
        return True, _converted(given)
    match given:
        case Mapping() if "data" in given or "layout" in given or "frames" in given:
            data = given.get("data") or []
            data = [data] if isinstance(data, Mapping) else list(data)
            return False, {**given, "data": _traces(data), "layout": _plain(given.get("layout"))}
        case Mapping() if given:
            return False, {"data": [given]}
        case list() | tuple() if given:
            return False, {"data": _traces(given)}
        case _ if _is_of(given, "plotly", "BaseTraceType"):
            return False, {"data": [_plain(given)]}
    raise _no_figure(given)


def _traces(given: object) -> list[Any]:
    traces: list[Any] = (
        [_plain(trace) for trace in given] if isinstance(given, list | tuple) else []
    )
    for trace in traces:
        if not isinstance(trace, Mapping):
            raise InvalidParameterTypeError(
                f"{KIND}: {shown_text(repr(trace))[:80]} in the data is no trace. Pass a list of "
                f"traces, such as go.Scatter(...), or dicts such as {{'type': 'bar', 'y': [1, 2]}}."
            )
    return traces


def _plain(part: Any) -> Any:
    return part.to_plotly_json() if hasattr(part, "to_plotly_json") else part


def _no_figure(given: object) -> Exception:
    return InvalidParameterTypeError(
        f"{KIND}: {shown_text(repr(given))[:80]} is no figure. Pass a figure of Plotly, such as "
        f"px.line(...), a list of traces, or a dict of 'data' and 'layout'."
    )


def _converted(figure: Any) -> Mapping[str, Any]:
    """A figure of Matplotlib, as Plotly draws it."""
    try:
        tools = import_module("plotly.tools")
    except ImportError:
        raise InvalidParameterTypeError(
            f"{KIND}: this is a figure of Matplotlib, which only the package plotly converts. "
            f"Install plotly, or show the figure with st.pyplot(...)."
        ) from None
    try:
        converted: Mapping[str, Any] = tools.mpl_to_plotly(figure).to_dict()
    except Exception as error:
        raise InvalidParameterValueError(
            f"{KIND}: Plotly cannot convert this figure of Matplotlib ({error}). Show it with "
            f"st.pyplot(...)."
        ) from error
    return converted


def _text_by_plotly(parts: dict[str, Any]) -> str:
    """Plotly knows the values in figures of its own best; its arrays stay packed."""
    text: str = import_module("plotly.io").json.to_json_plotly(parts)
    return text


def _template(given: Any) -> Any:
    """A template, which may be named if Plotly is there to tell what the name means."""
    if not isinstance(given, str):
        return _plain(given)
    try:
        return import_module("plotly.io").templates[given].to_plotly_json()
    except ImportError:
        return None
    except KeyError:
        raise InvalidParameterValueError(
            f"{KIND}: the layout's template {given!r} is none that Plotly knows."
        ) from None


@cache
def _standard_look() -> Any:
    """The template that Plotly gives a figure where its author names none."""
    try:
        return import_module("plotly.io").templates["plotly"].to_plotly_json()
    except ImportError:
        return {}


def _pixels(said: object, otherwise: int) -> int:
    if isinstance(said, int | float) and not isinstance(said, bool) and 0 < said < MOST:
        return round(said) or otherwise
    return otherwise


def _is_of(value: object, library: str, name: str) -> bool:
    return any(
        base.__name__ == name and base.__module__.partition(".")[0] == library
        for base in type(value).__mro__
    )
