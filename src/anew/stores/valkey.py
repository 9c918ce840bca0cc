"""The store that is a Valkey or Redis server: quick, and shared by all nodes.

The client library is redis-py, which speaks to both. A session is a hash, and its commits are
made by one script, many of them sent together (`stores/valkey_scripts.py`).
"""

from __future__ import annotations

import logging
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import redis
from msgspec.structs import replace
from redis import exceptions
from redis.backoff import NoBackoff
from redis.retry import Retry

from anew.stores import valkey_scripts as scripts
from anew.stores.base import (
    EPOCH_NOISE,
    LARGE_BYTES,
    RECORD_FIELDS,
    Behind,
    Committed,
    Fenced,
    Listed,
    Options,
    Refused,
    Shown,
    StoreError,
    UnavailableError,
    UnsuitableError,
    checked_name,
    is_name,
    key_bytes,
    keys_and_sizes,
    left_out,
    read_record,
    taken,
)
from anew.stores.keeps import VALKEY_APPENDED, VALKEY_SYNCED, VALKEY_UNWRITTEN
from anew.stores.valkey_blobs import ValkeyBlobs
from anew.stores.valkey_notes import ValkeyNotes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from anew.stores.base import Answer, Commit, Record, Taken
    from anew.stores.keeps import Keeps

log = logging.getLogger("anew")

OLDEST = 7
SESSION = "anew:session:"
MOST_TOGETHER = 8  # Connections.


