"""The cookies of a request, whatever else stands beside them.

A browser sends an app all cookies of its host, also those of other programs on other ports,
in any form that these have given them. So each is read by itself, as RFC 6265 cuts them apart:
Python's own reader gives up on the whole header at the first value that it does not like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))", re.DOTALL)


def cookies_in(header: str) -> Iterator[tuple[str, str]]:
    r"""The names and values of a Cookie header, in its order; what is no pair is left out.

    >>> list(cookies_in('prefs={"dark":1}; foo[bar]=1; ; alone; quoted="a\\073b"'))
    [('prefs', '{"dark":1}'), ('foo[bar]', '1'), ('quoted', 'a;b')]
    """
    for part in header.split(";"):
        name, equals, value = part.partition("=")
        if equals and name.strip():
            yield name.strip(), _unquoted(value.strip())


def _unquoted(value: str) -> str:
    """What stood between quotes, as Python and others write what a cookie has no room for."""
    if len(value) < 2 or not (value[0] == value[-1] == '"'):
        return value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)) if found[1] else found[2], value[1:-1])
