"""Computations under way: one at a time for one key, and others wait for it.

Who waits is known, so that two computations that wait for one another are an error and no
deadlock. An owner is whoever can wait: a thread, or a task of an asyncio loop.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from anew.errors import CacheRecursionError

Owner = object  # Compared by identity or as a number; hashable.
Landed = TypeVar("Landed")


class Flight(Generic[Landed]):
    """One computation. Its owner lands it: with what was computed, an error, or with nothing."""

    __slots__ = ("_landed", "owner")

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self._landed: Future[Landed | None] = Future()

    @property
    def has_landed(self) -> bool:
        return self._landed.done()

    def land(self, result: Landed | None) -> None:
        """All who wait get this; None has them look again, and one of them computes."""
        self._landed.set_result(result)

    def fail(self, error: Exception) -> None:
        """All who wait get the error."""
        self._landed.set_exception(error)

    def wait(self) -> Landed | None:
        return self._landed.result()

    async def wait_async(self) -> Landed | None:
        import asyncio  # noqa: PLC0415  # takes long, and most apps have no async functions

        # Shielded: one who no longer waits must not end it for the others.
        return await asyncio.shield(asyncio.wrap_future(self._landed))


class Waiting:
    """Who waits for which flight, in the whole process. Threading: safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Owner, Flight[Any]] = {}

    def wait(self, owner: Owner, flight: Flight[Landed], call: str) -> Landed | None:
        """What the flight lands with. CacheRecursionError if it waits for its own owner."""
        self._begin(owner, flight, call)
        try:
            return flight.wait()
        finally:
            self._end(owner)

    async def wait_async(self, owner: Owner, flight: Flight[Landed], call: str) -> Landed | None:
        """The same for a task."""
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
    """The current thread, as one that may wait."""
    return threading.get_ident()


def current_task() -> Owner:
    """The current task, as one that may wait."""
    import asyncio  # noqa: PLC0415  # as above

    return asyncio.current_task()
