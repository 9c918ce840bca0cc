"""One WebSocket: who may open it, its incoming and its outgoing frames (steps 4 and 13 of a click).

Everything that a client may send or leave unread is bounded here: by timeouts, by rate limits and
by the length of the outgoing queue.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING, Any

import msgspec

from anew.ambient.visit import Visit
from anew.logs import printable
from anew.protocol.codec import MAX_FRAME, BadMessage, decode
from anew.protocol.messages import (
    BAD_MESSAGE,
    FORBIDDEN,
    OUTDATED,
    PROTOCOL,
    SIGNED_OUT,
    STORE_FAILED,
    TOO_FAST,
    TOO_LARGE,
    ClearCache,
    Close,
    Event,
    Hello,
    Leave,
    Make,
    Piece,
    Refresh,
    RunOnSave,
    Stop,
)
from anew.server.guard import refuse_socket
from anew.server.identities import Known
from anew.server.pieces import Pieces
from anew.server.rate import Rate
from anew.server.security import is_local, is_loopback, read_cookie, without_own_cookie
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, MutableMapping

    from anew.protocol.messages import FromTab
    from anew.server.identities import Identities
    from anew.server.pieces import Room
    from anew.server.security import Headers, HostPolicy
    from anew.session.registry import Registry
    from anew.session.session import Session
    from anew.settings.settings import Settings

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger("anew")

PIECES_SECONDS = 60.0  # The timeout for text that arrives in pieces.
HELLO_SECONDS = 10.0  # The timeout for the first message.
QUEUED_FRAMES = 256  # The most frames that may wait for a slow reader; above any session's window.
# The rate at which a connection is read. What arrives faster stays in the network's buffers.
CHARACTERS_PER_SECOND = 4 * 1024 * 1024
# A frame has a fixed cost, in characters. It allows for at least this many frames per second.
FRAMES_PER_SECOND = 256
FRAMES_OF_AN_EVENT = 4  # The event itself, and `seen` for the messages that follow from it.

# The messages of what a user does by hand, which may start a run. Their rate is limited.
Doing = Event | Stop | RunOnSave | ClearCache


async def serve_socket(
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    registry: Registry,
    identities: Identities,
    hosts: HostPolicy,
    settings: Settings,
    room: Room,
) -> None:
    """Serve one tab until its connection ends."""
    await receive()  # websocket.connect
    headers = scope["headers"]
    if not hosts.allows_host(headers) or not hosts.allows_origin(headers, scope["scheme"]):
        await refuse_socket(scope, receive, send)
        return
    await send({"type": "websocket.accept"})
    known, close = await _known(headers, scope["scheme"], identities)
    visit = visit_of(scope)._replace(identity=known.identity, owner=known.owner)
    socket = Socket(receive, send, registry, settings, visit, Pieces(room))
    if close is not None:
        socket.close(close)
    await socket.run(known.owner)


async def _known(
    headers: Headers, scheme: str, identities: Identities
) -> tuple[Known, Close | None]:
    """Who connects, and why that is refused."""
    if read_cookie(headers, scheme) is None:
        return Known(""), FORBIDDEN
    try:
        known = await identities.known(headers, scheme)
    except StoreError as error:
        log.error("It could not be found out who connects. %s", error)  # noqa: TRY400  # it says all
        return Known(""), STORE_FAILED
    identities.watch()
    return known, SIGNED_OUT if known.is_over else None


class Socket:
    """Both directions of one connection; implements the sessions' `Connection` protocol.

    Outgoing frames are queued for a separate writer task, so that a tab that reads slowly delays
    neither its own session nor any other.
    """

    def __init__(
        self,
        receive: Receive,
        send: Send,
        registry: Registry,
        settings: Settings,
        visit: Visit,
        pieces: Pieces,
    ) -> None:
        self.visit = visit
        self._receive = receive
        self._send = send
        self._registry = registry
        self._pieces = pieces
        self._patience: asyncio.TimerHandle | None = None  # The timeout for text in pieces.
        self._session: Session | None = None
        self._queue: deque[str] = deque()
        self._close: Close | None = None
        self._is_over = False
        self._wake: asyncio.Future[None] | None = None
        events = settings.server.max_events_per_second
        self._rate = Rate(events)
        self._refresh_rate = Rate(events)
        self._making_rate = Rate(events)  # A click may be an event, and ask for a file as well.
        self._pace = Rate(CHARACTERS_PER_SECOND)
        self._frame_costs = CHARACTERS_PER_SECOND / max(
            FRAMES_PER_SECOND, FRAMES_OF_AN_EVENT * events
        )

    @property
    def is_open(self) -> bool:
        return self._close is None and not self._is_over

    def send(self, text: str) -> None:
        if len(self._queue) >= QUEUED_FRAMES:
            self.close(TOO_FAST)
            return
        self._queue.append(text)
        self._wake_writer()

    def close(self, close: Close) -> None:
        if self._close is None:
            self._close = close
            self._registry.counts.closed[close.code] += 1
            self._wake_writer()

    async def run(self, owner: str) -> None:
        """Read and write until either side ends the connection."""
        writer = asyncio.ensure_future(self._write())
        reader = asyncio.ensure_future(self._read(owner))
        try:
            await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._is_over = True
            self._drop_pieces()
            reader.cancel()
            writer.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)
            if self._session is not None:
                self._registry.disconnect(self._session, self)

    # Reading ---------------------------------------------------------------------------

    async def _read(self, owner: str) -> None:
        silence = asyncio.get_running_loop().call_later(
            HELLO_SECONDS, lambda: None if self._session else self.close(BAD_MESSAGE)
        )
        try:
            while True:
                frame = await self._receive()
                if frame["type"] == "websocket.disconnect":
                    return
                await self._keep_pace(frame)
                message = self._decoded(frame)
                if message is not None:
                    self._take(message, owner)
        finally:
            silence.cancel()

    async def _keep_pace(self, frame: MutableMapping[str, Any]) -> None:
        """Sleep if frames arrive faster than allowed: nothing is read meanwhile (backpressure).

        A well-behaved tab is never slowed down: it sends its events, and `seen` at most some 30
        times a second.
        """
        size = self._frame_costs + len(frame.get("text") or "")
        now = asyncio.get_running_loop().time()
        seconds = self._pace.wait_seconds(now, size)
        if seconds > 0:
            await asyncio.sleep(seconds)

    def _decoded(self, frame: MutableMapping[str, Any]) -> FromTab | None:
        text = frame.get("text")
        if text is None:
            self._refuse(BAD_MESSAGE, "The client sent a binary frame.")
        elif len(text) > MAX_FRAME:
            self._refuse(
                TOO_LARGE, f"A message has {len(text)} characters; {MAX_FRAME} are allowed."
            )
        else:
            try:
                return decode(text)
            except BadMessage as error:
                self._refuse(BAD_MESSAGE, str(error))
        return None

    def _take(self, message: FromTab, owner: str) -> None:
        if self._close is not None:
            return
        if isinstance(message, Hello):
            self._greet(message, owner)
        elif self._session is None:
            self._refuse(BAD_MESSAGE, "The first message is not a hello.")
        elif isinstance(message, Piece):
            self._keep_piece(message)
        elif not self._may_do(message):
            self._refuse(TOO_FAST, "Too many events, or too many files asked for.")
        elif isinstance(message, Leave):
            self._registry.end(self._session)
        elif self._pieces or (isinstance(message, Event) and message.long):
            self._take_long(message, self._session)
        elif not isinstance(message, Refresh) or self._refresh_rate.allows(self._now):
            self._session.receive(message)  # A clock that is too fast is no reason to hang up.

    @property
    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _may_do(self, message: FromTab) -> bool:
        if isinstance(message, Make):
            return self._making_rate.allows(self._now)
        return not isinstance(message, Doing) or self._rate.allows(self._now)

    def _keep_piece(self, piece: Piece) -> None:
        close = self._pieces.add(piece.text)
        if close is not None:
            self._refuse(close, "Unfinished text exceeds the limit, of one connection or of all.")
        elif self._patience is None:
            self._patience = asyncio.get_running_loop().call_later(
                PIECES_SECONDS, lambda: self._refuse(BAD_MESSAGE, "Text in pieces is incomplete.")
            )

    def _take_long(self, message: FromTab, session: Session) -> None:
        """Put the pieces that came before an event into it; other messages may come in between."""
        if not isinstance(message, Event):
            session.receive(message)
            return
        try:
            texts = self._pieces.taken_up(message)
        except BadMessage as error:
            self._refuse(BAD_MESSAGE, str(error))
            return
        self._drop_pieces()
        values = {**message.values, **texts}
        session.receive(msgspec.structs.replace(message, values=values, long={}))

    def _drop_pieces(self) -> None:
        self._pieces.drop()
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _greet(self, hello: Hello, owner: str) -> None:
        if self._session is not None:
            self._refuse(BAD_MESSAGE, "The client sent a second hello.")
        elif hello.protocol != PROTOCOL:
            self.close(OUTDATED)
        else:
            self._registry.connect(self, hello, owner, self._joined)

    def _joined(self, session: Session) -> None:
        self._session = session

    def _refuse(self, close: Close, why: str) -> None:
        """Close the connection. Logs one short line per connection: clients choose the text."""
        if self._close is None:
            log.info("A connection was closed: %s", printable(why, 200))
        self.close(close)

    # Writing ---------------------------------------------------------------------------

    async def _write(self) -> None:
        while True:
            while self._queue:
                await self._send({"type": "websocket.send", "text": self._queue.popleft()})
            if self._close is not None:
                await self._send(
                    {
                        "type": "websocket.close",
                        "code": self._close.code,
                        "reason": self._close.reason,
                    }
                )
                return
            self._wake = asyncio.get_running_loop().create_future()
            await self._wake

    def _wake_writer(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)


def visit_of(scope: Scope) -> Visit:
    """What the connection reveals about its user, for `st.context`."""
    client = scope.get("client")
    headers: Headers = scope["headers"]
    return Visit(
        headers=tuple(_told_headers(headers)),
        ip_address=None if client is None else client[0],
        is_local=is_local(headers) and client is not None and is_loopback(client[0]),
    )


def _told_headers(headers: Headers) -> Iterator[tuple[str, str]]:
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        told = without_own_cookie(value) if name == "cookie" else value
        if told or name != "cookie":
            yield name, told
