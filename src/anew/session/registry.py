"""Which session a connection belongs to, and how long a session without one is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from anew.protocol.ids import new_tab_id
from anew.protocol.messages import SHUTTING_DOWN, TAKEN_OVER, TOO_MANY_SESSIONS
from anew.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock, Timer
    from anew.protocol.messages import Hello
    from anew.script.runner import Runner
    from anew.session.line import Connection

log = logging.getLogger("anew")


class _Entry(NamedTuple):
    session: Session
    owner: str  # A digest of the browser's cookie: the session is for this browser only.


class Registry:
    """All sessions of one app in this process. Threading: their owner."""

    def __init__(self, runner: Runner, clock: Clock) -> None:
        self._runner = runner
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._expiries: dict[str, Timer] = {}

    @property
    def sessions(self) -> list[Session]:
        return [entry.session for entry in self._entries.values()]

    def connect(
        self,
        connection: Connection,
        hello: Hello,
        owner: str,
        on_joined: Callable[[Session], None],
    ) -> None:
        """Give a connection its session: the one that the tab had, a copy, or a new one.

        A tab whose session is still connected elsewhere may be a duplicate, or the same
        tab whose old connection nobody has missed yet. The old one is asked: if it
        answers, the new tab gets a copy of its own.
        """

        def join(session: Session) -> None:
            if not connection.is_open:  # It did not wait for the probe's answer.
                return
            self._cancel_expiry(session)
            on_joined(session)
            session.attach(connection, hello)

        session = self._find(hello, owner)
        if session is None:
            if self._count(owner) >= self._runner.settings.server.max_sessions_per_browser:
                connection.close(TOO_MANY_SESSIONS)
                return
            join(self._add(Session(new_tab_id(), self._runner, self._clock), owner))
        elif session.instance == hello.instance or not session.is_attached:
            join(session)
        else:
            session.probe(
                lambda is_alive: join(self._copy(session, owner) if is_alive else session)
            )

    def disconnect(self, session: Session, connection: Connection) -> None:
        """A connection has ended: its session waits a while for another."""
        session.detach(connection)
        if not session.is_attached and session.tab in self._entries:
            ttl_seconds = self._runner.settings.server.disconnected_session_ttl
            self._cancel_expiry(session)
            self._expiries[session.tab] = self._clock.later(
                ttl_seconds, lambda: self._remove(session)
            )

    def end(self, session: Session) -> None:
        """The user is done with a session."""
        if session.tab in self._entries:
            self._remove(session)

    def tabs_of(self, owner: str) -> set[str]:
        """The sessions that belong to a browser."""
        return {tab for tab, entry in self._entries.items() if entry.owner == owner}

    def session_of(self, tab: str, owner: str) -> Session | None:
        """The session of this name, if it belongs to this browser."""
        entry = self._entries.get(tab)
        return entry.session if entry is not None and entry.owner == owner else None

    def script_changed(self) -> None:
        """Tell all sessions that the script was saved."""
        for session in self.sessions:
            session.script_changed()

    def close(self) -> None:
        """End all sessions."""
        for session in self.sessions:
            session.close(SHUTTING_DOWN)
        self._entries.clear()

    def _find(self, hello: Hello, owner: str) -> Session | None:
        entry = None if hello.tab is None else self._entries.get(hello.tab)
        if entry is None or entry.owner != owner:
            return None
        session = entry.session
        is_reload = session.instance != hello.instance
        if is_reload and self._runner.settings.session.on_reload == "new":
            if not session.is_attached:
                self._remove(session)
            return None
        return session

    def _copy(self, session: Session, owner: str) -> Session:
        return self._add(session.fork(new_tab_id()), owner)

    def _add(self, session: Session, owner: str) -> Session:
        self._entries[session.tab] = _Entry(session, owner)
        return session

    def _remove(self, session: Session) -> None:
        self._cancel_expiry(session)
        self._entries.pop(session.tab, None)
        session.close(TAKEN_OVER)

    def _cancel_expiry(self, session: Session) -> None:
        timer = self._expiries.pop(session.tab, None)
        if timer is not None:
            timer.cancel()

    def _count(self, owner: str) -> int:
        return sum(entry.owner == owner for entry in self._entries.values())
