"""The asyncio loop of one session, for scripts that await.

It lives as long as the session, so that clients bound to a loop survive reruns (R99),
and is made when a script first needs it: most never do, and a loop holds three files.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine


class EventLoop:
    """Threading: the thread of the session's current run."""

    __slots__ = ("_loop",)

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def use(self) -> None:
        """Make this the thread's current loop, as `asyncio.get_event_loop()` finds it."""
        asyncio.set_event_loop(self._made())

    def run(self, coroutine: Coroutine[Any, Any, object]) -> object:
        """Run a coroutine to its end; tasks that it leaves go on in the next run."""
        self.use()
        return self._made().run_until_complete(coroutine)

    def close(self) -> None:
        if self._loop is not None and not self._loop.is_running():
            self._loop.close()

    def _made(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop
