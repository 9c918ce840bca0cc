"""What sound and video share: their content in any form as an address, and times within it."""

from __future__ import annotations

import hashlib
import io
import math
import mimetypes
import numbers
import re
import wave
from datetime import timedelta
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)

MediaTime: TypeAlias = int | float | timedelta | str

_PART = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|d|h|m|s)")
_SECONDS = {"d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_FASTEST = 768_000  # Samples per second.
_LOUDEST = 32_767  # Of a WAV with 16 bits.


def is_address(data: object) -> bool:
    return isinstance(data, str) and data.startswith(("https://", "http://"))


def media_address(kind: str, data: Any, media_type: str) -> str:
    """The address of sound or video: one elsewhere as it is, or that of its content."""
    if is_address(data):
        return shown_text(data)
    if isinstance(data, str | PathLike):
        path = Path(data)
        guessed = mimetypes.guess_type(path.name)[0] or ""
        is_guess = guessed.startswith(("audio/", "video/"))
        return here().run.media.put(
            content_of_file(kind, path), guessed if is_guess else media_type
        )
    if callable(getattr(data, "read", None)):
        if callable(getattr(data, "seek", None)):
            data.seek(0)
        data = data.read()
    if isinstance(data, bytes | bytearray | memoryview):
        return here().run.media.put(bytes(data), media_type)
    raise InvalidParameterTypeError(
        f"{kind}: {type(data).__name__} cannot be played. Pass a path, an address that begins with "
        f"'https://', bytes or an open file in binary mode."
    )


def content_of_file(kind: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InvalidParameterValueError(
            f"{kind}: the file {str(path)[:200]!r} cannot be read. Pass a path relative to the "
            f"folder in which the app was started, or an address that begins with 'https://'."
        ) from error


def is_array(data: object) -> bool:
    return hasattr(data, "dtype") and callable(getattr(data, "__array__", None))


def sound_of_array(kind: str, array: Any, sample_rate: int | None) -> str:
    """The address of a sound of samples: one row for each channel, or one channel."""
    if sample_rate is None:
        raise MissingRequiredParameterError(
            f"{kind}: an array says nothing of how fast it is played. Pass sample_rate=..., in "
            f"samples per second."
        )
    is_number = isinstance(sample_rate, numbers.Real) and not isinstance(sample_rate, bool)
    if not is_number or not 1 <= sample_rate <= _FASTEST:
        raise InvalidParameterValueError(
            f"{kind}: sample_rate={sample_rate!r} is not a number of samples per second from 1 to "
            f"{_FASTEST:,}. Pass such as 44100."
        )
    if array.ndim not in {1, 2} or not array.size or array.dtype.kind not in "fiub":
        raise InvalidParameterValueError(
            f"{kind}: an array of {array.dtype} with the shape {tuple(array.shape)} is no sound. "
            f"Pass one of numbers, with one dimension, or two if there are several channels."
        )
    raw = array.tobytes()
    parts = (array.shape, str(array.dtype), sample_rate)
    digest = hashlib.blake2b(repr(parts).encode() + raw, digest_size=20).hexdigest()
    return here().run.media.put_made(lambda: _wav(array, sample_rate), "audio/wav", source=digest)


def _wav(array: Any, sample_rate: int) -> bytes:
    """A WAV whose loudest sample is as loud as can be."""
    samples = array.astype("float64")
    peak = float(abs(samples).max()) or 1.0
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1 if array.ndim == 1 else array.shape[0])
        writer.setframerate(sample_rate)
        writer.setsampwidth(2)
        writer.writeframes((samples / peak * _LOUDEST).T.astype("<i2").tobytes())
    return file.getvalue()


def checked_times(kind: str, start: MediaTime, end: MediaTime | None) -> tuple[float, float | None]:
    """Where it begins and ends, in seconds; None for its own end."""
    first = _seconds(kind, "start_time", start)
    last = None if end is None else _seconds(kind, "end_time", end)
    if last is not None and last <= first:
        raise InvalidParameterValueError(
            f"{kind}: end_time={end!r} is not after start_time={start!r}."
        )
    return first, last


def _seconds(kind: str, parameter: str, value: object) -> float:
    seconds = math.nan
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, str):
        seconds = _of_words(value.strip().lower().replace(" ", ""))
    elif isinstance(value, numbers.Real) and not isinstance(value, bool):
        seconds = float(value)
    if 0 <= seconds < math.inf:
        return int(seconds) if seconds == int(seconds) else seconds
    raise InvalidParameterValueError(
        f"{kind}: {parameter}={value!r} is no time from 0 on. Pass seconds, a timedelta, or words "
        f"such as '90s' and '5m2s'."
    )


def _of_words(text: str) -> float:
    """Seconds from words, or not a number.

    >>> _of_words("5m2s"), _of_words("90")
    (302.0, 90.0)
    """
    if text.isascii() and text.isdecimal():
        return float(text[:12])
    parts = _PART.findall(text[:100])
    if not parts or "".join(map("".join, parts)) != text:
        return math.nan
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)
