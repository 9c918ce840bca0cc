"""A table as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.elements.charts.simple import Wishes, simple_chart
from anew.elements.command import command
from anew.elements.vega_lite_chart import VegaLiteChart, place_simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.charts.named_colors import ChartColor
    from anew.elements.container import Container
    from anew.elements.shared.parameters import Height, Width

__all__ = ["VegaLiteChart", "line_chart"]  # What it draws, and by which command.


@command("Charts")
def line_chart(
    data: Any = None,
    *,
    x: str | None = None,
    y: str | Sequence[str] | None = None,
    x_label: str | None = None,
    y_label: str | None = None,
    color: str | ChartColor | list[ChartColor] | None = None,
    width: Width = "stretch",
    height: Height = "content",
    use_container_width: bool | None = None,
    alt: str | None = None,
) -> Container:
    """Draw a table as lines.

    Users can zoom by scrolling, and move what they have zoomed. For more than this,
    use [`st.altair_chart`](altair_chart.md) or [`st.vega_lite_chart`](vega_lite_chart.md).

    Args:
        data: A table of pandas, polars, Arrow or numpy, a Series, a list of numbers, rows or dicts, or
            a dict of columns.
        x: The column along the horizontal axis; None for the index, or the numbers of the rows.
        y: The column with the values, or several, each of which is a line; None for all
            columns of numbers.
        x_label: The name of the horizontal axis; None for that of the column, "" for none.
        y_label: The name of the vertical axis.
        color: With one y, the column by whose values the data is told apart, or which holds colours.
            Or a colour, or a list with a colour for each y: as in CSS, by a name of the theme, such
            as "blue" and "primary", or as numbers for red, green, blue and perhaps opacity.
        width: Pixels, "stretch" or "content".
        height: Pixels, "content" or "stretch" to fill the container.
        use_container_width: The older form of `width`: True means "stretch", False "content".
        alt: A description for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `data` is not a table, or has no numbers.
        InvalidParameterValueError: A name is no column, or another argument is not one of its
            allowed values.

    Example:
        >>> st.line_chart({"Oslo": [-4, -3, 1, 6], "Rome": [8, 9, 12, 15]})
        >>> rows = [{"day": 1, "sold": 4, "shop": "A"}, {"day": 1, "sold": 2, "shop": "B"}]
        >>> st.line_chart(rows, x="day", y="sold", color="shop")
    """
    wishes = Wishes(x=x, y=y, x_label=x_label, y_label=y_label, color=color)
    parts = simple_chart("line_chart", "line", data, wishes)
    return place_simple("line_chart", parts, width, height, use_container_width, alt)
