"""Blobs in the SQLite store's file: in parts, each written in a moment of its own.

Between two parts others write: a large blob keeps no commit waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.stores.base import Blob, BlobGoneError, checked_name, is_name, key_bytes, read_blob
from anew.stores.parts import parts_of, range_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from contextlib import AbstractContextManager

    import apsw

    from anew.stores.base import Holder

    Transaction = Callable[[], AbstractContextManager[apsw.Connection]]

MOST_REMOVED = 32  # Parts that one transaction removes.


class SqliteBlobs:
    """Blobs in a file. Threading: safe."""

    def __init__(
        self, reading: Transaction, writing: Transaction, wall: Callable[[], float]
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._wall = wall

    def put(self, blob: Blob, content: Iterable[bytes], holder: Holder) -> None:
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO blobs (size, media_type, file_name, touched_at) VALUES (?, ?, ?, ?)",
                (blob.size, blob.media_type, key_bytes(blob.file_name), self._wall()),
            )
            number = connection.last_insert_rowid()
        try:
            for index, part in enumerate(parts_of(content, blob.size)):
                self._write(number, index, part)
            self._finish(blob, number, holder)
        except BaseException:
            remove_blob(self._writing, number)
            raise

    def hold(self, name: str, holder: Holder) -> bool:
        with self._writing() as connection:
            if not connection.execute("SELECT 1 FROM blobs WHERE name = ?", (name,)).fetchone():
                return False
            self._hold(connection, name, holder)
            return True

    def find(self, name: str, owner: str) -> Blob | None:
        if not is_name(name):
            return None
        with self._reading() as connection:
            row = connection.execute(
                "SELECT name, size, media_type, file_name FROM blobs WHERE name = ? AND EXISTS "
                "(SELECT 1 FROM holds WHERE holds.name = blobs.name AND owner = ?)",
                (name, owner),
            ).fetchone()
            return None if row is None else read_blob(*row)

    def read(self, name: str, start: int, length: int) -> bytes:
        with self._reading() as connection:
            row = connection.execute(
                "SELECT id, size FROM blobs WHERE name = ?", (name,)
            ).fetchone()
            if row is None:
                raise BlobGoneError(f"The blob {name!r} is gone.")
            number, size = row

            def part(index: int) -> bytes:
                query = "SELECT content FROM parts WHERE blob_id = ? AND number = ?"
                found = connection.execute(query, (number, index)).fetchone()
                if found is None:
                    raise BlobGoneError(f"The blob {name!r} has lost a part.")
                content: bytes = found[0]
                return content

            return range_of(size, start, length, part)

    def release(self, names: Collection[str], session: str) -> None:
        with self._writing() as connection:
            for name in names:
                connection.execute(
                    "DELETE FROM holds WHERE name = ? AND session = ?", (name, session)
                )

    def weight(self, session: str) -> int:
        with self._reading() as connection:
            [row] = connection.execute(
                "SELECT coalesce(sum(size), 0) FROM blobs "
                "WHERE name IN (SELECT name FROM holds WHERE session = ?)",
                (session,),
            ).fetchall()
            return _number(row)

    def _write(self, number: int, index: int, part: bytes) -> None:
        with self._writing() as connection:
            connection.execute("INSERT INTO parts VALUES (?, ?, ?)", (number, index, part))
            connection.execute(
                "UPDATE blobs SET touched_at = ? WHERE id = ?", (self._wall(), number)
            )

    def _finish(self, blob: Blob, number: int, holder: Holder) -> None:
        """Give it its name, unless another put the same meanwhile."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE OR IGNORE blobs SET name = ? WHERE id = ?", (blob.name, number)
            )
            is_ours = bool(connection.changes())
            self._hold(connection, blob.name, holder)
        if not is_ours:
            remove_blob(self._writing, number)

    def _hold(self, connection: apsw.Connection, name: str, holder: Holder) -> None:
        connection.execute(
            "INSERT INTO holds VALUES (?, ?, ?, ?) "
            "ON CONFLICT (name, session) DO UPDATE SET since = excluded.since",
            (name, checked_name(holder.session), holder.owner, self._wall()),
        )


def expire_blobs(writing: Transaction, before: float) -> None:
    """Remove what nobody holds, and what was not finished."""
    with writing() as connection:
        connection.execute(
            "DELETE FROM holds WHERE since <= ? "
            "AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.session = holds.session)",
            (before,),
        )
        # One that was put a moment ago under its name is held by whoever put it.
        rows = connection.execute(
            "SELECT id FROM blobs WHERE CASE WHEN name IS NULL THEN touched_at <= ? "
            "ELSE NOT EXISTS (SELECT 1 FROM holds WHERE holds.name = blobs.name) END LIMIT 100",
            (before,),
        ).fetchall()
        numbers = [_number(row) for row in rows]
        for number in numbers:
            connection.execute(
                "UPDATE blobs SET name = NULL, touched_at = 0 WHERE id = ?", (number,)
            )
    for number in numbers:
        remove_blob(writing, number)


def _number(row: tuple[object, ...]) -> int:
    [number] = row
    assert isinstance(number, int)
    return number


def remove_blob(writing: Transaction, number: int) -> None:
    """Remove a blob that has no name (any more), some parts at a time."""
    while True:
        with writing() as connection:
            connection.execute(
                "DELETE FROM parts WHERE rowid IN (SELECT rowid FROM parts WHERE blob_id = ? LIMIT ?)",
                (number, MOST_REMOVED),
            )
            if not connection.changes():
                connection.execute("DELETE FROM blobs WHERE id = ?", (number,))
                return
