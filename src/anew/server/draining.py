"""How the server ends: sessions are saved, and their tabs sent away, one after the other.

The tabs reconnect by themselves, to whichever server listens by then. If all were sent away at the
same moment, they would all arrive at the next server at the same moment. So they go at
an even pace. Until its turn comes, a session continues as usual.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from typing import TYPE_CHECKING

from anew.protocol.messages import SHUTTING_DOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from anew.session.registry import Registry
    from anew.session.session import Session

log = logging.getLogger("anew")

GAP_SECONDS = 0.025  # The time between two tabs that are sent away, …
LONGEST_SECONDS = 5.0  # … less if all of them would take longer than this.
SAVING_SECONDS = 5.0  # The time for commits that wait.
GOODBYE_SECONDS = 1.0  # The time for connections to send what is queued.
LOOK_SECONDS = 0.02  # How often is checked whether it may go on.


async def drain(
    registry: Registry,
    seconds: float,
    *,
    uploading: Collection[str],
    has_sockets: Callable[[], bool],
    is_hurried: Callable[[], bool],
) -> None:
    """Send all tabs away, and commit what waits.

    A session goes once its current run and its uploads have ended, and its state is saved. A run
    that lasts longer is stopped, and nothing of it is saved: its event was not acknowledged, so
    the tab sends it again, to the next server.

    Args:
        registry: All sessions.
        seconds: How long runs and uploads may last.
        uploading: The tabs that send files. It changes meanwhile.
        has_sockets: Whether connections are open.
        is_hurried: Whether to stop waiting at once. It is polled, because a signal has no event
            that could be awaited.
    """
    registry.drain()
    if registry.busy and seconds > 0:
        log.info(
            "The server is stopping: %d runs have up to %g seconds to finish. Another signal "
            "stops it at once.",
            registry.busy,
            seconds,
        )
    await _Departures(registry, seconds, uploading).run(is_hurried)
    is_saved = asyncio.Event()
    registry.close(SAVING_SECONDS, is_saved.set)
    await wait_until(lambda: is_hurried() or not has_sockets(), GOODBYE_SECONDS)
    await wait_until(lambda: is_hurried() or is_saved.is_set(), SAVING_SECONDS)


class _Departures:
    """The sessions that have still to go."""

    def __init__(self, registry: Registry, seconds: float, uploading: Collection[str]) -> None:
        self._registry = registry
        self._uploading = uploading
        self._stop_at = time.monotonic() + seconds
        self._saved_by: dict[Session, float] = {}  # When a commit is not waited for any longer.
        # Each waits for its turn, then for the end of what is on, then for its turn to go.
        self._staying: deque[Session] = deque()
        self._ending: list[Session] = []
        self._going: deque[Session] = deque()
        for session in registry.sessions:
            if session.is_attached and not session.is_busy:
                self._staying.append(session)
            else:  # A busy one begins nothing new, so that it can go when its run has ended.
                session.is_winding_down = True
                self._ending.append(session)
        self._gap = min(GAP_SECONDS, LONGEST_SECONDS / max(1, len(registry.sessions)))

    async def run(self, is_hurried: Callable[[], bool]) -> None:
        turn_at = time.monotonic()
        while (self._staying or self._ending or self._going) and not is_hurried():
            while time.monotonic() >= turn_at:
                turn_at += self._gap
                self._take_turn()
            self._look()
            await asyncio.sleep(min(self._gap, LOOK_SECONDS))

    def _take_turn(self) -> None:
        """Have one session prepare to go, and send one away."""
        if self._staying:
            session = self._staying.popleft()
            session.is_winding_down = True
            self._ending.append(session)
        if self._going:
            self._registry.send_away(self._going.popleft().tab, SHUTTING_DOWN)

    def _look(self) -> None:
        """Find those that may go."""
        ending, self._ending = self._ending, []
        for session in ending:
            if not self._may_go(session):
                self._ending.append(session)
            elif session.is_attached:
                self._going.append(session)
            else:  # Nobody will arrive anywhere.
                self._registry.send_away(session.tab, SHUTTING_DOWN)

    def _may_go(self, session: Session) -> bool:
        now = time.monotonic()
        if session not in self._saved_by:
            if session.is_busy or session.tab in self._uploading:
                return now >= self._stop_at
            # What was changed behind a key's back is looked for as well.
            session.save_all()
            self._saved_by[session] = now + SAVING_SECONDS
        is_saving = session.is_busy or session.saving.is_waiting
        return not is_saving or now >= self._saved_by[session]


async def wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:  # noqa: ASYNC110  # uvicorn has no such event
        await asyncio.sleep(LOOK_SECONDS)
