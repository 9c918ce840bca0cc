"""WebSockets as uvicorn speaks them, but no connection takes more than its share of the loop.

What has come is looked at in small parts, and the next part when the app has taken what was in
the last: uvicorn itself takes apart all that the network brought, and thousands of small frames
fit in there. Who was closed for what they sent is cut off: a server that has closed a
connection waits for the other side to agree and reads on, and one that floods it would
cost as much as before. ASGI has no word for either.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.server import ServerProtocol

from anew.protocol.messages import BAD_MESSAGE, FORBIDDEN, TOO_FAST, TOO_LARGE
from anew.server.security import COMMON_HEADERS

if TYPE_CHECKING:
    import http

    from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
    from websockets.http11 import Response

log = logging.getLogger("anew")

MISBEHAVED = frozenset(close.code for close in (BAD_MESSAGE, FORBIDDEN, TOO_FAST, TOO_LARGE))
CUT_OFF_SECONDS = 1.0  # In which the other side may read why.
PART_BYTES = 4096  # What is taken apart at once: at most some 600 frames.


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Threading: the loop only, as all of asyncio."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.conn = _Handshake(max_size=self.config.ws_max_size, logger=self.conn.logger)
        self._unread = b""  # It has come, and was not taken apart yet.

    def data_received(self, data: bytes) -> None:
        self._unread = self._unread + data if self._unread else data
        self._go_on()

    async def receive(self) -> ASGIReceiveEvent:
        message = await super().receive()
        if self._unread:
            self._go_on()
        return message

    def connection_lost(self, exc: Exception | None) -> None:
        unread, self._unread = self._unread, b""
        if unread and self.read_paused:  # It came before the end, so it counts.
            super().data_received(unread)
        super().connection_lost(exc)

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] != "websocket.close":
            return
        if message.get("code") in MISBEHAVED:
            self._cut_off()
        else:
            self._go_on()  # Up to where the other side agrees; what it said before is void.

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_text(self.frames):
            log.info("A connection was closed: A message is not text in UTF-8.")
            self.frames = []
            self.conn.send_close(1007)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()

    def _go_on(self) -> None:
        """Until there is something for the app to take: meanwhile uvicorn reads nothing."""
        while self._unread and not self.read_paused:
            part, self._unread = self._unread[:PART_BYTES], self._unread[PART_BYTES:]
            super().data_received(part)

    def _cut_off(self) -> None:
        self._unread = b""
        if not self.transport.is_closing():
            self.transport.pause_reading()
            self.loop.call_later(CUT_OFF_SECONDS, self.transport.abort)


class _Handshake(ServerProtocol):
    """One whose refusals have the headers of every answer: no app is asked about them."""

    def reject(self, status: http.HTTPStatus | int, text: str) -> Response:
        response = super().reject(status, text)
        response.headers.update(COMMON_HEADERS)
        return response


def _is_text(frames: list[bytes]) -> bool:
    try:
        (frames[0] if len(frames) == 1 else b"".join(frames)).decode()
    except UnicodeDecodeError:
        return False
    return True
