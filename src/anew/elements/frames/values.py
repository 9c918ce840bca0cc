"""The value of a component, as its frame sends it: JSON, bytes or a table.

On the wire it is one text, so long ones travel in pieces like any long text, and are parsed on the
run's thread: `json:…`, `bytes:…` in base64, or `table:…`, three streams of Arrow in base64 with
dots between them.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from json import dumps
from typing import TYPE_CHECKING, Any

import msgspec

from anew.elements.frames.tables import HEAD, pack_table, unpack_table
from anew.elements.shared.parameters import brief
from anew.elements.tabular.frames import is_tabular
from anew.protocol.codec import is_deeper_than
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

DEEPEST = 64  # Levels of nested lists and objects.
STREAMS = 3


def read_value(raw: Json) -> Any:
    """What a frame has sent, or `Refused`."""
    kind, colon, content = raw.partition(":") if isinstance(raw, str) else ("", "", "")
    match kind:
        case "json" if colon:
            return _read_json(content)
        case "bytes" if colon:
            return _read_bytes(content)
        case "table" if colon and content.count(".") == STREAMS - 1:
            return unpack_table([_read_bytes(part) for part in content.split(".")])
    raise Refused(f"{brief(raw)} is not the value of a component.")


def write_value(value: Any) -> str:
    """The inverse of `read_value`, for tests that act as the frame."""
    if isinstance(value, bytes):
        return f"bytes:{b64encode(value).decode()}"
    if is_tabular(value):
        packed = pack_table("component", "value", value)
        sizes, start, parts = HEAD.unpack_from(packed), HEAD.size, []
        for size in sizes:
            parts.append(b64encode(packed[start : start + size]).decode())
            start += size
        return f"table:{'.'.join(parts)}"
    return f"json:{dumps(value, allow_nan=False)}"


def _read_json(text: str) -> Any:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Refused("The value of the component is not JSON.") from error
    if is_deeper_than(value, DEEPEST):
        raise Refused(f"The value of the component is nested more than {DEEPEST} levels deep.")
    return value


def _read_bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("The bytes of the component are not base64.") from error
