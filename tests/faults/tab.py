"""What a tab does, without a connection: `client/src` in short, for tests of what fails.

It numbers events and keeps them until they are acknowledged, sends them again, applies patches to a
tree, and notes all in its history. `faults/client.py` gives it real sockets; the model of the protocol
has it without.
"""

from __future__ import annotations

import json
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from faults.history import History

from anew.page.tree import Tree
from anew.protocol.messages import PROTOCOL, Event, Hello, Location, Message, Seen
from anew.testing.tab import _node, _patch, _with_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.protocol.messages import Node

SEEN_AT_LEAST = 4


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


class BrowserTab:
    """One tab. What it sends goes to `transmit`, which whoever has a connection defines."""

    def __init__(self) -> None:
        self.name: str | None = None  # The session's.
        self.is_copy = False  # It was duplicated, and the other one goes on with that session.
        self.acknowledged = self.epoch = 0  # As it was told last.
        self.has_all = ""
        self.history = History()
        self.waits = False  # The server has said that the store does not answer.
        self.port = 0  # Of the node that it is or was connected to.
        self.heard: list[dict[str, Any]] = []  # All messages since it was loaded.
        self._is_welcome = False
        self._load()

    def transmit(self, message: Message) -> None:
        """Send a message, if there is a connection."""
        raise NotImplementedError

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

    # What the user does ----------------------------------------------------------------

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
        """Load the page anew: what is not acknowledged is lost, the session's name is kept."""
        self._load()
        self.history.note("reloaded")

    # Whether all is done ---------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        return self._is_welcome

    @property
    def unanswered(self) -> list[Sent]:
        """What the page does not show yet."""
        return [event for event in self.outbox.events if (event.n or 1 << 60) > self.answered]

    @property
    def is_settled(self) -> bool:
        """Whether the page is there, and all that was done is shown and acknowledged."""
        return (
            self._is_welcome
            and self.tree is not None
            and not self.is_running
            and not self.outbox.events
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

    # What is said ----------------------------------------------------------------------

    def greet(self) -> None:
        self._told = self.seen
        self.transmit(
            Hello(
                protocol=PROTOCOL,
                instance=self.instance,
                tab=self.name,
                is_copy=self.is_copy,
                acknowledged=self.acknowledged,
                epoch=self.epoch,
                has_all=self.has_all,
                seen=self.seen,
                location=self.location,
            )
        )

    def _pump(self) -> None:
        while self._is_welcome and (sent := self.outbox.next()) is not None:
            assert sent.n is not None
            self._told = self.seen
            self.history.note("frame", mark=sent.mark, n=sent.n, node=self.port)
            self.transmit(
                Event(
                    n=sent.n,
                    values=sent.values,
                    trigger=sent.trigger,
                    location=sent.location,
                    seen=self.seen,
                )
            )

    def receive(self, message: dict[str, Any]) -> None:
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

    def _welcomed(self, message: dict[str, Any]) -> None:
        before, self.name = self.name, message["tab"]
        received, is_resumed = message.get("received", 0), message["resumed"]
        self.history.note(
            "welcome",
            is_resumed=is_resumed,
            is_other=before is not None and before[:22] != self.name[:22],
            received=received,
            node=self.port,
        )
        self._is_fresh = True
        self.is_copy, self.epoch = False, message.get("epoch", 0)
        self.has_all = message.get("has_all", "")
        if not is_resumed:
            self.outbox.clear()
            self.seen = self._told = self.acknowledged = 0
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
        self.seen = message["n"]
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
            self.transmit(Seen(n=self.seen))

    def _acknowledge(self, n: int) -> None:
        self.acknowledged = max(self.acknowledged, n)
        for event in self.outbox.acknowledge(n):
            took = time.monotonic() - event.at
            self.history.note("acknowledged", mark=event.mark, n=event.n, took=took)


def _picture(node: Node) -> object:
    return node.element, [_picture(child) for child in node.children]
