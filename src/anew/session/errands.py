"""What other threads ask of a session, by its handle (`ambient/handle.py`).

What they write is kept here until no run is on. Then it is brought into the state, in one step, and
committed: by the run that begins, or by itself if none does. So it is later than all that a run has
written which was on. A run that they ask for comes when the session has nothing else to do: it is
no event, it interrupts nothing, and however many ask, it is one.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from anew.state.memory import ABSENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.clock import Clock
    from anew.session.saving import Saving
    from anew.session.scope import Scope
    from anew.state.layers import Layers
    from anew.state.state import Held, State

GAP_SECONDS = 0.1  # Between two runs that were asked for; more if they take longer.
WRITING_SECONDS = 0.05  # Between two commits of what was written.


class Host(Protocol):
    """The session. Threading: its owner, but for `state` and `is_attached`."""

    @property
    def state(self) -> State: ...

    @property
    def is_attached(self) -> bool: ...

    @property
    def is_idle(self) -> bool: ...

    @property
    def is_winding_down(self) -> bool: ...

    @property
    def instance(self) -> str: ...

    @property
    def saving(self) -> Saving: ...

    def rerun(self) -> None: ...

    def refresh(self, fragments: Iterable[str]) -> None: ...


class Errands:
    """Those of one session. Threading: any for what `Behind` has, its owner for the rest."""

    __slots__ = (
        "__weakref__",
        "_begun_at",
        "_clock",
        "_fragments",
        "_host",
        "_is_due",
        "_is_looking",
        "_is_own",
        "_keys",
        "_lock",
        "_may_run_at",
        "_may_write_at",
        "_scope",
        "_waiting",
        "_work",
        "_written",
        "is_over",
        "wholes",
    )

    def __init__(self, host: Host, clock: Clock, scope: Scope) -> None:
        """Nothing is asked for.

        Args:
            scope: Knows the fragments of the page.
        """
        self.is_over = False
        self.wholes = 0  # Runs of the whole script.
        self._host = host
        self._scope = scope
        self._clock = clock
        self._lock = threading.Lock()
        self._written: dict[str, object] = {}  # Not in the state yet; ABSENT for what is deleted.
        self._is_due = False  # The whole script is to run.
        self._keys: set[str] = set()  # Of fragments that are.
        self._fragments: set[str] = set()  # The same by identity.
        self._is_looking = False  # The owner is about to look.
        self._waiting: list[Callable[[], None]] = []  # What is to be called once no run is on.
        self._work = 0
        self._may_run_at = self._may_write_at = 0.0
        self._begun_at: float | None = None  # When a run began that was asked for here.
        self._is_own = False

    # For any thread --------------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        return self._host.is_attached

    @property
    def held(self) -> dict[str, Held]:
        return self._host.state.held

    def read(self, key: str, within: Layers | None = None) -> object:
        with self._lock:
            if key in self._written:
                return self._written[key]
            if within is None:
                return self._host.state.committed.look_at(key)
        return within.read(key)

    def write(self, key: str, value: object) -> None:
        with self._lock:
            is_known = bool(self._written)
            self._written[key] = value
        self._look_soon(is_known=is_known)

    def keys(self) -> list[str]:
        with self._lock:
            there = dict.fromkeys(self._host.state.committed.names())
            there.update(dict.fromkeys(self._written))
            return [key for key in there if self._written.get(key) is not ABSENT]

    def lost_type(self, key: str) -> str:
        kept = self._host.state.kept
        return "" if kept is None else kept.was_in_memory_only.get(key, "")

    def rerun(self, fragment: str) -> None:
        with self._lock:
            is_known = fragment in self._keys if fragment else self._is_due
            if fragment:
                self._keys.add(fragment)
            else:
                self._is_due = True
        self._look_soon(is_known=is_known)

    def refresh(self, fragments: tuple[str, ...]) -> None:
        with self._lock:
            is_known = self._fragments.issuperset(fragments) if fragments else self._is_due
            self._fragments.update(fragments)
            self._is_due |= not fragments
        self._look_soon(is_known=is_known)

    def when_free(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._waiting.append(work)
        self._look_soon(is_known=False)

    def call(self, work: Callable[[], None], seconds: float = 0.0) -> None:
        if seconds:
            self._clock.post(lambda: self._later(seconds, work))
        else:
            self._clock.post(work)

    def count_work(self, more: int) -> None:
        with self._lock:
            self._work += more
        if more < 0:  # Who waits for that looks again.
            self._clock.post(self.look)

    def _look_soon(self, *, is_known: bool) -> None:
        """Have the owner look, unless it knows, or is about to.

        So a thread that asks in a loop takes no time of the owner's, which looks once for each run.
        """
        if is_known:
            return
        with self._lock:
            if self._is_looking or self.is_over:
                return
            self._is_looking = True
        self._clock.post(self._look_now)

    # For the owner ---------------------------------------------------------------------

    @property
    def has_work(self) -> bool:
        """Whether tasks are on."""
        return self._work > 0

    @property
    def is_busy(self) -> bool:
        """Whether there is something that may end, or be saved, before the server ends."""
        return self._work > 0 or bool(self._written)

    def begin(self, *, is_whole: bool) -> None:
        """A run begins, on the state with what was written.

        What is due is forgotten before that is brought: who writes meanwhile and then asks for a run
        gets another one.
        """
        if is_whole:
            self.wholes += 1
            with self._lock:
                self._is_due = False
                self._keys.clear()
                self._fragments.clear()
        if self._is_own:
            self._begun_at, self._is_own = self._clock.now(), False
        self._bring()

    def look(self) -> None:
        """The session has nothing on: do what can be done."""
        now = self._clock.now()
        if self._begun_at is not None and self._host.is_idle:
            self._may_run_at = now + max(GAP_SECONDS, now - self._begun_at)
            self._begun_at = None
        if not self._is_looking and self._is_anything_due:
            self._look_now()

    def close(self) -> None:
        """The session is over, or goes on elsewhere. What was written and is not committed is lost."""
        self.is_over = True
        with self._lock:
            self._written, self._waiting = {}, []

    def _bring(self) -> None:
        if not self._written:
            return
        state = self._host.state
        with self._lock:
            for key, value in self._written.items():
                _put(state, key, value)
            self._written = {}

    @property
    def _is_anything_due(self) -> bool:
        return bool(self._written or self._waiting) or self._is_run_due

    def _later(self, seconds: float, work: Callable[[], None]) -> None:
        self._clock.later(seconds, work)

    def _look_now(self) -> None:
        """Begin what is due, or look again when it is time to.

        While it waits for its time, it counts as looking: nobody has to tell it more.
        """
        host, now = self._host, self._clock.now()
        self._is_looking = False
        if self.is_over or not host.is_idle:
            return  # The session calls `look` once it is.
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
        if self._is_run_due and host.is_attached and not host.is_winding_down:
            if now >= self._may_run_at:
                self._run()
                return
            self._wait(self._may_run_at - now)
        if self._written and now >= self._may_write_at:
            self._may_write_at = now + WRITING_SECONDS
            self._bring()
            host.saving.save_written(host.state, host.instance)
        elif self._written:
            self._wait(self._may_write_at - now)

    @property
    def _is_run_due(self) -> bool:
        return self._is_due or bool(self._keys or self._fragments)

    def _run(self) -> None:
        with self._lock:
            is_due, keys, fragments = self._is_due, self._keys, self._fragments
            self._is_due, self._keys, self._fragments = False, set(), set()
        named = {self._scope.with_key(key) for key in keys}
        self._is_own = True
        if is_due or "" in named:
            self._host.rerun()
        else:
            self._host.refresh(fragments | named)

    def _wait(self, seconds: float) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._clock.later(seconds, self._look_now)


def _put(state: State, key: str, value: object) -> None:
    """What an author's callback would have done, if it had been called now."""
    state.cleared.discard(key)
    if value is not ABSENT:
        state.committed.put(key, value)
        return
    if key in state.owners:  # Its widget begins anew.
        state.renewals[key] = state.renewals.get(key, 0) + 1
    state.committed.drop(key)
