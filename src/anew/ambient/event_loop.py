"""The asyncio loop of one session, for scripts that await.

It lives as long as the session, so that clients bound to a loop survive reruns (R99),
and is created when a script first needs it: most never do, and a loop holds three file
descriptors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine


class EventLoop:
    """Threading: the thread of the session's current run."""

    __slots__ = ("_loop",)

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def use(self) -> asyncio.AbstractEventLoop:
        """Make this the thread's current loop, as `asyncio.get_event_loop()` finds it."""
        import asyncio  # noqa: PLC0415  # 0.1 s, which `python script.py` can save

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        return self._loop

    @property
    def is_running(self) -> bool:
        """Whether the script awaits something now."""
        return self._loop is not None and self._loop.is_running()

    def run(self, coroutine: Coroutine[Any, Any, object]) -> object:
        """Run a coroutine to completion; tasks that it leaves continue in the next run."""
        return self.use().run_until_complete(coroutine)

    def close(self) -> None:
        if self._loop is not None and not self._loop.is_running():
            self._loop.close()
