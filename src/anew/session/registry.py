"""Which session a connection belongs to, and how long a session without one is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from anew.logs import about
from anew.protocol.ids import again_tab_id, is_tab_id, new_tab_id
from anew.protocol.messages import (
    BEHIND,
    MOVED,
    SHUTTING_DOWN,
    STORE_FAILED,
    TAKEN_OVER,
    TOO_MANY_SESSIONS,
)
from anew.session.greeting import has_all, has_lost, is_twin
from anew.session.hooks import Hooks
from anew.session.networks import network_of
from anew.session.saving import Keeping, Resumed, limits_of
from anew.session.session import Session
from anew.state.place import DamagedError, resumed
from anew.stores.base import log_name, owners_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock, Timer
    from anew.counts import Counts
    from anew.protocol.messages import Close, Hello, Look, ScriptChanged
    from anew.script.runner import Runner
    from anew.session.line import Connection
    from anew.session.storage import Storage
    from anew.state.state import State
    from anew.stores.base import Taken
    from anew.stores.writer import Health

log = logging.getLogger("anew")

UNSAVED_SECONDS = 2.0  # How long commits may fail before the tabs are told.


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
    is_twin: bool = False  # As in `greeting`.


class Registry:
    """All sessions of one app in this process. Threading: their owner."""

    def __init__(
        self,
        runner: Runner,
        clock: Clock,
        storage: Storage | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        """No session yet.

        Args:
            storage: Where sessions are kept; None for state that lives in memory alone.
            hooks: Whom to tell that sessions begin and end.
        """
        self._runner = runner
        self._clock = clock
        self._storage = storage
        self._hooks = Hooks(runner.threads, clock) if hooks is None else hooks
        # Who waits for a session from the storage: by its name and the browser that asks.
        self._resuming: dict[tuple[str, str], list[_Caller]] = {}
        self._waits: Timer | None = None
        self._is_unsaved_told = False  # Commits have failed for so long that tabs are told.
        self._entries: dict[str, _Entry] = {}
        self._expiries: dict[str, Timer] = {}
        self._full_networks: set[str] = set()  # Those that the log has named.
        self._is_draining = False
        if storage is not None:
            storage.on_lost = self.send_away
            storage.on_expired = self._hooks.all_ended
            storage.counts = self.counts
            storage.watch(self._store_changed)
            storage.start()

    @property
    def counts(self) -> Counts:
        """What the app has done in this process."""
        return self._runner.counts

    @property
    def storage(self) -> Storage | None:
        return self._storage

    @property
    def resuming(self) -> int:
        """How many sessions are on their way from the storage."""
        return len(self._resuming)

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

        A tab says itself whether it is a duplicate: tabs of one browser ask each other. All else
        takes over: the connection before is one that nobody is behind any more.
        """
        if self._is_draining:
            connection.close(SHUTTING_DOWN)
            return
        caller = _Caller(connection, hello, owner, on_joined)
        session = self._find(hello, owner)
        if session is not None:
            self._join_or_copy(caller, session)
        elif self._may_be_kept(hello):
            self._look_in_storage(caller)
        else:
            self._join_new(caller)

    def _find(self, hello: Hello, owner: str) -> Session | None:
        """The session that a tab had, if it goes on in this process."""
        session = None if hello.tab is None else self.session_of(hello.tab, owner)
        if session is None or self._storage is None or hello.epoch <= session.saving.epoch:
            return session
        # Another process has carried it on since, and stored what came of that.
        self._remove(session)
        return None

    def _join_or_copy(self, caller: _Caller, session: Session) -> None:
        if self._starts_over(caller.hello, session.instance):
            if not caller.hello.is_copy:
                self._give_up(session)
            self._join_new(caller)
        elif caller.hello.is_copy:
            self._join_new(caller, like=session)
        elif is_twin(caller.hello, session.instance, owners_before(session.saving.epoch)):
            self._join_new(caller._replace(is_twin=True), like=session)
        else:
            self._join(caller, session)

    def _starts_over(self, hello: Hello, instance: str) -> bool:
        """Whether this is a page load that gets a new session in any case."""
        return self._runner.settings.session.on_reload == "new" and hello.instance != instance

    def _may_be_kept(self, hello: Hello) -> bool:
        """Whether the storage may have a session that this process does not have."""
        if self._storage is None or hello.tab is None or hello.tab in self._entries:
            return False
        return is_tab_id(hello.tab)

    def _look_in_storage(self, caller: _Caller) -> None:
        """Read a session that this process does not have; take it over, unless for a copy."""
        assert self._storage is not None
        tab, owner = caller.hello.tab or "", caller.owner
        close = caller.connection.close
        if caller.hello.is_copy:
            self._storage.read(
                tab, owner, lambda taken: self._read(caller, taken), lambda: close(STORE_FAILED)
            )
            return
        waiting = self._resuming.setdefault((tab, owner), [])
        waiting.append(caller)
        if len(waiting) > 1:
            return
        self._storage.take_over(
            tab,
            owner,
            lambda taken: self._taken(tab, owner, taken),
            lambda: self._untaken(tab, owner),
        )

    def _read(self, caller: _Caller, taken: Taken | None) -> None:
        """The storage has answered who wants a copy."""
        found = self._readable(caller, taken)
        if found is not None and self._is_behind(caller, found):
            caller.connection.close(BEHIND)
        elif caller.connection.is_open:
            # What the store has of it belongs to the other session.
            self._join_new(caller, like=None if found is None else found.state.copied(dict))

    def _taken(self, tab: str, owner: str, taken: Taken | None) -> None:
        """The storage has answered. Who asked last has the session, as if it had come alone."""
        *others, caller = self._resuming.pop((tab, owner))
        for other in others:
            other.connection.close(TAKEN_OVER)
        if self._is_draining:
            caller.connection.close(SHUTTING_DOWN)
        if not caller.connection.is_open:  # It did not wait for the answer.
            return
        if others and (taken is None or taken.record.epoch < caller.hello.epoch):
            # It was asked for who came before. The tab has been with another process since.
            self._look_in_storage(caller)
            return
        found = self._readable(caller, taken)
        if found is None:
            self._join_new(caller)
        elif self._is_behind(caller, found):
            caller.connection.close(BEHIND)
        elif is_twin(caller.hello, found.instance, owners_before(found.record.epoch) - 1):
            self._join_new(caller._replace(is_twin=True), like=found.state.copied(dict))
        elif not self._has_room(caller):
            caller.connection.close(TOO_MANY_SESSIONS)
        else:
            self.counts.taken_over += 1
            keeping = Keeping(self._storage, owner, found)
            session = Session(tab, self._runner, self._clock, keeping)
            self._enter(session, caller)
            self._join(caller, session)

    def _untaken(self, tab: str, owner: str) -> None:
        for caller in self._resuming.pop((tab, owner)):
            caller.connection.close(STORE_FAILED)

    def _is_behind(self, caller: _Caller, found: Resumed) -> bool:
        """Whether the store has lost what the tab was told is saved. Then the tab asks its user."""
        return found.record.event < caller.hello.acknowledged

    def _readable(self, caller: _Caller, taken: Taken | None) -> Resumed | None:
        """What the storage has for a caller; None if that is nothing to go on with."""
        found = None if taken is None else self._resumed(taken)
        if found is None or self._starts_over(caller.hello, found.instance):
            return None
        return found

    def _resumed(self, taken: Taken) -> Resumed | None:
        limits = limits_of(self._runner.settings)
        try:
            return Resumed(taken.record, *resumed(taken.record.place, taken.values, limits))
        except DamagedError as error:
            log.error(  # noqa: TRY400  # it says all
                "A session starts over, for its record is damaged: %s",
                error,
                extra=about(log_name(taken.record.session)),
            )
            return None

    def _join_new(self, caller: _Caller, *, like: Session | State | None = None) -> None:
        """Give a tab a session of its own; with a copy of what another remembers."""
        if not self._has_room(caller):
            caller.connection.close(TOO_MANY_SESSIONS)
            return
        self.counts.opened += 1
        hello = caller.hello
        is_meant = hello.is_copy or self._runner.settings.session.on_reload == "new"
        is_lost = not is_meant and has_lost(hello, caller.owner)
        event = hello.acknowledged if caller.is_twin else 0
        keeping = Keeping(self._storage, caller.owner, event=event)
        is_again = has_all(hello, caller.owner) and not caller.is_twin
        name = again_tab_id(hello.tab or "") if is_again else new_tab_id()
        session = Session(name, self._runner, self._clock, keeping)
        self._enter(session, caller)
        match like:
            case None:
                self._begin(caller, session, is_lost=is_lost)
            case Session():
                like.copy_state(lambda state: self._copied(caller, session, state))
            case _:
                self._copied(caller, session, like)

    def _has_room(self, caller: _Caller) -> bool:
        """Whether a tab's browser, and its network, may have one session more."""
        most = self._runner.settings.server.max_sessions_per_browser
        network = network_of(caller.connection.visit.ip_address)
        return self._count(caller.owner) < most and not self._is_full(network)

    def _enter(self, session: Session, caller: _Caller) -> None:
        """A session counts from now on."""
        network = network_of(caller.connection.visit.ip_address)
        self._entries[session.tab] = _Entry(session, caller.owner, network)

    def _copied(self, caller: _Caller, session: Session, state: State) -> None:
        session.state = state
        self._begin(caller, session)

    def _begin(self, caller: _Caller, session: Session, *, is_lost: bool = False) -> None:
        """Let a tab into its new session, once the author's function has heard of it."""
        self._hooks.begins(session.tab, lambda: self._begun(caller, session, is_lost=is_lost))

    def _begun(self, caller: _Caller, session: Session, *, is_lost: bool) -> None:
        is_here = self._has(session)
        if is_here and caller.connection.is_open:
            self._join(caller, session, is_lost=is_lost)
            return
        self._remove(session)
        if caller.connection.is_open:  # Then the server is about to end.
            caller.connection.close(SHUTTING_DOWN)
        if is_here:
            self._hooks.ended(session.tab)

    def _join(self, caller: _Caller, session: Session, *, is_lost: bool = False) -> None:
        self._cancel_expiry(session)
        caller.on_joined(session)
        goes_on = caller.is_twin or has_all(caller.hello, caller.owner)
        session.attach(caller.connection, caller.hello, is_lost=is_lost, goes_on=goes_on)
        if self._is_unsaved_told:
            session.saving.tell_waiting(waits=True)

    def disconnect(self, session: Session, connection: Connection) -> None:
        """A connection has ended: its session waits a while for another."""
        session.detach(connection)
        if not session.is_attached and self._has(session):
            ttl_seconds = self._runner.settings.server.disconnected_session_ttl
            self._cancel_expiry(session)
            self._expiries[session.tab] = self._clock.later(
                ttl_seconds, lambda: self._give_up(session)
            )

    @property
    def owners(self) -> set[str]:
        """The browsers that have sessions in this process."""
        return {entry.owner for entry in self._entries.values()}

    def end_of(self, owner: str, close: Close) -> None:
        """End all sessions of a browser in this process."""
        for session in [entry.session for entry in self._entries.values() if entry.owner == owner]:
            self.end(session, close)

    def end(self, session: Session, close: Close = TAKEN_OVER) -> None:
        """The user is done with a session."""
        if self._has(session):
            session.saving.forget()
            self._remove(session, close)
            self._hooks.ended(session.tab)
            if self._storage is not None:
                self._storage.remove(session.tab)

    def send_away(self, tab: str, close: Close) -> None:
        """End a session in this process: another carries it on, or the store has lost it."""
        entry = self._entries.get(tab)
        if entry is not None:
            self.counts.taken_away += close == MOVED
            self._cancel_expiry(entry.session)
            del self._entries[tab]
            entry.session.close(close)
            self._is_lost_with_us(tab)

    def _store_changed(self, health: Health) -> None:
        """Commits begin to fail, or are made again: tabs hear of it if that lasts."""
        if self._waits is not None:
            self._waits.cancel()
        since = health.failing_since
        seconds = 0.0 if since is None else max(0.0, since + UNSAVED_SECONDS - self._clock.now())
        waits = since is not None
        self._waits = self._clock.later(seconds, lambda: self._tell_waiting(waits=waits))

    def _tell_waiting(self, *, waits: bool) -> None:
        self._is_unsaved_told = waits
        for session in self.sessions:
            session.saving.tell_waiting(waits=waits)
            if not waits:
                session.saving.commit()  # What the writer had no room for.

    def tabs_of(self, owner: str) -> set[str]:
        """The sessions that belong to a browser."""
        return {tab for tab, entry in self._entries.items() if entry.owner == owner}

    def session_of(self, tab: str, owner: str) -> Session | None:
        """The session of this name, if it belongs to this browser."""
        entry = self._entries.get(tab)
        return entry.session if entry is not None and entry.owner == owner else None

    def author_saved(self, what: ScriptChanged | Look) -> None:
        """Tell all sessions that the script was saved, or the theme."""
        for session in self.sessions:
            session.author_saved(what)

    def drain(self) -> None:
        """The server will end: whoever connects from now on is sent away."""
        self._is_draining = True

    @property
    def busy(self) -> int:
        """How many sessions have something on."""
        return sum(session.is_busy for session in self.sessions)

    def close(self, seconds: float = 0, then: Callable[[], None] = lambda: None) -> None:
        """End all sessions, and commit what waits.

        Args:
            seconds: How long commits may take.
            then: Called when that is done.
        """
        for session in self.sessions:
            session.close(SHUTTING_DOWN)
            self._is_lost_with_us(session.tab)
        self._entries.clear()
        if self._storage is None:
            self._hooks.when_told(then)
        else:
            self._storage.close(seconds, lambda: self._hooks.when_told(then))

    def _give_up(self, session: Session) -> None:
        """Forget a session in this process; the store may have it."""
        self._remove(session)
        self._is_lost_with_us(session.tab)

    def _is_lost_with_us(self, tab: str) -> None:
        """A session is over in this process: for good, if nothing is stored."""
        if self._storage is None:
            self._hooks.ended(tab)

    def _remove(self, session: Session, close: Close = TAKEN_OVER) -> None:
        if self._has(session):
            self._cancel_expiry(session)
            del self._entries[session.tab]
        session.close(close)

    def _has(self, session: Session) -> bool:
        """Whether this is the one of its name. Another may be, which was read from the store since."""
        entry = self._entries.get(session.tab)
        return entry is not None and entry.session is session

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
