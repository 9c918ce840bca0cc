"""Tabs come, do something and go, again and again: what a server has taken for them, it gives back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from faults.client import Client
from faults.test_readers import MIB, files_of, resident
from faults.trials import IS_FULL, Trials

CYCLES = 100 if IS_FULL else 50  # Of one trial.
WARM_UP = 1000 if IS_FULL else 30
TOGETHER = 5
IDLE_THREADS = 8  # Those that have just worked wait for more, for a minute.
MOST_BYTES = 10 * MIB  # For 10,000 cycles.


@pytest.fixture(params=["sqlite", "valkey", "postgresql"] if IS_FULL else ["sqlite"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def threads_of(pid: int) -> int:
    return len([*Path(f"/proc/{pid}/task").iterdir()])


@pytest.mark.slow
def test_ten_thousand_tabs_leave_nothing_behind(nodes_of, kind):
    [node] = nodes_of(1, "--server.disconnectedSessionTTL", "0.2")
    marks = iter(range(1, 1_000_000))

    async def visit() -> None:
        async with Client([node.port]) as tab:
            await tab.settled()
            tab.append(next(marks))
            await tab.settled()

    async def visits(count: int) -> None:
        for _ in range(count // TOGETHER):
            await asyncio.gather(*(visit() for _ in range(TOGETHER)))

    async def rest() -> tuple[int, int, int]:
        """What it has when all sessions are over: memory, files, threads."""
        await asyncio.sleep(1.0)
        return resident(node.pid), files_of(node.pid), threads_of(node.pid)

    asyncio.run(visits(WARM_UP))
    memory, files, threads = asyncio.run(rest())
    with Trials("tabs come and go", store=kind, short=1, full=100) as trials:
        for _ in trials:
            asyncio.run(visits(CYCLES))
            trials.count(CYCLES)
        after, files_after, threads_after = asyncio.run(rest())
        trials.set(
            mib_more=(after - memory) / MIB,
            files_more=files_after - files,
            threads_more=threads_after - threads,
        )
        faults = []
        if after - memory > MOST_BYTES:
            faults.append(f"{(after - memory) / MIB:.1f} MiB are left behind")
        if files_after > files + 2:
            faults.append(f"{files_after - files} files are open still")
        if threads_after > threads + IDLE_THREADS:
            faults.append(f"{threads_after - threads} threads are there still")
        trials.add(faults)
