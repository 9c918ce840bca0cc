"""How fast a connection may go: buckets that fill steadily and that what comes is taken from."""

from __future__ import annotations

BURST_SECONDS = 2.0  # A bucket holds what so many seconds bring.


class Rate:
    """So much a second, twice as much at once. Threading: its connection's."""

    __slots__ = ("_burst", "_left", "_per_second", "_then")

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._burst = self._left = per_second * BURST_SECONDS
        self._then = 0.0

    def allows(self, now: float, amount: float = 1) -> bool:
        """Whether so much may come now; then it is taken."""
        self._fill(now)
        if self._left < amount:
            return False
        self._left -= amount
        return True

    def wait_seconds(self, now: float, amount: float) -> float:
        """Take so much in any case; how long to wait until it may come."""
        self._fill(now)
        self._left -= amount
        return max(0.0, -self._left / self._per_second)

    def _fill(self, now: float) -> None:
        self._left = min(self._burst, self._left + (now - self._then) * self._per_second)
        self._then = now
