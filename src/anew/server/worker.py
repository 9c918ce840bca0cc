"""One of several processes that serve an app. Its parent is in `workers.py`."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from anew.ambient.declared import declared
from anew.errors import ConfigError
from anew.server.accepting import Acceptor
from anew.server.board import Board
from anew.server.job import BEAT, BEAT_SECONDS, CLEAR, DECLARED, HURRY, SERVING
from anew.server.log import start_log
from anew.server.neighbours import Neighbours
from anew.server.process import Server, make_app, run_server
from anew.stores.base import StoreError

if TYPE_CHECKING:
    import socket
    from types import FrameType

    from anew.server.app import App
    from anew.server.job import Job


def serve_as_worker(job: Job, number: int, line: socket.socket) -> None:
    """Serve an app until the parent or a signal asks to stop, or the parent is gone."""
    for name in ("SIGINT", "SIGHUP"):  # A terminal sends them to all; the parent acts on them.
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    start_log(job.settings, is_worker=True)
    try:
        app = make_app(job.target, job.settings)
    except (OSError, ConfigError, StoreError) as error:  # Each has a message for the user.
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    sys.exit(run_server(_WorkerServer(app, job, number, line), job.listener))


class _WorkerServer(Server):
    """A server that obeys its parent. A signal may come any number of times: from `kill`, and
    from an init system that sends it to the parent as well.
    """

    signals = (signal.SIGTERM,)

    def __init__(self, app: App, job: Job, number: int, line: socket.socket) -> None:
        super().__init__(app, job.settings, self._obey)
        self._job = job
        self._number = number
        self._line = line
        self._acceptor: Acceptor | None = None
        self._obeying: asyncio.Task[None] | None = None
        self._neighbours = Neighbours(job.components, number)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup([])  # uvicorn would accept whatever it can get.

    async def on_tick(self, counter: int) -> bool:
        if self._acceptor is not None:
            self._acceptor.publish(len(self.server_state.connections))
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.should_exit = True

    def _obey(self) -> None:
        """Connections are accepted: say so, and listen to the parent."""
        self._acceptor = Acceptor(
            self._job.listener, self._protocol, self.config.ssl, self._job.loads, self._number
        )
        self.servers.append(self._acceptor)  # type: ignore[arg-type]  # it has what is used
        self._line.setblocking(False)
        board, number = self._job.board, self._number
        self._app.metrics.share(None if board is None else Board(board, number), number)
        self._app.runner.on_caches_cleared = lambda: self._say(CLEAR)
        self._neighbours.hear()
        declared.listen(self._tell_of_components)
        self._obeying = asyncio.get_running_loop().create_task(self._listen())
        self._say(SERVING)
        self._beat()

    def _protocol(self) -> asyncio.BaseProtocol:
        make: Any = self.config.http_protocol_class  # Its arguments are in none of uvicorn's types.
        protocol: asyncio.BaseProtocol = make(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return protocol

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            while words := await loop.sock_recv(self._line, 64):
                self._hear(words)
        self.should_exit = True  # The parent is gone.

    def _hear(self, words: bytes) -> None:
        if CLEAR in words:
            runner = self._app.runner
            runner.helpers.call(runner.clear_own_caches)
        if DECLARED in words:
            self._neighbours.hear()
        if words.strip(CLEAR + DECLARED):  # To leave, or to hurry.
            self.should_exit = True
            self.force_exit = self.force_exit or HURRY in words

    def _tell_of_components(self) -> None:
        """Threading: safe."""
        self._neighbours.tell()
        self._say(DECLARED)

    def _beat(self) -> None:
        self._say(BEAT)
        asyncio.get_running_loop().call_later(BEAT_SECONDS, self._beat)

    def _say(self, word: bytes) -> None:
        """Threading: safe."""
        with suppress(OSError):  # The parent is gone, or has stopped reading.
            self._line.send(word)
