"""The figures, and for each group of them the function that measures it.

Each measurement is taken once per round and contender, with a new server, so that no measurement
affects another.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING, TypeAlias

from bench.browser import chromium, click_milliseconds, load_milliseconds, weigh
from bench.contenders import ANEW, ANEW_IN_MEMORY, CONTENDERS, FLOOR, PEER, PEER_NO_COLLECTION
from bench.memory import resident_bytes
from bench.percentiles import p50, p95
from bench.servers import MeasurementError, raw, run_json, running

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bench.contenders import App, Contender

Values: TypeAlias = "Mapping[str, float]"  # By figure name.

KILO = 1_000
MEGA = 1_000_000
SETTLE_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the table."""

    name: str
    title: str
    unit: str = ""
    digits: int = 1
    is_better_high: bool = False


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """How much is measured. Counted repetitions end early after `seconds`."""

    rounds: int
    minutes: float  # For all rounds; on a slow machine, there are fewer of them.
    reruns: int
    clicks: int
    loads: int
    sessions: int
    seconds: float


FULL = Amounts(rounds=5, minutes=9, reruns=3000, clicks=100, loads=3, sessions=50, seconds=3)
QUICK = Amounts(rounds=2, minutes=1.8, reruns=1000, clicks=40, loads=1, sessions=15, seconds=0.8)


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """Figures that are measured together, and the contenders for which they are."""

    name: str  # For --only.
    figures: tuple[Figure, ...]
    contenders: tuple[Contender, ...]
    take: Callable[[Contender, Amounts], Values]
    is_constant: bool = False  # One round is enough, because the values do not vary.


CLICK_WARM_UP = 5
# The pause between clicks. No user clicks again within a millisecond, so work that a server does
# after its answer must not count as a delay of the next one.
CLICK_PAUSE_MS = 60
TOGETHER = 10
COMPARED = 10  # How many reruns' bytes are compared with and without the 1,000 lines.


def take_click(contender: Contender, amounts: Amounts) -> Values:
    with running(contender) as server, chromium() as browser:
        times = click_milliseconds(
            browser,
            server.url,
            count=amounts.clicks,
            seconds=amounts.seconds,
            warm_up=CLICK_WARM_UP,
            pause_ms=CLICK_PAUSE_MS,
        )
    return {"click_p50": p50(times), "click_p95": p95(times)}


def take_rerun(contender: Contender, amounts: Amounts) -> Values:
    with running(contender) as server:
        times = raw(server, "rerun", amounts.reruns, amounts.seconds)["milliseconds"]
    return {"rerun_p50": p50(times), "rerun_p95": p95(times)}


def take_throughput(contender: Contender, amounts: Amounts) -> Values:
    with running(contender) as server:
        answer = raw(server, "throughput", TOGETHER, amounts.seconds)
    return {"throughput": answer["per_second"]}


