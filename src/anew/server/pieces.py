"""Text that is too long for one frame: it arrives in pieces, before the event that uses it.

So no frame is large to hold or to parse, and the memory for unfinished text is bounded, per
connection and over all connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol.codec import BadMessage
from anew.protocol.messages import TOO_FAST, TOO_LARGE, Close, LongText

if TYPE_CHECKING:
    from anew.protocol.messages import Event

TEXTS_AT_ONCE = 4  # The bound over all connections, in texts of the greatest length.


class Room:
    """The memory that all connections of an app share for unfinished text, in characters."""

    __slots__ = ("left", "longest")

    def __init__(self, longest: int) -> None:
        """Allow at most `longest` characters per connection."""
        self.longest = longest
        self.left = longest * TEXTS_AT_ONCE


class Pieces:
    """The pieces that arrived on one connection and that no event has used yet."""

    __slots__ = ("_room", "_size", "_texts")

    def __init__(self, room: Room) -> None:
        self._room = room
        self._texts: list[str] = []
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._texts)

    def add(self, text: str) -> Close | None:
        """Keep a piece. Returns the reason to close the connection if that is too much."""
        if self._size + len(text) > self._room.longest:
            return TOO_LARGE
        if len(text) > self._room.left:  # Other connections use the room; the tab may retry later.
            return TOO_FAST
        self._room.left -= len(text)
        self._size += len(text)
        self._texts.append(text)
        return None

    def taken_up(self, event: Event) -> dict[str, LongText]:
        """The text that an event uses, by widget.

        Raises:
            BadMessage: The event does not use exactly the pieces that are here.
        """
        texts, at = self._texts, 0
        taken: dict[str, LongText] = {}
        for widget, count in event.long.items():
            taken[widget] = LongText(tuple(texts[at : at + count]))
            at += count
        if at != len(texts) or min(event.long.values(), default=1) < 1:
            raise BadMessage("An event does not use exactly the pieces that came before it.")
        self.drop()
        return taken

    def drop(self) -> None:
        self._room.left += self._size
        self._texts, self._size = [], 0
