"""Every message between a tab and the server, in the order of a conversation.

The wire carries each as one JSON text frame, tagged by ``tag``; ``codec`` is the only
module that turns them into text. ``docs/protocol.md`` tells the story that they make.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

PROTOCOL = 1  # Grows when an older client could no longer follow.

Json: TypeAlias = Any  # What a browser sent; nothing is known of it until a widget decodes it.


class Wire:
    """A value that the wire shows in another form, made only when it is sent.

    A record may hold the author's Markdown; the tab gets HTML. What does not change
    between two runs is compared by its source, and never rendered again.
    """

    __slots__ = ()

    def to_wire(self) -> object:
        raise NotImplementedError


def _tag(class_name: str) -> str:
    """`TextInput` is `text_input` on the wire, as it is for authors."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in class_name).lstrip("_")


class Element(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag_field="tag",
    tag=_tag,
):
    """Something shown: the base of every element's record.

    Fields are immutable and hashable: a page is compared with the one before it.
    """

    key: str = ""  # The author's; makes it the same element wherever it stands.


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An element at its place in a page: ``[id, element, children]``."""

    id: int
    element: Element
    children: tuple[Node, ...] = ()


# What a tab says ----------------------------------------------------------------------


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="tag"):
    """The base of all messages."""


class Location(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in the app a tab is: what its address says below the app's own."""

    page: str = ""  # The page's part of the address; "" is the first page.
    query: str = ""  # Without the question mark.


class Browser(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a tab says of its browser; nothing is made to depend on its being true."""

    url: str = ""  # Of the app as a whole, whichever page the tab is at.
    locale: str = ""
    timezone: str = ""
    timezone_offset: int = 0  # Minutes from local time to UTC, as browsers count them.
    theme: str = ""  # "light" or "dark".
    is_embedded: bool = False


class Hello(Message, frozen=True, tag="hello"):
    """The first message on every connection: who is there, and what it has already."""

    protocol: int
    instance: str  # Made anew at each page load, kept in memory only.
    tab: str | None = None  # The session that this tab had, if any.
    seen: int = 0  # The last numbered message that this page load applied; 0 is none.
    location: Location = Location()
    browser: Browser = Browser()


class Piece(Message, frozen=True, tag="piece"):
    """A part of a text that is too long for one frame; the event that follows takes it up."""

    text: str


class Event(Message, frozen=True, tag="event"):
    """What the user did: new values, and at most one trigger; or where they went."""

    n: int  # Numbered by the tab from 1, without gaps.
    values: dict[str, Json] = {}  # By widget id.
    trigger: str | None = None  # A widget id.
    location: Location | None = None  # Another page, or the same with another query.
    is_link: bool = False  # They went there by a link of the page.
    seen: int = 0
    # More values, of widgets with long texts: how many of the pieces before make up each, in order.
    long: dict[str, int] = {}


class Seen(Message, frozen=True, tag="seen"):
    """The tab has applied every numbered message up to this one."""

    n: int


class Stop(Message, frozen=True, tag="stop"):
    """The user asks the current run to end."""


class RunOnSave(Message, frozen=True, tag="run_on_save"):
    """The user chose whether a saved script runs by itself in this session."""

    on: bool


class ClearCache(Message, frozen=True, tag="clear_cache"):
    """The user asks to forget what functions returned, and what this session remembers."""


class Leave(Message, frozen=True, tag="leave"):
    """The user is done with this session; the tab starts over with another."""


class Alive(Message, frozen=True, tag="alive"):
    """The answer to `Probe`."""


class LongText(NamedTuple):
    """A value that came in pieces. Not on the wire: whoever decodes it puts them together."""

    pieces: tuple[str, ...]


FromTab = Hello | Piece | Event | Seen | Stop | RunOnSave | ClearCache | Leave | Alive


# What the server says -----------------------------------------------------------------


Toolbar: TypeAlias = Literal["developer", "viewer", "minimal"]  # Who looks at the app.


class Welcome(Message, frozen=True, tag="welcome"):
    """The answer to `Hello`: which session this connection belongs to."""

    tab: str
    resumed: bool  # False: a new session; what the tab had not yet sent is void.
    received: int = 0  # The session has all events up to this one; send those after it.
    version: str = ""  # Of anew, for the about box.
    run_on_save: bool = False
    toolbar: Toolbar = "viewer"  # What the menu offers.
    events_per_second: float = 30.0  # The rate that the tab keeps to.
    events_burst: int = 60
    longest_text: int = 16 * 1024 * 1024  # Characters of what a field may hold.


class Page(Message, frozen=True, tag="page"):
    """The whole page, in place of whatever the tab shows."""

    n: int
    root: Node | msgspec.Raw
    running: bool = False
    answered: int = 0  # The page reflects all events up to this one.
    acknowledged: int = 0  # Their effect on the state is committed up to this one.
    stale: tuple[tuple[int, int], ...] = ()


class Update(Message, frozen=True, tag="update"):
    """A change from the page that the tab shows to the next."""

    n: int
    patches: tuple[Patch, ...] | msgspec.Raw = ()
    running: bool = False
    answered: int = 0
    acknowledged: int = 0
    # Left from the run before, not yet drawn again: in container, from child index on.
    stale: tuple[tuple[int, int], ...] = ()


class Refused(Message, frozen=True, tag="refused"):
    """A value that its widget could not have sent was dropped; the session goes on."""

    event: int
    widget: str
    reason: str


class ScriptChanged(Message, frozen=True, tag="script_changed"):
    """The script was saved; the tab offers to run it."""


class Queued(Message, frozen=True, tag="queued"):
    """The run has not begun: as many scripts run as the server allows. Any page ends that."""


class Probe(Message, frozen=True, tag="probe"):
    """Another connection claims this tab: is anybody here?"""


FromServer = Welcome | Page | Update | Refused | ScriptChanged | Queued | Probe


# What an update consists of -----------------------------------------------------------


class Patch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One change to a page. Each leaves a well-formed page."""


class Put(Patch, frozen=True, tag="put"):
    """Insert a node, with all below it, as child `index` of `parent`."""

    parent: int
    index: int
    node: Node


class Set(Patch, frozen=True, tag="set"):
    """Give an element's fields new values."""

    id: int
    fields: dict[str, object]


class Move(Patch, frozen=True, tag="move"):
    """Take a node out and insert it among its siblings, to be child `index`."""

    id: int
    index: int


class Drop(Patch, frozen=True, tag="drop"):
    """Remove a node and all below it."""

    id: int


# Why a connection ends ----------------------------------------------------------------


class Close(msgspec.Struct, frozen=True):
    """A WebSocket close code (4000-4999 are the application's) with its reason."""

    code: int
    reason: str


BAD_MESSAGE = Close(4000, "This message is not of the protocol.")
TAKEN_OVER = Close(4001, "This session goes on in another connection.")
OUT_OF_ORDER = Close(4002, "An event is missing before this one; connect again to send it.")
OUTDATED = Close(4003, "This page is of another version of anew; load it again.")
FORBIDDEN = Close(4004, "The connection carries no session cookie; cookies must be allowed.")
TOO_FAST = Close(4005, "More events than the server accepts; wait and connect again.")
TOO_LARGE = Close(4006, "This message is larger than the server accepts.")
TOO_MANY_SESSIONS = Close(4007, "This browser has more open sessions than the server accepts.")
SHUTTING_DOWN = Close(1012, "The server restarts.")
