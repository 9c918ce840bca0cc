"""Looks at a run while it lasts, again and again, and sends what it has drawn so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock, Timer
    from anew.script.run import Run
    from anew.threads import Threads

FIRST_FLUSH_SECONDS = 0.016  # One frame: what a run draws within it is sent at its end.
NEXT_FLUSH_SECONDS = 0.032  # Some 30 a second is as smooth as text and bars need to be.
SLOWEST_FLUSH_SECONDS = 0.25
PATIENCE_SECONDS = 10.0  # How long a page from before may stay until the script has made it anew.
PAUSES = 4  # So many times as long as a flush took, the next one waits at least.


class Flushes:
    """Those of one session's runs. Threading: its owner."""

    __slots__ = ("_clock", "_holds_until", "_on_queued", "_run", "_threads", "_timer")

    def __init__(self, threads: Threads, clock: Clock, on_queued: Callable[[], None]) -> None:
        """None yet.

        Args:
            threads: What makes the changes ready: the owner never waits for it.
            on_queued: Called now and then while a run waits for a thread of its own.
        """
        self._on_queued = on_queued
        self._threads = threads
        self._clock = clock
        self._run: Run | None = None
        self._timer: Timer | None = None
        self._holds_until = 0.0  # Nothing is sent before, by the clock.

    def begin(self, run: Run, *, is_patient: bool = False) -> None:
        """Look at this run, if it lasts so long.

        Args:
            is_patient: Whether the tab has a page from before that is best replaced in one step.
        """
        self._run = run
        self._holds_until = self._clock.now() + PATIENCE_SECONDS if is_patient else 0.0
        self._later(run, FIRST_FLUSH_SECONDS)

    def end(self) -> None:
        """The run is over; its end sends the rest."""
        self._run = None
        if self._timer is not None:
            self._timer.cancel()

    def now(self) -> None:
        """Look at the run that is on at once."""
        if self._run is not None:
            self._flush(self._run, FIRST_FLUSH_SECONDS)

    def _later(self, run: Run, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._clock.later(seconds, lambda: self._flush(run, seconds))

    def _flush(self, run: Run, seconds: float) -> None:
        def flush() -> None:
            began = self._clock.now()
            has_changed = run.flush()
            pause = NEXT_FLUSH_SECONDS if has_changed else min(seconds * 2, SLOWEST_FLUSH_SECONDS)
            # To compare a huge page must not be all that the interpreter does.
            pause = max(pause, PAUSES * (self._clock.now() - began))
            self._clock.post(lambda: again(pause))

        def again(pause: float) -> None:
            if self._run is run:
                self._later(run, pause)

        if self._run is not run:
            return
        if run.has_begun and self._clock.now() >= self._holds_until:
            self._threads.call(flush)
            return
        if seconds >= SLOWEST_FLUSH_SECONDS and not run.has_begun:
            self._on_queued()  # Repeated, for tabs that connect meanwhile.
        again(min(seconds * 2, SLOWEST_FLUSH_SECONDS))
