"""Several workers serve one app: any of them continues any session, and none is missed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faults.crowd import Crowd
from faults.nodes import APP

from anew.protocol.messages import ClearCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.client import Client
    from faults.nodes import Node

pytestmark = pytest.mark.slow

# It says by which process it is run, and what a function returned there.
SCRIPT = (
    APP.read_text("utf-8")
    + """
@st.cache_data
def drawn():
    return random.random()

import logging

st.text(f'process {os.getpid()}')
st.text(f'drawn {drawn()}')
logging.getLogger("app").warning("run by a child of %d", os.getppid())
if st.button("Sleep"):
    logging.getLogger("app").warning("asleep")
    time.sleep(10)
"""
)


@pytest.fixture(scope="module")
def node(nursery, tmp_path_factory):
    """Two workers with the default store. Each test leaves them as they were."""
    folder = tmp_path_factory.mktemp("workers")
    node = nursery.node(folder, "sqlite", "--server.workers", "2", script=SCRIPT)
    start(node)
    yield node
    node.kill()
    assert not node.errors(), node.said()


def start(node: Node) -> None:
    """Start it, and wait until all workers serve: the parent tells the address then."""
    count = node.said().count("Your app is at")
    node.start()
    wait_until(lambda: node.said().count("Your app is at") > count)


def workers_of(node: Node) -> set[int]:
    """The numbers of its workers' processes."""
    children = Path(f"/proc/{node.pid}/task/{node.pid}/children").read_text("utf-8").split()
    return {int(child) for child in children if b"spawn_main" in command_of(child)}


def command_of(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def process_of(tab: Client) -> int:
    return int(told_of(tab, "process"))


def cached_of(tab: Client) -> str:
    return told_of(tab, "drawn")


def told_of(tab: Client, name: str) -> str:
    texts = [text["body"].partition(" ") for text in tab.elements("text")]
    return next(value for start, _, value in texts if start == name)


async def reconnected(tab: Client) -> None:
    """Break a tab's connection, and wait until it has another."""
    welcomes = len([*tab.history.all("welcome")])
    tab.cut()
    await tab.until(lambda: len([*tab.history.all("welcome")]) > welcomes)
    await tab.settled()


def wait_until(is_so: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not come to pass."
        time.sleep(0.01)


async def until(is_so: Callable[[], bool], seconds: float = 15.0) -> None:
    await asyncio.to_thread(wait_until, is_so, seconds)


def test_a_tab_continues_on_any_worker_and_back_again(node):
    async def story() -> None:
        async with Crowd([node], random.Random(1), tabs=1) as crowd:
            tab, first = crowd.tabs[0], process_of(crowd.tabs[0])
            seen = set()
            for _ in range(60):  # Which worker accepts a connection is chance.
                crowd.act(2)
                await crowd.settled()
                seen.add(process_of(tab))
                if len(seen) == 2 and process_of(tab) == first:
                    break
                await reconnected(tab)
            assert seen == workers_of(node)
            assert crowd.faults() == []

    asyncio.run(story())


def test_caches_are_cleared_in_all_workers(node):
    async def story() -> None:
        async with Crowd([node], random.Random(6), tabs=8) as crowd:
            while len({process_of(tab) for tab in crowd.tabs}) < 2:
                await reconnected(crowd.tabs[-1])
            before = {cached_of(tab) for tab in crowd.tabs}
            assert len(before) == 2  # Each worker has its own.
            crowd.tabs[0].transmit(ClearCache())
            end = time.monotonic() + 10
            while before & {cached_of(tab) for tab in crowd.tabs[1:]}:
                assert time.monotonic() < end
                crowd.act(1)
                await crowd.settled()

    asyncio.run(story())


def test_a_worker_that_dies_is_replaced_and_its_sessions_continue(node):
    async def story() -> None:
        async with Crowd([node], random.Random(2)) as crowd:
            before = workers_of(node)
            victim = process_of(crowd.tabs[0])
            crowd.act()
            os.kill(victim, signal.SIGKILL)
            await crowd.settled()
            await until(lambda: len(workers_of(node)) == 2, 3)  # Noticed at once.
            assert workers_of(node) & before == before - {victim}
            crowd.act()
            await crowd.settled()
            assert crowd.faults() == []

    asyncio.run(story())
    assert "] The server" not in node.said()
    assert "has ended by signal 9, and is replaced" in node.said()


def test_a_hangup_restarts_the_workers_one_by_one_and_nobody_is_refused(node):
    async def story() -> None:
        async with Crowd([node], random.Random(3)) as crowd:
            before = workers_of(node)
            node.signal(signal.SIGHUP)
            while workers_of(node) & before:
                assert workers_of(node)
                crowd.act(1)
                await crowd.settled()
            await until(lambda: len(workers_of(node)) == 2)
            await crowd.settled()
            assert {process_of(tab) for tab in crowd.tabs} <= workers_of(node)
            assert crowd.faults() == []
            # Each connection was accepted: what was closed was closed with a reason.
            codes = {
                entry.data["code"] for tab in crowd.tabs for entry in tab.history.all("closed")
            }
            assert codes == {1012}

    asyncio.run(story())


def test_a_restart_is_given_up_if_a_new_worker_does_not_start(node):
    before = workers_of(node)
    node.signal(signal.SIGHUP)
    wait_until(lambda: len(workers_of(node)) == 3)
    (new,) = workers_of(node) - before

    os.kill(new, signal.SIGKILL)

    wait_until(lambda: "did not start: the restart is given up" in node.said())
    assert workers_of(node) == before


def test_the_parent_does_not_run_the_script_and_the_log_names_each_worker(node):
    line = next(line for line in node.said().splitlines() if "run by" in line)

    assert line.endswith(f"] run by a child of {node.pid}")
    assert "WARNING [worker " in line
    assert node.said().count("Your app is at") == 1


def test_a_second_signal_ends_all_workers_at_once(node):
    """Their script would go on for ten seconds more."""

    async def story() -> None:
        async with Crowd([node], random.Random(4), tabs=3) as crowd:
            for tab in crowd.tabs:
                tab.report(trigger=tab.id_of("button", label="Sleep"))
            await until(lambda: node.said().count("asleep") == 3)
            node.signal(signal.SIGINT)
            await until(lambda: "Another signal" in node.said())
            node.signal(signal.SIGINT)
            assert await asyncio.to_thread(node.has_ended, 5)

    asyncio.run(story())


@pytest.mark.parametrize("store", ["memory", "sqlite"])
def test_workers_need_a_store_that_they_share(nursery, tmp_path, store):
    script = tmp_path / "app.py"
    script.write_text("import anew as st")
    address = store if store == "memory" else "sqlite:////proc/none/state.db"
    node = nursery.node(tmp_path, address, "--server.workers", "2", script=script)

    node.start(waits=False)

    assert node.has_ended(15)
    assert "Error: server.workers is 2, so a tab may reach another process" in node.said()
