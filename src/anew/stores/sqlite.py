"""The store that needs no server: one file, which the processes of a machine share.

The SQLite is that of `apsw`: many systems have one that may damage a file which several processes
write. One process writes at a time; the others wait.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import apsw
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
    UnreadableRecordError,
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
from anew.stores.keeps import SQLITE_FULL, SQLITE_NORMAL
from anew.stores.pool import Pool
from anew.stores.sqlite_blobs import SqliteBlobs, expire_blobs
from anew.stores.sqlite_file import MovedError, SqliteFile
from anew.stores.sqlite_notes import SqliteNotes
from anew.stores.times import Times

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from anew.stores.base import Answer, Commit, Record, Taken

log = logging.getLogger("anew")

MOST_EXPIRED = 500  # Sessions that one call removes: others wait meanwhile.
FREE_PAGES = 500  # Of those that are free, so many a call gives back to the disk.

_RECORD = ", ".join(RECORD_FIELDS)


class SqliteStore:
    """Sessions in a file. Threading: safe."""

    def __init__(
        self,
        path: Path,
        options: Options | None = None,
        *,
        times: Times | None = None,
        may_begin: bool = True,
    ) -> None:
        """Open or make the file. UnwritableError if there can be none.

        Args:
            may_begin: Whether to make a file where there is none, or only a damaged one.
        """
        self._options = options or Options()
        self._times = times or Times()
        is_full = self._options.durability == "full"
        self.keeps = SQLITE_FULL if is_full else SQLITE_NORMAL
        self._file = SqliteFile(
            path,
            is_full=is_full,
            patience_seconds=self._options.patience_seconds,
            may_begin=may_begin,
        )
        self._pool = Pool(
            self._file.connect,
            apsw.Connection.close,
            patience_seconds=self._options.patience_seconds,
        )
        self._turn = threading.Lock()  # For writing: within a process nobody has to try again.
        self.blobs = SqliteBlobs(self.reading, self.writing, self._times.now)
        self.notes = SqliteNotes(self.reading, self.writing, self._times)

    def take_over(self, session: str, owner: str) -> Taken | None:
        if not is_name(session):
            return None
        with self.writing() as connection:
            found = self._find(connection, session)
            if found is None or found[1].owner != owner:
                return None
            number, record = found
            epoch, expires_at = next_epoch(record.epoch), self._expires_at()
            connection.execute(
                "UPDATE sessions SET epoch = ?, expires_at = ? WHERE id = ?",
                (epoch, expires_at, number),
            )
            rows = connection.execute(
                "SELECT key, length(value), CASE WHEN length(value) <= ? THEN value END "
                "FROM keys WHERE session_id = ?",
                (LARGE_BYTES, number),
            )
            return taken(replace(record, epoch=epoch, expires_at=expires_at), rows)

    def load(
        self, session: str, keys: Collection[str], *, epoch: int | None = None
    ) -> Mapping[str, bytes] | Fenced:
        with self.reading() as connection:
            found = self._find(connection, session)
            if found is None:
                return {} if epoch is None else Fenced(0)
            number, record = found
            if epoch not in {None, record.epoch}:
                return Fenced(record.epoch)
            values = {}
            for key in keys:
                row = connection.execute(
                    "SELECT value FROM keys WHERE session_id = ? AND key = ?",
                    (number, key_bytes(key)),
                ).fetchone()
                if row is not None:
                    values[key] = row[0]
            return values

    def commit(self, commits: Sequence[Commit]) -> list[Answer]:
        for commit in commits:
            checked_name(commit.session)
        with self.writing() as connection:
            return [self._commit(connection, commit) for commit in commits]

    def renew(self, owned: Sequence[tuple[str, int]]) -> set[str]:
        with self.writing() as connection:
            expires_at = self._expires_at()
            lost = set()
            for session, epoch in owned:
                connection.execute(
                    "UPDATE sessions SET expires_at = ? WHERE session = ? AND epoch = ?",
                    (expires_at, session, epoch),
                )
                if not connection.changes():
                    lost.add(session)
            return lost

    def expire(self) -> list[str]:
        with self.writing() as connection:
            rows: list[Any] = connection.execute(
                "SELECT id, session FROM sessions WHERE expires_at <= ? LIMIT ?",
                (self._times.passed(), MOST_EXPIRED),
            ).fetchall()
            for number, session in rows:
                _remove(connection, number, session)
        self.notes.expire()
        expire_blobs(self.writing, self._times.passed() - self._options.blob_grace_seconds)
        with self.writing() as connection:
            connection.execute(f"PRAGMA incremental_vacuum({FREE_PAGES})").fetchall()
        return [session for _, session in rows]

    def sessions(self, on_unreadable: Callable[[str], None] | None = None) -> Iterator[Listed]:
        last = 0
        while True:
            with self.reading() as connection:
                rows: list[Any] = connection.execute(
                    f"SELECT id, {_RECORD}, (SELECT count(*) FROM keys WHERE session_id = s.id), "  # noqa: S608  # our own words
                    "(SELECT coalesce(sum(length(value)), 0) FROM keys WHERE session_id = s.id) "
                    "FROM sessions AS s WHERE id > ? AND expires_at > ? ORDER BY id LIMIT 200",
                    (last, self._times.passed()),
                ).fetchall()
            for number, *record, keys, size in rows:
                last = number
                with left_out(record[0], on_unreadable):
                    yield Listed(_record(record), keys, size)
            if not rows:
                return

    def show(self, session: str) -> Shown | None:
        with self.reading() as connection:
            found = self._find(connection, session)
            if found is None:
                return None
            number, record = found
            rows = connection.execute(
                "SELECT key, length(value) FROM keys WHERE session_id = ?", (number,)
            )
            return Shown(record, keys_and_sizes(session, rows))

    def remove(self, session: str) -> bool:
        with self.writing() as connection:
            row = connection.execute(
                "SELECT id FROM sessions WHERE session = ?", (session,)
            ).fetchone()
            if row is not None:
                _remove(connection, row[0], session)
            return row is not None

    def close(self) -> None:
        self._pool.close()
        self._file.close()

    # Transactions ----------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """A connection that sees one moment."""
        with self._translated(), self._pool.lend() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """A connection that alone writes; what is done on it is made in one step."""
        with self._translated(), self._turn:
            self._file.check_place()  # First: where it is gone, there is no new connection to it.
            with self._pool.lend() as connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of SQLite as those of a store."""
        try:
            yield
        except (apsw.CorruptError, apsw.NotADBError) as error:
            self._renew_file()
            raise UnavailableError(f"{self._file.path} is damaged: {error}.") from error
        except MovedError as error:
            log.error("%s cannot be used: %s.", self._file.path, error)  # noqa: TRY400  # it says all
            self._renew_file()
            raise UnavailableError(f"{self._file.path} cannot be used: {error}.") from error
        except (apsw.BusyError, apsw.LockedError) as error:
            raise UnavailableError(
                f"{self._file.path} was busy for {self._options.patience_seconds:g} seconds."
            ) from error
        except (
            apsw.FullError,
            apsw.IOError,
            apsw.CantOpenError,
            apsw.ReadOnlyError,
            apsw.NoMemError,
        ) as error:
            raise UnavailableError(f"{self._file.path} cannot be written: {error}.") from error
        except apsw.Error as error:
            raise StoreError(f"{self._file.path}: {error}.") from error
        except UnicodeDecodeError as error:
            raise UnreadableRecordError(f"A text in {self._file.path} is none.") from error

    def _renew_file(self) -> None:
        """Begin a new file if this one is damaged or gone, so that at least what comes is kept."""
        with self._turn:
            self._pool.drop_idle()
            self._file.replace_damaged()

    # Within a transaction --------------------------------------------------------------

    def _find(self, connection: apsw.Connection, session: str) -> tuple[int, Record] | None:
        row = connection.execute(
            f"SELECT id, {_RECORD} FROM sessions WHERE session = ? AND expires_at > ?",  # noqa: S608  # our own words
            (session, self._times.passed()),
        ).fetchone()
        return None if row is None else (row[0], _record(row[1:]))

    def _commit(self, connection: apsw.Connection, commit: Commit) -> Answer:
        row = connection.execute(
            "SELECT id, epoch, version FROM sessions WHERE session = ?", (commit.session,)
        ).fetchone()
        answer = judged(commit, row and row[1:])
        if answer is not None:
            return answer
        now = self._times.now()
        if row is None:
            number = self._insert(connection, commit, now)
        else:
            number = row[0]
            connection.execute(
                "UPDATE sessions SET version = ?, event = ?, place = ?, committed_at = ?, "
                "expires_at = ? WHERE id = ?",
                (commit.version, commit.event, commit.place, now, self._expires_at(), number),
            )
        for key in commit.deleted:
            connection.execute(
                "DELETE FROM keys WHERE session_id = ? AND key = ?", (number, key_bytes(key))
            )
        for key, value in commit.written.items():
            connection.execute(
                "INSERT INTO keys VALUES (?, ?, ?) "
                "ON CONFLICT (session_id, key) DO UPDATE SET value = excluded.value",
                (number, key_bytes(key), value),
            )
        return Committed(commit.version)

    def _insert(self, connection: apsw.Connection, commit: Commit, now: float) -> int:
        connection.execute(
            f"INSERT INTO sessions ({_RECORD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # our own words
            (
                commit.session,
                commit.owner,
                commit.epoch,
                commit.version,
                commit.event,
                commit.place,
                now,
                now,
                self._expires_at(),
            ),
        )
        return connection.last_insert_rowid()

    def _expires_at(self) -> float:
        return self._times.now() + self._options.ttl_seconds


def _remove(connection: apsw.Connection, number: int, session: str) -> None:
    connection.execute("DELETE FROM keys WHERE session_id = ?", (number,))
    connection.execute("DELETE FROM holds WHERE session = ?", (session,))
    connection.execute("DELETE FROM sessions WHERE id = ?", (number,))


def _record(row: Sequence[Any]) -> Record:
    return read_record(dict(zip(RECORD_FIELDS, row, strict=True)))
