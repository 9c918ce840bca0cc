"""R108, R109: fragments beside all else that a page has: areas, pages, saved scripts, threads."""

from __future__ import annotations

import threading

import pytest
from rules.apps import app, shown_error

from anew.testing import AppTest


def test_a_fragment_is_drawn_in_the_sidebar_and_runs_there():
    at = app("""
        @st.fragment
        def part():
            st.text(f"on: {st.toggle('Switch')}")
        with st.sidebar:
            part()
        st.text("main")
    """)

    at.sidebar.toggle[0].set_value(True).run()

    assert at.sidebar.text.values == ["on: True"]
    assert at.main.text.values == ["main"]


def test_a_fragment_has_tabs_columns_toasts_tables_and_a_chat():
    at = app("""
        import time
        @st.fragment
        def part():
            ss.n = ss.get("n", 0) + 1
            one, two = st.columns(2)
            with one:
                st.text(f"one {ss.n}")
            for tab, name in zip(st.tabs(["a", "b"]), "ab"):
                tab.text(f"{name} {ss.n}")
            with st.expander("more"), st.popover("still more"):
                st.text(f"deep {ss.n}")
            if st.button("Tell"):
                st.toast(f"told {ss.n}")
                st.balloons()
            st.dataframe({"n": [ss.n]})
            said = st.chat_input("Say")
            if said:
                with st.chat_message("user"):
                    st.text(said)
            with st.status("steps"):
                st.text(f"step {ss.n}")
        part()
        st.text("outside")
    """)
    at.button[0].click().run()
    assert not at.exception
    assert at.toast[0].value == "told 2"
    assert at.text.values == ["one 2", "a 2", "b 2", "deep 2", "step 2", "outside"]

    at.chat_input[0].set_value("hello").run()
    assert "hello" in at.text.values
    assert [*at.dataframe[0].value["n"]] == [3]


def test_what_a_fragment_says_of_the_page_as_a_whole_is_said():
    at = app("""
        st.set_page_config(page_title="Before")
        @st.fragment
        def part():
            if st.button("Rename"):
                st.set_page_config(page_title="After")
                st.query_params["inside"] = "1"
        part()
        st.text("outside")
    """)

    at.button[0].click().run()

    assert not at.exception
    assert at.query_params == {"inside": "1"}
    assert at.record.title == "After"
    assert at.text.values == ["outside"]


def test_fragments_of_pages_come_and_go_with_them():
    runs: list[str] = []
    at = app(
        """
        runs.append("script")
        @st.fragment
        def common():
            runs.append("common")
            st.checkbox("common", key="common")
        def one():
            runs.append("page one")
            @st.fragment
            def own():
                runs.append("own one")
                st.checkbox("one", key="own")
            own()
        def two():
            runs.append("page two")
            @st.fragment
            def own():
                runs.append("own two")
                st.checkbox("two", key="own")
            own()
        pages = [st.Page(one), st.Page(two)]
        common()
        st.navigation(pages).run()
        st.page_link(pages[1])
        """,
        runs=runs,
    )
    at.checkbox(key="common").check().run()
    at.checkbox(key="own").check().run()
    runs.clear()

    at.switch_page("two")
    at.run()
    assert runs == ["script", "common", "page two", "own two"]
    assert at.checkbox(key="common").value is True
    assert at.checkbox(key="own").value is False

    runs.clear()
    at.checkbox(key="own").check().run()
    at.checkbox(key="common").uncheck().run()
    assert runs == ["own two", "common"]
    assert at.checkbox(key="own").value is True


def test_a_script_that_was_saved_meanwhile_runs_as_it_was_until_the_whole_runs(tmp_path):
    script = """
import anew as st
class Thing:
    pass
@st.fragment
def part():
    if st.button("In"):
        st.session_state.thing = Thing()
    st.text(f"VERSION {isinstance(st.session_state.get('thing'), Thing)}")
part()
"""
    path = tmp_path / "app.py"
    path.write_text(script.replace("VERSION", "one"), "utf-8")
    at = AppTest.from_file(path).run()
    at.button[0].click().run()
    assert at.text.values == ["one True"]
    path.write_text(script.replace("VERSION", "the second"), "utf-8")

    at.button[0].click().run()
    assert at.text.values == ["one True"]

    assert at.run().text.values == ["the second True"]
    at.button[0].click().run()
    assert at.text.values == ["the second True"]


