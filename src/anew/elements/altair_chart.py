"""A chart of Altair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from anew.elements.charts.altair import altair_taken_apart
from anew.elements.charts.chart import ChartOptions, OnSelect, Theme
from anew.elements.command import command
from anew.elements.vega_lite_chart import VegaLiteChart, chosen_width, place_vega

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.attribute_dict import AttributeDict
    from anew.elements.container import Container
    from anew.elements.shared.parameters import Height, Key, WidgetCallback, Width

__all__ = ["VegaLiteChart", "altair_chart"]  # What it draws, and by which command.


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(altair_chart: Any, *, on_select: Literal["ignore"] = "ignore") -> Container: ...
    def _(altair_chart: Any, *, on_select: Literal["rerun"] | WidgetCallback) -> AttributeDict: ...


@command("Charts")
def altair_chart(
    altair_chart: Any,
    *,
    width: Width | None = None,
    height: Height = "content",
    use_container_width: bool | None = None,
    theme: Theme = "streamlit",
    key: Key | None = None,
    on_select: OnSelect = "ignore",
    selection_mode: str | Iterable[str] | None = None,
    alt: str | None = None,
) -> Container | AttributeDict:
    """Draw a chart of [Altair](https://altair-viz.github.io).

    Its data may be as large as you like: Altair's limit of 5,000 rows does not apply. It is sent
    apart from the chart, and when it changes, it is drawn into the chart that is there, which keeps
    what the user has zoomed and selected.

    Args:
        altair_chart: A chart of Altair 5 or 6, also of several charts.
        width: Pixels, "stretch" or "content". None stretches the chart, unless it consists of
            several beside each other, which have their own widths.
        height: Pixels, "content" for what the chart says, or "stretch" to fill the container.
        use_container_width: The older form of `width`: True means "stretch", False "content".
        theme: "streamlit" for the colours and letters of the page; None for those of Altair.
        key: A name, under which `st.session_state` holds what is selected.
        on_select: What happens when the user selects something: "ignore", "rerun", or a function
            that is called before the script runs.
        selection_mode: The names of the chart's selection parameters that you want; None for all.
        alt: A description for those who cannot see it.

    Returns:
        The chart's place. With `on_select`, a dict with "selection", and in it by the name of each
        parameter: a list of the selected points, each a dict of fields; or for an interval a
        dict of fields with the values from and to; or `{}` where nothing is selected.

    Raises:
        InvalidParameterTypeError: It is no chart of Altair.
        InvalidParameterValueError: There is nothing to select, or not what `selection_mode` names.

    Example:
        >>> import altair, pandas
        >>> data = pandas.DataFrame({"hour": [8, 12, 16], "degrees": [11, 19, 17]})
        >>> chart = altair.Chart(data).mark_line().encode(x="hour", y="degrees")
        >>> st.altair_chart(chart, alt="The temperature at three hours")
    """
    parts = altair_taken_apart("altair_chart", altair_chart)
    options = ChartOptions(
        width=chosen_width(parts, width, use_container_width),
        height=height,
        theme=theme,
        key=key,
        on_select=on_select,
        alt=alt,
    )
    placed: Container | AttributeDict = place_vega("altair_chart", parts, options, selection_mode)
    return placed
