"""The author is told of sessions that begin and end: once, on another thread, whatever happens there."""

from __future__ import annotations

import threading

import pytest

from anew.protocol.messages import SHUTTING_DOWN
from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.hooks import Hooks
from anew.session.registry import Registry
from anew.session.storage import EXPIRE_SECONDS, GATHER_SECONDS, Storage
from anew.settings.settings import Settings, with_options
from anew.stores.base import Options
from anew.stores.memory import MemoryStore
from anew.stores.times import Times
from anew.testing.clock import FakeClock
from anew.testing.tab import Tab

SCRIPT = """
import anew as st
st.session_state.setdefault("rows", []).append(1)
st.text(str(len(st.session_state.rows)))
"""
TTL = 3600.0


class House:
    """A process of an app, whose author notes what is told."""

    def __init__(self, store=None, told=None, on_start=None, on_end=None, **options: str) -> None:
        self.told = [] if told is None else told
        self.threads = set()
        given = {name.replace("__", "."): value for name, value in options.items()}
        self.clock = FakeClock()
        runner = Runner(Script("app.py", text=SCRIPT), with_options(Settings(), given))
        self.storage = None
        if store is not None:
            self.storage = Storage(store, runner.helpers, self.clock, ttl_seconds=TTL)
        hooks = Hooks(
            runner.threads,
            self.clock,
            on_start or (lambda session: self.note("start", session)),
            on_end or (lambda session: self.note("end", session)),
        )
        self.registry = Registry(runner, self.clock, self.storage, hooks)

    def note(self, what, session) -> None:
        self.threads.add(threading.current_thread())
        self.told.append((what, session.id))

    def open(self, tab: Tab, owner: str = "browser"):
        joined = []
        self.registry.connect(tab, tab.hello(), owner, joined.append)
        self.clock.run_until(lambda: joined or not tab.is_open)
        self.clock.run_until(lambda: joined[0].is_idle)
        return joined[0]

    def save(self) -> None:
        self.clock.advance(GATHER_SECONDS)
        self.clock.run_until(lambda: not self.storage.waiting)

    def settle(self, told: int) -> None:
        """Until so much was told."""
        self.clock.run_until(lambda: len(self.told) >= told)


def test_a_start_is_told_before_the_first_run_and_on_another_thread():
    house, tab = House(), Tab()
    seen = []
    house.note = lambda what, session: seen.append((what, session.id, tab.tree))
    house.open(tab)

    assert seen == [("start", tab.name, None)]
    assert tab.elements("text")[0]["body"] == "1"


def test_the_event_loop_is_never_called_on():
    house, tab = House(), Tab()
    session = house.open(tab)
    house.registry.end(session)
    house.settle(2)

    assert house.told == [("start", tab.name), ("end", tab.name)]
    assert threading.current_thread() not in house.threads


def test_a_reload_and_another_connection_are_no_start():
    house, tab = House(MemoryStore(Options())), Tab()
    house.open(tab)
    tab.reload()
    house.open(tab)
    again = Tab()
    again.name = tab.name
    house.open(again)

    assert house.told == [("start", tab.name)]


def test_a_duplicate_is_a_start():
    house, tab = House(), Tab()
    house.open(tab)
    double = tab.duplicate()
    house.open(double)

    assert house.told == [("start", tab.name), ("start", double.name)]


def test_a_session_that_goes_on_after_a_crash_is_no_start():
    store, told = MemoryStore(Options()), []
    house, tab = House(store, told), Tab()
    house.open(tab)
    house.save()
    house = House(store, told)
    tab.is_open = True
    house.open(tab)

    assert told == [("start", tab.name)]


def test_a_session_of_which_nothing_was_saved_starts_again_under_another_name():
    told = []
    house, tab = House(MemoryStore(Options()), told), Tab()
    house.open(tab)
    name = tab.name
    house = House(MemoryStore(Options()), told)
    tab.is_open = True
    house.open(tab)

    assert told == [("start", name), ("start", tab.name)] and tab.name != name


def test_who_leaves_is_told_once():
    house, tab = House(MemoryStore(Options())), Tab()
    session = house.open(tab)
    house.save()
    for _ in range(2):
        house.registry.end(session)
    house.registry.disconnect(session, tab)
    house.settle(2)
    house.clock.advance(2 * TTL)

    assert house.told == [("start", tab.name), ("end", tab.name)]


