"""Time and the owner's thread as protocols, so that sessions need not know asyncio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Timer(Protocol):
    """A call that is due later."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """The time, and the one thread that owns the sessions.

    The server's is the asyncio event loop. Tests have `FakeClock`, whose time stands still.
    """

    def now(self) -> float:
        """Monotonic time in seconds."""
        ...

    def post(self, call: Callable[[], None]) -> None:
        """Schedule a call on the owner's thread as soon as possible. Threading: safe."""
        ...

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Schedule a call on the owner's thread after `seconds`. Threading: owner only."""
        ...
