"""Measures how quickly stores commit: for one session, and for many sessions at once.

    python -m bench.stores [ADDRESS]…

Without an address, it measures memory and SQLite in a temporary folder. Each store is measured with
both durabilities. To measure a server, pass the address of a running one, to which the measurement
may write: `valkey://127.0.0.1:6379/0` or `postgresql://…/database`.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from anew.stores.address import parsed, shown
from anew.stores.base import Commit, Committed, Options, next_epoch
from anew.stores.opening import open_store
from anew.stores.writer import Writer
from anew.testing import FakeClock
from bench.percentiles import p50, p95

if TYPE_CHECKING:
    from anew.stores.base import Answer, Durability, Store

SECONDS = 3.0
SESSIONS = 200
VALUES = {"count": b"\x01", "name": b"x" * 40, "rows": b"y" * 1000}


class Clicker:
    """A session in which each run changes all of its few small keys."""

    def __init__(self) -> None:
        self.session = secrets.token_hex(16)
        self._epoch = next_epoch()
        self._version = 0

    def commit(self) -> Commit:
        """The commit of the next click."""
        self._version += 1
        return Commit(
            session=self.session,
            owner="owner",
            epoch=self._epoch,
            after=self._version - 1,
            version=self._version,
            event=self._version,
            place=b"page",
            written=VALUES,
        )


def one_session(store: Store) -> list[float]:
    """The milliseconds of single commits, one after the other."""
    clicker, times = Clicker(), []
    end = time.perf_counter() + SECONDS
    while (begun := time.perf_counter()) < end:
        assert isinstance(store.commit([clicker.commit()])[0], Committed)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def many_sessions(store: Store) -> float:
    """Commits per second through the writer; each session commits again after its last commit."""
    clock, done, end = FakeClock(), 0, time.perf_counter() + SECONDS
    writer = Writer(store, clock)

    def give(clicker: Clicker) -> None:
        def told(answer: Answer) -> None:
            nonlocal done
            assert isinstance(answer, Committed)
            done += 1
            if time.perf_counter() < end:
                give(clicker)

        writer.add(clicker.commit(), told)

    for _ in range(SESSIONS):
        give(Clicker())
    clock.run_until(lambda: time.perf_counter() >= end, SECONDS + 30)
    left: list[int] = []
    writer.drain(30, left.append)
    clock.run_until(lambda: bool(left), 30)
    assert left == [0]
    return done / SECONDS


def take_overs(store: Store) -> list[float]:
    """The milliseconds of taking over a session that was committed once."""
    clickers = [Clicker() for _ in range(100)]
    store.commit([clicker.commit() for clicker in clickers])
    times = []
    for clicker in clickers:
        begun = time.perf_counter()
        assert store.take_over(clicker.session, "owner")
        times.append((time.perf_counter() - begun) * 1000)
    return times


def measure(text: str, durability: Durability, folder: Path) -> None:
    """Measure one store with one durability, and print a line about it."""
    address = parsed(text)
    store = open_store(address, Options(durability=durability), script_folder=folder)
    one, many, taken = one_session(store), many_sessions(store), take_overs(store)
    store.close()
    print(
        f"{shown(address):32} {durability:7} {p50(one):8.3f} {p95(one):8.3f} "
        f"{len(one) / SECONDS:9,.0f} {many:12,.0f} {p50(taken):10.3f}",
        flush=True,
    )


def main() -> None:
    """Measure the stores that the command line names."""
    print(f"{'':40} one session: ms, p95, a second; {SESSIONS} sessions: a second; take-over: ms")
    with tempfile.TemporaryDirectory() as folder:
        for text in sys.argv[1:] or ["memory", "sqlite"]:
            for durability in ("normal", "full"):
                measure(text, durability, Path(folder))


if __name__ == "__main__":
    main()
