"""Two tabs with one name: the old one is asked, and who is a duplicate gets a copy."""

from __future__ import annotations

import builtins
import threading

from session.office import Office, texts

from anew.protocol.messages import (
    Alive,
)
from anew.session.copying import PATIENCE_SECONDS
from anew.testing.tab import Tab


def test_an_old_connection_that_does_not_answer_is_replaced():
    """R81."""
    office = Office("import anew as st\nst.text('x')")
    tab, again = Tab(), Tab()
    session = office.open(tab)
    again.name = tab.name
    assert office.open(again) is None  # The old connection is asked first.
    office.clock.advance(1.0)
    office.settle(session)

    assert again.name == tab.name and texts(again) == ["x"]
    assert tab.closed is not None and tab.closed.code == 4001


def test_an_old_connection_that_answers_makes_the_new_tab_a_copy():
    office = Office(
        "import anew as st\nst.session_state.setdefault('rows', []).append(1)\nst.text(str(len(st.session_state.rows)))"
    )
    tab, double = Tab(), Tab()
    session = office.open(tab)
    double.name = tab.name
    assert office.open(double) is None
    session.receive(Alive())
    copy = office.registry.sessions[-1]
    office.settle(session)
    office.settle(copy)

    assert double.name != tab.name
    assert texts(double) == ["2"] and texts(tab) == ["1"]
    assert session.state.committed["rows"] is not copy.state.committed["rows"]


ROWS = """
import anew as st
st.session_state.setdefault("rows", []).append(1)
st.text(str(len(st.session_state.rows)))
"""


def doubles_of(tab: Tab, count: int) -> list[Tab]:
    doubles = [Tab() for _ in range(count)]
    for double in doubles:
        double.name = tab.name
    return doubles


def test_two_duplicates_that_ask_at_once_both_get_a_copy():
    office = Office(ROWS)
    tab = Tab()
    session = office.open(tab)
    one, two = doubles_of(tab, 2)
    office.open(one)
    office.open(two)

    assert [message["tag"] for message in tab.heard].count("probe") == 1
    session.receive(Alive())
    office.clock.run_until(lambda: one.is_settled and two.is_settled)

    assert len({tab.name, one.name, two.name}) == 3
    assert texts(one) == texts(two) == ["2"] and texts(tab) == ["1"]


def test_of_two_that_ask_for_a_lost_tabs_session_one_gets_it_and_the_other_a_copy():
    office = Office(ROWS)
    tab = Tab()
    office.open(tab)
    one, two = doubles_of(tab, 2)
    office.open(one)
    office.open(two)
    office.clock.advance(1.0)  # Nobody is there any more.
    office.clock.run_until(lambda: one.is_settled)

    assert tab.closed is not None and one.name == tab.name
    assert one.heard[-1]["tag"] == "probe" or "probe" in [m["tag"] for m in one.heard]
    office.registry.sessions[0].receive(Alive())  # As `one` answers.
    office.clock.run_until(lambda: two.is_settled)
    assert two.name != one.name and texts(two) == ["3"]


def test_an_answer_that_came_is_not_missed_later():
    office = Office(ROWS)
    tab = Tab()
    session = office.open(tab)
    one, two = doubles_of(tab, 2)
    office.open(one)
    office.clock.advance(0.9)
    session.receive(Alive())
    office.open(two)
    office.clock.advance(0.2)  # More than a second after the first question.

    assert tab.closed is None
    session.receive(Alive())
    office.clock.run_until(lambda: two.is_settled)
    assert two.name != tab.name


def test_duplicates_count_as_any_session():
    office = Office(ROWS, server__maxSessionsPerBrowser="2")
    tab = Tab()
    session = office.open(tab)
    one, two = doubles_of(tab, 2)
    for double in (one, two):
        office.open(double)
    session.receive(Alive())
    office.clock.run_until(lambda: one.is_settled)

    assert two.closed is not None and two.closed.code == 4007
    assert len(office.registry.sessions) == 2


def test_a_duplicate_that_does_not_wait_leaves_nothing_behind():
    office = Office(ROWS)
    tab = Tab()
    session = office.open(tab)
    (double,) = doubles_of(tab, 1)
    office.open(double)
    session.receive(Alive())
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
    (double,) = doubles_of(tab, 1)
    office.open(double)
    session.receive(Alive())
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
    (double,) = doubles_of(tab, 1)
    office.open(double)
    session.receive(Alive())
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
    one, two = doubles_of(tab, 2)
    office.open(one)
    session.receive(Alive())
    office.clock.advance(PATIENCE_SECONDS)
    office.clock.run_until(lambda: one.is_settled)
    office.open(two)
    session.receive(Alive())
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
    one, two = doubles_of(tab, 2)
    for double in (one, two):
        office.open(double)
    session.receive(Alive())
    gate.set()
    office.clock.run_until(lambda: one.is_settled and two.is_settled)

    ours = office.registry.session_of(one.name, "browser")
    ours.receive(one.event(trigger=one.elements("button")[1]["id"]))
    office.settle(ours)
    assert (texts(one), texts(two)) == (["['own']"], ["[]"])
