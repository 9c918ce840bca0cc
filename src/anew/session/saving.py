"""What of one session is committed, and when the tab is told (step 15 of a click).

The page is sent first. Then the run's changes are *owed* to the store, with the number of the event
that the run answers. At once or a moment later (`Storage.gather`) they are committed in one step,
together with those of the runs that followed meanwhile. The event is acknowledged once the store has
the commit. Until then the tab keeps the event, and sends it again to the process that continues the
session. The next update carries the acknowledgement; if there is none within `RIDE_SECONDS`, a
message of its own does.

If the state is kept in memory only, an event is acknowledged as soon as the state has its effect.
"""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.handle import TASK_RESULT
from anew.logs import about
from anew.protocol import messages
from anew.protocol.ids import RESERVED_PREFIX
from anew.protocol.messages import MOVED, STORE_FAILED
from anew.state.keeping import Changes, Kept, Limits, Lost, Unkept, joined
from anew.state.layers import INTERNAL_PREFIX
from anew.state.place import place_bytes, place_of
from anew.stores.archive import Shelf
from anew.stores.base import Behind, Commit, Committed, Fenced, Holder, log_name, next_epoch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.ambient.uploads import Uploads
    from anew.clock import Clock, Timer
    from anew.protocol.messages import Close
    from anew.script.run import Run
    from anew.session.chores import Chores
    from anew.session.ledger import Ledger
    from anew.session.line import Line
    from anew.session.storage import Storage
    from anew.settings.settings import Settings
    from anew.state.place import Place
    from anew.state.state import State
    from anew.stores.base import Answer, Record

log = logging.getLogger("anew")

MOST_TOLD_KEYS = 50  # What the menu of who develops the app lists.
MOST_TOLD_TEXT = 300
RIDE_SECONDS = 0.05  # How long an acknowledgement waits for an update that can carry it.


class Resumed(NamedTuple):
    """A session that was read from the store."""

    record: Record
    state: State
    instance: str  # The page load that it was connected to.


class Keeping(NamedTuple):
    """Where a session is stored, and who owns it."""

    storage: Storage | None = None  # None if the state is kept in memory only.
    owner: str = ""  # A digest of the browser's cookie.
    resumed: Resumed | None = None  # The session as the store has it; None for a new one.
    # Of a new session that is a copy: the tab's last event whose effect it has. 0 if it has none.
    event: int = 0

    @property
    def committed(self) -> int:
        """The tab's last event whose effect it begins with."""
        return self.event if self.resumed is None else self.resumed.record.event

    def files(self, tab: str) -> Shelf | None:
        """Where the store keeps a session's files; None if it keeps none."""
        archive = None if self.storage is None else self.storage.archive
        return None if archive is None else Shelf(archive, Holder(tab, self.owner))

    def media(self, tab: str) -> Shelf | None:
        """Where the store keeps what its pages show; None if no other process may be asked for it."""
        archive = None if self.storage is None else self.storage.archive
        if archive is None or not archive.has_media:
            return None
        return Shelf(archive, Holder(tab, self.owner), is_bounded=False)


