"""R42, R61, R94, R96, R110, R114: which fragments run, by their keys, the clock and the queue."""

from __future__ import annotations

import pytest
from rules.apps import Gate, Stage, app, shown_error

from anew.protocol.messages import Refresh

# Keys -----------------------------------------------------------------------------------------


def test_r42_two_fragments_with_one_key_are_refused():
    at = app("""
        @st.fragment(key="same")
        def one():
            st.text("one")
        @st.fragment(key="same")
        def two():
            st.text("two")
        one()
        two()
    """)

    assert shown_error(at) == (
        "DuplicateElementKey",
        (
            "The key 'same' of this fragment is taken by another fragment of the same run. Give each "
            "fragment a key of its own."
        ),
    )
    assert at.text.values == ["one"]


@pytest.mark.parametrize("key", ["app", "fragment"])
def test_r114_some_keys_are_reserved(key):
    at = app(f"st.fragment(print, key={key!r})")

    assert shown_error(at) == (
        "InvalidParameterValueError",
        (
            f"fragment: key={key!r} is reserved: st.rerun({key!r}) has another meaning. Choose another "
            f"key."
        ),
    )


KEYED = """
    runs.append("script")
    def ask():
        runs.append("callback")
        st.rerun(ss.get("scope", "b"))
    pressed = st.button("Out", on_click=ask, key="out")
    @st.fragment(key="a")
    def a():
        runs.append(("a", pressed, st.button("In", on_click=ask, key="in")))
        st.text(f"a {len(runs)}")
        @st.fragment(key="inner")
        def inner():
            runs.append("inner")
            st.button("inner")
        inner()
    @st.fragment(key="b")
    def b():
        runs.append(("b", ss.out, ss["in"]))
        st.text(f"b {len(runs)}")
    a()
    b()
"""


def test_r61_r114_a_keyed_rerun_in_a_callback_runs_that_and_keeps_the_trigger():
    runs: list[object] = []
    at = app(KEYED, runs=runs)
    runs.clear()

    at.button(key="out").click().run()
    assert not at.exception
    assert runs == ["callback", ("b", True, False)]

    runs.clear()
    at.button(key="in").click().run()
    assert runs == ["callback", ("b", False, True)]


def test_r114_what_was_to_run_and_does_not_stays_as_it_is():
    runs: list[object] = []
    at = app(KEYED, runs=runs)

    at.button(key="in").click().run()
    assert [button.label for button in at.button] == ["Out", "In", "inner"]
    assert len(at.text) == 2

    runs.clear()
    at.button[2].click().run()  # It is there still, and runs.
    assert runs == ["inner"]
    at.session_state.scope = "a"
    at.button(key="out").click().run()
    assert [button.label for button in at.button] == ["Out", "In", "inner"]


def test_r114_a_callback_may_ask_for_what_is_within_the_fragment_that_was_to_run():
    runs: list[object] = []
    at = app(KEYED, runs=runs)
    at.session_state.scope = "inner"
    runs.clear()

    at.button(key="in").click().run()

    assert not at.exception
    assert runs == ["callback", "inner"]
    assert [button.label for button in at.button] == ["Out", "In", "inner"]


def test_r114_several_keys_may_be_asked_for():
    runs: list[object] = []
    at = app(KEYED, runs=runs)
    at.session_state.scope = ["b", "a", "inner"]
    runs.clear()

    at.button(key="out").click().run()

    assert runs == ["callback", ("a", False, False), "inner", ("b", True, False)]


def test_r61_a_wish_for_the_whole_script_counts_more_than_one_for_fragments():
    runs: list[object] = []
    at = app(
        """
        runs.append("script")
        st.checkbox("one", key="one", on_change=st.rerun, args=("part",))
        st.checkbox("two", key="two", on_change=st.rerun)
        @st.fragment(key="part")
        def part():
            runs.append("part")
        part()
        """,
        runs=runs,
    )
    runs.clear()
    at.checkbox[0].check()
    at.checkbox[1].check()

    at.run()

    assert runs == ["script", "part"]


