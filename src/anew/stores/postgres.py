"""The store that is a PostgreSQL database: commits that are durable on all nodes.

All commits that are made together are one statement, so one round trip and one wait for the disk.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from msgspec.structs import replace

from anew.stores.base import (
    LARGE_BYTES,
    RECORD_FIELDS,
    Committed,
    Fenced,
    Listed,
    Options,
    Shown,
    StoreError,
    UnavailableError,
    UnsuitableError,
    checked_name,
    is_name,
    judged,
    key_bytes,
    keys_and_sizes,
    left_out,
    next_epoch,
    read_record,
    taken,
)
from anew.stores.keeps import POSTGRES_ASYNCHRONOUS, POSTGRES_FULL
from anew.stores.pool import Pool
from anew.stores.postgres_blobs import PostgresBlobs, expire_blobs
from anew.stores.postgres_notes import PostgresNotes
from anew.stores.postgres_statements import COMMIT, EXPIRE, RECORD, TABLES, TAKE_OVER, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from psycopg.abc import PQGen

    from anew.stores.base import Answer, Commit, Record, Taken

OLDEST = 140_000
SETTING_UP = 0x616E6577  # The advisory lock of whoever makes the tables.
MOST_EXPIRED = 500  # Sessions that one call removes.

T = TypeVar("T")


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """One that does not wait for ever for a server that is silent."""

    patience_seconds = 5.0

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        return super().wait(gen, interval, timeout or self.patience_seconds)


class PostgresStore:
    """Sessions in a database. Threading: safe."""

    def __init__(self, url: str, options: Options | None = None, *, may_begin: bool = True) -> None:
        """Connect.

        Args:
            may_begin: Whether to make the tables where they are missing.
        """
        self._url = url
        self._may_begin = may_begin
        self._options = options or Options()
        self._pool: Pool[Connection] = Pool(
            self._connect, Connection.close, patience_seconds=self._options.patience_seconds
        )
        self.blobs = PostgresBlobs(self.run)
        self.notes = PostgresNotes(self.run)
        try:
            self.keeps = self.run(self._set_up)
        except BaseException:
            self.close()
            raise

    def take_over(self, session: str, owner: str) -> Taken | None:
        if not is_name(session):
            return None

        def work(connection: Connection) -> Taken | None:
            found = connection.execute(
                f"SELECT {RECORD} FROM anew_sessions "  # noqa: S608  # our own words
                "WHERE session = %s AND owner = %s AND expires_at > clock_timestamp() FOR UPDATE",
                (session, owner),
            ).fetchone()
            if found is None:
                return None
            record = _record(found)
            epoch = next_epoch(record.epoch)
            [expires_at] = _one(
                connection.execute(TAKE_OVER, (epoch, self._options.ttl_seconds, session))
            )
            rows = connection.execute(
                "SELECT key, octet_length(value), CASE WHEN octet_length(value) <= %s THEN value END "
                "FROM anew_keys WHERE session = %s",
                (LARGE_BYTES, session),
                binary=True,
            )
            record = replace(record, epoch=epoch, expires_at=expires_at.timestamp())
            return taken(record, rows)

        return self.run(work)

    def load(
        self, session: str, keys: Collection[str], *, epoch: int | None = None
    ) -> Mapping[str, bytes] | Fenced:
        names = {key_bytes(key): key for key in keys}

        def work(connection: Connection) -> Mapping[str, bytes] | Fenced:
            found = connection.execute(
                "SELECT epoch FROM anew_sessions "
                "WHERE session = %s AND expires_at > clock_timestamp()",
                (session,),
            ).fetchone()
            if epoch is not None and (found is None or found[0] != epoch):
                return Fenced(found[0] if found else 0)
            if found is None:
                return {}
            rows = connection.execute(
                "SELECT key, value FROM anew_keys WHERE session = %s AND key = ANY(%b)",
                (session, [*names]),
                binary=True,
            )
            return {names[key]: value for key, value in rows}

        return self.run(work)

    def commit(self, commits: Sequence[Commit]) -> list[Answer]:
        if not commits:
            return []
        for commit in commits:
            checked_name(commit.session)

        def work(connection: Connection) -> list[Answer]:
            rows = connection.execute(COMMIT, _arguments(commits, self._options)).fetchall()
            return [_answer(*each) for each in zip(commits, rows, strict=True)]

        return self._run(work)  # One statement, so a transaction by itself.

    def renew(self, owned: Sequence[tuple[str, int]]) -> set[str]:
        def work(connection: Connection) -> set[str]:
            rows = connection.execute(
                "UPDATE anew_sessions AS s "
                "SET expires_at = clock_timestamp() + make_interval(secs => %s) "
                "FROM unnest(%b::text[], %b::bigint[]) AS given (session, epoch) "
                "WHERE s.session = given.session AND s.epoch = given.epoch RETURNING s.session",
                (
                    self._options.ttl_seconds,
                    [session for session, _ in owned],
                    [epoch for _, epoch in owned],
                ),
            ).fetchall()
            return {session for session, _ in owned} - {session for (session,) in rows}

        return self.run(work)

    def expire(self) -> list[str]:
        rows = self.run(lambda connection: connection.execute(EXPIRE, (MOST_EXPIRED,)).fetchall())
        self.notes.expire()
        expire_blobs(self.run, self._options.blob_grace_seconds)
        return [session for (session,) in rows]

    def sessions(self, on_unreadable: Callable[[str], None] | None = None) -> Iterator[Listed]:
        last = ""
        while True:
            rows = self.run(partial(_page, last))
            for *record, keys, size in rows:
                last = record[0]
                with left_out(last, on_unreadable):
                    yield Listed(_record(record), keys, int(size))
            if not rows:
                return

    def show(self, session: str) -> Shown | None:
        def work(connection: Connection) -> Shown | None:
            found = connection.execute(
                f"SELECT {RECORD} FROM anew_sessions "  # noqa: S608  # our own words
                "WHERE session = %s AND expires_at > clock_timestamp()",
                (session,),
            ).fetchone()
            if found is None:
                return None
            rows = connection.execute(
                "SELECT key, octet_length(value) FROM anew_keys WHERE session = %s", (session,)
            )
            return Shown(_record(found), keys_and_sizes(session, rows))

        return self.run(work)

    def remove(self, session: str) -> bool:
        def work(connection: Connection) -> bool:
            connection.execute("DELETE FROM anew_holds WHERE session = %s", (session,))
            done = connection.execute("DELETE FROM anew_sessions WHERE session = %s", (session,))
            return done.rowcount > 0

        return self.run(work)

    def close(self) -> None:
        self._pool.close()

    # Connections -----------------------------------------------------------------------

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do something in one transaction, on another connection if the first one was stale."""

        def transact(connection: Connection) -> T:
            with connection.transaction():
                return work(connection)

        return self._run(transact)

    def _run(self, work: Callable[[Connection], T]) -> T:
        begun = time.monotonic()
        with _translated():
            try:
                with self._pool.lend() as connection:
                    return work(connection)
            except psycopg.OperationalError as error:
                took = time.monotonic() - begun
                if not _is_lost(error) or took > self._options.patience_seconds / 2:
                    raise
                self._pool.drop_idle()
            # The server had closed it, or others too. All that is asked for may be asked for twice.
            with self._pool.lend() as connection:
                return work(connection)

    def _connect(self) -> Connection:
        try:
            connection = Connection.connect(
                self._url,
                autocommit=True,
                connect_timeout=max(2, int(self._options.patience_seconds)),
                application_name="anew",
                client_encoding="utf8",
            )
        except psycopg.Error as error:
            raise UnavailableError(f"The store's server: {_line(error)}") from error
        connection.patience_seconds = self._options.patience_seconds
        if self._options.durability == "full":
            # One that waits for less than the own disk is raised; one that waits for more stays.
            connection.execute(
                "SELECT set_config('synchronous_commit', 'on', false) "
                "WHERE current_setting('synchronous_commit') = 'off'"
            )
        return connection

    def _set_up(self, connection: Connection) -> Any:
        version = connection.info.server_version
        if version < OLDEST:
            raise UnsuitableError(
                f"The store's server is PostgreSQL {version // 10_000}. Use version "
                f"{OLDEST // 10_000} or later."
            )
        [found] = _one(connection.execute("SELECT to_regclass('anew_form')"))
        if found is None and not self._may_begin:
            raise UnsuitableError(
                "No session has been saved in this database: it has no tables of anew's."
            )
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (SETTING_UP,))
        connection.execute(TABLES)
        [form] = _one(connection.execute("SELECT form FROM anew_form"))
        if form > VERSION:
            raise UnsuitableError(
                f"The store's tables were made by a newer anew (their form is {form}, this one "
                f"knows {VERSION}). Use that one, or another database."
            )
        [setting] = _one(connection.execute("SELECT current_setting('synchronous_commit')"))
        return POSTGRES_ASYNCHRONOUS if setting == "off" else POSTGRES_FULL


