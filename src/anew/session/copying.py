"""A copy of what a session remembers, for a duplicated tab.

It is a chore, for a state may be large. While a run is on, the state is the run's: the copy
waits for its end, unless that takes long. Then the values are as the runs before have left
them, but for what the run changes in place.
"""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING

from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock
    from anew.session.chores import Chores

log = logging.getLogger("anew")

PATIENCE_SECONDS = 2.0  # So long a copy waits for the run that is on.


class Copying:
    """Threading: its session's owner."""

    __slots__ = ("_chores", "_clock", "_on_copied")

    def __init__(self, chores: Chores, clock: Clock) -> None:
        self._chores = chores
        self._clock = clock
        self._on_copied: list[Callable[[State], None]] = []

    def ask(
        self, on_copied: Callable[[State], None], state: Callable[[], State], *, is_running: bool
    ) -> None:
        """Somebody wants a copy, once one can be made.

        Args:
            state: What the session remembers by then.
            is_running: Whether a run is on.
        """
        self._on_copied.append(on_copied)
        if is_running:
            self._clock.later(PATIENCE_SECONDS, lambda: self.make(state()))
        else:
            self.make(state())

    def make(self, state: State) -> None:
        """Copy the state for all who want it, each their own."""
        waiting, self._on_copied = self._on_copied, []
        for on_copied in waiting:
            self._make(state, on_copied)

    def _make(self, state: State, on_copied: Callable[[State], None]) -> None:
        def then(made: State | None) -> None:
            on_copied(made or State(state.location))

        self._chores.do(lambda: state.copied(_copied), then)


def _copied(values: dict[str, object]) -> dict[str, object]:
    """A copy that shares nothing. What cannot be copied is left out, and the log names it."""
    copied: dict[str, object] = {}
    for key, value in values.items():
        try:
            copied[key] = copy.deepcopy(value)
        except Exception as error:  # noqa: BLE001  # the values are the author's
            log.warning(
                "A duplicated tab starts without %r, which cannot be copied: %s", key, error
            )
    return copied
