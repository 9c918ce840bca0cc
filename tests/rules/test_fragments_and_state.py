"""R45, R73, R113: the state of fragments, forms in them, and fragments side by side."""

from __future__ import annotations

import threading

import pytest
from rules.apps import Gate, Stage, app, new_app, shown_error

from anew.protocol.messages import Stop
from anew.settings.settings import Settings, with_options

# What is forgotten ----------------------------------------------------------------------------


def test_r45_only_widgets_of_the_fragment_are_forgotten():
    at = app("""
        st.text_input("Out", key="out")
        @st.fragment
        def part():
            if not st.checkbox("Hide", key="hide"):
                st.text_input("In", key="in")
                st.text_input("Kept", key="kept", persist_state="page")
                nested()
        @st.fragment
        def nested():
            st.text_input("Nested", key="nested")
        @st.fragment
        def other():
            st.text_input("Other", key="other")
        part()
        other()
    """)
    for key in ("out", "in", "kept", "nested", "other"):
        at.text_input(key=key).input(key)
    at.run()

    at.checkbox[0].check().run()
    assert {"out", "other", "kept"} <= {*at.session_state}
    assert not {"in", "nested"} & {*at.session_state}

    at.checkbox[0].uncheck().run()
    values = {box.key: box.value for box in at.text_input}
    assert values == {"out": "out", "in": "", "kept": "kept", "nested": "", "other": "other"}


@pytest.mark.parametrize("end", ["st.stop()", "raise ValueError"])
def test_r45_a_fragment_that_does_not_come_to_its_end_forgets_nothing(end):
    at = app(f"""
        @st.fragment
        def part():
            if st.checkbox("End", key="end"):
                {end}
            st.text_input("In", key="in")
        part()
    """)
    at.text_input[0].input("kept").run()

    at.checkbox[0].check().run()
    at.checkbox[0].uncheck().run()

    assert at.text_input[0].value == "kept"


def test_a_key_of_a_widget_outside_is_taken():
    at = app("""
        st.text_input("Out", key="same")
        @st.fragment
        def part():
            if st.button("Again"):
                st.checkbox("In", key="same")
        part()
    """)

    at.button[0].click().run()

    assert shown_error(at) == (
        "DuplicateElementKey",
        (
            "The key 'same' of this checkbox is taken by a text_input of the same run. Give each "
            "element a key of its own."
        ),
    )
    assert at.run().text_input(key="same").value == ""


def test_bound_widgets_outside_stay_in_the_address():
    at = app("""
        st.text_input("Out", key="out", bind="query-params")
        @st.fragment
        def part():
            if not st.checkbox("Hide"):
                st.text_input("In", key="in", bind="query-params")
        part()
    """)
    at.text_input(key="out").input("a")
    at.text_input(key="in").input("b").run()
    assert at.query_params == {"out": "a", "in": "b"}

    at.checkbox[0].check().run()

    assert at.query_params == {"out": "a"}


def test_what_a_fragment_sets_of_a_widget_outside_is_its_value_at_the_next_run():
    at = app("""
        st.text_input("Out", key="out")
        @st.fragment
        def part():
            if st.button("Set"):
                ss.out = "set"
        part()
    """)

    at.button[0].click().run()
    assert not at.exception
    assert at.run().text_input[0].value == "set"


def test_callbacks_are_called_in_the_order_of_the_page():
    calls: list[str] = []
    at = app(
        """
        def box(name):
            st.checkbox(name, key=name, on_change=calls.append, args=(name,))
        @st.fragment
        def part(name):
            box(name)
        box("1")
        part("2")
        box("3")
        part("4")
        box("5")
        """,
        calls=calls,
    )
    for index in (3, 1):  # Their fragments run, and are made anew.
        at.checkbox[index].check().run()
    calls.clear()

    for widget in reversed([*at.checkbox]):
        widget.set_value(not widget.value)
    at.run()

    assert calls == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("where", ["in", "out"])
def test_an_error_of_a_callback_is_shown_and_the_rest_goes_on_later(where):
    at = app("""
        def broken():
            raise ValueError("broken")
        st.button("out", on_click=broken)
        st.text("outside")
        @st.fragment
        def part():
            st.button("in", on_click=broken)
            st.text(st.checkbox("Box"))
        part()
    """)
    index = [button.label for button in at.button].index(where)

    at.button[index].click().run()
    assert shown_error(at) == ("ValueError", "broken")
    assert at.text.values == (["outside"] if where == "in" else [])

    at.run()
    assert not at.exception
    assert at.checkbox[0].check().run().text.values == ["outside", "True"]


def test_what_a_callback_of_a_fragment_draws_stands_above_it():
    at = app("""
        st.text("outside")
        @st.fragment
        def part():
            st.button("In", on_click=st.text, args=("called",))
            st.text("inside")
        part()
    """)

    assert at.button[0].click().run().text.values == ["outside", "called", "inside"]
    assert at.button[0].click().run().text.values == ["outside", "called", "inside"]


# Cached functions and files ---------------------------------------------------------------------


def test_cached_functions_draw_again_in_a_fragment():
    at = app("""
        @st.cache_data
        def drawn(n):
            st.text(f"drawn {n}")
            return n
        @st.fragment
        def part():
            st.button("Again")
            drawn(1)
            drawn(ss.setdefault("n", 2))
        part()
    """)
    for _ in range(2):
        assert at.button[0].click().run().text.values == ["drawn 1", "drawn 2"]


