"""R108-R112, R115: what fragments are: functions that run again by themselves."""

from __future__ import annotations

from rules.apps import app, shown_error

from anew.settings.settings import Settings, with_options

FEW = with_options(Settings(), {"runner.maxElements": "100"})

COUNTED = """
    counts["script"] += 1
    @st.fragment
    def part(start):
        counts["part"] += 1
        if st.button("In", key="in"):
            st.text(f"clicked, {start}")
        return counts["part"]
    result = part(counts["script"])
    st.button("Out", key="out")
    st.text(f"returned {result}")
"""

# Its own run ----------------------------------------------------------------------------------


def test_r108_a_widget_in_a_fragment_runs_only_that_with_its_arguments():
    counts = {"script": 0, "part": 0}
    at = app(COUNTED, counts=counts)

    at.button(key="in").click().run()
    assert counts == {"script": 1, "part": 2}
    assert at.text.values == ["clicked, 1", "returned 1"]

    at.button(key="out").click().run()
    assert counts == {"script": 2, "part": 3}
    assert at.text.values == ["returned 3"]

    at.button(key="in").click().run()
    assert at.text.values == ["clicked, 2", "returned 3"]


def test_r108_events_of_both_run_the_whole_script():
    counts = {"script": 0, "part": 0}
    at = app(
        """
        counts["script"] += 1
        st.checkbox("Out")
        @st.fragment
        def part():
            counts["part"] += 1
            st.checkbox("In")
        part()
        """,
        counts=counts,
    )
    at.checkbox[0].check()
    at.checkbox[1].check()

    at.run()

    assert counts == {"script": 2, "part": 2}


def test_r108_what_calls_there_are_is_told_apart_by_name_and_order():
    runs: list[object] = []
    at = app(
        """
        import functools

        class Panel:
            def __init__(self, name):
                self.name = name
            @st.fragment
            def show(self):
                runs.append(self.name)
                st.button(f"show {self.name}")
            @classmethod
            @st.fragment
            def of_class(cls):
                runs.append(cls.__name__)
                st.button("of class")

        @st.fragment
        def named(name):
            runs.append(name)
            st.button(f"named {name}")

        @st.fragment
        async def later():
            runs.append("later")
            st.button("later")

        def plain(name):
            runs.append(name)
            st.button(f"plain {name}")

        class Callable:
            def __call__(self):
                runs.append("callable")
                st.button("callable")

        Panel("a").show()
        Panel("b").show()
        Panel.of_class()
        for name in "xyz":
            named(name)
        later()
        st.fragment(lambda: plain("lambda"))()
        st.fragment(lambda: plain("other lambda"))()
        st.fragment(functools.partial(plain, "partial"))()
        st.fragment(Callable())()
        """,
        runs=runs,
    )
    whole = [*runs]
    assert not at.exception

    for index, name in enumerate(whole):
        runs.clear()
        at.button[index].click().run()
        assert runs == [name]


def test_r108_a_fragment_may_call_itself():
    runs: list[int] = []
    at = app(
        """
        @st.fragment
        def part(depth):
            runs.append(depth)
            st.button(f"{depth}")
            if depth < 3:
                part(depth + 1)
        part(0)
        """,
        runs=runs,
    )
    runs.clear()

    at.button[2].click().run()

    assert runs == [2, 3]
    assert [button.label for button in at.button] == ["0", "1", "2", "3"]


def test_a_fragment_outside_of_a_run_is_the_function():
    import anew as st

    @st.fragment
    def part(value):
        """Docs."""
        return value + 1

    assert part(1) == 2
    assert part.__doc__ == "Docs."
    assert part.__name__ == "part"


# Containers outside ----------------------------------------------------------------------------


