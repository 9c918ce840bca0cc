"""A clock that stands still until a test advances it. Its calls run on the test's thread."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class FakeTimer:
    """A call that is due at a certain time of a `FakeClock`."""

    def __init__(self, due: float, call: Callable[[], None]) -> None:
        self.due = due
        self._call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self._call = None

    def fire(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()


class FakeClock:
    """A `Clock` for tests. Its owner is the thread that calls `run_until` and `advance`.

    Example:
        >>> from anew.testing import FakeClock
        >>> clock = FakeClock()
        >>> heard = []
        >>> timer = clock.later(2.0, lambda: heard.append("ring"))
        >>> clock.advance(2.0)
        >>> heard
        ['ring']
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._timers: list[FakeTimer] = []

    def now(self) -> float:
        """The clock's time in seconds; it starts at 0."""
        return self._now

    def post(self, call: Callable[[], None]) -> None:
        """Queue a call for the next `run_until`. Threading: safe.

        Args:
            call: The function to call.
        """
        self._posted.put(call)

    def later(self, seconds: float, call: Callable[[], None]) -> FakeTimer:
        """Schedule a call for later.

        Args:
            seconds: The delay, in this clock's time.
            call: The function to call.

        Returns:
            The timer, which can be cancelled.
        """
        timer = FakeTimer(self._now + seconds, call)
        self._timers.append(timer)
        return timer

    def advance(self, seconds: float) -> None:
        """Advance the time, and call what falls due, in order.

        Args:
            seconds: By how much.
        """
        end = self._now + seconds
        while due := [timer for timer in self._timers if timer.due <= end]:
            timer = min(due, key=lambda timer: timer.due)
            self._timers.remove(timer)
            self._now = max(self._now, timer.due)
            timer.fire()
        self._now = end

    def run_until(self, is_done: Callable[[], bool], timeout_seconds: float = 10.0) -> None:
        """Make the calls that are posted, until a condition holds.

        Args:
            is_done: Whether the condition holds.
            timeout_seconds: How long that may take, in real time.

        Raises:
            TimeoutError: It takes longer.
        """
        end = time.monotonic() + timeout_seconds
        while not is_done():
            call = self._next_posted(end - time.monotonic())
            if call is None:
                raise TimeoutError(f"Not done after {timeout_seconds} seconds.")
            call()

    def _next_posted(self, timeout_seconds: float) -> Callable[[], None] | None:
        if timeout_seconds <= 0:  # Otherwise a steady stream of calls could outlast the timeout.
            return None
        try:
            return self._posted.get(timeout=timeout_seconds)
        except queue.Empty:
            return None
