"""Every message between a tab and the server, in the order of a conversation.

Each is one JSON text frame on the wire, and its field ``tag`` names its type; only ``codec``
encodes and decodes them. ``docs/protocol.md`` explains the protocol as a whole.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

import msgspec

PROTOCOL = 1  # Incremented when an older client could no longer follow.

Json: TypeAlias = Any  # A value that a browser sent. Its widget's `decode` checks it.


class Wire:
    """A value that has another form on the wire, which is made only when it is sent.

    For example, a record holds the author's Markdown, and the tab gets HTML. If the Markdown does
    not change between two runs, it is compared by its source and not rendered again.
    """

    __slots__ = ()

    def to_wire(self) -> object:
        raise NotImplementedError


class End(Wire):
    """The new end of a text that grows: how many UTF-16 units of it are kept, and what follows."""

    __slots__ = ()

    @property
    def whole(self) -> object:
        """The text as it is now."""
        raise NotImplementedError

    def to_wire(self) -> tuple[int, str]:
        raise NotImplementedError


class Growing(Wire):
    """A text of which only the new end is sent when it grows."""

    __slots__ = ()

    def since(self, before: object) -> End | None:
        """What it has that `before` had not; None if it has to be sent whole."""
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
    """The base of every element's record.

    All fields are immutable and hashable, so that a page can be compared with the one before it.
    """

    key: str = ""  # The author's key. It identifies the element even if it moves.


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An element of a page, with its children: ``[id, element, children]`` on the wire."""

    id: int
    element: Element
    children: tuple[Node, ...] = ()


# From a tab to the server -------------------------------------------------------------


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="tag"):
    """The base of all messages."""


