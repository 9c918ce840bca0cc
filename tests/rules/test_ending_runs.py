"""R95-R100: what ends a run from inside, what a run may await, what stays."""

from __future__ import annotations

import pytest
from rules.apps import Gate, Stage, app, new_app, shown_error

from anew.errors import AppTestTimeoutError
from anew.protocol.messages import Stop

NO_CALLBACK = (
    "rerun: scope={} is the key of a fragment, which works only in a callback. Use "
    'scope="app", or call it in an on_click or on_change function.'
)

# Stop and rerun -------------------------------------------------------------------------


def test_r95_stop_ends_the_run_silently_and_what_stood_below_is_gone() -> None:
    at = app("""
        st.text("above")
        if st.checkbox("Stop"):
            with st.container():
                st.stop()
        st.text("below")
    """)

    at.checkbox[0].check().run()
    assert at.text.values == ["above"]
    assert not at.exception

    assert at.checkbox[0].uncheck().run().text.values == ["above", "below"]


def test_r95_sys_exit_ends_the_run_and_not_the_server() -> None:
    at = app("st.text('above')\nimport sys\nsys.exit()\nst.text('below')")

    assert at.text.values == ["above"]
    assert not at.exception


def test_r96_rerun_starts_again_with_the_state_as_it_is_and_no_trigger() -> None:
    runs: list[bool] = []
    at = app(
        """
        st.text(ss.get("name"))
        clicked = st.button("Go")
        runs.append(clicked)
        if clicked:
            ss.name = "Ada"
            st.text("never shown")
            st.rerun()
        """,
        runs=runs,
    )
    runs.clear()

    at.button[0].click().run()

    assert runs == [True, False]
    assert at.text.values == ["Ada"]


@pytest.mark.parametrize(
    ("scope", "error", "message"),
    [
        (
            "'fragment'",
            "InvalidLayoutContextError",
            (
                'rerun: scope="fragment" works only while a fragment runs by itself, after a widget in '
                'it was used. Use scope="app".'
            ),
        ),
        ("'name'", "APIException", NO_CALLBACK.format("'name'")),
        ("7", "APIException", NO_CALLBACK.format("'7'")),
        (
            "[]",
            "InvalidParameterValueError",
            'rerun: scope is an empty list. Use "app", or leave it out.',
        ),
    ],
)
def test_r96_other_scopes_are_refused(scope: str, error: str, message: str) -> None:
    assert shown_error(app(f"st.rerun(scope={scope})")) == (error, message)


@pytest.mark.parametrize(
    ("script", "keys"),
    [
        ("", "None on this page has one: write @st.fragment(key=...)."),
        ("st.fragment(str, key='own')()", "Keys on this page: 'own'."),
    ],
)
def test_r96_a_key_that_no_fragment_has_is_refused_in_a_callback_too(
    script: str, keys: str
) -> None:
    at = app(f"st.button('Go', on_click=st.rerun, args=('name',))\n{script}")

    assert shown_error(at.button[0].click().run()) == (
        "APIException",
        f"rerun: there is no fragment with the key 'name'. {keys}",
    )


def test_r96_an_endless_rerun_can_be_stopped() -> None:
    runs: list[int] = []
    stage = Stage("runs.append(1)\nst.text('drawn')\nst.rerun()", runs=runs)
    stage.clock.run_until(lambda: len(runs) > 5)

    stage.session.receive(Stop())
    stage.settle()

    assert stage.texts == ["drawn"]
    assert stage.tab.is_settled


def test_r96_a_stop_between_two_reruns_counts_too() -> None:
    """No element and no state is touched, so the run itself never notices the wish."""
    runs: list[int] = []
    stage = Stage("runs.append(1)\nst.rerun()", runs=runs)
    stage.clock.run_until(lambda: len(runs) > 5)

    stage.session.receive(Stop())

    assert stage.settle().tab.is_settled


def test_r96_an_endless_rerun_runs_into_the_time_limit_of_a_test() -> None:
    at = new_app("if not ss.get('enough'):\n    st.rerun()\nst.text('end')")

    with pytest.raises(AppTestTimeoutError):
        at.run(timeout=0.05)

    at.session_state.enough = True
    assert at.run().text.values == ["end"]