class Saving:
    """Threading: the session's owner."""

    def __init__(
        self,
        keeping: Keeping,
        tab: str,
        *,
        ledger: Ledger,
        line: Line,
        chores: Chores,
        clock: Clock,
        uploads: Uploads,
        told: set[str],
        is_for_developer: Callable[[], bool],
    ) -> None:
        """Create this for a session that was read from the store, or for a new one.

        Args:
            uploads: The session's files.
            told: Notices that were logged already.
            is_for_developer: Whether the tab is of somebody who develops the app.
        """
        record = None if keeping.resumed is None else keeping.resumed.record
        self._storage = keeping.storage
        self._tab = tab
        self._owner = keeping.owner
        self._epoch = next_epoch() if record is None else record.epoch
        # Of the last commit that was given to the writer.
        self._version = 0 if record is None else record.version
        self._event = keeping.committed
        self._place: Place | None = None
        self._place_bytes = b"" if record is None else record.place
        # What the next commit will have.
        self._owed = Changes()
        self._owed_event = self._event
        self._owed_place: Place | None = None
        self._ledger = ledger
        self._line = line
        self._chores = chores
        self._clock = clock
        self._uploads = uploads
        self._told = told
        self._is_for_developer = is_for_developer
        self._why: dict[str, str] = {}  # Why keys are in memory only.
        self._unkept = self._said = messages.Unkept()  # `_said` is what the tab was told last.
        self._ride: Timer | None = None
        self._riding = 0  # The event whose acknowledgement waits for an update to carry it.
        self._unanswered = 0  # Commits that the store has not answered yet.
        self._is_over = False
        if self._storage is not None and record is not None:
            self._storage.own(tab, self._epoch)

    @property
    def epoch(self) -> int:
        """Which owner of the stored session this is; 0 if the state is kept in memory only."""
        return 0 if self._storage is None else self._epoch

    @property
    def is_waiting(self) -> bool:
        """Whether something is not committed yet."""
        return self._unanswered > 0 or self._owes

    @property
    def _owes(self) -> bool:
        return bool(self._owed.written or self._owed.deleted) or self._owed_event > self._event

    def watch(self, state: State, settings: Settings) -> None:
        """Track changes of this state from now on, if sessions are stored."""
        if self._storage is not None and state.kept is None:
            state.kept = Kept(limits_of(settings))

    def apply(self, event: int) -> None:
        """The state has the effect of all events up to this one."""
        self._ledger.apply(event)
        if self._storage is None:
            self._ledger.commit(event)

    def save(self, run: Run, state: State, instance: str) -> None:
        """Commit what a run has changed. If finding that out takes long, it is a chore.

        Args:
            instance: The page load that the session is connected to.
        """
        kept, event = state.kept, run.request.event
        if kept is None:
            return
        if run.changes is not None:
            self._owe(run.changes, state, instance, event)
        else:
            self._chores.do(
                lambda: kept.changes(state.committed),
                lambda made: self._owe(made, state, instance, event),
            )

    def save_all(self, state: State, instance: str) -> None:
        """Commit all changes, including those made without reading the key. This is a chore."""
        kept = state.kept
        if kept is not None:
            self._chores.do(
                lambda: kept.all_changes(state.committed),
                lambda made: self._owe(made, state, instance, 0),
            )

    def save_written(self, state: State, instance: str) -> None:
        """Commit the changes of touched keys, which no run has made. This is a chore."""
        kept = state.kept
        if kept is not None:
            self._chores.do(
                lambda: kept.changes(state.committed),
                lambda made: self._owe(made, state, instance, 0),
            )

    def saved_nothing(self, state: State, instance: str, event: int) -> None:
        """Commit that an event was handled although it changed nothing."""
        if state.kept is not None:
            self._owe(Changes(), state, instance, event)

    def tell_waiting(self, *, waits: bool) -> None:
        """Tell the tab whether its changes are still waiting to be saved."""
        self._line.say_saved(waits=waits)

    def forget(self) -> None:
        """The store is to have nothing more of this session."""
        self._owed, self._owed_event, self._owed_place = Changes(), self._event, None

    def welcome(self) -> None:
        """A tab has connected: tell who develops the app what is not kept."""
        self._said = messages.Unkept()
        self._say_unkept()

    def end(self) -> None:
        """End the session in this process. What it owes is still committed."""
        self.commit()
        self._is_over = True
        if self._ride is not None:
            self._ride.cancel()
            self._acknowledge(self._ledger.acknowledged)
        if self._storage is not None:
            self._storage.disown(self._tab)

    def _owe(self, changes: Changes | None, state: State, instance: str, event: int) -> None:
        # No changes is a fault of ours, in a chore: then the event is not acknowledged either.
        if changes is None or self._storage is None or self._is_over:
            return
        self._tell(changes.notices)
        self._note_unkept(changes, state)
        self._owed = joined(self._owed, changes)
        self._owed_event = max(event, self._owed_event)
        # Now: the next run changes the state.
        self._owed_place = place_of(state, instance, self._uploads.takes())
        if self._owes or self._owed_place != self._place:
            self._storage.gather(self._tab, self.commit)

    def commit(self) -> None:
        """Commit what is owed, if the writer has room for it."""
        place = self._owed_place
        if self._storage is None or self._is_over or place is None:
            return
        # The place seldom changes, and is not encoded again then.
        content = self._place_bytes if place == self._place else place_bytes(place)
        if not self._owes and content == self._place_bytes:
            return
        event = self._owed_event
        commit = Commit(
            session=self._tab,
            owner=self._owner,
            epoch=self._epoch,
            after=self._version,
            version=self._version + 1,
            event=event,
            place=content,
            written=self._owed.written,
            deleted=self._owed.deleted,
        )
        unnamed = self._owed.unnamed
        if self._storage.commit(commit, lambda answer: self._answered(answer, event, unnamed)):
            self._owed = Changes()
            self._unanswered += 1
            self._version, self._event = commit.version, event
            self._place, self._place_bytes = place, content

    def _answered(self, answer: Answer, event: int, unnamed: Mapping[str, int]) -> None:
        self._unanswered -= 1
        if self._is_over:
            return
        match answer:
            case Committed():
                if self._storage is not None:
                    self._storage.own(self._tab, self._epoch)
                self._ledger.commit(event)
                self._uploads.release(unnamed)
                if self._ride is None:
                    self._wait_for_ride()
            case Fenced():
                self._give_up(MOVED)
            case Behind():
                log.error(
                    "The store has lost what it had confirmed of a session.",
                    extra=about(log_name(self._tab)),
                )
                self._give_up(STORE_FAILED)
            case _:
                self._give_up(STORE_FAILED)

    def _give_up(self, close: Close) -> None:
        """End the session here: this process is no longer its owner, or its state is lost."""
        assert self._storage is not None
        self.forget()
        self._storage.on_lost(self._tab, close)

    def _wait_for_ride(self) -> None:
        self._ride, self._riding = None, self._ledger.acknowledged
        if self._riding > self._line.acknowledged:
            self._ride = self._clock.later(RIDE_SECONDS, self._end_ride)

    def _end_ride(self) -> None:
        """Nothing else may have told the tab by now. What was committed meanwhile waits its own time."""
        self._acknowledge(self._riding)
        self._wait_for_ride()

    def _acknowledge(self, event: int) -> None:
        if event > self._line.acknowledged:
            self._line.say_saved()

    def _note_unkept(self, changes: Changes, state: State) -> None:
        in_memory = {} if state.kept is None else state.kept.in_memory_only
        if changes.notices or in_memory.keys() != self._why.keys():
            now = {one.key: one.why for one in changes.notices if isinstance(one, Unkept)}
            self._why = {key: now.get(key) or self._why.get(key, "") for key in in_memory}
            self._unkept = _about_all(self._why)
        self._say_unkept()

    def _say_unkept(self) -> None:
        if self._said != self._unkept and self._is_for_developer():
            self._said = self._unkept
            self._line.say(self._unkept)

    def _tell(self, notices: tuple[Unkept | Lost, ...]) -> None:
        for notice in notices:
            text = _about_lost(notice) if isinstance(notice, Lost) else _about_unkept(notice)
            if text not in self._told:
                self._told.add(text)
                log.warning("%s", text, extra=about(log_name(self._tab)))


