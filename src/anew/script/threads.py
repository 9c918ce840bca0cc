"""The threads that scripts run on.

A blocked script holds its own thread only: where all are busy another is started, up
to a limit. Idle threads are kept for a while, for a new thread costs more than a run.
(`concurrent.futures` never starts its threads for what waits on I/O beyond a fixed
number, and makes a future for each call; a run answers by itself.)
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("anew")

IDLE_SECONDS = 60.0


class Threads:
    """Calls jobs on threads of its own. Threading: safe."""

    def __init__(self, limit: int, *, idle_seconds: float = IDLE_SECONDS) -> None:
        """Threads, up to `limit`, of which each ends when it is idle for so long."""
        self.idle_seconds = idle_seconds
        self._limit = limit
        self._lock = threading.Lock()
        self._jobs: deque[Callable[[], None]] = deque()  # More than threads to take them.
        self._idle: list[_Thread] = []
        self._count = 0

    def call(self, job: Callable[[], None]) -> None:
        """Call `job` on a thread, soon; at the limit, when one is free."""
        with self._lock:
            if self._idle:
                thread = self._idle.pop()
            elif self._count < self._limit:
                self._count += 1
                thread = None
            else:
                self._jobs.append(job)
                return
        if thread is None:
            _Thread(self, job).start()
        else:
            thread.take(job)

    def next_job(self, thread: _Thread) -> Callable[[], None] | None:
        """What waits, or None: then the thread is idle."""
        with self._lock:
            if self._jobs:
                return self._jobs.popleft()
            self._idle.append(thread)
            return None

    def may_end(self, thread: _Thread) -> bool:
        """Whether an idle thread may end: nobody gave it a job meanwhile."""
        with self._lock:
            if thread not in self._idle:
                return False
            self._idle.remove(thread)
            self._count -= 1
            return True


class _Thread(threading.Thread):
    def __init__(self, threads: Threads, job: Callable[[], None]) -> None:
        # A daemon: a script that never ends must not keep the process from ending.
        super().__init__(name="anew-run", daemon=True)
        self._threads = threads
        self._job: Callable[[], None] | None = job
        self._is_given = threading.Lock()  # Released by `take`; cheaper than a condition.
        self._is_given.acquire()

    def take(self, job: Callable[[], None]) -> None:
        self._job = job
        self._is_given.release()

    def run(self) -> None:
        job = self._job
        while job is not None:
            try:
                job()
            except BaseException:
                log.exception("A job on a script thread failed.")
            job = self._threads.next_job(self) or self._wait()

    def _wait(self) -> Callable[[], None] | None:
        while not self._is_given.acquire(timeout=self._threads.idle_seconds):
            if self._threads.may_end(self):
                return None
        return self._job
