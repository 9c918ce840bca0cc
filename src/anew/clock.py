"""Time and the owner's thread, as the session sees them: no module below `server` knows asyncio's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Timer(Protocol):
    """A call that is due later."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """The one thread that owns the sessions, and its time.

    The server's is the asyncio loop; tests have one whose time stands still.
    """

    def now(self) -> float:
        """Seconds that only grow."""
        ...

    def post(self, call: Callable[[], None]) -> None:
        """Have the owner call this, soon. Threading: safe."""
        ...

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Have the owner call this after so many seconds. Threading: owner only."""
        ...
