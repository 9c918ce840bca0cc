"""Tabs of the app of `faults/app.py` on several nodes, each with a session of its own.

async with Crowd(nodes, chance, tabs=4) as crowd:
    crowd.act()                     # Each does something, up to a few events.
    nodes[0].kill(); nodes[0].start()
    await crowd.settled()           # All is acknowledged and shown, or somebody is stuck.
    assert crowd.faults() == []
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from faults.client import STUCK_SECONDS, Client
from faults.history import faults_in

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from types import TracebackType

    from faults.nodes import Node

MOST_EVENTS = 5


class Crowd:
    """Some tabs. Everything is done by the event loop that enters it."""

    def __init__(
        self,
        nodes: Sequence[Node],
        chance: random.Random,
        *,
        tabs: int = 4,
        ports: Sequence[int] | None = None,
        is_stored: bool = True,
    ) -> None:
        """Tabs that are not connected yet.

        Args:
            nodes: The servers.
            chance: Decides what is done, and who goes where.
            tabs: How many.
            ports: Where they connect to, if not to the nodes: to proxies.
            is_stored: Whether each has done something already when the story begins.
        """
        self._is_stored = is_stored
        self._chance = chance
        ports = [node.port for node in nodes] if ports is None else ports
        self.tabs = [Client(ports, seed=chance.randrange(1 << 32)) for _ in range(tabs)]
        self._marks = 0

    async def __aenter__(self) -> Self:
        for tab in self.tabs:
            tab.start()
        await self.settled()
        if self._is_stored:
            self.act(1)  # A session's first commit.
            await self.settled()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await asyncio.gather(*(tab.stop() for tab in self.tabs))

    def act(self, most: int = MOST_EVENTS, *, unanswered: int | None = None) -> None:
        """Each tab sends one event, or some; but none that has many without an answer."""
        for tab in self.tabs:
            if unanswered is not None and len(tab.unanswered) >= unanswered:
                continue
            for _ in range(self._chance.randint(1, most)):
                self._marks += 1
                tab.append(self._marks)

    async def settled(self, seconds: float = STUCK_SECONDS) -> None:
        await asyncio.gather(*(tab.settled(seconds) for tab in self.tabs))

    def faults(self) -> list[str]:
        """What contradicts the promise, once all is settled."""
        return [
            f"{fault} (tab {number})"
            for number, tab in enumerate(self.tabs)
            for fault in faults_in(tab.history, tab.shown() or [])
        ]

    def longest_wait(self) -> float:
        return max(tab.history.longest_wait() for tab in self.tabs)
