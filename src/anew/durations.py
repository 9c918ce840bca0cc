"""Durations as authors write them: "1h30m"."""

from __future__ import annotations

import re
from datetime import timedelta

from anew.errors import BadTimeStringError, InvalidParameterTypeError, InvalidParameterValueError

Duration = float | timedelta | str | None

_UNIT_SECONDS = {
    "w": 604_800.0,
    "week": 604_800.0,
    "d": 86_400.0,
    "day": 86_400.0,
    "h": 3_600.0,
    "hr": 3_600.0,
    "hour": 3_600.0,
    "m": 60.0,
    "min": 60.0,
    "minute": 60.0,
    "s": 1.0,
    "sec": 1.0,
    "second": 1.0,
    "ms": 1e-3,
    "us": 1e-6,
    "ns": 1e-9,
}
_PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*,?")
_CLOCK = re.compile(r"(\d+):([0-5]?\d)(?::([0-5]?\d(?:\.\d+)?))?$")


def seconds_of(
    kind: str, given: Duration, parameter: str = "ttl", none: str = "None for no limit"
) -> float | None:
    """A duration in seconds; None if there is none.

    Args:
        kind: The command.
        none: What None stands for.

    >>> seconds_of("cache_data", "1h30m")
    5400.0
    """
    match given:
        case None:
            return None
        case timedelta():
            seconds = given.total_seconds()
        case str():
            seconds = _seconds_in(kind, parameter, given)
        case int() | float() if not isinstance(given, bool):
            seconds = float(given)
        case _:
            raise InvalidParameterTypeError(
                f"{kind}: {parameter}={given!r} is not a duration. Pass seconds, a timedelta, "
                f'a string such as "1h30m", or {none}.'
            )
    if not seconds >= 0:
        raise InvalidParameterValueError(
            f"{kind}: {parameter}={given!r} is not 0 or more. Pass a duration, or {none}."
        )
    return seconds


def _seconds_in(kind: str, parameter: str, text: str) -> float:
    words = text.strip().lower()
    total, end = 0.0, 0
    while part := _PART.match(words, end):
        unit = part[2] if part[2] in _UNIT_SECONDS else part[2].removesuffix("s")
        if unit not in _UNIT_SECONDS:
            break
        total += float(part[1]) * _UNIT_SECONDS[unit]
        end = part.end()
    rest = words[end:].strip()
    clock = _CLOCK.match(rest)
    if clock is not None:  # "1 day 02:30:00"
        hours, minutes, seconds = clock.groups(default="0")
        return total + int(hours) * 3_600 + int(minutes) * 60 + float(seconds)
    if rest or not end:
        raise BadTimeStringError(
            f"{kind}: {parameter}={text!r} is not a duration. Write numbers with units, such as "
            f'"90s", "1h30m" or "2 days"; the units are w, d, h, m, s and ms.'
        )
    return total
