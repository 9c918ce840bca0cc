"""What a session has to do that is no run, and takes too long for its owner.

A chore is called on a thread, and its result is given to the owner. Chores come one after
another, and the session begins no run meanwhile: what a chore reads is not changed under it.
Only a run that is on already goes on.
"""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock
    from anew.threads import Threads

log = logging.getLogger("anew")

T = TypeVar("T")


class Chores:
    """Those of one session. Threading: its owner."""

    __slots__ = ("_clock", "_on_over", "_threads", "_waiting", "is_on")

    def __init__(self, threads: Threads, clock: Clock, on_over: Callable[[], None]) -> None:
        """None yet.

        Args:
            on_over: The session may go on: no chore is left.
        """
        self.is_on = False
        self._threads = threads
        self._clock = clock
        self._on_over = on_over
        self._waiting: deque[Callable[[], None]] = deque()

    def do(self, work: Callable[[], T], then: Callable[[T | None], None]) -> None:
        """Call `work` on a thread, `then` with its result; with None if it failed."""
        self._waiting.append(lambda: self._start(work, then))
        self._next()

    def _next(self) -> None:
        if not self.is_on and self._waiting:
            self.is_on = True
            self._waiting.popleft()()

    def _start(self, work: Callable[[], T], then: Callable[[T | None], None]) -> None:
        def job() -> None:
            result = None
            try:
                result = work()
            except Exception:
                log.exception("anew failed at a chore of a session.")
            finally:
                self._clock.post(lambda: self._ended(then, result))

        self._threads.call(job)

    def _ended(self, then: Callable[[T | None], None], result: T | None) -> None:
        self.is_on = False
        then(result)
        self._next()
        if not self.is_on:
            self._on_over()