def _arguments(commits: Sequence[Commit], options: Options) -> dict[str, Any]:
    written = [
        (commit.session, key_bytes(key), value)
        for commit in commits
        for key, value in commit.written.items()
    ]
    deleted = [(commit.session, key_bytes(key)) for commit in commits for key in commit.deleted]
    return {
        "sessions": [commit.session for commit in commits],
        "owners": [commit.owner for commit in commits],
        "epochs": [commit.epoch for commit in commits],
        "afters": [commit.after for commit in commits],
        "versions": [commit.version for commit in commits],
        "events": [commit.event for commit in commits],
        "places": [commit.place for commit in commits],
        "written_of": [session for session, _, _ in written],
        "written_keys": [key for _, key, _ in written],
        "written_values": [value for _, _, value in written],
        "deleted_of": [session for session, _ in deleted],
        "deleted_keys": [key for _, key in deleted],
        "ttl": options.ttl_seconds,
    }


def _answer(commit: Commit, row: tuple[Any, ...]) -> Answer:
    """What became of a commit, by what stood there before and whether it was made."""
    is_made, epoch, version = row
    if is_made:
        return Committed(commit.version)
    stored = None if epoch is None else (epoch, version)
    answer = judged(commit, stored)
    if answer is None:
        # Another was quicker by the moment in which this looked.
        raise UnavailableError("The store's server did something else at the same moment.")
    return answer


