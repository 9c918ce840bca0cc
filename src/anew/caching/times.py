"""Durations and sizes as authors write them: "1h30m", "500MB"."""

from __future__ import annotations

import re
from datetime import timedelta

from anew.errors import BadTimeStringError, InvalidParameterTypeError, InvalidParameterValueError
from anew.settings.sections import SIZE_PATTERN

Duration = float | timedelta | str | None
Size = int | str | None

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

_UNIT_BYTES = {
    "": 1,
    "k": 10**3,
    "m": 10**6,
    "g": 10**9,
    "t": 10**12,
    "ki": 2**10,
    "mi": 2**20,
    "gi": 2**30,
    "ti": 2**40,
}


def seconds_of(kind: str, ttl: Duration) -> float | None:
    """A ttl in seconds; None if values never expire.

    >>> seconds_of("cache_data", "1h30m")
    5400.0
    """
    match ttl:
        case None:
            return None
        case timedelta():
            seconds = ttl.total_seconds()
        case str():
            seconds = _seconds_in(kind, ttl)
        case int() | float() if not isinstance(ttl, bool):
            seconds = float(ttl)
        case _:
            raise InvalidParameterTypeError(
                f"{kind}: ttl={ttl!r} is not a duration. Pass seconds, a timedelta, "
                f'a string such as "1h30m", or None for no limit.'
            )
    if not seconds >= 0:
        raise InvalidParameterValueError(
            f"{kind}: ttl={ttl!r} is not 0 or more. Pass a duration, or None for no limit."
        )
    return seconds


def bytes_of(kind: str, parameter: str, size: Size) -> int | None:
    """A size in bytes; None if there is no limit.

    >>> bytes_of("cache_data", "max_size", "1.5 MB")
    1500000
    """
    if size is None:
        return None
    if isinstance(size, bool) or not isinstance(size, int | str):
        raise InvalidParameterTypeError(f"{kind}: {parameter}={size!r} is not a size. {_SIZES}")
    if isinstance(size, int):
        count = size
    else:
        found = re.match(SIZE_PATTERN, size)
        if found is None:
            raise InvalidParameterValueError(
                f"{kind}: {parameter}={size!r} is not a size. {_SIZES}"
            )
        unit = (found[2] or "").lower().removesuffix("b")
        count = int(float(found[1]) * _UNIT_BYTES[unit])
    if count < 1:
        raise InvalidParameterValueError(f"{kind}: {parameter}={size!r} is too small. {_SIZES}")
    return count


_SIZES = 'Pass a number of bytes, a string such as "500MB" or "2GiB", or None for no limit.'


def _seconds_in(kind: str, text: str) -> float:
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
            f"{kind}: ttl={text!r} is not a duration. Write numbers with units, such as "
            f'"90s", "1h30m" or "2 days"; the units are w, d, h, m, s and ms.'
        )
    return total


def checked_count(kind: str, parameter: str, count: int | None) -> int | None:
    """A number of entries, at least 1; None if there is no limit."""
    if count is None:
        return None
    if isinstance(count, bool) or not isinstance(count, int):
        raise InvalidParameterTypeError(
            f"{kind}: {parameter}={count!r} is not an integer. Pass 1 or more, or None for no limit."
        )
    if count < 1:
        raise InvalidParameterValueError(
            f"{kind}: {parameter}={count!r} is too small. Pass 1 or more, or None for no limit."
        )
    return count
