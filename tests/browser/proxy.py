"""A network between the browser and the server, which a test cuts, holds up and delays."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable
    from types import TracebackType

CHUNK_BYTES = 65_536
PATIENCE_SECONDS = 30.0


class Proxy:
    """Passes bytes on. Its methods are called by the test; they work in the proxy's own thread."""

    def __init__(self, port: int) -> None:
        """A network in front of a port of this machine."""
        self._target = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._writers: set[StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_flowing = asyncio.Event()
        self._is_flowing.set()
        self._is_down = False
        self._delay_seconds = 0.0
        self._bytes_left: int | None = None  # Until the next cut; None for no cut.
        self._came = threading.Condition()
        self.connections = 0  # How many there were.

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def lead_to(self, url: str) -> None:
        """Connections that come from now on go to another server."""
        self._do(lambda: setattr(self, "_target", int(url.rpartition(":")[2])))

    def cut(self) -> None:
        """Break all connections; new ones may come."""
        self._do(self._break)

    def wait_for_connections(self, count: int) -> None:
        """Wait until so many have come."""
        with self._came:
            assert self._came.wait_for(lambda: self.connections >= count, PATIENCE_SECONDS)

    def cut_after(self, count: int) -> None:
        """Break all connections when the server has sent so many bytes more."""
        self._do(lambda: setattr(self, "_bytes_left", count))

    def go_down(self) -> None:
        """Break all connections and refuse new ones."""

        def down() -> None:
            self._is_down = True
            self._break()

        self._do(down)

    def come_up(self) -> None:
        self._do(lambda: setattr(self, "_is_down", False))

    def hold(self) -> None:
        """Keep back what the server sends."""
        self._do(self._is_flowing.clear)

    def release(self) -> None:
        """Pass on what was kept back."""
        self._do(self._is_flowing.set)

    def delay(self, seconds: float) -> None:
        """Let everything that the server sends take so long."""
        self._do(lambda: setattr(self, "_delay_seconds", seconds))

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    # In the proxy's thread -------------------------------------------------------------

    def _do(self, action: Callable[[], object]) -> None:
        async def act() -> None:
            action()

        asyncio.run_coroutine_threadsafe(act(), self._loop).result(10)

    def _break(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        self._break()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._is_down:
            writer.transport.abort()
            return
        with self._came:
            self.connections += 1
            self._came.notify_all()
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:  # The server is not there: the browser sees the same.
            writer.transport.abort()
            return
        self._writers |= {writer, server_writer}
        self._start(self._pass_on(reader, server_writer))
        self._start(self._pass_back(server_reader, writer))

    def _start(self, work) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                writer.write(data)
                await writer.drain()
        self._close(writer)

    async def _pass_back(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                await asyncio.sleep(self._delay_seconds)
                await self._is_flowing.wait()
                if self._bytes_left is not None and len(data) >= self._bytes_left:
                    writer.write(data[: self._bytes_left])
                    await writer.drain()
                    self._bytes_left = None
                    self._break()
                    return
                if self._bytes_left is not None:
                    self._bytes_left -= len(data)
                writer.write(data)
                await writer.drain()
        self._close(writer)

    def _close(self, writer: StreamWriter) -> None:
        self._writers.discard(writer)
        writer.close()
