"""R90-R94, R101: runs, what interrupts them, and what becomes of events that come meanwhile."""

from __future__ import annotations

import pytest
from rules.apps import Gate, Stage, app, runner_of

from anew.protocol.messages import RunOnSave, ScriptChanged
from anew.script.runner import Runner
from anew.script.source import Script
from anew.settings.sections import RunnerSettings
from anew.settings.settings import Settings
from anew.testing import FakeClock
from anew.threads import Threads

SLIDER = """
value = st.slider("Value", 0, 100)
started.append(value)
if value == held_at:
    gate.wait()
st.text(f"shows {value}")
finished.append(value)
"""


def dragged(held_at: int, gate: Gate) -> tuple[Stage, list[int], list[int]]:
    """A slider whose run for one value waits at a gate."""
    started: list[int] = []
    finished: list[int] = []
    names = {"started": started, "finished": finished, "held_at": held_at, "gate": gate}
    stage = Stage(SLIDER, **names).settle()
    started.clear()
    finished.clear()
    return stage, started, finished


# What interrupts a run ------------------------------------------------------------------


def test_r90_a_session_has_one_run_at_a_time() -> None:
    gate, running, most = Gate(), [], []
    stage = Stage(
        """
        running.append(1)
        most.append(len(running))
        try:
            if st.button("Go"):
                gate.wait()
            st.slider("Value", 0, 100)
        finally:  # The run for the value may make way for the click behind it.
            running.pop()
        """,
        gate=gate,
        running=running,
        most=most,
    ).settle()

    stage.click("Go")
    gate.await_arrival()
    stage.enter("slider", [5])
    stage.click("Go")
    gate.open(2)
    stage.settle()

    assert most == [1, 1, 1, 1]


def test_r90_a_dragged_slider_only_the_newest_value_comes_to_its_end() -> None:
    gate = Gate()
    stage, started, finished = dragged(1, gate)

    stage.enter("slider", [1])
    gate.await_arrival()
    for value in range(2, 50):
        stage.enter("slider", [value])
    gate.open()
    stage.settle()

    assert started == [1, 49]
    assert finished == [49]
    assert stage.texts == ["shows 49"]
    assert stage.tab.is_settled


@pytest.mark.parametrize("checkpoint", ["st.text('x')", "ss.get('x')", "ss.x = 1", "'x' in ss"])
def test_r90_a_run_ends_where_it_places_an_element_or_touches_the_state(checkpoint: str) -> None:
    gate, steps = Gate(), []
    stage = Stage(
        f"""
        if st.slider("Value", 0, 100) == 1:
            gate.wait()
            steps.append("pure Python goes on")
            {checkpoint}
            steps.append("never")
        """,
        gate=gate,
        steps=steps,
    ).settle()

    stage.enter("slider", [1])
    gate.await_arrival()
    stage.enter("slider", [2])
    gate.open()
    stage.settle()

    assert steps == ["pure Python goes on"]


def test_r90_callbacks_are_never_interrupted() -> None:
    gate, steps = Gate(), []
    stage = Stage(
        """
        def moved():
            if ss.value == 1:
                gate.wait()
            st.text("drawn by the callback")
            ss.moves = ss.get("moves", 0) + 1
            steps.append(ss.value)
        st.slider("Value", 0, 100, key="value", on_change=moved)
        st.text(ss.get("moves"))
        """,
        gate=gate,
        steps=steps,
    ).settle()

    stage.enter("slider", [1])
    gate.await_arrival()
    stage.enter("slider", [2])
    gate.open()
    stage.settle()

    assert steps == [1, 2]
    assert stage.texts == ["drawn by the callback", "2"]


def test_r91_what_an_interrupted_run_set_is_kept_and_its_callbacks_are_not_repeated() -> None:
    gate, calls = Gate(), []
    stage = Stage(
        """
        st.text_input("Name", on_change=calls.append, args=("name",))
        value = st.slider("Value", 0, 100, on_change=calls.append, args=("value",))
        if value == 1:
            ss.seen = value
            gate.wait()
        st.text(ss.get("seen"))
        """,
        gate=gate,
        calls=calls,
    ).settle()

    stage.enter("slider", [1])
    gate.await_arrival()
    stage.enter("text_input", "Ada")
    gate.open()
    gate.open()  # The newer run follows the same value, and waits there too.
    stage.settle()

    assert calls == ["value", "name"]
    assert stage.texts == ["1"]


def test_r92_eager_any_newer_event_ends_any_run() -> None:
    gate, bodies = Gate(), []
    eager = Settings(runner=RunnerSettings(interrupt="eager"))
    stage = Stage(
        """
        st.slider("Value", 0, 100)
        if st.button("Go"):
            gate.wait()
            st.text("lost")
            bodies.append("click")
        """,
        runner=None,
        settings=eager,
        gate=gate,
        bodies=bodies,
    ).settle()

    stage.click("Go")
    gate.await_arrival()
    stage.enter("slider", [1])
    gate.open()
    stage.settle()

    assert bodies == []


# What becomes of events -----------------------------------------------------------------

CLICKS = """
ss.setdefault("called", 0)
ss.setdefault("count", 0)

def called():
    ss.called += 1

if st.button("Add", on_click=called):
    gate.wait()
    ss.count += 1
st.slider("Value", 0, 100, key="value")
st.text(f"{ss.called} {ss.count} {ss.value}")
"""


def test_r53_r93_of_40_fast_clicks_none_is_lost_and_none_counts_twice() -> None:
    gate = Gate()
    stage = Stage(CLICKS, gate=gate).settle()

    for _ in range(40):
        stage.click("Add")
    gate.open(40)
    stage.settle()

    assert stage.texts == ["40 40 0"]
    assert stage.tab.is_settled
    assert stage.tab.unacknowledged == []


