"""What a run has changed is committed, and its event is acknowledged after that."""

from __future__ import annotations

import logging
import threading

from session.process import Failing, Process, click, shown, watched

from anew.session.registry import UNSAVED_SECONDS
from anew.session.storage import GATHER_SECONDS
from anew.stores.writer import LOOK_SECONDS
from anew.testing.tab import Tab


def test_an_event_is_acknowledged_once_it_is_committed_and_not_before(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    click(process, tab)

    assert shown(tab).startswith("1 ")
    assert [event.n for event in tab.unacknowledged] == [1]
    process.save()
    assert tab.unacknowledged == []


def test_an_acknowledgement_that_was_lost_with_its_connection_is_given_again(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    click(process, tab)
    process.registry.disconnect(process.session, tab)
    process.save()
    assert [event.n for event in tab.unacknowledged] == [1]

    process.open(tab)

    assert tab.acknowledged == 1


def test_a_session_that_its_user_has_ended_is_gone(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    click(process, tab)
    process.save()
    process.registry.end(process.session)
    process.clock.run_until(lambda: not [*store.sessions()])

    Process(store).open(tab)

    assert shown(tab) == "0 0"


def test_a_session_that_is_ended_before_its_first_commit_leaves_nothing(store):
    commits = watched(store)
    tab = Tab()
    process = Process(store)
    process.open(tab)
    assert process.session.saving.is_waiting
    process.registry.end(process.session)
    process.save()
    assert commits == []


def test_what_cannot_be_encoded_stays_in_memory_and_the_developer_is_told_once(store, caplog):
    script = """
import threading
import anew as st

if "lock" not in st.session_state:
    st.session_state.lock = threading.Lock()
    st.session_state.made = st.session_state.get("made", 0) + 1
st.button("Again")
st.text(f"{st.session_state.made}")
"""
    tab = Tab()
    with caplog.at_level(logging.WARNING, "anew"):
        first = Process(store, script)
        first.open(tab)
        click(first, tab)
        first.save()
    told = [record.getMessage() for record in caplog.records]
    assert len([text for text in told if "st.session_state['lock']" in text]) == 1

    Process(store, script).open(tab)

    assert shown(tab) == "2"


def test_to_read_what_was_in_memory_only_says_what_became_of_it(store):
    script = """
import threading
import anew as st

if "first" not in st.session_state:
    st.session_state.first = True
    st.session_state.lock = threading.Lock()
try:
    st.text(f"{type(st.session_state.lock)}")
except AttributeError as error:
    st.text(str(error))
"""
    tab = Tab()
    first = Process(store, script)
    first.open(tab)
    first.save()

    Process(store, script).open(tab)

    assert shown(tab) == (
        'st.session_state has no key "lock" any more. Its value, of type _thread.lock, was held in '
        "memory only, and the server was restarted since. Set it where it is missing: "
        "`if \"lock\" not in st.session_state: st.session_state['lock'] = ...`."
    )


def test_fast_clicks_share_a_commit(store):
    commits = watched(store)
    tab = Tab()
    process = Process(store)
    process.open(tab)
    process.save()
    commits.clear()
    for _ in range(5):
        click(process, tab)
    process.save()

    assert tab.unacknowledged == []
    assert [(commit.event, commit.version - commit.after) for commit in commits] == [(5, 1)]


def test_a_lone_click_is_committed_at_once(store):
    commits = watched(store)
    tab = Tab()
    process = Process(store)
    process.open(tab)
    process.save()
    process.clock.advance(GATHER_SECONDS)
    commits.clear()
    click(process, tab)
    process.clock.advance(0)
    process.clock.run_until(lambda: [commit.event for commit in commits] == [1])


def test_a_session_that_ends_in_its_process_has_committed_what_it_owed(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    first.save()
    click(first, tab)
    first.registry.close()
    first.clock.run_until(lambda: not first.storage._writer.waiting)

    Process(store).open(tab)

    assert shown(tab).startswith("1 ")


def test_what_the_writer_had_no_room_for_is_committed_with_what_comes_next(store):
    script = """
import anew as st

if "count" not in st.session_state:
    st.session_state.count = 0
    st.session_state.old = 1
if st.button("Add"):
    st.session_state.count += 1
    st.session_state.pop("old", None)
if st.button("Other"):
    st.session_state.other = True
st.text(f"{st.session_state.count} {sorted(st.session_state)}")
"""
    tab = Tab()
    first = Process(store, script)
    first.open(tab)
    first.save()
    commit = first.storage.commit
    first.storage.commit = lambda *_: False
    click(first, tab)
    assert first.session.saving.is_waiting
    first.storage.commit = commit
    first.say(tab, trigger=tab.elements("button")[1]["id"])
    first.settle()
    first.save()
    assert not first.session.saving.is_waiting
    assert tab.unacknowledged == []

    Process(store, script).open(tab)

    assert shown(tab) == "1 ['count', 'other']"


def test_a_tab_hears_that_a_store_fails_and_when_it_is_back(store):
    tab = Tab()
    process = Process(store)
    process.open(tab)
    process.save()
    works, store.commit = store.commit, Failing()
    click(process, tab)
    process.clock.advance(GATHER_SECONDS)
    process.clock.run_until(lambda: process.storage._writer.health.failing_since is not None)
    process.clock.advance(UNSAVED_SECONDS / 2)
    assert not [message for message in tab.heard if message.get("waits")]

    process.clock.advance(UNSAVED_SECONDS)
    assert tab.heard[-1] == {"tag": "saved", "waits": True}
    assert len(tab.unacknowledged) == 1

    store.commit = works
    process.clock.advance(10)  # The writer tries again.
    process.save()
    assert tab.unacknowledged == []
    last = [message for message in tab.heard if message["tag"] == "saved"][-1]
    assert "waits" not in last


def test_a_tab_hears_of_a_store_that_does_not_answer_as_soon(store):
    """Until a call of a silent store fails, some ten seconds may pass."""
    tab = Tab()
    process = Process(store)
    process.open(tab)
    process.save()
    begun, answers, works = threading.Event(), threading.Event(), store.commit

    def silent(commits):
        begun.set()
        answers.wait(10)
        return works(commits)

    store.commit = silent
    click(process, tab)
    process.clock.advance(GATHER_SECONDS)
    assert begun.wait(10)

    process.clock.advance(UNSAVED_SECONDS - 0.1)
    assert not [message for message in tab.heard if message.get("waits")]
    process.clock.advance(0.1 + LOOK_SECONDS)
    assert tab.heard[-1] == {"tag": "saved", "waits": True}

    answers.set()
    process.save()
    process.clock.advance(0)
    assert "waits" not in tab.heard[-1]
    assert tab.unacknowledged == []


def test_clearing_is_kept_as_well(store):
    tab = Tab()
    first = Process(store)
    first.open(tab)
    click(first, tab)
    first.session.clear()
    first.settle()
    first.save()

    Process(store).open(tab)

    assert shown(tab) == "0 0"
