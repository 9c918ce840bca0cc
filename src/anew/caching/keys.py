"""The key of a call: a digest of its arguments, by type and value.

Two values have the same digest only if they have the same type and are equal in everything
that a function could tell apart: 1, 1.0 and True differ, and so do two dicts whose order
differs. Each part is written with its type and length, so no two values write the same bytes.
Unknown types are refused: a guess could give one caller the result of another.
"""

from __future__ import annotations

import dataclasses
import io
import os
import re
import struct
from collections import OrderedDict, defaultdict, deque
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from pathlib import PurePath
from types import (
    BuiltinFunctionType,
    CodeType,
    EllipsisType,
    FunctionType,
    MappingProxyType,
    MethodType,
    ModuleType,
    NoneType,
)
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from anew.ambient.uploads import StoredFile
from anew.caching.library_keys import parts_of
from anew.errors import UnhashableParamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    HashFuncs = Mapping[type | str, Callable[[Any], object]]

DIGEST_BYTES = 16
_LARGE_BYTES = 1 << 16  # Longer contents are written as their digest.


def key_of(
    arguments: Iterable[tuple[str, object]], own: HashFuncs | None = None, *, call: str = ""
) -> bytes:
    """The key of a call.

    Args:
        arguments: The arguments, each with the name of its parameter.
        own: The author's `hash_funcs`: maps a type, or its full name, to a function that
            returns the part of a value that identifies it.
        call: The name of the cached function, for error messages.

    Raises:
        UnhashableParamError: An argument is of a type that has no key.
    """
    writer = _Writer(own)
    for name, value in arguments:
        try:
            writer.text(name)
            writer.add(value)
        except _UnknownError as error:
            raise UnhashableParamError(_refusal(call, name, value, error)) from None
        except RecursionError:
            raise UnhashableParamError(
                f"{call}: the argument {name!r} is nested too deeply to be hashed. {_advice(name)}"
            ) from None
    return writer.digest()


def digest_of(value: object) -> bytes:
    """The digest of one value. Raises UnhashableParamError as `key_of` does."""
    return key_of([("", value)])


class _UnknownError(Exception):
    """A value cannot be hashed; says why."""

    def __init__(self, value: object, reason: str = "") -> None:
        super().__init__(reason)
        self.kind = type_name(type(value))
        self.reason = reason


def _refusal(call: str, name: str, value: object, error: _UnknownError) -> str:
    if error.reason:
        return f"{call}: the argument {name!r} {error.reason}. {_advice(name)}"
    is_within = error.kind != type_name(type(value))
    what = f"holds a value of type {error.kind!r}" if is_within else f"is of type {error.kind!r}"
    return (
        f"{call}: the argument {name!r} {what}, which cannot be hashed. {_advice(name, error.kind)}"
    )


def _advice(name: str, kind: str = "…") -> str:
    return (
        f"Name the parameter {'_' + name!r} to leave it out of the key, or say what identifies a "
        f"value: hash_funcs={{{kind!r}: lambda value: value.id}}."
    )


def type_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


