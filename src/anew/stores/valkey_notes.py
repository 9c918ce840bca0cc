"""The notes of the Valkey store: a string each, which the server removes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from anew.stores.base import checked_name, is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractContextManager

    import redis

NOTE = "anew:note:"


class ValkeyNotes:
    """Threading: safe."""

    def __init__(
        self, client: redis.Redis, translated: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._client = client
        self._translated = translated

    def put(self, name: str, content: bytes, seconds: float) -> None:
        with self._translated():
            self._client.set(NOTE + checked_name(name), content, px=max(1, int(seconds * 1000)))

    def find(self, name: str) -> bytes | None:
        if not is_name(name):
            return None
        with self._translated():
            return cast("bytes | None", self._client.get(NOTE + name))

    def present(self, names: Collection[str]) -> set[str]:
        asked = [name for name in names if is_name(name)]
        with self._translated(), self._client.pipeline(transaction=False) as pipeline:
            for name in asked:
                pipeline.exists(NOTE + name)
            found: list[Any] = pipeline.execute()
        return {name for name, is_there in zip(asked, found, strict=True) if is_there}

    def remove(self, name: str) -> bool:
        if not is_name(name):
            return False
        with self._translated():
            return bool(self._client.delete(NOTE + name))
