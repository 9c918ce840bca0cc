"""Which of a tab's events have come, been answered, been committed (step 12 of a click).

The tab numbers its events from 1 without gaps, and sends each again until it is
acknowledged; by its number, each counts once.
"""

from __future__ import annotations

from typing import Literal


class Ledger:
    """Invariant: answered <= received, acknowledged <= received."""

    __slots__ = ("acknowledged", "answered", "received")

    def __init__(self) -> None:
        self.received = 0  # Taken into the inbox.
        self.answered = 0  # The page reflects them.
        self.acknowledged = 0  # Their effect on the state is committed.

    def take(self, n: int) -> Literal["new", "known", "early"]:
        """Note that event `n` came; early if one before it is missing."""
        if n <= self.received:
            return "known"
        if n > self.received + 1:
            return "early"
        self.received = n
        return "new"

    def commit(self, n: int) -> None:
        """The state holds the effect of all events up to `n`."""
        self.acknowledged = max(self.acknowledged, n)

    def answer(self, n: int) -> None:
        """The page shows the effect of all events up to `n`."""
        self.answered = max(self.answered, n)
