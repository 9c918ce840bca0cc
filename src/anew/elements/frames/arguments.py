"""The arguments of a component, as its frame gets them: JSON, bytes, and tables as Arrow.

JSON is a part of the element's record as long as it is short. Long JSON, bytes and tables go to
the session's media, so they are sent once and only when they have changed.
"""

from __future__ import annotations

import math
from json import dumps
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.ambient.context import here
from anew.ambient.media import LARGE
from anew.arguments import shown_text
from anew.elements.frames.tables import pack_table
from anew.elements.tabular.frames import is_tabular
from anew.errors import MarshallComponentException

if TYPE_CHECKING:
    from collections.abc import Mapping

OCTETS = "application/octet-stream"


class FramePart(msgspec.Struct, frozen=True, omit_defaults=True):
    """One argument that is not JSON."""

    name: str
    address: str
    is_table: bool = False


class FrameArguments(NamedTuple):
    """All arguments, in the form of the record's fields."""

    args: str  # JSON; empty if it is long.
    args_address: str  # Where long JSON is; else empty.
    parts: tuple[FramePart, ...]


def frame_arguments(component: str, given: Mapping[str, Any]) -> FrameArguments:
    """Put what is long into the media of the current session, and describe all of it.

    Args:
        component: Its name, for errors.
        given: The arguments by name.
    """
    plain: dict[str, Any] = {}
    parts: list[FramePart] = []
    for name, value in given.items():
        if isinstance(value, bytes | bytearray | memoryview):
            parts.append(FramePart(name, _kept(bytes(value), OCTETS)))
        elif is_tabular(value):
            packed = pack_table(component, name, value)
            parts.append(FramePart(name, _kept(packed, OCTETS), is_table=True))
        else:
            plain[name] = value
    text = _json(component, plain)
    if len(text) < LARGE:
        return FrameArguments(text, "", tuple(parts))
    return FrameArguments("", _kept(text, "application/json"), tuple(parts))


def _kept(content: bytes | str, media_type: str) -> str:
    return here().run.media.put(content, media_type)


def _json(component: str, plain: dict[str, Any]) -> str:
    try:
        text = dumps(plain, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        text = _repaired(component, plain)
    return shown_text(text)


def _repaired(component: str, plain: dict[str, Any]) -> str:
    """The same with null for numbers that JSON lacks, or an error that names the argument."""
    texts = []
    for name, value in plain.items():
        try:
            finite = dumps(_finite(value), allow_nan=False, ensure_ascii=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise MarshallComponentException(
                f"{component}: the argument {name!r} cannot be sent to its frame: {error}. Pass "
                f"what JSON can represent, bytes, or a table."
            ) from error
        texts.append(f"{dumps(name, ensure_ascii=False)}:{finite}")
    return f"{{{','.join(texts)}}}"


def _finite(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case list() | tuple():
            return [_finite(item) for item in value]
    return value