def test_r61_r114_a_keyed_rerun_after_an_interrupted_run_runs_the_whole_script():
    """Nobody knows then which fragments the page has: all of them run, and see the click."""
    gate, runs = Gate(), []
    stage = Stage(
        """
        @st.fragment(key="part")
        def part():
            runs.append(("part", ss.get("go")))
        value = st.slider("Value", 0, 100)
        st.button("Go", on_click=st.rerun, args=("part",), key="go")
        if value == 1:
            gate.wait()
        st.text("on the way")
        part()
        """,
        gate=gate,
        runs=runs,
    ).settle()
    runs.clear()

    stage.enter("slider", [1])
    stage.arrives(gate)
    stage.click("Go")
    gate.open(2)
    stage.settle()

    assert not stage.tab.elements("exception")
    assert runs == [("part", True)]


# st.rerun within --------------------------------------------------------------------------------


def test_r96_scope_fragment_runs_the_fragment_again_without_its_trigger():
    runs: list[object] = []
    at = app(
        """
        runs.append("script")
        @st.fragment
        def part():
            pressed = st.button("In")
            runs.append(pressed)
            if pressed:
                ss.n = ss.get("n", 0) + 1
                st.text("never shown")
                st.rerun(scope="fragment")
            st.text(f"pressed {ss.get('n', 0)}")
        part()
        """,
        runs=runs,
    )
    runs.clear()

    at.button[0].click().run()

    assert runs == [True, False]
    assert at.text.values == ["pressed 1"]


def test_r96_scope_fragment_is_refused_while_the_script_runs():
    at = app("""
        @st.fragment
        def part():
            st.rerun(scope="fragment")
        part()
    """)

    assert shown_error(at) == (
        "InvalidLayoutContextError",
        (
            'rerun: scope="fragment" works only while a fragment runs by itself, after a widget in it '
            'was used. Use scope="app".'
        ),
    )


def test_r96_what_it_drew_elsewhere_before_stays():
    at = app("""
        slot = st.empty()
        @st.fragment
        def part():
            if st.button("In"):
                slot.text("set on the way")
                st.rerun(scope="fragment")
        part()
    """)

    at.button[0].click().run()

    assert at.text.values == ["set on the way"]


def test_r96_what_other_fragments_drew_in_the_same_run_is_shown():
    at = app("""
        @st.fragment
        def first():
            ss.first = st.checkbox("First")
            st.text(f"first {ss.first}")
        @st.fragment
        def second():
            if st.checkbox("Second") and not ss.get("done"):
                ss.done = True
                st.rerun(scope="fragment")
            st.text(f"second {ss.get('done')}")
        @st.fragment
        def third():
            st.text(f"third {st.checkbox('Third')}")
        first()
        second()
        third()
    """)
    for box in at.checkbox:
        box.check()

    at.run()

    assert at.text.values == ["first True", "second True", "third True"]


def test_r96_rerun_of_the_app_runs_the_whole_script():
    runs: list[str] = []
    at = app(
        """
        runs.append("script")
        st.text(ss.get("name"))
        @st.fragment
        def part():
            runs.append("part")
            if st.button("In"):
                ss.name = "Ada"
                st.rerun()
        part()
        """,
        runs=runs,
    )
    runs.clear()

    at.button[0].click().run()

    assert runs == ["part", "script", "part"]
    assert at.text.values == ["Ada"]


def test_r96_switch_page_leaves_the_page_from_within_a_fragment(tmp_path):
    at = app("""
        def start():
            @st.fragment
            def part():
                if st.button("Go"):
                    st.switch_page(other)
            part()
        def there():
            st.text("there")
        other = st.Page(there)
        st.navigation([st.Page(start), other]).run()
    """)

    at.button[0].click().run()

    assert at.text.values == ["there"]


