"""The line to the tab: what is said on it, whichever connection it is on (step 13 of a click).

Changes of the page are numbered and kept in the outbox; all else is said once, if anybody
is there. Connections come and go, the line stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from anew.protocol import messages
from anew.protocol.codec import encode
from anew.protocol.messages import TAKEN_OVER, Refused, Saved, Update
from anew.session.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.ambient.visit import Visit
    from anew.protocol.messages import Close, FromServer
    from anew.script.change import Change
    from anew.script.request import Refusal
    from anew.session.ledger import Ledger


class Connection(Protocol):
    """What a session needs of a socket. Nothing here waits."""

    @property
    def is_open(self) -> bool: ...

    @property
    def visit(self) -> Visit:
        """What the connection tells of who is at its other end."""
        ...

    def send(self, text: str) -> None: ...

    def close(self, close: Close) -> None: ...


class Line:
    """Threading: its session's owner; `has_room` and `owes_page` may be read from anywhere."""

    __slots__ = ("_connection", "_ledger", "_outbox", "acknowledged", "owes_page")

    def __init__(self, ledger: Ledger) -> None:
        """A line that nobody is at yet.

        Args:
            ledger: What each change of the page tells of the tab's events.
        """
        self._ledger = ledger
        self._outbox = Outbox()
        self._connection: Connection | None = None
        self.acknowledged = 0  # As the tab was told last.
        self.owes_page = False  # The tab has lost its page, and no whole one was sent since.

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    @property
    def last(self) -> int:
        """The number of the last change that was shown."""
        return self._outbox.last

    def connect(self, connection: Connection, seen: int = 0) -> None:
        """Go on with this connection; the one before is over.

        Args:
            seen: The last change that the tab has seen.
        """
        self._outbox.begin_after(seen)
        self.hang_up(TAKEN_OVER)
        self._connection = connection
        self.acknowledged = 0  # What was said last may have been lost with the connection before.

    def lost(self, connection: Connection) -> bool:
        """A connection has ended; whether it was the one that this line is on."""
        if self._connection is not connection:
            return False
        self._connection = None
        return True

    def hang_up(self, close: Close | None = None) -> None:
        """Let go of the connection; `close` says why to the tab."""
        if self._connection is not None and close is not None:
            self._connection.close(close)
        self._connection = None

    def complain(self, close: Close) -> None:
        """The tab has said what it must not: end its connection. It may come again."""
        assert self._connection is not None
        self._connection.close(close)

    # What is said ----------------------------------------------------------------------

    def say(self, message: FromServer) -> None:
        """Say something that counts only for who is there."""
        self._send(encode(message))

    def refuse(self, event: int, refusals: Iterable[Refusal]) -> None:
        """Tell what of an event was ignored."""
        for refusal in refusals:
            self.say(Refused(event=event, widget=refusal.widget, reason=refusal.reason))

    def say_saved(self, *, waits: bool = False) -> None:
        """Tell how far events are committed, without a change of the page.

        Args:
            waits: Whether the store does not answer, so that later ones are not.
        """
        self.acknowledged = self._ledger.acknowledged
        self.say(Saved(acknowledged=self.acknowledged, waits=waits))

    def show(self, change: Change | None, *, is_running: bool) -> None:
        """Tell of a change of the page, or only of how far the tab's events are.

        Nothing is told to a tab that has no page: the whole one is being made ready, on
        another thread, and has all of it.
        """
        message: messages.Page | Update
        if change is not None and change.root is not None:
            self._outbox.forget()
            self.owes_page = False
            message = messages.Page(
                n=self._outbox.next,
                root=change.root,
                running=is_running,
                answered=self._ledger.answered,
                acknowledged=self._ledger.acknowledged,
                stale=change.stale,
            )
        elif self.owes_page:
            return
        else:
            message = Update(
                n=self._outbox.next,
                patches=() if change is None else change.patches or (),
                running=is_running,
                answered=self._ledger.answered,
                acknowledged=self._ledger.acknowledged,
                stale=() if change is None else change.stale,
            )
        self.acknowledged = message.acknowledged
        self._send(self._outbox.put(message))

    def repeat(self, seen: int) -> bool:
        """Send what the tab has missed after `seen`; False if that is not kept any more.

        What it has seen makes room: that it said so may have been lost with the connection before.
        """
        missed = self._outbox.after(seen)
        if missed is not None:
            self._outbox.seen(seen)
        for text in missed or ():
            self._send(text)
        if missed is not None and self._ledger.acknowledged:
            self.say_saved()
        return missed is not None

    def owe_page(self) -> None:
        """The tab has lost its page: what was sent of it is void."""
        self._outbox.forget()
        self.owes_page = True

    def seen(self, n: int) -> None:
        """The tab has applied all changes up to `n`."""
        self._outbox.seen(n)

    def has_room(self) -> bool:
        """Whether the tab keeps up."""
        return self._outbox.has_room()

    def _send(self, text: str) -> None:
        if self._connection is not None:
            self._connection.send(text)
