"""A chart of Apache ECharts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

import msgspec

from anew.arguments import one_of, words_of
from anew.elements.charts.chart import Chart, ChartOptions, OnSelect, Theme, place_chart
from anew.elements.charts.echarts_option import HEIGHT, echarts_option
from anew.elements.command import command
from anew.elements.shared.content import Content, table_content, text_content
from anew.elements.shared.parameters import MOST, Height, Key, Width
from anew.learned import learned

if TYPE_CHECKING:
    from anew.attribute_dict import AttributeDict
    from anew.elements.container import Container

Renderer: TypeAlias = Literal["canvas", "svg"]

RENDERERS: tuple[Renderer, ...] = words_of(Renderer)
NOTHING: dict[str, Any] = {"selected": [], "areas": []}

RowNumber: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=-MOST, le=MOST)]
Coordinate: TypeAlias = Whole | float | None
Name: TypeAlias = Annotated[str, msgspec.Meta(max_length=10_000)]


class EChartsSelected(msgspec.Struct, frozen=True):
    """What is selected of one series."""

    series_index: RowNumber
    series_id: Name | None = None  # None unless the author has given it one.
    series_name: Name | None = None
    data_type: Literal["main", "node", "edge"] = "main"
    data_indices: list[RowNumber] = []


class EChartsArea(msgspec.Struct, frozen=True):
    """An area that was drawn with a brush, in the axes' values."""

    brush_index: RowNumber
    brush_type: Literal["rect", "polygon", "lineX", "lineY"]
    coord_range: list[Coordinate | list[Coordinate]]


class EChartsSelection(msgspec.Struct, frozen=True):
    """What is selected in a chart, as the browser reports it."""

    selected: list[EChartsSelected] = []
    areas: list[EChartsArea] = []


class EchartsChart(Chart, frozen=True):
    """An option of ECharts, and apart from it the tables that it draws."""

    selection: ClassVar[Any] = learned(EChartsSelection)

    option: Content = Content()
    tables: tuple[Content, ...] = ()
    own_height: int = HEIGHT  # Pixels, where the author does not say.
    renderer: Renderer = "canvas"
    is_selectable: bool = False


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(*, on_select: Literal["ignore"] = "ignore") -> Container: ...
    def _(*, on_select: OnSelect) -> AttributeDict: ...


@command("Charts")
def echarts_chart(
    spec: Any,
    *,
    width: Width = "stretch",
    height: Height = "content",
    theme: Theme = "streamlit",
    key: Key | None = None,
    on_select: OnSelect = "ignore",
    renderer: Renderer = "canvas",
    alt: str | None = None,
) -> Container | AttributeDict:
    """Show a chart of [Apache ECharts](https://echarts.apache.org/en/option.html).

    A table in `dataset` is sent apart from the rest. A chart that has not changed is neither sent
    nor drawn again; one that has changed is drawn in place: what the user has zoomed, hidden or
    selected stays.

    Args:
        spec: The chart's option: a dict, the same in JSON, or a chart of pyecharts. The `source` of
            a `dataset` may be a table of pandas, polars, Arrow or numpy. Functions in JavaScript
            are never run; tooltips take the name of a format as `valueFormatter`, and a text
            with placeholders, such as "{b}: {@sales}", as `formatter`.
        width: Pixels, "stretch", or "content" for 700 pixels.
        height: Pixels, "stretch", or "content" for 350 pixels. A chart of pyecharts may say its own
            width and height.
        theme: "streamlit" for the page's colours and letters, which follow light and dark; what
            the chart itself says wins. None for the look that ECharts gives it.
        key: A name, which keeps the chart and what is selected in it while its data changes; with
            `on_select`, `st.session_state` holds the selection under it.
        on_select: "ignore", "rerun" to run the script when something is selected, or a function
            that is then called before the script runs. What can be selected is said in `spec`: by
            `selectedMode` of a series, or by `brush`.
        renderer: "canvas", or "svg", which is sharp in print and slower with much data.
        alt: A description, for those who cannot see it. None for one that ECharts makes.

    Returns:
        The element's place: a command called on it replaces the element. With `on_select`, what is
        selected: `.selection.selected` has a dict for each series, with `series_index`,
        `series_id`, `series_name`, `data_type` and `data_indices`, the numbers of the rows;
        `.selection.areas` one for each area that was drawn, with `brush_index`, `brush_type` and
        `coord_range`.

    Raises:
        InvalidParameterTypeError: `spec` is no option, or holds what JSON has no word for.
        InvalidParameterValueError: It has a series that is not there: of the type "custom", on a
            map, or of the extension ECharts GL. Or another argument is not one of its allowed
            values.

    Example:
        >>> st.echarts_chart(
        ...     {
        ...         "xAxis": {"data": ["Mo", "Tu", "We"]},
        ...         "yAxis": {},
        ...         "series": [{"type": "bar", "data": [12, 20, 9]}],
        ...     },
        ...     alt="Sales by day",
        ... )
    """
    one_of("echarts_chart", "renderer", renderer, RENDERERS)
    option = echarts_option(spec)
    own_height: Any = option.height if height == "content" else HEIGHT
    record = EchartsChart(
        option=text_content(option.text),
        tables=tuple([table_content(sheet) for sheet in option.tables]),
        own_height=HEIGHT if own_height == "stretch" else own_height,
        renderer=renderer,
        is_selectable=on_select != "ignore",
    )
    own_width: Any = option.width
    options = ChartOptions(
        width=own_width if width == "content" else width,
        height="stretch" if own_height == "stretch" else height,
        theme=theme,
        key=key,
        on_select=on_select,
        alt=alt,
    )
    placed: Container | AttributeDict = place_chart(record, NOTHING, options)
    return placed