@pytest.mark.parametrize("signal", ["st.stop()", "st.rerun()"])
def test_r97_except_exception_does_not_swallow_the_signals(signal: str) -> None:
    at = app(f"""
        if st.button("Go"):
            try:
                {signal}
            except Exception:
                st.text("swallowed")
        st.text("end")
    """)

    at.button[0].click().run()

    assert at.text.values == ([] if "stop" in signal else ["end"])


def test_r97_a_bare_except_does() -> None:
    at = app("try:\n    st.stop()\nexcept:\n    st.text('swallowed')")

    assert at.text.values == ["swallowed"]


def test_r97_except_exception_does_not_swallow_an_interruption() -> None:
    gate, steps = Gate(), []
    stage = Stage(
        """
        if st.slider("Value", 0, 100) == 1:
            gate.wait()
            try:
                st.text("newer values wait")
            except Exception:
                steps.append("swallowed")
        """,
        gate=gate,
        steps=steps,
    ).settle()

    stage.enter("slider", [1])
    gate.await_arrival()
    stage.enter("slider", [2])
    gate.open()
    stage.settle()

    assert steps == []


def test_r98_stop_ends_any_run_at_its_next_element_and_shows_what_it_drew() -> None:
    gate, steps = Gate(), []
    stage = Stage(
        """
        if st.button("Go"):
            st.text("drawn")
            gate.wait()
            st.text("not drawn")
            steps.append("never")
        st.text("below")
        """,
        gate=gate,
        steps=steps,
    ).settle()

    stage.click("Go")
    gate.await_arrival()
    stage.session.receive(Stop())
    gate.open()
    stage.settle()

    assert steps == []
    assert stage.texts == ["drawn"]
    assert stage.tab.is_settled


def test_r98_stop_between_runs_does_nothing() -> None:
    stage = Stage("st.text('shown')").settle()

    stage.session.receive(Stop())
    stage.session.rerun()
    stage.settle()

    assert stage.texts == ["shown"]


def test_r100_widgets_below_a_rerun_keep_their_values() -> None:
    at = app("""
        if st.button("Again"):
            st.rerun()
        st.text((st.text_input("Name"), st.slider("Value", 0, 10, key="value")))
    """)
    at.text_input[0].input("Ada")
    at.slider[0].set_value(5).run()

    assert at.button[0].click().run().text.values == ["('Ada', 5)"]


# Awaiting -------------------------------------------------------------------------------


def test_r99_scripts_may_await_at_top_level() -> None:
    at = app("""
        import asyncio
        async def fetch(name):
            await asyncio.sleep(0)
            st.text(f"fetching {name}")
            return name.upper()
        st.text(await fetch("ada"))
        st.text(await asyncio.gather(fetch("x"), fetch("y")))
    """)

    assert at.text.values == ["fetching ada", "ADA", "fetching x", "fetching y", "['X', 'Y']"]


def test_r99_callbacks_may_be_async() -> None:
    at = app("""
        async def called(name):
            import asyncio
            await asyncio.sleep(0)
            ss.name = name
        st.button("Go", on_click=called, args=("Ada",))
        st.text(ss.get("name"))
    """)

    assert at.button[0].click().run().text.values == ["Ada"]


def test_r99_a_session_keeps_its_event_loop() -> None:
    at = app("""
        import asyncio
        loop = asyncio.get_event_loop()
        ss.setdefault("loops", []).append(loop)
        st.text(loop.run_until_complete(asyncio.sleep(0, "done")))
        st.text(len({id(loop) for loop in ss.loops}))
    """)

    assert at.run().text.values == ["done", "1"]


def test_r99_stop_and_rerun_work_within_a_coroutine() -> None:
    at = app("""
        import asyncio
        async def end():
            await asyncio.sleep(0)
            st.stop()
        st.text("above")
        await end()
        st.text("below")
    """)

    assert at.text.values == ["above"]
    assert not at.exception
