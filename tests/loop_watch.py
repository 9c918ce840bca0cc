"""Sees whether a server's event loop is held: then nobody is answered meanwhile.

What counts is the time for which the loop's own thread computes between two beats of the loop, not
what a clock on the wall says: so a busy machine is no failure, and a slow test is one. Where the machine
is a virtual one, its host may keep a processor for others, and the thread that it was taken from is
charged for that. So the processor's own ticks have to say as well that it has worked for so long: in the
meantime there are none.
"""

from __future__ import annotations

import gc
import math
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import asyncio
    from types import TracebackType

LONGEST_SECONDS = 0.05
BEAT_SECONDS = 0.005
LOOK_SECONDS = 0.01
TICK_SECONDS = 0.01  # In which Linux tells them.

held: list[str] = []  # What was seen, in all loops that are watched; a test takes it away.


class LoopWatch:
    """Watches the loop of the thread that enters it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._beaten_at = time.thread_time()  # Of the loop's thread.
        self._collected_at = 0.0
        self._is_collecting = False
        self._has_told = False
        self._is_over = threading.Event()
        self._worked = worked_seconds()  # As the watcher has last seen it.
        self._watcher = threading.Thread(target=self._watch, name="loop-watch", daemon=True)

    def __enter__(self) -> Self:
        self._beat()
        gc.callbacks.append(self._collect)
        self._watcher.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        gc.callbacks.remove(self._collect)
        self._watcher.join()

    def _beat(self) -> None:
        now = time.thread_time()
        if now - self._beaten_at > LONGEST_SECONDS and not self._has_told and self._is_held(now):
            self._tell(now - self._beaten_at, "In one piece: in code that is not Python's.")
        self._beaten_at, self._has_told = now, False
        if not self._is_over.is_set():
            self._loop.call_later(BEAT_SECONDS, self._beat)

    def _is_held(self, now: float) -> bool:
        """Whether it is longer than the longest, and a processor says so, too."""
        before, after = self._worked, worked_seconds()
        worked = max((b - a for a, b in zip(before, after, strict=False)), default=math.inf)
        return min(now - self._beaten_at, worked + TICK_SECONDS) > LONGEST_SECONDS

    def _collect(self, phase: str, info: object) -> None:
        """Unused memory is collected by whichever thread happens to ask for more: it does not count."""
        if threading.get_ident() != self._thread:
            return
        self._is_collecting = phase == "start"
        if phase == "start":
            self._collected_at = time.thread_time()
        else:
            self._beaten_at += time.thread_time() - self._collected_at

    def _watch(self) -> None:
        while not self._is_over.wait(LOOK_SECONDS):
            seconds = time.clock_gettime(self._clock) - self._beaten_at
            if seconds <= LONGEST_SECONDS:
                self._worked = worked_seconds()
            elif not self._has_told and not self._is_collecting:
                frame = sys._current_frames().get(self._thread)
                if self._is_held(self._beaten_at + seconds):
                    self._tell(seconds, "".join(traceback.format_stack(frame)[-12:]))

    def _tell(self, seconds: float, where: str) -> None:
        self._has_told = True
        held.append(f"The event loop was held for {seconds * 1000:.0f} ms or more.\n{where}")


def worked_seconds() -> list[float]:
    """For how long each processor has worked, by its ticks; nothing if the system does not tell."""
    try:
        lines = Path("/proc/stat").read_text("ascii").splitlines()
    except OSError:
        return []
    rows = [line.split()[1:] for line in lines[1:] if line.startswith("cpu")]
    # In user mode, at low priority, in the system, for interrupts; neither idle nor taken away.
    return [sum(int(row[at]) for at in (0, 1, 2, 5, 6)) * TICK_SECONDS for row in rows]
