"""R86-R89: *Clear cache* forgets what functions returned and what the session remembers."""

from __future__ import annotations

import random

import pytest
from rules.apps import Gate, Stage

from anew.ambient.visit import Visit
from anew.protocol.messages import ClearCache

CACHED = """
    ss.runs = ss.get("runs", 0) + 1
    ss.setdefault("own", "nothing")

    @st.cache_data
    def slow():
        computed.append(1)
        return len(computed)

    def told():
        told_of.append(ss.name)

    st.text_input("Name", key="name", on_change=told)
    if st.button("Keep"):
        ss.own = "kept"
    st.text(f"{slow()} {ss.runs} {ss.own} {ss.name}")
"""


def test_r86_caches_and_the_sessions_state_are_cleared_and_the_script_runs() -> None:
    computed: list[int] = []
    stage = Stage(CACHED, computed=computed, told_of=[]).settle()
    stage.click("Keep")
    stage.settle()

    assert stage.texts == ["1 2 kept"]

    stage.session.receive(ClearCache())
    stage.settle()

    assert stage.texts == ["2 1 nothing"]


def test_r88_no_callback_is_called_neither_then_nor_at_the_next_interaction() -> None:
    told_of: list[str] = []
    stage = Stage(CACHED, computed=[], told_of=told_of).settle()
    stage.enter("text_input", "Ada")
    stage.settle()
    stage.session.receive(ClearCache())
    stage.settle()
    stage.click("Keep")
    stage.settle()

    assert told_of == ["Ada"]
    assert stage.tab.elements("text_input")[0].get("value", "") == ""


def test_r89_the_run_that_follows_is_like_a_first_one() -> None:
    stage = Stage(CACHED, computed=[], told_of=[]).settle()
    first = stage.texts[0].split(" ", 1)[1]
    stage.enter("text_input", "Ada")
    stage.settle()
    stage.session.receive(ClearCache())
    stage.settle()

    assert stage.texts[0].split(" ", 1)[1] == first


def test_r86_the_state_of_other_sessions_stays() -> None:
    one = Stage(CACHED, computed=[], told_of=[]).settle()
    other = Stage("", runner=one.runner, clock=one.clock).settle()
    for stage in (one, other):
        stage.click("Keep")
        stage.settle()
    one.session.receive(ClearCache())
    one.settle()
    other.session.rerun()
    other.settle()

    assert one.texts[0].endswith("1 nothing")
    assert other.texts[0].endswith("3 kept")


def test_r86_a_run_that_is_on_is_ended_first() -> None:
    gate = Gate()
    stage = Stage(
        """
        ss.setdefault("steps", [])
        ss.steps.append("begun")
        if st.button("Go"):
            gate.wait()
            st.text("reached")
            ss.steps.append("gone on")
        st.text(ss.steps)
        """,
        gate=gate,
    ).settle()
    stage.click("Go")
    gate.await_arrival()
    stage.session.receive(ClearCache())
    gate.open()
    stage.settle()

    assert stage.texts == ["['begun']"]


def test_r88_a_click_that_waits_is_cleared_too() -> None:
    gate, told = Gate(), []
    stage = Stage(
        """
        st.button("Other", on_click=told.append, args=("clicked",))
        if st.button("Go"):
            gate.wait()
        """,
        gate=gate,
        told=told,
    ).settle()
    stage.click("Go")
    gate.await_arrival()
    stage.click("Other")
    stage.session.receive(ClearCache())
    gate.open()
    stage.settle()

    assert told == []


def test_r86_a_callback_that_asks_for_another_run_meanwhile_does_not_keep_it_from_that() -> None:
    gate = Gate()
    stage = Stage(
        """
        def call():
            ss.state = "called"
            gate.wait()
            st.rerun()

        st.button("Go", on_click=call)
        st.text(ss.get("state", "as new"))
        """,
        gate=gate,
    ).settle()
    stage.click("Go")
    stage.arrives(gate)
    stage.session.receive(ClearCache())
    gate.open()

    assert stage.settle().texts == ["as new"]


def test_what_is_clicked_after_it_is_acknowledged_by_its_own_run_alone() -> None:
    gate = Gate()
    stage = Stage("gate.wait()\nst.button('Go')", gate=gate)
    stage.arrives(gate)
    gate.open()
    stage.settle()
    stage.session.rerun()
    stage.session.receive(ClearCache())
    stage.click("Go")

    for _ in ("the rerun", "the run after clearing, which makes way for the click"):
        stage.arrives(gate)
        gate.open()
        assert stage.session._ledger.acknowledged == 0
    stage.arrives(gate)
    assert stage.session._ledger.acknowledged == 0
    gate.open()
    stage.settle()

    assert stage.tab.unacknowledged == []


MODES = """
    ss.own = ss.get("own", 0) + 1
    if mode:
        st.set_option("client.toolbarMode", mode[0])

    @st.cache_data
    def shared(number):
        computed.append(number)

    shared(number)
    st.text(ss.own)
"""


@pytest.mark.parametrize(
    ("is_local", "mode", "times"),
    [
        (True, [], 2),
        (False, [], 1),
        (True, ["viewer"], 1),
        (True, ["minimal"], 1),
        (False, ["developer"], 2),
    ],
)
def test_r86_only_who_develops_the_app_clears_what_all_share(
    is_local: bool, mode: list[str], times: int
) -> None:
    """All others clear what their own session remembers."""
    computed: list[float] = []
    stage = Stage(MODES, computed=computed, mode=mode, number=random.random())
    stage.settle()
    stage.session.detach(stage.tab)
    stage.tab.visit = Visit(is_local=is_local)
    stage.session.attach(stage.tab, stage.tab.hello())
    stage.session.rerun()
    stage.settle()
    assert stage.texts == ["2"] and len(computed) == 1

    stage.session.receive(ClearCache())
    stage.settle()

    assert stage.texts == ["1"] and len(computed) == times


def test_r86_what_functions_returned_to_a_session_alone_is_cleared_with_it() -> None:
    computed: list[int] = []
    stage = Stage(
        """
        @st.cache_data(scope="session")
        def slow():
            computed.append(1)
            return len(computed)

        st.text(slow())
        """,
        computed=computed,
    ).settle()
    stage.session.detach(stage.tab)
    stage.tab.visit = Visit(is_local=False)
    stage.session.attach(stage.tab, stage.tab.hello())
    stage.session.receive(ClearCache())
    stage.settle()

    assert stage.texts == ["2"]


def test_r86_what_is_entered_while_that_run_is_on_counts() -> None:
    """The widgets that it is for are still in the page; the run that forgets makes them anew."""
    gate = Gate()
    stage = Stage("gate.wait()\nst.text_input('Name', key='name')\nst.text(ss.name)", gate=gate)
    stage.arrives(gate)
    gate.open()
    stage.settle()
    stage.session.receive(ClearCache())
    stage.arrives(gate)
    stage.enter("text_input", "Ada")
    gate.open(2)
    stage.settle()

    assert stage.texts == ["Ada"]
