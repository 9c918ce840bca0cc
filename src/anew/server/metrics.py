"""How an app does, as OpenMetrics text at a path of its own (`server.metricsPath`).

There are counts, times and sizes only: nothing that a session remembers, no key, name or address.

Each process counts for itself, and the label `worker` is its number. A connection is closed after
the answer, so that whoever asks again may reach another worker.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from anew.protocol import messages
from anew.protocol.messages import Close
from anew.server.security import is_local, is_loopback, one_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from starlette.requests import Request

    from anew.counts import Histogram
    from anew.script.runner import Runner
    from anew.server.security import Headers
    from anew.session.registry import Registry
    from anew.settings.settings import Settings

MEDIA_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"

# What a proxy adds to what it passes on.
PASSED_ON = frozenset({
    b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip",
})  # fmt: skip

CLOSES = {
    close.code: name.lower() for name, close in vars(messages).items() if type(close) is Close
}

Labels: TypeAlias = tuple[tuple[str, str], ...]
_STARTED_AT = time.time()


class Sample(NamedTuple):
    """One line: a number, and what it is about."""

    value: float
    labels: Labels = ()
    suffix: str = ""


class Metric(NamedTuple):
    """What is measured, as OpenMetrics wants it described."""

    name: str
    kind: str  # counter, gauge or histogram.
    about: str
    samples: Iterable[Sample]
    unit: str = ""


def routes(
    settings: Settings, runner: Runner, registry: Callable[[], Registry | None]
) -> list[Route]:
    """The path of the metrics; none unless an option asks for it.

    Args:
        registry: The sessions; None before the first one.
    """
    path = settings.server.metrics_path.strip("/ ")
    if not path:
        return []

    async def respond(request: Request) -> Response:
        refusal = _refusal(request, settings.server.metrics_token)
        if refusal is not None:
            return refusal
        # The first part reads what belongs to this thread, the second asks the system.
        metrics = [*metrics_of(runner, registry()), *await asyncio.to_thread(_of_process)]
        headers = {"Cache-Control": "no-store", "Connection": "close", "Content-Type": MEDIA_TYPE}
        return Response(text_of(metrics, str(os.getpid())), headers=headers)

    return [Route(f"/{path}", respond)]


# Who may read them -------------------------------------------------------------------------


def _refusal(request: Request, token: str) -> Response | None:
    """Why somebody may not read the metrics; None for who may."""
    headers, client = request.headers.raw, request.client
    if token:
        if _has_token(headers, token):
            return None
        return PlainTextResponse(
            "Metrics are for who has the token of server.metricsToken.",
            401,
            headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"},
        )
    is_here = client is not None and is_loopback(client.host) and is_local(headers)
    if is_here and not any(name.lower() in PASSED_ON for name, _ in headers):
        return None
    return PlainTextResponse(
        "Metrics are for this machine. For others, set server.metricsToken, and have them send "
        "it as a bearer token.",
        403,
        headers={"Cache-Control": "no-store"},
    )


def _has_token(headers: Headers, token: str) -> bool:
    kind, _, given = (one_header(headers, b"authorization") or "").partition(" ")
    is_right = hmac.compare_digest(given.strip().encode(), token.encode())
    return kind.lower() == "bearer" and is_right


# What there is to tell ---------------------------------------------------------------------


def metrics_of(runner: Runner, registry: Registry | None) -> Iterator[Metric]:
    """The numbers of an app. Threading: its sessions' owner."""
    yield from _of_sessions(runner, registry)
    yield from _of_runs(runner)
    yield from _of_store(runner, registry)


def _of_sessions(runner: Runner, registry: Registry | None) -> Iterator[Metric]:
    counts = runner.counts
    sessions = [] if registry is None else registry.sessions
    attached = sum(session.is_attached for session in sessions)
    states = {
        "attached": attached,
        "waiting": len(sessions) - attached,
        "resuming": 0 if registry is None else registry.resuming,
    }
    yield _gauges(
        "anew_sessions",
        "Sessions with a tab, without one, and on their way from the store.",
        "state",
        states,
    )
    yield _counter("anew_sessions_opened", "Sessions that began.", counts.opened)
    yield _counters(
        "anew_takeovers",
        "Sessions that came from another process, or went to one.",
        "direction",
        {"in": counts.taken_over, "out": counts.taken_away},
    )
    yield _counters(
        "anew_connections_closed",
        "Connections that the server has ended, by reason.",
        "reason",
        {CLOSES.get(code, str(code)): count for code, count in sorted(counts.closed.items())},
    )
    yield _counter(
        "anew_refused_values",
        "Values that their widgets could not have sent.",
        counts.refused_values,
    )
    in_memory = [session.state.kept for session in sessions]
    keys = sum(len(kept.in_memory_only) for kept in in_memory if kept is not None)
    yield _gauge("anew_keys_in_memory_only", "Keys that the store cannot keep.", keys)
    yield _gauge(
        "anew_blobs", "Pictures, files and other content that pages refer to.", len(runner.blobs)
    )


