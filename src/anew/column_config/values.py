"""Columns of plain values: text, numbers, truth, progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.shared.documentation import documented
from anew.elements.tabular.column_words import (
    check_bounds,
    check_chart_color,
    check_common,
    check_flag,
    check_number,
    check_text,
)
from anew.errors import InvalidParameterValueError

if TYPE_CHECKING:
    from anew.elements.tabular.column_words import (
        ColumnConfig,
        ColumnWidth,
        ContentAlignment,
        NumberColumnFormat,
        NumberFormat,
    )


@documented
def Column(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
) -> ColumnConfig:
    """Configure a column whose type is that of its values.

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"moons": [2, 0]},
        ...     column_config={"moons": st.column_config.Column("Moons", help="Those *known*.")},
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
    }
    check_common("Column", config)
    return config


@documented
def TextColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: str | None = None,
    max_chars: int | None = None,
    validate: str | None = None,
) -> ColumnConfig:
    """Configure a column of text.

    Args:
        default: The text in a row that a user adds.
        max_chars: The most characters that can be entered.
        validate: A JavaScript regular expression that an entered text must match.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"name": ["Mars", "Venus"]},
        ...     column_config={"name": st.column_config.TextColumn("Planet", width="medium")},
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": default,
        "type_config": {"type": "text", "max_chars": max_chars, "validate": validate},
    }
    check_common("TextColumn", config)
    check_text("TextColumn", "default", default)
    check_length("TextColumn", max_chars)
    check_text("TextColumn", "validate", validate)
    return config


@documented
def NumberColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: float | None = None,
    format: str | NumberColumnFormat | None = None,
    min_value: float | None = None,
    max_value: float | None = None,
    step: float | None = None,
) -> ColumnConfig:
    """Configure a column of numbers, or of durations, which are numbers of seconds.

    Args:
        default: The number in a row that a user adds.
        format: "plain" for all digits, "localized", "percent" (of 1), "dollar", "euro", "yen",
            "accounting", "compact", "scientific", "engineering", "bytes", "duration" (of
            seconds, in words), or a pattern such as "%.2f kg" or "%,d". None suits the values.
        min_value: The smallest number that can be entered.
        max_value: The largest number that can be entered.
        step: What entered numbers are multiples of.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"price": [12.5, 3]},
        ...     column_config={"price": st.column_config.NumberColumn("Price", format="dollar")},
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": default,
        "type_config": {
            "type": "number",
            "min_value": min_value,
            "max_value": max_value,
            "format": format,
            "step": step,
        },
    }
    check_common("NumberColumn", config)
    check_number("NumberColumn", "default", default)
    check_text("NumberColumn", "format", format)
    check_bounds("NumberColumn", "min_value", "max_value", config["type_config"])
    check_step("NumberColumn", step)
    return config


@documented
def CheckboxColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: bool | None = None,
) -> ColumnConfig:
    """Configure a column of boxes that are ticked or not.

    Args:
        default: Whether the box is ticked in a row that a user adds.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"done": [True, False]},
        ...     column_config={"done": st.column_config.CheckboxColumn("Done?")},
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": default,
        "type_config": {"type": "checkbox"},
    }
    check_common("CheckboxColumn", config)
    check_flag("CheckboxColumn", "default", default)
    return config


@documented
def ProgressColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    format: str | NumberFormat | None = None,
    min_value: float | None = None,
    max_value: float | None = None,
    step: float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column of bars that show how far something is.

    Args:
        format: As in `st.column_config.NumberColumn`; None shows per cent of the range.
        min_value: The number of an empty bar; None for 0.
        max_value: The number of a full bar; None for 1, or for 100 if the values are whole.
        step: How exact the number beside the bar is.
        color: A colour of the theme such as "green" or "primary", one of CSS, "auto" for green
            above half and else red, or "auto-inverse" for the reverse.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"sold": [120, 480]},
        ...     column_config={
        ...         "sold": st.column_config.ProgressColumn("Sold", format="%d", max_value=500)
        ...     },
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "pinned": pinned,
        "type_config": {
            "type": "progress",
            "format": format,
            "min_value": min_value,
            "max_value": max_value,
            "step": step,
            "color": color,
        },
    }
    check_common("ProgressColumn", config)
    check_text("ProgressColumn", "format", format)
    check_bounds("ProgressColumn", "min_value", "max_value", config["type_config"])
    check_step("ProgressColumn", step)
    check_chart_color("ProgressColumn", color)
    return config


def check_length(kind: str, max_chars: object) -> None:
    if max_chars is None:
        return
    if isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 1:
        raise InvalidParameterValueError(
            f"{kind}: max_chars={max_chars!r} is not a whole number above 0."
        )


def check_step(kind: str, step: object) -> None:
    check_number(kind, "step", step)
    if step is not None and not step > 0:  # type: ignore[operator]  # it is a number
        raise InvalidParameterValueError(f"{kind}: step={step!r} is not above 0.")
