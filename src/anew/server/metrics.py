"""How an app does, as OpenMetrics text at a path of its own (`server.metricsPath`).

There are counts, times and sizes only: nothing that a session remembers, no key, name or address.

Each process counts for itself. Workers tell each other once a second (`board.py`), so that whichever is
asked answers for all; the label `worker` is the number of each.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from anew.protocol import messages
from anew.protocol.messages import Close
from anew.server.measured import counter, counters, gauge, gauges, histogram, text_of
from anew.server.security import is_local, is_loopback, one_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request

    from anew.script.runner import Runner
    from anew.server.board import Board
    from anew.server.measured import Metric
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

TELL_SECONDS = 1.0  # How often a worker tells the others.

_STARTED_AT = time.time()


class Metrics:
    """Those of one app. Threading: the event loop, which owns the sessions."""

    def __init__(
        self, settings: Settings, runner: Runner, registry: Callable[[], Registry | None]
    ) -> None:
        """The metrics of an app.

        Args:
            registry: The sessions; None before the first one.
        """
        self._server = settings.server
        self._runner = runner
        self._registry = registry
        self._path = settings.server.metrics_path.strip("/ ")
        self._board: Board | None = None
        self._number = 1
        self._telling: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        """The path of the metrics; none unless an option asks for it."""
        return [Route(f"/{self._path}", self._respond)] if self._path else []

    def share(self, board: Board | None, number: int) -> None:
        """Tell other workers from now on, and answer for them too.

        Args:
            board: Where they tell each other; None if nobody wants to know.
            number: The number of this worker.
        """
        self._board, self._number = board, number
        if board is not None:
            self._telling = asyncio.get_running_loop().create_task(self._keep_telling(board))

    async def _respond(self, request: Request) -> Response:
        refusal = _refusal(request, self._server.metrics_token)
        if refusal is not None:
            return refusal
        others = {} if self._board is None else self._board.others()
        workers = {**others, self._number: await self._own()}
        headers = {"Cache-Control": "no-store", "Content-Type": MEDIA_TYPE}
        return Response(text_of(dict(sorted(workers.items()))), headers=headers)

    async def _own(self) -> list[Metric]:
        own = [*metrics_of(self._runner, self._registry())]
        return [*own, *await asyncio.to_thread(_of_process)]

    async def _keep_telling(self, board: Board) -> None:
        while board.tell(await self._own()):  # noqa: ASYNC110  # it is time that has to pass
            await asyncio.sleep(TELL_SECONDS)


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
    yield gauges(
        "anew_sessions",
        "Sessions with a tab, without one, and on their way from the store.",
        "state",
        states,
    )
    yield counter("anew_sessions_opened", "Sessions that began.", counts.opened)
    yield counters(
        "anew_takeovers",
        "Sessions that came from another process, or went to one.",
        "direction",
        {"in": counts.taken_over, "out": counts.taken_away},
    )
    yield counters(
        "anew_connections_closed",
        "Connections that the server has ended, by reason.",
        "reason",
        {CLOSES.get(code, str(code)): count for code, count in sorted(counts.closed.items())},
    )
    yield counter(
        "anew_refused_values",
        "Values that their widgets could not have sent.",
        counts.refused_values,
    )
    in_memory = [session.state.kept for session in sessions]
    keys = sum(len(kept.in_memory_only) for kept in in_memory if kept is not None)
    yield gauge("anew_keys_in_memory_only", "Keys that the store cannot keep.", keys)
    yield gauge(
        "anew_blobs", "Pictures, files and other content that pages refer to.", len(runner.blobs)
    )


def _of_runs(runner: Runner) -> Iterator[Metric]:
    counts = runner.counts
    ended = sum(counts.runs_ended.values())
    yield counter(
        "anew_runs_started", "Runs of the script that were asked for.", counts.runs_started
    )
    yield counters(
        "anew_runs_ended", "Runs that are over, by how they ended.", "outcome", counts.runs_ended
    )
    yield gauge(
        "anew_runs_active", "Runs that are on, or wait for a thread.", counts.runs_started - ended
    )
    yield histogram("anew_run_duration_seconds", "How long runs took.", counts.run_seconds)


def _of_store(runner: Runner, registry: Registry | None) -> Iterator[Metric]:
    storage = None if registry is None else registry.storage
    if storage is None:
        return
    counts = runner.counts
    yield counters("anew_commits", "Commits, by the store's answer.", "answer", counts.commits)
    yield histogram(
        "anew_commit_duration_seconds",
        "From the moment that a commit is asked for to the store's answer.",
        counts.commit_seconds,
    )
    yield gauge(
        "anew_commits_waiting", "Sessions whose last changes are not saved yet.", storage.waiting
    )
    yield gauge(
        "anew_commits_waiting_bytes", "How much these changes are.", storage.waiting_bytes, "bytes"
    )
    yield gauge(
        "anew_store_failing", "Whether the store does not save now: 1 or 0.", storage.is_failing
    )


def _of_process() -> list[Metric]:
    """Under the names that all programs have for these. What a system does not tell is left out."""
    times = os.times()
    found = [
        counter("process_cpu_seconds", "Time of processors.", times.user + times.system, "seconds"),
        gauge("process_start_time_seconds", "When it started, since 1970.", _STARTED_AT, "seconds"),
    ]
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        found += [
            gauge(
                "process_resident_memory_bytes",
                "Memory.",
                pages * os.sysconf("SC_PAGE_SIZE"),
                "bytes",
            ),
            gauge(
                "process_open_fds",
                "Open files and connections.",
                sum(1 for _ in Path("/proc/self/fd").iterdir()),
            ),
        ]
    return found
