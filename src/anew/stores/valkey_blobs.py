"""Blobs in a Valkey or Redis server: a hash for each, with its parts as fields.

All that a session holds has a time to live, which `renew` begins anew. The blob, its
holders and the set of what a session holds are three keys, that only scripts change.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from anew.stores import valkey_scripts as scripts
from anew.stores.base import (
    Blob,
    BlobGoneError,
    UnreadableRecordError,
    checked_name,
    is_name,
    key_bytes,
    read_blob,
)
from anew.stores.parts import parts_of, range_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from contextlib import AbstractContextManager

    import redis

    from anew.stores.base import Holder, Options

_FIELDS = ("size", "media_type", "file_name")


class ValkeyBlobs:
    """Blobs in a server's memory. Threading: safe."""

    PREFIX = "anew:blob:"
    HOLDERS = "anew:holders:"

    def __init__(
        self,
        client: redis.Redis,
        call: Callable[[str, Sequence[Any], Sequence[Any]], Any],
        translated: Callable[[], AbstractContextManager[None]],
        options: Options,
    ) -> None:
        self._client = client
        self._call = call
        self._translated = translated
        self._ttl = int(options.ttl_seconds * 1000)
        self._grace = int(options.blob_grace_seconds * 1000)

    def held_by(self, session: str) -> str:
        """The key of the set of blobs that a session holds."""
        return f"anew:held:{session}"

    def put(self, blob: Blob, content: Iterable[bytes], holder: Holder) -> None:
        key = f"anew:unfinished:{secrets.token_hex(16)}"
        fields: dict[Any, Any] = {
            "size": blob.size,
            "media_type": blob.media_type,
            "file_name": key_bytes(blob.file_name),
        }
        self._write(key, fields)
        # What is not finished goes by its time to live, as it does if this process ends.
        for index, part in enumerate(parts_of(content, blob.size)):
            self._write(key, {f"part:{index}": part})
        self._hold(key, blob.name, holder)

    def hold(self, name: str, holder: Holder) -> bool:
        return self._hold("", name, holder)

    def find(self, name: str, owner: str) -> Blob | None:
        if not is_name(name):
            return None
        with self._translated(), self._client.pipeline(transaction=False) as pipeline:
            pipeline.hexists(self.HOLDERS + name, f"o:{owner}")
            pipeline.hmget(self.PREFIX + name, _FIELDS)
            is_held, (size, media_type, file_name) = pipeline.execute()
        if size is None or not is_held:
            return None
        try:
            return read_blob(name, int(size), media_type.decode("utf-8"), file_name)
        except (ValueError, AttributeError) as error:
            raise UnreadableRecordError(f"The blob {name!r} cannot be read.") from error

    def read(self, name: str, start: int, length: int) -> bytes:
        key = self.PREFIX + name

        def field(field: str) -> bytes:
            content: bytes | None = self._client.hget(key, field)  # type: ignore[assignment]  # bytes
            if content is None:
                raise BlobGoneError(f"The blob {name!r} is gone.")
            return content

        with self._translated():
            size = field("size")
            if not size.isdigit():
                raise UnreadableRecordError(f"The blob {name!r} cannot be read.")
            return range_of(int(size), start, length, lambda index: field(f"part:{index}"))

    def release(self, names: Collection[str], session: str) -> None:
        if names:
            self._release(session, *names)

    def weight(self, session: str) -> int:
        return int(self._call(scripts.WEIGHT, [self.held_by(session)], [self.PREFIX]))

    def release_all(self, session: str) -> None:
        """A session is gone."""
        self._release(session)

    def _release(self, session: str, *names: str) -> None:
        arguments = [session, self.PREFIX, self.HOLDERS, *names]
        self._call(scripts.RELEASE, [self.held_by(session)], arguments)

    def _write(self, key: str, fields: dict[Any, Any]) -> None:
        with self._translated(), self._client.pipeline(transaction=True) as pipeline:
            pipeline.hset(key, mapping=fields)
            pipeline.pexpire(key, self._grace)
            pipeline.execute()

    def _hold(self, unfinished: str, name: str, holder: Holder) -> bool:
        session = checked_name(holder.session)
        keys = [unfinished, self.PREFIX + name, self.HOLDERS + name, self.held_by(session)]
        return bool(self._call(scripts.HOLD, keys, [session, name, self._ttl, holder.owner]))