def _page(last: str, connection: Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"SELECT {RECORD}, (SELECT count(*) FROM anew_keys AS k WHERE k.session = s.session), "  # noqa: S608  # our own words
        "(SELECT coalesce(sum(octet_length(value)), 0) FROM anew_keys AS k "
        "WHERE k.session = s.session) FROM anew_sessions AS s "
        "WHERE session > %s AND expires_at > clock_timestamp() ORDER BY session LIMIT 200",
        (last,),
    ).fetchall()


def _record(row: Sequence[Any]) -> Record:
    return read_record(dict(zip(RECORD_FIELDS, row, strict=True)))


def _one(cursor: psycopg.Cursor[tuple[Any, ...]]) -> tuple[Any, ...]:
    row = cursor.fetchone()
    assert row is not None
    return row


def _is_lost(error: psycopg.OperationalError) -> bool:
    """Whether a connection was lost; if not, the server has answered."""
    return error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the client library as those of a store."""
    try:
        yield
    except psycopg.OperationalError as error:
        raise UnavailableError(f"The store's server: {_line(error)}") from error
    except (psycopg.InterfaceError, psycopg.InternalError) as error:
        raise UnavailableError(f"The store's server: {_line(error)}") from error
    except psycopg.Error as error:
        raise StoreError(f"The store's server: {_line(error)}") from error


def _line(error: psycopg.Error) -> str:
    return " ".join(str(error).split())
