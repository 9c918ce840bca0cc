"""A server fails at each step in turn: it dies, or its store fails before or after it did what it was asked for.

The server that goes on fails as well, at a step of its recovery. Then all is well, and each event
counts once.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from faults.client import Client
from faults.history import faults_in
from faults.trials import IS_FULL, Trials

WAYS = ("die", "fail", "break")
EVENTS = 4
MOST_STEPS = 400
FIRST_STEPS = 70  # About so many there are; by chance, some of them are tried in the short size.
RECOVERY_STEPS = 20  # From the hello to the first page.
CLEAN = 5  # So many without a fault in a row are the end.


async def move_on(tab: Client, nodes) -> None:
    """Where a node dies, the tab goes to the next."""
    for node in nodes:
        tab.ports = [node.port]
        while not node.has_ended():  # noqa: ASYNC110  # processes have no such event
            await asyncio.sleep(0.002)


async def tried(nodes, chance) -> list[str]:
    """What is wrong after all faults."""
    tab = Client([nodes[0].port], seed=chance.randrange(1 << 32))
    mover = asyncio.create_task(move_on(tab, nodes))
    async with tab:
        await tab.until(lambda: tab.tree is not None and not tab.is_running)
        for mark in range(1, EVENTS + 1):
            tab.append(mark)
            await asyncio.sleep(chance.choice([0, 0.002, 0.01]))
        await tab.settled()
        for node in nodes[:-1]:  # Who did not fail is killed: the last one reads what is stored.
            node.kill()
            await tab.until(lambda port=node.port: tab.port != port and tab.is_connected)
        await tab.settled()
        faults = faults_in(tab.history, tab.shown() or [])
    mover.cancel()
    with suppress(asyncio.CancelledError):
        await mover
    return faults


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS if IS_FULL else ["any"])
def test_a_server_fails_at_each_step_in_turn(nodes_of, kind, way):
    """The whole size tries 1, 2, 3 … until nothing is left to fail at."""
    nodes = nodes_of(3)
    with Trials(f"each step: {way}", store=kind, short=1, full=MOST_STEPS) as trials:
        clean = 0
        for number, chance in enumerate(trials, 1):
            kind_of_fault = chance.choice(WAYS) if way == "any" else way
            step = number if IS_FULL else chance.randint(1, FIRST_STEPS)
            second = chance.randint(1, RECOVERY_STEPS)
            for node in nodes:
                node.kill()
            before = len(nodes[0].faults())
            nodes[0].start(f"{kind_of_fault}@{step}")
            nodes[1].start(f"{kind_of_fault}@{second}")
            nodes[2].start()
            found = asyncio.run(tried(nodes, chance))
            trials.add([f"{kind_of_fault}@{step}, then @{second}: {fault}" for fault in found])
            met = len(nodes[0].faults()) - before
            clean = 0 if met else clean + 1
            trials.note(steps=step if met else 0)
            if IS_FULL and clean == CLEAN:
                break
