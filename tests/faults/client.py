"""A browser's tab without a browser, for servers that fail: it does what `client/src` does.

It speaks the wire through real sockets: hello, events that are numbered and kept until they are
acknowledged, sent again after a reconnect, patches applied to a tree (`faults/tab.py`). It reconnects
by itself, to any of the nodes that it is given, and its history says what it sent, was shown, and was told.

    async with Client([8501, 8502], seed=1) as client:
        await client.settled()          # The page is there, and nothing waits.
        client.append(7)                # Do something in the app of `faults/app.py` …
        client.cut()                    # … break the connection …
        await client.settled()          # … and wait until it is acknowledged all the same.
        assert client.shown() == [7]
    assert faults_in(client.history, client.shown()) == []

`tests/faults/history.py` says what is checked.
"""

from __future__ import annotations

import asyncio
import json
import random
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import msgspec
from faults.tab import BrowserTab
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from anew.protocol.messages import FORBIDDEN, OUTDATED, TAKEN_OVER, TOO_MANY_SESSIONS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from types import TracebackType

    from websockets.asyncio.client import ClientConnection

    from anew.protocol.messages import Message

FINAL = {close.code for close in (TAKEN_OVER, OUTDATED, FORBIDDEN, TOO_MANY_SESSIONS)}
FIRST_DELAY = 0.02  # The browser's is five times as long: trials are many.
LONGEST_DELAY = 0.5
GREETING_SECONDS = 10.0
STUCK_SECONDS = 5.0  # No session may take longer to recover.


class StuckError(AssertionError):
    """Something did not come to pass in its time."""


class Client(BrowserTab):
    """One tab. Everything is done by the event loop that enters it."""

    def __init__(self, ports: Sequence[int], *, seed: int = 0, cookie: str | None = None) -> None:
        """A tab that is not connected yet.

        Args:
            ports: The nodes of this machine, or the proxies before them, in any order.
            seed: Decides which node is tried next.
            cookie: The browser's; None for a new browser.
        """
        super().__init__()
        self.ports = [*ports]
        self.cookie = cookie or secrets.token_urlsafe(32)
        self.ended: int | None = None  # The close code after which it connects no more.
        self.greeting_seconds = GREETING_SECONDS
        self.reading = asyncio.Event()  # While it is not set, nothing is read: a slow reader.
        self.reading.set()
        self.is_deaf = False  # It says hello, and hears nothing.
        self._random = random.Random(seed)
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._socket: ClientConnection | None = None
        self._abandoned: list[ClientConnection] = []
        self._attempts = 0  # Since a numbered message came last.

    # What the user and the network do --------------------------------------------------

    def reload(self) -> None:
        self.cut()
        super().reload()
        self._attempts = 0

    def receive(self, message: dict[str, Any]) -> None:
        if self.is_deaf:
            return
        seen = self.seen
        super().receive(message)
        if self.seen != seen:
            self._attempts = 0
        self._changed.set()

    def cut(self) -> None:
        """Break the connection without a goodbye; it connects again by itself."""
        socket, self._socket, self._is_welcome = self._socket, None, False
        if socket is not None:
            socket.transport.abort()

    def abandon(self) -> Callable[[], Awaitable[int | None]]:
        """Connect anew, as if the network had changed: the server does not hear of it.

        Returns:
            What waits for the server to end the connection before; its close code.
        """
        socket = self._socket
        assert socket is not None
        assert self._task is not None
        self._abandoned.append(socket)
        self._task.cancel()
        self._task, self._socket, self._is_welcome = None, None, False
        self.start()

        async def closed() -> int | None:
            with suppress(WebSocketException):
                async for _ in socket:
                    pass
            return socket.close_code

        return closed

    def start(self) -> None:
        """Connect, also if the connection had ended for good."""
        self.ended = None
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._live())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self.cut()
        for socket in self._abandoned:
            socket.transport.abort()

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    def double(self, *, is_copy: bool = False, is_same_load: bool = False) -> Client:
        """Another connection that comes with what this tab has now; not connected yet.

        Args:
            is_copy: Whether it is a duplicate, and knows that.
            is_same_load: Whether it is the same page, as a hello that comes twice or late, whose
                answer nobody hears.
        """
        made = Client(self.ports, seed=self._random.randrange(1 << 32), cookie=self.cookie)
        made.name, made.epoch, made.acknowledged = self.name, self.epoch, self.acknowledged
        made.is_copy = is_copy
        if is_same_load:
            made.instance, made.seen, made.is_deaf = self.instance, self.seen, True
        return made

    # What is waited for ----------------------------------------------------------------

    async def settled(self, seconds: float = STUCK_SECONDS) -> None:
        await self.until(lambda: self.is_settled, seconds)

    async def until(self, is_so: Callable[[], bool], seconds: float = STUCK_SECONDS) -> None:
        """Wait until something is so, or the tab is stuck."""
        try:
            async with asyncio.timeout(seconds):
                while not is_so():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise StuckError(
                f"Not after {seconds} s: {self.describe()}\n{self.history.tail()}"
            ) from None

    def describe(self) -> str:
        waiting = [(event.n, event.mark) for event in self.outbox.events]
        return (
            f"tab {self.name} at {self.port}, welcome: {self._is_welcome}, running: "
            f"{self.is_running}, answered: {self.answered}, waits: {waiting}, ended: {self.ended}"
        )

    # The connection --------------------------------------------------------------------

    async def _live(self) -> None:
        while self.ended is None:
            code = await self._connection()
            self._is_welcome, self._socket = False, None
            self.history.note("closed", code=code, node=self.port)
            self._changed.set()
            if code in FINAL:
                self.ended = code
                return
            delay = min(LONGEST_DELAY, FIRST_DELAY * 2**self._attempts)
            self._attempts += 1
            await asyncio.sleep(delay * (0.5 + self._random.random() / 2))

    async def _connection(self) -> int | None:
        """One connection, to its end; the close code, None if it was broken."""
        self.port = self._random.choice(self.ports)
        try:
            connection = connect(
                f"ws://127.0.0.1:{self.port}/_anew/socket",
                additional_headers={"Cookie": f"anew_sid={self.cookie}"},
                origin=f"http://127.0.0.1:{self.port}",
                compression=None,
                max_size=None,
                ping_interval=None,  # A browser sends none.
                proxy=None,
                open_timeout=self.greeting_seconds,
                close_timeout=0.1,
            )
            socket = self._socket = await connection
        except (WebSocketException, OSError, TimeoutError, EOFError):
            return None
        try:
            self.greet()
            async with asyncio.timeout(self.greeting_seconds) as patience:
                async for text in socket:
                    if self._socket is not socket:  # It was cut: what waits is not heard.
                        break
                    self.receive(json.loads(text))
                    if self._is_welcome:
                        patience.reschedule(None)
                    await self.reading.wait()
        except (WebSocketException, TimeoutError):
            pass
        finally:
            if socket not in self._abandoned:
                socket.transport.abort()
        return socket.close_code

    def transmit(self, message: Message) -> None:
        """Send a message at once, if there is a connection."""
        if self._socket is None:
            return
        text = msgspec.json.encode(message)
        with suppress(WebSocketException, OSError):
            self._socket.protocol.send_text(text)  # Not `send`: it would be a task of its own.
            self._socket.send_data()
