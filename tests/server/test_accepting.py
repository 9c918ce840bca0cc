"""Workers share a listening socket, and the connections to it evenly."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import ExitStack
from typing import Self

import pytest

from anew.server.accepting import HOLD_SECONDS, NO_WORKER, Acceptor


class Hangup(asyncio.Protocol):
    """Ends its connection as soon as there is one."""

    def connection_made(self, transport) -> None:
        transport.abort()


class Door:
    """A listening socket with some acceptors. They stand for processes, but share an event loop."""

    def __init__(self, count: int) -> None:
        self.loads = [0] * count
        self._ends = ExitStack()
        self._listener = self._ends.enter_context(socket.socket())
        self._listener.bind(("127.0.0.1", 0))
        self.acceptors = [self._accept(number) for number in range(1, count + 1)]

    def _accept(self, number: int) -> Acceptor:
        copy = self._ends.enter_context(self._listener.dup())
        return Acceptor(copy, Hangup, None, self.loads, number)

    async def connect(self) -> None:
        """Connect, and wait until somebody has accepted it."""
        before = self.accepted
        browser = self._ends.enter_context(socket.socket())
        browser.setblocking(False)
        await asyncio.get_running_loop().sock_connect(browser, self._listener.getsockname())
        async with asyncio.timeout(5):
            while self.accepted == before:  # noqa: ASYNC110  # it has no event
                await asyncio.sleep(0)

    @property
    def accepted(self) -> int:
        return sum(load for load in self.loads if load < NO_WORKER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for acceptor in self.acceptors:
            acceptor.close()
        self._ends.close()


def run(story) -> None:
    async def to_the_end() -> None:
        await story()
        await asyncio.sleep(0.01)  # Until what was accepted is closed.

    asyncio.run(to_the_end())


def test_connections_that_come_one_by_one_are_shared_evenly():
    async def story() -> None:
        with Door(3) as door:
            for _ in range(12):
                await door.connect()
            assert door.loads == [4, 4, 4]

    run(story)


def test_a_worker_with_more_connections_accepts_if_no_other_does():
    async def story() -> None:
        with Door(1) as door:
            door.loads += [0]  # Of a worker that hangs.
            await door.connect()
            began = time.monotonic()
            await door.connect()
            assert time.monotonic() - began >= HOLD_SECONDS
            assert door.loads == [2, 0]

    run(story)


def test_nobody_holds_back_for_a_worker_that_is_not_there():
    async def story() -> None:
        with Door(2) as door:
            door.acceptors[1].close()
            for _ in range(3):
                await door.connect()
            assert door.loads == [3, NO_WORKER]

    run(story)


def test_what_a_worker_publishes_counts():
    async def story() -> None:
        with Door(2) as door:
            for _ in range(4):
                await door.connect()
            door.acceptors[0].publish(0)  # Its tabs have left.
            await door.connect()
            await door.connect()
            assert door.loads == [2, 2]

    run(story)


def test_whoever_connects_is_refused_once_all_have_closed():
    async def story() -> None:
        with Door(2) as door:
            address = door._listener.getsockname()
            door._listener.close()
            for acceptor in door.acceptors:
                acceptor.close()
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(address)

    run(story)
