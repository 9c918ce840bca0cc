"""Threads that a run starts take part in it, and so do the jobs that it gives to executors.

Two methods of Python's own are wrapped, once for the process: `Thread.start` and
`ThreadPoolExecutor.submit`. Outside of a run each looks up one context variable, and does what it
did. In a run they give what is called a `Follower`, which lets go of the run when that ends. So a
thread that lasts longer, as a library's may, neither keeps a page in memory nor has a session's
state at hand while it works for another.

The threads of an executor do not take part, only jobs: a thread takes jobs of several runs.
"""

from __future__ import annotations

import concurrent.futures.thread
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

from anew.ambient.context import captured, followed_by
from anew.ambient.control import RunSignal

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.context import Follower

OWN = "anew"  # The package whose threads serve all sessions.


def follow_runs() -> Callable[[], None]:
    """Wrap both methods, unless they are; what unwraps them."""
    if not hasattr(threading.Thread.start, "__wrapped__"):
        _wrap_both(threading.Thread.start, ThreadPoolExecutor.submit)
    return _unwrap


def _wrap_both(start: Callable[..., None], submit: Callable[..., Any]) -> None:
    @wraps(start)
    def start_within(self: threading.Thread) -> None:
        follower = _follower()
        if follower is not None and not _serves_all(self):
            self.run = _until_stopped(followed_by(follower, self.run))  # type: ignore[method-assign]
        start(self)

    @wraps(submit)
    def submit_within(
        self: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Any:
        follower = _follower()
        if follower is not None:
            function = followed_by(follower, function)
        return submit(self, function, *args, **kwargs)

    threading.Thread.start = start_within  # type: ignore[method-assign]
    ThreadPoolExecutor.submit = submit_within  # type: ignore[assignment, method-assign]


def _unwrap() -> None:
    for kind, name in ((threading.Thread, "start"), (ThreadPoolExecutor, "submit")):
        before = getattr(getattr(kind, name), "__wrapped__", None)
        if before is not None:
            setattr(kind, name, before)


def _follower() -> Follower | None:
    now = captured()
    if now is None or not now.run.settings.runner.threads_follow:
        return None
    return now.run.followed(now, is_asked_for=False)


def _serves_all(thread: threading.Thread) -> bool:
    """Whether a thread takes work of many runs: an executor's, or one of anew."""
    target = getattr(thread, "_target", None)
    is_own = type(thread).__module__.partition(".")[0] == OWN
    return is_own or target is _worker


def _until_stopped(run: Callable[[], None]) -> Callable[[], None]:
    """Let a thread end in silence where a signal ends its run."""

    def call() -> None:
        with suppress(RunSignal):
            run()

    return call


_worker = getattr(concurrent.futures.thread, "_worker", None)