def test_uploads_of_both_stay_and_come():
    at = app("""
        out = st.file_uploader("Out")
        st.text(out and out.read().decode())
        @st.fragment
        def part():
            st.button("Again")
            own = st.file_uploader("In")
            st.text(own and own.read().decode())
            if out:
                out.seek(0)
                st.text(out.read().decode())
        part()
    """)
    at.file_uploader[0].set_value(("out.txt", b"outside", "text/plain")).run()
    at.file_uploader[1].set_value(("in.txt", b"inside", "text/plain")).run()
    assert at.text.values == ["outside", "inside", "outside"]

    for _ in range(3):
        at.button[0].click().run()
        assert at.text.values == ["outside", "inside", "outside"]
    assert at.run().text.values == ["outside", "inside", "outside"]


# Forms ------------------------------------------------------------------------------------------


def test_r73_a_form_in_a_fragment_runs_only_that():
    runs: list[str] = []
    at = app(
        """
        runs.append("script")
        @st.fragment
        def part():
            runs.append("part")
            with st.form("form", clear_on_submit=True):
                name = st.text_input("Name")
                sent = st.form_submit_button("Send")
            st.text((name, sent))
        part()
        """,
        runs=runs,
    )
    runs.clear()

    for name in ("Ada", "Bob"):
        at.text_input[0].input(name)
        at.button[0].click().run()
        assert at.text.values == [f"({name!r}, True)"]
    at.button[0].click().run()
    assert at.text.values == ["('', True)"]

    assert runs == ["part"] * 3


def test_r73_a_fragment_in_a_form_is_sent_with_it():
    runs: list[str] = []
    at = app(
        """
        runs.append("script")
        with st.form("form"):
            @st.fragment
            def part():
                runs.append("part")
                st.text(st.text_input("Name"))
            part()
            st.form_submit_button("Send")
        """,
        runs=runs,
    )
    runs.clear()

    at.text_input[0].input("Ada")
    at.button[0].click().run()

    assert at.text.values == ["Ada"]
    assert runs == ["script", "part"]


# Side by side -----------------------------------------------------------------------------------


def test_r113_parallel_fragments_run_side_by_side_in_their_places():
    both = threading.Barrier(2, timeout=10)
    at = app(
        """
        @st.fragment(parallel=True)
        def part(name):
            both.wait()
            with st.container():
                st.text(name)
            st.text_input(name, key=name)
            return name
        st.text("above")
        st.text(part("a"))
        st.text("between")
        part("b")
        st.text("below")
        """,
        both=both,
    )

    assert at.text.values == ["above", "a", "None", "between", "b", "below"]

    both_alone = at.text_input  # Each of them runs alone, and not on a thread of its own.
    assert [box.key for box in both_alone] == ["a", "b"]


def test_r113_each_shows_its_own_error_and_the_script_goes_on():
    at = app("""
        @st.fragment(parallel=True)
        def part(name):
            raise ValueError(name)
        for name in "ab":
            with st.container(key=name):
                part(name)
        st.text("below")
    """)

    assert {name: at.get_by_key(name).exception[0].message for name in "ab"} == {"a": "a", "b": "b"}
    assert at.text.values == ["below"]


def test_r113_containers_outside_are_refused_in_it():
    at = app("""
        box = st.container()
        @st.fragment(parallel=True)
        def part():
            box.text("in the box")
        part()
    """)

    assert shown_error(at) == (
        "InvalidLayoutContextError",
        (
            "A fragment with parallel=True drew in a container that was made outside of it, where "
            "others may draw at the same time. Make the container in the fragment, or leave "
            "parallel=True out."
        ),
    )


def test_r113_a_stop_ends_them_too():
    gate, steps = Gate(), []
    stage = Stage(
        """
        @st.fragment(parallel=True)
        def part(name):
            st.text(name)
            gate.wait()
            st.text("never")
            steps.append(name)
        part("a")
        part("b")
        """,
        gate=gate,
        steps=steps,
    )
    stage.arrives(gate)
    stage.arrives(gate)

    stage.session.receive(Stop())
    gate.open(2)
    stage.settle()

    assert steps == []
    assert stage.texts == ["a", "b"]


def test_r113_callbacks_follow_the_order_of_the_page_whoever_was_faster():
    calls: list[str] = []
    first = threading.Event()
    at = new_app(
        """
        @st.fragment(parallel=True)
        def part(name):
            if name == "a":
                first.wait(10)
            st.checkbox(name, key=name, on_change=calls.append, args=(name,))
            if name == "b":
                first.set()
        part("a")
        part("b")
        """,
        calls=calls,
        first=first,
    )
    at.run()
    for box in at.checkbox:
        box.check()

    at.run()

    assert calls == ["a", "b"]


def test_r113_rerun_and_stop_in_one_end_as_in_the_script():
    runs: list[str] = []
    at = app(
        """
        runs.append("script")
        @st.fragment(parallel=True)
        def part():
            if not ss.get("done"):
                ss.done = True
                st.rerun()
            st.text("done")
            st.stop()
        part()
        """,
        runs=runs,
    )

    assert runs == ["script", "script"]
    assert at.text.values == ["done"]


def test_r113_no_more_of_them_run_at_once_than_the_option_allows():
    most: list[int] = []
    at = app(
        """
        import time
        on = []
        @st.fragment(parallel=True)
        def part(name):
            on.append(name)
            time.sleep(0.01)
            most.append(len(on))
            on.remove(name)
        for name in range(6):
            part(name)
        """,
        most=most,
        settings=with_options(Settings(), {"runner.parallelMaxWorkers": "2"}),
    )

    assert not at.exception
    assert len(most) == 6
    assert max(most) <= 2


def test_r113_an_async_one_is_refused():
    at = app("""
        @st.fragment(parallel=True)
        async def part():
            pass
    """)

    assert shown_error(at) == (
        "InvalidParameterValueError",
        (
            "fragment: part is async, and parallel=True is for functions that are not: what awaits "
            "runs on the session's event loop. Leave one of the two out."
        ),
    )
