"""Messages that a tab may not have yet (step 13 of a click).

Each is numbered, and kept until the tab has seen it: after a reconnect it is sent again.
A tab that does not keep up costs a bounded window; past it, no message is made until
there is room, and then one with all that changed meanwhile.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from anew.protocol.codec import encode

if TYPE_CHECKING:
    from anew.protocol.messages import Page, Update

WINDOW_MESSAGES = 16
WINDOW_CHARACTERS = 1024 * 1024
MOST_SEEN = 2**40  # Of what a tab says it has seen. It counts exactly up to 2**53.


class _Kept(NamedTuple):
    n: int
    text: str


class Outbox:
    """Threading: its session's owner; `has_room` may be read from anywhere."""

    __slots__ = ("_kept", "_size", "last")

    def __init__(self) -> None:
        self.last = 0  # The number of the last message.
        # Invariant: sorted by number, no gaps, the last is `last`.
        self._kept: deque[_Kept] = deque()
        self._size = 0  # Characters.

    def begin_after(self, seen: int) -> None:
        """Give numbers that the tab has not seen, in what another process has sent it.

        Else a number would not tell which of the two it has seen. One is left out between them: it is
        as if it was not kept, so that the tab gets a whole page.
        """
        if self.last == 0 < seen:
            self.last = min(seen, MOST_SEEN) + 1

    def has_room(self) -> bool:
        return len(self._kept) < WINDOW_MESSAGES and self._size < WINDOW_CHARACTERS

    @property
    def next(self) -> int:
        """The number that the next message has to carry."""
        return self.last + 1

    def put(self, message: Page | Update) -> str:
        """Keep a message; the text to send."""
        assert message.n == self.next
        text = encode(message)
        self.last = message.n
        self._kept.append(_Kept(message.n, text))
        self._size += len(text)
        return text

    def seen(self, n: int) -> None:
        """The tab has applied all messages up to `n`."""
        while self._kept and self._kept[0].n <= n:
            self._size -= len(self._kept.popleft().text)

    def after(self, n: int) -> list[str] | None:
        """The messages after `n`, in order; None if some are not kept any more."""
        first = self._kept[0].n if self._kept else self.next
        if not first - 1 <= n <= self.last:
            return None
        return [kept.text for kept in self._kept if kept.n > n]

    def forget(self) -> None:
        """Keep nothing: a whole page comes next."""
        self._kept.clear()
        self._size = 0
