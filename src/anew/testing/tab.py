"""A browser tab without a browser: it numbers events, applies patches and reconnects."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from anew.ambient.visit import Visit
from anew.page.tree import Tree
from anew.protocol.messages import (
    PROTOCOL,
    Browser,
    Drop,
    Event,
    Grow,
    Hello,
    Location,
    Move,
    Node,
    Put,
    Set,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from anew.protocol.messages import Close, Json, Patch

_PATCHES: dict[str, type[Patch]] = {
    "put": Put,
    "set": Set,
    "grow": Grow,
    "move": Move,
    "drop": Drop,
}


class Tab:
    """One tab: a session's `Connection`, and what its user sees and does.

    Elements are plain dicts, as received over the wire.
    """

    def __init__(self) -> None:
        self.name: str | None = None  # The session's name, given by the server.
        self.is_copy = False  # Another tab goes on with that session.
        self.epoch = 0
        self.has_all = ""
        self.acknowledged = 0
        self.visit = Visit(is_local=True)
        self.location = Location()  # The page and query of its URL.
        self.browser = Browser()
        self.reload()

    def reload(self) -> None:
        """Reload the page. The tab keeps the session's name and the URL."""
        self.instance = secrets.token_hex(8)
        self.tree: Tree | None = None
        self.is_open = True
        self.closed: Close | None = None
        self.is_running = False
        self.is_resumed = False
        self.is_lost = False  # The session that it had before is gone.
        self.seen = 0
        self.answered = 0
        self.refused: list[dict[str, Json]] = []
        self.script_changes = 0
        self.heard: list[dict[str, Json]] = []  # Every message, in order.
        self.unacknowledged: list[Event] = []
        self._last_event = 0
        self._is_fresh = True  # Nothing numbered has come on this connection.

    # What the server does --------------------------------------------------------------

    def send(self, text: str) -> None:
        """Receive a message from the server.

        Args:
            text: The message as sent over the wire.
        """
        message = json.loads(text)
        self.heard.append(message)
        match message["tag"]:
            case "welcome":
                self._welcome(message)
            case "page" | "update":
                self._take_numbered(message)
            case "saved":
                self._acknowledge(message.get("acknowledged", 0))
            case "refused":
                self.refused.append(message)
            case "script_changed":
                self.script_changes += 1

    def close(self, close: Close) -> None:
        """Receive the end of the connection.

        Args:
            close: The close code and reason.
        """
        self.closed = close
        self.is_open = False

    # What the tab does -----------------------------------------------------------------

    def go_back(self) -> None:
        """Go on from the older state that the store has, without what was done since."""
        self.acknowledged = self._last_event = 0
        self.unacknowledged = []

    def duplicate(self) -> Tab:
        """Another tab with what the browser copies of this one."""
        tab = Tab()
        tab.become_copy_of(self)
        return tab

    def become_copy_of(self, tab: Tab) -> None:
        """Be another tab with what the browser copies of one.

        Args:
            tab: The tab that was duplicated.
        """
        self.name, self.epoch, self.acknowledged = tab.name, tab.epoch, tab.acknowledged
        self.location = tab.location
        self.is_copy = True

    def hello(self) -> Hello:
        """The first message of a connection."""
        self.is_open = True
        return Hello(
            protocol=PROTOCOL,
            instance=self.instance,
            tab=self.name,
            is_copy=self.is_copy,
            acknowledged=self.acknowledged,
            epoch=self.epoch,
            has_all=self.has_all,
            seen=self.seen,
            location=self.location,
            browser=self.browser,
        )

    def event(
        self,
        values: Mapping[str, Json] | None = None,
        trigger: str | None = None,
        location: Location | None = None,
        *,
        is_link: bool = False,
    ) -> Event:
        """A new event, numbered, and kept until it is acknowledged.

        Args:
            values: The values entered, by widget id.
            trigger: The id of the button that was clicked, if any.
            location: The new location, if the user went to another page or query.
            is_link: Whether the user followed a link of the page, not back or forward.
        """
        self._last_event += 1
        self.location = location or self.location
        event = Event(
            n=self._last_event,
            values=dict(values or {}),
            trigger=trigger,
            location=location,
            is_link=is_link,
            seen=self.seen,
        )
        self.unacknowledged.append(event)
        return event

    @property
    def is_settled(self) -> bool:
        """Whether the page reflects everything that the user did."""
        return self.tree is not None and not self.is_running and self.answered >= self._last_event

    # What the page shows ---------------------------------------------------------------

    def elements(self, tag: str | None = None, **fields: Json) -> list[dict[str, Any]]:
        """The elements that match, in page order.

        Args:
            tag: The kind of element; None for all kinds.
            fields: The field values that an element must have.
        """
        return [
            element
            for element in self._walk()
            if (tag is None or element["tag"] == tag)
            and all(element.get(name) == value for name, value in fields.items())
        ]

    def _walk(self) -> Iterator[dict[str, Any]]:
        waiting: list[Node] = [] if self.tree is None else [self.tree.root]
        while waiting:
            node = waiting.pop()
            yield node.element  # type: ignore[misc]  # a tab's elements are dicts
            waiting.extend(reversed(node.children))

    def _welcome(self, message: dict[str, Json]) -> None:
        self.name = message["tab"]
        self.is_copy = False
        self.epoch = message.get("epoch", 0)
        self.has_all = message.get("has_all", "")
        self.is_resumed = message.get("resumed", False)
        self.is_lost = message.get("is_lost", False)
        if not self.is_resumed:
            self.acknowledged = 0
            self.unacknowledged = []
        self._is_fresh = True
        received = message.get("received", 0)
        if self._last_event < received or not self.is_resumed:
            self._last_event = received
        self.unacknowledged = [event for event in self.unacknowledged if event.n > received]

    def _take_numbered(self, message: dict[str, Json]) -> None:
        # A whole page needs nothing before it: a process that took over counts anew.
        is_whole = self._is_fresh and message["tag"] == "page"
        if message["n"] <= self.seen and not is_whole:
            return  # The server sent it again, but it was applied already.
        self._is_fresh = False
        if message["tag"] == "page":
            self.tree = Tree(_node(message["root"]), _with_fields)
        else:
            assert self.tree is not None
            self.tree.apply(_patch(raw) for raw in message.get("patches", ()))
        self.seen = message["n"]
        self._follow()
        self.is_running = message.get("running", False)
        self.answered = message.get("answered", 0)
        self._acknowledge(message.get("acknowledged", 0))

    def _acknowledge(self, n: int) -> None:
        self.acknowledged = max(self.acknowledged, n)
        self.unacknowledged = [event for event in self.unacknowledged if event.n > n]

    def _follow(self) -> None:
        """Update the URL to the page and query that the server sent."""
        for app in self.elements("app"):
            self.location = Location(app.get("page", ""), app.get("query", ""))


def _node(raw: list[Json]) -> Node:
    number, element, children = raw
    return Node(number, element, tuple(_node(child) for child in children))


def _patch(raw: list[Json]) -> Patch:
    kind, *rest = raw
    if kind == "put":
        parent, index, node = rest
        return Put(parent, index, _node(node))
    return _PATCHES[kind](*rest)


def _with_fields(element: dict[str, Json], fields: dict[str, object]) -> dict[str, Json]:
    return {**element, **fields}