class Location(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in the app a tab is, relative to the app's own URL."""

    page: str = ""  # The page's path; "" is the first page.
    query: str = ""  # Without the question mark.


class Browser(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a tab says about its browser. It may be false, so nothing depends on it."""

    url: str = ""  # The URL of the app, without the page.
    locale: str = ""
    timezone: str = ""
    timezone_offset: int = 0  # UTC minus local time, in minutes, as in JavaScript.
    theme: str = ""  # "light" or "dark".
    is_embedded: bool = False


class Hello(Message, frozen=True, tag="hello"):
    """The first message on every connection: which tab it is, and what it has received already."""

    protocol: int
    instance: str  # A random id of this page load: a reload has another.
    tab: str | None = None  # The id of the session that this tab had, if any.
    # The tab was duplicated, and the other one goes on with that session.
    is_copy: bool = False
    acknowledged: int = 0  # The last event of that session that the tab knows to be committed.
    epoch: int = 0  # As in the session's last welcome: whose memory of it is the newest.
    has_all: str = ""  # As in the session's last welcome.
    seen: int = 0  # The last numbered message that this page load applied; 0 for none.
    location: Location = Location()
    browser: Browser = Browser()


class Piece(Message, frozen=True, tag="piece"):
    """A part of a text that is too long for one frame, sent before the event that uses it."""

    text: str


class Event(Message, frozen=True, tag="event"):
    """What the user did: new values and at most one trigger, or a new location."""

    n: int  # The tab numbers its events from 1, without gaps.
    values: dict[str, Json] = {}  # By widget id.
    trigger: str | None = None  # A widget id.
    location: Location | None = None  # Another page, or the same one with another query.
    is_link: bool = False  # The user followed a link of the page.
    seen: int = 0  # The last numbered message that the tab has applied.
    # Values that were sent in pieces: by widget id, how many pieces each has, in order.
    long: dict[str, int] = {}


class Seen(Message, frozen=True, tag="seen"):
    """The tab has applied every numbered message up to this one."""

    n: int


class Stop(Message, frozen=True, tag="stop"):
    """The user wants to stop the current run."""


class Refresh(Message, frozen=True, tag="refresh"):
    """It is time to run fragments that run again and again. The user did nothing."""

    fragments: list[str]


class RunOnSave(Message, frozen=True, tag="run_on_save"):
    """The user chose whether a saved script runs by itself in this session."""

    on: bool


class ClearCache(Message, frozen=True, tag="clear_cache"):
    """The user wants to clear all caches, and the state of this session."""


class Make(Message, frozen=True, tag="make"):
    """The user wants a file that is made at the click; asked again after a reconnect."""

    n: int  # The tab numbers what it asks for from 1. Whatever is asked again keeps its number.
    widget: str  # A widget id.


class Scheme(Message, frozen=True, tag="scheme"):
    """The page has become light or dark. What the script knows of it, its next run finds out."""

    theme: Annotated[str, msgspec.Meta(max_length=16)]  # "light" or "dark".


class Leave(Message, frozen=True, tag="leave"):
    """The user has ended this session; the tab will start another one."""


class LongText(NamedTuple):
    """A value that arrived in pieces, to be joined when it is decoded. Not on the wire."""

    pieces: tuple[str, ...]


FromTab = (
    Hello | Piece | Event | Seen | Stop | Refresh | RunOnSave | ClearCache | Make | Scheme | Leave
)


# From the server to a tab -------------------------------------------------------------


Toolbar: TypeAlias = Literal["developer", "viewer", "minimal"]  # Whom the menu is for.


class Welcome(Message, frozen=True, tag="welcome"):
    """The answer to `Hello`: which session this connection belongs to."""

    tab: str
    resumed: bool  # If false, it is a new session, and the tab discards its unsent events.
    is_lost: bool = (
        False  # The session that the tab had is gone, with events that it had committed.
    )
    received: int = 0  # The session has all events up to this one; the tab sends the later ones.
    epoch: int = 0  # Who carries the session on: the tab returns it. 0 if there is no store.
    # Not empty if no event of the session is of an earlier page load: the tab returns it.
    has_all: str = ""
    version: str = ""  # The version of anew, for the about box.
    run_on_save: bool = False
    toolbar: Toolbar = "viewer"  # What the menu offers.
    events_per_second: float = 30.0  # The rate limit that the tab must keep to.
    events_burst: int = 60
    longest_text: int = 16 * 1024 * 1024  # The most characters that a text field may hold.


class Page(Message, frozen=True, tag="page"):
    """The whole page, which replaces what the tab shows."""

    n: int
    root: Node | msgspec.Raw
    running: bool = False
    answered: int = 0  # The page reflects all events up to this one.
    acknowledged: int = 0  # The effects on the state are committed for all events up to this one.
    stale: tuple[tuple[int, int], ...] = ()


class Update(Message, frozen=True, tag="update"):
    """A change from the page that the tab shows to the next."""

    n: int
    patches: tuple[Patch, ...] | msgspec.Raw = ()
    running: bool = False
    answered: int = 0
    acknowledged: int = 0
    # What the previous run left and this one has not drawn yet: (container, first child index).
    stale: tuple[tuple[int, int], ...] = ()


class Refused(Message, frozen=True, tag="refused"):
    """A value was ignored because its widget cannot have sent it; the session continues."""

    event: int
    widget: str
    reason: str


class Made(Message, frozen=True, tag="made"):
    """A file that was asked for is ready, or why there is none."""

    n: int  # As in `Make`.
    url: str = ""  # Relative to the app's base URL.
    reason: str = ""  # For the user, if there is no file.


class ScriptChanged(Message, frozen=True, tag="script_changed"):
    """The script was saved, so the tab offers to run it again."""


class Look(Message, frozen=True, tag="look"):
    """The author has changed the app's theme: from now on, the page has this one."""

    style: str = ""  # The name of the theme's style sheet; empty if it has none.
    scheme: str = ""  # "light" or "dark" for users who chose neither; empty to follow the system.


class Saved(Message, frozen=True, tag="saved"):
    """How far events are committed, where no update has told it; or that the store does not answer."""

    acknowledged: int = 0
    waits: bool = False  # What was done since is not saved yet; it is tried again.


class Queued(Message, frozen=True, tag="queued"):
    """The run has to wait, because as many scripts are running as the server allows.

    The next page or update means that it has begun.
    """


class InMemory(msgspec.Struct, frozen=True):
    """A key of the state whose value cannot be committed."""

    key: str  # "" for the value of a widget without a key.
    why: str


class Unkept(Message, frozen=True, tag="unkept"):
    """What of the state does not outlive the server, for the menu of who develops the app.

    Nothing, as long as this was not sent.
    """

    keys: tuple[InMemory, ...] = ()
    more: int = 0  # There are so many others.


FromServer = (
    Welcome | Page | Update | Refused | Made | ScriptChanged | Look | Saved | Queued | Unkept
)


# Parts of an update -------------------------------------------------------------------


class Patch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One change to a page. The page is well-formed after each patch."""


class Put(Patch, frozen=True, tag="put"):
    """Insert a node, with its descendants, as child `index` of `parent`."""

    parent: int
    index: int
    node: Node


class Set(Patch, frozen=True, tag="set"):
    """Give an element's fields new values."""

    id: int
    fields: dict[str, object]


class Grow(Patch, frozen=True, tag="grow"):
    """Give the `body` of an element a new end."""

    id: int
    end: End


class Move(Patch, frozen=True, tag="move"):
    """Move a node among its siblings; `index` counts without the node itself."""

    id: int
    index: int


class Drop(Patch, frozen=True, tag="drop"):
    """Remove a node and its descendants."""

    id: int


# Why a connection is closed -----------------------------------------------------------


class Close(msgspec.Struct, frozen=True):
    """A WebSocket close code with its reason. Codes 4000 to 4999 are free for applications."""

    code: int
    reason: str


BAD_MESSAGE = Close(4000, "This message is not valid.")
TAKEN_OVER = Close(4001, "This session continues in another connection.")
OUT_OF_ORDER = Close(4002, "An earlier event is missing; reconnect to send it again.")
OUTDATED = Close(4003, "This page is from another version of anew; reload it.")
FORBIDDEN = Close(4004, "The connection has no session cookie; cookies must be allowed.")
TOO_FAST = Close(4005, "There are more events than the server accepts; wait and reconnect.")
TOO_LARGE = Close(4006, "This message is larger than the server accepts.")
TOO_MANY_SESSIONS = Close(4007, "This browser has more open sessions than the server accepts.")
MOVED = Close(4009, "Another process has carried this session on; connect again.")
BEHIND = Close(4008, "The store has an older state of this session than the tab was told of.")
SIGNED_OUT = Close(4010, "Somebody has signed in or out; load the page again.")
STORE_FAILED = Close(1013, "The server cannot reach its store; connect again.")
SHUTTING_DOWN = Close(1012, "The server is restarting.")
