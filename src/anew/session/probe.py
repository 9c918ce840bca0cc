"""Whether anybody is behind a connection still: it is asked, and given a moment to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.clock import Clock, Timer

PROBE_SECONDS = 1.0


class Probing:
    """Threading: its session's owner."""

    __slots__ = ("_ask", "_clock", "_give_up", "_on_answer", "_timer")

    def __init__(self, clock: Clock, ask: Callable[[], None], give_up: Callable[[], None]) -> None:
        """Nobody wants to know yet.

        Args:
            ask: Puts the question to the tab.
            give_up: Lets go of a connection that nobody is behind.
        """
        self._clock = clock
        self._ask = ask
        self._give_up = give_up
        self._on_answer: list[Callable[[bool], None]] = []
        self._timer: Timer | None = None

    def begin(self, on_answer: Callable[[bool], None]) -> None:
        """Ask, unless that is under way; the answer is for all who wait for it."""
        self._on_answer.append(on_answer)
        if self._timer is None:
            self._timer = self._clock.later(PROBE_SECONDS, self._miss)
            self._ask()

    def answer(self, *, is_alive: bool) -> None:
        """The tab has answered, or its connection has ended."""
        waiting, self._on_answer = self._on_answer, []
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for on_answer in waiting:
            on_answer(is_alive)

    def _miss(self) -> None:
        self._give_up()
        self.answer(is_alive=False)
