"""A network that fails at a step that a test names: for whatever speaks TCP in requests and answers.

Each piece that a client sends is a write; they are counted over all connections. A test cuts all
connections before the n-th, in the middle of it, or after it: then the server has done what it
was asked for, and its answer is lost. It repeats this for every n until nothing is left to cut.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeAlias

from browser.proxy import CHUNK_BYTES, Proxy

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

When: TypeAlias = Literal["before", "within", "after"]
WHENS: tuple[When, ...] = ("before", "within", "after")


class FaultProxy(Proxy):
    """Passes bytes on, up to the step at which it does not."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.writes = 0  # Of all clients, since the last `cut_at`.
        self.cuts = 0
        self._cut_at: tuple[int, When] | None = None
        self._is_answer_lost = False
        self._is_open = asyncio.Event()
        self._is_open.set()

    def cut_at(self, number: int, when: When) -> None:
        """Break all connections once, at the write of this number from now on."""

        def plan() -> None:
            self.writes, self._cut_at, self._is_answer_lost = 0, (number, when), False

        self._do(plan)

    def freeze(self) -> None:
        """Pass nothing on in either direction; connections stay and can be made."""
        self._do(self._is_open.clear)

    def thaw(self) -> None:
        """Pass on what was kept back, and what comes."""
        self._do(self._is_open.set)

    # In the proxy's thread -------------------------------------------------------------

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                await self._is_open.wait()
                self.writes += 1
                match self._cut_at:
                    case (number, when) if number == self.writes:
                        if when == "within":
                            writer.write(data[: len(data) // 2])
                            await writer.drain()
                        if when != "after":
                            self._break_once()
                            return
                        self._is_answer_lost = True
                writer.write(data)
                await writer.drain()
        self._close(writer)

    async def _pass_back(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                await self._is_open.wait()
                if self._is_answer_lost:
                    self._break_once()
                    return
                writer.write(data)
                await writer.drain()
        self._close(writer)

    def _break_once(self) -> None:
        self.cuts += 1
        self._cut_at, self._is_answer_lost = None, False
        self._break()
