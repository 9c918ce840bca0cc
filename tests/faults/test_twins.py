"""One session's name comes twice: resumes that race, an old one that comes again, a duplicated tab."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from faults.client import Client
from faults.history import faults_in
from faults.trials import IS_FULL, Trials

from anew.protocol.messages import TAKEN_OVER

ROUNDS = 20 if IS_FULL else 2


async def go_on(tab: Client) -> None:
    """Wait until all is done; the user takes the session back, where the tab asks."""
    await tab.until(lambda: tab.is_settled or tab.ended == TAKEN_OVER.code)
    if tab.ended is not None:
        tab.start()
        await tab.settled()


@pytest.mark.slow
def test_of_resumes_that_race_one_has_the_session(nodes_of, kind):
    """The others are hellos of the same page, of now or of earlier: nothing comes after them."""
    nodes = nodes_of(2)

    async def raced(chance) -> list[str]:
        marks = 0
        ports = [node.port for node in nodes]
        async with Client(ports, seed=chance.randrange(1 << 32)) as tab, AsyncExitStack() as stack:
            await tab.settled()
            older = tab.double(is_same_load=True)
            for number in range(ROUNDS):
                others = [tab.double(is_same_load=True) for _ in range(chance.randint(1, 2))]
                others += [older] if number % 2 else []
                marks += 1
                tab.append(marks)
                if chance.random() < 0.3:
                    chance.choice(nodes).kill()
                tab.cut()
                for other in others:
                    await asyncio.sleep(chance.choice([0, 0, 0.01]))
                    other.start()
                    stack.push_async_callback(other.stop)
                for node in nodes:
                    if node.has_ended():
                        node.start(waits=False)
                await asyncio.sleep(chance.uniform(0, 0.05))
                marks += 1
                tab.append(marks)
                for other in others:
                    await other.stop()
                await go_on(tab)
                trials.count(len(others))
                older = chance.choice(others)
            return faults_in(tab.history, tab.shown() or [])

    with Trials("resumes that race", store=kind, short=1, full=30) as trials:
        for chance in trials:
            trials.add(asyncio.run(raced(chance)))


@pytest.mark.slow
def test_a_duplicate_has_a_copy_whether_it_knows_that_it_is_one_or_not(nodes_of, kind):
    """One that was frozen does not know: another page went on with its session, on another node."""
    nodes = nodes_of(2)

    async def doubled(chance) -> list[str]:
        one, other = chance.sample([node.port for node in nodes], 2)
        async with Client([one], seed=chance.randrange(1 << 32)) as tab:
            await tab.settled()
            mine = [*range(1, chance.randint(2, 5))]
            for mark in mine:
                tab.append(mark)
            await tab.settled()
            knows = chance.random() < 0.5
            copy = tab.double(is_copy=knows)
            copy.ports = [other]
            async with copy:
                await copy.settled()
                begun = [*mine]
                theirs, more = [101, 102, 103], [11, 12, 13]
                for number, mark in enumerate(theirs):
                    copy.append(mark)
                    if chance.random() < 0.5:
                        await copy.settled()
                    if knows or number == 2:
                        tab.append(more[number])
                        mine.append(more[number])
                tab.ports = [one, other]
                await asyncio.gather(tab.settled(), copy.settled())
                faults = [] if tab.name != copy.name else ["both have one session"]
                faults += faults_in(
                    tab.history, tab.shown() or [], others=theirs, may_fork=not knows
                )
                faults += faults_in(
                    copy.history, copy.shown() or [], others=[*begun, *more], may_fork=True
                )
                if not {*begun} <= {*(copy.shown() or [])}:
                    faults.append("the copy lacks what was there")
        return faults

    with Trials("duplicated tabs", store=kind, short=1, full=300) as trials:
        for chance in trials:
            trials.add(asyncio.run(doubled(chance)))
