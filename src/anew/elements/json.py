"""Data as a tree that can be unfolded."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from json import dumps, loads
from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.parameters import STRETCH, WidthWithoutContent, checked_width
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

ALL_LEVELS = -1
DEEPEST = 64  # The most levels shown, for data that contains itself or nests without end.


class Json(Element, frozen=True):
    """Data as JSON text: a snapshot from the time of the call, as the data may change later."""

    body: str = "null"
    expanded: int = ALL_LEVELS  # Levels that are open initially; -1 for all.
    width: WidthWithoutContent = "stretch"


@command("Data")
def json(
    body: object,
    *,
    expanded: bool | int = True,
    width: WidthWithoutContent = "stretch",
) -> Container:
    """Show data that can be unfolded.

    Args:
        body: Anything made of dicts, lists and plain values; what JSON cannot represent is
            shown as its `str`. Text is parsed as JSON.
        expanded: Whether it is open initially; a number opens that many levels.
        width: Pixels or "stretch".

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterValueError: `body` is text that is not JSON, or `expanded` is below 0.

    Example:
        >>> st.json({"name": "Ada", "born": 1815}, expanded=1)
    """
    record = Json(
        body=_checked_text(body) if isinstance(body, str) else json_text(body),
        expanded=_checked_levels(expanded),
        width=checked_width("json", width, STRETCH),
    )
    return slot_of(record)


def json_text(value: object) -> str:
    """Anything as JSON text.

    >>> json_text({"days": {3, 1}, "limit": float("inf"), 7: None})
    '{"days": [1, 3], "limit": "Infinity", "7": null}'
    """
    value = value._asdict() if is_named_tuple(value) else value  # type: ignore[attr-defined]
    try:
        text = dumps(value, default=_plain, allow_nan=False, ensure_ascii=False)
    except (TypeError, OverflowError, RecursionError, ValueError):
        text = dumps(_tree(value, ()), ensure_ascii=False)
    return shown_text(text)


def _checked_text(body: str) -> str:
    try:
        return json_text(loads(body))
    except (ValueError, RecursionError) as error:
        raise InvalidParameterValueError(
            f"json: the text is not JSON: {error}. Pass valid JSON, or the data itself."
        ) from error


def _checked_levels(expanded: bool | int) -> int:
    if isinstance(expanded, bool):
        return ALL_LEVELS if expanded else 0
    if not isinstance(expanded, int):
        raise InvalidParameterTypeError(
            f"json: expanded={expanded!r} is neither True, False nor a number of levels."
        )
    if expanded < 0:
        raise InvalidParameterValueError(
            f"json: expanded={expanded!r} is below 0. Pass True to open all levels."
        )
    return expanded


def _plain(value: object) -> object:
    """A value that JSON cannot represent, as one that it can, or as text."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, AbstractSet):
        return ordered(value)
    if isinstance(value, Sequence | ValuesView) and not isinstance(value, bytes | bytearray):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return str(value)


def ordered(values: AbstractSet[object]) -> list[object]:
    """A set's members in an order that is the same in every process, if they have one."""
    try:
        return sorted(values)  # type: ignore[type-var]
    except TypeError:
        return list(values)


def _tree(value: object, above: tuple[int, ...]) -> object:
    """A value as plain data, for keys, numbers and cycles that `dumps` refuses."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, str | int | float):
        return value
    if id(value) in above or len(above) >= DEEPEST:
        return "…"
    below = (*above, id(value))
    plain = value if isinstance(value, dict | list | tuple) else _plain(value)
    if isinstance(plain, dict):
        return {str(key): _tree(item, below) for key, item in plain.items()}
    if isinstance(plain, list | tuple):
        return [_tree(item, below) for item in plain]
    return plain


def is_named_tuple(value: object) -> bool:
    return isinstance(value, tuple) and hasattr(value, "_asdict")
