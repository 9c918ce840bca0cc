"""The file of the SQLite store: made, opened, found damaged and set aside.

A second file beside it, `…-lock`, is held by all processes that use the first. Whoever makes the
tables, or sets a damaged file aside, must hold it alone: else one of two workers that start at
the same time would set aside what the other has just begun.
"""

from __future__ import annotations

import logging
import os
import random
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from anew.stores.base import StoreError, UnavailableError, UnsuitableError

try:
    import fcntl
except ImportError:  # There is none on Windows: there, only one process should have the file.
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("anew")

APPLICATION = 0x616E6577  # "anew", in the file's header.
VERSION = 3
CHECK_SECONDS = 0.03  # So long a file is looked through when it is opened.
MOST_TOLD = 200  # Characters of what is wrong with it.
OLDEST_SQLITE = (3, 51, 3)  # Older ones may damage a file that several processes have open.

_HOLDS = """
CREATE TABLE holds (
    name TEXT NOT NULL,
    session TEXT NOT NULL,
    owner TEXT NOT NULL,
    since REAL NOT NULL,
    PRIMARY KEY (name, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_session ON holds (session);
CREATE INDEX holds_by_owner ON holds (name, owner);
"""
_NOTES = """
CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    expires_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_by_expiry ON notes (expires_at);
"""
SCHEMA = f"""
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    version INTEGER NOT NULL,
    event INTEGER NOT NULL,
    place BLOB NOT NULL,
    opened_at REAL NOT NULL,
    committed_at REAL NOT NULL,
    expires_at REAL NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE TABLE keys (
    session_id INTEGER NOT NULL,
    key BLOB NOT NULL,
    value BLOB NOT NULL,
    UNIQUE (session_id, key)
) STRICT;
CREATE TABLE blobs (
    id INTEGER PRIMARY KEY,
    name TEXT UNIQUE,  -- NULL until it is whole.
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    file_name BLOB NOT NULL,
    touched_at REAL NOT NULL
) STRICT;
CREATE TABLE parts (
    blob_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (blob_id, number)
) STRICT;
{_HOLDS}{_NOTES}"""
# What makes the next form of each. In form 1 nothing was held yet; 2 had no notes.
UPGRADES = {1: f"DROP TABLE holds; {_HOLDS}", 2: _NOTES}


class UnwritableError(StoreError):
    """There can be no file: its folder cannot be written."""


class MovedError(Exception):
    """Another file is at the path now, or none: what is written into this one is lost."""


