"""Arrows and signs that authors type in ASCII: `a -> b`."""

from __future__ import annotations

import re

_SIGNS = {
    "<-": "←",
    "->": "→",
    "<->": "↔",
    "--": "—",
    ">=": "≥",
    "<=": "≤",
    "~=": "≈",
}

# Only between spaces: `x->y` and `--option` mean something else.
_SIGN = re.compile(r"(?<!\S)(?:<->|<-|->|--|>=|<=|~=)(?!\S)")


def with_signs(text: str) -> str:
    """The text with these signs replaced.

    >>> with_signs("a -> b, x->y")
    'a → b, x->y'
    """
    if "-" not in text and "=" not in text:
        return text
    return _SIGN.sub(lambda found: _SIGNS[found[0]], text)
