"""Sees whether a server's event loop is held: then nobody is answered meanwhile.

What counts is the time for which the loop's own thread computes between two beats of the loop, not
what a clock on the wall says: so a busy machine is no failure, and a slow test is one. Where the machine
is a virtual one, its host may keep a processor for others, and the thread that it was taken from is
charged for that. So the processor's own ticks have to say as well that it has worked for so long: in the
meantime there are none. Where threads wait for processors, nobody knows for whom it has worked: then only
what is much longer is told.
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
LONGEST_OF_BUSY_SECONDS = 0.25  # Where the loop's thread had to wait for a processor meanwhile.
BEAT_SECONDS = 0.005
LOOK_SECONDS = 0.01
TICK_SECONDS = 0.01  # In which Linux tells them.

held: list[str] = []  # What was seen, in all loops that are watched; a test takes it away.


class LoopWatch:
    """Watches the loop of the thread that enters it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._thread = threading.get_ident()
        self._place = Path(f"/proc/self/task/{threading.get_native_id()}/stat")
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._beaten_at = time.thread_time()  # Of the loop's thread.
        self._collected_at = 0.0
        self._is_collecting = False
        self._has_told = False
        self._is_over = threading.Event()
        self._look()
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

    def _look(self) -> None:
        """What the watcher goes out from if the next thing that it sees is too long."""
        self._looked_at, self._worked = time.perf_counter(), worked_seconds()

    def _is_held(self, now: float) -> bool:
        """Whether it is longer than the longest, and the thread's processor says so, too."""
        seconds = now - self._beaten_at
        waited = time.perf_counter() - self._looked_at - seconds
        longest = LONGEST_SECONDS if waited < 3 * LOOK_SECONDS else LONGEST_OF_BUSY_SECONDS
        return min(seconds, self._worked_since()) > longest

    def _worked_since(self) -> float:
        """For how long the thread's processor has worked at most; infinite if it is not known."""
        try:
            processor = "cpu" + self._place.read_text("ascii").rpartition(")")[2].split()[36]
            return worked_seconds()[processor] - self._worked[processor] + TICK_SECONDS
        except (OSError, KeyError, IndexError):
            return math.inf

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
                self._look()
            elif not self._has_told and not self._is_collecting:
                frame = sys._current_frames().get(self._thread)
                if self._is_held(self._beaten_at + seconds):
                    self._tell(seconds, "".join(traceback.format_stack(frame)[-12:]))

    def _tell(self, seconds: float, where: str) -> None:
        self._has_told = True
        held.append(f"The event loop was held for {seconds * 1000:.0f} ms or more.\n{where}")


def worked_seconds() -> dict[str, float]:
    """For how long each processor has worked, by its ticks; nothing if the system does not tell."""
    try:
        lines = Path("/proc/stat").read_text("ascii").splitlines()
    except OSError:
        return {}
    rows = [line.split() for line in lines if line.startswith("cpu")]
    # In user mode, at low priority, in the system, for interrupts; neither idle nor taken away.
    return {row[0]: sum(int(row[at]) for at in (1, 2, 3, 6, 7)) * TICK_SECONDS for row in rows}
