"""Colours, as authors write them, for drawings that take numbers."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from anew.errors import InvalidParameterValueError
from anew.settings.css_colors import NAMES

Rgba: TypeAlias = tuple[int, int, int, int]  # Each from 0 to 255.

_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"rgba?\(([^()]{1,60})\)", re.IGNORECASE)


def rgba_of(kind: str, parameter: str, color: object) -> Rgba:
    """A colour as four whole numbers.

    Args:
        kind: The command that was called, for its error.
        parameter: What the colour was given for.
        color: A name of CSS, "#rrggbb" with or without an alpha, "rgb(…)" or "rgba(…)", or three
            or four numbers: whole ones from 0 to 255, or fractions from 0.0 to 1.0.

    >>> rgba_of("map", "color", "teal"), rgba_of("map", "color", (1.0, 0.5, 0.0))
    ((0, 128, 128, 255), (255, 128, 0, 255))
    """
    found = _of_text(color) if isinstance(color, str) else _of_numbers(color)
    if found is not None:
        return found
    raise InvalidParameterValueError(
        f"{kind}: {parameter}={color!r} is not a colour. Pass a name such as 'teal', '#rrggbb', or "
        f"three or four numbers: whole ones from 0 to 255, or fractions from 0.0 to 1.0."
    )


def hex_of(color: Rgba) -> str:
    """The colour as `#rrggbbaa`."""
    return "#" + bytes(color).hex()


def _of_text(text: str) -> Rgba | None:
    words = text.strip()
    digits = NAMES.get(words.lower())
    if digits is None and (found := _HEX.fullmatch(words)):
        digits = found[1]
    if digits is not None:
        return _of_digits(digits)
    if words.lower() == "transparent":
        return (0, 0, 0, 0)
    if called := _FUNCTION.fullmatch(words):
        return _of_arguments(re.split(r"[\s,/]+", called[1].strip()))
    return None


def _of_digits(digits: str) -> Rgba:
    if len(digits) <= 4:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = bytes.fromhex(f"{digits}ff"[:8])
    return red, green, blue, alpha


def _of_arguments(words: list[str]) -> Rgba | None:
    """The arguments of `rgb(…)`: the alpha is a share, whatever the others are."""
    try:
        parts = [
            float(word.removesuffix("%")) * (2.55 if word.endswith("%") else 1)
            for word in words[:3]
        ]
        alpha = 1.0
        for word in words[3:]:
            alpha = float(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    except ValueError:
        return None
    if len(words) not in {3, 4}:
        return None
    return _checked([*map(round, parts), round(alpha * 255)])


def _of_numbers(color: Any) -> Rgba | None:
    if hasattr(color, "tolist"):  # An array, or a number of numpy within a list.
        color = color.tolist()
    if not isinstance(color, Sequence) or len(color) not in {3, 4}:
        return None
    if any(isinstance(part, bool) or not isinstance(part, numbers.Real) for part in color):
        return None
    parts = [float(part) for part in color]
    if not all(map(math.isfinite, parts)):
        return None
    are_shares = max(parts) <= 1 and any(not isinstance(part, numbers.Integral) for part in color)
    if are_shares:
        return _checked([*[round(part * 255) for part in parts], 255][:4])
    # An alpha is often a share beside whole numbers.
    if len(parts) == 4 and not isinstance(color[3], numbers.Integral) and parts[3] <= 1:
        parts[3] *= 255
    return _checked([*map(round, parts), 255][:4])


def _checked(parts: list[int]) -> Rgba | None:
    if not all(0 <= part <= 255 for part in parts):
        return None
    red, green, blue, alpha = parts
    return red, green, blue, alpha