# The queue --------------------------------------------------------------------------------------

QUEUED = """
    runs.append("script")
    value = st.slider("Value", 0, 100)
    @st.fragment
    def part(name):
        pressed = st.button(name)
        runs.append((name, pressed))
        if pressed and name == "slow":
            gate.wait()
    part("slow")
    part("quick")
    if value == 1:
        gate.wait()
    st.text(f"end {value}")
"""


def test_r94_clicks_in_fragments_wait_for_each_other():
    gate, runs = Gate(), []
    stage = Stage(QUEUED, gate=gate, runs=runs).settle()
    runs.clear()

    stage.click("slow")
    stage.arrives(gate)
    for _ in range(3):
        stage.click("quick")
    gate.open()
    stage.settle()

    assert runs == [("slow", True)] + [("quick", True)] * 3


def test_r94_a_click_in_a_fragment_does_not_end_a_whole_run_of_values():
    gate, runs = Gate(), []
    stage = Stage(QUEUED, gate=gate, runs=runs).settle()
    runs.clear()

    stage.enter("slider", [1])
    stage.arrives(gate)
    stage.click("quick")
    gate.open()
    stage.settle()

    whole = ["script", ("slow", False), ("quick", False)]
    assert runs == [*whole, ("quick", True)]
    assert stage.texts == ["end 1"]


def test_r94_a_newer_value_of_the_same_fragment_ends_its_run():
    gate, runs = Gate(), []
    stage = Stage(
        """
        @st.fragment
        def part():
            value = st.slider("Value", 0, 100)
            if value == 1:
                gate.wait()
            st.text(f"end {value}")
            runs.append(value)
        part()
        """,
        gate=gate,
        runs=runs,
    ).settle()

    stage.enter("slider", [1])
    stage.arrives(gate)
    stage.enter("slider", [2])
    gate.open()
    stage.settle()

    assert runs == [0, 2]
    assert stage.texts == ["end 2"]


# The clock --------------------------------------------------------------------------------------

TIMED = """
    runs.append("script")
    go = st.button("Go")
    @st.fragment(run_every=every)
    def part():
        runs.append("part")
        st.text(f"{len(runs)}")
    part()
    if go:
        gate.wait()
"""


@pytest.mark.parametrize(("every", "seconds"), [(2, 2.0), ("1h", 3600.0), ("1m30s", 90.0)])
def test_r110_the_tab_is_told_how_often(every, seconds):
    stage = Stage(TIMED, gate=Gate(), runs=[], every=every).settle()

    (part,) = stage.tab.elements("fragment")

    assert part["every"] == seconds


def test_r110_a_tick_runs_the_fragment_and_is_no_event():
    runs: list[str] = []
    stage = Stage(TIMED, gate=Gate(), runs=runs, every=1).settle()
    (part,) = stage.tab.elements("fragment")
    runs.clear()

    stage.session.receive(Refresh([part["id"]]))
    stage.settle()

    assert runs == ["part"]
    assert stage.tab.answered == 0


def test_r110_a_tick_while_the_script_runs_is_dropped():
    gate, runs = Gate(), []
    stage = Stage(TIMED, gate=gate, runs=runs, every=1).settle()
    (part,) = stage.tab.elements("fragment")
    runs.clear()

    stage.click("Go")
    stage.arrives(gate)
    stage.session.receive(Refresh([part["id"]]))
    gate.open()
    stage.settle()

    assert runs == ["script", "part"]


@pytest.mark.parametrize(
    ("every", "error"),
    [
        (0, "run_every=0 is not above 0"),
        (-1, "run_every=-1 is not"),
        (float("nan"), "run_every=nan is not"),
        ("soon", "'soon'"),
        ([], "run_every=[]"),
    ],
)
def test_r110_what_is_no_duration_is_refused(every, error):
    at = app("st.fragment(print, run_every=every)", every=every)

    assert error in shown_error(at)[1]
