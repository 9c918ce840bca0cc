"""What a click costs beside a large state: one that its run leaves alone, and one that it changes.

    python -m bench.growth [--clicks 20]

The state is in the default store. *Painted* is the time from the click to the page that answers it,
*saved* to its acknowledgement; each click waits until the one before is saved. A run that
leaves the state alone should cost the same whatever its size. One that changes it is painted as
soon, and is saved the later the larger the state is.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.contenders import ANEW, anew_arguments
from bench.percentiles import p50
from bench.raw import RawSession, fetch_cookie
from bench.servers import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import App

SIZES = (1_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
WARM_UP_CLICKS = 3


class Tab(RawSession):
    """A session that knows which of its clicks are saved."""

    def __init__(self, port: int) -> None:
        self.saved = 0  # The last event that was acknowledged.
        super().__init__("anew", port, cookie=fetch_cookie(port))

    def _take(self, message: bytes) -> bool:
        self.saved = max(self.saved, json.loads(message).get("acknowledged", 0))
        return super()._take(message)

    def wait_until_saved(self, event: int) -> None:
        while self.saved < event:
            self.read()


def clicks(tab: Tab, count: int) -> tuple[list[float], list[float]]:
    """The milliseconds until each click is painted, and until it is saved."""
    painted, saved = [], []
    for event in range(1, WARM_UP_CLICKS + count + 1):
        start = time.perf_counter()
        tab.click()
        tab.wait()
        painted.append((time.perf_counter() - start) * 1000)
        tab.wait_until_saved(event)
        saved.append((time.perf_counter() - start) * 1000)
    return painted[WARM_UP_CLICKS:], saved[WARM_UP_CLICKS:]


def measure(size: int, count: int, store: Path, *, touches: bool) -> None:
    """Measure one size, and print a line about it."""
    with surroundings({"BENCH_BYTES": str(size), **({"BENCH_TOUCHES": "1"} if touches else {})}):
        contender = replace(ANEW, arguments=partial(stored_at, store))
        with running(contender, "growing") as server:
            painted, saved = clicks(Tab(server.port), count)
    kind = "changed" if touches else "left alone"
    print(f"{size:13,d}  {kind:10} {p50(painted):9.2f} {p50(saved):9.1f}", flush=True)


def stored_at(store: Path, app: App, port: int) -> list[str]:
    """The arguments of a server with a store of its own."""
    return [*anew_arguments(app, port, is_stored=True), "--state.store", f"sqlite:///{store}"]


@contextmanager
def surroundings(variables: dict[str, str]) -> Iterator[None]:
    """Environment variables for the servers that are started meanwhile."""
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]


def main() -> None:
    """Measure all sizes."""
    line = argparse.ArgumentParser(prog="python -m bench.growth")
    line.add_argument("--clicks", type=int, default=20, help="how many of each kind")
    given = line.parse_args()
    print("  state, bytes             painted, ms  saved, ms")
    for touches in (False, True):
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                measure(size, given.clicks, Path(folder) / "state.db", touches=touches)


if __name__ == "__main__":
    main()
