"""The tasks of one session: which are on, what the state keeps of them, who is told of news."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from anew.ambient.handle import TASK, TASK_RESULT
from anew.errors import APIException, SessionOverError, TaskError
from anew.state.memory import ABSENT
from anew.tasks.jobs import Job, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.context import Here, RunContext
    from anew.ambient.handle import SessionHandle

HELD = "tasks"  # Their name among what others keep for the session.
SAVE_SECONDS = 1.0  # How often progress is committed; the status is at once.


class SessionTasks:
    """Threading: safe. Created when a script first uses one; closed when the session ends."""

    def __init__(self, handle: SessionHandle) -> None:
        self._handle = handle
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}  # The last of each task.
        self._saved_at: dict[str, float] = {}
        # In which fragments each task was read since a whole run began; "" for the script itself.
        self._read_in: dict[str, set[str]] = {}
        self._whole = 0  # The number of that run.
        self._news: set[str] = set()  # Tasks of which there is something new to see.

    def start(self, name: str, call: Callable[[], Any], run: RunContext) -> bool:
        """Begin a task, unless it is on; whether it was begun."""
        most = run.settings.runner.max_tasks_per_session
        with self._lock:
            last = self._jobs.get(name)
            if last is not None and not last.is_over:
                return False
            if sum(not job.is_over for job in self._jobs.values()) >= most:
                raise APIException(
                    f"task: {most} tasks of this session are on, as many as "
                    f"runner.maxTasksPerSession allows. Wait until one has ended, or raise the option."
                )
            job = self._jobs[name] = Job(name, call, run, self)
        run.layers.write(TASK + name, _record(job.seen))
        run.layers.delete(TASK_RESULT + name)
        behind = self._handle.behind()
        behind.count_work(1)
        assert run.task_threads is not None
        run.task_threads.call(job)
        self._refresh(name)
        return True

    def look(self, name: str, now: Here) -> Seen:
        """What there is to see of a task; the place where that is read is told of news."""
        if now.run.builder is not None:
            self._note(name, "" if now.fragment is None else now.fragment.id)
        job = self._jobs.get(name)
        if job is not None and not job.is_over:
            return job.seen
        seen = _seen(now.run.layers.read(TASK + name), now.run, name)
        if job is None:
            return seen if seen.status != "running" else seen._replace(status="interrupted")
        # Its end is seen by the run that sees what it has written, and no sooner.
        error = job.seen.error if seen.status == "failed" else seen.error
        return seen._replace(error=error)

    def result(self, name: str, now: Here) -> Any:
        """What a task that is done has returned."""
        if self.look(name, now).status != "done":
            return None
        kept = now.run.layers.read(TASK_RESULT + name)
        return None if kept is ABSENT else kept

    def cancel(self, name: str) -> bool:
        """Ask a task to end; whether it is on."""
        job = self._jobs.get(name)
        if job is None or job.is_over:
            return False
        job.cancel()
        return True

    def close(self) -> None:
        """The session is over, or remembers nothing any more."""
        for job in [*self._jobs.values()]:
            if not job.is_over:
                job.cancel()

    # For jobs ---------------------------------------------------------------------------

    def call(self, work: Callable[[], None], seconds: float = 0.0) -> None:
        """Have the session's owner call something, if the session is not over."""
        with suppress(SessionOverError):
            self._handle.behind().call(work, seconds)

    def progressed(self, job: Job) -> None:
        """A job has reported. Threading: the session's owner."""
        now = time.monotonic()
        try:
            if now - self._saved_at.get(job.name, -SAVE_SECONDS) >= SAVE_SECONDS:
                self._saved_at[job.name] = now
                self._handle.behind().write(TASK + job.name, _record(job.seen))
            self._refresh(job.name)
        except SessionOverError:
            job.cancel()

    def ended(self, job: Job) -> None:
        """A job is over. Threading: the job's."""
        with suppress(SessionOverError):  # Then nobody is left to be told.
            behind = self._handle.behind()
            if self._jobs.get(job.name) is job and behind.held.get(HELD) is self:
                if job.seen.status == "done":
                    behind.write(TASK_RESULT + job.name, job.result)
                behind.write(TASK + job.name, _record(job.seen))
                self._refresh(job.name)
            behind.count_work(-1)
        job.result = None  # The state has it.

    # Who reads them ---------------------------------------------------------------------

    def _note(self, name: str, fragment: str) -> None:
        wholes = self._handle.behind().wholes
        with self._lock:
            if self._whole != wholes:
                self._whole = wholes
                self._read_in.clear()
            self._read_in.setdefault(name, set()).add(fragment)

    def _refresh(self, name: str) -> None:
        """Have run again what has read a task: who that is, is known once no run is on."""
        with self._lock:
            is_known = bool(self._news)
            self._news.add(name)
        if not is_known:
            self._handle.behind().when_free(self._refresh_readers)

    def _refresh_readers(self) -> None:
        """Threading: the session's owner."""
        behind = self._handle.behind()
        with self._lock:
            news, self._news = self._news, set()
            if self._whole != behind.wholes:
                return  # The last run has read none.
            read_in = {fragment for name in news for fragment in self._read_in.get(name, ())}
        if read_in:
            behind.refresh(() if "" in read_in else tuple(read_in))


def tasks_of(handle: SessionHandle) -> SessionTasks:
    """Those of a session.

    Raises:
        SessionOverError: The session is over.
    """
    held = handle.behind().held
    found = held.get(HELD)
    if found is None:
        found = held.setdefault(HELD, SessionTasks(handle))
    return cast("SessionTasks", found)


def _record(seen: Seen) -> dict[str, object]:
    """What the state keeps."""
    error = "" if seen.error is None else f"{type(seen.error).__name__}: {seen.error}"
    return {"status": seen.status, "progress": seen.progress, "text": seen.text, "error": error}


def _seen(record: Any, run: RunContext, name: str) -> Seen:
    """What there is to see of a task that has ended, or was begun by another process."""
    if not isinstance(record, dict):
        return Seen()
    seen = Seen(record["status"], record["progress"], record["text"])
    if record["error"]:
        return seen._replace(error=TaskError(record["error"]))
    if seen.status != "done" or run.layers.read(TASK_RESULT + name) is not ABSENT:
        return seen
    kind = run.layers.lost_type(TASK_RESULT + name)
    if not kind:
        return seen
    return seen._replace(
        status="interrupted",
        error=TaskError(
            f"The task was done, but its result, of type {kind}, was held in memory only, and the "
            f"server was restarted since. Start it again, or have it return something that can be "
            f"kept."
        ),
    )
