"""Sizes and numbers of entries as authors write them: "500MB"."""

from __future__ import annotations

import re

from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.settings.sections import SIZE_PATTERN

Size = int | str | None

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
