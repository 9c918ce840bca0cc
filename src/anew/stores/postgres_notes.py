"""The notes of the PostgreSQL store. The table is new in no form: older ones leave it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.stores.base import checked_name, is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]
    Run = Callable[[Callable[[Any], Any]], Any]

MOST_EXPIRED = 500  # Notes that one call removes.


class PostgresNotes:
    """Threading: safe."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def put(self, name: str, content: bytes, seconds: float) -> None:
        def work(connection: Connection) -> None:
            connection.execute(
                "INSERT INTO anew_notes "
                "VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s)) ON CONFLICT (name) "
                "DO UPDATE SET content = excluded.content, expires_at = excluded.expires_at",
                (checked_name(name), content, seconds),
            )

        self._run(work)

    def find(self, name: str) -> bytes | None:
        if not is_name(name):
            return None

        def work(connection: Connection) -> bytes | None:
            row = connection.execute(
                "SELECT content FROM anew_notes WHERE name = %s AND expires_at > clock_timestamp()",
                (name,),
            ).fetchone()
            return None if row is None else bytes(row[0])

        found: bytes | None = self._run(work)
        return found

    def present(self, names: Collection[str]) -> set[str]:
        asked = [name for name in names if is_name(name)]

        def work(connection: Connection) -> set[str]:
            rows = connection.execute(
                "SELECT name FROM anew_notes "
                "WHERE name = ANY(%s) AND expires_at > clock_timestamp()",
                (asked,),
            )
            return {name for (name,) in rows}

        found: set[str] = self._run(work)
        return found

    def remove(self, name: str) -> bool:
        if not is_name(name):
            return False

        def work(connection: Connection) -> bool:
            row = connection.execute(
                "DELETE FROM anew_notes WHERE name = %s RETURNING expires_at > clock_timestamp()",
                (name,),
            ).fetchone()
            return row is not None and bool(row[0])

        is_there: bool = self._run(work)
        return is_there

    def expire(self) -> None:
        def work(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM anew_notes WHERE name IN (SELECT name FROM anew_notes "
                "WHERE expires_at <= clock_timestamp() LIMIT %s FOR UPDATE SKIP LOCKED)",
                (MOST_EXPIRED,),
            )

        self._run(work)
