"""The short names of emoji, as in `:smile:`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("emoji.gen.txt")
_SHORT_CODE = re.compile(r":([a-z0-9_+-]{1,40}):")
_LINE = re.compile(r"^([^#\s]\S*) (\S+)$", re.MULTILINE)


def emoji_named(name: str) -> str | None:
    """The emoji with this name; None if there is none.

    >>> emoji_named("smile"), emoji_named("no_such")
    ('😄', None)
    """
    return emoji_names().get(name)


def emoji_of(short_code: str) -> str | None:
    """The emoji that a name between colons stands for; None if it is not such a name.

    >>> emoji_of(":smile:"), emoji_of("smile")
    ('😄', None)
    """
    found = _SHORT_CODE.fullmatch(short_code)
    return emoji_named(found[1]) if found else None


@cache
def emoji_names() -> dict[str, str]:
    """All emoji by name. The file is read at the first use."""
    return dict(_LINE.findall(_FILE.read_text(encoding="utf-8")))
