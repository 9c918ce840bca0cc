"""Which session a connection belongs to, and how long a session without one is kept."""

from __future__ import annotations

import ipaddress
import logging
from typing import TYPE_CHECKING, NamedTuple

from anew.protocol.ids import new_tab_id
from anew.protocol.messages import (
    SHUTTING_DOWN,
    TAKEN_OVER,
    TOO_MANY_SESSIONS,
)
from anew.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock, Timer
    from anew.protocol.messages import Hello
    from anew.script.runner import Runner
    from anew.session.line import Connection
    from anew.state.state import State

log = logging.getLogger("anew")


class _Entry(NamedTuple):
    session: Session
    owner: str  # A digest of the browser's cookie: the session is for this browser only.
    network: str | None  # Where it was opened from; None for this machine.


class _Caller(NamedTuple):
    """A tab that wants its session."""

    connection: Connection
    hello: Hello
    owner: str
    on_joined: Callable[[Session], None]


class Registry:
    """All sessions of one app in this process. Threading: their owner."""

    def __init__(self, runner: Runner, clock: Clock) -> None:
        self._runner = runner
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._expiries: dict[str, Timer] = {}
        self._full_networks: set[str] = set()  # Those that the log has named.

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
        self._take(_Caller(connection, hello, owner, on_joined))

    def _take(self, caller: _Caller) -> None:
        session = self._find(caller.hello, caller.owner)
        if session is None:
            self._join_new(caller)
        elif session.instance == caller.hello.instance or not session.is_attached:
            self._join(caller, session)
        else:
            session.probe(lambda is_alive: self._probed(caller, session if is_alive else None))

    def _probed(self, caller: _Caller, session: Session | None) -> None:
        """Whether the session that a tab asks for is in use elsewhere is known now.

        Several may have asked. If nobody used it, the first of them has it, and is asked in turn.
        """
        if not caller.connection.is_open:  # It did not wait for the answer.
            return
        if session is None:
            self._take(caller)
        else:
            self._join_new(caller, like=session)

    def _join_new(self, caller: _Caller, *, like: Session | None = None) -> None:
        """Give a tab a session of its own; with a copy of what another remembers."""
        most = self._runner.settings.server.max_sessions_per_browser
        if self._count(caller.owner) >= most:
            caller.connection.close(TOO_MANY_SESSIONS)
            return
        network = network_of(caller.connection.visit.ip_address)
        if self._is_full(network):
            caller.connection.close(TOO_MANY_SESSIONS)
            return
        session = Session(new_tab_id(), self._runner, self._clock)
        # It counts from now on.
        self._entries[session.tab] = _Entry(session, caller.owner, network)
        if like is None:
            self._join(caller, session)
        else:
            like.copy_state(lambda state: self._copied(caller, session, state))

    def _copied(self, caller: _Caller, session: Session, state: State) -> None:
        session.state = state
        if caller.connection.is_open and session.tab in self._entries:
            self._join(caller, session)
        else:
            self._remove(session)

    def _join(self, caller: _Caller, session: Session) -> None:
        self._cancel_expiry(session)
        caller.on_joined(session)
        session.attach(caller.connection, caller.hello)

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

    def drain(self) -> None:
        """The server will end: what is on may end, and nothing new begins."""
        self._runner.is_ending = True

    @property
    def busy(self) -> int:
        """How many sessions have something on."""
        return sum(session.is_busy for session in self.sessions)

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

    def _is_full(self, network: str | None) -> bool:
        """Whether a network has as many sessions as one may. Cookies anybody can make up."""
        most = self._runner.settings.server.max_sessions_per_address
        if network is None or most == 0:
            return False
        if sum(entry.network == network for entry in self._entries.values()) < most:
            self._full_networks.discard(network)
            return False
        if network not in self._full_networks and len(self._full_networks) < 100:
            self._full_networks.add(network)  # Once is enough for the log.
            log.warning(
                "%s has %d sessions, as many as server.maxSessionsPerAddress lets one address have. "
                "If it is a proxy, name it in server.trustedProxies.",
                network,
                most,
            )
        return True


def network_of(address: str | None) -> str | None:
    """What counts as one address; None for this machine, and where it is not known.

    Whoever has one IPv6 address has 2 ** 64 of them.

    >>> network_of("192.0.2.7"), network_of("2001:db8::7"), network_of("::1")
    ('192.0.2.7', '2001:db8::/64', None)
    """
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return network_of(str(found.ipv4_mapped))
        if not found.is_loopback:
            return str(ipaddress.ip_network((found, 64), strict=False))
    return None if found.is_loopback else str(found)