class ValkeyStore:
    """Sessions in a server's memory. Threading: safe."""

    def __init__(self, url: str, options: Options | None = None) -> None:
        """Connect. UnavailableError if it cannot be reached, UnsuitableError if it is too old."""
        self._options = options or Options()
        patience = self._options.patience_seconds
        connections = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=MOST_TOGETHER,
            timeout=patience,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            client_name="anew",
            protocol=2,
            # Each call is made once more on a new connection, for the server may have closed an
            # idle one; all may be made twice.
            retry=Retry(NoBackoff(), 1),
        )
        self._client = redis.Redis.from_pool(connections)
        self._ttl = int(self._options.ttl_seconds * 1000)
        self._digests: dict[str, str] = {}  # Scripts that were told to the server.
        self.blobs = ValkeyBlobs(self._client, self.call, translated, self._options)
        self.notes = ValkeyNotes(self._client, translated)
        try:
            with translated():
                self.keeps = self._look_around()
        except BaseException:
            self.close()
            raise

    def take_over(self, session: str, owner: str) -> Taken | None:
        if not is_name(session):
            return None
        noise = secrets.randbelow(EPOCH_NOISE)
        found = self._with_session(
            scripts.TAKE_OVER, session, owner, EPOCH_NOISE, noise, self._ttl, LARGE_BYTES
        )
        return None if found is None else taken(_record(session, found[0]), found[1])

    def load(
        self, session: str, keys: Collection[str], *, epoch: int | None = None
    ) -> Mapping[str, bytes] | Fenced:
        names = [*keys]
        answer = self._with_session(
            scripts.LOAD, session, "" if epoch is None else epoch, *map(key_bytes, names)
        )
        if answer[0] == b"fenced":
            return Fenced(int(answer[1]) if answer[1].isdigit() else 0)
        pairs = zip(names, answer[1], strict=True)
        return {name: value for name, value in pairs if value is not None}

    def commit(self, commits: Sequence[Commit]) -> list[Answer]:
        calls = [self._call_of(commit) for commit in commits]
        with translated():
            replies = self._together(scripts.COMMIT, calls)
        return [_answer(reply) for reply in replies]

    def renew(self, owned: Sequence[tuple[str, int]]) -> set[str]:
        calls = [
            (
                [SESSION + session, self.blobs.held_by(session)],
                [epoch, self._ttl, self.blobs.PREFIX, self.blobs.HOLDERS],
            )
            for session, epoch in owned
        ]
        with translated():
            replies = self._together(scripts.RENEW, calls)
        for reply in replies:
            if isinstance(reply, redis.RedisError):
                raise StoreError(f"Sessions could not be renewed: {reply}.") from reply
        return {
            session for (session, _), is_ours in zip(owned, replies, strict=True) if not is_ours
        }

    def expire(self) -> list[str]:
        """Nothing is to be done: the server does it, and tells nobody which."""
        return []

    def sessions(self, on_unreadable: Callable[[str], None] | None = None) -> Iterator[Listed]:
        cursor, seen = 0, set[bytes]()
        while True:
            with translated():
                reply: Any = self._client.scan(cursor, match=f"{SESSION}*", count=500)
                cursor, found = reply
                names = sorted({*found} - seen)  # The server may name one more than once.
                seen.update(names)
                replies = self._together(scripts.SHOW, [([name], []) for name in names])
            for name, shown in zip(names, replies, strict=True):
                session = name.decode("ascii", "replace").removeprefix(SESSION)
                if not isinstance(shown, list):
                    continue
                record, keys = shown
                with left_out(session, on_unreadable):
                    yield Listed(
                        _record(session, record), len(keys), sum(size for _, size, _ in keys)
                    )
            if not cursor:
                return

    def show(self, session: str) -> Shown | None:
        found = self._with_session(scripts.SHOW, session)
        if found is None:
            return None
        sizes = keys_and_sizes(session, ((key, size) for key, size, _ in found[1]))
        return Shown(_record(session, found[0]), sizes)

    def remove(self, session: str) -> bool:
        with translated():
            self.blobs.release_all(session)
            return bool(self._client.unlink(SESSION + session))

    def close(self) -> None:
        self._client.close()

    # Asking ----------------------------------------------------------------------------

    def call(self, script: str, keys: Sequence[Any], arguments: Sequence[Any]) -> Any:
        """Have the server run a script."""
        with translated():
            try:
                return self._client.evalsha(self._digest(script), len(keys), *keys, *arguments)
            except exceptions.NoScriptError:  # It was restarted.
                return self._client.eval(script, len(keys), *keys, *arguments)

    def _with_session(self, script: str, session: str, *arguments: object) -> Any:
        return self.call(script, [SESSION + session], arguments)

    def _together(
        self, script: str, calls: Sequence[tuple[Sequence[Any], Sequence[Any]]]
    ) -> list[Any]:
        """A script's answers for many calls, asked for at once; errors stand among them."""
        replies = self._sent(self._digest(script), calls)
        forgotten = exceptions.NoScriptError
        missing = [at for at, reply in enumerate(replies) if isinstance(reply, forgotten)]
        if missing:
            self._client.script_load(script)
            again = self._sent(self._digest(script), [calls[at] for at in missing])
            for at, reply in zip(missing, again, strict=True):
                replies[at] = reply
        return replies

    def _sent(self, digest: str, calls: Sequence[tuple[Sequence[Any], Sequence[Any]]]) -> list[Any]:
        with self._client.pipeline(transaction=False) as pipeline:
            for keys, arguments in calls:
                pipeline.evalsha(digest, len(keys), *keys, *arguments)
            if self._waits:
                milliseconds = int(self._options.patience_seconds * 900)
                pipeline.execute_command("WAITAOF", 1, 0, milliseconds)  # type: ignore[no-untyped-call]  # the library's
            replies = pipeline.execute(raise_on_error=False)
        if self._waits:
            _check_synced(replies.pop())
        for reply in replies:
            if isinstance(reply, _PASSING):
                raise reply
        return replies

    def _digest(self, script: str) -> str:
        if script not in self._digests:
            self._digests[script] = self._client.script_load(script)
        return self._digests[script]

    def _call_of(self, commit: Commit) -> tuple[Sequence[Any], Sequence[Any]]:
        arguments: list[Any] = [
            commit.owner,
            commit.epoch,
            commit.after,
            commit.version,
            commit.event,
            commit.place,
            self._ttl,
            len(commit.written),
        ]
        for key, value in commit.written.items():
            arguments += (key_bytes(key), value)
        arguments += map(key_bytes, commit.deleted)
        return [SESSION + checked_name(commit.session)], arguments

    # At the start ----------------------------------------------------------------------

    def _look_around(self) -> Keeps:
        """Check what server this is, and how it keeps what it is told."""
        found = self._client.info("everything")
        version = str(found.get("valkey_version") or found.get("redis_version") or "0")
        if int(version.partition(".")[0]) < OLDEST:
            raise UnsuitableError(
                f"The store's server is version {version}. Use Valkey, or Redis {OLDEST} or later."
            )
        if found.get("redis_mode") == "cluster" or found.get("cluster_enabled"):
            raise UnsuitableError("The store's server is a cluster: name one that is none.")
        _warn_of_eviction(found)
        return self._durable(bool(found.get("aof_enabled")))

    def _durable(self, is_appended: bool) -> Keeps:
        is_full = self._options.durability == "full"
        self._waits = is_full and is_appended and self._can_wait()
        is_synced = self._waits or (is_appended and self._setting("appendfsync") == "always")
        if is_synced:
            return VALKEY_SYNCED
        if is_full:
            log.warning(
                "The store's server may lose the last commits when it fails. For full durability, "
                "set appendonly yes in it, and appendfsync always if it has no WAITAOF (Valkey, and "
                "Redis from 7.2, have it)."
            )
        return VALKEY_APPENDED if is_appended else VALKEY_UNWRITTEN

    def _can_wait(self) -> bool:
        try:
            self._client.execute_command("WAITAOF", 0, 0, 0)  # type: ignore[no-untyped-call]  # the library's
        except redis.ResponseError:
            return False
        return True

    def _setting(self, name: str) -> str:
        try:
            return str(self._client.config_get(name).get(name, ""))
        except redis.ResponseError:  # Hosted servers often do not tell.
            return ""

    _waits = False  # Whether commits wait for the server's disk.


