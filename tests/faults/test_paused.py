"""An owner stands still (SIGSTOP), another takes over, and it goes on: nothing that it does counts."""

from __future__ import annotations

import asyncio
import time

import apsw
import pytest
from faults.client import StuckError
from faults.crowd import Crowd
from faults.trials import Trials
from stores.places import SqlitePlace

from anew.protocol.messages import MOVED

TABS = 3
CLOSED_SECONDS = 1.0  # So soon after it wakes, one that is no owner any more hangs up.


def is_locked(place) -> bool:
    """Whether a process that stands still keeps all others from writing to a file."""
    if not isinstance(place, SqlitePlace):
        return False
    connection = apsw.Connection(str(place.path))
    try:
        connection.execute("BEGIN IMMEDIATE")
    except apsw.BusyError:
        return True
    finally:
        connection.close()
    return False


@pytest.mark.slow
def test_an_owner_that_wakes_after_another_took_over_commits_nothing(nodes_of, place, kind):
    nodes = nodes_of(2, ANEW_TESTS_PAUSE="0.005")

    async def woken(chance) -> list[str]:
        owner, heir = nodes
        async with Crowd([owner], chance, tabs=TABS) as crowd:
            crowd.act()
            await asyncio.sleep(chance.uniform(0, 0.03))
            owner.pause()
            crowd.act()  # It waits in the owner's sockets, and goes to the heir, too.
            await asyncio.sleep(0.005)
            ends = []
            for tab in crowd.tabs:
                tab.ports = [heir.port]
                ends.append(tab.abandon())
            try:
                await crowd.settled()
            except StuckError:  # It was stopped while it wrote: then it holds the file.
                if not is_locked(place):
                    raise
                trials.add_to(held=1)
                owner.wake()
                await crowd.settled()
                owner.pause()
            crowd.act()
            await crowd.settled()
            owner.wake()
            began = time.monotonic()
            async with asyncio.timeout(10):
                codes = await asyncio.gather(*(end() for end in ends))
            seconds = time.monotonic() - began
            trials.note(closed_after=seconds)
            crowd.act()
            await crowd.settled()
            for tab in crowd.tabs:  # The owner has no older state in its memory.
                tab.ports = [owner.port]
                tab.cut()
            crowd.act()
            await crowd.settled()
            faults = crowd.faults()
        if seconds > CLOSED_SECONDS:
            faults.append(f"the sockets were closed after {seconds:.1f} s")
        if set(codes) != {MOVED.code}:
            faults.append(f"the sockets were closed with {codes}")
        trials.count(TABS)
        return faults

    with Trials("an owner that wakes", store=kind, short=1, full=200) as trials:
        for chance in trials:
            trials.add(asyncio.run(woken(chance)))
            nodes.reverse()