class _Writer:
    """Writes values one after another, and makes the digest of all."""

    __slots__ = ("_own", "_parts", "_within")

    def __init__(self, own: HashFuncs | None = None) -> None:
        self._own = own
        self._parts: list[bytes] = []
        self._within: set[int] = set()  # The ids of the containers around the current value.

    def digest(self) -> bytes:
        return blake2b(b"".join(self._parts), digest_size=DIGEST_BYTES).digest()

    def add(self, value: object) -> None:
        if self._own is not None and self._add_own(value):
            return
        write = _PLAIN.get(type(value))
        if write is not None:
            write(self, value)
        elif not self._add_described(value):
            raise _UnknownError(value)

    def raw(self, tag: bytes, content: bytes) -> None:
        if len(content) > _LARGE_BYTES:
            tag, content = b"#" + tag, blake2b(content).digest()
        self._parts.append(b"%b%d:" % (tag, len(content)))
        self._parts.append(content)

    def text(self, text: str) -> None:
        self.raw(b"s", text.encode("utf-8", "surrogatepass"))

    def items(self, tag: bytes, container: object, values: Iterable[object], count: int) -> None:
        """Write a container and its values, in this order."""
        with_itself = id(container)
        if with_itself in self._within:
            raise _UnknownError(container, "contains itself")
        self._within.add(with_itself)
        self._parts.append(b"%b%d:" % (tag, count))
        for value in values:
            self.add(value)
        self._within.discard(with_itself)

    def unordered(self, tag: bytes, values: Iterable[object]) -> None:
        digests = []
        for value in values:
            inner = _Writer(self._own)
            inner._within = self._within
            inner.add(value)
            digests.append(inner.digest())
        self.raw(tag, b"".join(sorted(digests)))

    def described(self, value: object, *parts: object) -> None:
        """Write a value as the name of its class and its parts."""
        self.text(type_name(type(value)))
        self.items(b"o", value, parts, len(parts))

    # Other types -----------------------------------------------------------------------

    def _add_own(self, value: object) -> bool:
        """Write the result of the author's `hash_funcs` for the value; whether there is one."""
        assert self._own is not None
        for kind in type(value).__mro__:
            function = self._own.get(kind) or self._own.get(type_name(kind))
            if function is not None:
                own, self._own = self._own, None  # It may return a value of the same type.
                try:
                    self.described(value, function(value))
                finally:
                    self._own = own
                return True
        return False

    def _add_described(self, value: Any) -> bool:
        """Write an enum, a record or an instance of a known base class; whether it is one."""
        if isinstance(value, Enum):
            self.described(value, value.name, value.value)
            return True
        names = _field_names(value)
        if names is not None:
            fields = [(name, getattr(value, name)) for name in names if hasattr(value, name)]
            self.described(value, fields)
            return True
        parts = parts_of(value)
        if parts is not None:
            self.described(value, *parts)
            return True
        for base, write in _BASES.items():
            if isinstance(value, base):
                self.described(value, _attributes(value, base))
                write(self, value)
                return True
        return False


def _field_names(value: Any) -> Iterable[str] | None:
    """The fields of a record: a dataclass, or a class of msgspec, attrs or pydantic."""
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind)]
    if hasattr(kind, "__struct_fields__"):
        return kind.__struct_fields__  # type: ignore[no-any-return]  # msgspec's
    if hasattr(kind, "__attrs_attrs__"):
        return [field.name for field in kind.__attrs_attrs__]
    if hasattr(kind, "__pydantic_fields__"):
        return [*kind.__pydantic_fields__, *(getattr(value, "__pydantic_extra__", None) or ())]
    return None


def _attributes(value: object, base: type) -> dict[str, object]:
    """The attributes of an instance that its author's class adds to the base class."""
    found = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        if kind is base:
            break
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in {"__dict__", "__weakref__"} and hasattr(value, name):
                found[name] = getattr(value, name)
    return found


# How each plain type is written -----------------------------------------------------------


