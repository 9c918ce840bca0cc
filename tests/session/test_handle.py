"""`st.this_session()`: what other threads ask of a session."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import TYPE_CHECKING

import pytest
from rules.apps import Gate, Stage, new_app
from session.process import Process

from anew.errors import NoRunError, SessionOverError
from anew.session.errands import GAP_SECONDS, WRITING_SECONDS
from anew.testing.tab import Tab

if TYPE_CHECKING:
    from anew.ambient.handle import SessionHandle

SCRIPT = """
handles.append(st.this_session())
ss.runs = ss.get("runs", 0) + 1
if st.button("Hold"):
    ss.said = "by the run"
    gate.wait()
st.text(f"{ss.runs} {ss.get('said')}")
"""


class Watched:
    """A session, with a handle that its script has given away."""

    def __init__(self, script: str = SCRIPT) -> None:
        self.gate = Gate()
        self.handles: list[SessionHandle] = []
        self.stage = Stage(script, gate=self.gate, handles=self.handles).settle()

    @property
    def handle(self) -> SessionHandle:
        return self.handles[-1]

    def on_thread(self, work) -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        self.settle()

    def settle(self) -> None:
        """Let the owner take what was posted, and do it."""
        heard = threading.Event()
        self.stage.clock.post(heard.set)
        self.stage.clock.run_until(heard.is_set)
        self.stage.settle()

    def advance(self, seconds: float = GAP_SECONDS) -> None:
        self.stage.clock.advance(seconds)
        self.settle()


def test_a_thread_sets_the_state_and_has_the_script_run():
    app = Watched()

    def work():
        app.handle.state.said = "hello"
        app.handle.rerun()

    app.on_thread(work)

    assert app.stage.texts == ["2 hello"]


def test_a_coroutine_may_do_it_too():
    app = Watched()

    async def work():
        app.handle.state["said"] = "hello"
        await asyncio.sleep(0)
        app.handle.rerun()

    asyncio.run(work())
    app.settle()

    assert app.stage.texts == ["2 hello"]


def test_a_handle_reads_what_the_last_run_left_and_what_was_written_since():
    app = Watched()
    state = app.handle.state
    state.said = 1

    assert (state.runs, state["said"], "said" in state, state.get("other")) == (1, 1, True, None)
    assert sorted(state) == ["runs", "said"]
    del state.said
    assert "said" not in state and sorted(state) == ["runs"]
    with pytest.raises(KeyError, match="no key"):
        del state["said"]


def test_what_is_written_during_a_run_comes_after_what_that_writes():
    app = Watched()
    app.stage.click("Hold")
    app.gate.await_arrival()
    app.handle.state.said = "by the handle"
    app.gate.open()
    app.stage.settle()

    assert app.stage.texts == ["2 by the run"]
    app.handle.rerun()
    app.settle()
    assert app.stage.texts == ["3 by the handle"]


def test_a_widget_takes_what_a_handle_has_set():
    app = Watched("""
        handles.append(st.this_session())
        st.text(st.slider("Value", 0, 10, key="value"))
    """)
    app.stage.enter("slider", [3])
    app.stage.settle()
    app.handle.state.value = 7
    app.handle.rerun()
    app.settle()

    assert app.stage.texts == ["7"]
    assert app.stage.tab.elements("slider")[0]["value"] == [7]
    del app.handle.state.value
    app.handle.rerun()
    app.advance()
    assert app.stage.texts == ["0"]


def test_a_rerun_interrupts_no_run_and_waits_for_its_end():
    app = Watched()
    app.stage.click("Hold")
    app.gate.await_arrival()
    app.handle.rerun()
    app.gate.open()
    app.stage.settle()

    assert app.stage.texts == ["3 by the run"]  # The click has had its run, then came another.


def test_a_rerun_that_is_asked_for_interrupts_no_run_of_values():
    app = Watched("""
        handles.append(st.this_session())
        value = st.slider("Value", 0, 10)
        if value == 3 and not ss.get("held"):
            ss.held = True
            gate.wait()
        ss.order = [*ss.get("order", []), value]
        st.text(ss.order)
    """)
    app.stage.enter("slider", [3])
    app.gate.await_arrival()
    app.handle.rerun()
    app.gate.open()
    app.stage.settle()

    assert app.stage.texts == ["[0, 3, 3]"]


def test_many_calls_are_one_run_and_the_next_comes_after_a_while():
    app = Watched()
    app.on_thread(lambda: [app.handle.rerun() for _ in range(1000)])
    assert app.stage.texts == ["2 None"]

    app.on_thread(lambda: [app.handle.rerun() for _ in range(1000)])
    assert app.stage.texts == ["2 None"]
    app.advance(GAP_SECONDS / 2)
    assert app.stage.texts == ["2 None"]
    app.advance(GAP_SECONDS / 2)
    assert app.stage.texts == ["3 None"]


def test_a_thread_that_asks_in_a_loop_is_not_heard_each_time(monkeypatch):
    """The owner is told once, whatever comes until it has done that."""
    app = Watched()
    posted = []
    monkeypatch.setattr(app.stage.clock, "post", posted.append)

    for number in range(1000):
        app.handle.state.number = number
        app.handle.rerun()

    assert len(posted) == 1


def test_nor_while_a_run_is_on_or_nobody_is_connected(monkeypatch):
    app = Watched()
    posted = []
    post = app.stage.clock.post
    app.stage.session.detach(app.stage.tab)
    app.handle.rerun()
    app.settle()
    monkeypatch.setattr(app.stage.clock, "post", lambda call: (posted.append(call), post(call)))

    for _ in range(10):
        app.handle.rerun()
        app.settle()

    # Those of `settle` itself; the owner knows already.
    assert len(posted) == 10


def test_a_user_does_not_wait_for_the_pause_between_two_such_runs():
    app = Watched("""
        handles.append(st.this_session())
        st.button("Go on")
        st.text(ss.get("number"))
    """)
    app.handle.rerun()
    app.settle()
    app.handle.state.number = 7
    app.handle.rerun()
    app.stage.click("Go on")
    app.settle()

    assert app.stage.texts == ["7"]


def test_only_a_fragment_runs_if_its_key_is_given():
    app = Watched("""
        handles.append(st.this_session())
        ss.runs = ss.get("runs", 0) + 1
        @st.fragment(key="part")
        def part():
            ss.parts = ss.get("parts", 0) + 1
            st.text(f"{ss.runs} {ss.parts}")
        part()
    """)
    app.handle.rerun("part")
    app.settle()
    assert app.stage.texts == ["1 2"]

    app.handle.rerun("unknown")
    app.advance()
    assert app.stage.texts == ["2 3"]


def test_nothing_runs_while_the_tab_is_away_and_it_does_once_it_is_back():
    app = Watched()
    app.stage.session.detach(app.stage.tab)
    app.handle.state.said = "meanwhile"
    app.handle.rerun()
    app.settle()
    assert not app.handle.is_connected and app.handle.state.runs == 1

    app.stage.session.attach(app.stage.tab, app.stage.tab.hello())
    app.settle()
    assert app.handle.is_connected and app.stage.texts == ["2 meanwhile"]


def test_a_session_that_is_over_says_so():
    app = Watched()
    handle = app.handle
    app.stage.session.close()
    app.settle()

    assert not handle.is_alive and not handle.is_connected
    handle.rerun()
    with pytest.raises(SessionOverError, match="Let the thread end"):
        handle.state.said = "late"
    with pytest.raises(SessionOverError):
        _ = handle.state.runs
    assert repr(handle) == "<session, over>"


def test_a_handle_does_not_keep_its_session():
    app = Watched()
    handle = app.handle
    app.stage.session.close()
    app.settle()
    app.handles.clear()
    del app
    gc.collect()

    assert handle._behind() is None
    assert not handle.is_alive


def test_outside_of_a_run_there_is_no_session():
    from anew.app.this_session import this_session

    with pytest.raises(NoRunError, match="Call it in the script"):
        this_session()


def test_what_a_handle_writes_is_committed_without_a_run(store):
    script = """
import builtins
import anew as st

builtins.handle = st.this_session()
st.text(st.session_state.get("orders", []))
"""
    tab = Tab()
    process = Process(store, script)
    process.open(tab)
    __import__("builtins").handle.state.orders = ["roll"]
    heard = threading.Event()
    process.clock.post(heard.set)
    process.clock.run_until(heard.is_set)
    process.settle()
    process.clock.advance(WRITING_SECONDS)
    process.save()

    tab.reload()
    next_process = Process(store, script)
    next_process.open(tab)
    assert tab.elements("text")[0]["body"] == "['roll']"
    # What is read from the store is decoded for who looks, in a thread too.
    assert __import__("builtins").handle.state.orders == ["roll"]


def test_a_tested_app_has_it():
    at = new_app("""
        import threading
        session = st.this_session()
        def work():
            session.state.answer = 42
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        st.text(ss.get("answer"))
    """).run()

    assert at.run().text.values == ["42"]
