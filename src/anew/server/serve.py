"""Serves one app with uvicorn, as `anew run` does."""

from __future__ import annotations

import importlib
import logging
import os
import socket
import ssl
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anew.errors import ConfigError
from anew.server.accepting import BACKLOG
from anew.server.log import start_log
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.server.target import Application, Target
    from anew.settings.config import Config
    from anew.settings.settings import Settings

log = logging.getLogger("anew")

PORTS_TRIED = 100


def serve(
    target: Target, config: Config, *, is_port_asked_for: bool, app: Application | None = None
) -> int:
    """Serve until a signal arrives, and return the exit code.

    Args:
        is_port_asked_for: Whether the user chose the port. If so, it is an error if the port is in
            use; otherwise the next free one is used.
        app: The app, if the program has it already.
    """
    settings = config.settings
    start_log(settings)
    try:
        _check_certificate(settings)
        listener = _listen(settings, is_port_asked_for=is_port_asked_for)
        run = _prepared(target, settings, listener, app)
    except (OSError, ConfigError, StoreError) as error:  # Each has a message for the user.
        click.echo(f"Error: {error}", err=True)
        return 2
    for notice in config.notices:
        log.warning("%s", notice)
    _raise_open_files()
    url = _url(settings, listener)
    return run(lambda: _tell(url, settings))


def _prepared(
    target: Target, settings: Settings, listener: socket.socket, app: Application | None
) -> Callable[[Callable[[], None]], int]:
    """What serves the app, in this process or in several, and calls back once it does.

    Only one of both is imported: the parent of workers needs nothing of what they need.
    """
    if settings.server.workers > 1:
        if app is not None and not target.app:
            raise ConfigError(
                "Several workers need to find the app: each executes the file that was started. "
                "Assign it to a variable there, as in app = st.App(...), or set server.workers to 1."
            )
        from anew.server.workers import prepare_workers  # noqa: PLC0415

        return prepare_workers(target, settings, listener)
    from anew.server.process import prepare_process  # noqa: PLC0415

    return prepare_process(target, settings, listener, app)


def _raise_open_files() -> None:
    """Raise the soft limit of open files to the hard one: by default, shells set it lower."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # Some systems allow less than their hard limit.
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _listen(settings: Settings, *, is_port_asked_for: bool) -> socket.socket:
    """A listening socket; of several workers, one that will listen once the first of them is ready.

    Raises:
        OSError: The server cannot listen there; the message is for the user.
    """
    server = settings.server
    tries = 1 if is_port_asked_for or server.port == 0 else PORTS_TRIED
    for port in range(server.port, min(server.port + tries, 65536)):
        try:
            return _bind(server.address, port, is_listening=server.workers == 1)
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


def _bind(address: str, port: int, *, is_listening: bool) -> socket.socket:
    host = address or "0.0.0.0"  # noqa: S104  # empty means all, as in Streamlit
    family, _, _, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(target)
        if is_listening:
            listener.listen(BACKLOG)
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
        with suppress(OSError):  # Nobody reads it, or its disk is full: the app is served.
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
