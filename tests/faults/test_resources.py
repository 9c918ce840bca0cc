"""A server has no room on its disk, no files left to open, or nobody who takes what it logs."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faults.client import Client
from faults.crowd import Crowd
from faults.trials import IS_FULL, Trials
from stores.places import SqlitePlace

from anew.session.registry import UNSAVED_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.nodes import Node

STUCK_SECONDS = 15.0
RECOVER_SECONDS = 10.0
TELL_SECONDS = UNSAVED_SECONDS + 1.0
DISK = "size=2m"
NOISY = """
import json
import logging

import anew as st

if "log" not in st.session_state:
    st.session_state.log = []
    st.session_state.count = 0


def add():
    st.session_state.log.append(st.session_state.mark)
    st.session_state.count += 1


st.number_input("Mark", value=0, key="mark")
st.button("Add", on_click=add)
st.text(json.dumps(st.session_state.log))
logging.getLogger("app").error("Nobody reads this: %s", "x" * 1000)
logging.getLogger("anew").error("Nor this.")
1 / 0
"""


@pytest.fixture
def kind() -> str:
    return "sqlite"


def limits(node: Node, what: int, most: int) -> None:
    """How much a server may have from now on; its hard limit stays."""
    if node.has_ended():
        return
    _, hard = resource.prlimit(node.pid, what)
    resource.prlimit(node.pid, what, (most, hard))


def is_all_shown(tab: Client) -> bool:
    return tab.is_connected and not tab.is_running and tab.shown() == tab.history.marks("sent")


@contextmanager
def without_room(node: Node) -> Iterator[None]:
    """Nothing can be written into any file: neither the store's, nor the log."""
    limits(node, resource.RLIMIT_FSIZE, 1)
    yield
    limits(node, resource.RLIMIT_FSIZE, resource.RLIM_INFINITY)


@contextmanager
def without_files(node: Node) -> Iterator[None]:
    """No file or connection can be opened."""
    limits(node, resource.RLIMIT_NOFILE, 1)
    yield
    limits(node, resource.RLIMIT_NOFILE, 4096)


