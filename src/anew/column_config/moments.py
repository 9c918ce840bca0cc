"""Columns of dates and times."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from anew.elements.shared.documentation import documented
from anew.elements.tabular.column_words import check_common, check_text
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from anew.elements.tabular.column_words import (
        ColumnConfig,
        ColumnWidth,
        ContentAlignment,
        DateFormat,
        DatetimeFormat,
        TimeFormat,
    )


@documented
def DateColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: date | None = None,
    format: str | DateFormat | None = None,
    min_value: date | None = None,
    max_value: date | None = None,
    step: int | None = None,
) -> ColumnConfig:
    """Configure a column of dates.

    Args:
        default: The date in a row that a user adds.
        format: "localized" as in the user's language, "distance" from today, "iso8601", or a
            pattern such as "D MMM YYYY" or "ddd, DD.MM.". None shows such as 2024-01-31.
        min_value: The earliest date that can be entered.
        max_value: The latest date that can be entered.
        step: The days between those that can be entered.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`. Its dates are text, as in ISO 8601.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> import datetime
        >>> st.dataframe(
        ...     {"due": [datetime.date(2024, 1, 31)]},
        ...     column_config={"due": st.column_config.DateColumn("Due", format="D MMM YYYY")},
        ... )
    """
    kind = "DateColumn"
    if step is not None and (isinstance(step, bool) or not isinstance(step, int) or step < 1):
        raise InvalidParameterValueError(f"{kind}: step={step!r} is not a whole number of days.")
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": _moment(kind, "default", default, date),
        "type_config": {
            "type": "date",
            "format": format,
            "min_value": _moment(kind, "min_value", min_value, date),
            "max_value": _moment(kind, "max_value", max_value, date),
            "step": step,
        },
    }
    check_common(kind, config)
    _check(kind, format, min_value, max_value)
    return config


@documented
def TimeColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: time | None = None,
    format: str | TimeFormat | None = None,
    min_value: time | None = None,
    max_value: time | None = None,
    step: float | timedelta | None = None,
) -> ColumnConfig:
    """Configure a column of times of day.

    Args:
        default: The time in a row that a user adds.
        format: "localized" as in the user's language, "iso8601", or a pattern such as "HH:mm" or
            "hh:mm a". None shows such as 08:30:00.
        min_value: The earliest time that can be entered.
        max_value: The latest time that can be entered.
        step: Seconds, or a timedelta, between the times that can be entered.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`. Its times are text, as in ISO 8601.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> import datetime
        >>> st.dataframe(
        ...     {"opens": [datetime.time(8, 30)]},
        ...     column_config={"opens": st.column_config.TimeColumn("Opens", format="HH:mm")},
        ... )
    """
    kind = "TimeColumn"
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": _moment(kind, "default", default, time),
        "type_config": {
            "type": "time",
            "format": format,
            "min_value": _moment(kind, "min_value", min_value, time),
            "max_value": _moment(kind, "max_value", max_value, time),
            "step": _seconds(kind, step),
        },
    }
    check_common(kind, config)
    _check(kind, format, min_value, max_value)
    return config


@documented
def DatetimeColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: datetime | None = None,
    format: str | DatetimeFormat | None = None,
    min_value: datetime | None = None,
    max_value: datetime | None = None,
    step: float | timedelta | None = None,
    timezone: str | None = None,
) -> ColumnConfig:
    """Configure a column of dates with times.

    Args:
        default: The moment in a row that a user adds.
        format: "localized" as in the user's language, "distance" from now ("2 hours ago"),
            "calendar" ("today at 08:30"), "iso8601", or a pattern such as "D MMM YYYY, HH:mm".
            None shows such as 2024-01-31 08:30:00.
        min_value: The earliest moment that can be entered.
        max_value: The latest moment that can be entered.
        step: Seconds, or a timedelta, between the moments that can be entered.
        timezone: The time zone to show, such as "Europe/Berlin"; None shows the values' own. Values
            without a zone are taken as UTC then.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`. Its moments are text, as in ISO 8601.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> import datetime
        >>> st.dataframe(
        ...     {"seen": [datetime.datetime(2024, 1, 31, 8, 30)]},
        ...     column_config={"seen": st.column_config.DatetimeColumn("Seen", format="calendar")},
        ... )
    """
    kind = "DatetimeColumn"
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": _moment(kind, "default", default, datetime),
        "type_config": {
            "type": "datetime",
            "format": format,
            "min_value": _moment(kind, "min_value", min_value, datetime),
            "max_value": _moment(kind, "max_value", max_value, datetime),
            "step": _seconds(kind, step),
            "timezone": timezone,
        },
    }
    check_common(kind, config)
    _check(kind, format, min_value, max_value)
    check_zone(kind, timezone)
    return config


def check_zone(kind: str, zone: object) -> None:
    """Refuse what is no name of a time zone."""
    check_text(kind, "timezone", zone)
    if zone is None:
        return
    try:
        ZoneInfo(str(zone))
    except (KeyError, ValueError, OSError):
        raise InvalidParameterValueError(
            f"{kind}: timezone={zone!r} is not a time zone. Pass one such as 'Europe/Berlin'."
        ) from None


def _moment(
    kind: str, name: str, value: object, wanted: type[date | time | datetime]
) -> str | None:
    """A date or a time as ISO text; the text of one is taken, too."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = wanted.fromisoformat(value)
        except ValueError:
            value = None
    if wanted is date and isinstance(value, datetime):
        value = value.date()
    if isinstance(value, wanted):
        return value.isoformat()
    raise InvalidParameterTypeError(
        f"{kind}: {name} is not a datetime.{wanted.__name__}, which it has to be."
    )


def _seconds(kind: str, step: object) -> float | int | None:
    if isinstance(step, timedelta):
        step = step.total_seconds()
    if step is None:
        return None
    if isinstance(step, bool) or not isinstance(step, int | float) or not step > 0:
        raise InvalidParameterValueError(
            f"{kind}: step={step!r} is neither a number of seconds above 0 nor a timedelta."
        )
    return step


def _check(kind: str, format: object, least: object, most: object) -> None:
    check_text(kind, "format", format)
    if least is None or most is None:
        return
    if _in_utc(least) > _in_utc(most):
        raise InvalidParameterValueError(
            f"{kind}: min_value={least!r} is above max_value={most!r}."
        )


def _in_utc(value: object) -> str:
    """A text by which moments of all zones can be compared."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return value.isoformat() if isinstance(value, date | time) else str(value)