def test_r109_it_draws_in_containers_made_outside_and_replaces_what_it_drew():
    at = app("""
        box = st.container(key="box")
        box.text("above")
        @st.fragment
        def part():
            ss.n = ss.get("n", 0) + 1
            box.text(f"in the box {ss.n}")
            with st.sidebar:
                st.text(f"in the sidebar {ss.n}")
            st.button("In")
            box.checkbox("A widget in the box")
        part()
        box.text("below")
        st.sidebar.text("end of the sidebar")
    """)
    runs = 1
    assert at.get_by_key("box").text.values == ["above", "in the box 1", "below"]

    for _ in range(3):
        runs += 1
        at.button[0].click().run()
        assert at.get_by_key("box").text.values == ["above", f"in the box {runs}", "below"]
        assert at.sidebar.text.values == [f"in the sidebar {runs}", "end of the sidebar"]

    at.checkbox[0].check().run()  # It belongs to the fragment.
    assert at.checkbox[0].value is True
    assert at.get_by_key("box").text.values == ["above", "in the box 5", "below"]


def test_r109_what_it_leaves_out_goes():
    at = app("""
        box = st.container(key="box")
        @st.fragment
        def part():
            if not st.checkbox("Hide"):
                box.text("shown")
                st.text("here")
        part()
    """)

    at.checkbox[0].check().run()
    assert at.text.values == []

    at.checkbox[0].uncheck().run()
    assert at.text.values == ["shown", "here"]


def test_r109_it_fills_what_is_replaced_and_changes_what_was_made_outside():
    at = app("""
        slot = st.empty()
        bar = st.progress(0)
        status = st.status("Outside")
        one, two = st.columns(2)
        table = st.text("kept")
        @st.fragment
        def part():
            if st.button("In"):
                ss.n = ss.get("n", 0) + 1
                slot.text(f"slot {ss.n}")
                bar.progress(ss.n * 10)
                status.update(label=f"Inside {ss.n}", state="complete")
                status.text(f"step {ss.n}")
                one.text(f"one {ss.n}")
                with two:
                    st.text(f"two {ss.n}")
        part()
    """)

    for n in (1, 2):
        at.button[0].click().run()
        assert not at.exception
        assert at.text.values == [f"slot {n}", f"step {n}", f"one {n}", f"two {n}", "kept"]
        assert at.status[0].label == f"Inside {n}"


# Nested ----------------------------------------------------------------------------------------

NESTED = """
    @st.fragment
    def outer():
        runs.append("outer")
        st.checkbox("outer")
        if not ss.get("gone"):
            inner()
    @st.fragment
    def inner():
        runs.append("inner")
        st.checkbox("inner")
    runs.append("script")
    outer()
"""


def test_r111_a_widget_of_a_nested_fragment_runs_the_inner_only():
    runs: list[str] = []
    at = app(NESTED, runs=runs)
    runs.clear()

    at.checkbox[1].check().run()
    assert runs == ["inner"]

    at.checkbox[0].check().run()
    assert runs == ["inner", "outer", "inner"]

    at.checkbox[0].uncheck()
    at.checkbox[1].uncheck()
    at.run()
    assert runs == ["inner", "outer", "inner", "outer", "inner"]
    assert [box.value for box in at.checkbox] == [False, False]


def test_r111_a_fragment_that_is_gone_is_ignored():
    runs: list[str] = []
    at = app(NESTED, runs=runs)
    at.session_state.gone = True
    at.checkbox[0].check().run()
    assert len(at.checkbox) == 1
    runs.clear()

    at.session_state.gone = False
    at.checkbox[0].uncheck().run()

    assert runs == ["outer", "inner"]
    assert at.checkbox[1].value is False


# Errors ----------------------------------------------------------------------------------------


