"""The notes of the SQLite store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.stores.base import checked_name, is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractContextManager

    import apsw

    from anew.stores.times import Times

    Transaction = Callable[[], AbstractContextManager[apsw.Connection]]

MOST_EXPIRED = 500  # Notes that one call removes: others wait meanwhile.


class SqliteNotes:
    """Threading: safe."""

    def __init__(self, reading: Transaction, writing: Transaction, times: Times) -> None:
        self._reading = reading
        self._writing = writing
        self._times = times

    def put(self, name: str, content: bytes, seconds: float) -> None:
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO notes VALUES (?, ?, ?) ON CONFLICT (name) "
                "DO UPDATE SET content = excluded.content, expires_at = excluded.expires_at",
                (checked_name(name), content, self._times.now() + seconds),
            )

    def find(self, name: str) -> bytes | None:
        if not is_name(name):
            return None
        with self._reading() as connection:
            row = connection.execute(
                "SELECT content FROM notes WHERE name = ? AND expires_at > ?",
                (name, self._times.passed()),
            ).fetchone()
        return None if row is None else row[0]

    def present(self, names: Collection[str]) -> set[str]:
        with self._reading() as connection:
            return {name for name in names if is_name(name) and self._has(connection, name)}

    def remove(self, name: str) -> bool:
        if not is_name(name):
            return False
        with self._writing() as connection:
            is_there = self._has(connection, name)
            connection.execute("DELETE FROM notes WHERE name = ?", (name,))
            return is_there

    def expire(self) -> None:
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM notes WHERE name IN "
                "(SELECT name FROM notes WHERE expires_at <= ? LIMIT ?)",
                (self._times.passed(), MOST_EXPIRED),
            )

    def _has(self, connection: apsw.Connection, name: str) -> bool:
        row = connection.execute(
            "SELECT 1 FROM notes WHERE name = ? AND expires_at > ?", (name, self._times.passed())
        ).fetchone()
        return row is not None
