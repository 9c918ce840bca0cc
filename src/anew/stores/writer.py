"""The one thread of a process that commits: it takes all that waits into one call of the store.

While it is at one call, others come to wait, and make the next. So a lone click is committed at once,
and under load many share one transaction.

If the store fails, nothing is lost: what was to be committed waits, joined to one commit for each
session, and is tried again, at first soon and then less often. Whether all is saved can be
watched. What would be too much to keep is not taken; its session gives it again, whole.
"""

from __future__ import annotations

import logging
import random
import threading
from typing import TYPE_CHECKING

from msgspec import Struct

from anew.stores.base import Refused, StoreError, UnavailableError
from anew.stores.waiting import Line, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anew.clock import Clock, Timer
    from anew.stores.base import Answer, Commit, Store
    from anew.stores.waiting import Listener, Waiting

log = logging.getLogger("anew")

MIB = 1_048_576
SILENT_SECONDS = 1.0  # A store that takes so long for one call does not do what it is asked for.
LOOK_SECONDS = SILENT_SECONDS / 4


class Bounds(Struct, frozen=True, kw_only=True):
    """How much the writer does at once, keeps, and waits."""

    batch_commits: int = 500
    batch_bytes: int = 8 * MIB
    waiting_bytes: int = 256 * MIB
    first_pause_seconds: float = 0.1
    longest_pause_seconds: float = 2.0


class Health(Struct, frozen=True):
    """How it stands with the store."""

    failing_since: float | None = None  # By the clock; None while it does what it is asked for.
    reason: str = ""


