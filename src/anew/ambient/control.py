"""How a run is asked to end, and the signals that end it.

The signals derive from BaseException, so that `except Exception` in a script lets them through.
They are raised only at checkpoints, and every command is one: any call into anew, to draw, to
read or write the state or the address, for a cached result, for a secret, or about the visitor.
The end of a block is not a checkpoint, because blocks must be able to clean up. Callbacks, and
Python code that does not call anew, are never interrupted: an exception injected into a thread
from outside could strike code that holds a lock or a file.
"""

from __future__ import annotations

from typing import Literal

Wish = Literal["newer", "stop"]


class RunSignal(BaseException):
    """The base class of the signals that end a run from inside; not an error."""


class InterruptSignal(RunSignal):
    """Newer values are waiting, so what this run shows is out of date."""


class StopSignal(RunSignal):
    """`st.stop()`, or the user pressed Stop."""


class RerunSignal(RunSignal):
    """`st.rerun()`: end here and start again with the state as it is."""

    def __init__(self, fragments: tuple[str, ...] = ()) -> None:
        """End here.

        Args:
            fragments: What is to run again; nothing for the whole script.
        """
        super().__init__()
        self.fragments = fragments


class Control:
    """What a session wants of its current run. Threading: safe."""

    __slots__ = ("_until", "is_shielded", "wish")

    def __init__(self) -> None:
        self.wish: Wish | None = None
        self._until: str | None = None  # The widget that must be placed before the run ends.
        self.is_shielded = False  # True while callbacks run.

    def ask(self, wish: Wish, until: str | None = None) -> None:
        """Ask the run to end at its next checkpoint. A "stop" cannot be replaced by "newer".

        Args:
            wish: Why.
            until: The id of a widget that the run must place first (see `placed`).
        """
        if self.wish != "stop":
            self._until = until
            self.wish = wish

    def placed(self, widget_id: str) -> None:
        """The run has placed this widget."""
        if widget_id == self._until:
            self._until = None

    def checkpoint(self) -> None:
        """Raise the signal that was asked for, if any."""
        if self.wish is None or self.is_shielded or self._until is not None:
            return
        raise InterruptSignal if self.wish == "newer" else StopSignal