class SqliteFile:
    """The file, and connections to it. Threading: safe, but for `close`."""

    def __init__(
        self, path: Path, *, is_full: bool, patience_seconds: float, may_begin: bool = True
    ) -> None:
        """Open or make the file.

        Args:
            path: Its place. A folder named `.anew` is the store's own: it is made private.
            is_full: Whether a commit waits until the disk has it.
            patience_seconds: How long to wait for other processes.
            may_begin: Whether to make a file where there is none, or only a damaged one.
        """
        if tuple(map(int, apsw.sqlite_lib_version().split("."))) < OLDEST_SQLITE:
            raise UnsuitableError(
                f"apsw comes with SQLite {apsw.sqlite_lib_version()}, which may damage a file that "
                "several processes have open. Install apsw 3.51.3 or later."
            )
        self.path = path
        self._is_full = is_full
        self._patience_seconds = patience_seconds
        self._may_begin = may_begin
        self._identity: tuple[int, int] | None = None  # The system's name for the file.
        self._lock = self._make_folder()
        try:
            self._open()
        except BaseException:
            self._lock.close()
            raise

    def connect(self) -> apsw.Connection:
        """A new connection."""
        try:
            connection = apsw.Connection(str(self.path))
        except apsw.CantOpenError as error:
            raise UnavailableError(f"{self.path} cannot be opened: {error}.") from error
        connection.set_busy_handler(_patience(self._patience_seconds))
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        connection.pragma("synchronous", "FULL" if self._is_full else "NORMAL")
        connection.pragma("journal_size_limit", 64 * 1_048_576)
        return connection

    def check_place(self) -> None:
        """MovedError if somebody has removed the file, or put another one in its place."""
        if self._found() != self._identity:
            raise MovedError("it was removed, or another file put in its place")

    def replace_damaged(self) -> None:
        """Look all of the file through, and begin a new one if it is damaged, or gone.

        No connection of this process is open.
        """
        if not self._may_begin:
            return
        if self._found() != self._identity:
            self._lock.close()
            self._lock = self._make_folder()
        self._settle(None)

    def close(self) -> None:
        self._lock.close()

    # Making and opening ----------------------------------------------------------------

    def _open(self) -> None:
        try:
            self._settle(CHECK_SECONDS)
        except apsw.BusyError as error:
            raise UnavailableError(
                f"{self.path} was busy for {self._patience_seconds:g} seconds."
            ) from error
        except apsw.Error as error:  # A full disk, or one that can only be read.
            raise UnwritableError(f"{self.path} cannot be written: {error}") from error

    def _make_folder(self) -> _Lock:
        folder = self.path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.name == ".anew":
                folder.chmod(0o700)
                _write_new(folder / ".gitignore", b"*\n")
            return self._make_file()
        except OSError as error:
            raise UnwritableError(
                f"{self.path} cannot be written: {error.strerror or error}"
            ) from error

    def _make_file(self) -> _Lock:
        """Make the file if there is none; hold it, so that nobody sets it aside meanwhile."""
        lock = _Lock(self.path.with_name(f"{self.path.name}-lock"))
        try:
            lock.share()
            _write_new(self.path, b"")
            self.path.chmod(0o600)
        except BaseException:
            lock.close()
            raise
        return lock

    def _settle(self, check_seconds: float | None) -> None:
        """See that there is a sound file with the tables, together with other processes."""
        end = time.monotonic() + self._patience_seconds
        while True:
            self._lock.share()
            fault = self._fault(check_seconds)
            if fault is None:
                self._identity = self._found()
                return
            if not self._may_begin:
                raise UnsuitableError(
                    f"{fault} Keep a copy if it matters: an app that is started with it sets it "
                    "aside and begins a new one."
                    if fault
                    else f"No session has been saved in {self.path} yet."
                )
            if self._lock.take_alone():
                self._begin(self._fault(check_seconds))
                continue
            if time.monotonic() > end:
                raise UnavailableError(f"{fault} Other processes have it open: end them first.")
            time.sleep(random.uniform(0.001, 0.01))  # noqa: S311  # so that two do not meet again

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _fault(self, check_seconds: float | None) -> str | None:
        """What has to be done before the file can be used; "" if it is new, None if nothing."""
        try:
            if not self.path.stat().st_size:
                return ""
            return self._checked(check_seconds)
        except FileNotFoundError:
            return ""
        except (apsw.NotADBError, apsw.CorruptError, UnicodeDecodeError) as error:
            return f"{self.path} is damaged ({error})."

    def _checked(self, check_seconds: float | None) -> str | None:
        connection = self.connect()
        try:
            application = connection.pragma("application_id")
            version = connection.pragma("user_version")
            schema = _schema(connection)
            if (application, version, schema) == (0, 0, set()):
                return ""  # Its maker was ended before the tables were there.
            if application != APPLICATION:
                raise UnsuitableError(
                    f"{self.path} is a database of another program. Name another file for the "
                    "store."
                )
            if version > VERSION:
                raise UnsuitableError(
                    f"{self.path} was written by a newer anew (its form is {version}, this one "
                    f"knows {VERSION}). Use that one, or name another file."
                )
            if version < VERSION:
                return self._is_older
            if schema != _expected_schema():
                return f"{self.path} is damaged (its tables are not those of a store)."
            found = _looked_through(connection, check_seconds)
            return f"{self.path} is damaged ({found})." if found else None
        finally:
            connection.close()

    def _begin(self, fault: str | None) -> None:
        """Make the tables; alone."""
        if fault == self._is_older:
            fault = self._upgraded()
        if fault:
            self._set_aside(fault)
            _write_new(self.path, b"")
            self.path.chmod(0o600)
        if fault is None:
            return
        connection = self.connect()
        try:
            connection.pragma("auto_vacuum", "INCREMENTAL")
            connection.pragma("journal_mode", "WAL")
            with connection:
                connection.execute(SCHEMA)
                connection.pragma("application_id", APPLICATION)
                connection.pragma("user_version", VERSION)
        finally:
            connection.close()

    @property
    def _is_older(self) -> str:
        return f"{self.path} was written by an older anew."

    def _upgraded(self) -> str | None:
        """Bring the tables of an older form up to date; what is wrong with them if that fails."""
        connection = self.connect()
        try:
            with connection:
                for form in range(connection.pragma("user_version"), VERSION):
                    connection.execute(UPGRADES[form])
                connection.pragma("user_version", VERSION)
        except (apsw.SQLError, KeyError) as error:
            return f"{self.path} is damaged ({error})."
        else:
            return None
        finally:
            connection.close()

    def _set_aside(self, fault: str) -> None:
        aside = self.path.with_name(f"{self.path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        number = 1
        while aside.exists():
            number += 1
            aside = aside.with_name(f"{aside.name.partition('~')[0]}~{number}")
        for ending in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{ending}").rename(f"{aside}{ending}")
        log.error(
            "%s It was set aside as %s, and a new one begun: what sessions remembered is not in it.",
            fault,
            aside,
        )


class _Lock:
    """A file that processes hold, together or alone; the system lets go for one that dies."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold it together with others; whoever holds it alone is done in a moment."""
        if fcntl:
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def take_alone(self) -> bool:
        """Hold it alone; whether that was possible. If not, it is not held at all."""
        if fcntl:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                fcntl.flock(self._file, fcntl.LOCK_UN)
                return False
        return True

    def close(self) -> None:
        os.close(self._file)


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    One that is there is not opened: on closing it the system would let go of SQLite's locks.
    """
    with suppress(FileExistsError):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, content)
        finally:
            os.close(file)


def _patience(seconds: float) -> Callable[[int], bool]:
    """What SQLite calls while another has the file: whether to try again.

    Its own waits longer each time, so that a process can be kept out by luckier ones.
    """
    begun = 0.0

    def wait(attempt: int) -> bool:
        nonlocal begun
        now = time.monotonic()
        if attempt == 0:
            begun = now
        if now - begun > seconds:
            return False
        time.sleep(random.uniform(0.0002, 0.002))  # noqa: S311  # so that two do not meet again
        return True

    return wait


def _schema(connection: apsw.Connection) -> set[str]:
    """All that stands in a file: tables, indexes, and what nobody should have put there."""
    return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema") if sql}


def _expected_schema() -> set[str]:
    connection = apsw.Connection(":memory:")
    try:
        connection.execute(SCHEMA)
        return _schema(connection)
    finally:
        connection.close()


def _looked_through(connection: apsw.Connection, seconds: float | None) -> str | None:
    """What is found to be wrong in a time; None for nothing."""
    if seconds is not None:
        end = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        rows = connection.execute("PRAGMA quick_check(100)").fetchall()
    except apsw.InterruptError:  # It is large; what was seen is sound.
        return None
    texts = [str(text) for (text,) in rows]
    # A value of a wrong type is for whoever reads its record: it says nothing of the others.
    faults = [
        text for text in texts if text != "ok" and not text.startswith(("non-", "NULL value"))
    ]
    return " ".join(faults[0].split())[:MOST_TOLD] if faults else None
