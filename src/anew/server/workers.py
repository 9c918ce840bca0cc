"""The parent of several workers: processes that serve one app on one port.

It starts them, replaces those that die or hang, restarts them one by one on SIGHUP, and has all of
them leave on SIGTERM and SIGINT. It does nothing else: it imports neither the script nor the
server, and does not answer requests. uvicorn's own supervisor cannot be used, see
docs/decisions/0029-workers-have-a-parent-of-ours.md.
"""

from __future__ import annotations

import logging
import os
import selectors
import signal
import socket
import time
from collections import deque
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from anew.server.accepting import NO_WORKER
from anew.server.job import CLEAR, DECLARED, HURRY, LEAVE, SERVING, Job, work, worker_name
from anew.server.places import size_of
from anew.server.store import open_store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from anew.server.target import Target
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

LOOK_SECONDS = 0.5  # The longest time between two looks at the workers.
START_SECONDS = 60.0  # How long a worker may take to start.
SILENT_SECONDS = 60.0  # How long the event loop of a worker may be blocked.
END_SECONDS = 20.0  # How long a worker may take to leave, beyond `server.drainSeconds`.
DEATHS_SECONDS = 30.0  # The more workers have died within this time, …
MOST_DEATHS = 5  # … beyond this number, …
LONGEST_PAUSE_SECONDS = 5.0  # … the later the next one is replaced.


def prepare_workers(
    target: Target, settings: Settings, listener: socket.socket
) -> Callable[[Callable[[], None]], int]:
    """Prepare to serve an app in several processes, and return what then does.

    Raises:
        ConfigError: The workers would not share a store, or another option does not fit.
        StoreError: The store of the sessions cannot be used.
    """
    store = open_store_of(settings, target.folder)
    if store is not None:
        store.close()  # It was opened to find out at once whether the workers will be able to.
    count = settings.server.workers
    loads = get_context("spawn").RawArray("i", [NO_WORKER] * count)
    has_metrics = bool(settings.server.metrics_path)
    board = get_context("spawn").RawArray("B", size_of(count)) if has_metrics else None
    components = get_context("spawn").RawArray("B", size_of(count))
    job = Job(target, settings, listener, loads, board, components)
    return lambda on_started: Workers(job, on_started).run()


class _Worker:
    """One worker, as its parent sees it."""

    def __init__(self, number: int, job: Job, replaces: _Worker | None) -> None:
        """Start a process.

        Args:
            number: Its place; a worker that replaces another has the same.
            replaces: The worker that is to leave once this one serves.
        """
        self.number = number
        self.replaces = replaces
        self.is_serving = False
        self.is_killed = False
        self.ends_at: float | None = None  # When it is killed, if it was told to leave.
        self.heard_at = time.monotonic()
        self.line, its_line = socket.socketpair()
        self.line.setblocking(False)
        self.process = get_context("spawn").Process(
            target=work, args=(job, number, its_line), name=worker_name(number)
        )
        self.process.start()
        its_line.close()

    def hear(self) -> bytes | None:
        """What it has said since the last time; None if it has hung up, since it ends."""
        try:
            words = self.line.recv(256)
        except BlockingIOError:
            return b""
        except OSError:
            return None
        self.heard_at = time.monotonic()
        return words or None

    def tell(self, word: bytes) -> None:
        with suppress(OSError):  # It is gone, or does not listen; then it will be noticed.
            self.line.send(word)

    def leave(self, seconds: float) -> None:
        """Have it end in good order, within this time."""
        if self.ends_at is None:
            self.ends_at = time.monotonic() + seconds
            self.tell(LEAVE)

    def kill(self) -> None:
        self.is_killed = True
        self.process.kill()

    @property
    def overdue(self) -> str:
        """Why it is to be killed; empty if it is not, or was already."""
        now = time.monotonic()
        if self.is_killed:
            return ""
        if self.ends_at is not None:
            return "has not ended in time" if now > self.ends_at else ""
        if not self.is_serving:
            return "has not started in time" if now > self.heard_at + START_SECONDS else ""
        return "does not respond" if now > self.heard_at + SILENT_SECONDS else ""


