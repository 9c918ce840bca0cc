"""The time for a store without a server, whose clock is the machine's: that one may jump.

People and time servers set clocks, and a machine that wakes up has missed hours. What is in use must not
expire for it. So a jump forward counts as time that has passed only after a moment, in which
each process renews the sessions that it uses (`session/storage.py`).
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

JUMP_SECONDS = 5.0  # Clocks are also set right by fractions of a second, all the time.
GRACE_SECONDS = 60.0


class Times:
    """Threading: safe."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with what the clocks say now.

        Args:
            wall: Seconds since 1970.
            steady: Seconds that are not set.
        """
        self._wall = wall
        self._steady = steady
        self._lock = threading.Lock()
        self._ahead = self._seen = wall() - steady()  # The one clock of the other: believed, seen.
        self._jumped_at: float | None = None

    def now(self) -> float:
        return self._look()[0]

    def passed(self) -> float:
        """The time by which something has expired: not later than now."""
        return self._look()[1]

    def _look(self) -> tuple[float, float]:
        wall, steady = self._wall(), self._steady()
        with self._lock:
            if abs(wall - steady - self._seen) > JUMP_SECONDS:
                self._jumped_at = steady
            self._seen = wall - steady
            if self._jumped_at is not None and steady - self._jumped_at < GRACE_SECONDS:
                return wall, min(wall, steady + self._ahead)
            self._ahead, self._jumped_at = self._seen, None
            return wall, wall
