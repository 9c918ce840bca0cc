"""HTTP connections as uvicorn speaks them, but each has to say what it wants in time.

A browser that sends half of a request's head would hold a connection for ever, and a process has
few: uvicorn counts only the time between two requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class HttpProtocol(HttpToolsProtocol):
    """Threading: the loop only, as all of asyncio."""

    head_seconds = 20.0  # In which the head of a request has to come.

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

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

    def _wait_for_head(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(self.head_seconds, self._is_late)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _is_late(self) -> None:
        self._late = None
        if self.transport.is_closing():
            return
        self.transport.write(LATE)
        self.transport.close()
        self.loop.call_later(1.0, self.transport.abort)  # Whether or not that could be sent.


def http_protocol(head_seconds: float) -> type[HttpProtocol]:
    """The class whose connections wait so long: uvicorn makes its connections of a class."""
    return type("HttpProtocol", (HttpProtocol,), {"head_seconds": head_seconds})
