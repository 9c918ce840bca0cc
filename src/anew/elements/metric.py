"""A large number, with its change and its history."""

from __future__ import annotations

import math
import numbers
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from anew.arguments import checked_icon, one_of, shown_text, words_of
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.markup import Inline, Markdown
from anew.elements.shared.options import listed
from anew.elements.shared.parameters import (
    LABEL_VISIBILITIES,
    MOST,
    Height,
    LabelVisibility,
    Width,
    checked_height,
    checked_width,
    shown_help,
    shown_label,
    tell_of_empty_label,
)
from anew.errors import InvalidParameterTypeError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.elements.container import Container

Color: TypeAlias = Literal["red", "orange", "yellow", "green", "blue", "violet", "gray", "primary"]
DeltaColor: TypeAlias = Literal["normal", "inverse", "off", "grey"] | Color
Arrow: TypeAlias = Literal["up", "down", "off"]
ChartType: TypeAlias = Literal["line", "bar", "area"]
CHART_TYPES = words_of(ChartType)
Value: TypeAlias = "float | Decimal | str | None"

NOTHING = "—"
MINUS_SIGNS = ("-", "\N{MINUS SIGN}")
COLORS = ("red", "orange", "yellow", "green", "blue", "violet", "gray", "grey", "primary")
DELTA_COLORS = ("normal", "inverse", "off", *COLORS)


class Metric(Element, frozen=True):
    """A number and its change. The browser does the formatting, in its own language."""

    label: Inline = Inline("")
    value: str = ""
    number: float | None = None  # The value, if the browser formats it.
    delta: str = ""  # "" for none.
    delta_number: float | None = None
    delta_color: Color = "green"
    delta_arrow: Arrow = "up"
    delta_description: Inline | None = None
    format: str = ""
    help: Markdown | None = None
    icon: str = ""
    label_visibility: LabelVisibility = "visible"
    border: bool = False
    width: Width = "stretch"
    height: Height = "content"
    chart_data: tuple[float | None, ...] = ()  # None where there is a gap.
    chart_type: ChartType = "line"


@command("Data")
def metric(
    label: str,
    value: Value,
    delta: Value = None,
    delta_color: DeltaColor = "normal",
    *,
    help: str | None = None,
    icon: str | None = None,
    label_visibility: LabelVisibility = "visible",
    border: bool = False,
    width: Width = "stretch",
    height: Height = "content",
    chart_data: Iterable[Any] | None = None,
    chart_type: ChartType = "line",
    delta_arrow: Literal["auto", "up", "down", "off"] = "auto",
    format: str | None = None,
    delta_description: str | None = None,
) -> Container:
    """Show a large number, and how much it has changed.

    Args:
        label: What it is; inline Markdown.
        value: A number or text; None shows a dash.
        delta: The change, shown below: a number or text; None or "" for none. It counts as a
            decrease if it is below 0 or begins with a minus sign.
        delta_color: "normal" for green on an increase and red on a decrease, "inverse" for the
            reverse, "off" for gray; or "red", "orange", "yellow", "green", "blue", "violet",
            "gray", "primary".
        help: A tooltip in Markdown, on the help icon beside the label.
        icon: An emoji or ":material/name:", before the label.
        label_visibility: "visible", "hidden" (its space is kept) or "collapsed".
        border: Whether it has a border.
        width: Pixels, "stretch" or "content".
        height: Pixels, "stretch" or "content".
        chart_data: Numbers for a small chart below: a list, a column of a table;
            None or NaN leaves a gap.
        chart_type: "line", "bar" or "area".
        delta_arrow: "up", "down", "off" for none, or "auto" to follow the sign of `delta`.
        format: How numbers are shown: in printf style ("%.1f km") or "plain", "localized",
            "percent", "dollar", "euro", "yen", "accounting", "bytes", "compact",
            "scientific", "engineering". Text is shown as is.
        delta_description: A few words beside `delta`, such as "since yesterday"; Markdown.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `value` or `delta` is neither a number nor text, or an item
            of `chart_data` is not a number.

    Example:
        >>> st.metric("Temperature", "21 °C", "-1.5 °C", chart_data=[24, 23.5, 22.5, 21])
    """
    one_of("metric", "delta_color", delta_color, DELTA_COLORS)
    one_of("metric", "delta_arrow", delta_arrow, ("auto", "up", "down", "off"))
    one_of("metric", "chart_type", chart_type, CHART_TYPES)
    one_of("metric", "label_visibility", label_visibility, LABEL_VISIBILITIES)
    own_label = shown_label(label)
    has_delta = delta is not None and delta != ""
    shown_delta = _text("delta", delta) if has_delta else ""
    has_fallen = shown_delta.lstrip().startswith(MINUS_SIGNS)
    if not own_label.source.strip():
        tell_of_empty_label("metric")
    record = Metric(
        label=own_label,
        value=_text("value", value),
        number=_number(value) if format else None,
        delta=shown_delta,
        delta_number=_number(delta) if format else None,
        delta_color=_color(delta_color, has_fallen=has_fallen),
        delta_arrow=_arrow(delta_arrow, has_fallen=has_fallen),
        delta_description=None if delta_description is None else Inline(delta_description),
        format=format or "",
        help=shown_help(help),
        icon=checked_icon("metric", icon),
        label_visibility=label_visibility,
        border=border,
        width=checked_width("metric", width),
        height=checked_height("metric", height) or "content",
        chart_data=() if chart_data is None else _points(chart_data),
        chart_type=chart_type,
    )
    return slot_of(record)


def _text(parameter: str, value: object) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, str | numbers.Real | Decimal):
        return shown_text(value)
    raise InvalidParameterTypeError(
        f"metric: {parameter}={value!r} is neither a number nor text. Pass an int, a float, a "
        f"Decimal, a str or None."
    )


def _number(value: object) -> float | None:
    """A number that a browser can format; None for text, and for one that it cannot hold."""
    if isinstance(value, numbers.Integral):
        return int(value) if -MOST <= int(value) <= MOST else None
    if isinstance(value, numbers.Real | Decimal):
        return float(value) if math.isfinite(value) else None
    return None


def _color(color: DeltaColor, *, has_fallen: bool) -> Color:
    match color:
        case "normal":
            return "red" if has_fallen else "green"
        case "inverse":
            return "green" if has_fallen else "red"
        case "off" | "grey":
            return "gray"
    return color


def _arrow(arrow: Literal["auto", "up", "down", "off"], *, has_fallen: bool) -> Arrow:
    if arrow == "auto":
        return "down" if has_fallen else "up"
    return arrow


def _points(chart_data: object) -> tuple[float | None, ...]:
    return tuple([_point(item) for item in listed("metric", chart_data, "chart_data")])


def _point(item: object) -> float | None:
    if item is None:
        return None
    if isinstance(item, numbers.Real | Decimal):
        return _number(item)
    raise InvalidParameterTypeError(
        f"metric: chart_data has {item!r}, which is not a number. Pass numbers, or None for a gap."
    )
