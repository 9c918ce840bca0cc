"""Blobs in parts: none is ever whole in memory, and any range can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PART_BYTES = 1_048_576


def parts_of(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Content of any pieces as parts of one size; ValueError if it has another size in all."""
    waiting = bytearray()
    seen = 0
    for piece in content:
        seen += len(piece)
        if seen > size:
            break
        waiting += piece
        while len(waiting) >= PART_BYTES:
            yield bytes(waiting[:PART_BYTES])
            del waiting[:PART_BYTES]
    if seen != size:
        raise ValueError(f"The content has not the {size} bytes that were told.")
    if waiting:
        yield bytes(waiting)


def range_of(size: int, start: int, length: int, part: Callable[[int], bytes]) -> bytes:
    """The bytes from `start` on, up to `length`, of a blob of this size."""
    if start < 0 or length < 0:
        raise ValueError(f"No range begins at {start} and has {length} bytes.")
    end = min(start + length, size)
    if start >= end:
        return b""
    first, last = start // PART_BYTES, (end - 1) // PART_BYTES
    whole = b"".join(part(number) for number in range(first, last + 1))
    offset = start - first * PART_BYTES
    return whole[offset : offset + end - start]
