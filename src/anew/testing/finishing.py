"""Waits for the tasks of an app under test, and for what follows."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anew.session.session import Session
    from anew.testing.clock import FakeClock

PAUSE_SECONDS = 2.0  # Longer than any pause between two runs that are asked for.


def finish(session: Session, clock: FakeClock, seconds: float) -> None:
    """Wait until no task is on, and until the runs are over which that has brought about.

    Args:
        seconds: How long the tasks may take, and then the runs.

    Raises:
        TimeoutError: It takes longer.
    """
    clock.run_until(lambda: not session.errands.has_work, seconds)
    for _ in range(2):
        _hear(clock, seconds)
        clock.run_until(lambda: session.is_idle, seconds)
        clock.advance(PAUSE_SECONDS)


def _hear(clock: FakeClock, seconds: float) -> None:
    """Have the owner take what was posted so far."""
    heard = threading.Event()
    clock.post(heard.set)
    clock.run_until(heard.is_set, seconds)
