"""A browser's tab without a browser, for servers that fail: it does what `client/src` does.

It speaks the wire through real sockets: hello, events that are numbered and kept until they are
acknowledged, sent again after a reconnect, patches applied to a tree. It reconnects by itself, to any
of the nodes that it is given, and its history says what it sent, was shown, and was told.

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
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import msgspec
from faults.history import History
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from anew.page.tree import Tree
from anew.protocol.messages import (
    FORBIDDEN,
    OUTDATED,
    PROTOCOL,
    TAKEN_OVER,
    TOO_MANY_SESSIONS,
    Alive,
    Event,
    Hello,
    Location,
    Message,
    Seen,
)
from anew.testing.tab import _node, _patch, _with_fields

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from types import TracebackType

    from websockets.asyncio.client import ClientConnection

    from anew.protocol.messages import Node

FINAL = {close.code for close in (TAKEN_OVER, OUTDATED, FORBIDDEN, TOO_MANY_SESSIONS)}
FIRST_DELAY = 0.02  # The browser's is five times as long: trials are many.
LONGEST_DELAY = 0.5
GREETING_SECONDS = 10.0
STUCK_SECONDS = 5.0  # No session may take longer to recover.
SEEN_AT_LEAST = 4


class StuckError(AssertionError):
    """Something did not come to pass in its time."""


@dataclass
class Sent:
    """One thing that the user did (`UserEvent` of the client's outbox)."""

    values: dict[str, Any]
    trigger: str | None
    mark: int | None  # What the app puts into its list for it; None for what leaves no trace.
    location: Location | None = None
    n: int | None = None
    at: float = field(default_factory=time.monotonic)


class Outbox:
    """Events that are not acknowledged yet, as `client/src/outbox.ts` keeps them."""

    def __init__(self) -> None:
        self.events: list[Sent] = []  # Numbered ones first, by number.
        self._sent = 0
        self._last = 0

    def add(self, new: Sent) -> None:
        waiting = self.events[-1] if self.events else None
        if (
            waiting is not None
            and waiting.n is waiting.trigger is waiting.mark is None
            and waiting.location is new.location is None
        ):
            waiting.values.update(new.values)
            waiting.trigger, waiting.mark = new.trigger, new.mark
        else:
            self.events.append(new)

    def next(self) -> Sent | None:
        if self._sent == len(self.events):
            return None
        event = self.events[self._sent]
        self._sent += 1
        if event.n is None:
            self._last += 1
            event.n = self._last
        return event

    def resume(self, received: int) -> None:
        self._sent = sum(event.n is not None and event.n <= received for event in self.events)
        self._last = received
        for event in self.events[self._sent :]:
            if event.n is None:
                break
            self._last += 1
            event.n = self._last

    def acknowledge(self, n: int) -> list[Sent]:
        done = [event for event in self.events if event.n is not None and event.n <= n]
        self.events = self.events[len(done) :]
        self._sent -= len(done)
        return done

    def clear(self) -> None:
        self.events, self._sent = [], 0


class Client:
    """One tab. Everything is done by the event loop that enters it."""

    def __init__(self, ports: Sequence[int], *, seed: int = 0, cookie: str | None = None) -> None:
        """A tab that is not connected yet.

        Args:
            ports: The nodes of this machine, or the proxies before them, in any order.
            seed: Decides which node is tried next.
            cookie: The browser's; None for a new browser.
        """
        self.ports = [*ports]
        self.cookie = cookie or secrets.token_urlsafe(32)
        self.name: str | None = None  # The session's.
        self.history = History()
        self.waits = False  # The server has said that the store does not answer.
        self.ended: int | None = None  # The close code after which it connects no more.
        self.port = 0  # Of the node that it is or was connected to.
        self.answers_probes = True
        self.greeting_seconds = GREETING_SECONDS
        self.heard: list[dict[str, Any]] = []  # All messages since it was loaded.
        self.reading = asyncio.Event()  # While it is not set, nothing is read: a slow reader.
        self.reading.set()
        self._random = random.Random(seed)
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._socket: ClientConnection | None = None
        self._abandoned: list[ClientConnection] = []
        self._is_welcome = False
        self._load()

    def _load(self) -> None:
        self.instance = secrets.token_hex(8)
        self.location = Location()
        self.outbox = Outbox()
        self.tree: Tree | None = None
        self.is_running = False
        self.seen = self.answered = 0
        self.heard.clear()
        self._told = 0
        self._is_fresh = True
        self._attempts = 0

    # What the user and the network do --------------------------------------------------

    def report(
        self,
        values: Mapping[str, Any] | None = None,
        trigger: str | None = None,
        *,
        location: Location | None = None,
        mark: int | None = None,
    ) -> Sent:
        """Do something: it is sent as soon as there is a connection."""
        sent = Sent(dict(values or {}), trigger, mark, location)
        self.history.note("sent", mark=mark)
        self.outbox.add(sent)
        self._pump()
        return sent

    def append(self, mark: int, button: str = "Add") -> Sent:
        """In the app of `faults/app.py`: have this number appended to the list."""
        values = {self.id_of("number_input"): mark}
        return self.report(values, self.id_of("button", label=button), mark=mark)

    def reload(self) -> None:
        """Load the page anew: what was not sent yet is lost, the session's name is kept."""
        self.cut()
        self._load()
        self.history.note("reloaded")

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

    def say(self, message: Message) -> None:
        """Send a message that is not repeated."""
        if self._socket is not None:
            self._send(message)

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

    # What is waited for ----------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        return self._is_welcome

    @property
    def is_settled(self) -> bool:
        """Whether the page is there, and all that was done is shown and acknowledged."""
        return (
            self._is_welcome
            and self.tree is not None
            and not self.is_running
            and not self.outbox.events
        )

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

    # What the page shows ---------------------------------------------------------------

    def elements(self, tag: str, **fields: Any) -> list[dict[str, Any]]:
        """The elements that match, in page order."""
        found, waiting = [], [] if self.tree is None else [self.tree.root]
        while waiting:
            node = waiting.pop()
            element: Any = node.element
            if element["tag"] == tag and fields.items() <= element.items():
                found.append(element)
            waiting.extend(reversed(node.children))
        return found

    def id_of(self, tag: str, **fields: Any) -> str:
        found = self.elements(tag, **fields)
        assert found, f"The page has no {tag} {fields}."
        return str(found[0]["id"])

    def shown(self) -> list[int] | None:
        """The list that the app of `faults/app.py` shows; None if it shows none."""
        for element in self.elements("text"):
            with suppress(ValueError):
                return json.loads(element["body"])
        return None

    def picture(self) -> object:
        """The whole page, without the numbers of its nodes."""
        return None if self.tree is None else _picture(self.tree.root)

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
            self._greet()
            async with asyncio.timeout(self.greeting_seconds) as patience:
                async for text in socket:
                    if self._socket is not socket:  # It was cut: what waits is not heard.
                        break
                    self._receive(json.loads(text))
                    if self._is_welcome:
                        patience.reschedule(None)
                    await self.reading.wait()
        except (WebSocketException, TimeoutError):
            pass
        finally:
            if socket not in self._abandoned:
                socket.transport.abort()
        return socket.close_code

    def _greet(self) -> None:
        self._told = self.seen
        self._send(
            Hello(
                protocol=PROTOCOL,
                instance=self.instance,
                tab=self.name,
                seen=self.seen,
                location=self.location,
            )
        )

    def _send(self, message: Message) -> None:
        """Write a frame at once: nothing that a test does is put off by the event loop."""
        assert self._socket is not None
        text = msgspec.json.encode(message)
        with suppress(WebSocketException, OSError):
            self._socket.protocol.send_text(text)  # Not `send`: it would be a task of its own.
            self._socket.send_data()

    def _pump(self) -> None:
        while self._is_welcome and (sent := self.outbox.next()) is not None:
            assert sent.n is not None
            self._told = self.seen
            self.history.note("frame", mark=sent.mark, n=sent.n, node=self.port)
            self._send(
                Event(
                    n=sent.n,
                    values=sent.values,
                    trigger=sent.trigger,
                    location=sent.location,
                    seen=self.seen,
                )
            )

    def _receive(self, message: dict[str, Any]) -> None:
        self.heard.append(message)
        match message["tag"]:
            case "welcome":
                self._welcomed(message)
            case "page" | "update":
                self._apply(message)
            case "saved":
                self._acknowledge(message.get("acknowledged", 0))
                self.waits = message.get("waits", False)
                self.history.note("saved", waits=self.waits)
            case "refused":
                self.history.note("refused", reason=message["reason"])
            case "probe" if self.answers_probes:
                self._send(Alive())
        self._changed.set()

    def _welcomed(self, message: dict[str, Any]) -> None:
        before, self.name = self.name, message["tab"]
        received, is_resumed = message.get("received", 0), message["resumed"]
        self.history.note(
            "welcome",
            is_resumed=is_resumed,
            is_other=before not in {None, self.name},
            received=received,
            node=self.port,
        )
        self._is_fresh = True
        if not is_resumed:
            self.outbox.clear()
            self.seen = self._told = 0
        self.outbox.resume(received)
        self._is_welcome = True
        self._pump()

    def _apply(self, message: dict[str, Any]) -> None:
        is_whole = self._is_fresh and message["tag"] == "page"
        if message["n"] <= self.seen and not is_whole:
            return
        self._is_fresh = False
        if is_whole:
            self._told = 0
        if message["tag"] == "page":
            self.tree = Tree(_node(message["root"]), _with_fields)
        else:
            assert self.tree is not None, "An update came before any page."
            self.tree.apply(_patch(raw) for raw in message.get("patches", ()))
        self.seen, self._attempts = message["n"], 0
        self.is_running = message.get("running", False)
        self.answered = message.get("answered", 0)
        numbered = [event for event in self.outbox.events if event.n is not None]
        answered = [event.mark for event in numbered if (event.n or 0) <= self.answered]
        self._acknowledge(message.get("acknowledged", 0))
        shown = self.shown()
        if shown is not None and not self.is_running:
            self.history.note("shown", shown=shown, answered=answered)
        if self.seen - self._told >= SEEN_AT_LEAST or self.seen < self._told:
            self._told = self.seen
            self._send(Seen(n=self.seen))

    def _acknowledge(self, n: int) -> None:
        for event in self.outbox.acknowledge(n):
            took = time.monotonic() - event.at
            self.history.note("acknowledged", mark=event.mark, n=event.n, took=took)


def _picture(node: Node) -> object:
    return node.element, [_picture(child) for child in node.children]
