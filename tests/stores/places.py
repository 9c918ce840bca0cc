"""Where sessions are kept in a test: a store that can be opened several times, as by several nodes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
import redis
from msgspec.structs import replace

from anew.stores.base import Commit, Options, next_epoch
from anew.stores.memory import MemoryStore
from anew.stores.postgres import PostgresStore
from anew.stores.sqlite import SqliteStore
from anew.stores.times import Times
from anew.stores.valkey import ValkeyStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stores.servers import Server

    from anew.stores.base import Store

OWNER = "digest of a cookie"
OPTIONS = Options(patience_seconds=10.0)


class Place:
    """A place for sessions. Its stores see each other's."""

    is_shared = True  # Whether two processes, or machines, can have it.
    address = "memory"  # As of the option `state.store`.

    def __init__(self) -> None:
        self._stores: list[Store] = []
        # How far the stores' clocks go before the machine's.
        self.shift = self.jumped = 0.0

    def open(self, options: Options = OPTIONS) -> Store:
        store = self.made(options)
        self._stores.append(store)
        return store

    def made(self, options: Options) -> Store:
        raise NotImplementedError

    def close(self) -> None:
        for store in self._stores:
            store.close()

    def age(self, seconds: float) -> None:
        """Let time pass for all that is kept."""
        self.shift += seconds

    def times(self) -> Times:
        """The clock of a process; `jumped` is how far it was set, without time to pass."""
        return Times(
            lambda: time.time() + self.shift + self.jumped,
            lambda: time.monotonic() + self.shift,
        )


class MemoryPlace(Place):
    is_shared = False

    def __init__(self) -> None:
        super().__init__()
        self._store: Store | None = None

    def made(self, options: Options) -> Store:
        if self._store is None:
            self._store = MemoryStore(options, times=self.times())
        return self._store


class SqlitePlace(Place):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / ".anew" / "state.db"
        self.address = f"sqlite:///{self.path}"

    def made(self, options: Options) -> Store:
        return SqliteStore(self.path, options, times=self.times())


class ValkeyPlace(Place):
    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        self.address = server.url
        self.client = redis.Redis(port=server.port)
        self.client.flushall()

    def made(self, options: Options) -> Store:
        return ValkeyStore(self.server.url, options)

    def age(self, seconds: float) -> None:
        for name in self.client.scan_iter():
            left = self.client.pttl(name) / 1000 - seconds
            self.client.pexpire(name, max(0, int(left * 1000)))

    def close(self) -> None:
        super().close()
        self.client.close()


class PostgresPlace(Place):
    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        self.address = server.url
        self.connection = psycopg.connect(server.url, autocommit=True)
        self.connection.execute(
            "DROP TABLE IF EXISTS anew_keys, anew_sessions, anew_parts, anew_blobs, anew_holds, "
            "anew_notes, anew_form"
        )

    def made(self, options: Options) -> Store:
        return PostgresStore(self.server.url, options)

    def age(self, seconds: float) -> None:
        for table, column in (
            ("anew_sessions", "expires_at"),
            ("anew_blobs", "touched_at"),
            ("anew_holds", "since"),
            ("anew_notes", "expires_at"),
        ):
            self.connection.execute(
                f"UPDATE {table} SET {column} = {column} - make_interval(secs => %s)", (seconds,)
            )

    def close(self) -> None:
        super().close()
        self.connection.close()


class Tab:
    """A session's owner: it knows the next version, as the ledger does."""

    def __init__(self, session: str, *, epoch: int | None = None, version: int = 0) -> None:
        self.session = session
        self.epoch = next_epoch() if epoch is None else epoch
        self.version = version
        self.event = 0

    def next(self, *deleted: str, **written: bytes) -> Commit:
        """The commit of one event."""
        self.event += 1
        self.version += 1
        return Commit(
            session=self.session,
            owner=OWNER,
            epoch=self.epoch,
            after=self.version - 1,
            version=self.version,
            event=self.event,
            place=b"place %d" % self.event,
            written=written,
            deleted=frozenset(deleted),
        )


def parked(store: Store, session: str, **written: bytes) -> Tab:
    """A session that was committed once, and its owner."""
    tab = Tab(session)
    store.commit([tab.next(**written)])
    return tab


def taken_by(store: Store, session: str) -> Tab:
    """The new owner of a session."""
    taken = store.take_over(session, OWNER)
    assert taken is not None
    tab = Tab(session, epoch=taken.record.epoch, version=taken.record.version)
    tab.event = taken.record.event
    return tab


def with_epoch(commit: Commit, epoch: int) -> Commit:
    return replace(commit, epoch=epoch)


def eventually(is_so: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether something becomes the case in a time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.001)
    return True
