"""Values as bytes that can be read back exactly, and that cannot run code.

Bytes begin with the version of all this, a checksum of what follows, and how that is made:
*plain* values are msgpack, all others what `writer.py` makes of them. A checksum tells
accidents, no intent: whatever passes it is read as if somebody had made it up.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

from msgspec.msgpack import Decoder, Encoder

from anew.codec.classes import NoClasses
from anew.codec.described import Describer, Names
from anew.codec.errors import CannotDecodeError, CannotEncodeError, RefusedError, type_name
from anew.codec.paths import path_to
from anew.codec.plain import SIMPLE, is_flat, plain_containers
from anew.codec.reader import Reader
from anew.codec.references import NoReferences
from anew.codec.writer import written

if TYPE_CHECKING:
    from anew.codec.classes import Classes
    from anew.codec.form import Buffer
    from anew.codec.references import References

VERSION = 2
_PLAIN, _TAKEN_APART = 0, 1
_HEAD = struct.Struct("<BBI")  # Version, how it is made, checksum of what follows.
_LENGTH = struct.Struct("<Q")  # Of what stands before the buffers.

_NO_CLASSES = NoClasses()
_NO_REFERENCES = NoReferences()
_encode = Encoder().encode
_decode = Decoder().decode


def encoded(
    value: object,
    classes: Classes = _NO_CLASSES,
    references: References = _NO_REFERENCES,
) -> bytes:
    """A value as bytes.

    Args:
        value: What to write.
        classes: Those that it may have instances of.
        references: Which values in it are kept elsewhere, and stand here by their name.

    Raises:
        CannotEncodeError: it is, or holds, what has no form.
    """
    content = plainly_encoded(value)
    if content is not None:
        return headed(content)
    try:
        body, buffers = _taken_apart(value, classes, references)
    except RefusedError as error:
        raise _refusal(value, error) from error
    except RecursionError:
        raise CannotEncodeError(type_name(type(value)), "it is nested too deeply") from None
    except RuntimeError as error:  # Another thread changes it.
        raise CannotEncodeError(type_name(type(value)), str(error)) from error
    parts = [_LENGTH.pack(len(body)), body, *buffers]
    return b"".join([_HEAD.pack(VERSION, _TAKEN_APART, _checksum(parts)), *parts])


def decoded(
    content: Buffer,
    classes: Classes = _NO_CLASSES,
    references: References = _NO_REFERENCES,
) -> Any:
    """The value that `encoded` was given.

    Args:
        content: What it gave.
        classes: Those that there are now.
        references: Who knows what is kept elsewhere.

    Raises:
        CannotDecodeError: these are other bytes, or a class is not as it was.
    """
    return _read(content, classes, references, Reader)


def described(content: Buffer) -> Any:
    """The value as far as it can be told without the classes of the app (see `described.py`).

    Raises:
        CannotDecodeError: these are other bytes than what `encoded` gave.
    """
    return _read(content, _NO_CLASSES, Names(), Describer)


def _read(content: Buffer, classes: Classes, references: References, reader: type[Reader]) -> Any:
    view = memoryview(content)
    made = _checked(view)
    body = view[_HEAD.size :]
    try:
        if made == _PLAIN:
            return _decode(body)
        return _put_together(body, classes, references, reader)
    except CannotDecodeError:
        raise
    except RecursionError:
        raise CannotDecodeError("It is nested too deeply.") from None
    except BaseException as error:  # What a library raises for bytes that are none of its own.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            # The error's text may repeat a part of the value.
            raise CannotDecodeError(
                f"It is no value of the type that it names ({type(error).__name__})."
            ) from error
        raise


def _put_together(
    body: memoryview, classes: Classes, references: References, reader: type[Reader]
) -> Any:
    (length,) = _LENGTH.unpack_from(body)
    behind = body[_LENGTH.size :]
    if length > len(behind):
        raise CannotDecodeError("It is cut.")
    return reader(behind[:length], behind[length:], classes, references).value()


def _checked(view: memoryview) -> int:
    """How the content is made, if it is whole."""
    if len(view) < _HEAD.size:
        raise CannotDecodeError("It is cut.")
    version, made, checksum = _HEAD.unpack_from(view)
    if version != VERSION:
        raise CannotDecodeError(f"It is of version {version}; this is {VERSION}.")
    if made > _TAKEN_APART or zlib.crc32(view[_HEAD.size :]) != checksum:
        raise CannotDecodeError("It is damaged.")
    return int(made)


def plainly_encoded(value: object) -> bytes | None:
    """What msgpack writes, if it writes the value exactly. `headed` makes what `encoded` gives."""
    kind = type(value)
    if kind not in SIMPLE:
        is_flat_one = (kind is list or kind is dict) and is_flat(value)
        if not is_flat_one and plain_containers(value) is None:
            return None
    try:
        return _encode(value)
    except (UnicodeEncodeError, OverflowError, RecursionError):
        return None


def headed(plain: bytes) -> bytes:
    """What `encoded` gives for a value that msgpack writes like this."""
    return _HEAD.pack(VERSION, _PLAIN, zlib.crc32(plain)) + plain


def _taken_apart(
    value: object, classes: Classes, references: References
) -> tuple[bytes, list[Buffer]]:
    try:
        body, buffers = written(value, classes, references)
        return _encode(body), buffers
    except (UnicodeEncodeError, OverflowError):
        body, buffers = written(value, classes, references, is_careful=True)
        return _encode(body), buffers


def _checksum(parts: list[Buffer]) -> int:
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return checksum


def _refusal(value: object, error: RefusedError) -> CannotEncodeError:
    path = path_to(value, error.value)
    return CannotEncodeError(type_name(type(error.value)), error.why, path)