class Workers:
    """All workers of an app. It runs on the parent's main thread."""

    def __init__(self, job: Job, on_started: Callable[[], None]) -> None:
        """Args:
        on_started: Called when all workers serve for the first time.
        """
        self._job = job
        self._on_started = on_started
        self._drain_seconds = job.settings.server.drain_seconds + END_SECONDS
        self._workers: list[_Worker] = []
        self._due: dict[int, float] = {}  # When workers that have died are replaced, by number.
        self._outdated: list[_Worker] = []  # Those that a restart has still to replace.
        self._deaths: deque[float] = deque(maxlen=100)
        self._signals: deque[int] = deque()
        self._has_terminal = not _is_terminal_gone()
        self._has_started = False
        self._is_stopping = False
        self._code = 0

    def run(self) -> int:
        """Serve until a signal arrives, and return the exit code."""
        with ExitStack() as opened:
            self._selector = opened.enter_context(selectors.DefaultSelector())
            opened.enter_context(self._catching_signals())
            for number in range(1, self._job.settings.server.workers + 1):
                self._start(number)
            while self._workers or not self._is_stopping:
                self._wait()
                self._look()
        return self._code

    # Waiting ---------------------------------------------------------------------------

    @contextmanager
    def _catching_signals(self) -> Iterator[None]:
        """Note signals and wake up for them, also for those that say that a worker has ended."""
        woken, waking = socket.socketpair()
        woken.setblocking(False)
        waking.setblocking(False)
        self._selector.register(woken, selectors.EVENT_READ)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGCHLD", "SIGBREAK")
        for number in [getattr(signal, name) for name in names if hasattr(signal, name)]:
            signal.signal(number, self._note)
        yield
        signal.set_wakeup_fd(-1)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._signals.append(number)

    def _wait(self) -> None:
        for key, _ in self._selector.select(LOOK_SECONDS):
            if not isinstance(key.data, _Worker):
                with suppress(OSError):
                    key.fileobj.recv(256)  # type: ignore[union-attr]  # it is a socket

    # Looking ---------------------------------------------------------------------------

    def _look(self) -> None:
        """See what has happened since the last look, and do what follows from it."""
        while self._signals:
            self._obey(self._signals.popleft())
        for worker in list(self._workers):
            self._listen(worker)
        for worker in list(self._workers):
            if worker.process.exitcode is not None:
                self._ended(worker)
            elif worker.overdue:
                log.error("%s %s and is killed.", _name(worker), worker.overdue)
                worker.kill()
        if not self._is_stopping:
            self._replace_dead()
            self._go_on_restarting()

    def _obey(self, number: int) -> None:
        if number == getattr(signal, "SIGCHLD", None):
            return
        is_hangup = number == getattr(signal, "SIGHUP", None)
        if is_hangup and not (self._has_terminal and _is_terminal_gone()):
            self._restart()
        else:
            self._stop()

    def _listen(self, worker: _Worker) -> None:
        words = worker.hear()
        if words is None:  # Its socket would wake us all the time, until it has ended.
            self._forget_line(worker)
            return
        if SERVING in words:
            self._serves(worker)
        for word in (CLEAR, DECLARED):
            if word in words:
                self._pass_on(word, worker)

    def _pass_on(self, word: bytes, worker: _Worker) -> None:
        for other in self._workers:
            if other is not worker:
                other.tell(word)

    def _forget_line(self, worker: _Worker) -> None:
        with suppress(KeyError, ValueError):  # It is forgotten already.
            self._selector.unregister(worker.line)
        worker.line.close()

    def _serves(self, worker: _Worker) -> None:
        worker.is_serving = True
        if worker.replaces is not None:
            worker.replaces.leave(self._drain_seconds)
            worker.replaces = None
        if not self._has_started and all(one.is_serving for one in self._workers):
            self._has_started = True
            self._on_started()

    def _ended(self, worker: _Worker) -> None:
        """A worker's process has ended."""
        self._workers.remove(worker)
        self._job.loads[worker.number - 1] = NO_WORKER
        self._forget_line(worker)
        code = worker.process.exitcode or 0
        if worker.ends_at is not None or self._is_stopping:
            return
        if not self._has_started:  # The others would fail like this one.
            self._code = code if code > 0 else 1
            self._stop()
        elif worker.replaces is not None:
            log.error("%s did not start: the restart is given up.", _name(worker))
            self._outdated.clear()
        elif not any(one.number == worker.number for one in self._workers):
            self._died(worker, code)

    def _died(self, worker: _Worker, code: int) -> None:
        """Have a worker replaced: at once, unless many have died lately."""
        now = time.monotonic()
        self._deaths.append(now)
        recent = sum(death > now - DEATHS_SECONDS for death in self._deaths)
        pause = 0.1 * 2.0 ** (recent - MOST_DEATHS) if recent > MOST_DEATHS else 0.0
        self._due[worker.number] = now + min(pause, LONGEST_PAUSE_SECONDS)
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        log.error("%s has ended %s, and is replaced. Its sessions continue.", _name(worker), how)

    # Doing -----------------------------------------------------------------------------

    def _start(self, number: int, replaces: _Worker | None = None) -> None:
        worker = _Worker(number, self._job, replaces)
        self._workers.append(worker)
        self._selector.register(worker.line, selectors.EVENT_READ, worker)

    def _replace_dead(self) -> None:
        now = time.monotonic()
        for number in [number for number, due_at in self._due.items() if due_at <= now]:
            del self._due[number]
            self._start(number)

    def _restart(self) -> None:
        """Replace all workers, one after the other, so that the app is served all the time."""
        if not self._is_stopping and not self._outdated:
            log.info("The workers are restarted one by one.")
            self._outdated = [worker for worker in self._workers if worker.ends_at is None]

    def _go_on_restarting(self) -> None:
        self._outdated = [one for one in self._outdated if one in self._workers]
        is_between = any(not one.is_serving or one.ends_at is not None for one in self._workers)
        if self._outdated and not is_between:
            worker = self._outdated.pop(0)
            self._start(worker.number, replaces=worker)

    def _stop(self) -> None:
        """Have all workers leave; the second time, at once."""
        if self._is_stopping:
            for worker in self._workers:
                worker.tell(HURRY)
            return
        self._is_stopping = True
        self._job.listener.close()  # The workers close theirs, and then the port is free.
        for worker in self._workers:
            worker.leave(self._drain_seconds)


def _name(worker: _Worker) -> str:
    return f"Worker {worker.number} (process {worker.process.pid})"


def _is_terminal_gone() -> bool:
    """Whether there is no terminal: then a SIGHUP may say that it was closed."""
    try:
        os.close(os.open(os.ctermid(), os.O_RDWR | os.O_NOCTTY))
    except (OSError, AttributeError):
        return True
    return False
