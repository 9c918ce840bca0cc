"""The colours that authors give to charts: as CSS has them, by a name of the theme, or as numbers."""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from typing import Any, TypeAlias

from anew.elements.charts.colors import hex_of, rgba_of
from anew.errors import InvalidParameterValueError
from anew.settings.css_values import COLOR

ChartColor: TypeAlias = str | Sequence[float]

# Those of the page, which are others on a dark one. The browser knows what they are.
THEME = {
    "primary": "var(--accent)",
    "red": "var(--red)",
    "orange": "var(--orange)",
    "yellow": "var(--yellow)",
    "green": "var(--green)",
    "blue": "var(--blue)",
    "violet": "var(--violet)",
    "gray": "var(--gray)",
    "grey": "var(--gray)",
}


def is_color(value: object) -> bool:
    """Whether it is one colour.

    >>> is_color("#f80"), is_color((255, 0, 0)), is_color("apple")
    (True, True, False)
    """
    if isinstance(value, str):
        return value in THEME or COLOR.is_one(value)
    return (
        isinstance(value, Sequence)
        and len(value) in {3, 4}
        and all(isinstance(one, numbers.Real) and not isinstance(one, bool) for one in value)
    )


def css_color(kind: str, value: Any) -> str:
    """A colour in CSS.

    >>> css_color("line_chart", (1.0, 0.5, 0.0)), css_color("line_chart", "primary")
    ('#ff8000ff', 'var(--accent)')
    """
    if not is_color(value):
        raise InvalidParameterValueError(
            f"{kind}: {value!r} is neither a column nor a colour. Pass such as '#ff4b4b', "
            f"'tomato', or numbers for red, green and blue: (255, 75, 75)."
        )
    if isinstance(value, str):
        return THEME.get(value, value)
    return hex_of(rgba_of(kind, "color", value))


def listed_colors(value: object) -> list[Any]:
    """The colours that an argument has: one, or several."""
    if is_color(value) or isinstance(value, str) or not isinstance(value, Sequence):
        return [value]
    return list(value)
