"""HTTP connections as uvicorn speaks them, but each has to say what it wants in time, and all of
them together leave the process files to work with.

A browser that sends half of a request's head would hold a connection for ever, and a process has
few: uvicorn counts only the time between two requests. Where the system grants no more files,
the loop takes new connections and drops them without a word, and no module can be imported. So it
does not come to that: who has not yet said what they want makes way for who comes.
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

SPARE_FILES = 64  # For what else a process opens: modules, what scripts read, its own machinery.
QUIET_SECONDS = 60.0  # So often at most the log says that there are too many.
FULL = "The server has no room for more connections now. Try again later."


class HttpProtocol(HttpToolsProtocol):
    """Threading: the loop only, as all of asyncio."""

    head_seconds = 20.0  # In which the head of a request has to come.
    line: Line  # All of a server wait in one.

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
        else:  # The head has come, and what was asked for is under way.
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
        """Answer what no app is asked, and close."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        self.transport.write(_answer(status, sentence, self.server_state.default_headers))
        self.transport.close()
        self.loop.call_later(1.0, self.transport.abort)  # Whether or not that could be sent.


class Line:
    """The connections of one server of which no head has come, the oldest first."""

    def __init__(self, most_connections: int) -> None:
        self.most_connections = most_connections
        self.waiting: dict[HttpProtocol, None] = {}
        self._told_at: float | None = None

    def make_room(self, new: HttpProtocol, others: int, now: float) -> None:
        """The one that has waited longest ends; where nobody else waits, the new one."""
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
            "%d connections are open, and the system grants this process no files for more. Who "
            "has not yet said what they want is cut off for who comes. If these are your users, "
            "let it open more files (`ulimit -Hn`, or LimitNOFILE of systemd); if not, bound what "
            "one address may open in the proxy in front.",
            others,
        )


def http_protocol(head_seconds: float, most_connections: int | None = None) -> type[HttpProtocol]:
    """The class of one server's connections: uvicorn makes them of a class.

    Args:
        head_seconds: How long they wait for a head.
        most_connections: How many there may be; by default what the system grants.
    """
    line = Line(_room() if most_connections is None else most_connections)
    return type("HttpProtocol", (HttpProtocol,), {"head_seconds": head_seconds, "line": line})


def _room() -> int:
    """How many connections a process may have, if it is to have files left."""
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
