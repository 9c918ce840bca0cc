"""Cached values in files: `.anew/cache` in the working directory.

A file holds one value: a line that says what it is, when it was made, a digest of what
follows, and the value. It is written beside its place and then moved there, so nobody
reads half a file. One that cannot be read counts as missing, is logged, and is written
again: it never ends an app, and never passes for a value.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import struct
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anew.caching.pickled import dumps as pickled
from anew.caching.pickled import loads as unpickled
from anew.codec.encoding import decoded, encoded
from anew.codec.errors import CannotDecodeError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("anew")

FOLDER = Path(".anew") / "cache"
ENDING = ".cached"

Format = Literal["disk", "pickle"]

_MARKS: dict[Format, bytes] = {"disk": b"anew cache 2\n", "pickle": b"anew pickle 1\n"}
_HEAD = struct.Struct("<d16s")


class Kept(NamedTuple):
    """A value as a file holds it."""

    value: Any
    made_at: float  # Seconds since 1970: what is on disk outlives the process.


class UnreadableError(Exception):
    """A file that holds no value; its text says why."""


class FunctionFolder:
    """The files of one function. Threading: safe, for files are replaced whole."""

    def __init__(self, name: str, form: Format) -> None:
        """The folder of a function.

        Args:
            name: Of the function, as a file's name.
            form: How values are written; files of another form are not read.
        """
        self._path = FOLDER / name
        self._mark = _MARKS[form]
        self._encode: Callable[[Any], bytes] = encoded if form == "disk" else pickled
        self._decode: Callable[[bytes], Any] = decoded if form == "disk" else unpickled

    def read(self, key: bytes) -> Kept | None:
        """The value of this key; None if there is none that can be read."""
        path = self._file(key)
        try:
            return self._parsed(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, UnreadableError) as error:
            log.warning("The cached value in %s is computed again: %s", path, error)
            return None

    def write(self, key: bytes, kept: Kept) -> None:
        """Keep a value. What its encoding raises is raised; a full disk is only logged."""
        payload = self._encode(kept.value)
        head = _HEAD.pack(kept.made_at, _digest(payload))
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            _replace(self._file(key), self._mark + head + payload)
        except OSError as error:
            log.warning("A value was not cached on disk: %s", error)

    def drop(self, key: bytes) -> None:
        """Forget one value."""
        try:
            self._file(key).unlink(missing_ok=True)
        except OSError as error:
            log.warning("A cached value was not removed from the disk: %s", error)

    def clear(self) -> None:
        """Forget all values."""
        _remove(self._path)

    def _file(self, key: bytes) -> Path:
        return self._path / f"{key.hex()}{ENDING}"

    def _parsed(self, content: bytes) -> Kept:
        start = len(self._mark) + _HEAD.size
        if not content.startswith(self._mark) or len(content) < start:
            raise UnreadableError("It is no file of this cache.")
        made_at, digest = _HEAD.unpack_from(content, len(self._mark))
        payload = content[start:]
        if _digest(payload) != digest:
            raise UnreadableError("It is damaged.")
        try:
            return Kept(self._decode(payload), made_at)
        except CannotDecodeError as error:
            raise UnreadableError(str(error)) from error
        except Exception as error:  # Unpickling may raise anything.
            raise UnreadableError(f"{type(error).__name__}: {error}") from error


def clear_disk() -> int:
    """Remove every cached value from the disk; how many there were."""
    count = sum(1 for _ in FOLDER.glob(f"*/*{ENDING}"))
    _remove(FOLDER)
    return count


def _digest(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=16).digest()


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)  # noqa: PTH105  # as atomic as the system has it
    finally:
        beside.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        log.warning("Cached values were not removed from the disk: %s", error)
