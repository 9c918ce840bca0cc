"""One process that serves an app with uvicorn: the only one, or one of several workers."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn

from anew.compat import install as install_streamlit_import
from anew.protocol.codec import MAX_FRAME_BYTES
from anew.server.app import App
from anew.server.connections import http_protocol
from anew.server.target import executed, parts_of
from anew.server.websockets import WebSocketProtocol

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from types import FrameType

    from starlette.applications import Starlette

    from anew.server.target import Application, Target
    from anew.settings.settings import Settings

PING_SECONDS = 20.0  # The interval of pings, and the timeout for their answer.
TURN_SECONDS = 0.001  # The switch interval: how long a script that computes may hold the GIL.
GRACE_SECONDS = 5  # The time that connections get to close when the server stops.


def prepare_process(
    target: Target,
    settings: Settings,
    listener: socket.socket,
    application: Application | None = None,
) -> Callable[[Callable[[], None]], int]:
    """Prepare to serve an app in this process, and return what then does.

    Args:
        application: The app, if the program has it; else it is made of the target.

    Raises:
        ConfigError: An option does not fit.
        StoreError: The store of the sessions cannot be used.
    """
    app = make_app(target, settings, application)

    def run(on_started: Callable[[], None]) -> int:
        server = Server(app, settings, on_started)
        return run_server(server, listener)

    return run


def make_app(target: Target, settings: Settings, application: Application | None = None) -> App:
    """The app of a script, or that which a module defines, with its store open.

    Raises:
        ConfigError: The module defines none, or an option does not fit.
        StoreError: The store of the sessions cannot be used.
    """
    if settings.compat.streamlit_import:
        install_streamlit_import()
    if application is None and target.app:
        application = executed(target)
    app = (
        App(target.file, settings, reads_files=True)
        if application is None
        else parts_of(application, settings)
    )
    app.open_store()
    return app


def run_server(server: Server, listener: socket.socket) -> int:
    """Serve an app until the process is asked to stop, and return the exit code."""
    # Modules live as long as the process, so garbage collections may skip them.
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(TURN_SECONDS)
    server.run(sockets=[listener])
    return 0 if server.started else 1


def _warm_up(app: App) -> None:
    # An error here is ignored: the first run will meet it again and show it to a user.
    with suppress(Exception):
        app.warm_up()


def uvicorn_config(app: Starlette, settings: Settings) -> uvicorn.Config:
    """The configuration of uvicorn for an app."""
    return uvicorn.Config(
        app,
        http=http_protocol(settings.server.request_timeout),
        log_config=None,  # Its messages go to our own handlers, in our own format.
        log_level="warning",
        access_log=False,
        forwarded_allow_ips=list(settings.server.trusted_proxies) or None,
        ws=WebSocketProtocol,
        ws_max_size=MAX_FRAME_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=settings.server.websocket_ping_interval or PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ssl_certfile=settings.server.ssl_cert_file,
        ssl_keyfile=settings.server.ssl_key_file,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )


class Server(uvicorn.Server):
    """uvicorn, but a signal is a regular shutdown: current runs may finish, and the exit code is 0.

    A second signal, whichever it is, stops the server at once.
    """

    signals: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGTERM)

    def __init__(self, app: App, settings: Settings, on_started: Callable[[], None]) -> None:
        """A server that is not running yet.

        Args:
            on_started: Called on the event loop, once connections are accepted.
        """
        super().__init__(uvicorn_config(app.asgi, settings))
        self._app = app
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            threading.Thread(
                target=_warm_up, args=[self._app], name="anew-warm-up", daemon=True
            ).start()
            self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()  # Stop listening: new connections are for the next server.
        await self._app.drain(is_hurried=lambda: self.force_exit)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        if sys.platform == "win32":
            with super().capture_signals():
                yield
            return
        for number in self.signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in self.signals:
                loop.remove_signal_handler(number)
