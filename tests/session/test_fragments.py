"""Fragments of a session: their clocks, slow tabs, other processes, and what their pages refer to."""

from __future__ import annotations

import json

import pytest
from rules.apps import Gate, Stage
from session.office import Office, texts
from session.process import Process

from anew.ambient.lifetimes import GRACE_SECONDS
from anew.protocol.messages import Refresh, Seen
from anew.session.outbox import WINDOW_MESSAGES
from anew.testing.tab import Tab


def fragment_ids(tab: Tab) -> list[str]:
    return [element["id"] for element in tab.elements("fragment")]


# The clock --------------------------------------------------------------------------------------

CLOCKS = """
    runs.append("script")
    @st.fragment(run_every=1)
    def part(name):
        runs.append(name)
        if st.button(name):
            gate.wait()
    part("a")
    part("b")
    part("c")
    if st.button("Out"):
        gate.wait()
"""


def test_what_is_due_meanwhile_is_run_once_and_together():
    gate, runs = Gate(), []
    stage = Stage(CLOCKS, gate=gate, runs=runs).settle()
    a, b, c = fragment_ids(stage.tab)
    runs.clear()

    stage.click("a")
    stage.arrives(gate)
    for due in ([b], [c, b], [b, b, b], [a]):
        stage.session.receive(Refresh(due))
    gate.open()
    stage.settle()

    assert runs == ["a", "a", "b", "c"]


def test_what_is_due_while_the_script_runs_is_dropped():
    gate, runs = Gate(), []
    stage = Stage(CLOCKS, gate=gate, runs=runs).settle()
    names = fragment_ids(stage.tab)
    runs.clear()

    stage.click("Out")
    stage.arrives(gate)
    stage.session.receive(Refresh(names))
    gate.open()
    stage.settle()

    assert runs == ["script", "a", "b", "c"]


@pytest.mark.parametrize(
    "names", [[], ["gone"], ["", "/", "a/../b"], ["part.1/x"], ["part"], ["\x00", "🙂" * 1000]]
)
def test_names_that_no_fragment_has_run_nothing(names):
    runs: list[str] = []
    stage = Stage(CLOCKS, gate=Gate(), runs=runs).settle()
    runs.clear()
    heard = len(stage.tab.heard)

    stage.session.receive(Refresh(names))
    stage.settle()

    assert runs == []
    assert len(stage.tab.heard) == heard


def test_a_tick_does_not_answer_an_event_that_waits():
    runs: list[str] = []
    stage = Stage(CLOCKS, gate=Gate(), runs=runs).settle()
    (a, *_) = fragment_ids(stage.tab)

    stage.session.receive(Refresh([a]))
    stage.settle()

    assert stage.tab.answered == 0
    assert stage.session.is_idle


# What is sent -----------------------------------------------------------------------------------

LARGE = """
    for n in range(50):
        st.text(f"outside {n}")
    slot = st.empty()
    @st.fragment
    def part():
        ss.n = ss.get("n", 0) + 1
        st.text(f"inside {ss.n}")
        if st.button("In"):
            slot.text(f"elsewhere {ss.n}")
    part()
    st.button("Out")
"""


def test_nothing_of_the_rest_of_the_page_is_sent():
    stage = Stage(LARGE).settle()
    heard = len(stage.tab.heard)

    for _ in range(3):
        stage.click("In")
        stage.settle()

    said = json.dumps(stage.tab.heard[heard:])
    assert "outside" not in said
    assert len(said) < 3000
    assert stage.texts[-2:] == ["elsewhere 4", "inside 4"]


def test_a_tab_that_does_not_keep_up_has_the_right_page_in_the_end():
    office = Office("import anew as st\nss = st.session_state" + LARGE.replace("\n    ", "\n"))
    tab = Tab()
    session = office.open(tab)
    inside = tab.elements("button", label="In")[0]["id"]
    seen = tab.seen
    for _ in range(WINDOW_MESSAGES + 5):
        event = tab.event(trigger=inside)
        session.receive(type(event)(n=event.n, trigger=inside, seen=seen))
        office.settle(session)
    assert texts(tab)[-1] != f"inside {WINDOW_MESSAGES + 6}"

    session.receive(Seen(n=tab.seen))
    office.settle(session)
    assert texts(tab)[-1] == f"inside {WINDOW_MESSAGES + 6}"

    for n in (7, 8):
        session.receive(tab.event(trigger=inside))
        office.settle(session)
        assert texts(tab)[-2:] == [
            f"elsewhere {WINDOW_MESSAGES + n}",
            f"inside {WINDOW_MESSAGES + n}",
        ]
    assert tab.is_settled