def test_r112_an_error_is_shown_in_the_fragment_and_goes_with_its_next_run():
    at = app("""
        st.text("above")
        with st.container(key="box"):
            @st.fragment
            def part():
                st.text("before")
                if st.checkbox("Break"):
                    raise ValueError("broken")
                st.text("after")
            part()
        st.text("below")
    """)

    at.checkbox[0].check().run()
    assert shown_error(at) == ("ValueError", "broken")
    assert at.get_by_key("box").exception[0].message == "broken"
    assert at.text.values == ["above", "before", "below"]

    at.checkbox[0].uncheck().run()
    assert not at.exception
    assert at.text.values == ["above", "before", "after", "below"]


def test_r112_too_many_elements_take_the_place_of_the_fragment_only():
    at = app(
        """
        st.text("above")
        @st.fragment
        def part():
            for n in range(200 if st.button("Many") else 2):
                st.text(f"{n}")
        part()
        st.text("below")
        """,
        settings=FEW,
    )

    at.button[0].click().run()

    assert shown_error(at)[0] == "TooManyElementsError"
    assert at.text.values == ["above", "below"]


def test_r112_an_error_does_not_lift_the_limit_of_elements():
    at = app(
        """
        @st.fragment
        def part():
            n = st.number_input("How many", value=0)
            if n == 1:
                raise ValueError("broken")
            for n in range(n):
                st.text(f"{n}")
        part()
        """,
        settings=FEW,
    )
    at.number_input[0].set_value(1).run()
    assert shown_error(at)[0] == "ValueError"

    at.number_input[0].set_value(200).run()

    assert shown_error(at)[0] == "TooManyElementsError"


def test_r112_two_fragments_of_one_run_fail_each_in_its_place():
    at = app("""
        @st.fragment
        def part(name):
            with st.container(key=name):
                if st.checkbox(name):
                    raise ValueError(name)
                st.text(name)
        part("a")
        part("b")
        part("c")
    """)
    at.checkbox[0].check()
    at.checkbox[1].check()
    at.checkbox[2].check()
    at.run()

    for name in "abc":
        assert at.get_by_key(name).exception[0].message == name


def test_r112_sys_exit_and_stop_end_the_fragment_only():
    at = app("""
        st.text("above")
        @st.fragment
        def part():
            choice = st.radio("How", ["on", "stop", "exit"])
            if choice == "stop":
                st.stop()
            if choice == "exit":
                raise SystemExit
            st.text("on")
        part()
        st.text("below")
    """)
    for way in ("stop", "exit"):
        at.radio[0].set_value(way).run()
        assert at.text.values == ["above", "below"]
        assert not at.exception
        at.radio[0].set_value("on").run()
        assert at.text.values == ["above", "on", "below"]


# The state -------------------------------------------------------------------------------------


def test_r115_the_session_state_is_shared():
    at = app("""
        ss.setdefault("log", [])
        name = st.text_input("Name", key="name")
        @st.fragment
        def part():
            if st.button("In"):
                ss.log.append(ss.name)
                ss.own = len(ss.log)
                ss.name = "set inside"
        part()
        st.text((name, ss.get("own")))
    """)
    at.text_input[0].input("Ada").run()

    at.button[0].click().run()
    assert at.text.values == ["('Ada', None)"]  # The rest did not run.

    at.run()
    assert at.text.values == ["('set inside', 1)"]
    assert at.session_state.log == ["Ada"]


def test_an_async_fragment_is_awaited_in_a_script_that_awaits() -> None:
    at = app("""
        import asyncio

        await asyncio.sleep(0)

        @st.fragment
        async def part(name):
            await asyncio.sleep(0)
            st.text(f"{name} {st.toggle(name)}")
            return name

        with st.container():
            st.text(f"one is {await part('one')}")
        st.text(str(await asyncio.gather(part("two"), part("three"))))
    """)
    assert at.exception == []
    assert at.text.values == [
        "one False",
        "one is one",
        "two False",
        "three False",
        "['two', 'three']",
    ]

    at.toggle[1].set_value(True).run()

    assert at.text.values == [
        "one False",
        "one is one",
        "two True",
        "three False",
        "['two', 'three']",
    ]
