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

from anew.compat import install as install_streamlit_import
from anew.logs import start_logging
from anew.protocol.codec import MAX_FRAME
from anew.server.app import App
from anew.server.connections import http_protocol
from anew.server.websockets import WebSocketProtocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from starlette.applications import Starlette

    from anew.settings.config import Config
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

PORTS_TRIED = 100
PING_SECONDS = 20.0  # How often a connection is probed, and how long it may take to answer.
TURN_SECONDS = 0.001  # How long a script that computes keeps the server waiting, at each step.
GRACE_SECONDS = 5  # For connections to end, once the server is asked to stop.


def serve(script: Path, config: Config, *, is_port_asked_for: bool) -> int:
    """Serve until a signal comes; the exit code.

    Args:
        is_port_asked_for: Then a taken port is an error, else the next free one is used.
    """
    settings = config.settings
    logger = settings.logger
    start_logging(logger.level, logger.message_format, logger.max_bytes_per_minute)
    if settings.compat.streamlit_import:
        install_streamlit_import()
    try:
        _check_certificate(settings)
        listener = _listen(settings, is_port_asked_for=is_port_asked_for)
        app = App(script, settings)
    except OSError as error:  # Each with a sentence for the user.
        click.echo(f"Error: {error}", err=True)
        return 2
    for notice in config.notices:
        log.warning("%s", notice)
    _raise_open_files()
    url = _url(settings, listener)
    # Modules live as long as the process: no collection has to look at them.
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
    # What cannot be made ready, a first run makes, or tells of: here is nobody to be told.
    with suppress(Exception):
        app.warm_up()


def _raise_open_files() -> None:
    """As many connections as the system grants: shells grant fewer by default."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # Some systems grant less than they say.
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def uvicorn_config(app: Starlette, settings: Settings) -> uvicorn.Config:
    """How uvicorn is to serve an app."""
    return uvicorn.Config(
        app,
        http=http_protocol(settings.server.request_timeout),
        log_config=None,  # Its lines are written as ours are.
        log_level="warning",
        access_log=False,
        forwarded_allow_ips=list(settings.server.trusted_proxies) or None,
        ws=WebSocketProtocol,
        ws_max_size=MAX_FRAME + 1024,  # What is larger is told so by us, if it is not huge.
        ws_per_message_deflate=False,
        ws_ping_interval=settings.server.websocket_ping_interval or PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ssl_certfile=settings.server.ssl_cert_file,
        ssl_keyfile=settings.server.ssl_key_file,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )


class _Server(uvicorn.Server):
    """uvicorn, but a signal is a regular end: runs come to theirs, and the exit code is 0.

    A second signal ends it at once, whichever it is.
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
            server.close()  # Who connects from now on is for the next server.
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
    """A listening socket; OSError with a text for the user if there can be none."""
    server = settings.server
    tries = 1 if is_port_asked_for or server.port == 0 else PORTS_TRIED
    for port in range(server.port, min(server.port + tries, 65536)):
        try:
            return _bind(server.address, port)
        except PermissionError as error:
            raise OSError(
                f"Port {port} may not be used by this user. Choose one above 1023."
            ) from error
        except (socket.gaierror, UnicodeError) as error:  # Some are no names at all: "a..b".
            raise OSError(f"There is no address {server.address!r} on this machine.") from error
        except OSError as error:
            if not _is_taken(error):
                raise OSError(f"Cannot listen on {server.address!r}: {error.strerror}.") from error
    raise OSError(
        f"Port {server.port} is in use. Choose another with --server.port, or end what uses it."
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
    """OSError with a text for the user if https is asked for and cannot be."""
    server = settings.server
    files = {"server.sslCertFile": server.ssl_cert_file, "server.sslKeyFile": server.ssl_key_file}
    given = {option: file for option, file in files.items() if file}
    if not given:
        return
    for option, file in files.items():
        if not file:
            raise OSError(f"{option} is not given, but {next(iter(given))} is. https needs both.")
        if not Path(file).is_file():
            raise OSError(f"{option}: there is no file {file!r}.")
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # Without a password: OpenSSL would ask for one on the terminal, and wait.
        context.load_cert_chain(server.ssl_cert_file or "", server.ssl_key_file, password="")
    except PermissionError as error:
        raise OSError(
            f"{server.ssl_cert_file!r} or {server.ssl_key_file!r} may not be read by this user."
        ) from error
    except ssl.SSLError as error:
        raise OSError(
            f"{server.ssl_cert_file!r} and {server.ssl_key_file!r} are not a certificate and its "
            f"key, as PEM files ({error.reason})."
        ) from error


def _url(settings: Settings, listener: socket.socket) -> str:
    """Where browsers find the app."""
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
    """Whether a browser could be opened here."""
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
