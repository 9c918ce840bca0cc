"""A server is asked to stop while many use it: all go on at the other, spread over a while."""

from __future__ import annotations

import asyncio
import signal
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from faults.crowd import Crowd
from faults.nodes import APP
from faults.trials import IS_FULL, Trials

from anew.server.draining import GAP_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from faults.client import Client
    from faults.nodes import Node

pytestmark = pytest.mark.slow

SCRIPT = (
    APP.read_text("utf-8")
    + """
file = st.file_uploader("File")
st.text(f"file of {len(file.getvalue()) if file else 0}")
"""
)
RUN_SECONDS = 4.0 if IS_FULL else 0.5  # Of a callback, at most.
BINS = 10
UPLOAD_PARTS = 40 if IS_FULL else 10
UPLOAD_BYTES = 1000 * UPLOAD_PARTS


@pytest.fixture
def kind(kind) -> str:
    """The short form is about the server, and the same with each store."""
    if not IS_FULL and kind != "sqlite":
        pytest.skip("One store will do.")
    return kind


def test_all_tabs_of_a_server_that_is_asked_to_stop_continue_at_the_other(nodes_of, kind):
    tabs, busy, uploads = (200, 50, 10) if IS_FULL else (20, 5, 2)
    first, second = nodes_of(2, script=SCRIPT, ANEW_TESTS_PAUSE=str(RUN_SECONDS))

    async def drained(chance) -> list[str]:
        faults: list[str] = []
        crowd = Crowd([first], chance, tabs=tabs, is_stored=False)
        async with crowd, httpx.AsyncClient() as browser:
            for tab in crowd.tabs[busy:]:
                tab.report({tab.id_of("number_input"): 0})  # So all have done something.
            await crowd.settled()
            sending = [asyncio.create_task(send(browser, tab)) for tab in crowd.tabs[-uploads:]]
            for number, tab in enumerate(crowd.tabs):
                tab.ports = [second.port]
                if number < busy:
                    tab.append(1)
            await asyncio.sleep(0.1)  # Their runs are on.
            # What came before this was accepted before this.
            await browser.get(f"http://127.0.0.1:{first.port}/healthz")
            asked_at = time.monotonic()
            first.signal(signal.SIGTERM)
            assert await asyncio.to_thread(first.has_ended, 60)
            ended_after = time.monotonic() - asked_at
            await crowd.settled(15)
            for tab in crowd.tabs[:busy]:
                faults += check_answered(tab)
            pauses = sorted(pause_of(tab, second) for tab in crowd.tabs)
            departures = [closed_at(tab) for tab in crowd.tabs]
            trials.note(
                ended_after=ended_after,
                peak_to_mean=peak_to_mean(departures),
                pause_p99=pauses[int(len(pauses) * 0.99) - 1],
            )
            for tab, task in zip(crowd.tabs[-uploads:], sending, strict=True):
                faults += await used(tab, await task)
            first.start()
            return [
                *faults,
                *crowd.faults(),
                *([f"it ended after {ended_after} s"] if ended_after > 30 else []),
                *check_spread(departures, idle=crowd.tabs[busy:]),
            ]

    with Trials("drain", store=kind, short=1, full=3) as trials:
        for chance in trials:
            trials.add(asyncio.run(drained(chance)))
            trials.count(tabs)


def closed_at(tab: Client) -> float:
    """When a tab was sent away. It is at the next server some hundredths of a second later."""
    closed = next(iter(tab.history.all("closed")))
    assert closed.data["code"] == 1012, tab.history.tail()
    return closed.at


def pause_of(tab: Client, second: Node) -> float:
    """How long a tab was without a server."""
    closed = closed_at(tab)
    welcome = tab.history.since(closed, "welcome")
    assert welcome is not None
    assert welcome.data["node"] == second.port
    assert welcome.data["is_resumed"]
    return welcome.at - closed


def peak_to_mean(moments: list[float]) -> float:
    """How many more there are in one tenth of the time than on average."""
    begin, end = min(moments), max(moments)
    counts = [0] * BINS
    for moment in moments:
        counts[min(BINS - 1, int((moment - begin) / (end - begin) * BINS))] += 1
    return max(counts) / (len(moments) / BINS)


def check_answered(tab: Client) -> list[str]:
    """The run that was on has ended, and was saved, before its tab was sent away."""
    saved = [entry for entry in tab.history.all("acknowledged") if entry.at < closed_at(tab)]
    return [] if saved else ["a run was not waited for"]


def check_spread(departures: list[float], idle: list[Client]) -> list[str]:
    if IS_FULL:
        ratio = peak_to_mean(departures)
        return [f"{ratio} times as many go at once as on average"] if ratio > 2 else []
    moments = [closed_at(tab) for tab in idle]
    window = max(moments) - min(moments)
    return [f"all were sent away in {window} s"] if window < len(idle) * GAP_SECONDS / 2 else []


async def send(browser: httpx.AsyncClient, tab: Client) -> httpx.Response:
    """Send a file slowly, so that it is whole after the server was asked to stop."""
    return await browser.post(
        f"http://127.0.0.1:{tab.port}/_anew/upload",
        content=slowly(),
        headers={
            "Cookie": f"anew_sid={tab.cookie}",
            "Origin": f"http://127.0.0.1:{tab.port}",
            "X-Anew-Tab": tab.name or "",
            "X-Anew-Widget": tab.id_of("file_uploader"),
            "X-Anew-File-Name": "a.bin",
            "Content-Length": str(UPLOAD_BYTES),
        },
    )


async def used(tab: Client, uploaded: httpx.Response) -> list[str]:
    """The file came to the server that has ended; the next one has it."""
    if uploaded.status_code != 200:
        return [f"an upload ended with {uploaded.status_code}: {uploaded.text}"]
    tab.report({tab.id_of("file_uploader"): [uploaded.json()["id"]]})
    await tab.settled()
    told = [text["body"] for text in tab.elements("text")]
    return [] if f"file of {UPLOAD_BYTES}" in told else [f"an upload is lost: {told}"]


async def slowly() -> AsyncIterator[bytes]:
    for _ in range(UPLOAD_PARTS):
        yield b"x" * 1000
        await asyncio.sleep(0.05)


def test_what_a_run_that_is_stopped_had_done_is_done_anew_by_the_next_server(nodes_of, kind):
    """Nothing of it was saved, and the tab sends its event again."""
    first, second = nodes_of(2, "--server.drainSeconds", "0.2", ANEW_TESTS_PAUSE="4")

    async def stopped(chance) -> list[str]:
        async with Crowd([first], chance, tabs=4, is_stored=False) as crowd:
            for tab in crowd.tabs:
                tab.ports = [second.port]
                tab.append(1)
            await asyncio.sleep(0.1)
            first.signal(signal.SIGTERM)
            assert await asyncio.to_thread(first.has_ended, 15)
            await crowd.settled(15)
            return crowd.faults()

    with Trials("drain that stops runs", store=kind, short=1, full=1) as trials:
        for chance in trials:
            trials.add(asyncio.run(stopped(chance)))
