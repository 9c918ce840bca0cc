"""Sessions that nobody uses are rows in a store: 100,000 of them cost a server no memory and no time."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest
from faults.client import Client
from faults.trials import IS_FULL, Trials

from anew.protocol.ids import new_tab_id
from anew.stores.base import Commit

if TYPE_CHECKING:
    from faults.nodes import Node

    from anew.stores.base import Store

PARKED = 100_000
RESUMED = 50
MARKS = [1, 2, 3]
MOST_SECONDS = 0.05  # Beside what the script takes.
MOST_MEGABYTES = 4  # Of the file, SQLite keeps some pages in memory.


def copies_of(session: str, store: Store, count: int) -> list[str]:
    """Copy a session in its store, under other names."""
    shown = store.show(session)
    assert shown is not None
    values = store.load(session, [*shown.sizes])
    assert isinstance(values, dict)
    record = shown.record
    names = [new_tab_id() for _ in range(count)]
    commits = [
        Commit(
            session=name,
            owner=record.owner,
            epoch=record.epoch,
            after=0,
            version=record.version,
            event=record.event,
            place=record.place,
            written=values,
        )
        for name in names
    ]
    for start in range(0, count, 1_000):
        store.commit(commits[start : start + 1_000])
    return names


def resident_megabytes(node: Node) -> float:
    status = Path(f"/proc/{node.pid}/status").read_text("utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


async def resumed(node: Node, name: str, cookie: str) -> tuple[float, list[int]]:
    """The seconds in which a tab has its session's page again, and what that shows."""
    client = Client([node.port], cookie=cookie)
    client.name = name
    began = time.perf_counter()
    async with client:
        await client.settled()
        return time.perf_counter() - began, client.shown()


async def opened(node: Node) -> tuple[str, str]:
    """A session that has done something; its name and its browser's cookie."""
    async with Client([node.port]) as client:
        await client.settled()
        for mark in MARKS:
            client.append(mark)
        await client.settled()
        assert client.name is not None
        return client.name, client.cookie


@pytest.mark.slow
@pytest.mark.skipif(not IS_FULL, reason="few sessions show nothing")
@pytest.mark.parametrize("kind", ["sqlite"])
def test_many_parked_sessions_cost_a_server_nothing(nodes_of, place):
    [node] = nodes_of(1)
    session, cookie = asyncio.run(opened(node))
    store = place.open()
    few = copies_of(session, store, RESUMED)

    def restarted(names: list[str]) -> tuple[float, float, list[str]]:
        """Restart the server, and resume sessions; seconds (median), megabytes, faults."""
        node.kill()
        node.start()
        asyncio.run(resumed(node, session, cookie))  # The first one waits for imports.
        found = [asyncio.run(resumed(node, name, cookie)) for name in names]
        faults = [f"a page shows {shown}" for _, shown in found if shown != MARKS]
        return median(seconds for seconds, _ in found), resident_megabytes(node), faults

    with Trials("many parked sessions", store="sqlite", short=0, full=5) as trials:
        for chance in trials:
            alone, megabytes_alone, _ = restarted(few)
            many = copies_of(session, store, PARKED // trials.wanted)
            among, megabytes, faults = restarted(chance.sample(many, RESUMED))
            if among - alone > MOST_SECONDS:
                faults.append(f"a session was resumed after {among:.3f} s, {alone:.3f} before")
            if megabytes - megabytes_alone > MOST_MEGABYTES:
                faults.append(f"the server takes {megabytes:.1f} MB, {megabytes_alone:.1f} before")
            trials.add(faults)
            trials.note(resumed_after=among, megabytes_more=megabytes - megabytes_alone)
        trials.set(parked=sum(1 for _ in store.sessions()))
