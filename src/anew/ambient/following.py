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
    for (kind, name), wrapping in _WRAPPINGS.items():
        if (kind, name) not in _wrapped:
            _wrapped[kind, name] = wrapping(getattr(kind, name))
            setattr(kind, name, _wrapped[kind, name])
    return _unwrap


def _start_within(start: Callable[..., None]) -> Callable[..., None]:
    @wraps(start)
    def start_within(self: threading.Thread) -> None:
        follower = _follower()
        if follower is not None and not _serves_all(self):
            self.run = _until_stopped(followed_by(follower, self.run))  # type: ignore[method-assign]
        start(self)

    return start_within


def _submit_within(submit: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(submit)
    def submit_within(
        self: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Any:
        follower = _follower()
        if follower is not None:
            function = followed_by(follower, function)
        return submit(self, function, *args, **kwargs)

    return submit_within


_WRAPPINGS: dict[tuple[type, str], Callable[[Any], Any]] = {
    (threading.Thread, "start"): _start_within,
    (ThreadPoolExecutor, "submit"): _submit_within,
}
_wrapped: dict[tuple[type, str], Any] = {}  # What stands for each now.


def _unwrap() -> None:
    """Take back what is ours. If another library has wrapped it since, it stays, and does nothing."""
    for (kind, name), wrapped in [*_wrapped.items()]:
        if getattr(kind, name) is wrapped:
            setattr(kind, name, wrapped.__wrapped__)
            del _wrapped[kind, name]


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
