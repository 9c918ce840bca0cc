"""A load balancer for tests, with what deploy/ asks of a real one: the next node if one refuses."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Sequence
    from types import TracebackType

    from faults.nodes import Node

ROUNDS = 200  # How often all nodes are tried, if each refuses.


class Balancer:
    """Passes connections on to nodes in turn. Threading: the event loop that enters it."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.port = 0
        self.refused = 0  # Connections that no node took.
        self._nodes = nodes
        self._turns = count()
        self._pipes: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.close()
        for pipe in self._pipes:
            pipe.cancel()
        await asyncio.gather(*self._pipes, return_exceptions=True)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._pipes.add(task)
        writers = [writer]
        try:
            found = await self._node()
            if found is None:
                self.refused += 1
                return
            writers.append(found[1])
            await asyncio.gather(pipe(reader, found[1]), pipe(found[0], writer))
        finally:
            self._pipes.discard(task)
            for one in writers:
                one.transport.abort()

    async def _node(self) -> tuple[StreamReader, StreamWriter] | None:
        for _ in range(ROUNDS * len(self._nodes)):
            node = self._nodes[next(self._turns) % len(self._nodes)]
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", node.port)
            await asyncio.sleep(0.01)
        return None


async def pipe(reader: StreamReader, writer: StreamWriter) -> None:
    """Pass bytes on until either end closes."""
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
