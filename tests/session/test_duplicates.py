"""Two tabs with one name: a duplicate says that it is one, and gets a copy; others take over."""

from __future__ import annotations

import builtins
import threading

from session.office import Office, texts

from anew.protocol.messages import TAKEN_OVER
from anew.session.copying import PATIENCE_SECONDS
from anew.testing.tab import Tab

ROWS = """
import anew as st
st.session_state.setdefault("rows", []).append(1)
st.text(str(len(st.session_state.rows)))
"""


def test_a_tab_that_comes_again_replaces_its_connection_at_once():
    """R81."""
    office = Office("import anew as st\nst.text('x')")
    tab, again = Tab(), Tab()
    office.open(tab)
    again.name = tab.name
    office.open(again)

    assert again.name == tab.name and texts(again) == ["x"]
    assert tab.closed == TAKEN_OVER


def test_a_duplicate_gets_a_copy():
    office = Office(ROWS)
    tab = Tab()
    session = office.open(tab)
    double = tab.duplicate()
    office.open(double)
    copy = office.registry.sessions[-1]

    assert double.name != tab.name and tab.closed is None
    assert texts(double) == ["2"] and texts(tab) == ["1"]
    assert session.state.committed["rows"] is not copy.state.committed["rows"]


def test_two_duplicates_both_get_a_copy():
    office = Office(ROWS)
    tab = Tab()
    office.open(tab)
    one, two = tab.duplicate(), tab.duplicate()
    for double in (one, two):
        office.ask(double)
    office.clock.run_until(lambda: one.is_settled and two.is_settled)

    assert len({tab.name, one.name, two.name}) == 3
    assert texts(one) == texts(two) == ["2"] and texts(tab) == ["1"]


def test_a_duplicate_of_a_session_that_is_gone_gets_a_new_one():
    office = Office(ROWS)
    double = Tab()
    double.name, double.is_copy, double.acknowledged = "gone", True, 3
    office.open(double)

    assert texts(double) == ["1"]
    assert "is_lost" not in double.heard[0]  # The other tab hears of that.


def test_duplicates_count_as_any_session():
    office = Office(ROWS, server__maxSessionsPerBrowser="2")
    tab = Tab()
    office.open(tab)
    one, two = tab.duplicate(), tab.duplicate()
    for double in (one, two):
        office.ask(double)
    office.clock.run_until(lambda: one.is_settled)

    assert two.closed is not None and two.closed.code == 4007
    assert len(office.registry.sessions) == 2


def test_a_duplicate_that_does_not_wait_leaves_nothing_behind():
    office = Office(ROWS)
    tab = Tab()
    session = office.open(tab)
    double = tab.duplicate()
    office.ask(double)
    double.is_open = False  # Its connection ends while the state is copied.
    office.settle(session)

    assert office.registry.sessions == [session]


# The state of the copy ----------------------------------------------------------------------


class Copied:
    """A value that tells which thread copies it."""

    def __deepcopy__(self, memo):
        builtins.copied_by.append(threading.current_thread())
        return Copied()


def test_a_state_is_copied_on_a_thread_and_no_run_begins_meanwhile(gate, monkeypatch):
    monkeypatch.setattr("builtins.copied_by", [], raising=False)
    monkeypatch.setattr("builtins.Copied", Copied, raising=False)
    script = "import anew as st\nst.session_state.setdefault('x', Copied())\nst.text('x')"
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    double = tab.duplicate()
    office.ask(double)
    session.receive(tab.event())

    assert not session.is_idle and session._run is None  # The copy comes first.
    assert session.is_busy  # A server that ends waits for it.
    office.settle(session)
    office.clock.run_until(lambda: double.is_settled)
    assert len(builtins.copied_by) == 1
    assert builtins.copied_by[0] is not threading.current_thread()
    assert tab.answered == 1


def test_a_tab_does_not_go_on_to_show_that_the_app_runs_for_a_copy_that_waited(gate):
    script = """
import anew as st
if st.button("block"):
    arrived.set()
    gate.wait(10)
"""
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    session.receive(tab.event(trigger=tab.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    double = tab.duplicate()
    office.ask(double)
    gate.set()
    office.settle(session)
    office.clock.run_until(lambda: double.is_settled)

    assert tab.is_settled


def test_a_copy_waits_for_the_run_that_is_on_but_not_for_ever(gate):
    script = """
import anew as st
rows = st.session_state.setdefault("rows", [])
if st.button("block"):
    rows.append("half")
    arrived.set()
    gate.wait(10)
    rows.append("whole")
st.text(str(rows))
"""
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    session.receive(tab.event(trigger=tab.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    one, two = tab.duplicate(), tab.duplicate()
    office.ask(one)
    office.clock.advance(PATIENCE_SECONDS)
    office.clock.run_until(lambda: one.is_settled)
    office.ask(two)
    gate.set()
    office.clock.run_until(lambda: two.is_settled)

    assert texts(one) == ["['half']"]
    assert texts(two) == ["['half', 'whole']"]


def test_all_who_ask_during_a_run_get_a_copy_of_their_own(gate):
    script = """
import anew as st
rows = st.session_state.setdefault("rows", [])
if st.button("block"):
    arrived.set()
    gate.wait(10)
if st.button("add"):
    rows.append("own")
st.text(str(rows))
"""
    office = Office(script)
    tab = Tab()
    session = office.open(tab)
    session.receive(tab.event(trigger=tab.elements("button")[0]["id"]))
    assert builtins.arrived.wait(10)
    one, two = tab.duplicate(), tab.duplicate()
    for double in (one, two):
        office.ask(double)
    gate.set()
    office.clock.run_until(lambda: one.is_settled and two.is_settled)

    ours = office.registry.session_of(one.name, "browser")
    ours.receive(one.event(trigger=one.elements("button")[1]["id"]))
    office.settle(ours)
    assert (texts(one), texts(two)) == (["['own']"], ["[]"])
