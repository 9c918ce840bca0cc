"""How long a session holds what its pages refer to: images, downloads, tables (see media.py).

What a run has put is held for as long as the tab may show a page with content of that run: until
the tab acknowledges that it shows the complete page of a later run, plus a grace period, because a
click may be on its way. The number of finished runs does not tell, because runs may follow each
other faster than messages travel. A bound limits what is held for a tab that acknowledges nothing,
and for many quick runs with different content.

A run of fragments replaces what these have put before, and nothing of the rest of the page.

What a tab has asked for by a click, such as a file that a function makes, is on no page: it is held for a
time of its own.

Pure: the time is passed in. Threading: one caller at a time.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anew.protocol.ids import is_within

if TYPE_CHECKING:
    from collections.abc import Collection

GRACE_SECONDS = 30.0
MOST_RUNS = 100  # The most runs whose content is held, besides that of the page, and …
MOST_BYTES = 64 * 1024 * 1024  # … the most bytes of it.
MOST_ASKED = 16  # The most that is held of what the tab has asked for, with as many bytes as above.

Fragments = tuple[str, ...] | None  # What a run draws; None for the whole page.


class Lifetimes:
    """The names of the content that one session's runs have put, and its tab has asked for."""

    __slots__ = ("_asked", "_current", "_holders", "_of", "_runs", "_sizes", "is_empty")

    def __init__(self) -> None:
        self._runs: list[_Put] = []  # In order, without those that put nothing.
        self._asked: list[_Put] = []  # What was asked for, the oldest first.
        self._current: _Put | None = None  # The latest run, if it has put anything.
        self._of: Fragments = None  # What the latest run draws.
        self._holders: Counter[str] = Counter()  # How many of the runs have put each name.
        self._sizes: dict[str, int] = {}
        self.is_empty = True

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def put(self, name: str, size: int) -> None:
        """The current run's page refers to this name."""
        if self._current is None:
            self._current = _Put(self._of)
            self._runs.append(self._current)
        if name not in self._current.names:
            self._current.names.add(name)
            self._hold(name, size)

    def asked(self, name: str, size: int, ends_at: float) -> list[str]:
        """The tab has asked for this, and is about to fetch it; return the names to release.

        If the tab asks for much, only the newest is held: the rest it has fetched, or never will.
        """
        own = _Put()
        own.names.add(name)
        own.ends_at = ends_at
        self._asked.append(own)
        self._hold(name, size)
        older, bytes_held = self._asked[:-1], self._size(own)
        for count, put in enumerate(reversed(older), 1):
            bytes_held += self._size(put)
            if count >= MOST_ASKED or bytes_held > MOST_BYTES:
                return self._let_go(older[: len(older) - count + 1])
        return []

    def begin(self) -> list[str]:
        """Another run begins, of the whole script; return the names to release."""
        self._current, self._of = None, None
        if len(self._runs) < 2:  # The page, and the one before.
            return []
        *_, older, newer = self._runs
        if older.names <= newer.names and _covers(newer.of, older.of):
            return self._let_go([older])  # The newer one holds the same names for longer.
        return self._let_go(self._too_many())

    def only(self, fragments: Collection[str]) -> None:
        """The run draws these fragments only."""
        self._of = tuple(fragments)
        if self._current is not None:
            self._current.of = self._of

    def settled(self, n: int) -> None:
        """Message `n` shows exactly what the current run has drawn."""
        for run in self._runs:
            is_replaced = run is not self._current and _covers(self._of, run.of)
            if is_replaced and run.gone_in is None:
                run.gone_in = n

    def seen(self, n: int, now: float) -> None:
        """The tab shows message `n`."""
        for run in self._runs:
            if run.gone_in is not None and run.gone_in <= n and run.ends_at is None:
                run.ends_at = now + GRACE_SECONDS

    @property
    def ends_at(self) -> float | None:
        """When the next grace period ends."""
        ends = [put.ends_at for put in (*self._runs, *self._asked) if put.ends_at is not None]
        return min(ends, default=None)

    def ended(self, now: float) -> list[str]:
        """The names to release: their grace period is over."""
        puts = (*self._runs, *self._asked)
        return self._let_go([put for put in puts if put.ends_at is not None and put.ends_at <= now])

    def all_ended(self) -> list[str]:
        """The session is over: release all names."""
        self._current = None
        return self._let_go([*self._runs, *self._asked])

    def _too_many(self) -> list[_Put]:
        """The runs to give up: the oldest that left the page, then the oldest of the others.

        The last two are kept, and the oldest that is not known to have left the page, which the
        tab still shows if no more messages arrive; and what no run has drawn anew since.
        """
        replaced = [
            run
            for at, run in enumerate(self._runs[:-2], 1)
            if any(_covers(newer.of, run.of) for newer in self._runs[at:])
        ]
        gone = [run for run in replaced if run.gone_in is not None]
        others = [run for run in replaced if run.gone_in is None][1:]
        candidates = [*gone, *others]
        count, size = len(candidates), sum(map(self._size, candidates))
        given_up: list[_Put] = []
        for run in candidates:
            if count <= MOST_RUNS and size <= MOST_BYTES:
                break
            given_up.append(run)
            count, size = count - 1, size - self._size(run)
        return given_up

    def _size(self, put: _Put) -> int:
        """The bytes that nothing else holds."""
        return sum(self._sizes[name] for name in put.names if self._holders[name] == 1)

    def _hold(self, name: str, size: int) -> None:
        self._holders[name] += 1
        self._sizes[name] = size
        self.is_empty = False

    def _let_go(self, puts: list[_Put]) -> list[str]:
        names = [name for put in puts for name in put.names]
        self._runs = [run for run in self._runs if run not in puts]
        self._asked = [own for own in self._asked if own not in puts]
        self.is_empty = not self._runs and not self._asked
        if self._current in puts:
            self._current = None
        self._holders.subtract(names)
        free = {name for name in names if not self._holders[name]}
        for name in free:
            del self._holders[name], self._sizes[name]
        return [*free]


class _Put:
    """What one run has put, or one click has asked for."""

    __slots__ = ("ends_at", "gone_in", "names", "of")

    def __init__(self, of: Fragments = None) -> None:
        self.of = of
        self.names: set[str] = set()
        self.gone_in: int | None = None  # The first message whose page is without it.
        self.ends_at: float | None = None  # When the grace ends, once the tab shows such a page.


def _covers(newer: Fragments, older: Fragments) -> bool:
    """Whether a run draws all anew that an older one has drawn."""
    if newer is None:
        return True
    return older is not None and all(is_within(one, newer) for one in older)
