"""The network between a server and its store, which fails in each way that networks do.

    with StoreLink(store_port) as link:
        link.fail("silent")     # Nothing passes, and nobody is told.
        link.heal()

It is no proxy of a conversation: it knows nothing of requests and answers.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from browser.proxy import CHUNK_BYTES, Proxy

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

Failure: TypeAlias = Literal["silent", "unheard", "unanswered", "refused", "flapping"]
FAILURES: tuple[Failure, ...] = get_args(Failure)
FLAP_SECONDS = 0.1


class StoreLink(Proxy):
    """Passes bytes on, while it is well."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._is_heard, self._is_answered = asyncio.Event(), asyncio.Event()
        self._is_heard.set()
        self._is_answered.set()
        self._lag_seconds = 0.0
        self._flapping: asyncio.Task[None] | None = None

    def fail(self, how: Failure) -> None:
        """Fail, until `heal`.

        Args:
            how: "silent": what is sent arrives when the network is well again, in both directions;
                "unheard", "unanswered": so in one direction; "refused": connections are broken,
                and no other can be made; "flapping": refused and well, in turns.
        """
        match how:
            case "refused":
                self.go_down()
            case "flapping":
                self._do(self._begin_to_flap)
            case _:
                self._do(lambda: self._be_silent(how))

    def heal(self) -> None:
        def well() -> None:
            if self._flapping is not None:
                self._flapping.cancel()
                self._flapping = None
            self._is_down = False
            self._is_heard.set()
            self._is_answered.set()

        self._do(well)

    def move(self, port: int) -> None:
        """Lead to another port from now on; connections that there are break."""

        def move() -> None:
            self._target = port
            self._break()

        self._do(move)

    def lag(self, seconds: float) -> None:
        """Let everything take so long, each way."""
        self._do(lambda: setattr(self, "_lag_seconds", seconds))

    # In the proxy's thread -------------------------------------------------------------

    def _be_silent(self, how: Failure) -> None:
        if how != "unanswered":
            self._is_heard.clear()
        if how != "unheard":
            self._is_answered.clear()

    def _begin_to_flap(self) -> None:
        async def flap() -> None:
            while True:
                self._is_down = True
                self._break()
                await asyncio.sleep(FLAP_SECONDS)
                self._is_down = False
                await asyncio.sleep(FLAP_SECONDS)

        self._flapping = self._loop.create_task(flap())
        self._tasks.add(self._flapping)
        self._flapping.add_done_callback(self._tasks.discard)

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._pass(reader, writer, self._is_heard)

    async def _pass_back(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._pass(reader, writer, self._is_answered)

    async def _pass(
        self, reader: StreamReader, writer: StreamWriter, is_open: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                if self._lag_seconds:
                    await asyncio.sleep(self._lag_seconds)
                await is_open.wait()
                writer.write(data)
                await writer.drain()
        self._close(writer)
