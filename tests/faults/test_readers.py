"""Tabs that read slowly or not at all, while their scripts draw much; and tabs that are not there any more."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from statistics import quantiles

import pytest
from faults.client import Client
from faults.trials import IS_FULL, Trials
from server.apps import serving

from anew.server.app import App
from anew.settings.settings import Settings

MIB = 1_048_576
MOST_BYTES = 2 * MIB  # That a slow tab costs.
DEAD_SECONDS = 60.0
LISTENS = "0A"
PAINTER = """
import time

import anew as st

st.button("Idle")
if st.button("Paint"):
    painting = st.empty()
    for number in range(PICTURES):
        painting.text(f"{number} " + "x" * 100_000)
        time.sleep(0.02)
st.text("Ready")
"""
HUGE = """
import anew as st

if st.button("Paint"):
    st.text("x" * 8_000_000)
"""


@pytest.fixture
def kind() -> str:
    return "sqlite"


def resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024


def files_of(pid: int) -> int:
    return len([*Path(f"/proc/{pid}/fd").iterdir()])


def freeze(tab: Client) -> None:
    """The machine takes nothing from the network any more; `reading` is only the program that does not."""
    tab.reading.clear()
    tab._socket.transport.pause_reading()


def thaw(tab: Client) -> None:
    tab.reading.set()
    tab._socket.transport.resume_reading()


def connections_to(port: int) -> int:
    """How many a server has at this port. What it has let go of has no inode any more."""
    lines = Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]
    rows = [line.split() for line in lines]
    ours = [row for row in rows if row[1].endswith(f":{port:04X}")]
    return sum(row[3] != LISTENS and row[9] != "0" for row in ours)


def press(tab: Client, button: str) -> None:
    tab.report(trigger=tab.id_of("button", label=button))


async def latency(tab: Client, count: int) -> float:
    """What 99 of 100 clicks take at most."""
    took = []
    for _ in range(count):
        begun = time.monotonic()
        press(tab, "Idle")
        await tab.until(lambda: tab.answered and not tab.outbox.events, 10)
        took.append(time.monotonic() - begun)
    return quantiles(took, n=100)[98]


@pytest.mark.slow
def test_slow_tabs_cost_little_and_get_the_newest_page_when_they_wake(
    nursery, place, kind, tmp_path
):
    slow, pictures, clicks = (20, 300, 200) if IS_FULL else (4, 30, 10)
    script = PAINTER.replace("PICTURES", str(pictures))
    node = nursery.node(tmp_path, place.address, script=script)
    node.start()

    async def story(chance) -> list[str]:
        tabs = [Client([node.port], seed=number) for number in range(slow)]
        async with Client([node.port]) as other:
            await other.settled()
            for tab in tabs:
                tab.start()
                await tab.settled()
            await latency(other, 10)
            alone = await latency(other, clicks)
            before = resident(node.pid)
            for number, tab in enumerate(tabs):
                press(tab, "Paint")
                freeze(tab) if number % 2 else tab.reading.clear()
            beside = await latency(other, clicks)
            await asyncio.sleep(5 if IS_FULL else 0.5)
            each = (resident(node.pid) - before) / slow
            heard = [len(tab.heard) for tab in tabs]
            for number, tab in enumerate(tabs):
                thaw(tab) if number % 2 else tab.reading.set()
            woken = time.monotonic()
            for tab in tabs:
                await tab.until(lambda tab=tab: not tab.is_running, 0.03 * pictures + 30)
            faults = [
                f"a tab shows {tab.elements('text')[0]['body'][:10]}"
                for tab in tabs
                if not tab.elements("text")[0]["body"].startswith(f"{pictures - 1} ")
            ]
            trials.note(
                bytes_each=each,
                latency_alone=alone,
                latency_beside=beside,
                woken=time.monotonic() - woken,
                messages=max(len(tab.heard) - old for tab, old in zip(tabs, heard, strict=True)),
            )
            if each > MOST_BYTES:
                faults.append(f"each slow tab costs {each / MIB:.1f} MiB")
            for tab in tabs:
                await tab.stop()
            return faults

    try:
        with Trials("tabs that do not read", store=kind, short=1, full=3) as trials:
            for chance in trials:
                trials.add(asyncio.run(story(chance)))
    finally:
        node.kill()
    assert node.errors() == []


@pytest.mark.slow
def test_a_tab_that_is_gone_and_never_reads_is_let_go(tmp_path):
    """It has taken the connection's end with it: what was sent to it will never be read."""
    path = tmp_path / "app.py"
    path.write_text(HUGE, "utf-8")
    app = App(path, Settings())

    async def story(port: int) -> None:
        async with Client([port]) as dead, Client([port]) as alive:
            await dead.settled()
            await alive.settled()
            press(dead, "Paint")
            freeze(dead)
            async with asyncio.timeout(10):
                while app._sockets > 1:  # noqa: ASYNC110  # it is another thread's
                    await asyncio.sleep(0.01)
            press(alive, "Paint")
            await alive.settled(20)

    with serving(app.asgi, ws_ping_interval=0.3, ws_ping_timeout=1.0) as port:
        asyncio.run(story(port))


@pytest.mark.slow
@pytest.mark.skipif(not IS_FULL, reason="It takes a minute.")
def test_dead_tabs_are_let_go_within_a_minute(nursery, place, kind, tmp_path):
    node = nursery.node(tmp_path, place.address, script=HUGE)
    node.start()

    async def story(chance) -> list[str]:
        tabs = [Client([node.port], seed=number) for number in range(20)]
        for tab in tabs:
            tab.start()
            await tab.settled(20)
        for tab in tabs:
            press(tab, "Paint")
            freeze(tab)
        begun = time.monotonic()
        for _ in range(int(DEAD_SECONDS * 2)):
            if not connections_to(node.port):
                break
            await asyncio.sleep(0.5)
        took = time.monotonic() - begun
        trials.note(let_go=took)
        left = connections_to(node.port)
        for tab in tabs:
            await tab.stop()
        return [f"{left} connections are there still"] if left > 0 else []

    try:
        with Trials("dead tabs", store=kind, short=1, full=3) as trials:
            for chance in trials:
                trials.add(asyncio.run(story(chance)))
    finally:
        node.kill()
