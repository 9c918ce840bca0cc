"""Computations under way: one at a time for each key, while other callers wait for it.

It is recorded which owner waits for which computation, so that two computations that wait
for each other raise an error instead of a deadlock. An owner is a thread or an asyncio task.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from anew.errors import CacheRecursionError

Owner = object  # A thread's number or a task: hashable, compared with ==.
Landed = TypeVar("Landed")


class Flight(Generic[Landed]):
    """One computation. Its owner lands it, with a result, an error or None."""

    __slots__ = ("_landed", "owner")

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self._landed: Future[Landed | None] = Future()

    @property
    def has_landed(self) -> bool:
        return self._landed.done()

    def land(self, result: Landed | None) -> None:
        """Give the result to all who wait. With None, they look again and one of them computes."""
        self._landed.set_result(result)

    def fail(self, error: Exception) -> None:
        """Raise the error in all who wait."""
        self._landed.set_exception(error)

    def wait(self) -> Landed | None:
        return self._landed.result()

    async def wait_async(self) -> Landed | None:
        import asyncio  # noqa: PLC0415  # takes long, and most apps have no async functions

        # Shielded: cancelling one waiting task must not cancel the future of the others.
        return await asyncio.shield(asyncio.wrap_future(self._landed))


class Waiting:
    """Which owner waits for which flight, in the whole process. Threading: safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Owner, Flight[Any]] = {}

    def wait(self, owner: Owner, flight: Flight[Landed], call: str) -> Landed | None:
        """The result of the flight. CacheRecursionError if that would wait for its own owner."""
        self._begin(owner, flight, call)
        try:
            return flight.wait()
        finally:
            self._end(owner)

    async def wait_async(self, owner: Owner, flight: Flight[Landed], call: str) -> Landed | None:
        """`wait`, for an asyncio task."""
        self._begin(owner, flight, call)
        try:
            return await flight.wait_async()
        finally:
            self._end(owner)

    def _begin(self, owner: Owner, flight: Flight[Any], call: str) -> None:
        with self._lock:
            ahead: Flight[Any] | None = flight
            while ahead is not None and not ahead.has_landed:
                if ahead.owner == owner:
                    raise CacheRecursionError(
                        f"{call} needs its own result to compute it. Call it with other "
                        f"arguments within itself, or leave the inner call uncached."
                    )
                ahead = self._flights.get(ahead.owner)
            self._flights[owner] = flight

    def _end(self, owner: Owner) -> None:
        with self._lock:
            del self._flights[owner]


def current_owner() -> Owner:
    """The current thread, as an owner."""
    return threading.get_ident()


def current_task() -> Owner:
    """The current asyncio task, as an owner."""
    import asyncio  # noqa: PLC0415  # as above

    return asyncio.current_task()