def test_r93_values_between_clicks_wait_their_turn_and_the_newest_is_kept() -> None:
    gate = Gate()
    stage = Stage(CLICKS, gate=gate).settle()

    stage.click("Add")
    gate.await_arrival()
    for value in range(1, 20):
        stage.enter("slider", [value])
    stage.click("Add")
    stage.enter("slider", [99])
    gate.open(2)
    stage.settle()

    assert stage.texts == ["2 2 99"]


def test_r93_a_click_takes_the_values_before_it_along_and_not_those_after_it() -> None:
    gate, seen = Gate(), []
    stage = Stage(
        """
        value = st.slider("Value", 0, 100)
        if st.button("Take"):
            if not seen:
                gate.wait()
            seen.append(value)
        """,
        gate=gate,
        seen=seen,
    ).settle()

    stage.click("Take")
    gate.await_arrival()
    for value in (1, 2):
        stage.enter("slider", [value])
    stage.click("Take")
    stage.enter("slider", [3])
    stage.click("Take")
    gate.open()
    stage.settle()

    assert seen == [0, 2, 3]


def test_r53_a_click_ends_a_run_that_only_follows_values() -> None:
    gate, finished = Gate(), []
    stage = Stage(
        """
        value = st.slider("Value", 0, 100)
        clicked = st.button("Take")
        if value == 1 and not clicked:
            gate.wait()
        st.text(f"{value} {clicked}")
        finished.append((value, clicked))
        """,
        gate=gate,
        finished=finished,
    ).settle()
    finished.clear()

    stage.enter("slider", [1])
    gate.await_arrival()
    stage.click("Take")
    gate.open()
    stage.settle()

    assert finished == [(1, True)]


def test_r90_a_blocked_script_does_not_delay_another_session() -> None:
    gate, clock = Gate(), FakeClock()
    runner = runner_of(
        "if st.button('Block'):\n    gate.wait()\nst.text(st.slider('Value', 0, 100))", gate=gate
    )
    blocked = Stage("", runner=runner, clock=clock).settle()
    other = Stage("", runner=runner, clock=clock).settle()

    blocked.click("Block")
    gate.await_arrival()
    other.enter("slider", [5])
    other.settle()

    assert other.texts == ["5"]
    assert not blocked.session.is_idle
    gate.open()
    assert blocked.settle().texts == ["0"]


def test_r90_a_long_run_shows_what_it_has_drawn_while_it_lasts() -> None:
    gate = Gate()
    stage = Stage(
        """
        long = st.button("Long")
        st.text(f"begin {long}")
        if long:
            gate.wait()
        st.text("end")
        """,
        gate=gate,
    ).settle()

    stage.click("Long")
    gate.await_arrival()
    stage.clock.advance(0.016)
    stage.clock.run_until(lambda: stage.texts[0] == "begin True")

    assert stage.texts == ["begin True", "end"]  # What was there before stays until it is known.
    assert stage.tab.is_running
    gate.open()
    stage.settle()
    assert stage.texts == ["begin True", "end"]
    assert not stage.tab.is_running


# Saving ---------------------------------------------------------------------------------


def saved_app(path, text: str) -> Stage:
    path.write_text("import anew as st\n" + text)
    return Stage("", runner=Runner(Script(path), Settings())).settle()


def test_r101_a_saved_script_is_offered_and_the_state_survives(tmp_path) -> None:
    script = tmp_path / "app.py"
    stage = saved_app(script, "st.text(st.session_state.setdefault('name', 'Ada'))")

    script.write_text("import anew as st\nst.text(f'now {st.session_state.name}')")
    stage.session.author_saved(ScriptChanged())
    stage.settle()

    assert stage.tab.script_changes == 1
    assert stage.texts == ["Ada"]
    stage.session.receive(stage.tab.event())
    assert stage.settle().texts == ["now Ada"]


def test_r101_a_user_may_choose_that_it_runs_by_itself(tmp_path) -> None:
    script = tmp_path / "app.py"
    stage = saved_app(script, "st.text('one')")
    stage.session.receive(RunOnSave(on=True))
    stage.settle()

    script.write_text("import anew as st\nst.text('another')")
    stage.session.author_saved(ScriptChanged())
    stage.settle()

    assert stage.tab.script_changes == 0
    assert stage.texts == ["another"]


def test_r133_threads_that_are_attached_draw_where_they_were_started() -> None:
    at = app("""
        import threading
        def work(name):
            st.text(f"{name} for {ss.name}")
        ss.name = "Ada"
        with st.sidebar:
            thread = threading.Thread(target=st.attach_run(work), args=("work",))
        thread.start()
        thread.join()
    """)

    assert at.sidebar.text.values == ["work for Ada"]


@pytest.mark.parametrize("script_ends", ["interrupted", "rerun"])
def test_r83_a_tab_reloaded_just_before_a_run_ends_gets_its_page(script_ends: str) -> None:
    gate = Gate()
    stage = Stage(
        f"""
        value = st.slider("Value", 0, 100)
        if value == 1 and not ss.get("held"):
            ss.held = True
            gate.wait()
            if {script_ends == "rerun"}:
                st.rerun()
        st.text(value)
        """,
        gate=gate,
    ).settle()
    # One thread: nothing can be sent while the run holds it.
    stage.runner.threads = Threads(1, idle_seconds=0.0)

    stage.enter("slider", [1])
    gate.await_arrival()
    stage.tab.reload()
    stage.session.attach(stage.tab, stage.tab.hello())
    gate.open()
    stage.settle()

    assert stage.texts == ["1"]
