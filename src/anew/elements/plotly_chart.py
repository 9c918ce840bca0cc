"""A figure of Plotly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import msgspec

from anew.arguments import words_of
from anew.elements.charts.chart import Chart, ChartOptions, OnSelect, Theme, place_chart
from anew.elements.charts.plain import json_of
from anew.elements.charts.plotly_figure import HEIGHT, plotly_figure
from anew.elements.command import command
from anew.elements.shared.content import Content, text_content
from anew.elements.shared.parameters import Height, Key, Width, older_width
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.learned import learned
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from anew.attribute_dict import AttributeDict
    from anew.elements.container import Container

PlotlyMode: TypeAlias = Literal["points", "box", "lasso"]

PLOTLY_MODES: tuple[PlotlyMode, ...] = words_of(PlotlyMode)
NOTHING: dict[str, Any] = {"points": [], "point_indices": [], "box": [], "lasso": []}
# What older versions of Streamlit handed on to Plotly, where it has no effect on a page.
OLDER = frozenset(
    {
        "animation_opts",
        "auto_open",
        "auto_play",
        "filename",
        "fileopt",
        "image",
        "image_filename",
        "image_height",
        "image_width",
        "include_mathjax",
        "include_plotlyjs",
        "link_text",
        "output_type",
        "sharing",
        "show_link",
        "validate",
        "world_readable",
    }
)


class PlotlySelection(msgspec.Struct, frozen=True):
    """What is selected in a figure, as the browser reports it."""

    points: list[dict[str, Any]] = []
    point_indices: list[int] = []
    box: list[dict[str, Any]] = []
    lasso: list[dict[str, Any]] = []


class PlotlyChart(Chart, frozen=True):
    """A figure. Its data is part of the message if it is small; else the tab fetches it."""

    resets: ClassVar[tuple[str, ...]] = ("selection_mode",)
    selection: ClassVar[Any] = learned(PlotlySelection)

    figure: Content = Content()
    kinds: tuple[str, ...] = ()  # Of its traces: they tell what has to be loaded.
    is_standard: bool = False  # Whether Plotly's own look was in it, and was taken out.
    config: str = ""  # Plotly's options, in JSON.
    own_height: int = HEIGHT  # Pixels, where the author does not say.
    selection_mode: tuple[PlotlyMode, ...] = ()


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(*, on_select: Literal["ignore"] = "ignore") -> Container: ...
    def _(*, on_select: OnSelect) -> AttributeDict: ...


@command("Charts")
def plotly_chart(
    figure_or_data: Any,
    use_container_width: bool | None = None,
    *,
    width: Width = "stretch",
    height: Height = "content",
    theme: Theme = "streamlit",
    key: Key | None = None,
    on_select: OnSelect = "ignore",
    selection_mode: PlotlyMode | Iterable[PlotlyMode] = PLOTLY_MODES,
    config: dict[str, Any] | None = None,
    alt: str | None = None,
    **older: object,
) -> Container | AttributeDict:
    """Show a figure of Plotly.

    A figure that has not changed is neither sent nor drawn again. One that has changed is drawn in
    place: what the user has zoomed, hidden or selected stays, where its axes are the same.

    Args:
        figure_or_data: A figure of Plotly, a trace or a list of traces, a dict of "data" and
            "layout", or a figure of Matplotlib, which Plotly converts as well as it can.
        use_container_width: The older form of `width`: True means "stretch".
        width: Pixels, "stretch", or "content" for the width that the figure's layout says.
        height: Pixels, "stretch", or "content" for the height that the figure's layout says, else
            450 pixels.
        theme: "streamlit" for the page's colours and letters, which follow light and dark; what
            the figure itself says wins. None for the look that Plotly gives it.
        key: A name, which keeps the chart and what is selected in it while its data changes; with
            `on_select`, `st.session_state` holds the selection under it.
        on_select: "ignore", "rerun" to run the script when something is selected, or a function
            that is then called before the script runs.
        selection_mode: How the user selects: "points" by clicks, "box" and "lasso" by dragging,
            or several of them.
        config: Options of Plotly, such as `{"displayModeBar": False}` or `{"scrollZoom": True}`.
        alt: A description, for those who cannot see it.
        older: What Streamlit once handed on to Plotly, such as `sharing`: it has no effect.

    Returns:
        The element's place: a command called on it replaces the element. With `on_select`, what is
        selected: `.selection` has the lists `points`, `point_indices`, `box` and `lasso`.

    Raises:
        InvalidParameterTypeError: `figure_or_data` is no figure, or `config` no dict.
        InvalidParameterValueError: Another argument is not one of its allowed values.

    Example:
        >>> sales = {"type": "bar", "x": ["Mo", "Tu", "We"], "y": [12, 20, 9]}
        >>> st.plotly_chart([sales], height=300, alt="Sales by day")
    """
    _check_older(older)
    modes = _checked_modes(selection_mode)
    figure = plotly_figure(figure_or_data, themed=theme is not None)
    width = older_width(use_container_width, width)
    record = PlotlyChart(
        figure=text_content(figure.text),
        kinds=figure.kinds,
        is_standard=figure.is_standard,
        config=_config_text(config),
        own_height=figure.height,
        selection_mode=() if on_select == "ignore" else modes,
    )
    options = ChartOptions(
        width=figure.width if width == "content" else width,
        height=height,
        theme=theme,
        key=key,
        on_select=on_select,
        alt=alt,
    )
    placed: Container | AttributeDict = place_chart(record, NOTHING, options)
    return placed


def _checked_modes(given: object) -> tuple[PlotlyMode, ...]:
    """The ways to select, in one order, whichever the author's was."""
    named = [given] if isinstance(given, str) or not isinstance(given, Iterable) else [*given]
    for mode in named:
        if mode not in PLOTLY_MODES:
            raise InvalidParameterValueError(
                f"plotly_chart: selection_mode={given!r} has {mode!r}, which is not one of "
                f"{', '.join(map(repr, PLOTLY_MODES))}."
            )
    return tuple(mode for mode in PLOTLY_MODES if mode in named)


def _config_text(config: object) -> str:
    if config is None or config == {}:
        return ""
    if isinstance(config, dict):
        return json_of("plotly_chart", config)
    raise InvalidParameterTypeError(
        f"plotly_chart: config={config!r} is not a dict of Plotly's options. Pass such as "
        f"{{'displayModeBar': False}}."
    )


def _check_older(given: dict[str, object]) -> None:
    for name in given.keys() - OLDER:
        known = plotly_chart.__kwdefaults__ or {}
        raise TypeError(
            f"plotly_chart() has no parameter {name!r}.{did_you_mean(name, known)} Options of "
            f"Plotly belong into config={{...}}."
        )
