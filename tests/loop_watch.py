"""Sees whether a server's event loop is held: then nobody is answered meanwhile.

What counts is the time for which the loop's own thread computes between two beats of the loop, not
what a clock on the wall says: so a busy machine is no failure, and a slow test is one. Where the machine
is a virtual one, the time that its host took away is no computing either, though it is counted as that.
"""

from __future__ import annotations

import gc
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
        self._stolen = stolen_seconds()  # As the watcher has last seen it.
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
        """Whether it is longer than the longest without what the host of the machine took away."""
        return now - self._beaten_at - (stolen_seconds() - self._stolen) > LONGEST_SECONDS

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
                self._stolen = stolen_seconds()
            elif not self._has_told and not self._is_collecting:
                frame = sys._current_frames().get(self._thread)
                if self._is_held(self._beaten_at + seconds):
                    self._tell(seconds, "".join(traceback.format_stack(frame)[-12:]))

    def _tell(self, seconds: float, where: str) -> None:
        self._has_told = True
        held.append(f"The event loop was held for {seconds * 1000:.0f} ms or more.\n{where}")


def stolen_seconds() -> float:
    """The time of all processors that the host of a virtual machine gave to others; 0 if unknown."""
    try:
        first, *_ = Path("/proc/stat").read_text("ascii").splitlines()
        return int(first.split()[8]) / 100
    except (OSError, IndexError):
        return 0.0