def _warn_of_eviction(found: Mapping[str, Any]) -> None:
    policy = str(found.get("maxmemory_policy", "noeviction"))
    if policy == "noeviction" or not found.get("maxmemory"):
        return
    log.warning(
        "The store's server removes sessions when its memory is full (maxmemory-policy %s). Set it "
        "to noeviction.",
        policy,
    )


def _check_synced(reply: object) -> None:
    if isinstance(reply, Exception):
        raise reply
    if not (isinstance(reply, list) and reply and reply[0]):
        raise UnavailableError("The store's server did not write to its disk in time.")


def _answer(reply: Any) -> Answer:
    if isinstance(reply, Exception):
        return Refused(str(reply))
    word, number = reply
    with suppress(ValueError):  # Others than we may have written there.
        match word:
            case b"committed":
                return Committed(int(number))
            case b"fenced":
                return Fenced(int(number))
            case b"behind":
                return Behind(int(number))
    return Refused("the record of the session cannot be read")


def _record(session: str, row: Sequence[bytes]) -> Record:
    texts: dict[str, object] = {
        field: value.decode("ascii", "replace")
        for field, value in zip(RECORD_FIELDS[1:], row, strict=True)
    }
    # Numbers are text here, but any text would do for the place, which is bytes.
    record = read_record({**texts, "session": session, "place": b""}, strict=False)
    return replace(record, place=row[4])


# What a server answers that is not ready, or not the one to ask; it will be, or another is.
_PASSING = (
    redis.ConnectionError,
    redis.TimeoutError,
    exceptions.BusyLoadingError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
    exceptions.MasterDownError,
    exceptions.TryAgainError,
)


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the client library as those of a store."""
    try:
        yield
    except exceptions.AuthenticationError as error:
        raise UnavailableError("The store's server refuses the user or password.") from error
    except exceptions.OutOfMemoryError as error:
        raise UnavailableError("The store's server has no memory left.") from error
    except _PASSING as error:
        raise UnavailableError(f"The store's server did not answer: {error}.") from error
    except redis.RedisError as error:
        raise StoreError(f"The store's server: {error}.") from error
