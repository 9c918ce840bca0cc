"""The tab without a browser does what it is for, with real servers."""

from __future__ import annotations

import asyncio

import pytest
from faults.client import Client, StuckError
from faults.history import faults_in
from faults.tab import Outbox, Sent


@pytest.fixture
def kind() -> str:
    return "sqlite"


def test_a_tab_goes_on_through_cuts_kills_and_another_node(nodes_of):
    nodes = nodes_of(2)

    async def story() -> None:
        async with Client([node.port for node in nodes], seed=1) as tab:
            await tab.settled()
            for mark in range(1, 31):
                tab.append(mark)
                await asyncio.sleep(0.001)
                if mark == 10:
                    tab.cut()
                if mark == 20:
                    await tab.until(lambda: tab.is_connected)
                    [node] = [node for node in nodes if node.port == tab.port]
                    node.kill()
            await tab.settled()
            assert tab.shown() == [*range(1, 31)]
            assert faults_in(tab.history, tab.shown()) == []
            assert len([*tab.history.all("welcome")]) >= 3
            tab.reload()
            await tab.settled()
            assert tab.shown() == [*range(1, 31)]

    asyncio.run(story())


def test_a_tab_that_waits_for_a_paused_node_is_stuck_until_it_wakes(nodes_of):
    [node] = nodes_of(1)

    async def story() -> None:
        async with Client([node.port]) as tab:
            await tab.settled()
            node.pause()
            tab.append(1)
            with pytest.raises(StuckError, match="waits"):
                await tab.settled(0.1)
            node.wake()
            await tab.settled()
            assert tab.shown() == [1]

    asyncio.run(story())


def test_a_node_fails_at_the_step_that_is_named(nodes_of):
    [node] = nodes_of(1)
    node.kill()
    node.start(fault="die@3")

    async def story() -> None:
        async with Client([node.port]):
            await asyncio.to_thread(node.has_ended, 5)

    asyncio.run(story())
    assert node.has_ended()
    assert len(node.faults()) == 1


def test_the_outbox_is_as_the_browsers():
    """See client/test/outbox.test.ts for what it is there."""
    outbox = Outbox()
    outbox.add(Sent({"a": 1}, None, None))
    outbox.add(Sent({"a": 2, "b": 1}, None, None))
    outbox.add(Sent({}, "button", 1))
    outbox.add(Sent({}, "button", 2))

    [first, second] = outbox.events
    assert (first.values, first.trigger, second.trigger) == ({"a": 2, "b": 1}, "button", "button")
    assert [outbox.next().n, outbox.next().n, outbox.next()] == [1, 2, None]
    outbox.resume(1)
    assert outbox.next() is second
    outbox.acknowledge(1)
    assert outbox.events == [second]
    outbox.resume(0)
    assert (outbox.next(), second.n) == (second, 1)
