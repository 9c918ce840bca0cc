"""The contenders: how each server is started, and its protocol. They are measured in this order."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from bench.environment import peer_python

if TYPE_CHECKING:
    from collections.abc import Callable

# One of "counter", "thousand" and "growing", or "charts/" and a kind of chart.
App: TypeAlias = str
Name: TypeAlias = Literal["floor", "anew", "anew_in_memory", "peer", "peer_no_collection"]

APPS = Path(__file__).parent / "apps"
UNLIMITED_EVENTS = "1000000"


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A server to measure."""

    name: Name
    title: str
    wire: Literal["floor", "anew", "peer"]
    package: str | None  # The package to install for it; None if its size is not measured.
    python: Callable[[], Path]
    arguments: Callable[[App, int], list[str]]

    def command(self, app: App, port: int) -> list[str]:
        """The command line that serves an app at a port."""
        return [str(self.python()), *self.arguments(app, port)]


def own_python() -> Path:
    """The Python that runs this program, which is the project's."""
    return Path(sys.executable)


def floor_arguments(app: App, port: int) -> list[str]:
    """The arguments for the floor, whose only app is the counter."""
    if app != "counter":
        raise ValueError(f"The floor has no app {app!r}; it has 'counter'.")
    return ["-m", "bench.floor", str(port)]


def anew_arguments(app: App, port: int, *, is_stored: bool) -> list[str]:
    """The defaults, except for the rate limit of events: a load test would only measure that.

    Args:
        is_stored: Whether sessions are stored, as they are by default.
    """
    options = {
        "--server.port": str(port),
        "--server.headless": "true",
        "--server.maxEventsPerSecond": UNLIMITED_EVENTS,
    }
    if not is_stored:
        options["--state.store"] = "memory"
    return ["-m", "anew", "run", str(APPS / f"{app}.py"), *words(options)]


def peer_arguments(app: App, port: int, *, collects: bool) -> list[str]:
    """The defaults; without `collects`, Streamlit does not collect garbage after each run."""
    options = {
        "--server.port": str(port),
        "--server.address": "127.0.0.1",
        "--server.headless": "true",
        "--browser.gatherUsageStats": "false",
    }
    if not collects:
        options["--runner.postScriptGC"] = "false"
    return ["-m", "streamlit", "run", str(APPS / f"{app}.py"), *words(options)]


def words(options: dict[str, str]) -> list[str]:
    """Options as words of a command line."""
    return [word for option in options.items() for word in option]


FLOOR = Contender(
    name="floor",
    title="floor",
    wire="floor",
    package=None,
    python=own_python,
    arguments=floor_arguments,
)
ANEW = Contender(
    name="anew",
    title="anew",
    wire="anew",
    package="anew",
    python=own_python,
    arguments=partial(anew_arguments, is_stored=True),
)
ANEW_IN_MEMORY = Contender(
    name="anew_in_memory",
    title="anew, memory",
    wire="anew",
    package=None,
    python=own_python,
    arguments=partial(anew_arguments, is_stored=False),
)
PEER = Contender(
    name="peer",
    title="peer",
    wire="peer",
    package="streamlit",
    python=peer_python,
    arguments=partial(peer_arguments, collects=True),
)
PEER_NO_COLLECTION = Contender(
    name="peer_no_collection",
    title="peer, no GC",
    wire="peer",
    package=None,
    python=peer_python,
    arguments=partial(peer_arguments, collects=False),
)
CONTENDERS = (FLOOR, ANEW, ANEW_IN_MEMORY, PEER, PEER_NO_COLLECTION)
