"""A store that fails when a test says so: before it does what it is asked for, or after."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from anew.stores.base import UnavailableError
from anew.stores.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anew.stores.base import Answer, Commit


class FaultyStore(MemoryStore):
    """Sessions in memory; calls of `commit` are noted."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[Commit]] = []
        self.is_open = threading.Event()  # While it is not set, calls hang.
        self.is_open.set()
        self.entered = threading.Event()
        self._before: list[Exception] = []
        self._after: list[Exception] = []
        self.refuses: Callable[[Commit], Exception | None] = lambda commit: None

    def fail(self, *errors: Exception) -> None:
        """Each of the next calls does nothing, and raises one of these."""
        self._before.extend(errors)

    def lose_answers(self, count: int) -> None:
        """The next calls are made, and nobody learns of it."""
        self._after.extend(UnavailableError("The answer was lost.") for _ in range(count))

    def commit(self, commits: Sequence[Commit]) -> list[Answer]:
        self.batches.append([*commits])
        self.entered.set()
        self.is_open.wait(10)
        if self._before:
            raise self._before.pop(0)
        for commit in commits:
            if error := self.refuses(commit):
                raise error
        answers = super().commit(commits)
        if self._after:
            raise self._after.pop(0)
        return answers
