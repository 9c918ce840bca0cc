"""Formats of string options, such as paths. (css_values.py has those of the theme.)"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(NamedTuple):
    """The format that a string option must have: its type only says that it is a string."""

    name: str
    is_one: Callable[[str], bool]
    expected: str

    def accepts(self, value: object) -> bool:
        """Whether a value has this format. Of a tuple, each part must; anything else passes."""
        if isinstance(value, tuple):
            return all(map(self.accepts, value))
        return not isinstance(value, str) or self.is_one(value)


def matching(pattern: str, *, is_ascii: bool = True) -> Callable[[str], bool]:
    """A check whether a whole string matches a pattern, ignoring case."""
    flags = re.IGNORECASE | (re.ASCII if is_ascii else re.UNICODE)
    # Compiled only when it is used: most apps set no such option.
    return lambda text: re.fullmatch(pattern, text.strip(), flags) is not None


def _is_log_format(text: str) -> bool:
    record = logging.LogRecord("anew", logging.INFO, __file__, 1, "message", (), None)
    try:
        logging.Formatter(text).format(record)
    except (ValueError, KeyError, TypeError):
        return False
    return True


# Of another host, or of this one: then it does not begin with two slashes, which name a host too.
_TILES = re.compile(
    r"(?:https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?/|/?[A-Za-z0-9_.~-]+/)"
    r"(?:[A-Za-z0-9_!$&*+,./:;=?@~%|-]|\{[xyz]\})*"
)


def _is_tiles_address(text: str) -> bool:
    has_all = all(text.count(part) == 1 for part in ("{z}", "{x}", "{y}"))
    return not text or (has_all and _TILES.fullmatch(text) is not None)


def _is_style_address(text: str) -> bool:
    return not text or ("{" not in text and _TILES.fullmatch(text) is not None)


URL_PATH = Kind(
    "path", matching(r"/*(?:[\w.~-]*[\w~-](?:/[\w.~-]*[\w~-])*/*)?"), 'write it as "reports/sales"'
)
ORIGIN = Kind(
    "origin",
    matching(r"https?://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?"),
    'write it as "https://tiles.example.org"',
)
TILES = Kind(
    "address of tiles",
    _is_tiles_address,
    'write it as "https://tile.example.org/{z}/{x}/{y}.png", or "app/static/tiles/{z}/{x}/{y}.png" '
    "for tiles of this app, with no other braces",
)
STYLE = Kind(
    "address of a style",
    _is_style_address,
    'write it as "https://tiles.example.org/style.json", or "app/static/style.json" for one of this app',
)
LOG_FORMAT = Kind(
    "format",
    _is_log_format,
    'write it as "%(asctime)s %(levelname)s %(message)s", with fields of Python\'s logging',
)
