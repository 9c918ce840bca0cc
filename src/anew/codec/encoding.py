"""Cached values as bytes that can be read back, and that cannot run code.

Plain values are msgpack; what it has no type for stands in an extension whose number says
what it is. Exact types only: an author's class would have to be imported by a name that a
file gives, so it is refused, and the error names it.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path, PosixPath
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, Encoder, Ext

from anew.codec.libraries import known_as

if TYPE_CHECKING:
    from collections.abc import Callable


class CannotEncodeError(Exception):
    """A value that has no form here; its text says why."""


class CannotDecodeError(Exception):
    """Bytes that `encoded` has not written."""


def encoded(value: object) -> bytes:
    """The value as bytes. CannotEncodeError if it is, or holds, what has no form."""
    try:
        return _encoder.encode(_plain(value))
    except RecursionError:
        raise CannotEncodeError("it is nested too deeply, or contains itself") from None


def decoded(content: bytes) -> Any:
    """The value that `encoded` was given. CannotDecodeError for any other bytes."""
    try:
        return _decoder.decode(content)
    except (MsgspecError, RecursionError, CannotDecodeError) as error:
        raise CannotDecodeError(str(error)) from error
    except Exception as error:  # What a library raises for bytes that are none of its own.
        raise CannotDecodeError(f"{type(error).__name__}: {error}") from error


# Writing ----------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """The value as msgpack takes it."""
    kind = type(value)
    if kind in {NoneType, bool, float, bytes}:
        return value
    if kind is int and value.bit_length() < 64:
        return value
    if kind is str and value.isascii():
        return value
    if kind is list:
        return [_plain(item) for item in value]
    if kind is dict and all(type(key) is str and key.isascii() for key in value):
        return {key: _plain(item) for key, item in value.items()}
    form = _FORMS_BY_TYPE.get(kind) or known_as(value, _LIBRARY_FORMS)
    if form is None or not _is_exactly(form, value):
        raise CannotEncodeError(f"a value of type {kind.__module__}.{kind.__qualname__}")
    return Ext(form.number, _encoder.encode(form.write(value)))


def _is_exactly(form: _Form, value: object) -> bool:
    """Whether reading gives this very class; scalars of numpy have many."""
    kind = type(value)
    return form.name in {"", kind.__name__}


def _read_ext(number: int, content: memoryview) -> Any:
    form = _FORMS_BY_NUMBER.get(number)
    if form is None:
        raise CannotDecodeError(f"There is no form {number}.")
    return form.read(_decoder.decode(content))


class _Form(NamedTuple):
    """How a type is written: its number never changes, and is never used for another."""

    number: int
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    name: str = ""  # Of the one class of a library that is read back.


def _zone(value: Any) -> Any:
    if value is None or type(value) in {timezone, ZoneInfo}:
        return _plain(value)
    raise CannotEncodeError(f"a time zone of type {type(value).__qualname__}")


def _moment(value: Any) -> Any:
    return [value.replace(tzinfo=None).isoformat(), value.fold, _zone(value.tzinfo)]


def _read_datetime(parts: Any) -> datetime:
    text, fold, zone = parts
    return datetime.fromisoformat(text).replace(fold=fold, tzinfo=zone)


def _read_time(parts: Any) -> time:
    text, fold, zone = parts
    return time.fromisoformat(text).replace(fold=fold, tzinfo=zone)


def _zone_name(value: ZoneInfo) -> str:
    if value.key is None:
        raise CannotEncodeError("a time zone without a name")
    return value.key


def _fixed_zone(value: timezone) -> Any:
    offset = value.utcoffset(None)
    return _plain([offset, value.tzname(None)])


def _read_fixed_zone(parts: Any) -> timezone:
    offset, name = parts
    unnamed = timezone(offset)
    return unnamed if unnamed.tzname(None) == name else timezone(offset, name)


def _pairs(value: dict[Any, Any]) -> Any:
    return [[_plain(key), _plain(item)] for key, item in value.items()]


def _items(value: Any) -> Any:
    return [_plain(item) for item in value]


_FORMS_BY_TYPE: dict[type, _Form] = {
    str: _Form(
        1,
        lambda value: value.encode("utf-8", "surrogatepass"),
        lambda raw: raw.decode("utf-8", "surrogatepass"),
    ),
    int: _Form(
        2,
        lambda value: value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True),
        lambda raw: int.from_bytes(raw, "big", signed=True),
    ),
    dict: _Form(3, _pairs, dict),
    tuple: _Form(4, _items, tuple),
    set: _Form(5, _items, set),
    frozenset: _Form(6, _items, frozenset),
    complex: _Form(7, lambda value: [value.real, value.imag], lambda raw: complex(*raw)),
    bytearray: _Form(8, bytes, bytearray),
    datetime: _Form(9, _moment, _read_datetime),
    date: _Form(10, date.isoformat, date.fromisoformat),
    time: _Form(11, _moment, _read_time),
    timedelta: _Form(
        12,
        lambda value: [value.days, value.seconds, value.microseconds],
        lambda raw: timedelta(*raw),
    ),
    timezone: _Form(13, _fixed_zone, _read_fixed_zone),
    ZoneInfo: _Form(14, _zone_name, ZoneInfo),
    Decimal: _Form(15, str, Decimal),
    Fraction: _Form(16, str, Fraction),
    UUID: _Form(17, lambda value: value.bytes, lambda raw: UUID(bytes=raw)),
    PosixPath: _Form(18, str, Path),
    range: _Form(
        19, lambda value: _plain([value.start, value.stop, value.step]), lambda raw: range(*raw)
    ),
}


# Libraries: imported only to read what they have written ----------------------------------


def _write_array(value: Any) -> bytes:
    if value.dtype.hasobject:
        raise CannotEncodeError("an array of Python objects")
    buffer = io.BytesIO()
    import_module("numpy").save(buffer, value, allow_pickle=False)
    return buffer.getvalue()


def _read_array(raw: bytes) -> Any:
    return import_module("numpy").load(io.BytesIO(raw), allow_pickle=False)


def _arrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError as error:
        raise CannotEncodeError("a pandas object, which takes pyarrow to be written") from error


def _write_table(table: Any) -> bytes:
    sink = _arrow().BufferOutputStream()
    with _arrow().ipc.new_stream(sink, table.schema) as stream:
        stream.write(table)
    return bytes(sink.getvalue())


def _read_table(raw: bytes) -> Any:
    return _arrow().ipc.open_stream(raw).read_all()


def _write_frame(value: Any) -> bytes:
    try:
        written = _write_table(_arrow().Table.from_pandas(value))
        is_same = _is_same_frame(_read_frame(written), value)
    except CannotEncodeError:
        raise
    except Exception as error:  # Arrow's own: what its types cannot hold.
        raise CannotEncodeError(f"a frame that Arrow does not take ({error})") from error
    if not is_same:
        raise CannotEncodeError("a frame whose columns Arrow would give other types")
    return written


def _is_same_frame(one: Any, other: Any) -> bool:
    return bool(
        one.equals(other)
        and one.index.equals(other.index)
        and list(one.index.names) == list(other.index.names)
        and list(one.columns) == list(other.columns)
        and list(one.dtypes) == list(other.dtypes)
        and one.index.dtype == other.index.dtype
        and not other.attrs
    )


def _read_frame(raw: bytes) -> Any:
    return _read_table(raw).to_pandas()


def _write_series(value: Any) -> Any:
    return [_plain(value.name), _write_frame(value.to_frame("values"))]


def _read_series(parts: Any) -> Any:
    name, raw = parts
    return _read_frame(raw)["values"].rename(name)


def _write_polars(frame: Any) -> bytes:
    buffer = io.BytesIO()
    try:
        frame.write_ipc(buffer)
    except Exception as error:  # Polars's own: a column of Python objects.
        raise CannotEncodeError(f"a frame that Arrow does not take ({error})") from error
    return buffer.getvalue()


def _read_polars(raw: bytes) -> Any:
    return import_module("polars").read_ipc(io.BytesIO(raw))


_LIBRARY_FORMS: dict[tuple[str, str], _Form] = {
    ("numpy", "ndarray"): _Form(32, _write_array, _read_array, "ndarray"),
    ("numpy", "generic"): _Form(33, _write_array, lambda raw: _read_array(raw)[()]),
    ("pandas", "DataFrame"): _Form(34, _write_frame, _read_frame, "DataFrame"),
    ("pandas", "Series"): _Form(35, _write_series, _read_series, "Series"),
    ("pyarrow", "Table"): _Form(36, _write_table, _read_table, "Table"),
    ("polars", "DataFrame"): _Form(37, _write_polars, _read_polars, "DataFrame"),
    ("polars", "Series"): _Form(
        38,
        lambda value: _write_polars(value.to_frame()),
        lambda raw: _read_polars(raw).to_series(),
        "Series",
    ),
}

_FORMS_BY_NUMBER = {
    form.number: form for form in (*_FORMS_BY_TYPE.values(), *_LIBRARY_FORMS.values())
}
_encoder = Encoder()
_decoder = Decoder(ext_hook=_read_ext)
