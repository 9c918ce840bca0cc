"""How long a session holds what its pages refer to: images, downloads, tables (see media.py).

What a run has put is held for as long as the tab may show a page with content of that run: until
the tab acknowledges that it shows the complete page of a later run, plus a grace period, because a
click may be on its way. The number of finished runs does not tell, because runs may follow each
other faster than messages travel. A bound limits what is held for a tab that acknowledges nothing,
and for many quick runs with different content.

Pure: the time is passed in. Threading: one caller at a time.
"""

from __future__ import annotations

from collections import Counter

GRACE_SECONDS = 30.0
MOST_RUNS = 100  # The most runs whose content is held, besides that of the page, and …
MOST_BYTES = 64 * 1024 * 1024  # … the most bytes of it.


class Lifetimes:
    """The names of the content that one session's runs have put."""

    __slots__ = ("_current", "_holders", "_runs", "_sizes", "is_empty")

    def __init__(self) -> None:
        self._runs: list[_Put] = []  # In order, without those that put nothing.
        self._current: _Put | None = None  # The latest run, if it has put anything.
        self._holders: Counter[str] = Counter()  # How many of the runs have put each name.
        self._sizes: dict[str, int] = {}
        self.is_empty = True

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def put(self, name: str, size: int) -> None:
        """The current run's page refers to this name."""
        if self._current is None:
            self._current = _Put()
            self._runs.append(self._current)
            self.is_empty = False
        if name not in self._current.names:
            self._current.names.add(name)
            self._holders[name] += 1
            self._sizes[name] = size

    def begin(self) -> list[str]:
        """Another run begins; return the names to release."""
        self._current = None
        if len(self._runs) < 2:  # The page, and the one before.
            return []
        *_, older, newer = self._runs
        if older.names <= newer.names:  # The newer one holds the same names for longer.
            return self._let_go([older])
        return self._let_go(self._too_many())

    def settled(self, n: int) -> None:
        """Message `n` shows exactly what the current run has drawn."""
        for run in self._runs:
            if run is not self._current and run.gone_in is None:
                run.gone_in = n

    def seen(self, n: int, now: float) -> None:
        """The tab shows message `n`."""
        for run in self._runs:
            if run.gone_in is not None and run.gone_in <= n and run.ends_at is None:
                run.ends_at = now + GRACE_SECONDS

    @property
    def ends_at(self) -> float | None:
        """When the next grace period ends."""
        ends = [run.ends_at for run in self._runs if run.ends_at is not None]
        return min(ends, default=None)

    def ended(self, now: float) -> list[str]:
        """The names to release: their grace period is over."""
        return self._let_go(
            [run for run in self._runs if run.ends_at is not None and run.ends_at <= now]
        )

    def all_ended(self) -> list[str]:
        """The session is over: release all names."""
        self._current = None
        return self._let_go(self._runs)

    def _too_many(self) -> list[_Put]:
        """The runs to give up: the oldest that left the page, then the oldest of the others.

        The last two are kept, and the oldest that is not known to have left the page, which the
        tab still shows if no more messages arrive.
        """
        gone = [run for run in self._runs[:-2] if run.gone_in is not None]
        others = [run for run in self._runs[:-2] if run.gone_in is None][1:]
        candidates = [*gone, *others]
        count, size = len(candidates), sum(map(self._size, candidates))
        given_up: list[_Put] = []
        for run in candidates:
            if count <= MOST_RUNS and size <= MOST_BYTES:
                break
            given_up.append(run)
            count, size = count - 1, size - self._size(run)
        return given_up

    def _size(self, run: _Put) -> int:
        """The bytes that only this run has put."""
        return sum(self._sizes[name] for name in run.names if self._holders[name] == 1)

    def _let_go(self, runs: list[_Put]) -> list[str]:
        names = [name for run in runs for name in run.names]
        self._runs = [run for run in self._runs if run not in runs]
        self.is_empty = not self._runs
        if self._current in runs:
            self._current = None
        self._holders.subtract(names)
        free = {name for name in names if not self._holders[name]}
        for name in free:
            del self._holders[name], self._sizes[name]
        return [*free]


class _Put:
    """What one run has put."""

    __slots__ = ("ends_at", "gone_in", "names")

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.gone_in: int | None = None  # The first message whose page is without it.
        self.ends_at: float | None = None  # When the grace ends, once the tab shows such a page.
