"""The forms of single values of the standard library. None of them can change."""

from __future__ import annotations

import os
import re
import zoneinfo
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from pathlib import (
    Path,
    PosixPath,
    PurePath,
    PurePosixPath,
    PureWindowsPath,
    WindowsPath,
)
from types import EllipsisType
from typing import Any
from uuid import UUID, SafeUUID
from zoneinfo import ZoneInfo

from anew.codec.errors import CannotDecodeError, RefusedError
from anew.codec.form import Form, Reading, Writing

_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,3}", re.ASCII)


def _text(value: str, writing: Writing) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _read_text(parts: bytes, reading: Reading) -> str:
    return parts.decode("utf-8", "surrogatepass")


def _integer(value: int, writing: Writing) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)


def _read_integer(parts: bytes, reading: Reading) -> int:
    return int.from_bytes(parts, "big", signed=True)


def large(value: int) -> int | bytes:
    """An int within a form's parts, of any size."""
    return (
        value
        if value.bit_length() < 64
        else value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)
    )


def read_large(part: int | bytes) -> int:
    """What `large` was given."""
    return part if type(part) is int else int.from_bytes(part, "big", signed=True)  # type: ignore[arg-type]


def _moment(value: Any, writing: Writing) -> Any:
    zone = value.tzinfo
    if zone is None and not value.fold:
        return value.isoformat()
    if type(zone) not in {type(None), timezone, ZoneInfo}:
        raise RefusedError(zone, "a time zone of this type has no form")
    return [value.replace(tzinfo=None).isoformat(), value.fold, writing.part(zone)]


def _read_moment(kind: Any) -> Any:
    def read(parts: Any, reading: Reading) -> Any:
        if type(parts) is str:
            return kind.fromisoformat(parts)
        text, fold, zone = parts
        return kind.fromisoformat(text).replace(fold=fold, tzinfo=zone)

    return read


def _duration(value: timedelta, writing: Writing) -> Any:
    return [value.days, value.seconds, value.microseconds]


def _fixed_zone(value: timezone, writing: Writing) -> Any:
    offset = value.utcoffset(None)
    name = value.tzname(None)
    is_named = name != timezone(offset).tzname(None)
    return [*_duration(offset, writing), name if is_named else None]


def _read_fixed_zone(parts: Any, reading: Reading) -> timezone:
    *offset, name = parts
    return timezone(timedelta(*offset)) if name is None else timezone(timedelta(*offset), name)


def _zone(value: ZoneInfo, writing: Writing) -> str:
    if value.key is None:
        raise RefusedError(value, "a time zone without a name")
    return value.key


def _read_zone(parts: Any, reading: Reading) -> ZoneInfo:
    """A zone of the time zone database: only its own files are ever opened."""
    if not _ZONE_NAME.fullmatch(parts) or not _is_known_zone(parts):
        raise CannotDecodeError(f"There is no time zone {parts!r} on this machine.")
    return ZoneInfo(parts)


def _is_known_zone(name: str) -> bool:
    folders = [*zoneinfo.TZPATH]
    package = find_spec("tzdata")
    if package is not None and package.submodule_search_locations:
        folders += [os.path.join(place, "zoneinfo") for place in package.submodule_search_locations]  # noqa: PTH118  # as zoneinfo does
    return any(os.path.isfile(os.path.join(folder, name)) for folder in folders)  # noqa: PTH113, PTH118  # as above


def _range(value: range, writing: Writing) -> Any:
    return [large(value.start), large(value.stop), large(value.step)]


def _decimal(value: Decimal, writing: Writing) -> str:
    return str(value)


def _path(kind: type[PurePath]) -> Any:
    return lambda parts, reading: kind(parts)


def _path_text(value: PurePath, writing: Writing) -> Any:
    return writing.part(str(value))


FORMS: dict[type, Form] = {
    str: Form(1, _text, _read_text),  # With halves of characters; others stand as they are.
    int: Form(2, _integer, _read_integer),  # Of 64 bits and more; others stand as they are.
    complex: Form(
        7, lambda value, writing: [value.real, value.imag], lambda parts, reading: complex(*parts)
    ),
    datetime: Form(9, _moment, _read_moment(datetime)),
    date: Form(
        10,
        lambda value, writing: value.toordinal(),
        lambda parts, reading: date.fromordinal(parts),
    ),
    time: Form(11, _moment, _read_moment(time)),
    timedelta: Form(12, _duration, lambda parts, reading: timedelta(*parts)),
    timezone: Form(13, _fixed_zone, _read_fixed_zone),
    ZoneInfo: Form(14, _zone, _read_zone),
    Decimal: Form(15, _decimal, lambda parts, reading: Decimal(parts)),
    Fraction: Form(
        16,
        lambda value, writing: [large(value.numerator), large(value.denominator)],
        lambda parts, reading: Fraction(*map(read_large, parts)),
    ),
    UUID: Form(
        17,
        lambda value, writing: [value.bytes, value.is_safe.value],
        lambda parts, reading: UUID(bytes=parts[0], is_safe=SafeUUID(parts[1])),
    ),
    range: Form(19, _range, lambda parts, reading: range(*map(read_large, parts))),
    EllipsisType: Form(20, lambda value, writing: None, lambda parts, reading: ...),
    PosixPath: Form(18, _path_text, _path(Path)),
    WindowsPath: Form(21, _path_text, _path(Path)),
    PurePosixPath: Form(22, _path_text, _path(PurePosixPath)),
    PureWindowsPath: Form(23, _path_text, _path(PureWindowsPath)),
}
