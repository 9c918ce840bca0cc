"""Columns with a small chart in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.shared.documentation import documented
from anew.elements.tabular.column_words import check_bounds, check_chart_color, check_common

if TYPE_CHECKING:
    from anew.elements.tabular.column_words import ColumnConfig, ColumnWidth


@documented
def LineChartColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    y_min: float | None = None,
    y_max: float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column with a line in each cell, of its list of numbers.

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"sales": [[3, 5, 4], [1, 1, 2]]},
        ...     column_config={"sales": st.column_config.LineChartColumn("Sales", y_min=0)},
        ... )
    """
    return _chart("LineChartColumn", "line_chart", label, width, help, pinned, y_min, y_max, color)


@documented
def BarChartColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    y_min: float | None = None,
    y_max: float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column with bars in each cell, of its list of numbers.

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"visits": [[3, 5, 4], [1, 1, 2]]},
        ...     column_config={"visits": st.column_config.BarChartColumn("Visits", color="green")},
        ... )
    """
    return _chart("BarChartColumn", "bar_chart", label, width, help, pinned, y_min, y_max, color)


@documented
def AreaChartColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    y_min: float | None = None,
    y_max: float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column with a filled line in each cell, of its list of numbers.

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"rain": [[3, 5, 4], [1, 1, 2]]},
        ...     column_config={"rain": st.column_config.AreaChartColumn("Rain", width="medium")},
        ... )
    """
    return _chart("AreaChartColumn", "area_chart", label, width, help, pinned, y_min, y_max, color)


def _chart(
    kind: str,
    type: str,
    label: str | None,
    width: ColumnWidth | None,
    help: str | None,
    pinned: bool | None,
    y_min: float | None,
    y_max: float | None,
    color: str | None,
) -> ColumnConfig:
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "pinned": pinned,
        "type_config": {"type": type, "y_min": y_min, "y_max": y_max, "color": color},
    }
    check_common(kind, config)
    check_bounds(kind, "y_min", "y_max", config["type_config"])
    check_chart_color(kind, color)
    return config
