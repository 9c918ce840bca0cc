"""The words of `st.column_config`, and the checks of what all columns take.

Authors build columns with `st.column_config`, or write the same dicts by hand: both pass here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from anew.arguments import one_of, words_of
from anew.elements.shared.parameters import checked_number
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.settings.css_colors import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anew.elements.shared.parameters import WidgetArgs, WidgetCallback, WidgetKwargs

ColumnWidth: TypeAlias = int | Literal["small", "medium", "large"]
ContentAlignment: TypeAlias = Literal["left", "center", "right"]
ColumnType: TypeAlias = Literal[
    "text",
    "number",
    "checkbox",
    "selectbox",
    "multiselect",
    "list",
    "date",
    "time",
    "datetime",
    "link",
    "image",
    "audio",
    "video",
    "json",
    "markdown",
    "progress",
    "line_chart",
    "bar_chart",
    "area_chart",
    "button",
]
NumberFormat: TypeAlias = Literal[
    "plain",
    "localized",
    "dollar",
    "euro",
    "yen",
    "percent",
    "compact",
    "scientific",
    "engineering",
    "accounting",
    "bytes",
]
NumberColumnFormat: TypeAlias = NumberFormat | Literal["duration"]
DateFormat: TypeAlias = Literal["localized", "distance", "iso8601"]
TimeFormat: TypeAlias = Literal["localized", "iso8601"]
DatetimeFormat: TypeAlias = Literal["localized", "distance", "calendar", "iso8601"]
ThemeColor: TypeAlias = Literal[
    "red", "blue", "green", "yellow", "orange", "violet", "gray", "grey", "primary"
]
ColumnConfig: TypeAlias = dict[str, Any]

WIDTHS = {"small": 75, "medium": 200, "large": 400}  # Pixels.
ALIGNMENTS = words_of(ContentAlignment)
TYPES = words_of(ColumnType)
NUMBER_WORDS = words_of(NumberColumnFormat)
THEME_COLORS = words_of(ThemeColor)
CHART_WORDS = ("auto", "auto-inverse")
MOST_PIXELS = 10_000  # Of a column's width.

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgb|hsl)a?\([0-9.,%/ ]{1,60}\)", re.IGNORECASE)


class ButtonColumnResult(NamedTuple):
    """A column of buttons that can be clicked: what is to be called, and the dict of its looks."""

    config: ColumnConfig
    on_click: WidgetCallback | None
    args: WidgetArgs
    kwargs: WidgetKwargs
    key: str


def check_common(kind: str, config: Mapping[str, Any]) -> None:
    """Refuse what no column can have as its label, width, help or alignment.

    Args:
        kind: What was called, named in errors.
        config: The dict of a column; what it lacks is not looked at.
    """
    for name in ("label", "help"):
        check_text(kind, name, config.get(name))
    for name in ("disabled", "required", "pinned", "hidden"):
        check_flag(kind, name, config.get(name))
    if (alignment := config.get("alignment")) is not None:
        one_of(kind, "alignment", alignment, (*ALIGNMENTS, None))
    pixels_of(kind, config.get("width"))


def pixels_of(kind: str, width: object) -> int:
    """A column's width in pixels; 0 for one that fits its cells."""
    if width is None:
        return 0
    if isinstance(width, int) and not isinstance(width, bool) and 0 < width <= MOST_PIXELS:
        return width
    if isinstance(width, str) and width in WIDTHS:
        return WIDTHS[width]
    raise InvalidParameterValueError(
        f"{kind}: width={width!r} is neither a number of pixels from 1 to {MOST_PIXELS} nor one of "
        f"{', '.join(map(repr, WIDTHS))}."
    )


def check_text(kind: str, name: str, value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise InvalidParameterTypeError(f"{kind}: {name}={value!r} is not text. Pass a str.")


def check_flag(kind: str, name: str, value: object) -> None:
    if value is not None and not isinstance(value, bool):
        raise InvalidParameterTypeError(
            f"{kind}: {name}={value!r} is neither True, False nor None."
        )


def check_number(kind: str, name: str, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        raise InvalidParameterTypeError(f"{kind}: {name}={value!r} is not a number.")
    checked_number(kind, name, value)


def check_bounds(kind: str, low: str, high: str, config: Mapping[str, Any]) -> None:
    """Refuse bounds that are no numbers, or the wrong way round."""
    least, most = config.get(low), config.get(high)
    check_number(kind, low, least)
    check_number(kind, high, most)
    if least is not None and most is not None and least > most:
        raise InvalidParameterValueError(f"{kind}: {low}={least!r} is above {high}={most!r}.")


def check_chart_color(kind: str, color: object) -> None:
    """Refuse what is no colour of a chart; several colours are not offered."""
    if color is not None and not (color in CHART_WORDS if isinstance(color, str) else False):
        check_color(kind, color, CHART_WORDS)


def check_color(kind: str, color: object, words: Sequence[str] = ()) -> None:
    """Refuse what is neither a colour of the theme nor one of CSS."""
    if isinstance(color, str) and (
        color in THEME_COLORS
        or color.lower() in NAMES
        or _HEX.fullmatch(color)
        or _FUNCTION.fullmatch(color)
    ):
        return
    known = ", ".join(map(repr, (*words, *THEME_COLORS)))
    raise InvalidParameterValueError(
        f"{kind}: color={color!r} is not a colour. Pass one of {known}, or such as '#rrggbb'."
    )
