"""The threads that scripts run on.

Most runs take well under a millisecond, and only one thread at a time executes Python. So a
job that arrives while a thread has just begun another one waits for that thread: waking a
second one would only make the two compete. A script that blocks holds up only its own thread:
a guard thread notices within a millisecond that jobs are queued and none is taken, and wakes
other threads for them, up to a limit. Idle threads are kept for a while, because starting a
thread costs more than a run. (The pool of `concurrent.futures` does none of this, and creates a
future for each call, which nobody here would use: a run reports its own outcome.)
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("anew")

IDLE_SECONDS = 60.0
MOMENT_SECONDS = 0.001  # A job taken less than this ago is expected to be done soon.
QUIET_MOMENTS = 50  # How long the guard keeps looking while nothing is queued.
MOST_HELPERS = 64  # How many threads the guard wakes at once, at most.


class Threads:
    """Calls jobs on threads of its own. Threading: safe."""

    def __init__(self, limit: int, *, idle_seconds: float = IDLE_SECONDS) -> None:
        """A pool of up to `limit` threads. Each ends after it was idle for `idle_seconds`."""
        self.idle_seconds = idle_seconds
        self._limit = limit
        self._lock = threading.Lock()
        self._jobs: deque[Callable[[], None]] = deque()  # Queued: no thread has taken them yet.
        self._idle: list[_Thread] = []
        self._count = 0
        self._newest: _Thread | None = None  # The thread that took a job last, until it is idle.
        self._taken_at = 0.0
        self._guard: _Guard | None = None

    def call(self, job: Callable[[], None]) -> None:
        """Call `job` on a thread as soon as possible; at the limit, when a thread is free."""
        with self._lock:
            self._jobs.append(job)
            if self._is_moving():
                self._keep_guard()
                return
            thread = self._free_thread()
            if thread is None:
                return
            job = self._jobs.popleft()  # Those that came before go first.
        thread.take(job)

    def next_job(self, thread: _Thread) -> Callable[[], None] | None:
        """The next queued job. If there is none, the thread counts as idle."""
        with self._lock:
            if self._jobs:
                self._newest, self._taken_at = thread, time.monotonic()
                return self._jobs.popleft()
            if self._newest is thread:
                self._newest = None
            self._idle.append(thread)
            return None

    def may_end(self, thread: _Thread) -> bool:
        """Whether an idle thread may end, because it was given no job meanwhile."""
        with self._lock:
            if thread not in self._idle:
                return False
            self._idle.remove(thread)
            self._count -= 1
            return True

    def help_on(self, most: int) -> bool | None:
        """Wake other threads for queued jobs, up to `most`, if no job was taken lately.

        Returns:
            Whether that was needed; None if nothing is queued that others could take.
        """
        started: list[tuple[_Thread, Callable[[], None]]] = []
        with self._lock:
            if not self._could_help():
                return None
            if self._is_moving():
                return False
            while len(started) < most and self._could_help():
                thread = self._free_thread()
                assert thread is not None
                started.append((thread, self._jobs.popleft()))
        for thread, job in started:
            thread.take(job)
        return True

    def may_rest(self, guard: _Guard) -> bool:
        """Whether the guard may rest, because nothing is queued that other threads could take."""
        with self._lock:
            if self._could_help():
                return False
            guard.is_awake = False
            return True

    def forget_guard(self, guard: _Guard) -> bool:
        """Whether the resting guard may end, because nothing has woken it meanwhile."""
        with self._lock:
            if guard.is_awake:
                return False
            self._guard = None
            return True

    # Called with the lock held ---------------------------------------------------------

    def _is_moving(self) -> bool:
        """Whether a thread has just taken a job, and will probably soon take the next."""
        return self._newest is not None and time.monotonic() - self._taken_at < MOMENT_SECONDS

    def _could_help(self) -> bool:
        """Whether jobs are queued, and another thread could take them.

        At the limit none could: the first thread that is done takes the next job.
        """
        return bool(self._jobs) and (bool(self._idle) or self._count < self._limit)

    def _free_thread(self) -> _Thread | None:
        """An idle or new thread to give a job to; None at the limit."""
        if self._idle:
            thread = self._idle.pop()
        elif self._count < self._limit:
            self._count += 1
            thread = _Thread(self)
        else:
            return None
        self._newest, self._taken_at = thread, time.monotonic()
        return thread

    def _keep_guard(self) -> None:
        if self._guard is None:
            self._guard = _Guard(self)
            self._guard.start()
        elif not self._guard.is_awake:
            self._guard.wake()


class _Thread(threading.Thread):
    def __init__(self, threads: Threads) -> None:
        # A daemon, so that a script that never ends does not keep the process from exiting.
        super().__init__(name="anew-run", daemon=True)
        self._threads = threads
        self._job: Callable[[], None] | None = None
        self._is_given = threading.Lock()  # Released by `take`. Cheaper than a Condition.
        self._is_given.acquire()

    def take(self, job: Callable[[], None]) -> None:
        self._job = job
        if self.ident is None:
            self.start()
        else:
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


class _Guard(threading.Thread):
    """Checks every millisecond whether queued jobs wait for a thread that is blocked."""

    def __init__(self, threads: Threads) -> None:
        super().__init__(name="anew-guard", daemon=True)
        self._threads = threads
        self.is_awake = True
        self._is_woken = threading.Lock()
        self._is_woken.acquire()

    def wake(self) -> None:
        self.is_awake = True
        self._is_woken.release()

    def run(self) -> None:
        while True:
            self._look()
            while not self._is_woken.acquire(timeout=self._threads.idle_seconds):
                if self._threads.forget_guard(self):
                    return

    def _look(self) -> None:
        """Watch until nothing was queued for a while. The longer jobs wait, the more threads."""
        quiet, helpers = 0, 1
        while quiet < QUIET_MOMENTS or not self._threads.may_rest(self):
            time.sleep(MOMENT_SECONDS)
            was_needed = self._threads.help_on(helpers)
            helpers = min(helpers * 2, MOST_HELPERS) if was_needed else 1
            quiet = quiet + 1 if was_needed is None else 0
