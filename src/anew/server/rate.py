"""Rate limits for a connection, by token buckets."""

from __future__ import annotations

BURST_SECONDS = 2.0  # The size of a bucket: how many seconds it takes to fill.


class Rate:
    """A token bucket that refills at a steady rate. Not thread-safe."""

    __slots__ = ("_burst", "_left", "_per_second", "_then")

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._burst = self._left = per_second * BURST_SECONDS
        self._then = 0.0

    def allows(self, now: float, amount: float = 1) -> bool:
        """Take an amount if the bucket holds it; whether it did."""
        self._fill(now)
        if self._left < amount:
            return False
        self._left -= amount
        return True

    def wait_seconds(self, now: float, amount: float) -> float:
        """Take an amount in any case; how long to wait until the bucket has made up for it."""
        self._fill(now)
        self._left -= amount
        return max(0.0, -self._left / self._per_second)

    def _fill(self, now: float) -> None:
        self._left = min(self._burst, self._left + (now - self._then) * self._per_second)
        self._then = now
