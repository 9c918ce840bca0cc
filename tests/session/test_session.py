"""A session beyond the single click: pages that stream, tabs that do not keep up, time."""

from __future__ import annotations

import builtins
import threading

import pytest
from session.office import Office, texts

from anew.ambient.visit import Visit
from anew.protocol.codec import encode_raw
from anew.protocol.messages import (
    TOO_FAST,
    Drop,
    Event,
    RunOnSave,
    ScriptChanged,
    Seen,
    Stop,
    Wire,
)
from anew.script.change import Change
from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.flushes import FIRST_FLUSH_SECONDS
from anew.session.inbox import MOST_WAITING
from anew.session.outbox import WINDOW_MESSAGES
from anew.session.registry import Registry
from anew.settings.settings import Settings
from anew.testing.clock import FakeClock
from anew.testing.tab import Tab


def test_a_long_run_shows_what_it_has_drawn_so_far(gate):
    office = Office(
        "import anew as st\nst.text('first')\narrived.set()\ngate.wait(10)\nst.text('second')"
    )
    tab = Tab()
    sessions = []
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)
    assert builtins.arrived.wait(10)

    office.clock.advance(FIRST_FLUSH_SECONDS)
    office.clock.run_until(lambda: tab.tree is not None)

    assert texts(tab) == ["first"] and tab.is_running
    gate.set()
    office.settle(sessions[0])
    assert texts(tab) == ["first", "second"] and not tab.is_running


def test_what_a_long_run_has_not_drawn_again_is_stale_and_goes_at_its_end(gate):
    script = """
import anew as st
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text("head")
if st.session_state.runs == 1:
    st.text("old")
else:
    arrived.set()
    gate.wait(10)
"""
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    session.receive(tab.event())
    assert builtins.arrived.wait(10)
    office.clock.advance(FIRST_FLUSH_SECONDS)
    office.clock.run_until(lambda: bool(tab.heard[-1].get("stale")))

    assert texts(tab) == ["head", "old"]
    assert tab.heard[-1]["stale"] == [[1, 1]]
    gate.set()
    office.settle(session)
    assert texts(tab) == ["head"]


def test_a_tab_that_does_not_keep_up_gets_one_message_when_it_does():
    script = """
import anew as st
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(str(st.session_state.runs))
"""
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    tab.seen = 0  # It has applied nothing, as far as the server hears.
    for _ in range(3 * WINDOW_MESSAGES):
        event = tab.event()
        session.receive(type(event)(n=event.n))
        office.settle(session)
    numbered = [message for message in tab.heard if "n" in message]
    assert len(numbered) == WINDOW_MESSAGES

    session.receive(Seen(n=numbered[-1]["n"]))
    office.settle(session)

    later = [message for message in tab.heard if "n" in message][WINDOW_MESSAGES:]
    assert len(later) == 1
    assert texts(tab) == [str(3 * WINDOW_MESSAGES + 1)]
    assert tab.is_settled


def test_stop_ends_a_run_at_its_next_element(gate):
    office = Office("import anew as st\narrived.set()\ngate.wait(10)\nst.text('a')\nst.text('b')")
    tab = Tab()
    sessions = []
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)
    assert builtins.arrived.wait(10)
    sessions[0].receive(Stop())
    gate.set()
    office.settle(sessions[0])

    assert texts(tab) == []
    assert not tab.is_running


def test_a_reconnect_during_a_run_does_not_disturb_it(gate):
    office = Office("import anew as st\narrived.set()\ngate.wait(10)\nst.text('done')")
    tab = Tab()
    sessions = []
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)
    session = sessions[0]
    assert builtins.arrived.wait(10)
    office.registry.disconnect(session, tab)
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)
    gate.set()
    office.settle(session)

    assert sessions == [session, session]
    assert texts(tab) == ["done"]