def test_a_tab_that_loads_the_page_again_goes_on_with_its_fragments():
    office = Office("import anew as st\nss = st.session_state" + LARGE.replace("\n    ", "\n"))
    tab = Tab()
    session = office.open(tab)
    office.registry.disconnect(session, tab)
    tab.reload()
    office.open(tab)

    session.receive(tab.event(trigger=tab.elements("button", label="In")[0]["id"]))
    office.settle(session)

    assert texts(tab)[-2:] == ["elsewhere 3", "inside 3"]


def test_a_tab_that_lost_its_page_while_a_fragment_ran_gets_all_of_it():
    office = Office("import anew as st\nss = st.session_state" + LARGE.replace("\n    ", "\n"))
    tab = Tab()
    session = office.open(tab)
    inside = tab.elements("button", label="In")[0]["id"]
    session.receive(tab.event(trigger=inside))
    office.registry.disconnect(session, tab)
    tab.tree, tab.seen = None, 0
    office.open(tab)
    assert len(texts(tab)) == 52

    session.receive(tab.event(trigger=inside))
    office.settle(session)

    assert texts(tab)[-2:] == ["elsewhere 3", "inside 3"]


# Other processes ----------------------------------------------------------------------------------

COUNTER = """
import anew as st
ss = st.session_state
ss.setdefault("count", 0)
ss.setdefault("whole", 0)
ss.whole += 1
def add():
    ss.count += 1
@st.fragment
def part():
    st.button("Add", on_click=add)
    st.text(f"{ss.count}")
part()
st.text(f"whole {ss.whole}")
"""


def test_clicks_in_a_fragment_count_once_whichever_process_dies(store):
    tab = Tab()
    before = Process(store, COUNTER)
    before.open(tab)
    add = tab.elements("button")[0]["id"]
    before.say(tab, trigger=add)
    before.settle()
    before.save()
    for _ in range(3):  # These are answered, and never stored.
        before.say(tab, trigger=add)
    before.settle()
    assert texts(tab) == ["4", "whole 1"]

    after = Process(store, COUNTER)
    tab.is_open = True
    after.open(tab)
    assert texts(tab)[0] == "4"
    for _ in range(2):
        after.say(tab, trigger=add)
    after.settle()

    assert texts(tab)[0] == "6"
    assert tab.is_settled
    whole = texts(tab)[1]
    after.say(tab, trigger=add)
    after.settle()
    assert texts(tab) == ["7", whole]  # The fragment alone has run.


# What its pages refer to ---------------------------------------------------------------------------

PICTURES = """
import anew as st
ss = st.session_state
st.download_button("Outside", "outside", key="outside")
@st.fragment
def part():
    ss.n = ss.get("n", 0) + 1
    st.button("In")
    st.download_button("Inside", f"inside {ss.n}", key="inside")
part()
"""


def test_files_outside_stay_while_those_of_the_fragment_come_and_go():
    office = Office(PICTURES)
    tab = Tab()
    session = office.open(tab)
    find = session._runner.blobs.find

    def content(url: str):
        found = find(url.rpartition("/")[2], {session.tab})
        return None if found is None else found.content

    urls = []
    for _ in range(200):
        urls.append([one["url"] for one in tab.elements("download_button")])
        session.receive(tab.event(trigger=tab.elements("button")[0]["id"]))
        office.settle(session)
    session.receive(Seen(n=tab.seen))
    office.clock.advance(GRACE_SECONDS)

    _, last = [one["url"] for one in tab.elements("download_button")]
    assert content(urls[0][0]) == b"outside"
    assert content(last) == b"inside 201"
    # What the whole run has put is held together.
    assert [n for n, (_, inside) in enumerate(urls) if content(inside) is not None] == [0]


def test_a_value_is_kept_though_a_click_ends_the_run_before_its_widget_is_placed() -> None:
    gate = Gate()
    stage = Stage(
        """
        @st.fragment
        def part():
            st.button("Add")
            if ss.get("slow"):
                gate.wait()
            st.text("between")
            st.text(f"note {st.text_input('Note')}")

        st.button("Slow", on_click=lambda: ss.update(slow=True))
        part()
        """,
        gate=gate,
    ).settle()
    stage.click("Slow")
    stage.arrives(gate)
    gate.open()
    stage.settle()

    stage.enter("text_input", "half typed")
    stage.arrives(gate)
    stage.click("Add")
    gate.open(times=2)

    assert stage.settle().texts == ["between", "note half typed"]
