"""A blocking WebSocket for the raw client, directly on a TCP socket.

It counts the bytes that arrive, including frame headers. Existing clients add threads or an event
loop, whose time would be measured as the server's.
"""

from __future__ import annotations

import socket
from collections import deque
from typing import TYPE_CHECKING

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.typing import Origin, Subprotocol
from websockets.uri import parse_uri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from websockets.protocol import Event

TIMEOUT_SECONDS = 10.0


class ConnectionEndedError(Exception):
    """The server refused or closed the connection."""


class RawWebSocket:
    """One open connection. Not thread-safe."""

    def __init__(
        self, port: int, path: str, *, cookie: str = "", subprotocols: Sequence[str] = ()
    ) -> None:
        self.received_bytes = 0
        self._parts: list[bytes] = []  # The frames of an incomplete message.
        self._events: deque[Event] = deque()  # Received, but not processed yet.
        self._protocol = ClientProtocol(
            parse_uri(f"ws://127.0.0.1:{port}{path}"),
            origin=Origin(f"http://127.0.0.1:{port}"),
            subprotocols=[Subprotocol(name) for name in subprotocols] or None,
            max_size=None,
        )
        self._tcp = socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS)
        self._tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._shake_hands(cookie)

    def fileno(self) -> int:
        """Lets selectors wait for this connection."""
        return self._tcp.fileno()

    def send(self, message: str | bytes) -> None:
        if isinstance(message, str):
            self._protocol.send_text(message.encode())
        else:
            self._protocol.send_binary(message)
        self._flush()

    def receive(self) -> Iterator[bytes]:
        """Read the next bytes; yields the messages that are now complete, which may be none."""
        if not self._events:
            self._read()
        while self._events:
            event = self._events.popleft()
            if isinstance(event, Frame):
                yield from self._take(event)

    def close(self) -> None:
        self._tcp.close()

    def _shake_hands(self, cookie: str) -> None:
        request = self._protocol.connect()
        if cookie:
            request.headers["Cookie"] = cookie
        self._protocol.send_request(request)
        self._flush()
        while not self._events:
            self._read()
        response = self._events.popleft()
        assert isinstance(response, Response), "The handshake comes before any frame."
        self._check_response(response)

    def _check_response(self, response: Response) -> None:
        if self._protocol.handshake_exc is not None:
            self.close()
            raise ConnectionEndedError(
                f"The server answered {response.status_code} instead of opening a WebSocket."
            ) from self._protocol.handshake_exc

    def _take(self, frame: Frame) -> Iterator[bytes]:
        if frame.opcode is Opcode.CLOSE:
            raise ConnectionEndedError(f"The server closed the connection: {bytes(frame.data)!r}.")
        if frame.opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            return
        self._parts.append(bytes(frame.data))
        if frame.fin:
            message, self._parts = b"".join(self._parts), []
            yield message

    def _read(self) -> None:
        data = self._tcp.recv(262_144)
        if not data:
            raise ConnectionEndedError("The server closed the connection without a close frame.")
        self.received_bytes += len(data)
        self._protocol.receive_data(data)
        self._events.extend(self._protocol.events_received())
        self._flush()

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            self._tcp.sendall(data)
