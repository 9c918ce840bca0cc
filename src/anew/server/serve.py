"""Serves one app with uvicorn, as `anew run` does."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import os
import signal
import socket
import ssl
import sys
import threading
import webbrowser
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import uvicorn

from anew.ambient.context import log_fields
from anew.compat import install as install_streamlit_import
from anew.errors import ConfigError
from anew.logs import JsonFormatter, LineFormatter, start_logging
from anew.protocol.codec import MAX_FRAME_BYTES
from anew.server.app import App
from anew.server.connections import http_protocol
from anew.server.websockets import WebSocketProtocol
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from starlette.applications import Starlette

    from anew.settings.config import Config
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

PORTS_TRIED = 100
PING_SECONDS = 20.0  # The interval of pings, and the timeout for their answer.
TURN_SECONDS = 0.001  # The switch interval: how long a script that computes may hold the GIL.
GRACE_SECONDS = 5  # The time that connections get to close when the server stops.


def serve(script: Path, config: Config, *, is_port_asked_for: bool) -> int:
    """Serve until a signal arrives, and return the exit code.

    Args:
        is_port_asked_for: Whether the user chose the port. If so, it is an error if the port is in
            use; otherwise the next free one is used.
    """
    settings = config.settings
    logger = settings.logger
    is_json = logger.format == "json"
    formatter = JsonFormatter(log_fields) if is_json else LineFormatter(logger.message_format)
    start_logging(logger.level, formatter, logger.max_bytes_per_minute)
    if settings.compat.streamlit_import:
        install_streamlit_import()
    try:
        _check_certificate(settings)
        listener = _listen(settings, is_port_asked_for=is_port_asked_for)
        app = App(script, settings)
        app.open_store()
    except (OSError, ConfigError, StoreError) as error:  # Each has a message for the user.
        click.echo(f"Error: {error}", err=True)
        return 2
    for notice in config.notices:
        log.warning("%s", notice)
    _raise_open_files()
    url = _url(settings, listener)
    # Modules live as long as the process, so garbage collections may skip them.
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(TURN_SECONDS)

    def on_started() -> None:
        threading.Thread(target=_warm_up, args=[app], name="anew-warm-up", daemon=True).start()
        _tell(url, settings)

    server = _Server(uvicorn_config(app.asgi, settings), app, on_started=on_started)
    server.run(sockets=[listener])
    return 0 if server.started else 1


def _warm_up(app: App) -> None:
    # An error here is ignored: the first run will meet it again and show it to a user.
    with suppress(Exception):
        app.warm_up()


def _raise_open_files() -> None:
    """Raise the soft limit of open files to the hard one: by default, shells set it lower."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # Some systems allow less than their hard limit.
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


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


class _Server(uvicorn.Server):
    """uvicorn, but a signal is a regular shutdown: current runs may finish, and the exit code is 0.

    A second signal, whichever it is, stops the server at once.
    """

    def __init__(self, config: uvicorn.Config, app: App, *, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
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
        signals = (signal.SIGINT, signal.SIGTERM)
        if sys.platform == "win32":
            with super().capture_signals():
                yield
            return
        for number in signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)


def _listen(settings: Settings, *, is_port_asked_for: bool) -> socket.socket:
    """A listening socket.

    Raises:
        OSError: The server cannot listen there; the message is for the user.
    """
    server = settings.server
    tries = 1 if is_port_asked_for or server.port == 0 else PORTS_TRIED
    for port in range(server.port, min(server.port + tries, 65536)):
        try:
            return _bind(server.address, port)
        except PermissionError as error:
            raise OSError(
                f"This user may not listen on port {port}. Choose a port above 1023."
            ) from error
        except (socket.gaierror, UnicodeError) as error:  # UnicodeError: not a name, as "a..b".
            raise OSError(f"This machine has no address {server.address!r}.") from error
        except OSError as error:
            if not _is_taken(error):
                raise OSError(f"Cannot listen on {server.address!r}: {error.strerror}.") from error
    raise OSError(
        f"Port {server.port} is in use. Choose another with --server.port, or stop the program "
        "that uses it."
        if tries == 1
        else f"Ports {server.port} to {server.port + tries - 1} are all in use."
    )


def _bind(address: str, port: int) -> socket.socket:
    host = address or "0.0.0.0"  # noqa: S104  # empty means all, as in Streamlit
    family, _, _, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(target)
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    listener.set_inheritable(True)
    return listener


def _is_taken(error: OSError) -> bool:
    return error.errno in {98, 48, 10048}  # EADDRINUSE on Linux, macOS, Windows.


def _check_certificate(settings: Settings) -> None:
    """Check that https, if it is configured, will work.

    Raises:
        OSError: It will not; the message is for the user.
    """
    server = settings.server
    files = {"server.sslCertFile": server.ssl_cert_file, "server.sslKeyFile": server.ssl_key_file}
    given = {option: file for option, file in files.items() if file}
    if not given:
        return
    for option, file in files.items():
        if not file:
            raise OSError(f"{next(iter(given))} is set, but {option} is not. https needs both.")
        if not Path(file).is_file():
            raise OSError(f"{option}: the file {file!r} does not exist.")
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # An empty password: without one, OpenSSL would ask on the terminal and wait.
        context.load_cert_chain(server.ssl_cert_file or "", server.ssl_key_file, password="")
    except PermissionError as error:
        raise OSError(
            f"This user may not read {server.ssl_cert_file!r} or {server.ssl_key_file!r}."
        ) from error
    except ssl.SSLError as error:
        raise OSError(
            f"{server.ssl_cert_file!r} and {server.ssl_key_file!r} are not a certificate and its "
            f"key in PEM format ({error.reason})."
        ) from error


def _url(settings: Settings, listener: socket.socket) -> str:
    """The URL of the app, for browsers."""
    port = settings.browser.server_port or listener.getsockname()[1]
    name = settings.browser.server_address or settings.server.address
    if name in {"", "0.0.0.0", "::", "localhost"}:  # noqa: S104  # compared, not bound
        name = "localhost"
    scheme = "https" if settings.server.ssl_cert_file else "http"
    host = f"[{name}]" if ":" in name else name
    path = settings.server.base_url_path.strip("/ ")
    return f"{scheme}://{host}:{port}" + (f"/{path}" if path else "")


def _tell(url: str, settings: Settings) -> None:
    if not settings.logger.hide_welcome_message:
        click.echo(f"\n  Your app is at {url}\n  Ctrl+C stops it.\n")
    is_headless = settings.server.headless
    if is_headless is None:
        is_headless = not has_display()
    if not is_headless:
        webbrowser.open(url)


def has_display() -> bool:
    """Whether this machine can open a browser."""
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