def take_thousand(contender: Contender, amounts: Amounts) -> Values:
    """Compare the same clicks with and without the 1,000 lines.

    The extra bytes are a median, because on a busy machine a run may take so long that it is sent
    in two messages.
    """
    with_lines = take_clicks(contender, "thousand", amounts.reruns // 10, amounts.seconds)
    without = take_clicks(contender, "counter", COMPARED, amounts.seconds)
    pairs = zip(with_lines["bytes"], without["bytes"], strict=False)
    return {
        "thousand_p50": p50(with_lines["milliseconds"]),
        "thousand_bytes": p50(with_lines["bytes"]),
        "thousand_messages": p50(with_lines["messages"]),
        "thousand_extra_bytes": p50([more - less for more, less in pairs]),
    }


def take_clicks(
    contender: Contender, app: App, count: int, seconds: float
) -> dict[str, list[float]]:
    with running(contender, app) as server:
        return raw(server, "rerun", count, seconds)


def take_load(contender: Contender, amounts: Amounts) -> Values:
    with running(contender) as server, chromium() as browser:
        load_milliseconds(browser, server.url)  # Not counted: the first load waits for imports.
        times = [load_milliseconds(browser, server.url) for _ in range(amounts.loads)]
    return {"load_ms": p50(times)}


def take_weight(contender: Contender, _: Amounts) -> Values:
    with running(contender) as server, chromium() as browser:
        size, requests, code = weigh(browser, server.url)
    return {
        "load_kb": size / KILO,
        "load_requests": requests,
        "code_kb": code / KILO,
    }


def take_start(contender: Contender, _: Amounts) -> Values:
    with running(contender) as server:
        sleep(SETTLE_SECONDS)
        memory = resident_memory(server.pid)
    return {"start_ms": server.start_milliseconds, "start_mb": memory / MEGA}


def resident_memory(pid: int) -> int:
    try:
        return resident_bytes(pid)
    except OSError as error:
        raise MeasurementError(f"Memory can only be measured on Linux: {error}.") from error


def take_sessions(contender: Contender, amounts: Amounts) -> Values:
    with running(contender) as server:
        answer = raw(server, "sessions", amounts.sessions, server.pid)
    return {
        "session_ms": p50(answer["milliseconds"]),
        "session_kb": answer["bytes_per_session"] / KILO,
    }


def take_installed(contender: Contender, _: Amounts) -> Values:
    assert contender.package is not None, "Only contenders with a package are measured."
    command = [str(contender.python()), "-m", "bench.installed", contender.package]
    answer = run_json(command, "The measurement of the installed size")
    return {
        "installed_packages": answer["packages"],
        "installed_mb": answer["bytes"] / MEGA,
    }


MEASUREMENTS = (
    Measurement(
        name="click",
        figures=(
            Figure(name="click_p50", title="click → new text in the DOM, p50", unit="ms"),
            Figure(name="click_p95", title="click → new text in the DOM, p95", unit="ms"),
        ),
        contenders=(FLOOR, ANEW, PEER, PEER_NO_COLLECTION),
        take=take_click,
    ),
    Measurement(
        name="rerun",
        figures=(
            Figure(name="rerun_p50", title="rerun, raw WebSocket, p50", unit="ms", digits=2),
            Figure(name="rerun_p95", title="rerun, raw WebSocket, p95", unit="ms", digits=2),
        ),
        contenders=CONTENDERS,
        take=take_rerun,
    ),
    Measurement(
        name="throughput",
        figures=(
            Figure(
                name="throughput",
                title="reruns per second, 10 sessions",
                digits=0,
                is_better_high=True,
            ),
        ),
        contenders=(FLOOR, ANEW, ANEW_IN_MEMORY, PEER),
        take=take_throughput,
    ),
    Measurement(
        name="thousand",
        figures=(
            Figure(name="thousand_p50", title="1,000 more lines: rerun p50", unit="ms"),
            Figure(name="thousand_bytes", title="1,000 more lines: bytes of a rerun", digits=0),
            Figure(
                name="thousand_messages", title="1,000 more lines: messages of a rerun", digits=0
            ),
            Figure(
                name="thousand_extra_bytes", title="1,000 more lines: bytes for those", digits=1
            ),
        ),
        contenders=(ANEW, PEER),
        take=take_thousand,
    ),
    Measurement(
        name="load",
        figures=(Figure(name="load_ms", title="page load until the text", unit="ms", digits=0),),
        contenders=(FLOOR, ANEW, ANEW_IN_MEMORY, PEER),
        take=take_load,
    ),
    Measurement(
        name="weight",
        figures=(
            Figure(name="load_kb", title="page load, bytes", unit="KB"),
            Figure(name="load_requests", title="page load, requests", digits=0),
            Figure(name="code_kb", title="page load, JavaScript and CSS in gzip", unit="KB"),
        ),
        contenders=(FLOOR, ANEW, PEER),
        take=take_weight,
        is_constant=True,
    ),
    Measurement(
        name="start",
        figures=(
            Figure(name="start_ms", title="run → first HTTP 200", unit="ms", digits=0),
            Figure(name="start_mb", title="memory after start", unit="MB"),
        ),
        contenders=(FLOOR, ANEW, ANEW_IN_MEMORY, PEER),
        take=take_start,
    ),
    Measurement(
        name="sessions",
        figures=(
            Figure(name="session_ms", title="opening a session", unit="ms"),
            Figure(name="session_kb", title="memory per connected session", unit="KB"),
        ),
        contenders=(FLOOR, ANEW, PEER),
        take=take_sessions,
    ),
    Measurement(
        name="installed",
        figures=(
            Figure(name="installed_packages", title="installed packages", digits=0),
            Figure(name="installed_mb", title="installed size", unit="MB"),
        ),
        contenders=(ANEW, PEER),
        take=take_installed,
        is_constant=True,
    ),
)