def limits_of(settings: Settings) -> Limits:
    """How much of a session is stored."""
    return Limits(settings.state.max_key_size, settings.state.max_session_size)


def _about_all(why: Mapping[str, str]) -> messages.Unkept:
    first = tuple(
        messages.InMemory(
            "" if key.startswith(RESERVED_PREFIX) else key[:MOST_TOLD_TEXT], text[:MOST_TOLD_TEXT]
        )
        for key, text in islice(why.items(), MOST_TOLD_KEYS)
    )
    return messages.Unkept(keys=first, more=len(why) - len(first))


def _about_unkept(notice: Unkept) -> str:
    text = (
        f"{_named(notice.key)} is kept in memory only, and lost in a restart: it is {notice.why}."
    )
    if notice.key.startswith(RESERVED_PREFIX):
        return text
    if notice.key.startswith(TASK_RESULT):
        return f"{text} The task counts as interrupted then."
    return f"{text} Set it where it is missing: if {notice.key!r} not in st.session_state: ..."


def _about_lost(notice: Lost) -> str:
    return (
        f"{_named(notice.key)} can no longer be read from the store, and is treated as missing: "
        f"{notice.why}"
    )


def _named(key: str) -> str:
    if key.startswith(RESERVED_PREFIX):
        return "The value of a widget without a key"
    if key.startswith(TASK_RESULT):
        return f"The {key.removeprefix(INTERNAL_PREFIX)}"
    return f"st.session_state[{key!r}]"
