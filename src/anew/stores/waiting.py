"""Commits that wait for the store: one for each session, however many runs it stands for. Pure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from anew.stores.base import Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anew.stores.base import Answer

OVERHEAD_BYTES = 1_000  # Of a commit, beside what it writes: a guess of what Python takes for it.

Listener: TypeAlias = "Callable[[Answer], None]"
Owned: TypeAlias = tuple[str, int]  # A session and its epoch.


class Waiting(Struct, frozen=True):
    """A commit, and who wants to know what became of it."""

    commit: Commit
    listeners: tuple[Listener, ...]
    size: int


class Line:
    """What waits, in the order in which sessions came. Threading: one at a time."""

    def __init__(self) -> None:
        self._waiting: dict[Owned, Waiting] = {}
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, commit: Commit, listener: Listener) -> None:
        """A commit comes; it joins with what waits of its session."""
        key = (commit.session, commit.epoch)
        before = self._waiting.get(key)
        if before is None:
            self._push(key, Waiting(commit, (listener,), size_of(commit)))
            return
        joint = joined(before.commit, commit)
        self.bytes -= before.size  # It keeps its place: who clicks often waits no longer.
        self._push(key, Waiting(joint, (*before.listeners, listener), size_of(joint)))

    def take(self, most: int, most_bytes: int) -> list[Waiting]:
        """The first ones, up to a count and a size; at least one, if any waits.

        Of two owners of a session, if both were of this process, the second waits for the next.
        """
        batch: list[Waiting] = []
        sessions: set[str] = set()
        size = 0
        for key, waiting in [*islice(self._waiting.items(), most)]:
            if batch and size + waiting.size > most_bytes:
                break
            if waiting.commit.session in sessions:
                continue
            sessions.add(waiting.commit.session)
            batch.append(waiting)
            size += waiting.size
            self._pop(key)
        return batch

    def put_back(self, batch: Iterable[Waiting]) -> None:
        """What could not be made goes to the front, joined with what came meanwhile."""
        later, self._waiting, self.bytes = self._waiting, {}, 0
        for waiting in batch:
            key = (waiting.commit.session, waiting.commit.epoch)
            after = later.pop(key, None)
            if after is None:
                self._push(key, waiting)
                continue
            joint = joined(waiting.commit, after.commit)
            listeners = (*waiting.listeners, *after.listeners)
            self._push(key, Waiting(joint, listeners, size_of(joint)))
        for key, waiting in later.items():
            self._push(key, waiting)

    def _push(self, key: Owned, waiting: Waiting) -> None:
        self._waiting[key] = waiting
        self.bytes += waiting.size

    def _pop(self, key: Owned) -> Waiting | None:
        waiting = self._waiting.pop(key, None)
        if waiting is not None:
            self.bytes -= waiting.size
        return waiting


def joined(first: Commit, second: Commit) -> Commit:
    """Two commits of a session, one right after the other, as one."""
    if second.after != first.version:
        raise ValueError(
            f"A commit that follows on from version {second.after} came after one that makes "
            f"version {first.version}."
        )
    kept = {key: value for key, value in first.written.items() if key not in second.deleted}
    written = {**kept, **second.written}
    return Commit(
        session=second.session,
        owner=second.owner,
        epoch=second.epoch,
        after=first.after,
        version=second.version,
        event=second.event,
        place=second.place,
        written=written,
        deleted=(first.deleted | second.deleted) - written.keys(),
    )


def size_of(commit: Commit) -> int:
    """About how many bytes a commit takes."""
    written = sum(len(key) + len(value) for key, value in commit.written.items())
    return OVERHEAD_BYTES + len(commit.place) + written
