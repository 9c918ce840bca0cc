"""Tells functions of the author that sessions begin, and that they have ended for good.

They are called on threads of scripts, because they may wait. A session's first run begins once the
author has heard of it. An error in such a function is logged, and disturbs nothing.
"""

from __future__ import annotations

import contextvars
import logging
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from anew.logs import about
from anew.stores.base import log_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anew.clock import Clock
    from anew.threads import Threads

log = logging.getLogger("anew")


class SessionInfo(NamedTuple):
    """What the author is told of a session."""

    id: str  # Its name: it lasts as long as the session, through reloads and restarts.


Hook: TypeAlias = "Callable[[SessionInfo], object]"


class Hooks:
    """Threading: the sessions' owner."""

    def __init__(
        self,
        threads: Threads,
        clock: Clock,
        on_start: Hook | None = None,
        on_end: Hook | None = None,
    ) -> None:
        """Nobody has been told of anything.

        Args:
            threads: Those of scripts.
            on_start: Called before the first run of a session.
            on_end: Called when a session has ended for good.
        """
        self._threads = threads
        self._clock = clock
        self._on_start = on_start
        self._on_end = on_end
        self._calls = 0  # Those that are not over.
        self._waiting: list[Callable[[], None]] = []

    def begins(self, session: str, then: Callable[[], None]) -> None:
        """A new session is about to begin.

        Args:
            then: Called when the author has heard of it; at once if there is nothing to call.
        """
        if self._on_start is None:
            then()
        else:
            self._call("on_session_start", self._on_start, [session], then)

    def ended(self, session: str) -> None:
        """A session is over for good."""
        self.all_ended([session])

    def all_ended(self, sessions: Sequence[str]) -> None:
        """These sessions are over for good. They may be many, and take one thread only."""
        if self._on_end is not None and sessions:
            self._call("on_session_end", self._on_end, sessions, lambda: None)

    def when_told(self, then: Callable[[], None]) -> None:
        """Have a function called once all calls are over."""
        if self._calls == 0:
            then()
        else:
            self._waiting.append(then)

    def _call(
        self, name: str, hook: Hook, sessions: Sequence[str], then: Callable[[], None]
    ) -> None:
        def job() -> None:
            for session in sessions:
                try:
                    contextvars.Context().run(hook, SessionInfo(session))
                except BaseException:  # Such as SystemExit: the tab would wait for ever.
                    log.exception("%s failed.", name, extra=about(log_name(session)))
            self._clock.post(lambda: self._called(then))

        self._calls += 1
        self._threads.call(job)

    def _called(self, then: Callable[[], None]) -> None:
        self._calls -= 1
        then()
        if self._calls == 0:
            waiting, self._waiting = self._waiting, []
            for one in waiting:
                one()
