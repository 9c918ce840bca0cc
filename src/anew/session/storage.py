"""Where an app's sessions are kept beyond this process: its store, as the sessions' owner sees it.

A store waits for disks and networks, so nothing here calls it on the owner's thread. Commits go
through the writer; all else goes through a helper thread, and the owner gets what comes of it.
An app whose state lives in memory alone has no storage.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from anew.protocol.messages import TAKEN_OVER
from anew.stores.base import StoreError, UnreadableRecordError
from anew.stores.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock
    from anew.protocol.messages import Close
    from anew.stores.base import Answer, Commit, Store, Taken
    from anew.stores.writer import Health
    from anew.threads import Threads

log = logging.getLogger("anew")

T = TypeVar("T")

EXPIRE_SECONDS = 60.0  # How often sessions that have outlived their time are removed.
RENEWALS = 4  # How often in its time to live a session that is in use is renewed.


class Storage:
    """Threading: the sessions' owner."""

    def __init__(self, store: Store, threads: Threads, clock: Clock, *, ttl_seconds: float) -> None:
        """A storage in an open store.

        Args:
            threads: For calls of the store that are no commits.
            ttl_seconds: How long a session is kept that nobody uses.
        """
        self._store = store
        self._threads = threads
        self._clock = clock
        self._writer = Writer(store, clock)
        self._owned: dict[str, int] = {}  # The sessions of this process, with their epochs.
        # Called with a session that this process is no longer the owner of, and why.
        self.on_lost: Callable[[str, Close], None] = lambda _tab, _close: None
        self._renew_seconds = ttl_seconds / RENEWALS
        self._is_closed = False

    def start(self) -> None:
        """Begin to renew sessions, and to remove those that have outlived their time."""
        self._clock.later(self._renew_seconds, self._renew)
        self._clock.later(EXPIRE_SECONDS, self._expire)

    def watch(self, on_health: Callable[[Health], None]) -> None:
        """Tell somebody when commits begin to fail, and when they are made again."""
        self._writer.watch(on_health)

    def own(self, tab: str, epoch: int) -> None:
        """A session is in use here."""
        self._owned[tab] = epoch

    def disown(self, tab: str) -> None:
        """It is not any more; what it has committed stays in the store."""
        self._owned.pop(tab, None)

    def commit(self, commit: Commit, on_answer: Callable[[Answer], None]) -> bool:
        """Have the writer make a commit; False if too much waits already."""
        return self._writer.add(commit, on_answer)

    def take_over(
        self, tab: str, owner: str, then: Callable[[Taken | None], None], failed: Callable[[], None]
    ) -> None:
        """Become the owner of a session in the store.

        Args:
            tab: Its name.
            owner: A digest of the browser's cookie: others have no session of this name.
            then: Called with the session, or with None if there is none that can be read.
            failed: Called if the store could not be asked.
        """

        def work() -> Taken | None:
            try:
                taken = self._store.take_over(tab, owner)
                if taken is None or not taken.large:
                    return taken
                large = self._store.load(tab, taken.large, epoch=taken.record.epoch)
            except UnreadableRecordError as error:
                log.error("A session starts over, for its record is damaged. %s", error)  # noqa: TRY400  # it says all
                return None
            if not isinstance(large, dict):  # It was taken over from us in between.
                return None
            return type(taken)(taken.record, {**taken.values, **large}, {})

        self._call(work, then, failed)

    def remove(self, tab: str) -> None:
        """Forget a session for good: its user is done with it."""
        self.disown(tab)
        self._call(lambda: self._store.remove(tab), _ignore, _nothing)

    def close(self, seconds: float, then: Callable[[], None]) -> None:
        """Make the commits that wait, then let go of the store.

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

    def _renew(self) -> None:
        if self._is_closed:
            return
        owned = list(self._owned.items())

        def then(lost: set[str]) -> None:
            for tab in lost:
                self.on_lost(tab, TAKEN_OVER)

        self._call(lambda: self._store.renew(owned), then, _nothing)
        self._clock.later(self._renew_seconds, self._renew)

    def _expire(self) -> None:
        if not self._is_closed:
            self._call(self._store.expire, _ignore, _nothing)
            self._clock.later(EXPIRE_SECONDS, self._expire)

    def _call(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Call the store on a helper thread, and tell the owner what came of it."""

        def job() -> None:
            try:
                result = work()
            except StoreError as error:
                log.error("The store could not be used: %s", error)  # noqa: TRY400  # it says all
                self._clock.post(failed)
            except Exception:
                log.exception("The store failed.")
                self._clock.post(failed)
            else:
                self._clock.post(lambda: then(result))

        self._threads.call(job)


def _ignore(_: object) -> None:
    pass


def _nothing() -> None:
    pass
