"""Memory that the workers of an app share: a place for each, where it writes and the others read."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PLACE_BYTES = 64 * 1024

_HEAD = struct.Struct("<II")  # The length of what follows, and its checksum.


class Places:
    """Threading: each place has one writer at a time."""

    def __init__(self, memory: ReadableBuffer) -> None:
        """Use the memory that the parent has made, of `size_of` bytes."""
        self._memory = memoryview(memory).cast("B")

    @property
    def numbers(self) -> range:
        """The numbers of the places, which are those of the workers."""
        return range(1, self._memory.nbytes // PLACE_BYTES + 1)

    def write(self, number: int, content: bytes) -> bool:
        """Put content into a place; False if it is too long, and then nothing changes."""
        if _HEAD.size + len(content) > PLACE_BYTES:
            return False
        start = (number - 1) * PLACE_BYTES
        head = _HEAD.pack(len(content), zlib.crc32(content))
        self._memory[start : start + _HEAD.size + len(content)] = head + content
        return True

    def read(self, number: int) -> bytes | None:
        """The content of a place; None if there is none, or if it is being written just now."""
        start = (number - 1) * PLACE_BYTES
        length, checksum = _HEAD.unpack_from(self._memory, start)
        begin = start + _HEAD.size
        content = bytes(self._memory[begin : begin + min(length, PLACE_BYTES - _HEAD.size)])
        return content if length and zlib.crc32(content) == checksum else None


def size_of(workers: int) -> int:
    """The number of bytes for this number of workers."""
    return workers * PLACE_BYTES
