"""The network between a server and its store fails, in each way that networks do, and comes back."""

from __future__ import annotations

import asyncio
import time

import pytest
from faults.client import Client
from faults.crowd import Crowd
from faults.link import FAILURES, StoreLink
from faults.trials import IS_FULL, Trials

from anew.session.registry import UNSAVED_SECONDS

HEAL_SECONDS = 5.0  # So soon all is acknowledged after the network is well again.
TELL_SECONDS = UNSAVED_SECONDS + 1.0  # So soon the tabs hear that what they did is not saved.
LOST = 0.1  # Of what was on its way when the network failed, answers may still arrive.
STUCK_SECONDS = 10.0


REMOTE = ["valkey", "postgresql"]  # They are reached through a network.


@pytest.fixture
def links(place):
    """Between each of two nodes and the store."""
    with StoreLink(place.server.port) as first, StoreLink(place.server.port) as second:
        yield first, second


@pytest.fixture
def nodes(nursery, place, links, tmp_path):
    nodes = [nursery.node(tmp_path, place.server.url_at(link.port)) for link in links]
    for node in nodes:
        node.start()
    yield nodes
    for node in nodes:
        node.kill()
    assert not [line for node in nodes for line in node.errors()]


def acknowledged_between(tab: Client, begin: float, end: float) -> list[int]:
    return [
        entry.data["mark"]
        for entry in tab.history.all("acknowledged")
        if begin < entry.at < end and entry.data["mark"] is not None
    ]


def is_all_shown(tab: Client) -> bool:
    return tab.is_connected and not tab.is_running and tab.shown() == tab.history.marks("sent")


async def all_shown(crowd: Crowd) -> None:
    async def shown(tab: Client) -> None:
        await tab.until(lambda: is_all_shown(tab))

    await asyncio.gather(*map(shown, crowd.tabs))


async def told(tab: Client, seconds: float) -> None:
    await tab.until(lambda: tab.waits, seconds)


@pytest.mark.slow
@pytest.mark.parametrize("kind", REMOTE)
def test_a_store_that_cannot_be_reached_for_a_while(nodes, links, kind):
    """Runs go on and are shown; nothing is acknowledged; nothing is lost."""
    heals: list[float] = []

    async def cut_off(chance, how) -> list[str]:
        seconds = chance.choice([3.5, 7.0, 12.0]) if trials.is_full else 0.3
        faults: list[str] = []
        async with Crowd(nodes[:1], chance, tabs=3) as crowd:
            crowd.act()
            links[0].fail(how)
            begun = time.monotonic()
            crowd.act()
            await all_shown(crowd)
            if seconds > TELL_SECONDS and how != "flapping":
                left = begun + TELL_SECONDS - time.monotonic()
                await asyncio.gather(*(told(tab, left) for tab in crowd.tabs))
                trials.note(told=time.monotonic() - begun)
            await asyncio.sleep(max(0.0, begun + seconds - time.monotonic()))
            crowd.act()
            ended = time.monotonic()
            links[0].heal()
            await crowd.settled(STUCK_SECONDS)
            heals.append(time.monotonic() - ended)
            if how != "flapping":
                faults += [
                    f"{how}: {mark} was acknowledged while nothing could be saved"
                    for tab in crowd.tabs
                    for mark in acknowledged_between(tab, begun + LOST, ended)
                ]
            if heals[-1] > HEAL_SECONDS:
                faults.append(f"{how}: it took {heals[-1]:.1f} s until all was well")
            if any(tab.waits for tab in crowd.tabs):
                faults.append(f"{how}: a tab was not told that all is saved again")
            return faults + crowd.faults()

    with Trials("partition from the store", store=kind, short=2, full=50) as trials:
        for number, chance in enumerate(trials):
            how = FAILURES[number % len(FAILURES)] if IS_FULL else chance.choice(FAILURES)
            trials.add(asyncio.run(cut_off(chance, how)))
        trials.note(heals=max(heals))


@pytest.mark.slow
@pytest.mark.parametrize("kind", REMOTE if IS_FULL else REMOTE[:1])
def test_a_session_moves_while_its_node_cannot_reach_the_store(nodes, links, kind):
    """What it committed is where it goes to; what it did meanwhile, the tab does again."""

    async def moved(chance) -> list[str]:
        async with Crowd(nodes[:1], chance, tabs=3) as crowd:
            links[0].fail(chance.choice(["silent", "unanswered", "refused"]))
            crowd.act()
            await asyncio.sleep(chance.uniform(0, 0.2))
            for tab in crowd.tabs:
                tab.ports = [nodes[1].port]
                tab.cut()
            await crowd.settled(STUCK_SECONDS)
            links[0].heal()
            crowd.act()
            await crowd.settled(STUCK_SECONDS)
            return crowd.faults()

    with Trials(
        "a session leaves a node that has no store", store=kind, short=1, full=100
    ) as trials:
        for chance in trials:
            trials.add(asyncio.run(moved(chance)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", REMOTE if IS_FULL else REMOTE[1:])
def test_sessions_that_need_no_store_go_on(nodes, links, kind):
    """Tabs that come from another node wait for the store; whoever is here already does not."""

    async def story(chance) -> list[str]:
        async with (
            Crowd(nodes[1:], chance, tabs=12) as strangers,
            Crowd(nodes[:1], chance, tabs=1) as here,
        ):
            links[0].fail("silent")
            for tab in strangers.tabs:
                tab.ports = [nodes[0].port]
                tab.cut()
            await asyncio.sleep(0.1)
            [tab] = here.tabs
            begun = time.monotonic()
            for _ in range(5):
                here.act()
                await tab.until(lambda: is_all_shown(tab), 1.0)
                tab.cut()
                await tab.until(lambda: not tab.is_connected, 1.0)
                await tab.until(lambda: is_all_shown(tab), 1.0)
            trials.note(five_reconnects=time.monotonic() - begun)
            async with Client([nodes[0].port]) as new:
                await new.until(lambda: new.shown() == [], 2.0)
            links[0].heal()
            await here.settled(STUCK_SECONDS)
            await strangers.settled(2 * STUCK_SECONDS)
            return here.faults() + strangers.faults()

    with Trials("a node without its store", store=kind, short=1, full=10) as trials:
        for chance in trials:
            trials.add(asyncio.run(story(chance)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", REMOTE if IS_FULL else REMOTE[:1])
def test_a_store_that_is_far_away(nodes, links, kind):
    """Each way takes its time: what is shown does not wait for it."""

    async def far(chance) -> list[str]:
        lag = chance.uniform(0.05, 0.2)
        links[0].lag(lag)
        async with Crowd(nodes[:1], chance, tabs=3) as crowd:
            for _ in range(10 if IS_FULL else 2):
                begun = time.monotonic()
                crowd.act()
                await all_shown(crowd)
                shown = time.monotonic() - begun
                await crowd.settled()
                trials.note(shown=shown, acknowledged=time.monotonic() - begun)
            return crowd.faults()

    with Trials("a store that is up to 200 ms away", store=kind, short=1, full=20) as trials:
        for chance in trials:
            trials.add(asyncio.run(far(chance)))
