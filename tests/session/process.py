"""A server's process, with the store that it shares with the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.registry import Registry
from anew.session.saving import RIDE_SECONDS
from anew.session.storage import GATHER_SECONDS, Storage
from anew.settings.settings import Settings, with_options
from anew.stores.archive import Archive
from anew.stores.base import Commit, UnavailableError
from anew.testing.clock import FakeClock

if TYPE_CHECKING:
    from anew.stores.memory import MemoryStore
    from anew.testing.tab import Tab

COUNTER = """
import anew as st

if "count" not in st.session_state:
    st.session_state.count = 0
    st.session_state.log = []

def add():
    st.session_state.count += 1
    st.session_state.log.append(st.session_state.count)

st.button("Add", on_click=add)
name = st.text_input("Name")
st.text(f"{st.session_state.count} {len(st.session_state.log)} {name}")
"""


class Process:
    """A server's process that may die at any moment; what it had said to the store stays."""

    def __init__(self, store, script: str | None = COUNTER, path="app.py", **options: str) -> None:
        given = {name.replace("__", "."): value for name, value in options.items()}
        self.clock = FakeClock()
        self.runner = Runner(Script(path, text=script), with_options(Settings(), given))
        self.storage = Storage(
            store,
            self.runner.helpers,
            self.clock,
            ttl_seconds=3600,
            archive=Archive(store.blobs),
        )
        self.registry = Registry(self.runner, self.clock, self.storage)
        self.session = None

    def open(self, tab: Tab, owner: str = "browser") -> None:
        joined = []
        self.registry.connect(tab, tab.hello(), owner, joined.append)
        self.clock.run_until(lambda: joined or not tab.is_open)
        if joined:
            self.session = joined[0]
            for event in tab.unacknowledged:
                self.session.receive(event)
            self.settle()

    def lose(self, tab: Tab) -> None:
        """The connection is gone, as both sides know."""
        self.registry.disconnect(self.session, tab)

    def say(self, tab: Tab, **event) -> None:
        self.session.receive(tab.event(**event))

    def settle(self) -> None:
        self.clock.run_until(lambda: self.session.is_idle)

    def save(self) -> None:
        """Until the store has all of it, and the tab knows."""
        writer = self.storage._writer
        self.clock.advance(GATHER_SECONDS)
        self.clock.run_until(lambda: not writer.waiting)
        answered = []
        self.clock.post(lambda: answered.append(True))
        self.clock.run_until(lambda: bool(answered))
        self.clock.advance(RIDE_SECONDS)


def shown(tab: Tab) -> str:
    return tab.elements("text")[0]["body"]


def click(process: Process, tab: Tab) -> None:
    process.say(tab, trigger=tab.elements("button")[0]["id"])
    process.settle()


class Failing:
    def __call__(self, commits):
        raise UnavailableError("gone")


def watched(store: MemoryStore) -> list[Commit]:
    """All commits that the store is given from now on."""
    commits: list[Commit] = []
    commit = store.commit

    def noted(batch):
        commits.extend(batch)
        return commit(batch)

    store.commit = noted
    return commits
