"""A network between tabs and a server that is cut where a test says: at a frame, or after some bytes.

    with FrameProxy(node.port) as proxy:
        proxy.cut_at("up", 7, "within")     # Up: what the tab sends. Frames count from now on.
        proxy.cut_by_chance(random, 3000)   # Each connection, after up to so many bytes.

The handshake is the first frame of each direction of a connection.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeAlias

from browser.proxy import Proxy

if TYPE_CHECKING:
    import random
    from asyncio import StreamReader, StreamWriter

Direction: TypeAlias = Literal["up", "down"]
When: TypeAlias = Literal["before", "within", "after"]
DIRECTIONS: tuple[Direction, ...] = ("up", "down")
WHENS: tuple[When, ...] = ("before", "within", "after")


class FrameProxy(Proxy):
    """Passes whole frames on, until it cuts all connections."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.frames: dict[Direction, int] = {"up": 0, "down": 0}  # Since the last `cut_at`.
        self.cuts = 0
        self._plan: tuple[Direction, int, When] | None = None
        self._chance: random.Random | None = None
        self._most_bytes = 0

    def cut_at(self, direction: Direction, number: int, when: When) -> None:
        """Break all connections once: at the frame of this number from now on."""

        def plan() -> None:
            self.frames = {"up": 0, "down": 0}
            self._plan = (direction, number, when)

        self._do(plan)

    def cut_by_chance(self, chance: random.Random | None, most_bytes: int = 0) -> None:
        """Break each new connection after some bytes of one direction; None to break none."""

        def plan() -> None:
            self._chance, self._most_bytes = chance, most_bytes

        self._do(plan)

    # In the proxy's thread -------------------------------------------------------------

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._pass("up", reader, writer)

    async def _pass_back(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._pass("down", reader, writer)

    async def _pass(self, direction: Direction, reader: StreamReader, writer: StreamWriter) -> None:
        left = self._bytes_until_cut()
        with suppress(OSError, asyncio.IncompleteReadError):
            frame = await reader.readuntil(b"\r\n\r\n")
            while True:
                if left is not None and len(frame) >= left:
                    writer.write(frame[:left])
                    await writer.drain()
                    self.cuts += 1
                    writer.transport.abort()
                    break
                left = None if left is None else left - len(frame)
                if not await self._send(direction, frame, writer):
                    return
                frame = await _frame(reader)
        self._close(writer)

    def _bytes_until_cut(self) -> int | None:
        if self._chance is None or self._chance.random() < 0.5:  # One direction is enough.
            return None
        return self._chance.randint(1, self._most_bytes)

    async def _send(self, direction: Direction, frame: bytes, writer: StreamWriter) -> bool:
        """Pass a frame on; whether the connection is still there."""
        self.frames[direction] += 1
        plan = self._plan
        if plan is None or plan[:2] != (direction, self.frames[direction]):
            writer.write(frame)
            await writer.drain()
            return True
        self._plan = None
        when = plan[2]
        writer.write({"before": b"", "within": frame[: len(frame) // 2], "after": frame}[when])
        await writer.drain()
        if when != "before":
            await asyncio.sleep(0.002)  # It is on its way: an abort would take it back.
        self.cuts += 1
        self._break()
        return False


async def _frame(reader: StreamReader) -> bytes:
    """The next frame, with its head."""
    head = await reader.readexactly(2)
    size = head[1] & 127
    more = {126: 2, 127: 8}.get(size, 0)
    if more:
        extended = await reader.readexactly(more)
        head, size = head + extended, int.from_bytes(extended, "big")
    masked = 4 if head[1] & 128 else 0
    return head + await reader.readexactly(masked + size)
