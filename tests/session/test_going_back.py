"""A tab never goes on from an older state than it was told of, unless its user wants that."""

from __future__ import annotations

import time

import pytest
from session.process import Process, click, shown

from anew.protocol.messages import BEHIND, STORE_FAILED, TAKEN_OVER
from anew.session.registry import UNSAVED_SECONDS
from anew.session.storage import GATHER_SECONDS
from anew.stores.base import Commit, Options, UnavailableError
from anew.stores.memory import MemoryStore
from anew.testing.tab import Tab


class Copied:
    """What a store has of a session at one time, and how it gets that back."""

    def __init__(self, store: MemoryStore, tab: Tab) -> None:
        shown = store.show(tab.name)
        self.record, self.values = shown.record, store.load(tab.name, shown.sizes)

    def restore(self) -> MemoryStore:
        store, record = MemoryStore(Options()), self.record
        store.commit(
            [
                Commit(
                    session=record.session,
                    owner=record.owner,
                    epoch=record.epoch,
                    after=0,
                    version=record.version,
                    event=record.event,
                    place=record.place,
                    written=self.values,
                )
            ]
        )
        return store


def clicked(process: Process, tab: Tab, times: int) -> None:
    for _ in range(times):
        click(process, tab)
    process.save()


def test_a_store_that_came_back_from_an_older_copy_is_noticed(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 1)
    copied = Copied(store, tab)
    clicked(process, tab, 1)

    Process(copied.restore()).open(tab)

    assert tab.closed == BEHIND
    assert shown(tab) == "2 2"  # The page stays as it was.


def test_whoever_goes_on_from_the_older_state_does_so_with_events_that_follow_on_from_it(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 1)
    copied = Copied(store, tab)
    clicked(process, tab, 2)
    older = Process(copied.restore())

    tab.go_back()
    older.open(tab)
    assert tab.is_resumed and shown(tab) == "1 1"
    clicked(older, tab, 1)

    assert shown(tab) == "2 2"
    assert tab.acknowledged == 2


def test_a_page_load_is_asked_as_well(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 1)
    copied = Copied(store, tab)
    clicked(process, tab, 1)
    tab.reload()

    Process(copied.restore()).open(tab)

    assert tab.closed == BEHIND


def test_a_process_whose_store_went_back_has_its_tab_asked(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 1)
    copied = Copied(store, tab)
    clicked(process, tab, 1)
    restored = copied.restore()
    store._sessions = restored._sessions
    click(process, tab)
    process.save()

    assert tab.closed == STORE_FAILED  # Then it connects again.
    process.open(tab)
    assert tab.closed == BEHIND


def test_a_store_that_has_no_less_is_no_reason_to_ask(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 2)
    tab.acknowledged = 1  # It did not hear of the second.

    Process(store).open(tab)

    assert tab.is_resumed and shown(tab) == "2 2"


def test_a_session_that_the_store_has_lost_is_a_new_one_that_says_so(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 1)

    Process(MemoryStore(Options())).open(tab)

    welcome = [message for message in tab.heard if message["tag"] == "welcome"][-1]
    assert welcome["is_lost"] and not welcome["resumed"]
    assert shown(tab) == "0 0" and tab.acknowledged == 0


