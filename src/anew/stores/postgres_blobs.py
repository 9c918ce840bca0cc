"""Blobs in the PostgreSQL store's tables: in parts, each written in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import UUID, uuid4

from anew.stores.base import Blob, BlobGoneError, checked_name, is_name, key_bytes, read_blob
from anew.stores.parts import parts_of, range_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import psycopg

    from anew.stores.base import Holder

    Connection = psycopg.Connection[tuple[Any, ...]]

T = TypeVar("T")


class Run(Protocol):
    """Does something in one transaction, twice if its first answer is lost."""

    def __call__(self, work: Callable[[Connection], T], /) -> T: ...


class PostgresBlobs:
    """Blobs in a database. Threading: safe."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def put(self, blob: Blob, content: Iterable[bytes], holder: Holder) -> None:
        number = uuid4()
        file_name = key_bytes(blob.file_name)
        self._run(
            lambda connection: connection.execute(
                "INSERT INTO anew_blobs VALUES (%s, NULL, %s, %s, %s, clock_timestamp()) "
                "ON CONFLICT (id) DO NOTHING",
                (number, blob.size, blob.media_type, file_name),
            )
        )
        try:
            for index, part in enumerate(parts_of(content, blob.size)):
                self._write(number, index, part)
            self._finish(blob, number, holder)
        except BaseException:
            _remove_blob(self._run, number)
            raise

    def hold(self, name: str, holder: Holder) -> bool:
        def work(connection: Connection) -> bool:
            # The lock keeps it from being removed while nobody holds it yet.
            found = connection.execute(
                "SELECT 1 FROM anew_blobs WHERE name = %s FOR UPDATE", (name,)
            ).fetchone()
            if found is not None:
                _hold(connection, name, holder)
            return found is not None

        return self._run(work)

    def find(self, name: str, owner: str) -> Blob | None:
        if not is_name(name):
            return None
        row = self._run(
            lambda connection: connection.execute(
                "SELECT name, size, media_type, file_name FROM anew_blobs AS b WHERE name = %s "
                "AND EXISTS (SELECT 1 FROM anew_holds AS h "
                "WHERE h.name = b.name AND h.owner = %s)",
                (name, owner),
            ).fetchone()
        )
        return None if row is None else read_blob(*row)

    def read(self, name: str, start: int, length: int) -> bytes:
        def work(connection: Connection) -> bytes:
            found = connection.execute(
                "SELECT id, size FROM anew_blobs WHERE name = %s", (name,)
            ).fetchone()
            if found is None:
                raise BlobGoneError(f"The blob {name!r} is gone.")
            number, size = found

            def part(index: int) -> bytes:
                row = connection.execute(
                    "SELECT content FROM anew_parts WHERE blob_id = %s AND number = %s",
                    (number, index),
                    binary=True,
                ).fetchone()
                if row is None:
                    raise BlobGoneError(f"The blob {name!r} has lost a part.")
                content: bytes = row[0]
                return content

            return range_of(size, start, length, part)

        return self._run(work)

    def release(self, names: Collection[str], session: str) -> None:
        self._run(
            lambda connection: connection.execute(
                "DELETE FROM anew_holds WHERE session = %s AND name = ANY(%s)",
                (session, [*names]),
            )
        )

    def weight(self, session: str) -> int:
        def work(connection: Connection) -> int:
            row = connection.execute(
                "SELECT coalesce(sum(size), 0)::bigint FROM anew_blobs "
                "WHERE name IN (SELECT name FROM anew_holds WHERE session = %s)",
                (session,),
            ).fetchone()
            return 0 if row is None else int(row[0])

        return self._run(work)

    def _write(self, number: UUID, index: int, part: bytes) -> None:
        def work(connection: Connection) -> None:
            connection.execute(
                "INSERT INTO anew_parts VALUES (%s, %s, %b) ON CONFLICT DO NOTHING",
                (number, index, part),
            )
            connection.execute(
                "UPDATE anew_blobs SET touched_at = clock_timestamp() WHERE id = %s", (number,)
            )

        self._run(work)

    def _finish(self, blob: Blob, number: UUID, holder: Holder) -> None:
        """Give it its name, unless another put the same meanwhile."""

        def work(connection: Connection) -> bool:
            # Whoever puts the same at the same time waits here.
            connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (blob.name,)
            )
            found = connection.execute(
                "SELECT id FROM anew_blobs WHERE name = %s FOR UPDATE", (blob.name,)
            ).fetchone()
            if found is None:
                connection.execute(
                    "UPDATE anew_blobs SET name = %s WHERE id = %s", (blob.name, number)
                )
            _hold(connection, blob.name, holder)
            return found is None or found[0] == number

        if not self._run(work):
            _remove_blob(self._run, number)


def _hold(connection: Connection, name: str, holder: Holder) -> None:
    connection.execute(
        "INSERT INTO anew_holds (name, session, owner, since) "
        "VALUES (%s, %s, %s, clock_timestamp()) "
        "ON CONFLICT (name, session) DO UPDATE SET since = excluded.since",
        (name, checked_name(holder.session), holder.owner),
    )


def expire_blobs(run: Run, grace_seconds: float) -> None:
    """Remove what nobody holds, and what was not finished."""

    def work(connection: Connection) -> None:
        connection.execute(
            "DELETE FROM anew_holds AS h "
            "WHERE since <= clock_timestamp() - make_interval(secs => %s) "
            "AND NOT EXISTS (SELECT 1 FROM anew_sessions AS s WHERE s.session = h.session)",
            (grace_seconds,),
        )
        connection.execute(
            "DELETE FROM anew_blobs WHERE id IN (SELECT id FROM anew_blobs AS b WHERE CASE "
            "WHEN name IS NULL THEN touched_at <= clock_timestamp() - make_interval(secs => %s) "
            "ELSE NOT EXISTS (SELECT 1 FROM anew_holds AS h WHERE h.name = b.name) END "
            "LIMIT 20 FOR UPDATE SKIP LOCKED) "
            "AND (name IS NULL OR NOT EXISTS "
            "(SELECT 1 FROM anew_holds AS h WHERE h.name = anew_blobs.name))",
            (grace_seconds,),
        )

    run(work)


def _remove_blob(run: Run, number: UUID) -> None:
    run(lambda connection: connection.execute("DELETE FROM anew_blobs WHERE id = %s", (number,)))
