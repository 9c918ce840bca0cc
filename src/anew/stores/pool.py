"""Connections, a few, that are lent to one caller at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from anew.stores.base import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

C = TypeVar("C")


class Pool(Generic[C]):
    """Makes connections when there is no idle one, up to a number. Threading: safe.

    Whoever comes while all are lent waits for one, for a time.
    One on which a call did not end, whatever ended it, is closed: nobody else gets its answer.
    """

    def __init__(
        self,
        make: Callable[[], C],
        end: Callable[[C], None],
        *,
        most: int = 12,
        most_idle: int = 4,
        patience_seconds: float = 5.0,
    ) -> None:
        self._make = make
        self._end = end
        self._most_idle = most_idle
        self._patience_seconds = patience_seconds
        self._free = threading.Semaphore(most)
        self._lock = threading.Lock()
        self._idle: list[C] = []
        self._round = 0  # How often they were dropped: who was lent one before is to end it.
        self._is_closed = False

    @contextmanager
    def lend(self) -> Iterator[C]:
        """A connection for the time of the block, the one that was used last."""
        if not self._free.acquire(timeout=self._patience_seconds):
            raise UnavailableError(
                f"All connections of the store were in use for {self._patience_seconds:g} seconds."
            )
        try:
            connection, number = self._take()
            try:
                yield connection
            except BaseException:
                self._end(connection)
                raise
            self._give_back(connection, number)
        finally:
            self._free.release()

    def drop_idle(self) -> bool:
        """Close those that are idle, now, and others when they come back; whether any were idle.

        For when one was broken: then all of them may be.
        """
        with self._lock:
            self._round += 1
            idle, self._idle = self._idle, []
        for connection in idle:
            self._end(connection)
        return bool(idle)

    def close(self) -> None:
        """Close all that are idle, now, and others when they come back."""
        self._is_closed = True
        self.drop_idle()

    def _take(self) -> tuple[C, int]:
        with self._lock:
            number = self._round
            if self._idle:
                return self._idle.pop(), number
        return self._make(), number

    def _give_back(self, connection: C, number: int) -> None:
        with self._lock:
            is_current = number == self._round and not self._is_closed
            if is_current and len(self._idle) < self._most_idle:
                self._idle.append(connection)
                return
        self._end(connection)
