"""A server that ends sends its tabs away one after the other, when nothing is on for them."""

from __future__ import annotations

import asyncio
import builtins
import threading
import time
from collections import Counter
from typing import Self

import pytest

from anew.protocol.messages import SHUTTING_DOWN
from anew.script.runner import Runner
from anew.script.source import Script
from anew.server.draining import GAP_SECONDS, drain
from anew.server.loop_clock import LoopClock
from anew.session.registry import Registry
from anew.settings.settings import Settings
from anew.testing.tab import Tab

SCRIPT = """
import builtins
import anew as st

if "count" not in st.session_state:
    st.session_state.count = 0
if st.button("Add"):
    st.session_state.count += 1
if st.button("Wait", key="wait"):
    builtins.arrived.set()
    builtins.gate.wait(10)
st.text(str(st.session_state.count))
"""


class House:
    """A server's sessions, on the running event loop."""

    def __init__(self, tabs: int) -> None:
        clock = LoopClock(asyncio.get_running_loop())
        self.registry = Registry(Runner(Script("app.py", text=SCRIPT), Settings()), clock)
        self.tabs = [TimedTab() for _ in range(tabs)]
        self.uploading: Counter[str] = Counter()
        self.is_hurried = False

    async def __aenter__(self) -> Self:
        for tab in self.tabs:
            self.registry.connect(tab, tab.hello(), "browser", tab.sessions.append)
        await until(lambda: all(tab.tree and tab.sessions[0].is_idle for tab in self.tabs))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.registry.close()

    def drain(self, seconds: float = 5.0) -> asyncio.Task[None]:
        return asyncio.create_task(
            drain(
                self.registry,
                seconds,
                uploading=self.uploading,
                has_sockets=lambda: False,
                is_hurried=lambda: self.is_hurried,
            )
        )


class TimedTab(Tab):
    """Notes when it is sent away."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions = []
        self.left_at = 0.0

    def close(self, close) -> None:
        super().close(close)
        self.left_at = time.monotonic()

    def press(self, label: str) -> None:
        self.sessions[0].receive(self.event(trigger=self.elements("button", label=label)[0]["id"]))


async def until(is_so) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110  # sessions know no asyncio
            await asyncio.sleep(0.001)


@pytest.fixture
def gate(monkeypatch):
    gate, arrived = threading.Event(), threading.Event()
    monkeypatch.setattr("builtins.gate", gate, raising=False)
    monkeypatch.setattr("builtins.arrived", arrived, raising=False)
    yield gate
    gate.set()


def test_tabs_leave_one_after_the_other_at_an_even_pace():
    async def story() -> None:
        async with House(20) as house:
            await house.drain()
            moments = sorted(tab.left_at for tab in house.tabs)
        assert {tab.closed for tab in house.tabs} == {SHUTTING_DOWN}
        window = moments[-1] - moments[0]
        assert window >= 18 * GAP_SECONDS
        parts = Counter(int((moment - moments[0]) / window * 4.99) for moment in moments)
        assert max(parts.values()) <= 2 * len(moments) / 5, parts

    asyncio.run(story())


def test_a_session_goes_on_as_usual_until_its_turn_comes():
    async def story() -> None:
        async with House(20) as house:
            draining = house.drain()
            await until(lambda: any(not tab.is_open for tab in house.tabs))
            last = next(tab for tab in reversed(house.tabs) if tab.is_open)
            last.press("Add")
            await until(lambda: last.answered == 1)
            assert last.is_open
            await draining

    asyncio.run(story())


def test_a_run_that_is_on_ends_first_and_nothing_else_begins(gate):
    async def story() -> None:
        async with House(1) as house:
            tab = house.tabs[0]
            tab.press("Wait")
            await asyncio.to_thread(vars(builtins)["arrived"].wait, 10)
            draining = house.drain()
            await asyncio.sleep(2 * GAP_SECONDS)
            tab.press("Add")
            assert tab.is_open
            gate.set()
            await draining
            assert (tab.answered, tab.closed) == (1, SHUTTING_DOWN)

    asyncio.run(story())


def test_a_run_that_lasts_too_long_is_not_waited_for(gate):
    async def story() -> None:
        async with House(1) as house:
            tab = house.tabs[0]
            tab.press("Wait")
            await asyncio.to_thread(vars(builtins)["arrived"].wait, 10)
            await asyncio.wait_for(house.drain(0.05), 2)
            assert (tab.answered, tab.closed) == (0, SHUTTING_DOWN)
            gate.set()

    asyncio.run(story())


def test_an_upload_on_its_way_is_waited_for():
    async def story() -> None:
        async with House(2) as house:
            first, second = house.tabs
            house.uploading[str(first.name)] += 1
            draining = house.drain()
            await until(lambda: not second.is_open)
            await asyncio.sleep(2 * GAP_SECONDS)
            assert first.is_open
            house.uploading.clear()
            await draining
            assert not first.is_open

    asyncio.run(story())


def test_who_is_in_a_hurry_waits_for_nothing(gate):
    async def story() -> None:
        async with House(90) as house:
            house.tabs[0].press("Wait")
            await asyncio.to_thread(vars(builtins)["arrived"].wait, 10)
            draining = house.drain(60)
            await asyncio.sleep(GAP_SECONDS)
            house.is_hurried = True
            await asyncio.wait_for(draining, 2)
            assert not any(tab.is_open for tab in house.tabs)
            gate.set()

    asyncio.run(story())
