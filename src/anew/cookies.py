"""A parser for Cookie headers that tolerates malformed cookies.

A browser sends an app all cookies of its host, also those set by other programs on other
ports, in whatever format. So the header is split as in RFC 6265 and each cookie is read on
its own. Python's own parser gives up on the whole header at the first invalid value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))", re.DOTALL)


def cookies_in(header: str) -> Iterator[tuple[str, str]]:
    r"""The names and values of a Cookie header, in order. Parts without "=" are skipped.

    >>> list(cookies_in('prefs={"dark":1}; foo[bar]=1; ; alone; quoted="a\\073b"'))
    [('prefs', '{"dark":1}'), ('foo[bar]', '1'), ('quoted', 'a;b')]
    """
    for part in header.split(";"):
        name, equals, value = part.partition("=")
        if equals and name.strip():
            yield name.strip(), _unquoted(value.strip())


def _unquoted(value: str) -> str:
    """The value without quotes and escapes, which Python and others write around special values."""
    if len(value) < 2 or not (value[0] == value[-1] == '"'):
        return value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)) if found[1] else found[2], value[1:-1])
