"""What an app has done in this process, as numbers for its operator (`server/metrics.py` tells them).

Counting is adding to plain numbers. There is one record for each app: a process may hold several.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

# Upper bounds of what is counted together, in seconds.
RUN_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
COMMIT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Histogram:
    """How many values lie up to which bound."""

    __slots__ = ("bounds", "counts", "sum")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)  # Between two bounds; the last are above all.
        self.sum = 0.0

    def add(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value


class Counts:
    """Threading: the sessions' owner."""

    __slots__ = (
        "closed",
        "commit_seconds",
        "commits",
        "opened",
        "refused_values",
        "run_seconds",
        "runs_ended",
        "runs_started",
        "taken_away",
        "taken_over",
    )

    def __init__(self) -> None:
        self.opened = 0  # Sessions that began here.
        self.taken_over = 0  # Sessions that were read from the store.
        self.taken_away = 0  # Sessions that another process has taken over.
        self.runs_started = 0
        self.runs_ended: defaultdict[str, int] = defaultdict(int)  # By outcome.
        self.run_seconds = Histogram(RUN_SECONDS)
        self.commits: defaultdict[str, int] = defaultdict(int)  # By the store's answer.
        self.commit_seconds = Histogram(COMMIT_SECONDS)  # From when it was asked for.
        self.refused_values = 0  # What no widget could have sent.
        self.closed: defaultdict[int, int] = defaultdict(int)  # Connections, by the close code.