def _of_runs(runner: Runner) -> Iterator[Metric]:
    counts = runner.counts
    ended = sum(counts.runs_ended.values())
    yield _counter(
        "anew_runs_started", "Runs of the script that were asked for.", counts.runs_started
    )
    yield _counters(
        "anew_runs_ended", "Runs that are over, by how they ended.", "outcome", counts.runs_ended
    )
    yield _gauge(
        "anew_runs_active", "Runs that are on, or wait for a thread.", counts.runs_started - ended
    )
    yield _histogram("anew_run_duration_seconds", "How long runs took.", counts.run_seconds)


def _of_store(runner: Runner, registry: Registry | None) -> Iterator[Metric]:
    storage = None if registry is None else registry.storage
    if storage is None:
        return
    counts = runner.counts
    yield _counters("anew_commits", "Commits, by the store's answer.", "answer", counts.commits)
    yield _histogram(
        "anew_commit_duration_seconds",
        "From the moment that a commit is asked for to the store's answer.",
        counts.commit_seconds,
    )
    yield _gauge(
        "anew_commits_waiting", "Sessions whose last changes are not saved yet.", storage.waiting
    )
    yield _gauge(
        "anew_commits_waiting_bytes", "How much these changes are.", storage.waiting_bytes, "bytes"
    )
    yield _gauge(
        "anew_store_failing", "Whether the store does not save now: 1 or 0.", storage.is_failing
    )


def _of_process() -> list[Metric]:
    """Under the names that all programs have for these. What a system does not tell is left out."""
    times = os.times()
    found = [
        _counter(
            "process_cpu_seconds", "Time of processors.", times.user + times.system, "seconds"
        ),
        _gauge(
            "process_start_time_seconds", "When it started, since 1970.", _STARTED_AT, "seconds"
        ),
    ]
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        found += [
            _gauge(
                "process_resident_memory_bytes",
                "Memory.",
                pages * os.sysconf("SC_PAGE_SIZE"),
                "bytes",
            ),
            _gauge(
                "process_open_fds",
                "Open files and connections.",
                sum(1 for _ in Path("/proc/self/fd").iterdir()),
            ),
        ]
    return found


# Metrics -----------------------------------------------------------------------------------


def _counter(name: str, about: str, value: float, unit: str = "") -> Metric:
    return Metric(name, "counter", about, [Sample(value, suffix="_total")], unit)


def _counters(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    samples = [Sample(count, ((label, word),), "_total") for word, count in values.items()]
    return Metric(name, "counter", about, samples)


def _gauge(name: str, about: str, value: float, unit: str = "") -> Metric:
    return Metric(
        name, "gauge", about, [Sample(int(value) if value == int(value) else value)], unit
    )


def _gauges(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    return Metric(name, "gauge", about, [Sample(n, ((label, word),)) for word, n in values.items()])


def _histogram(name: str, about: str, histogram: Histogram) -> Metric:
    bounds = [*(repr(float(bound)) for bound in histogram.bounds), "+Inf"]
    counts = list(accumulate(histogram.counts))
    samples = [
        *(Sample(n, (("le", bound),), "_bucket") for bound, n in zip(bounds, counts, strict=True)),
        Sample(counts[-1], suffix="_count"),
        Sample(histogram.sum, suffix="_sum"),
    ]
    return Metric(name, "histogram", about, samples, "seconds")


# The text ----------------------------------------------------------------------------------


def text_of(metrics: Iterable[Metric], worker: str) -> str:
    """OpenMetrics text.

    >>> print(text_of([_gauge("anew_blobs", "Content.", 3)], "7"), end="")
    # TYPE anew_blobs gauge
    # HELP anew_blobs Content.
    anew_blobs{worker="7"} 3
    # EOF
    """
    lines = [line for metric in metrics for line in _lines(metric, worker)]
    return "\n".join([*lines, "# EOF", ""])


def _lines(metric: Metric, worker: str) -> Iterator[str]:
    """Words in labels are ours: none of them has to be escaped."""
    yield f"# TYPE {metric.name} {metric.kind}"
    if metric.unit:
        yield f"# UNIT {metric.name} {metric.unit}"
    yield f"# HELP {metric.name} {metric.about}"
    for sample in metric.samples:
        labels = ",".join(f'{key}="{word}"' for key, word in (("worker", worker), *sample.labels))
        yield f"{metric.name}{sample.suffix}{{{labels}}} {sample.value}"
