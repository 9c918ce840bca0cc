"""`st.this_session()`: a session, as threads may use it that take part in no run.

A handle holds nothing of its session but the name: a thread that lasts longer keeps nothing of it in
memory. What it asks for is done by the session's owner (`session/errands.py`).
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Protocol

from anew.errors import SessionOverError
from anew.state.layers import INTERNAL_PREFIX, Layers
from anew.state.mapping import SessionState
from anew.state.memory import ABSENT
from anew.state.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anew.state.state import Held


# Slots of the state for what is kept of a task, and of what it has returned; then comes its name.
TASK = f"{INTERNAL_PREFIX}task "
TASK_RESULT = f"{INTERNAL_PREFIX}result of the task "


class Behind(Protocol):
    """What does for a handle what it is asked for. Threading: safe, and none of it waits."""

    @property
    def is_over(self) -> bool: ...

    @property
    def is_connected(self) -> bool: ...

    def read(self, key: str, within: Layers | None = None) -> object:
        """What was written last, else what the last run has left; `ABSENT` if there is nothing.

        Args:
            within: The state as a run sees it that is on, in place of what the last one has left.
        """
        ...

    def write(self, key: str, value: object) -> None:
        """Set a key, or with `ABSENT` delete it, once no run is on."""
        ...

    def keys(self) -> list[str]: ...

    def lost_type(self, key: str) -> str:
        """The type of a value that was in memory only, in a process that has ended; else empty."""
        ...

    def rerun(self, fragment: str) -> None:
        """Run a fragment, or with "" the script, once the session has nothing else to do.

        Args:
            fragment: The key that the author gave it.
        """
        ...

    def refresh(self, fragments: tuple[str, ...]) -> None:
        """The same for fragments by their identity; for the script if there is none."""
        ...

    def when_free(self, work: Callable[[], None]) -> None:
        """Have the owner call something once no run is on, before the next begins."""
        ...

    def call(self, work: Callable[[], None], seconds: float = 0.0) -> None:
        """Have the owner call something, so much later."""
        ...

    def count_work(self, more: int) -> None:
        """So many pieces of work have begun or, if it is negative, ended that the server waits for."""
        ...

    @property
    def held(self) -> dict[str, Held]:
        """What others keep for the session."""
        ...

    @property
    def wholes(self) -> int:
        """How many runs of the whole script have begun."""
        ...


class SessionHandle:
    """A browser tab's session, for other threads. `st.this_session()` returns it.

    It works from any thread, or task of asyncio, and after the run in which it was made. No call of
    it waits for anything.

    Example:
        >>> session = st.this_session()
        >>> def listen():
        ...     while session.is_alive:
        ...         session.state.price = 12.5  # Something that has been waited for.
        ...         session.rerun()
    """

    __slots__ = ("_behind", "id", "state")

    def __init__(self, session: str, behind: Behind) -> None:
        """A handle.

        Args:
            session: The session's name.
            behind: What does its work; it is not kept alive.
        """
        self.id = session
        self._behind = weakref.ref(behind)
        layers = HandleLayers(self)
        self.state = SessionState(lambda: layers)

    @property
    def is_alive(self) -> bool:
        """Whether the session goes on in this process. It does not if it has ended or moved to another."""
        behind = self._behind()
        return behind is not None and not behind.is_over

    @property
    def is_connected(self) -> bool:
        """Whether its tab is connected, so that somebody may look."""
        behind = self._behind()
        return behind is not None and not behind.is_over and behind.is_connected

    def rerun(self, scope: str | int = "app") -> None:
        """Have the session run once more.

        It runs when nothing else is on, so no run is interrupted by it. Calls that come before that
        are one, and at most ten a second are carried out. While the tab is not connected, it waits. If the
        session is over, nothing happens.

        Args:
            scope: "app" for the whole script, else the key of a fragment. If the page has no
                fragment with this key, the whole script runs.
        """
        behind = self._behind()
        if behind is not None:
            behind.rerun("" if scope == "app" else str(scope))

    def behind(self) -> Behind:
        """What does its work.

        Raises:
            SessionOverError: The session is over.
        """
        behind = self._behind()
        if behind is None or behind.is_over:
            raise SessionOverError(
                "The session is over, or goes on in another process: its state can no longer be "
                "reached by this handle. Let the thread end: `while session.is_alive: ...`."
            )
        return behind

    def __repr__(self) -> str:
        return f"<session, {'alive' if self.is_alive else 'over'}>"


class HandleLayers(Layers):
    """The state of a session as a handle has it. Nothing is placed on a page by it."""

    def __init__(
        self, handle: SessionHandle, within: Callable[[], Layers | None] = lambda: None
    ) -> None:
        """The state of a session.

        Args:
            within: The state as the run sees it that has begun this work, as long as it is on.
        """
        super().__init__(State())
        self._handle = handle
        self._within = within

    def read(self, key: str) -> object:
        return self._handle.behind().read(key, self._within())

    def write(self, key: str, value: object) -> None:
        self._handle.behind().write(key, value)

    def delete(self, key: str) -> bool:
        was_there = self.read(key) is not ABSENT
        if was_there:
            self._handle.behind().write(key, ABSENT)
        return was_there

    def clear(self) -> None:
        for key in self.keys():
            self.delete(key)

    def keys(self) -> Iterator[str]:
        within = self._within()
        keys = [*self._handle.behind().keys(), *(() if within is None else within.keys())]
        return (
            key
            for key in dict.fromkeys(keys)
            if not key.startswith(INTERNAL_PREFIX) and self.read(key) is not ABSENT
        )

    def lost_type(self, key: str) -> str:
        return self._handle.behind().lost_type(key)
