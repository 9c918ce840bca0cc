"""A store in the process: for tests, and where nothing else can be had."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from anew.stores.base import (
    LARGE_BYTES,
    BlobGoneError,
    Committed,
    Fenced,
    Listed,
    Options,
    Record,
    Shown,
    Taken,
    checked_name,
    judged,
    next_epoch,
)
from anew.stores.keeps import MEMORY
from anew.stores.parts import parts_of, range_of
from anew.stores.times import Times

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from anew.stores.base import Answer, Blob, Commit, Holder

TIDY_SECONDS = 60.0  # How often notes are removed whose time has passed.

_NOBODY: Counter[str] = Counter()


class MemoryStore:
    """Sessions in dictionaries. Threading: safe."""

    keeps = MEMORY

    def __init__(self, options: Options | None = None, *, times: Times | None = None) -> None:
        self._options = options or Options()
        self._times = times or Times()
        self._lock = threading.Lock()
        self._sessions: dict[str, _Session] = {}
        self.blobs = MemoryBlobs(self._lock)
        self.notes = MemoryNotes(self._times)

    def take_over(self, session: str, owner: str) -> Taken | None:
        with self._lock:
            found = self._find(session)
            if found is None or found.record.owner != owner:
                return None
            found.record = replace(
                found.record,
                epoch=next_epoch(found.record.epoch),
                expires_at=self._times.now() + self._options.ttl_seconds,
            )
            values = {k: v for k, v in found.values.items() if len(v) <= LARGE_BYTES}
            large = {k: len(v) for k, v in found.values.items() if len(v) > LARGE_BYTES}
            return Taken(found.record, values, large)

    def load(
        self, session: str, keys: Collection[str], *, epoch: int | None = None
    ) -> Mapping[str, bytes] | Fenced:
        with self._lock:
            found = self._find(session)
            if found is None:
                return {} if epoch is None else Fenced(0)
            if epoch not in {None, found.record.epoch}:
                return Fenced(found.record.epoch)
            return {key: found.values[key] for key in keys if key in found.values}

    def commit(self, commits: Sequence[Commit]) -> list[Answer]:
        with self._lock:
            return [self._commit(commit) for commit in commits]

    def renew(self, owned: Sequence[tuple[str, int]]) -> set[str]:
        with self._lock:
            return {session for session, epoch in owned if not self._renew(session, epoch)}

    def expire(self) -> list[str]:
        with self._lock:
            now = self._times.passed()
            self.notes.expire()
            old = [name for name, it in self._sessions.items() if it.record.expires_at <= now]
            for name in old:
                del self._sessions[name]
                self.blobs.forget(name)
            return old

    def sessions(self, on_unreadable: Callable[[str], None] | None = None) -> Iterator[Listed]:
        with self._lock:
            names = [*self._sessions]
        for name in names:
            shown = self.show(name)
            if shown is not None:
                yield Listed(shown.record, len(shown.sizes), sum(shown.sizes.values()))

    def show(self, session: str) -> Shown | None:
        with self._lock:
            found = self._find(session)
            if found is None:
                return None
            return Shown(found.record, {key: len(value) for key, value in found.values.items()})

    def remove(self, session: str) -> bool:
        with self._lock:
            self.blobs.forget(session)
            return self._sessions.pop(session, None) is not None

    def close(self) -> None:
        pass

    # With the lock ---------------------------------------------------------------------

    def _find(self, session: str) -> _Session | None:
        found = self._sessions.get(session)
        if found is None or found.record.expires_at <= self._times.passed():
            return None
        return found

    def _commit(self, commit: Commit) -> Answer:
        now = self._times.now()
        found = self._sessions.get(checked_name(commit.session))
        stored = None if found is None else (found.record.epoch, found.record.version)
        answer = judged(commit, stored)
        if answer is not None:
            return answer
        if found is None:
            found = self._sessions[commit.session] = _Session()
        found.record = Record(
            session=commit.session,
            owner=commit.owner if stored is None else found.record.owner,
            epoch=commit.epoch,
            version=commit.version,
            event=commit.event,
            place=commit.place,
            opened_at=now if stored is None else found.record.opened_at,
            committed_at=now,
            expires_at=now + self._options.ttl_seconds,
        )
        for key in commit.deleted:
            found.values.pop(key, None)
        found.values.update(commit.written)
        return Committed(commit.version)

    def _renew(self, session: str, epoch: int) -> bool:
        found = self._sessions.get(session)
        if found is None or found.record.epoch != epoch:
            return False
        expires_at = self._times.now() + self._options.ttl_seconds
        found.record = replace(found.record, expires_at=expires_at)
        return True


class _Session:
    """A record and its values. Its record is set by the commit that makes it."""

    __slots__ = ("record", "values")

    def __init__(self) -> None:
        self.record: Record
        self.values: dict[str, bytes] = {}


class MemoryNotes:
    """Notes in a dictionary. Threading: safe."""

    def __init__(self, times: Times | None = None) -> None:
        self._times = times or Times()
        self._lock = threading.Lock()
        self._notes: dict[str, tuple[bytes, float]] = {}  # With the time until which it is kept.
        self._looked_at = 0.0

    def put(self, name: str, content: bytes, seconds: float) -> None:
        now = self._times.now()
        if now - self._looked_at > TIDY_SECONDS:  # Without a store, nobody else calls for it.
            self.expire()
        with self._lock:
            self._notes[checked_name(name)] = (content, now + seconds)

    def find(self, name: str) -> bytes | None:
        with self._lock:
            content, until = self._notes.get(name, (None, 0.0))
        return content if until > self._times.passed() else None

    def present(self, names: Collection[str]) -> set[str]:
        return {name for name in names if self.find(name) is not None}

    def remove(self, name: str) -> bool:
        is_there = self.find(name) is not None
        with self._lock:
            return self._notes.pop(name, None) is not None and is_there

    def expire(self) -> None:
        now = self._looked_at = self._times.passed()
        with self._lock:
            self._notes = {name: note for name, note in self._notes.items() if note[1] > now}


class MemoryBlobs:
    """Blobs in dictionaries. Threading: safe."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._blobs: dict[str, tuple[Blob, list[bytes]]] = {}
        self._holders: dict[str, dict[str, str]] = {}  # The sessions of each, with their owners.
        self._owners: dict[str, Counter[str]] = {}  # How many sessions of each browser these are.

    def put(self, blob: Blob, content: Iterable[bytes], holder: Holder) -> None:
        parts = [*parts_of(content, blob.size)]
        with self._lock:
            self._blobs.setdefault(blob.name, (blob, parts))
            self._hold(blob.name, holder)

    def hold(self, name: str, holder: Holder) -> bool:
        with self._lock:
            if name not in self._blobs:
                return False
            self._hold(name, holder)
            return True

    def find(self, name: str, owner: str) -> Blob | None:
        with self._lock:
            if not self._owners.get(name, _NOBODY)[owner]:
                return None
            return self._blobs[name][0]

    def read(self, name: str, start: int, length: int) -> bytes:
        with self._lock:
            if name not in self._blobs:
                raise BlobGoneError(f"The blob {name!r} is gone.")
            blob, parts = self._blobs[name]
        return range_of(blob.size, start, length, parts.__getitem__)

    def release(self, names: Collection[str], session: str) -> None:
        with self._lock:
            for name in names:
                self._release(name, session)

    def weight(self, session: str) -> int:
        with self._lock:
            held = [name for name, holders in self._holders.items() if session in holders]
            return sum(self._blobs[name][0].size for name in held)

    # With the lock ---------------------------------------------------------------------

    def forget(self, session: str) -> None:
        """A session is gone, and all that it held."""
        for name in [name for name, holders in self._holders.items() if session in holders]:
            self._release(name, session)

    def _hold(self, name: str, holder: Holder) -> None:
        holders = self._holders.setdefault(name, {})
        if checked_name(holder.session) not in holders:
            holders[holder.session] = holder.owner
            self._owners.setdefault(name, Counter())[holder.owner] += 1

    def _release(self, name: str, session: str) -> None:
        holders = self._holders.get(name, {})
        owner = holders.pop(session, None)
        if owner is None:
            return
        self._owners[name][owner] -= 1
        if not holders:
            del self._holders[name], self._owners[name], self._blobs[name]
