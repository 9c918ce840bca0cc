"""Which of a tab's events have come, been applied, answered and committed (step 12 of a click).

The tab numbers its events from 1 without gaps, and sends each again until it is
acknowledged; by its number, each counts once.
"""

from __future__ import annotations

from typing import Literal


class Ledger:
    """Invariant: acknowledged <= applied <= received, answered <= received."""

    __slots__ = ("acknowledged", "answered", "applied", "name", "received")

    def __init__(self, committed: int = 0, *, name: str = "") -> None:
        """A ledger of a session.

        Args:
            committed: The last event whose effect a store has given.
            name: What the ids of its events begin with.
        """
        self.name = name
        self.received = committed  # Taken into the inbox.
        self.applied = committed  # Their effect is in the state.
        self.acknowledged = committed  # Their effect is committed.
        self.answered = committed  # The page reflects them.

    def id_of(self, n: int) -> str:
        """The id of an event. It is the same wherever and how often it is done."""
        return f"{self.name}-{n}"

    def take(self, n: int) -> Literal["new", "known", "early"]:
        """Note that event `n` came; early if one before it is missing."""
        if n <= self.received:
            return "known"
        if n > self.received + 1:
            return "early"
        self.received = n
        return "new"

    def apply(self, n: int) -> None:
        """The state holds the effect of all events up to `n`."""
        self.applied = max(self.applied, n)

    def commit(self, n: int) -> None:
        """The effect of all events up to `n` is where the state is kept."""
        self.acknowledged = max(self.acknowledged, n)

    def answer(self, n: int) -> None:
        """The page shows the effect of all events up to `n`."""
        self.answered = max(self.answered, n)
