"""What a tab did and was told, and what in it cannot be: the list-append check.

The app of `faults/app.py` appends the number that comes with each event to a list. A tab sends
growing numbers, one an event. So the list tells all: whether one that was acknowledged is missing, one is
there twice, the order is broken, or a page showed something else than what had become of the events.

    faults_in(history, final)   # Sentences; none if all is well.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


class Entry(NamedTuple):
    at: float  # Monotonic seconds.
    kind: str  # sent, frame, welcome, shown, acknowledged, saved, refused, closed, reloaded
    data: dict[str, Any]


class History:
    """What happened to one tab, in order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def note(self, kind: str, **data: Any) -> None:
        self.entries.append(Entry(time.monotonic(), kind, data))

    def all(self, kind: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind == kind)

    def marks(self, kind: str) -> list[int]:
        """The numbers of all events that were sent, or acknowledged; in order."""
        return [entry.data["mark"] for entry in self.all(kind) if entry.data["mark"] is not None]

    def given_up(self) -> set[int]:
        """The numbers of events that were not acknowledged when their page was loaded anew."""
        waiting: set[int] = set()
        found: set[int] = set()
        for entry in self.entries:
            if entry.kind == "sent" and entry.data["mark"] is not None:
                waiting.add(entry.data["mark"])
            elif entry.kind == "acknowledged":
                waiting.discard(entry.data["mark"])
            elif entry.kind == "reloaded":
                found |= waiting
                waiting.clear()
        return found

    def longest_wait(self) -> float:
        """The longest time in seconds from an event to its acknowledgement."""
        return max((entry.data["took"] for entry in self.all("acknowledged")), default=0.0)

    def since(self, at: float, kind: str) -> Entry | None:
        """The first of a kind after a time."""
        return next((entry for entry in self.all(kind) if entry.at >= at), None)

    def tail(self, count: int = 30) -> str:
        """The last entries, to be read."""
        end = time.monotonic()
        return "\n".join(
            f"{entry.at - end:+.3f} {entry.kind} {entry.data}" for entry in self.entries[-count:]
        )


def faults_in(
    history: History,
    final: Sequence[int],
    *,
    is_settled: bool = True,
    others: Collection[int] = (),
    may_fork: bool = False,
) -> list[str]:
    """What contradicts the promise that each event counts once.

    Args:
        history: Of a tab that did not lose its session on purpose.
        final: The list as the app, or the store, has it in the end.
        is_settled: Whether all that was sent has had its time to arrive.
        others: What other tabs have sent to the session that this one has, or has a copy of.
        may_fork: Whether the tab may get a copy as a session of its own.
    """
    final = [mark for mark in final if mark not in others]
    given_up = history.given_up()
    sent, acknowledged = history.marks("sent"), history.marks("acknowledged")
    times = Counter(final)
    faults = [f"{mark} was acknowledged and is lost" for mark in acknowledged if not times[mark]]
    faults += [f"{mark} was applied {count} times" for mark, count in times.items() if count > 1]
    faults += [f"{mark} was never sent" for mark in times if mark not in set(sent)]
    if is_settled:
        left = set(sent) - set(acknowledged) - given_up
        faults += [f"{mark} was never acknowledged" for mark in sent if mark in left]
        faults += [f"{mark} is lost" for mark in sent if mark in left and not times[mark]]
    if list(final) != sorted(final):
        faults.append(f"the order is broken: {[*final]}")
    undone = given_up - {*final}
    ignored = undone | {*others}
    return faults + _false_sights(history, final, ignored, is_settled=is_settled, may_fork=may_fork)


def _false_sights(
    history: History,
    final: Sequence[int],
    ignored: set[int],
    *,
    is_settled: bool,
    may_fork: bool,
) -> list[str]:
    """Pages that showed what cannot have been.

    A page may show what is not committed yet. If the server dies then, the next page lacks it
    until the tab has sent it again. So each page is a beginning of the final list; it has all that
    was acknowledged before, and what it says that it answers.

    Args:
        ignored: What was lost with a page that was loaded anew before it was acknowledged, and
            what others have sent.
    """
    faults: list[str] = []
    acknowledged: set[int] = set()
    has_done = False  # Something, so that a session of another name is another state.
    for entry in history.entries:
        has_done |= entry.kind == "sent"
        if entry.kind == "acknowledged" and entry.data["mark"] is not None:
            acknowledged.add(entry.data["mark"])
        is_other = entry.kind == "welcome" and entry.data["is_other"]
        if is_other and has_done and not may_fork:
            faults.append("the tab was given another session")
        if entry.kind == "refused":
            faults.append(f"an event was refused: {entry.data['reason']}")
        if entry.kind != "shown":
            continue
        shown = [mark for mark in entry.data["shown"] if mark not in ignored]
        if is_settled and shown != [*final[: len(shown)]]:
            faults.append(f"a page showed {shown}, which was never so")
        faults += [
            f"a page lacked {mark}, which was acknowledged before"
            for mark in sorted(acknowledged - {*shown})
        ]
        faults += [
            f"a page lacked {mark}, which it said that it answers"
            for mark in entry.data["answered"]
            if mark is not None and mark not in entry.data["shown"]
        ]
    return faults