def test_a_reload_during_a_run_shows_the_page_so_far(gate):
    script = "import anew as st\nst.text('head')\nif st.button('go'):\n    arrived.set()\n    gate.wait(10)\nst.text('end')"
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    session.receive(tab.event(trigger=tab.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    office.registry.disconnect(session, tab)
    tab.reload()
    office.registry.connect(tab, tab.hello(), "browser", lambda session: None)
    office.clock.run_until(lambda: tab.tree is not None)

    assert texts(tab)[0] == "head"
    gate.set()
    office.settle(session)
    assert texts(tab) == ["head", "end"]


def test_a_session_outlives_its_connection_for_a_while():
    """R79, R84: for server.disconnectedSessionTTL seconds."""
    office = Office("import anew as st\nst.text('x')", server__disconnectedSessionTTL="120")
    tab = Tab()
    session = office.open(tab)
    office.registry.disconnect(session, tab)

    office.clock.advance(119)
    assert office.registry.sessions == [session]
    office.clock.advance(1)
    assert office.registry.sessions == []


def test_a_tab_that_comes_back_in_time_keeps_its_session():
    """R79, R83, R85: and while it is connected, nothing expires it."""
    office = Office("import anew as st\nst.text('x')", server__disconnectedSessionTTL="120")
    tab = Tab()
    session = office.open(tab)
    office.registry.disconnect(session, tab)
    office.clock.advance(119)
    assert office.open(tab) is session

    office.clock.advance(1000)
    assert office.registry.sessions == [session]


# What takes long is no work for the owner ------------------------------------------------


class Rendered(Wire):
    """Text that tells which threads made it ready to be sent."""

    def __init__(self):
        self.made_by = []

    def to_wire(self):
        self.made_by.append(threading.current_thread())
        return "rendered"


RENDERED = """
import anew as st
from anew.elements.placing import place
from anew.elements.text import Text
place(Text(body=rendered))
"""


@pytest.fixture
def rendered(monkeypatch):
    monkeypatch.setattr("builtins.rendered", Rendered(), raising=False)
    return builtins.rendered


def test_a_lost_page_is_made_ready_on_a_thread(rendered):
    """After a reload, and for a tab whose messages are not kept any more."""
    office = Office(RENDERED)
    tab = Tab()
    session = office.open(tab)
    office.registry.disconnect(session, tab)
    tab.reload()
    office.open(tab)

    assert texts(tab) == ["rendered"] and len(rendered.made_by) == 2
    session.receive(Seen(n=tab.seen))
    office.registry.disconnect(session, tab)
    tab.tree, tab.seen = None, 0  # The same page load: no run is due.
    office.open(tab)
    assert texts(tab) == ["rendered"] and len(rendered.made_by) == 3
    assert threading.current_thread() not in rendered.made_by


BLOCKING = """
import anew as st
st.text("page")
if st.button("block"):
    arrived.set()
    gate.wait(10)
    st.rerun()
st.button("other")
"""


def test_a_tab_whose_events_find_no_room_is_told_to_wait_and_loses_none(gate):
    office = Office(BLOCKING)
    tab = Tab()
    session = office.open(tab)
    block, other = [button["id"] for button in tab.elements("button")]
    session.receive(tab.event(trigger=block))
    assert builtins.arrived.wait(10)
    for _ in range(MOST_WAITING):
        session.receive(tab.event(trigger=other))
    assert tab.is_open
    too_much = tab.event(trigger=other)
    session.receive(too_much)

    assert tab.closed == TOO_FAST
    office.registry.disconnect(session, tab)
    office.registry.connect(tab, tab.hello(), "browser", lambda session: None)
    (welcome,) = [message for message in tab.heard[1:] if message["tag"] == "welcome"]
    assert welcome["received"] == too_much.n - 1  # So the tab sends it again.


def test_a_lost_page_is_shown_though_all_threads_of_scripts_are_taken(gate):
    office = Office(BLOCKING, runner__maxThreads="1")
    blocked, tab = Tab(), Tab()
    sessions = [office.open(blocked), office.open(tab)]
    sessions[0].receive(blocked.event(trigger=blocked.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    sessions[1].receive(Seen(n=tab.seen))
    office.registry.disconnect(sessions[1], tab)
    tab.tree, tab.seen = None, 0  # The same page load: no run is due.

    office.open(tab)

    assert texts(tab) == ["page"]


def test_a_server_that_ends_takes_no_event_between_two_runs(gate):
    """The tab keeps it, and sends it to the next server."""
    office = Office(BLOCKING)
    tab = Tab()
    session = office.open(tab)
    block, other = [button["id"] for button in tab.elements("button")]
    session.receive(tab.event(trigger=block))
    assert builtins.arrived.wait(10)
    session.receive(tab.event(trigger=other))
    session.is_winding_down = True
    gate.set()
    office.clock.run_until(lambda: not session.is_busy)

    assert (tab.answered, tab.acknowledged) == (1, 1)


def test_what_a_tab_had_no_room_for_is_made_ready_on_a_thread(rendered):
    script = RENDERED + "\nst.session_state.n = st.session_state.get('n', 0) + 1"
    office = Office(
        f"{script}\nif st.session_state.n > {WINDOW_MESSAGES + 3}: place(Text(body=rendered))"
    )
    tab = Tab()
    session = office.open(tab)
    for _ in range(2 * WINDOW_MESSAGES):
        session.receive(Event(n=tab.event().n))
        office.settle(session)
    assert len(texts(tab)) == 1

    session.receive(Seen(n=WINDOW_MESSAGES))
    office.settle(session)

    assert len(texts(tab)) == 2
    assert threading.current_thread() not in rendered.made_by


def test_a_tab_that_reloads_twice_at_once_gets_nothing_that_does_not_fit(gate):
    """What a run sends between the reload and the whole page would be patches of a page it lost."""
    script = """
import anew as st
st.text("head")
if st.button("go"):
    arrived.set()
    gate.wait(10)
    st.text("one")
"""
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    session.receive(tab.event(trigger=tab.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    gate.set()
    for _ in range(2):
        office.registry.disconnect(session, tab)
        tab.reload()
        office.registry.connect(tab, tab.hello(), "browser", lambda session: None)
    office.settle(session)

    numbered = [message["tag"] for message in tab.heard if "n" in message]
    assert numbered[0] == "page"
    assert texts(tab)[0] == "head"


def test_what_was_drawn_for_a_page_that_the_tab_has_lost_is_not_sent():
    office = Office("import anew as st\nst.text('head')")
    tab = Tab()
    session = office.open(tab)
    session.show(Change(None, encode_raw((Drop(2),)), ()))  # It is on its way to the owner.
    office.registry.disconnect(session, tab)
    tab.reload()
    office.open(tab)

    assert next(message["tag"] for message in tab.heard if "n" in message) == "page"
    assert texts(tab) == ["head"]


def test_an_unknown_name_gets_a_new_session():
    """R80."""
    office = Office("import anew as st\nst.text('x')")
    tab = Tab()
    tab.name = "a-session-of-yesterday"
    session = office.open(tab)

    assert session.tab == tab.name != "a-session-of-yesterday"
    assert not tab.is_resumed and texts(tab) == ["x"]


def test_a_run_goes_on_when_its_tab_is_away(gate):
    """R83, with the better promise: what was begun is finished, and there on return."""
    office = Office("import anew as st\narrived.set()\ngate.wait(10)\nst.text('done')")
    tab = Tab()
    sessions = []
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)
    assert builtins.arrived.wait(10)
    office.registry.disconnect(sessions[0], tab)
    gate.set()
    office.settle(sessions[0])
    office.open(tab)

    assert tab.is_resumed and texts(tab) == ["done"]


def test_one_browser_cannot_hold_any_number_of_sessions():
    office = Office("import anew as st", server__maxSessionsPerBrowser="2")
    tabs = [Tab() for _ in range(3)]
    for tab in tabs:
        office.open(tab)

    assert [tab.closed is None for tab in tabs] == [True, True, False]
    assert office.open(Tab(), owner="another browser") is not None


def test_an_address_may_have_any_number_of_sessions_if_the_option_says_so():
    for most, are_open in (("1", [True, False]), ("0", [True, True])):
        office = Office("", server__maxSessionsPerAddress=most)
        tabs = [Tab(), Tab()]
        for number, tab in enumerate(tabs):
            tab.visit = Visit(ip_address="203.0.113.9")
            office.open(tab, f"browser {number}")

        assert [tab.is_open for tab in tabs] == are_open


def test_a_saved_script_is_offered_or_run(tmp_path):
    """R101."""
    path = tmp_path / "app.py"
    path.write_text("import anew as st\nst.text('old')")
    clock = FakeClock()
    script = Script(path)
    registry = Registry(Runner(script, Settings()), clock)
    tab = Tab()
    sessions = []
    registry.connect(tab, tab.hello(), "browser", sessions.append)
    session = sessions[0]
    clock.run_until(lambda: session.is_idle)
    path.write_text("import anew as st\nst.text('new one')")
    script.forget()
    registry.author_saved(ScriptChanged())

    assert tab.script_changes == 1 and texts(tab) == ["old"]
    session.receive(RunOnSave(on=True))
    clock.run_until(lambda: session.is_idle)
    assert texts(tab) == ["new one"]
    path.write_text("import anew as st\nst.text('third')")
    script.forget()
    registry.author_saved(ScriptChanged())
    clock.run_until(lambda: session.is_idle)
    assert texts(tab) == ["third"] and tab.script_changes == 1


def test_a_blocked_script_delays_nobody_else(gate):
    office = Office(
        "import anew as st\nif st.button('block'):\n    arrived.set()\n    gate.wait(10)\nst.text('x')"
    )
    slow, quick = Tab(), Tab()
    slow_session, quick_session = office.open(slow), office.open(quick)
    slow_session.receive(slow.event(trigger=slow.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    for _ in range(20):
        quick_session.receive(quick.event())
        office.settle(quick_session)

    assert quick.answered == 20 and slow.answered == 0
    gate.set()
    office.settle(slow_session)
    assert slow.answered == 1


def test_a_script_that_reruns_itself_without_end_still_shows_its_page():
    script = """
import anew as st
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(str(st.session_state.runs))
st.rerun()
"""
    office = Office(script)
    tab = Tab()
    sessions = []
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)

    def is_shown() -> bool:
        office.clock.advance(FIRST_FLUSH_SECONDS / 4)
        return len(texts(tab)) == 1 and int(texts(tab)[0]) > 3

    office.clock.run_until(is_shown)

    assert tab.is_running
    sessions[0].close()


def test_what_cannot_be_sent_is_told_in_the_page(caplog):
    script = """
import anew as st
from anew.elements.placing import place
from anew.elements.text import Text
st.text("before")
place(Text(body=object()))
"""
    office = Office(script)
    tab = Tab()
    office.open(tab)

    assert tab.elements("exception")[0]["type"] == "TypeError"
    assert "What the script placed cannot be sent." in caplog.text


def test_who_waits_for_a_thread_is_told_and_the_log_says_what_to_do(gate, caplog):
    script = "import anew as st\nst.text('x')\narrived.set()\ngate.wait(10)"
    office = Office(script, runner__maxThreads="1")
    one, two = Tab(), Tab()
    for tab in (one, two):
        office.registry.connect(tab, tab.hello(), "browser", lambda session: None)
    assert builtins.arrived.wait(10)
    for _ in range(8):
        office.clock.advance(0.25)
        office.clock.post(lambda: None)

    tags = [message["tag"] for message in two.heard]
    assert tags[0] == "welcome" and set(tags[1:]) == {"queued"}
    assert "queued" not in [message["tag"] for message in one.heard]
    said = [line for line in caplog.messages if "runner.maxThreads" in line]
    assert len(said) == 1
    office.clock.run_until(lambda: texts(one) == ["x"])  # What a long run draws is sent still.
    gate.set()
    office.clock.run_until(lambda: two.is_settled)
    assert texts(two) == ["x"]