def test_threads_and_tasks_draw_in_the_fragment_that_began_them():
    at = app("""
        import asyncio
        import threading
        @st.fragment
        async def part():
            st.button("Again")
            thread = threading.Thread(target=st.attach_run(lambda: st.text("thread")))
            thread.start()
            thread.join()
            async def task(name):
                await asyncio.sleep(0)
                st.text(name)
            await asyncio.gather(task("a"), task("b"))
        part()
        st.text("outside")
    """)
    for _ in range(2):
        assert at.button[0].click().run().text.values == ["thread", "a", "b", "outside"]


def test_a_fragment_in_a_function_that_is_cached_is_drawn_from_the_cache():
    """What a cached function draws is drawn again from the cache, fragments too."""
    at = app("""
        @st.fragment
        def part():
            st.text("inside")
        @st.cache_data
        def cached():
            part()
            return 1
        st.text(cached())
    """)

    assert at.text.values == ["inside", "1"]
    assert at.run().text.values == ["inside", "1"]


def test_containers_of_the_page_that_left_are_drawn_in_without_an_error():
    at = app("""
        slot = st.empty()
        box = slot.container()
        @st.fragment
        def part():
            if st.button("In"):
                slot.text("replaced")
                box.text("nowhere")
        part()
    """)
    for _ in range(2):
        at.button[0].click().run()
        assert not at.exception
        assert at.text.values == ["replaced"]


def test_an_error_of_a_fragment_in_a_column_is_shown_within_it():
    at = app("""
        one, two = st.columns(2)
        with one:
            @st.fragment
            def part():
                with st.expander("more"):
                    if st.checkbox("Break"):
                        raise KeyError("broken")
            part()
        two.text("beside")
    """)

    at.checkbox[0].check().run()

    assert shown_error(at)[0] == "KeyError"
    assert len(at.columns[0].exception) == 1
    at.checkbox[0].uncheck().run()
    assert not at.exception


def test_many_sessions_run_their_own():
    """The decorated function is one object for all of them where a module has it."""
    import anew as st

    @st.fragment
    def part():
        st.session_state.n = st.session_state.get("n", 0) + 1
        st.button("In")
        st.text(f"{st.session_state.n}")

    apps = [app("part()", part=part) for _ in range(4)]

    def use(at: AppTest, times: int) -> None:
        for _ in range(times):
            at.button[0].click().run()

    threads = [threading.Thread(target=use, args=(at, n)) for n, at in enumerate(apps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [at.text[0].value for at in apps] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("end", ["raise ValueError", "st.stop()", "raise SystemExit"])
def test_r112_what_a_fragment_kept_from_being_drawn_is_drawn_once_it_does_not(end):
    """It has ended the whole script: to run it alone would leave half of a page."""
    at = app(f"""
        @st.fragment
        def part():
            if not st.checkbox("Agree"):
                {end}
        part()
        st.text("below")
    """)
    assert at.text.values == []

    at.checkbox[0].check().run()

    assert at.text.values == ["below"]


def test_r112_what_ends_the_script_outside_of_fragments_does_not_concern_them():
    runs: list[str] = []
    at = app(
        """
        runs.append("script")
        @st.fragment
        def part():
            runs.append("part")
            st.checkbox("Box")
            raise KeyError
        try:
            part()
        except KeyError:
            st.text("caught")
        st.stop()
        """,
        runs=runs,
    )
    runs.clear()

    at.checkbox[0].check().run()

    assert runs == ["part"]
    assert at.text.values == ["caught"]


def test_r113_a_parallel_fragment_goes_to_no_other_page(tmp_path):
    (tmp_path / "app.py").write_text("""
import anew as st
def home():
    @st.fragment(parallel=True)
    def part():
        st.switch_page(other)
    part()
def two():
    st.text("two")
other = st.Page(two)
st.navigation([st.Page(home), other]).run()
""")

    kind, message = shown_error(AppTest.from_file(tmp_path / "app.py").run())

    assert kind == "InvalidLayoutContextError"
    assert "parallel=True" in message
