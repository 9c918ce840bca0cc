"""Kinds of options that are text in the configuration and have a form of their own."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(NamedTuple):
    """What a text must be like, for options whose type says only that it is text."""

    name: str
    is_one: Callable[[str], bool]
    expected: str

    def accepts(self, value: object) -> bool:
        """Whether it is of this kind, or no text at all; of several, each is."""
        if isinstance(value, tuple):
            return all(map(self.accepts, value))
        return not isinstance(value, str) or self.is_one(value)


def matching(pattern: str, *, is_ascii: bool = True) -> Callable[[str], bool]:
    """Whether a text as a whole is of a pattern, in lower or upper case."""
    flags = re.IGNORECASE | (re.ASCII if is_ascii else re.UNICODE)
    # Compiled where it is used, which is rare: most apps give no such text.
    return lambda text: re.fullmatch(pattern, text.strip(), flags) is not None


def _is_log_format(text: str) -> bool:
    record = logging.LogRecord("anew", logging.INFO, __file__, 1, "message", (), None)
    try:
        logging.Formatter(text).format(record)
    except (ValueError, KeyError, TypeError):
        return False
    return True


URL_PATH = Kind(
    "path", matching(r"/*(?:[\w.~-]*[\w~-](?:/[\w.~-]*[\w~-])*/*)?"), 'write it as "reports/sales"'
)
LOG_FORMAT = Kind(
    "format", _is_log_format, 'write it as "%(asctime)s %(levelname)s %(message)s", with its fields'
)