def test_a_session_in_which_nothing_was_done_is_not_missed(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    process.save()

    Process(MemoryStore(Options())).open(tab)

    assert "is_lost" not in [m for m in tab.heard if m["tag"] == "welcome"][-1]


def test_a_number_that_no_server_gave_hurts_only_who_claims_it(store):
    tab, liar = Tab(), Tab()
    process = Process(store)
    process.open(tab)
    clicked(process, tab, 1)
    liar.name, liar.acknowledged, liar.epoch = tab.name, 2**60, 2**60
    process.registry.connect(liar, liar.hello(), "another browser", lambda _: None)
    process.clock.run_until(lambda: not liar.is_open or bool(liar.heard))

    assert liar.heard[0]["is_lost"] and liar.name != tab.name
    clicked(process, tab, 1)
    assert shown(tab) == "2 2" and tab.is_open


# Several processes --------------------------------------------------------------------------


def test_a_process_that_others_went_on_from_reads_what_they_have_stored(store):
    """A tab comes back to where it was before, and its session is in memory there still."""
    tab = Tab()
    first, second = Process(store), Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    first.registry.disconnect(first.session, tab)
    second.open(tab)
    clicked(second, tab, 1)
    second.registry.disconnect(second.session, tab)
    first.open(tab)

    assert tab.is_resumed and shown(tab) == "2 2"
    clicked(first, tab, 1)
    assert shown(tab) == "3 3" and tab.is_open


def test_a_duplicate_gets_its_copy_whichever_process_it_comes_to(store):
    tab = Tab()
    first, second = Process(store), Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    copy = tab.duplicate()
    second.open(copy)

    assert copy.name != tab.name and shown(copy) == "1 1"
    clicked(second, copy, 1)
    clicked(first, tab, 2)
    assert (shown(copy), shown(tab)) == ("2 2", "3 3")


def test_a_copy_from_the_store_is_stored_even_if_nothing_is_done_in_it(store):
    tab = Tab()
    first, second = Process(store), Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    copy = tab.duplicate()
    second.open(copy)
    second.save()
    store.remove(tab.name)

    Process(store).open(copy)
    assert copy.is_resumed and shown(copy) == "1 1"


def test_a_duplicate_of_another_browsers_session_gets_nothing_of_it(store):
    tab = Tab()
    first, second = Process(store), Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    thief = tab.duplicate()
    second.open(thief, owner="thief")

    assert shown(thief) == "0 0"


def test_a_copy_that_would_be_older_than_the_tab_it_is_of_is_asked_about_too(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    copied = Copied(store, tab)
    clicked(first, tab, 1)
    double = tab.duplicate()

    Process(copied.restore()).open(double)

    assert double.closed == BEHIND


def test_of_two_that_ask_the_store_for_one_session_the_later_has_it(store):
    tab, again = Tab(), Tab()
    first, second = Process(store), Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    again.name, again.epoch, again.acknowledged = tab.name, tab.epoch, tab.acknowledged
    joined = []
    for one in (tab, again):
        second.registry.connect(one, one.hello(), "browser", joined.append)
    second.clock.run_until(lambda: bool(joined) and joined[0].is_idle)

    assert tab.closed == TAKEN_OVER
    assert shown(again) == "1 1" and again.is_open


def test_a_reload_that_starts_anew_does_so_after_a_restart_as_well(store):
    """R78."""
    tab = Tab()
    options = {"session__onReload": "new"}
    first = Process(store, **options)
    first.open(tab)
    clicked(first, tab, 1)
    Process(store, **options).open(tab)
    assert shown(tab) == "1 1"  # It connected again, and was not reloaded.

    tab.reload()
    Process(store, **options).open(tab)
    assert shown(tab) == "0 0"


# A store that fails -------------------------------------------------------------------------


def failing(*_):
    raise UnavailableError("gone")


def test_a_tab_that_comes_while_the_store_fails_hears_of_it(store):
    tab, late = Tab(), Tab()
    process = Process(store)
    process.open(tab)
    process.save()
    works, store.commit = store.commit, failing
    click(process, tab)
    process.clock.advance(GATHER_SECONDS)
    process.clock.run_until(lambda: process.storage._writer.health.failing_since is not None)
    process.clock.advance(UNSAVED_SECONDS)

    process.open(late)
    assert [message for message in late.heard if message.get("waits")]

    store.commit = works
    end = time.monotonic() + 10
    while process.storage._writer.waiting and time.monotonic() < end:
        let_pass(process, 1)  # The writer tries again: after a try that was under way, perhaps.
    process.save()
    at_last = Tab()
    process.open(at_last)
    assert not [message for message in at_last.heard if message.get("waits")]


def let_pass(process, seconds):
    """Do what was posted, then let time pass."""
    done = []
    process.clock.post(lambda: done.append(True))
    process.clock.run_until(lambda: bool(done))
    process.clock.advance(seconds)


@pytest.mark.parametrize("is_copy", [False, True])
def test_a_session_that_cannot_be_read_is_asked_for_again(store, is_copy, caplog):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    clicked(first, tab, 1)
    tab = tab.duplicate() if is_copy else tab
    take_over, store.take_over = store.take_over, failing
    show, store.show = store.show, failing
    second = Process(store)
    for _ in range(3):
        second.open(tab)
        assert tab.closed == STORE_FAILED
    assert len(caplog.records) == 1

    store.take_over, store.show = take_over, show
    second.open(tab)
    assert shown(tab) == "1 1"
