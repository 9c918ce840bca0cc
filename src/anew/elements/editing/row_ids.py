"""The ids of a table's rows, in their order. Pure.

Positions change with each row that is deleted; ids stay. They are kept as runs of ids that follow
each other, because in most tables they all do.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

GAP = 1_000_000  # Ids that a browser may be giving to new rows before the server has seen them.


class RowIds:
    """Which row is at which position.

    Invariant: no id is there twice. `runs` are pairs of a first id and a count above 0.
    """

    __slots__ = ("_before", "_by_first", "rows", "runs")

    def __init__(self, runs: Iterable[tuple[int, int]] = ()) -> None:
        self.runs = tuple([(first, count) for first, count in runs if count])
        self._before = [0, *accumulate(count for _, count in self.runs)]
        self.rows = self._before[-1]
        self._by_first = sorted(range(len(self.runs)), key=lambda at: self.runs[at][0])

    @classmethod
    def from_flat(cls, flat: Iterable[int]) -> RowIds:
        """The inverse of `flat`."""
        numbers = list(flat)
        return cls(zip(numbers[::2], numbers[1::2], strict=True))

    @property
    def flat(self) -> tuple[int, ...]:
        """The runs, one number after the other."""
        return tuple([number for run in self.runs for number in run])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowIds) and self.runs == other.runs

    def __hash__(self) -> int:
        return hash(self.runs)

    def __repr__(self) -> str:
        return f"RowIds({list(self.runs)!r})"

    def __iter__(self) -> Iterator[int]:
        for first, count in self.runs:
            yield from range(first, first + count)

    def __contains__(self, id: int) -> bool:
        return self.position(id) is not None

    def position(self, id: int) -> int | None:
        """Where the row with this id is; None if it is not there.

        >>> RowIds([(0, 2), (5, 3)]).position(6)
        3
        """
        found = bisect_right(self._by_first, id, key=lambda at: self.runs[at][0]) - 1
        if found < 0:
            return None
        run = self._by_first[found]
        first, count = self.runs[run]
        return self._before[run] + id - first if id < first + count else None

    def at(self, position: int) -> int:
        """The id of the row at a position."""
        run = bisect_right(self._before, position) - 1
        return self.runs[run][0] + position - self._before[run]

    def changed(self, deleted: Collection[int], added: Iterable[int]) -> RowIds:
        """The ids once some rows are deleted and others are added at the end.

        >>> RowIds([(0, 5)]).changed([1, 2], [5, 6])
        RowIds([(0, 1), (3, 4)])
        """
        places = sorted([place for id in deleted if (place := self.position(id)) is not None])
        return RowIds(_joined([*self._without(places), *[(id, 1) for id in added]]))

    def resized(self, rows: int, next_id: int) -> RowIds:
        """The ids of a table with so many rows: those at the end go, or have new ids."""
        kept: list[tuple[int, int]] = []
        left = rows
        for first, count in self.runs:
            kept.append((first, min(count, left)))
            left -= min(count, left)
        return RowIds([*kept, (next_id, left)])

    def _without(self, places: list[int]) -> Iterator[tuple[int, int]]:
        """The runs without the rows at these positions, which are sorted."""
        at = 0
        for (first, count), before in zip(self.runs, self._before, strict=False):
            begin = first
            while at < len(places) and places[at] < before + count:
                gone = first + places[at] - before
                yield begin, gone - begin
                begin = gone + 1
                at += 1
            yield begin, first + count - begin


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs, with those joined that continue the one before."""
    found: list[tuple[int, int]] = []
    for first, count in runs:
        if not count:
            continue
        if found and sum(found[-1]) == first:
            found[-1] = (found[-1][0], found[-1][1] + count)
        else:
            found.append((first, count))
    return found
