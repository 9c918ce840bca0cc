"""What a session has committed outlives its process, and each event counts once."""

from __future__ import annotations

import logging
import threading

import pytest
from msgspec.structs import replace
from session.process import COUNTER, Failing, Process, click, shown

from anew.protocol.messages import MOVED, STORE_FAILED, Location
from anew.session.outbox import WINDOW_MESSAGES
from anew.testing.tab import Tab


def test_a_session_goes_on_in_another_process(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.say(tab, values={tab.elements("text_input")[0]["id"]: "Ada"})
    first.settle()
    first.save()

    second = Process(store)
    second.open(tab)

    assert tab.is_resumed
    assert shown(tab) == "1 1 Ada"
    click(second, tab)
    assert shown(tab) == "2 2 Ada"


def test_what_was_not_committed_is_done_again_and_what_was_is_not(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    tab.unacknowledged = []  # … as the tab has heard.
    works, store.commit = store.commit, Failing()
    click(first, tab)
    click(first, tab)
    assert shown(tab) == "3 3"

    store.commit = works
    Process(store).open(tab)

    assert shown(tab) == "3 3"


def test_an_event_that_was_committed_but_not_acknowledged_counts_once(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    event = tab.unacknowledged[0]
    first.save()
    tab.unacknowledged = [event]  # The tab did not hear of it.

    second = Process(store)
    second.open(tab)

    assert shown(tab) == "1 1"
    assert second.session is not None


def test_events_that_come_while_the_script_runs_first_are_for_its_widgets(store, gate):
    """Before the first run after a restart, there is no widget that they could be for."""
    gate.set()
    script = "import builtins\nbuiltins.gate.wait()\n" + COUNTER
    tab = Tab()
    first = Process(store, script)
    first.open(tab)
    click(first, tab)
    first.save()
    tab.event(values={tab.elements("text_input")[0]["id"]: "Ada"})
    tab.event(trigger=tab.elements("button")[0]["id"])
    gate.clear()

    second, joined = Process(store, script), []
    second.registry.connect(tab, tab.hello(), "browser", joined.append)
    second.clock.run_until(lambda: bool(joined))
    for event in tab.unacknowledged:
        joined[0].receive(event)
    gate.set()
    second.clock.run_until(lambda: joined[0].is_idle)

    assert shown(tab) == "2 2 Ada"


def test_the_owner_before_commits_nothing_any_more_and_ends_the_session(store):
    tab, other = Tab(), Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    other.name, other.instance, other.seen = tab.name, tab.instance, tab.seen
    second = Process(store)
    second.open(other)
    click(second, other)
    second.save()

    click(first, tab)
    first.save()

    assert tab.closed == MOVED
    third = Process(store)
    third.open(other)
    assert shown(other) == "2 2"


def test_another_browser_has_no_part_in_a_kept_session(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    name = tab.name

    Process(store).open(tab, owner="another")

    assert tab.name != name
    assert shown(tab) == "0 0"


def test_a_value_that_no_longer_decodes_is_absent_and_the_others_stay(store, caplog):
    script = """
import anew as st

class Point:
    def __init__(self, x): self.x = x

if "other" not in st.session_state:
    st.session_state.point = Point(3)
    st.session_state.other = 4
keys = sorted(st.session_state)
st.text(f"{st.session_state.other} {keys} {st.session_state.get('point') is None}")
"""
    tab = Tab()
    first = Process(store, script)
    first.open(tab)
    first.save()
    changed = script.replace("Point", "Place")

    with caplog.at_level(logging.WARNING, "anew"):
        Process(store, changed).open(tab)

    assert shown(tab) == "4 ['other'] True"
    assert "st.session_state['point'] can no longer be read" in caplog.text


def test_an_instance_of_a_class_of_the_script_comes_back_as_one(store):
    script = """
import anew as st
from dataclasses import dataclass

@dataclass
class Point:
    x: int

if "point" not in st.session_state:
    st.session_state.point = Point(3)
st.text(f"{isinstance(st.session_state.point, Point)} {st.session_state.point.x}")
"""
    tab = Tab()
    first = Process(store, script)
    first.open(tab)
    first.save()

    Process(store, script).open(tab)

    assert shown(tab) == "True 3"


def test_who_asks_for_the_session_of_another_browser_does_not_keep_it_from_that(store):
    tab, thief = Tab(), Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    thief.name = tab.name

    second = Process(store)
    stolen, own = [], []
    second.registry.connect(thief, thief.hello(), "thief", stolen.append)
    second.registry.connect(tab, tab.hello(), "browser", own.append)
    second.clock.run_until(lambda: bool(stolen and own) and own[0].is_idle and stolen[0].is_idle)

    assert shown(tab) == "1 1"
    assert shown(thief) == "0 0"


def test_an_address_with_half_a_character_is_kept_as_well(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.say(tab, location=Location("", "a=\ud800"))
    first.settle()
    first.save()

    Process(store).open(tab)

    assert shown(tab) == "1 1"


def test_names_that_the_server_never_gave_are_not_looked_up(store):
    tab = Tab()
    tab.name = "\0'; drop"
    store.take_over = None

    Process(store).open(tab)

    assert shown(tab) == "0 0"


def test_a_duplicated_tab_is_kept_by_itself(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    copy = tab.duplicate()
    first.open(copy)
    click(first, copy)
    first.save()

    second = Process(store)
    second.open(tab)
    second.open(copy)

    assert shown(tab) == "1 1"
    assert shown(copy) == "2 2"


def test_the_name_of_another_browsers_session_is_nobodys_to_take(store):
    tab, thief = Tab(), Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    thief.name, thief.seen = tab.name, 1

    second = Process(store)
    second.open(thief, "thief")

    assert thief.name != tab.name
    third = Process(store)
    third.open(tab)
    assert shown(tab) == "1 1"


@pytest.mark.parametrize("is_in_memory", [True, False])
def test_a_tab_whose_double_went_on_without_its_knowledge_gets_a_copy(store, is_in_memory):
    """So it is where a browser had frozen it while it was duplicated."""
    tab, double = Tab(), Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    double.name, double.epoch, double.acknowledged = tab.name, tab.epoch, tab.acknowledged
    second = Process(store)
    second.open(double)
    for _ in range(3):
        click(second, double)
    second.save()
    assert shown(double) == "4 4"

    click(first, tab)
    first.save()
    assert tab.closed == MOVED
    process = second if is_in_memory else Process(store)
    process.open(tab)

    assert tab.name != double.name
    assert shown(tab) == "5 5"
    process.save()
    assert tab.unacknowledged == []
    Process(store).open(tab)
    assert shown(tab) == "5 5"
    third = Process(store)
    third.open(double)
    assert shown(double) == "4 4"


LARGE = """
import anew as st

st.session_state.setdefault("large", "x" * 100_000)
st.session_state.setdefault("count", 0)
if st.button("Add"):
    st.session_state.count += 1
st.text(st.session_state.count)
"""


def test_a_session_that_another_takes_over_while_it_is_read_is_not_taken_for_gone(store):
    tab = Tab()
    first = Process(store, LARGE)
    first.open(tab)
    click(first, tab)
    first.save()
    works = store.load

    def load(session, keys, **named):
        store.load = works
        store.take_over(session, "browser")
        return works(session, keys, **named)

    store.load = load
    second = Process(store, LARGE)
    second.open(tab)

    assert tab.closed == STORE_FAILED
    second.open(tab)
    assert shown(tab) == "1"


class Distant(Tab):
    """A tab that may hear its session's welcome, and nothing after it."""

    is_cut_off = False

    def send(self, text):
        if not self.is_cut_off or '"welcome"' in text:
            super().send(text)


@pytest.mark.parametrize("clicks", range(4))
def test_a_page_that_another_process_has_sent_in_vain_is_sent_again(store, clicks):
    """The tab has seen as many changes of the first process as it has missed of the second."""
    tab = Distant()
    first, second = Process(store), Process(store)
    first.open(tab)
    for _ in range(clicks):
        click(first, tab)
    first.save()
    first.lose(tab)
    tab.is_cut_off = True
    second.open(tab)
    second.say(tab, values={tab.elements("text_input")[0]["id"]: "Ada"})
    second.settle()
    second.lose(tab)
    tab.is_cut_off = False

    second.open(tab)

    assert shown(tab) == f"{clicks} {clicks} Ada"
    assert tab.is_settled


def test_a_tab_whose_word_that_it_keeps_up_was_lost_gets_the_rest_when_it_is_back(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    button = tab.elements("button")[0]["id"]
    for _ in range(2 * WINDOW_MESSAGES):
        process.session.receive(replace(tab.event(trigger=button), seen=0))
        process.settle()
    count = 2 * WINDOW_MESSAGES
    assert shown(tab) != f"{count} {count}"

    process.lose(tab)
    process.open(tab)

    assert shown(tab) == f"{count} {count}"
    assert tab.is_settled


def test_an_answer_of_the_store_that_was_asked_for_long_before_is_not_the_newest(store):
    """A hello waits for the store; meanwhile the tab is with another process, and then comes back."""
    tab = Tab()
    before, first, second = Process(store), Process(store), Process(store)
    before.open(tab)
    before.save()
    before.lose(tab)
    works, asked = store.take_over, threading.Event()

    def take_over(session, owner):
        taken = works(session, owner)
        asked.set()
        return taken

    store.take_over = take_over
    gone = Tab()
    gone.become_copy_of(tab)
    gone.is_copy = False
    first.registry.connect(gone, gone.hello(), "browser", lambda _: None)
    assert asked.wait(10)
    second.open(tab)
    click(second, tab)
    second.save()
    second.lose(tab)

    first.open(tab)

    assert shown(tab) == "1 1"
    assert tab.epoch > second.session.saving.epoch


def test_who_is_found_to_be_gone_takes_nothing_from_the_session_that_goes_on(store):
    """The tab was with another process, and is back; only then its first connection is found dead."""
    gone, tab, first, second = Tab(), Tab(), Process(store), Process(store)
    first.open(gone)
    first.save()
    left = first.session
    tab.become_copy_of(gone)
    tab.is_copy = False  # It is the same tab, on another connection.
    second.open(tab)
    second.lose(tab)
    first.open(tab)
    assert first.session is not left

    first.registry.disconnect(left, gone)
    first.clock.advance(200)  # More than server.disconnectedSessionTTL.

    assert first.registry.sessions == [first.session]
    click(first, tab)
    first.save()
    assert shown(tab) == "1 1" and tab.acknowledged == 1
