"""What a long run shows before it ends: what it has drawn, and nothing that it took away."""

from __future__ import annotations

import threading

import pytest
from session.office import Office

from anew.session.flushes import SLOWEST_FLUSH_SECONDS
from anew.testing.tab import Tab


class Stops:
    """Where a run waits for the test; a script calls `hold()`."""

    def __init__(self) -> None:
        self._arrived = threading.Semaphore(0)
        self._may_go = threading.Semaphore(0)

    def hold(self) -> None:
        self._arrived.release()
        self._may_go.acquire(timeout=10)

    def wait(self) -> None:
        assert self._arrived.acquire(timeout=10)

    def go_on(self) -> None:
        self._may_go.release()


@pytest.fixture
def stops(monkeypatch):
    stops = Stops()
    monkeypatch.setattr("builtins.hold", stops.hold, raising=False)
    return stops


class Watched:
    """A session and its tab, looked at wherever its run holds."""

    def __init__(self, script: str, stops: Stops) -> None:
        self.office = Office(script)
        self.tab = Tab()
        self.stops = stops
        self._sessions = []
        self.office.registry.connect(self.tab, self.tab.hello(), "browser", self._sessions.append)

    @property
    def session(self):
        return self._sessions[0]

    def settle(self) -> None:
        self.office.settle(self.session)

    def shows(self, *tags: str) -> None:
        """Wait for the run to hold, and then for the tab to show just these, in their order."""
        self.stops.wait()
        self.office.clock.run_until(lambda: self._looks() == [*tags])

    def _looks(self) -> list[str]:
        self.office.clock.advance(SLOWEST_FLUSH_SECONDS)
        areas = ("app", "main", "sidebar", "empty")
        shown = [element for element in self.tab.elements() if element["tag"] not in areas]
        return [element.get("body", element["tag"]) for element in shown]


def test_a_spinner_is_gone_while_its_run_goes_on(stops):
    script = """
import anew as st
with st.spinner("one"):
    hold()
st.text("over")
hold()
"""
    watched = Watched(script, stops)
    watched.shows("spinner")
    stops.go_on()
    watched.shows("over")
    stops.go_on()
    watched.settle()


def test_what_a_rerun_drew_anew_and_emptied_is_gone(stops):
    """It is the same element as in the run before, but this run has taken it away."""
    script = """
import anew as st
box = st.empty()
box.text("shown")
hold()
box.empty()
hold()
st.text("end")
"""
    watched = Watched(script, stops)
    stops.go_on()
    stops.go_on()
    watched.settle()
    stops.wait()
    stops.wait()

    watched.session.receive(watched.tab.event())
    watched.shows("shown")
    stops.go_on()
    watched.shows()
    stops.go_on()
    watched.settle()
