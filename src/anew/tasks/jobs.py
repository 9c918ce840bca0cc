"""One call of a task's function, on a thread that no script runs on."""

from __future__ import annotations

import contextvars
import inspect
import logging
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

from anew.ambient.context import beside, enter
from anew.ambient.control import RerunSignal, StopSignal
from anew.errors import APIException, InvalidLayoutContextError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from anew.ambient.context import RunContext

log = logging.getLogger("anew")

TELL_SECONDS = 0.1  # Between two times that a session is told of progress.

Status: TypeAlias = Literal["idle", "running", "done", "failed", "cancelled", "interrupted"]


class Seen(NamedTuple):
    """What there is to see of a task."""

    status: Status = "idle"
    progress: float = 0.0
    text: str = ""
    error: Exception | None = None


class Told(Protocol):
    """Who is told what becomes of a job: the session's tasks."""

    def call(self, work: Callable[[], None], seconds: float = 0.0) -> None:
        """Have the session's owner call something, so much later."""
        ...

    def progressed(self, job: Job) -> None:
        """It has reported. Threading: the session's owner."""
        ...

    def ended(self, job: Job) -> None:
        """It is over. Threading: the job's."""
        ...


class Job:
    """Threading: its own for what it does; any may read, and cancel it."""

    def __init__(self, name: str, call: Callable[[], Any], run: RunContext, of: Told) -> None:
        """A call that waits for its thread.

        Args:
            name: The task's.
            call: The author's function with its arguments.
            run: The run that starts it.
            of: The session's tasks.
        """
        self.name = name
        self.seen = Seen("running")
        self.result: Any = None  # Until the state has it.
        self._call = call
        self._of = of
        self._here = beside(run, _refuse)
        self._here.run.job = self
        self._control = self._here.run.control
        self._has_news = self._is_told = False
        self._loop: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    @property
    def is_over(self) -> bool:
        return self.seen.status != "running"

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to end."""
        return self._control.wish == "stop"

    def cancel(self) -> None:
        """Ask it to end, at the next command or, if it is async, where it awaits. Threading: safe."""
        self._control.ask("stop")
        if self._loop is not None:
            loop, task = self._loop
            try:
                loop.call_soon_threadsafe(task.cancel)
            except RuntimeError:  # It has come to its end.
                log.debug("A task had ended when it was cancelled.")

    def report(self, progress: float | None, text: str | None) -> None:
        """Say how far it is, unless it was asked to end: then it does so here."""
        self._control.checkpoint()
        seen = self.seen
        self.seen = seen._replace(
            progress=seen.progress if progress is None else progress,
            text=seen.text if text is None else text,
        )
        self._has_news = True
        if not self._is_told:
            self._is_told = True
            self._of.call(self._tell)

    def __call__(self) -> None:
        """Threading: one for tasks."""
        contextvars.Context().run(self._run)

    def _run(self) -> None:
        enter(self._here.run, self._here.place)
        error: Exception | None = None
        status: Status = "done"
        try:
            self._control.checkpoint()
            self.result = self._called()
        except StopSignal:  # By st.stop(), if nobody has cancelled it.
            status = "cancelled" if self.is_cancelled else "done"
        except BaseException as raised:  # noqa: BLE001  # the author's code may raise anything
            if self.is_cancelled and _is_of_asyncio(raised):
                status = "cancelled"
            else:
                status, error = "failed", _told(raised, self.name)
        self._here.run.end()
        progress = 1.0 if status == "done" else self.seen.progress
        self.seen = self.seen._replace(status=status, progress=progress, error=error)
        self._of.ended(self)

    def _called(self) -> Any:
        made = self._call()
        if not inspect.iscoroutine(made):
            return made
        import asyncio  # noqa: PLC0415  # only for tasks that await

        async def main() -> Any:
            task = asyncio.current_task()
            assert task is not None
            self._loop = asyncio.get_running_loop(), task
            if self.is_cancelled:  # Meanwhile.
                task.cancel()
            return await made

        return asyncio.run(main())

    # For the session's owner ------------------------------------------------------------

    def _tell(self) -> None:
        """Tell the session; what is reported meanwhile it is told after a while, all at once."""
        self._has_news = False
        if not self.is_over:
            self._of.progressed(self)
            self._of.call(self._tell_again, TELL_SECONDS)

    def _tell_again(self) -> None:
        self._is_told = False
        if self._has_news:  # Looked at last: what comes from here on tells by itself.
            self._is_told = True
            self._tell()


def _refuse() -> None:
    raise InvalidLayoutContextError(
        "A command that draws was called in a task, which has no page. Have the task report by "
        "st.task.report(...), st.session_state or what it returns, and draw that in the script."
    )


def _is_of_asyncio(raised: BaseException) -> bool:
    return type(raised).__name__ == "CancelledError"


def _told(raised: BaseException, name: str) -> Exception:
    """The error as scripts get it."""
    if isinstance(raised, RerunSignal):
        raised = APIException(
            "st.rerun() and st.switch_page() end a run, and a task has none. Use "
            "st.this_session().rerun() in a task."
        )
    log.error("The task %s failed.", name, exc_info=raised)
    if isinstance(raised, Exception):
        return raised
    wrapped = RuntimeError(f"The task ended with {type(raised).__name__}: {raised}")
    wrapped.__cause__ = raised
    return wrapped
