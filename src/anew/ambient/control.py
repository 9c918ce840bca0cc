"""How a run is asked to end, and the signals that end it.

The signals derive from BaseException, so that `except Exception` in a script lets them
through. They are raised at checkpoints only, and every command is one: whatever a script calls
of anew, to draw, to read or write the state or the address, for a cached result, for a secret, or
to ask who looks at the page. Blocks that end are none: they have to tidy up. Callbacks, and
Python that calls nothing of anew, are never interrupted: an exception that is put into a thread
from outside may strike in the midst of whatever holds a lock or a file, so none is.
"""

from __future__ import annotations

from typing import Literal

Wish = Literal["newer", "stop"]


class RunSignal(BaseException):
    """The base of what ends a run from inside; not an error."""


class InterruptSignal(RunSignal):
    """Newer values wait: what this run shows is out of date."""


class StopSignal(RunSignal):
    """`st.stop()`, or the user pressed Stop."""


class RerunSignal(RunSignal):
    """`st.rerun()`: end here and start again with the state as it is."""


class Control:
    """The wish that a session has of its current run. Threading: safe."""

    __slots__ = ("_until", "is_shielded", "wish")

    def __init__(self) -> None:
        self.wish: Wish | None = None
        self._until: str | None = None  # The widget that has to be placed before the run ends.
        self.is_shielded = False  # True while callbacks run.

    def ask(self, wish: Wish, until: str | None = None) -> None:
        """Ask the run to end at its next checkpoint; a stop is not taken back.

        Args:
            wish: Why.
            until: A widget id: not before the run has placed it (see `placed`).
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
