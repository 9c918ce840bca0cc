"""uvicorn's WebSockets, but no connection takes more than its share of the event loop.

uvicorn parses everything that it has received at once, which may be thousands of small frames.
Here, data is parsed in small parts, the next one after the app has taken the frames of the last.

A client that was disconnected for misbehaving is also aborted after a moment. Otherwise the server
would go on reading until the client confirms the close, and a flood would cost as much as before. So is one
that answers no ping: a close would wait until it has read what was sent, and one that is gone never does.

A long text is sent in several frames, with a turn for others between them, as its reader takes them: it would be
copied several times at once otherwise, while nobody else is answered.
ASGI offers no means for any of this.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.server import ServerProtocol

from anew.protocol.messages import BAD_MESSAGE, FORBIDDEN, TOO_FAST, TOO_LARGE
from anew.server.security import COMMON_HEADERS

if TYPE_CHECKING:
    import http

    from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
    from websockets.http11 import Response

log = logging.getLogger("anew")

MISBEHAVED = frozenset(close.code for close in (BAD_MESSAGE, FORBIDDEN, TOO_FAST, TOO_LARGE))
CUT_OFF_SECONDS = 1.0  # The time for the client to read the close code.
PART_BYTES = 4096  # How much is parsed at once: at most some 600 frames.
FRAME_CHARACTERS = 262_144  # How much of a text is sent at once.


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """One WebSocket connection. To be used on the event loop's thread only, as all of asyncio."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.conn = _Handshake(max_size=self.config.ws_max_size, logger=self.conn.logger)
        self._unread = b""  # Received, but not yet parsed.

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
        if unread and self.read_paused:  # It arrived before the end, so it counts.
            super().data_received(unread)
        super().connection_lost(exc)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.loop.call_later(CUT_OFF_SECONDS, self.transport.abort)

    async def send(self, message: ASGISendEvent) -> None:
        text = message.get("text")
        if isinstance(text, str) and len(text) > FRAME_CHARACTERS and self.handshake_complete:
            await self._send_in_frames(text)
            return
        await super().send(message)
        if message["type"] != "websocket.close":
            return
        if message.get("code") in MISBEHAVED:
            self._cut_off()
        else:
            self._go_on()  # To find the client's close frame; any frame before it is ignored.

    async def _send_in_frames(self, text: str) -> None:
        for start in range(0, len(text), FRAME_CHARACTERS):
            await self.writable.wait()
            if self.disconnected:
                raise ClientDisconnected
            end = start + FRAME_CHARACTERS
            part, is_last = text[start:end].encode(), end >= len(text)
            try:
                if start == 0:
                    self.conn.send_text(part, is_last)
                else:
                    self.conn.send_continuation(part, is_last)
            except InvalidState:  # It is being closed.
                raise ClientDisconnected from None
            self.transport.write(b"".join(self.conn.data_to_send()))
            await asyncio.sleep(0)  # Others get their turn, even if this reader is fast.

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_text(self.frames):
            log.info("A connection was closed: A message is not text in UTF-8.")
            self.frames = []
            self.conn.send_close(1007)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()

    def _go_on(self) -> None:
        """Parse until the app has something to take: uvicorn then pauses reading."""
        while self._unread and not self.read_paused:
            part, self._unread = self._unread[:PART_BYTES], self._unread[PART_BYTES:]
            super().data_received(part)

    def _cut_off(self) -> None:
        self._unread = b""
        if not self.transport.is_closing():
            self.transport.pause_reading()
            self.loop.call_later(CUT_OFF_SECONDS, self.transport.abort)


class _Handshake(ServerProtocol):
    """Adds the common headers to a refused handshake, which is answered without the app."""

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