class Writer:
    """Commits for all sessions of a process.

    Threading: `add` and what comes before it is the owner's; listeners are called by it, through
    the clock. The store is called by the writer's own thread.
    """

    def __init__(self, store: Store, clock: Clock, bounds: Bounds | None = None) -> None:
        self._store = store
        self._clock = clock
        self._bounds = bounds or Bounds()
        self._random = random.Random()  # noqa: S311  # so that workers do not try all at once
        # What follows is the owner's.
        self.health = Health()
        self._on_health: list[Callable[[Health], None]] = []
        self._on_drained: Callable[[int], None] | None = None
        self._retry: Timer | None = None
        self._deadline: Timer | None = None
        self._failures = 0
        self._look: Timer | None = None  # Whether a call of the store has ended meanwhile.
        # What follows is shared, with the lock.
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._line = Line()
        self._under_way: Sequence[Waiting] = ()
        self._calls = 0  # Of the store, that have ended.
        self._is_paused = False  # The store has failed; the clock wakes the thread.
        self._is_ending = False
        self._is_over = False  # The time to end has come.
        self._is_careful = False  # Something cannot be made: each is made by itself until then.
        self._thread = threading.Thread(target=self._work, name="anew-writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many sessions have commits that were not made yet."""
        with self._lock:
            return len(self._line) + len(self._under_way)

    @property
    def waiting_bytes(self) -> int:
        with self._lock:
            return self._line.bytes + sum(waiting.size for waiting in self._under_way)

    def add(self, commit: Commit, on_answer: Listener) -> bool:
        """Have something committed; whether it was taken.

        If not, too much waits already. Its session gives all that it has not committed again,
        when the store is well: see `watch`.

        Args:
            commit: It follows on from what this session gave before.
            on_answer: Called by the owner with what became of it.
        """
        with self._wake:
            is_full = self._line.bytes + size_of(commit) > self._bounds.waiting_bytes and len(
                self._line
            )
            if is_full or self._is_ending:
                return False
            self._line.add(commit, on_answer)
            if not self._is_paused:
                self._wake.notify()
        if self._look is None:
            self._look_later(self._calls, self._clock.now())
        return True

    def watch(self, on_health: Callable[[Health], None]) -> None:
        """Tell somebody of every change from well to failing, and back. Threading: owner."""
        self._on_health.append(on_health)

    def drain(self, seconds: float, on_drained: Callable[[int], None]) -> None:
        """Commit what waits and end; nothing is taken any more. Threading: owner.

        Args:
            seconds: How long that may take.
            on_drained: Called by the owner with the number of sessions whose commits were not made.
        """
        self._on_drained = on_drained
        self._deadline = self._clock.later(seconds, self._give_up)
        self._failures = 0
        with self._wake:
            self._is_ending = True
            self._is_paused = False
            self._wake.notify()

    def join(self, seconds: float) -> bool:
        """Wait for the thread to end; whether it did. Not for an event loop."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    # The writer's thread ---------------------------------------------------------------

    def _work(self) -> None:
        while batch := self._next_batch():
            try:
                answers = self._store.commit([waiting.commit for waiting in batch])
            except UnavailableError as error:
                self._keep(batch, str(error), may_be_lasting=False)
            except StoreError as error:
                self._keep(batch, str(error), may_be_lasting=True)
            except Exception as error:  # A fault of a driver must not end all committing.
                log.exception("The store failed.")
                self._keep(batch, f"{type(error).__name__}: {error}", may_be_lasting=True)
            else:
                self._done(batch, answers)
        self._clock.post(self._ended)

    def _next_batch(self) -> Sequence[Waiting]:
        """What is to be committed now; nothing if that was all."""
        with self._wake:
            while self._is_paused or not len(self._line):
                if self._is_over or (self._is_ending and not len(self._line)):
                    return ()
                self._wake.wait()
            most = 1 if self._is_careful else self._bounds.batch_commits
            self._under_way = self._line.take(most, self._bounds.batch_bytes)
            return self._under_way

    def _done(self, batch: Sequence[Waiting], answers: Sequence[Answer]) -> None:
        with self._lock:
            self._under_way = ()
            self._calls += 1
            if not len(self._line):
                self._is_careful = False

        def tell() -> None:
            self._note_success()
            for waiting, answer in zip(batch, answers, strict=True):
                for listener in waiting.listeners:
                    listener(answer)

        self._clock.post(tell)

    def _keep(self, batch: Sequence[Waiting], reason: str, *, may_be_lasting: bool) -> None:
        """Try a batch again later; but give up a single commit that the store cannot make."""
        if may_be_lasting and len(batch) == 1:
            log.error("A commit was refused: %s", reason)
            self._done(batch, [Refused(reason)])
            return
        with self._lock:
            self._under_way = ()
            self._calls += 1
            if self._is_over:
                return
            self._line.put_back(batch)
            if may_be_lasting:
                self._is_careful = True
                return
            self._is_paused = True
        self._clock.post(lambda: self._note_failure(reason))

    # The owner -------------------------------------------------------------------------

    def _look_later(self, calls: int, since: float) -> None:
        self._look = self._clock.later(LOOK_SECONDS, lambda: self._look_for_silence(calls, since))

    def _look_for_silence(self, calls: int, since: float) -> None:
        """A call that hangs is no error yet, and may be none for long: but nothing is saved.

        Args:
            calls: How many had ended at the last look.
            since: When that was so for the first time.
        """
        with self._lock:
            is_under_way, ended = len(self._under_way) > 0, self._calls
            is_idle = not is_under_way and not len(self._line)
        now = self._clock.now()
        if ended != calls or not is_under_way:
            since = now
        elif now - since >= SILENT_SECONDS and self.health.failing_since is None:
            log.error("Changes are not saved for now: the store does not answer.")
            self._tell_health(Health(since, "The store does not answer."))
        if is_idle or self._is_over:
            self._look = None
        else:
            self._look_later(ended, since)

    def _note_success(self) -> None:
        self._failures = 0
        if self.health.failing_since is not None:
            log.info("The store is back: changes are saved.")
            self._tell_health(Health())

    def _note_failure(self, reason: str) -> None:
        if self.health.failing_since is None:
            log.error("Changes cannot be saved for now; they are kept and tried again. %s", reason)
            self._tell_health(Health(self._clock.now(), reason))
        bounds = self._bounds
        pause = bounds.first_pause_seconds * 2 ** min(self._failures, 20)
        self._failures += 1
        share = self._random.uniform(0.5, 1.0)
        seconds = min(pause, bounds.longest_pause_seconds) * share
        self._retry = self._clock.later(seconds, self._resume)

    def _resume(self) -> None:
        with self._wake:
            self._is_paused = False
            self._wake.notify()

    def _tell_health(self, health: Health) -> None:
        self.health = health
        for on_health in self._on_health:
            on_health(health)

    def _give_up(self) -> None:
        """The time to end has come, though something may wait."""
        left = self.waiting
        with self._wake:
            self._line = Line()
            self._is_over = True
            self._wake.notify()
        self._report(left)

    def _ended(self) -> None:
        self._report(0)

    def _report(self, left: int) -> None:
        for timer in (self._deadline, self._retry, self._look):
            if timer is not None:
                timer.cancel()
        on_drained, self._on_drained = self._on_drained, None
        if on_drained is None:
            return
        if left:
            log.error("The last changes of %d sessions could not be saved.", left)
        on_drained(left)
