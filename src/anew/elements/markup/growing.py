"""Markdown that grows while it is shown, as an answer that is streamed (`st.write_stream`).

What stays as it is is rendered and sent once. The text is cut where a block of it has ended: a paragraph,
a list, a table. Only the last block is rendered again when it grows, and only the end of its HTML that
has changed is sent. A mark in the HTML tells the browser how much of it will stay.

A `Growth` is the text itself, to which one thread appends. A `Grown` is the text as it was at one moment:
the value that an element holds, so that pages can be compared.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from anew.arguments import shown_text
from anew.elements.markup import Markdown, written
from anew.protocol.messages import End, Growing

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = "<!---->"  # What is before the last one stays. Nothing else puts comments into markup.

# What makes a text more than its blocks: a line that says where references lead, and one of spaces, which
# `written` removes.
_BEYOND_BLOCKS = re.compile(r"^ {0,3}\[[^\]\n]+\]:|^[ \t]+$", re.MULTILINE)

_HEADING = re.compile(r'<h\d id="([^"]+)"')


class Growth:
    """A text to which is appended. Threading: its owner appends; others may render it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lock = threading.Lock()  # For what follows.
        # The HTML of the blocks that have ended. It begins with a mark: what grows is known by it.
        self._pieces: list[str] = [MARK]
        self._units = len(MARK)  # Its length.
        self._first = 0  # The first part that is not in there as a whole,
        self._begins = 0  # and how many of its characters are.
        self._seen = 0  # How many parts the last rendering had.

    def add(self, text: str) -> None:
        self._parts.append(shown_text(text))

    def now(self, cursor: str = "") -> Grown:
        """The text as it is now.

        Args:
            cursor: Markdown that is shown after it.
        """
        return Grown(self, len(self._parts), cursor)

    def whole(self) -> Grown:
        """The text, to which nothing is added any more."""
        return Grown(self, len(self._parts), "", is_whole=True)

    def source(self, until: int) -> str:
        return "".join(self._parts[:until])

    def render(self, until: int, cursor: str, *, is_whole: bool) -> Rendered:
        """The HTML of its first parts; what was rendered before is not rendered again."""
        # Imported late: it takes some 30 ms.
        from anew.elements.markup.rendering import rendered_tops  # noqa: PLC0415

        with self._lock:
            if until < self._seen:  # A page of before is sent again.
                html = Markdown(self.source(until) + cursor).to_wire()
                return Rendered(0, 0, html)
            self._seen = until
            rest = self._rest(until)
            tops, ends = rendered_tops(rest.rstrip() if is_whole else rest + cursor)
            if is_whole:
                stay = len(tops)
            else:
                stay = _staying(ends, rest)
                self._skip(ends[stay - 1] if stay else 0)
            for html in tops[:stay]:
                self._pieces.append(html + MARK)
                self._units += _units(html) + len(MARK)
            return Rendered(len(self._pieces), self._units, "".join(tops[stay:]))

    def pieces(self, first: int, end: int) -> str:
        return "".join(self._pieces[first:end])

    def _rest(self, until: int) -> str:
        return "".join(self._parts[self._first : until])[self._begins :]

    def _skip(self, characters: int) -> None:
        """The next characters are rendered for good."""
        self._begins += characters
        while self._first < len(self._parts) and self._begins >= len(self._parts[self._first]):
            self._begins -= len(self._parts[self._first])
            self._first += 1


class Rendered:
    """The HTML of a text at one moment: so many pieces, of this length, and what may still change."""

    __slots__ = ("pieces", "rest", "units")

    def __init__(self, pieces: int, units: int, rest: str) -> None:
        self.pieces = pieces
        self.units = units
        self.rest = rest


class Grown(Markdown, Growing):
    """A text that grows, as it was at one moment."""

    __slots__ = ("_cursor", "_is_whole", "_rendered", "_until", "growth")

    def __init__(
        self, growth: Growth, until: int, cursor: str = "", *, is_whole: bool = False
    ) -> None:
        self.allow_html = False
        self.growth = growth
        self._until = until
        self._cursor = cursor
        self._is_whole = is_whole
        self._rendered: Rendered | None = None

    @property
    def source(self) -> str:  # type: ignore[override]  # a text has it as an attribute
        return written(self.growth.source(self._until) + self._cursor)

    def to_wire(self) -> str:
        if self._is_whole and self._needs_all():
            return Markdown(self.source).to_wire()
        return self._in_blocks()

    def since(self, before: object) -> End | None:
        if not isinstance(before, Grown) or before.growth is not self.growth:
            return None
        return None if self._is_whole and self._needs_all() else NewEnd(before, self)

    def rendered(self) -> Rendered:
        """Its HTML, rendered at most once."""
        if self._rendered is None:
            self._rendered = self.growth.render(self._until, self._cursor, is_whole=self._is_whole)
        return self._rendered

    def end_since(self, before: Grown) -> tuple[int, str]:
        """How much of the HTML of `before` is kept, in UTF-16 units, and what follows it."""
        old, new = before.rendered(), self.rendered()
        fresh = self.growth.pieces(old.pieces, new.pieces) + new.rest
        if new.pieces < old.pieces:  # An earlier moment.
            return 0, self.to_wire()
        same = _common_start(old.rest, fresh)
        return old.units + _units(fresh[:same]), fresh[same:]

    def _in_blocks(self) -> str:
        found = self.rendered()
        return self.growth.pieces(0, found.pieces) + found.rest

    def _needs_all(self) -> bool:
        """Whether its blocks are other than they are one by one: then it is rendered as a whole."""
        source = self.growth.source(self._until)
        if source[:1].isspace() or _BEYOND_BLOCKS.search(source):
            return True
        names = _HEADING.findall(self._in_blocks())
        return len(set(names)) < len(names)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Grown) and other.growth is self.growth:
            return self.moment == other.moment
        return isinstance(other, Markdown) and (self.source, False) == (
            other.source,
            other.allow_html,
        )

    def __hash__(self) -> int:
        return hash(Markdown(self.source))

    @property
    def moment(self) -> tuple[int, str, bool]:
        return self._until, self._cursor, self._is_whole


class NewEnd(End):
    """What has been added to a text between two moments."""

    __slots__ = ("_after", "_before")

    def __init__(self, before: Grown, after: Grown) -> None:
        self._before = before
        self._after = after

    @property
    def whole(self) -> Grown:
        return self._after

    def to_wire(self) -> tuple[int, str]:
        return self._after.end_since(self._before)


def _staying(ends: Sequence[int], text: str) -> int:
    """How many of the blocks of a text stay as they are, whatever is added to it.

    The last one may grow. Those before it stay once the first line of the last one is complete: that
    line may still turn out to belong to the block before.
    """
    stay = len(ends) - 1
    while stay > 0 and "\n" not in text[ends[stay - 1] :].lstrip("\n"):
        stay -= 1
    return max(stay, 0)


def _units(text: str) -> int:
    """Its length as JavaScript counts it: some characters, such as emoji, have two units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _common_start(one: str, other: str) -> int:
    """The number of characters at the start that are the same."""
    same, end = 0, min(len(one), len(other))
    while same < end:
        middle = (same + end + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            end = middle - 1
    return same
