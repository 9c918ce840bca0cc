"""`st.task`: the decorator, and what scripts do with what it returns."""

from __future__ import annotations

import functools
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from anew.ambient.context import captured, here
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError, NoRunError
from anew.tasks.jobs import Job, Seen
from anew.tasks.sessions import tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.context import Here
    from anew.tasks.jobs import Status

P = ParamSpec("P")
R = TypeVar("R")


class Task(Generic[P, R]):
    """A function that can work in the background, once for each session and key.

    Its name and the file it is in tell it apart. What it reports has the script run again where that
    was read: the fragments, or the whole.

    Example:
        >>> @st.task
        ... def count(most: int) -> int:
        ...     for number in range(most):
        ...         st.task.report((number + 1) / most, f"{number + 1} of {most}")
        ...     return most
        >>> if st.button("Count"):
        ...     count.start(10)
        >>> if count.status == "running":
        ...     st.progress(count.progress, count.text)
        >>> if count.status == "done":
        ...     st.write("Counted to", count.result)
    """

    def __init__(self, function: Callable[P, R], key: str = "") -> None:
        """A task that is not on.

        Args:
            function: What it does.
            key: Tells apart several tasks of one function.
        """
        functools.update_wrapper(self, function)
        self._function = function
        self._key = key
        self._name = _name_of(function) + (f"[{key}]" if key else "")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function here, not in the background."""
        return self._function(*args, **kwargs)

    def __getitem__(self, key: str | int) -> Task[P, R]:
        """Another task of the same function, by a key of your choice: several can be on at once."""
        return Task(self._function, str(key))

    def start(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Begin, unless it is on already. It counts as running while it waits for a thread.

        Args:
            *args: Positional arguments for the function.
            **kwargs: Keyword arguments for the function.

        Returns:
            Whether it was begun.

        Raises:
            NoRunError: This is called outside of a run.
            APIException: As many tasks of the session are on as `runner.maxTasksPerSession` allows.
        """
        now = here()
        now.run.control.checkpoint()
        if now.run.handle is None:
            raise NoRunError(
                "task: start() was called outside of a run. Call it in the script, a callback or "
                "another task."
            )
        call = functools.partial(self._function, *args, **kwargs)
        return tasks_of(now.run.handle).start(self._name, call, now.run)

    def cancel(self) -> bool:
        """Ask it to end, at its next report or where it awaits. It is running until it has.

        Returns:
            Whether it was on.
        """
        handle = here().run.handle
        return handle is not None and tasks_of(handle).cancel(self._name)

    @property
    def status(self) -> Status:
        """How it is.

        "idle" if it was not started, "running", "done", "failed" by an error, "cancelled", or
        "interrupted" if the session has gone on in another process while it was running.
        """
        return self._seen().status

    @property
    def progress(self) -> float:
        """How far it is, from 0.0 to 1.0, as it has reported."""
        return self._seen().progress

    @property
    def text(self) -> str:
        """What it has reported to be doing."""
        return self._seen().text

    @property
    def error(self) -> Exception | None:
        """Why it failed; a TaskError with the text of that, if another process knew the error."""
        return self._seen().error

    @property
    def result(self) -> R | None:
        """What the function has returned, if it is done."""
        now = _checked()
        handle = now.run.handle
        result: R | None = None if handle is None else tasks_of(handle).result(self._name, now)
        return result

    def _seen(self) -> Seen:
        now = _checked()
        handle = now.run.handle
        return Seen() if handle is None else tasks_of(handle).look(self._name, now)

    def __repr__(self) -> str:
        return f"<task {self._name}>"


class TaskMaker:
    """Makes a function one that works in the background, and tells how far it is."""

    def __call__(self, func: Callable[P, R]) -> Task[P, R]:
        """Let a function work in the background, beside the script.

        It runs on a thread of its own, whatever the script does meanwhile. In it, `st.task.report`
        says how far it is, and `st.session_state` reads and writes the session's state as
        `st.this_session().state` does. It cannot draw.

        Args:
            func: The function, also an async one. Its name tells its tasks apart.

        Returns:
            The task, with `start(...)` and `cancel()`, and what there is to know: `status`,
            `progress`, `text`, `result` and `error`. With a key, `func["key"]`, the function has
            several tasks.

        Raises:
            InvalidParameterTypeError: `func` is no function.

        Example:
            >>> @st.task
            ... def train(epochs: int) -> str:
            ...     for epoch in range(epochs):
            ...         st.task.report((epoch + 1) / epochs, f"Epoch {epoch + 1}")
            ...     return "model"
            >>> if st.button("Train"):
            ...     train.start(10)
            >>> if train.status == "running":
            ...     st.progress(train.progress, train.text)
            ...     st.button("Cancel", on_click=train.cancel)
            >>> if train.status == "done":
            ...     st.success(train.result)
        """
        if not inspect.isfunction(func):
            raise InvalidParameterTypeError(
                f"task: func={func!r} is not a function. Write @st.task above a function that is "
                f"made with def."
            )
        return Task(func)

    def report(self, progress: float | None = None, text: str | None = None) -> None:
        """Say how far the task is, in its function. If it was cancelled, the function ends here.

        Outside of a task this does nothing.

        Args:
            progress: From 0.0 to 1.0; None for as before.
            text: What it is doing; None for as before.

        Raises:
            InvalidParameterTypeError: `progress` is no number.
            InvalidParameterValueError: `progress` is not from 0 to 1.

        Example:
            >>> @st.task
            ... def load(files: list[str]) -> None:
            ...     for number, file in enumerate(files):
            ...         st.task.report(number / len(files), file)
        """
        if progress is not None and not isinstance(progress, int | float):
            raise InvalidParameterTypeError(
                f"task.report: progress={progress!r} is no number. Pass a part of 1, such as 0.5."
            )
        if progress is not None and not 0 <= progress <= 1:
            raise InvalidParameterValueError(
                f"task.report: progress={progress!r} is not from 0 to 1. Pass a part of 1, such as 0.5."
            )
        job = _job()
        if job is not None:
            job.report(None if progress is None else float(progress), text)

    def is_cancelled(self) -> bool:
        """Whether the task whose function calls this was asked to end; False outside of a task.

        Returns:
            Whether it was.

        Example:
            >>> @st.task
            ... def wait():
            ...     while not st.task.is_cancelled():
            ...         break
        """
        job = _job()
        return job is not None and job.is_cancelled


def _job() -> Job | None:
    now = captured()
    return now.run.job if now is not None and isinstance(now.run.job, Job) else None


def _checked() -> Here:
    now = here()
    now.run.control.checkpoint()
    return now


def _name_of(function: Callable[..., Any]) -> str:
    """The same in each run, and in each process. All scripts are called __main__."""
    module = function.__module__
    if module == "__main__":
        module = Path(inspect.unwrap(function).__code__.co_filename).name
    return f"{module}:{function.__qualname__}"