@pytest.mark.slow
def test_a_server_that_can_write_no_file(nodes_of, kind):
    """Nothing is acknowledged, the tabs are told; and it recovers by itself."""
    [node] = nodes_of(1)

    async def starved(chance) -> list[str]:
        seconds = chance.choice([4.0, 8.0]) if IS_FULL else 0.2
        async with Crowd([node], chance, tabs=3) as crowd:
            with without_room(node):
                begun = time.monotonic()
                crowd.act()
                for tab in crowd.tabs:
                    await tab.until(lambda tab=tab: is_all_shown(tab))
                if IS_FULL:
                    for tab in crowd.tabs:
                        left = begun + TELL_SECONDS - time.monotonic()
                        await tab.until(lambda tab=tab: tab.waits, max(left, 0.01))
                await asyncio.sleep(max(0.0, begun + seconds - time.monotonic()))
                acknowledged = [
                    mark for tab in crowd.tabs for mark in tab.history.marks("acknowledged")
                ]
                faults = [
                    f"{mark} was acknowledged" for mark in acknowledged if mark > len(crowd.tabs)
                ]
                if chance.random() < 0.3:
                    node.kill()
            if node.has_ended():
                node.start()
            ended = time.monotonic()
            await crowd.settled(STUCK_SECONDS)
            trials.note(recovers=time.monotonic() - ended)
            if time.monotonic() - ended > RECOVER_SECONDS:
                faults.append(f"it took {time.monotonic() - ended:.1f} s to recover")
            return faults + crowd.faults()

    with Trials("no file can be written", store=kind, short=2, full=50) as trials:
        for chance in trials:
            trials.add(asyncio.run(starved(chance)))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk with little room; whether there can be one depends on who runs the tests."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", DISK, "none", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("Only root can make a small disk.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path) -> Path:
    """Take all the room that a disk has."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        for size in (65_536, 4096, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    return filler


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can make a small disk.")
def test_a_disk_that_is_full(nursery, kind, tmp_path):
    """What is acknowledged is on it, also when the server is killed meanwhile."""

    async def full(chance, node: Node, disk: Path) -> list[str]:
        async with Crowd([node], chance, tabs=3) as crowd:
            for _ in range(chance.randint(0, 3)):
                crowd.act()
                await asyncio.sleep(chance.uniform(0, 0.1))
            filler = fill(disk)
            crowd.act()
            await asyncio.sleep(chance.choice([0.1, 1.0, 4.0]) if IS_FULL else 0.2)
            if chance.random() < 0.3:
                node.kill()
                filler.unlink()
                node.start()
            filler.unlink(missing_ok=True)
            ended = time.monotonic()
            await crowd.settled(STUCK_SECONDS)
            recovers = time.monotonic() - ended
            trials.note(recovers=recovers)
            slow = [f"it took {recovers:.1f} s to recover"] if recovers > RECOVER_SECONDS else []
            return slow + crowd.faults()

    with small_disk(tmp_path / "disk") as disk:
        node = nursery.node(tmp_path, SqlitePlace(disk).address)
        node.start()
        try:
            with Trials("the disk is full", store=kind, short=2, full=50) as trials:
                for chance in trials:
                    trials.add(asyncio.run(full(chance, node, disk)))
        finally:
            node.kill()
        assert node.errors() == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "valkey", "postgresql"] if IS_FULL else ["sqlite"])
def test_a_server_that_can_open_nothing(nodes_of, kind):
    """Who is there goes on; who comes waits; and all is well by itself when it is over."""
    [node] = nodes_of(1)

    async def starved(chance) -> list[str]:
        seconds = chance.choice([0.5, 3.0]) if IS_FULL else 0.2
        async with Crowd([node], chance, tabs=3) as crowd:
            faults: list[str] = []
            with without_files(node):
                crowd.act()
                crowd.tabs[0].cut()
                async with Client([node.port]) as new:
                    for tab in crowd.tabs[1:]:
                        await tab.until(lambda tab=tab: is_all_shown(tab))
                    processor = processor_seconds(node)
                    await asyncio.sleep(seconds)
                    trials.note(busy=(processor_seconds(node) - processor) / seconds)
                    logged = len(node.said())
                    await asyncio.sleep(0.1)
                    if len(node.said()) - logged > 100_000:
                        faults.append("the log grows without end")
            ended = time.monotonic()
            await crowd.settled(STUCK_SECONDS)
            async with Client([node.port]) as new:
                await new.settled(STUCK_SECONDS)
            recovers = time.monotonic() - ended
            trials.note(recovers=recovers)
            if recovers > RECOVER_SECONDS:
                faults.append(f"it took {recovers:.1f} s to recover")
            return faults + crowd.faults()

    with Trials("nothing can be opened", store=kind, short=2, full=50) as trials:
        for chance in trials:
            trials.add(asyncio.run(starved(chance)))


def processor_seconds(node: Node) -> float:
    fields = Path(f"/proc/{node.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.slow
def test_sessions_go_on_although_nothing_can_be_logged(nursery, place, kind, tmp_path):
    """The log is on a disk that is full; scripts and the server have much to tell."""
    node = nursery.node(tmp_path, place.address, script=NOISY)
    log, node.log = node.log, Path("/dev/full")
    node.start()
    node.log = log  # What is read.

    async def story(chance) -> list[str]:
        async with Crowd([node], chance, tabs=3) as crowd:
            for _ in range(5):
                crowd.act()
                await crowd.settled()
            return crowd.faults()

    try:
        with Trials("nothing can be logged", store=kind, short=1, full=20) as trials:
            for chance in trials:
                trials.add(asyncio.run(story(chance)))
    finally:
        node.kill()
