"""Dates and times, as authors give them and as browsers send them.

They are naive (local wall-clock time), to the minute. On the wire they are ISO
text: "2024-01-31", "08:30", "2024-01-31T08:30".
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from anew.arguments import one_of
from anew.elements.shared.parameters import brief
from anew.errors import (
    InvalidMinMaxError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    ValueAboveMaxError,
    ValueBelowMinError,
)
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

TODAY = "today"
NOW = "now"

SHORTEST_STEP_SECONDS = 60
DAY_SECONDS = 24 * 60 * 60
QUARTER = timedelta(minutes=15)

ORDERS = (("YYYY", "MM", "DD"), ("DD", "MM", "YYYY"), ("MM", "DD", "YYYY"))
DATE_FORMATS = tuple(mark.join(order) for mark in "/-." for order in ORDERS)


def given_date(kind: str, parameter: str, value: object) -> date:
    """A date from what an author gave: a date, a datetime, ISO text or "today"."""
    match value:
        case "today":
            return local_now().date()
        case str():
            return _read(kind, parameter, value, "date").date()
        case datetime():
            return value.date()
        case date():
            return date(value.year, value.month, value.day)
    raise InvalidParameterTypeError(
        f"{kind}: {parameter}={value!r} is not a date. Pass a datetime.date, text such as "
        f"'2024-01-31', or 'today'."
    )


def given_time(kind: str, parameter: str, value: object) -> time:
    """A time from what an author gave: a time, a datetime, ISO text or "now"."""
    match value:
        case "now":
            return local_now().time()
        case str():
            try:
                return _to_the_minute(time.fromisoformat(value))
            except ValueError:
                return _to_the_minute(_read(kind, parameter, value, "time").time())
        case datetime() | time():
            return _to_the_minute(value.time() if isinstance(value, datetime) else value)
    raise InvalidParameterTypeError(
        f"{kind}: {parameter}={value!r} is not a time. Pass a datetime.time, text such as "
        f"'08:30', or 'now'."
    )


def given_datetime(kind: str, parameter: str, value: object) -> datetime:
    """A datetime from a datetime, a date, a time of today, ISO text or "now"."""
    match value:
        case "now":
            return local_now()
        case str():
            value = _read(kind, parameter, value, "datetime")
            return datetime.combine(value.date(), _to_the_minute(value.time()))
        case datetime():
            return datetime.combine(value.date(), _to_the_minute(value.time()))
        case date():
            return datetime.combine(value, time())
        case time():
            return datetime.combine(local_now().date(), _to_the_minute(value))
    raise InvalidParameterTypeError(
        f"{kind}: {parameter}={value!r} is not a datetime. Pass a datetime.datetime, text such "
        f"as '2024-01-31 08:30', or 'now'."
    )


def local_now() -> datetime:
    """The current minute in the server's time zone."""
    now = datetime.now()  # Naive on purpose: local wall-clock time.
    return now.replace(second=0, microsecond=0)


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)


def sent_date(raw: Json) -> date:
    """A date that a browser sent, or `Refused`.

    >>> sent_date("2024-01-31")
    datetime.date(2024, 1, 31)
    """
    try:
        return date.fromisoformat(_sent(raw, _DATE))
    except ValueError:
        raise Refused(f"{brief(raw)} is not a date such as '2024-01-31'.") from None


def sent_time(raw: Json) -> time:
    """A time that a browser sent, or `Refused`."""
    try:
        return time.fromisoformat(_sent(raw, _TIME))
    except ValueError:
        raise Refused(f"{brief(raw)} is not a time such as '08:30'.") from None


def sent_datetime(raw: Json) -> datetime:
    """A datetime that a browser sent, or `Refused`."""
    try:
        return datetime.fromisoformat(_sent(raw, _DATETIME))
    except ValueError:
        raise Refused(f"{brief(raw)} is not a datetime such as '2024-01-31T08:30'.") from None


def checked_date_format(kind: str, format: str) -> str:
    """Check the format of a date and return it."""
    one_of(kind, "format", format, DATE_FORMATS)
    return format


def check_bounds(kind: str, low: str, high: str) -> None:
    """Refuse bounds (ISO text) with nothing between them; "" means no bound."""
    if low and high and low > high:
        raise InvalidMinMaxError(f"{kind}: min_value={low} is after max_value={high}.")


def check_within(kind: str, value: str, low: str, high: str) -> None:
    """Refuse a default (ISO text) that is outside the bounds."""
    if low and value < low:
        raise ValueBelowMinError(f"{kind}: value={value} is before min_value={low}.")
    if high and value > high:
        raise ValueAboveMaxError(f"{kind}: value={value} is after max_value={high}.")


def is_within(text: str, low: str, high: str) -> bool:
    """Whether a moment may be chosen. ISO texts sort chronologically."""
    return low <= text and (not high or text <= high)


def nearest(text: str, low: str, high: str) -> str:
    """The moment itself, or the nearest one within the bounds."""
    bounded = max(text, low)
    return min(bounded, high or bounded)


def checked_time_step(kind: str, step: object) -> int:
    """The interval between the times on offer, in seconds."""
    seconds = step.total_seconds() if isinstance(step, timedelta) else step
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise InvalidParameterTypeError(
            f"{kind}: step={step!r} is neither a timedelta nor a number of seconds."
        )
    if not SHORTEST_STEP_SECONDS <= seconds < DAY_SECONDS:
        raise InvalidParameterValueError(
            f"{kind}: step={step!r} is not a distance from 60 seconds to less than a day."
        )
    return int(seconds)


def _read(kind: str, parameter: str, text: str, what: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        examples = {"date": "2024-01-31", "time": "08:30", "datetime": "2024-01-31 08:30"}
        raise InvalidParameterValueError(
            f"{kind}: {parameter}={text!r} is not a {what}. Write it such as {examples[what]!r}."
        ) from None


def _to_the_minute(moment: time) -> time:
    return time(moment.hour, moment.minute)


def _sent(raw: Json, form: re.Pattern[str]) -> str:
    if isinstance(raw, str) and form.fullmatch(raw):
        return raw
    raise ValueError
