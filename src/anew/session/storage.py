"""An app's store, as the owner thread of the sessions uses it.

A store waits for disks and networks, so nothing here calls it on the owner's thread. Commits go
through the writer. All other calls are made on a helper thread, and their results are posted to
the owner. An app that keeps its state in memory only has no storage.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, TypeVar

from anew.counts import Counts
from anew.logs import about
from anew.protocol.messages import MOVED
from anew.session.guests import Guests
from anew.stores.base import (
    Behind,
    Committed,
    Fenced,
    Refused,
    StoreError,
    Taken,
    UnavailableError,
    UnreadableRecordError,
    log_name,
)
from anew.stores.times import JUMP_SECONDS
from anew.stores.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock
    from anew.protocol.messages import Close
    from anew.stores.archive import Archive
    from anew.stores.base import Answer, Commit, Store
    from anew.stores.writer import Health
    from anew.threads import Threads

log = logging.getLogger("anew")

T = TypeVar("T")


# Batches of commits begin at least so long after each other: a lone click is committed at once, and
# those of many users, or of one who clicks fast, share transactions. It delays nothing that matters: the
# page has been sent, and what a crash takes was not acknowledged, so that the tab sends it again.
# (PostgreSQL has such a delay too, as commit_delay.)
GATHER_SECONDS = 0.05
# How many calls other than commits there are at once. They have threads of their own: were they made on
# those that show pages, a store that is silent would silence all sessions. It is less than a store has
# connections: one is left for the writer.
STORE_CALLS = 6
EXPIRE_SECONDS = 60.0  # How often expired sessions are removed.
READ_ATTEMPTS = 20  # How often a copy is begun of a session that changes meanwhile.
ANSWERS: dict[type[Answer], str] = {
    Committed: "committed",
    Fenced: "fenced",
    Behind: "behind",
    Refused: "refused",
}
RENEWALS = 4  # How often a session in use is renewed within its time to live.
LOOK_SECONDS = 0.1  # How often this process looks whether it was paused …
PAUSE_SECONDS = 0.2  # … for longer than this.


class Storage:
    """Threading: the sessions' owner."""

    def __init__(
        self,
        store: Store,
        threads: Threads,
        clock: Clock,
        *,
        ttl_seconds: float,
        archive: Archive | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Use an open store.

        Args:
            threads: The threads for all calls other than commits.
            ttl_seconds: How long an unused session is kept.
            archive: Where files are kept; None to have them in memory only.
            wall: Seconds since 1970, by the machine's clock, which may be set.
        """
        self.archive = archive
        self.guests = None if archive is None else Guests(store, archive)
        self._store = store
        self._threads = threads
        self._clock = clock
        self._writer = Writer(store, clock)
        self.counts = Counts()  # The app's, once there is a registry.
        self._owned: dict[str, int] = {}  # The epochs of the sessions in this process.
        # Called when this process has lost the ownership of a session, with the reason.
        self.on_lost: Callable[[str, Close], None] = lambda _tab, _close: None
        # Called with the names of sessions that have outlived their time, and are removed.
        self.on_expired: Callable[[list[str]], None] = _ignore
        self._renew_seconds = ttl_seconds / RENEWALS
        self._gathered: dict[str, Callable[[], None]] = {}  # By session: what commits it.
        self._gathered_at = -GATHER_SECONDS  # When the last batch began.
        self._trouble = ""  # Why the last call failed, as the log says; "" if it did not.
        self._is_closed = False
        self._looked_at = clock.now()
        self._wall = wall
        self._wall_at = wall()  # At the last look.

    def start(self) -> None:
        """Start to renew sessions in use and to remove expired ones."""
        self._look_for_pauses()
        self._clock.later(self._renew_seconds, self._renew)
        self._clock.later(EXPIRE_SECONDS, self._expire)

    def watch(self, on_health: Callable[[Health], None]) -> None:
        """Register a callback for when commits start to fail, and when they succeed again."""
        self._writer.watch(on_health)

    def own(self, tab: str, epoch: int) -> None:
        """Note that the store has a session that is in use in this process."""
        self._owned[tab] = epoch

    def disown(self, tab: str) -> None:
        """Note that it no longer is. Its committed state stays in the store."""
        self._owned.pop(tab, None)

    def gather(self, tab: str, commit: Callable[[], None]) -> None:
        """Have a session commit, together with all others that have changed by then.

        Args:
            commit: Commits all that the session owes then.
        """
        if not self._gathered:
            seconds = max(0.0, self._gathered_at + GATHER_SECONDS - self._clock.now())
            self._clock.later(seconds, self._commit_gathered)
        self._gathered[tab] = commit

    def commit(self, commit: Commit, on_answer: Callable[[Answer], None]) -> bool:
        """Give the writer a commit; False if its queue is full."""
        asked_at = self._clock.now()

        def answered(answer: Answer) -> None:
            self.counts.commits[ANSWERS[type(answer)]] += 1
            self.counts.commit_seconds.add(self._clock.now() - asked_at)
            on_answer(answer)

        return self._writer.add(commit, answered)

    @property
    def waiting(self) -> int:
        """How many sessions have commits that were not made yet."""
        return self._writer.waiting

    @property
    def waiting_bytes(self) -> int:
        return self._writer.waiting_bytes

    @property
    def is_failing(self) -> bool:
        """Whether the store does not do what it is asked for."""
        return self._writer.health.failing_since is not None

    def take_over(
        self,
        tab: str,
        owner: str,
        then: Callable[[Taken | None], None],
        failed: Callable[[], None],
    ) -> None:
        """Take over a session from the store.

        Args:
            tab: Its name.
            owner: A digest of the browser's cookie, which must match the stored one.
            then: Called with the session; with None if there is none, or it cannot be read.
            failed: Called if the store cannot be reached, or another takes it over meanwhile.
        """

        def work() -> Taken | None:
            try:
                taken = self._store.take_over(tab, owner)
                if taken is None or not taken.large:
                    return taken
                large = self._store.load(tab, taken.large, epoch=taken.record.epoch)
            except UnreadableRecordError as error:
                log.error(  # noqa: TRY400  # it says all
                    "A session starts over, for its record is damaged. %s",
                    error,
                    extra=about(log_name(tab)),
                )
                return None
            if not isinstance(large, dict):
                raise UnavailableError("A session was taken over twice at the same time.")
            return Taken(taken.record, {**taken.values, **large}, {})

        self._call(work, then, failed)

    def read(
        self, tab: str, owner: str, then: Callable[[Taken | None], None], failed: Callable[[], None]
    ) -> None:
        """Read a session without taking it over: its owner goes on with it.

        Args:
            tab: Its name.
            owner: A digest of the browser's cookie, which must match the stored one.
            then: Called with the session; with None if there is none, or it cannot be read.
            failed: Called if the store cannot be reached, or the session changes all the time.
        """

        def work() -> Taken | None:
            try:
                return _read(self._store, tab, owner)
            except UnreadableRecordError as error:
                log.error("A session cannot be copied, for its record is damaged. %s", error)  # noqa: TRY400  # it says all
                return None

        self._call(work, then, failed)

    def remove(self, tab: str) -> None:
        """Delete a session whose user has ended it."""
        self.disown(tab)
        self._call(lambda: self._store.remove(tab), _ignore, _nothing)

    def close(self, seconds: float, then: Callable[[], None]) -> None:
        """Make the pending commits, then close the store.

        Args:
            seconds: How long that may take.
        """
        if self._is_closed:
            then()
            return
        self._is_closed = True
        self._writer.drain(seconds, lambda _: self._call(self._close, lambda _: then(), then))

    def _close(self) -> None:
        self._writer.join(1.0)
        self._store.close()

    def _commit_gathered(self) -> None:
        gathered, self._gathered = self._gathered, {}
        self._gathered_at = self._clock.now()
        for commit in gathered.values():
            commit()

    def _renew(self) -> None:
        if not self._is_closed:
            self._renew_owned()
            self._clock.later(self._renew_seconds, self._renew)

    def _renew_owned(self) -> None:
        """Renew all sessions in use, and give up those that others have taken over."""
        owned = list(self._owned.items())

        def then(lost: set[str]) -> None:
            for tab, epoch in owned:
                if tab in lost and self._owned.get(tab) == epoch:  # Not taken over again since.
                    self.on_lost(tab, MOVED)

        self._call(lambda: self._store.renew(owned), then, _nothing)

    def _look_for_pauses(self) -> None:
        """Ask the store at once after a pause of this process, for others may have taken over.

        They do that if a process does not answer, for example because the system has stopped it.
        If the machine's clock has jumped, sessions in use might expire: they are renewed.
        """
        if self._is_closed:
            return
        now, wall = self._clock.now(), self._wall()
        passed, jumped = now - self._looked_at, wall - self._wall_at
        is_late = passed > LOOK_SECONDS + PAUSE_SECONDS
        if (is_late and self._owned) or abs(jumped - passed) > JUMP_SECONDS:
            self._renew_owned()
        self._looked_at, self._wall_at = now, wall
        self._clock.later(LOOK_SECONDS, self._look_for_pauses)

    def _expire(self) -> None:
        if not self._is_closed:
            self._call(self._store.expire, self._expired, _nothing)
            self._clock.later(EXPIRE_SECONDS, self._expire)

    def _expired(self, sessions: list[str]) -> None:
        self.on_expired(sessions)

    def _call(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Call the store on a helper thread and post the result to the owner."""

        def job() -> None:
            try:
                result = work()
            except StoreError as error:
                self._log_trouble(str(error))
                self._clock.post(failed)
            except Exception:
                log.exception("The store failed.")
                self._clock.post(failed)
            else:
                self._trouble = ""
                self._clock.post(lambda: then(result))

        self._threads.call(job)

    def _log_trouble(self, reason: str) -> None:
        """Log why a call failed. Tabs try again all the time: once is enough. Threading: any."""
        if reason != self._trouble:
            self._trouble = reason
            log.error("The store could not be used: %s", reason)


def _read(store: Store, tab: str, owner: str) -> Taken | None:
    shown = store.show(tab)
    for _ in range(READ_ATTEMPTS):
        if shown is None or shown.record.owner != owner:
            return None
        values = store.load(tab, shown.sizes)
        before, shown = shown, store.show(tab)
        # Its owner may commit between two of these calls.
        if shown is not None and shown.record.version == before.record.version:
            assert not isinstance(values, Fenced)
            return Taken(shown.record, values, {})
    raise UnavailableError("A session to be copied changes all the time.")


def _ignore(_: object) -> None:
    pass


def _nothing() -> None:
    pass
