"""Where workers tell each other their metrics: memory that they share, with a place for each.

So whichever worker is asked knows those of all. What a worker tells may be a moment old.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from anew.learned import learned
from anew.server.measured import Metric  # noqa: TC001  # msgspec reads the annotation
from anew.server.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from _typeshed import ReadableBuffer

STALE_SECONDS = 10.0  # A worker that has told nothing for so long is gone.


@learned
class _Told(msgspec.Struct, frozen=True, array_like=True):
    told_at: float
    began_at: float  # When the process did. The clock is the machine's.
    metrics: list[Metric]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Told).decode


class Board:
    """One worker's view of it. Threading: one at a time."""

    def __init__(self, memory: ReadableBuffer, number: int) -> None:
        """Use the memory that the parent has made, of `size_of` bytes.

        Args:
            number: The worker's, from 1.
        """
        self._places = Places(memory)
        self._number = number
        self._began_at = time.monotonic()

    def tell(self, metrics: Sequence[Metric]) -> bool:
        """Let the others know one's own; False if another process has this place by now."""
        before = self._told(self._number)
        if before is not None and before.began_at > self._began_at:
            return False  # It serves already, while this one ends.
        content = _encode(_Told(time.monotonic(), self._began_at, list(metrics)))
        self._places.write(self._number, content)
        return True

    def others(self) -> Mapping[int, Sequence[Metric]]:
        """What the other workers have told, by their numbers."""
        found = {}
        for number in self._places.numbers:
            told = None if number == self._number else self._told(number)
            if told is not None and time.monotonic() - told.told_at < STALE_SECONDS:
                found[number] = told.metrics
        return found

    def _told(self, number: int) -> _Told | None:
        """What stands at a place; None if nothing, or if it is being written just now."""
        content = self._places.read(number)
        return None if content is None else _decode(content)
