"""Texts that are too long for one frame: they come in pieces, before the event that takes them up.

So no frame is large, neither to hold nor to take apart, and what a server holds of texts that
are still coming is bounded, for each connection and over all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.protocol.codec import BadMessage
from anew.protocol.messages import TOO_FAST, TOO_LARGE, Close, LongText

if TYPE_CHECKING:
    from anew.protocol.messages import Event

TEXTS_AT_ONCE = 4  # So many of the longest may be coming at the same time, over all connections.


class Room:
    """What all connections of an app hold together."""

    __slots__ = ("left", "longest")

    def __init__(self, longest: int) -> None:
        """Room for texts of at most `longest` characters each."""
        self.longest = longest
        self.left = longest * TEXTS_AT_ONCE


class Pieces:
    """Those that one connection has brought, and no event has taken up."""

    __slots__ = ("_room", "_size", "_texts")

    def __init__(self, room: Room) -> None:
        self._room = room
        self._texts: list[str] = []
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._texts)

    def add(self, text: str) -> Close | None:
        """Keep a piece; why not, if that is too much."""
        if self._size + len(text) > self._room.longest:
            return TOO_LARGE
        if len(text) > self._room.left:  # Others are about to send their texts: later, then.
            return TOO_FAST
        self._room.left -= len(text)
        self._size += len(text)
        self._texts.append(text)
        return None

    def taken_up(self, event: Event) -> dict[str, LongText]:
        """The texts that an event takes up, by widget; `BadMessage` if it is not all of them."""
        texts, at = self._texts, 0
        taken: dict[str, LongText] = {}
        for widget, count in event.long.items():
            taken[widget] = LongText(tuple(texts[at : at + count]))
            at += count
        if at != len(texts) or min(event.long.values(), default=1) < 1:
            raise BadMessage("An event takes up all pieces that came before it, and no others.")
        self.drop()
        return taken

    def drop(self) -> None:
        self._room.left += self._size
        self._texts, self._size = [], 0
