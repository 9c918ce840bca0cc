"""The asyncio event loop as the clock of its sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from anew.clock import Timer


class LoopClock:
    """A `Clock` that calls back on the event loop's thread, which owns the sessions."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def now(self) -> float:
        return self.loop.time()

    def post(self, call: Callable[[], None]) -> None:
        if not self.loop.is_closed():  # A script may outlive the server by a moment.
            self.loop.call_soon_threadsafe(call)

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        return self.loop.call_later(seconds, call)