def _int(writer: _Writer, value: int) -> None:
    if value.bit_length() < 64:
        writer.raw(b"i", b"%d" % value)
    else:  # Converting a very long integer to decimal digits is slow.
        writer.raw(b"I", value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def _function(writer: _Writer, value: FunctionType) -> None:
    cells: list[tuple[object, ...]] = []
    for cell in value.__closure__ or ():
        try:
            cells.append((cell.cell_contents,))
        except ValueError:  # The cell is still empty.
            cells.append(())
    parts = (value.__code__, value.__defaults__, value.__kwdefaults__, cells)
    writer.text(f"{value.__module__}.{value.__qualname__}")
    writer.items(b"F", value, parts, len(parts))


def _builtin(writer: _Writer, value: Any) -> None:
    of = value.__self__
    writer.described(value, value.__qualname__, of.__name__ if isinstance(of, ModuleType) else of)


def _code(writer: _Writer, value: CodeType) -> None:
    """Everything that determines what the code does, but no file name or line numbers."""
    writer.described(
        value,
        value.co_code,
        value.co_consts,
        value.co_names,
        value.co_varnames,
        value.co_freevars,
        value.co_cellvars,
        value.co_argcount,
        value.co_posonlyargcount,
        value.co_kwonlyargcount,
        value.co_flags,
        value.co_exceptiontable,
    )


def _file(writer: _Writer, value: Any) -> None:
    """An open file: which one, the position in it, and when it was last written."""
    try:
        found = os.fstat(value.fileno())
        place = value.tell() if value.seekable() else 0
    except (OSError, ValueError):
        raise _UnknownError(value) from None
    inode = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
    writer.described(value, str(value.name), value.mode, place, inode)


def _moment(writer: _Writer, value: datetime | time) -> None:
    writer.described(value, value.isoformat(), value.fold, value.tzinfo)


def _kind(writer: _Writer, value: type) -> None:
    writer.raw(b"T", type_name(value).encode("utf-8", "surrogatepass"))


_PLAIN: dict[type, Callable[[_Writer, Any], None]] = {
    NoneType: lambda writer, value: writer.raw(b"N", b""),
    EllipsisType: lambda writer, value: writer.raw(b"E", b""),
    bool: lambda writer, value: writer.raw(b"b", b"1" if value else b"0"),
    int: _int,
    float: lambda writer, value: writer.raw(b"f", struct.pack("<d", value)),
    complex: lambda writer, value: writer.raw(b"c", struct.pack("<2d", value.real, value.imag)),
    str: _Writer.text,
    bytes: lambda writer, value: writer.raw(b"B", value),
    bytearray: lambda writer, value: writer.raw(b"A", bytes(value)),
    memoryview: lambda writer, value: writer.described(
        value, value.tobytes(), value.format, value.shape
    ),
    tuple: lambda writer, value: writer.items(b"t", value, value, len(value)),
    list: lambda writer, value: writer.items(b"l", value, value, len(value)),
    dict: lambda writer, value: writer.items(b"d", value, _flat(value), len(value)),
    set: lambda writer, value: writer.unordered(b"S", value),
    frozenset: lambda writer, value: writer.unordered(b"Z", value),
    OrderedDict: lambda writer, value: writer.items(b"D", value, _flat(value), len(value)),
    defaultdict: lambda writer, value: writer.described(value, value.default_factory, dict(value)),
    deque: lambda writer, value: writer.described(value, value.maxlen, list(value)),
    range: lambda writer, value: writer.described(value, value.start, value.stop, value.step),
    slice: lambda writer, value: writer.described(value, value.start, value.stop, value.step),
    MappingProxyType: lambda writer, value: writer.described(value, dict(value)),
    datetime: _moment,
    time: _moment,
    date: lambda writer, value: writer.described(value, value.isoformat()),
    timedelta: lambda writer, value: writer.described(
        value, value.days, value.seconds, value.microseconds
    ),
    timezone: lambda writer, value: writer.described(value, repr(value)),
    ZoneInfo: lambda writer, value: writer.described(value, value.key or id(value)),
    Decimal: lambda writer, value: writer.described(value, str(value)),
    Fraction: lambda writer, value: writer.described(value, value.numerator, value.denominator),
    UUID: lambda writer, value: writer.raw(b"U", value.bytes),
    re.Pattern: lambda writer, value: writer.described(value, value.pattern, value.flags),
    type: _kind,
    FunctionType: _function,
    CodeType: _code,
    BuiltinFunctionType: _builtin,
    MethodType: lambda writer, value: writer.described(value, value.__func__, value.__self__),
    ModuleType: lambda writer, value: writer.described(value, value.__name__),
    partial: lambda writer, value: writer.described(value, value.func, value.args, value.keywords),
    io.BytesIO: lambda writer, value: writer.described(value, value.getvalue(), value.tell()),
    io.StringIO: lambda writer, value: writer.described(value, value.getvalue(), value.tell()),
    io.TextIOWrapper: _file,
    io.BufferedReader: _file,
    io.FileIO: _file,
    # An uploaded file's; its content is part of what it is as a file in memory.
    StoredFile: lambda writer, value: writer.described(value, value.name, value.type),
}

# How an instance of an author's class is written, by the class that it derives from.
_BASES: dict[type, Callable[[_Writer, Any], None]] = {
    **{
        base: _PLAIN[base]
        for base in (str, bytes, int, float, complex, tuple, list, dict, set, frozenset, deque)
    },
    bytearray: _PLAIN[bytearray],
    datetime: _moment,
    date: _PLAIN[date],
    time: _moment,
    timedelta: _PLAIN[timedelta],
    Decimal: _PLAIN[Decimal],
    UUID: _PLAIN[UUID],
    PurePath: lambda writer, value: writer.text(str(value)),
    type: _kind,
    io.BytesIO: _PLAIN[io.BytesIO],
    io.StringIO: _PLAIN[io.StringIO],
}


def _flat(mapping: Mapping[Any, Any]) -> Iterable[object]:
    for key, value in mapping.items():
        yield key
        yield value
