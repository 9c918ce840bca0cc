"""The two sizes of a scenario, its seeds, and its line in the report.

    with Trials("a worker is killed", store="sqlite", short=2, full=1000) as trials:
        for chance in trials:                   # A random.Random of a seed that is printed.
            trials.add(scenario(chance))        # Sentences, or none if all is well.

A scenario is short unless `ANEW_TESTS=all`. `ANEW_FAULTS_SECONDS` ends it after a time, with the trials
that ran; `ANEW_FAULTS_SEED` runs one trial with this seed again. Full scenarios write their line into
`results.jsonl` beside this file, whatever came out; `tools/reliability.py` makes the table of it.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

RESULTS = Path(__file__).parent / "results.jsonl"
IS_FULL = os.environ.get("ANEW_TESTS") == "all"
SECONDS = float(os.environ.get("ANEW_FAULTS_SECONDS", "inf"))
SEED = os.environ.get("ANEW_FAULTS_SEED")


class Trials:
    """The trials of one scenario with one store."""

    def __init__(self, scenario: str, *, store: str, short: int, full: int) -> None:
        self._scenario = scenario
        self._store = store
        self.wanted = full if IS_FULL else short
        self._began = time.monotonic()
        self._base = random.SystemRandom().randrange(1 << 32)
        self._faults: list[str] = []
        self._failed: list[int] = []  # Seeds.
        self._figures: dict[str, float] = {}
        self._more = 0
        self.is_full = IS_FULL
        self.seed = 0
        self.done = 0

    def __iter__(self) -> Iterator[random.Random]:
        seeds = [int(SEED)] if SEED else range(self._base, self._base + self.wanted)
        for self.seed in seeds:
            if time.monotonic() - self._began > SECONDS:
                return
            yield random.Random(self.seed)
            self.done += 1

    def add(self, faults: list[str]) -> None:
        """What was wrong in this trial."""
        if faults:
            self._failed.append(self.seed)
            self._faults += [f"seed {self.seed}: {fault}" for fault in faults]
            print(f"{self._scenario}, {self._store}, seed {self.seed}: {faults[:5]}")  # noqa: T201  # at once

    def count(self, more: int) -> None:
        """One trial was more than one: so many in all, of this size."""
        self._more += more - 1

    def note(self, **figures: float) -> None:
        """The largest of each figure stands in the report."""
        for name, value in figures.items():
            self._figures[name] = max(value, self._figures.get(name, value))

    def add_to(self, **figures: float) -> None:
        """The sum of each figure stands in the report."""
        for name, value in figures.items():
            self._figures[name] = value + self._figures.get(name, 0)

    def set(self, **figures: float) -> None:
        self._figures.update(figures)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self._failed.append(self.seed)
            self._faults.append(f"seed {self.seed}: {error!r}")
            self.done += 1
        if IS_FULL and not SEED:
            self._write()
        if error is not None:
            print(f"The trial with ANEW_FAULTS_SEED={self.seed} failed.")  # noqa: T201  # to run it again
            return
        assert not self._faults, "\n".join(self._faults[:20])
        assert self.done, "No trial ran."

    def _write(self) -> None:
        line = {
            "scenario": self._scenario,
            "store": self._store,
            "trials": self.done + self._more,
            "failures": len(self._failed),
            "failed_seeds": self._failed[:20],
            "seed": self._base,
            "seconds": round(time.monotonic() - self._began, 1),
            **{name: round(value, 3) for name, value in sorted(self._figures.items())},
        }
        write_line(line)


def write_line(line: dict[str, object]) -> None:
    """Keep what a scenario found, in the place of what it found before."""
    kept = [old for old in read_lines() if _name(old) != _name(line)]
    lines = sorted([*kept, line], key=_name)
    RESULTS.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")


def read_lines() -> list[dict[str, object]]:
    if not RESULTS.exists():
        return []
    return [json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()]


def _name(line: dict[str, object]) -> tuple[str, str]:
    return str(line["scenario"]), str(line["store"])