def test_a_session_that_has_outlived_its_time_is_told_by_one_process():
    at, told = [0.0], []
    times = Times(wall=lambda: at[0], steady=lambda: at[0])
    store = MemoryStore(Options(ttl_seconds=TTL), times=times)
    one, other, tab = House(store, told), House(store, told), Tab()
    session = one.open(tab)
    one.save()
    one.registry.disconnect(session, tab)
    one.clock.advance(Settings().server.disconnected_session_ttl)
    assert told == [("start", tab.name)]  # It can go on for a while, out of the store.
    assert one.registry.sessions == []

    at[0] += 2 * TTL
    asked = []
    other.storage.on_expired = asked.append
    one.clock.advance(EXPIRE_SECONDS)
    one.settle(2)
    other.clock.advance(EXPIRE_SECONDS)
    other.clock.run_until(lambda: bool(asked))

    assert asked == [[]]
    assert told == [("start", tab.name), ("end", tab.name)]


def test_without_a_store_a_session_ends_when_its_process_forgets_it():
    house, tab = House(), Tab()
    session = house.open(tab)
    house.registry.disconnect(session, tab)
    house.clock.advance(Settings().server.disconnected_session_ttl)
    house.settle(2)

    assert house.told == [("start", tab.name), ("end", tab.name)]


def test_without_a_store_all_sessions_end_with_the_server_which_waits_for_what_is_told():
    house, tab, done = House(), Tab(), []
    house.open(tab)
    house.registry.close(5.0, lambda: done.append([*house.told]))
    house.clock.run_until(lambda: bool(done))

    assert done == [[("start", tab.name), ("end", tab.name)]]


def test_with_a_store_they_do_not():
    house, tab, done = House(MemoryStore(Options())), Tab(), []
    house.open(tab)
    house.registry.close(5.0, lambda: done.append([*house.told]))
    house.clock.run_until(lambda: bool(done))

    assert done == [[("start", tab.name)]]


def test_a_reload_that_starts_over_ends_the_session_before():
    house, before, after = House(session__onReload="new"), Tab(), Tab()
    house.open(before)
    after.name = before.name
    house.open(after)
    house.settle(3)

    assert house.told[0] == ("start", before.name)
    assert sorted(house.told[1:]) == sorted([("end", before.name), ("start", after.name)])


@pytest.mark.parametrize("error", [ValueError("of the author"), SystemExit(1)])
def test_an_error_is_logged_and_disturbs_nothing(error, caplog):
    def fails(session):
        raise error

    house, tab = House(on_start=fails, on_end=fails), Tab()
    session = house.open(tab)
    assert tab.elements("text")[0]["body"] == "1"
    house.registry.end(session)
    done = []
    house.registry.close(5.0, lambda: done.append(True))
    house.clock.run_until(lambda: bool(done))

    assert [record.message for record in caplog.records] == [
        "on_session_start failed.",
        "on_session_end failed.",
    ]


def test_a_tab_that_does_not_wait_has_begun_and_ended():
    may_go_on, told = threading.Event(), []

    def slow(session):
        may_go_on.wait(10)
        told.append(("start", session.id))

    house, tab = House(told=told, on_start=slow), Tab()
    house.registry.connect(tab, tab.hello(), "browser", lambda _: None)
    [session] = house.registry.sessions
    tab.is_open = False
    may_go_on.set()
    house.settle(2)

    assert told == [("start", session.tab), ("end", session.tab)]
    assert house.registry.sessions == []


def test_a_tab_that_waits_while_the_server_ends_is_sent_away():
    may_go_on = threading.Event()
    house, tab = House(on_start=lambda _: may_go_on.wait(10)), Tab()
    house.registry.connect(tab, tab.hello(), "browser", lambda _: None)
    house.registry.drain()
    house.registry.close()
    may_go_on.set()
    house.clock.run_until(lambda: tab.closed is not None)

    assert tab.closed == SHUTTING_DOWN


def test_of_two_browsers_that_name_one_session_only_its_own_goes_on_with_it():
    house, tab, stranger = House(MemoryStore(Options())), Tab(), Tab()
    house.open(tab)
    stranger.name = tab.name
    house.open(stranger, owner="another browser")

    assert stranger.name != tab.name
    assert house.told == [("start", tab.name), ("start", stranger.name)]
