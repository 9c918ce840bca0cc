"""The connection of a tab is cut at each frame and at any byte, in both directions."""

from __future__ import annotations

import asyncio
import random

import pytest
from faults.client import Client
from faults.crowd import Crowd
from faults.frames import DIRECTIONS, WHENS, FrameProxy
from faults.history import faults_in
from faults.trials import IS_FULL, Trials

EVENTS = 50 if IS_FULL else 6
MOST_FRAMES = 400
MOST_UNANSWERED = 3  # Of a tab: some events are always on their way, and no more.
CONNECTION_BYTES = 4_000  # The first page has about 1,000, an update 200.


@pytest.fixture
def kind() -> str:
    """What is cut here is not what the store sees."""
    return "sqlite"


async def cut_once(proxy: FrameProxy, plan) -> list[str]:
    """What is wrong after one cut in a story of some events."""
    cuts = proxy.cuts
    async with Client([proxy.port]) as tab:
        await tab.settled()
        proxy.cut_at(*plan)
        for mark in range(1, EVENTS + 1):
            await tab.until(lambda: len(tab.unanswered) < MOST_UNANSWERED)
            tab.append(mark)
        await tab.settled()
        faults = faults_in(tab.history, tab.shown() or [])
        last = tab.picture()
        if proxy.cuts == cuts:
            proxy.cut_at("down", 1_000_000, "before")
            raise IndexError(plan)
        tab.reload()
        await tab.until(lambda: not tab.is_connected)
        await tab.settled()
    return faults if tab.picture() == last else [*faults, "a page loaded anew is another"]


@pytest.mark.slow
def test_a_connection_is_cut_at_each_frame(nodes_of, kind):
    [node] = nodes_of(1)
    plans = [
        (direction, number, when)
        for number in range(1, MOST_FRAMES)
        for direction in DIRECTIONS
        for when in WHENS
    ]
    over: set[str] = set()  # The directions in which no frame is left to be cut at.
    with (
        FrameProxy(node.port) as proxy,
        Trials("a cut at each frame", store=kind, short=2, full=len(plans)) as trials,
    ):
        for number, chance in enumerate(trials):
            plan = plans[number] if IS_FULL else chance.choice(plans[: 6 * EVENTS])
            if plan[0] in over:
                trials.count(0)
                continue
            try:
                faults = asyncio.run(cut_once(proxy, plan))
            except IndexError:
                over.add(plan[0])
                trials.count(0)
                if len(over) == len(DIRECTIONS):
                    break
            else:
                trials.add([f"cut {plan}: {fault}" for fault in faults])


@pytest.mark.slow
def test_connections_are_cut_at_any_byte(nodes_of, kind):
    [node] = nodes_of(1)
    rounds, cuts = (100, 100) if IS_FULL else (1, 12)

    async def cut_often(chance) -> list[str]:
        before = proxy.cuts
        async with Crowd([node], chance, tabs=10, ports=[proxy.port]) as crowd:
            proxy.cut_by_chance(random.Random(chance.random()), CONNECTION_BYTES)
            for tab in crowd.tabs:
                tab.cut()
            while proxy.cuts < before + cuts:
                crowd.act(2, unanswered=MOST_UNANSWERED)
                await asyncio.sleep(chance.uniform(0, 0.02))
                if chance.random() < 0.2:  # Some connections are not cut: they end like this.
                    chance.choice(crowd.tabs).cut()
            proxy.cut_by_chance(None)
            for tab in crowd.tabs:  # Those that were lucky so far still have a cut before them.
                tab.cut()
            await crowd.settled()
            trials.count(proxy.cuts - before)
            return crowd.faults()

    with (
        FrameProxy(node.port) as proxy,
        Trials("cuts at random bytes", store=kind, short=1, full=rounds) as trials,
    ):
        for chance in trials:
            trials.add(asyncio.run(cut_often(chance)))
