"""uvicorn's HTTP connections, with a timeout for request headers and a limit on their number.

uvicorn's only timeout is for the time between two requests, so a client that sends half of its
headers could hold a connection forever. Once a process has reached its limit of open files, the
event loop drops new connections silently, and no module can be imported. To keep clear of that
limit, an idle connection (one without a complete request) is closed to make room for a new one.
"""

from __future__ import annotations

import importlib
import logging
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from anew.server.guard import with_common_headers

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger("anew")

SPARE_FILES = 64  # For what else a process opens: modules, files of scripts, the server itself.
QUIET_SECONDS = 60.0  # The least time between two warnings about too many connections.
FULL = "The server has no room for more connections now. Try again later."


class HttpProtocol(HttpToolsProtocol):
    """One HTTP connection. To be used on the event loop's thread only, as all of asyncio."""

    head_seconds = 20.0  # The timeout for a request line and its headers.
    line: Line  # Shared by all connections of a server.

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()
        if len(self.connections) > self.line.most_connections:
            self.line.make_room(self, len(self.connections) - 1, self.loop.time())

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            self._stop_waiting()
        elif self.cycle is None or self.cycle.response_complete:
            self._wait_for_head()
        else:  # The headers are complete, and the request is being answered.
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._end_with(HTTPStatus.BAD_REQUEST, msg)

    def end_as_late(self) -> None:
        self._end_with(HTTPStatus.REQUEST_TIMEOUT)

    def end_as_one_too_many(self) -> None:
        self._end_with(HTTPStatus.SERVICE_UNAVAILABLE, FULL)

    def _wait_for_head(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(self.head_seconds, self.end_as_late)
            self.line.waiting[self] = None

    def _stop_waiting(self) -> None:
        self.line.waiting.pop(self, None)
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end_with(self, status: HTTPStatus, sentence: str = "") -> None:
        """Answer without asking the app, and close the connection."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        self.transport.write(_answer(status, sentence, self.server_state.default_headers))
        self.transport.close()
        self.loop.call_later(
            1.0, self.transport.abort
        )  # Even if the client has not read the answer.


class Line:
    """The idle connections of one server, the oldest first: those without a complete request."""

    def __init__(self, most_connections: int) -> None:
        self.most_connections = most_connections
        self.waiting: dict[HttpProtocol, None] = {}
        self._told_at: float | None = None

    def make_room(self, new: HttpProtocol, others: int, now: float) -> None:
        """Close the connection that has been idle longest, or the new one if no other is idle."""
        self._tell(others, now)
        oldest = next(iter(self.waiting))
        if oldest is new:
            new.end_as_one_too_many()
        else:
            oldest.end_as_late()

    def _tell(self, others: int, now: float) -> None:
        if self._told_at is not None and now - self._told_at < QUIET_SECONDS:
            return
        self._told_at = now
        log.warning(
            "%d connections are open, and this process may not open files for more. Idle ones are "
            "closed to make room. If these are your users, raise the limit of open files "
            "(`ulimit -Hn`, or LimitNOFILE of systemd); if not, limit the connections per address "
            "in the reverse proxy.",
            others,
        )


def http_protocol(head_seconds: float, most_connections: int | None = None) -> type[HttpProtocol]:
    """The class of one server's connections: uvicorn takes a class, so these are its attributes.

    Args:
        head_seconds: The timeout for a request line and its headers.
        most_connections: How many there may be; by default, what the limit of open files allows.
    """
    line = Line(_room() if most_connections is None else most_connections)
    return type("HttpProtocol", (HttpProtocol,), {"head_seconds": head_seconds, "line": line})


def _room() -> int:
    """How many connections a process may have and still be able to open files."""
    if sys.platform == "win32":
        return sys.maxsize
    resource = importlib.import_module("resource")
    granted: int = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if granted == resource.RLIM_INFINITY:
        return sys.maxsize
    return max(granted - SPARE_FILES, granted // 2)


def _answer(status: HTTPStatus, sentence: str, defaults: list[tuple[bytes, bytes]]) -> bytes:
    body = sentence.encode()
    headers = with_common_headers(
        [
            *defaults,
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
    )
    lines = [f"HTTP/1.1 {status.value} {status.phrase}".encode()]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join([*lines, b"", body])
