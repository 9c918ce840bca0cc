"""AppTest: an app is run, used and looked at as a user would, without a browser."""

from __future__ import annotations

import doctest
import gc
import sys
import threading
from datetime import date, datetime, time, timedelta

import pytest
from rules.apps import app, new_app
from testing.apps.everything import EVERYTHING

import anew.testing.app_test
from anew.errors import AppTestError, AppTestTimeoutError
from anew.settings.sections import CompatSettings, RunnerSettings
from anew.settings.settings import Settings
from anew.testing import AppTest
from anew.testing.block import known_kinds


@pytest.fixture
def everything() -> AppTest:
    return app(EVERYTHING)


# Making one -----------------------------------------------------------------------------


def test_an_app_from_a_file_beside_the_test_or_in_the_current_folder(tmp_path, monkeypatch) -> None:
    (tmp_path / "some_app.py").write_text("import anew as st\nst.text(__file__)")
    monkeypatch.chdir(tmp_path)

    at = AppTest.from_file("some_app.py").run()

    assert at.text.values == [str(tmp_path / "some_app.py")]
    here = AppTest.from_file("apps/greeting.py").run()
    assert here.title.values == ["Hello, world!"]


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(AppTestError, match=r"^There is no file 'gone\.py', neither seen from "):
        AppTest.from_file("gone.py")


def test_a_file_imports_its_neighbours_and_leaves_the_path_as_it_was() -> None:
    path, main = list(sys.path), sys.modules["__main__"]

    at = AppTest.from_file("apps/greeting.py").run()

    assert at.caption.values == ["said by a neighbour"]
    assert (sys.path, sys.modules["__main__"]) == (path, main)


def test_a_changed_file_is_read_again(tmp_path) -> None:
    script = tmp_path / "app.py"
    script.write_text("import anew as st\nst.text('old')")
    at = AppTest.from_file(script).run()

    script.write_text("import anew as st\nst.text('newer')")

    assert at.run().text.values == ["newer"]


def test_an_app_from_text_may_be_indented() -> None:
    at = AppTest.from_string("""
        import anew as st
        st.text("from text")
    """)

    assert at.run().text.values == ["from text"]


def test_an_app_from_a_function_takes_arguments() -> None:
    def script(name: str, *, mark: str = ".") -> None:
        import anew as st

        st.text(f"Hello, {name}{mark}")
        "Magic works too"

    at = AppTest.from_function(script, args=("Ada",), kwargs={"mark": "!"}).run()

    assert at.text.values == ["Hello, Ada!"]
    assert at.markdown.values == ["Magic works too"]


def test_an_app_from_a_function_sees_the_names_around_it_and_its_errors_show_its_lines() -> None:
    seen: list[str] = []

    def script() -> None:
        seen.append(EVERYTHING)
        raise RuntimeError("here")

    at = AppTest.from_function(script).run()

    assert seen == [EVERYTHING]
    assert __file__ in at.exception[0].stack_trace[-1]
    assert 'raise RuntimeError("here")' in at.exception[0].stack_trace[-1]


@pytest.mark.parametrize("script", [lambda: None, len, "text"])
def test_a_function_whose_text_cannot_be_had_is_refused(script) -> None:
    with pytest.raises(AppTestError, match=r"(is not a function made with def|cannot be read)"):
        AppTest.from_function(script)


def test_settings_are_those_of_the_app() -> None:
    plain = Settings(runner=RunnerSettings(magic_enabled=False))
    bare = "word = 'shown'\nword"

    assert not AppTest.from_string(bare, settings=plain).run().markdown
    assert AppTest.from_string(bare).run().markdown.values == ["shown"]


def test_import_streamlit_is_anew_while_the_app_runs() -> None:
    before = list(sys.meta_path)
    at = AppTest.from_string("""
        import streamlit as st
        from streamlit.errors import StreamlitAPIException
        try:
            st.button("x", on_click=5)
        except StreamlitAPIException as error:
            st.text(error)
    """).run()

    assert at.text.values == ["button: on_click=5 cannot be called. Pass a function."]
    assert sys.meta_path == before
    assert "streamlit" not in sys.modules


def test_import_streamlit_can_be_left_to_others() -> None:
    settings = Settings(compat=CompatSettings(streamlit_import=False))
    at = AppTest.from_string("import sys\nimport anew as st\nst.text(sys.meta_path)")
    other = AppTest.from_string(
        "import sys\nimport anew as st\nst.text(sys.meta_path)", settings=settings
    )

    assert "anew.compat" in at.run().text[0].value
    assert "anew.compat" not in other.run().text[0].value


# Doing ----------------------------------------------------------------------------------


def test_all_that_was_entered_goes_out_as_one_event_with_one_click(everything: AppTest) -> None:
    at = everything
    at.text_input[0].input("Bea")
    at.checkbox[0].check()
    at.number_input[0].increment()
    at.slider[0].set_range(0.5, 1)
    at.button[0].click()
    sent = []
    receive = at._session.receive
    at._session.receive = lambda event: (sent.append(event), receive(event))

    at.run()

    (event,) = sent
    assert event.trigger == at.button[0].record.id
    assert sorted(map(str, event.values.values())) == ["37", "Bea", "True", "[0.5, 1]"]
    assert at.session_state.to_dict() == {
        "go": False,
        "agree": True,
        "name": "Bea",
        "range": (0.5, 1.0),
    }


def test_what_was_entered_shows_before_it_is_sent(everything: AppTest) -> None:
    at = everything
    assert at.text_input[0].input("Bea").value == "Bea"
    assert at.button[0].click().value is True
    assert at.button[0].set_value(False).value is False

    assert at.run().text_input[0].value == "Bea"


def test_only_one_click_waits(everything: AppTest) -> None:
    at = app("st.button('One')\nst.button('Two')")
    at.button[0].click().click()

    with pytest.raises(AppTestError, match=r"^Another click has not been sent yet, and each"):
        at.button[1].click()

    at.run().button[1].click().run()


@pytest.mark.parametrize(
    ("widget", "value", "reason"),
    [
        ("text_input('x', max_chars=3)", "four", "The text is longer than 3 characters."),
        ("text_input('x')", 5, "5 is not text."),
        ("number_input('x', 0, 10)", 11, "11 is outside the bounds 0 and 10."),
        ("number_input('x', 0, 10)", 2.5, "2.5 is not a whole number."),
        ("slider('x', 0, 10, step=5)", 3, "3 is no step between 0 and 10."),
        ("slider('x', 0, 10, (2, 3))", 3, "A list is not a list of 2 numbers."),
        ("slider('x', 0, 10, (2, 3))", (7, 3), "A list is not in order."),
        ("checkbox('x')", "yes", "A checkbox is true or false, not 'yes'."),
    ],
)
def test_what_a_user_could_not_enter_is_refused(widget: str, value: object, reason: str) -> None:
    at = app(f"st.{widget}")
    view = at.main.children[0]

    with pytest.raises(AppTestError) as refused:
        view.set_value(value)

    assert str(refused.value) == f"{view!r} cannot be set to {value!r}. {reason}"


@pytest.mark.parametrize(
    "use",
    [
        lambda at: at.button[0].click(),
        lambda at: at.text_input[0].input("x"),
        lambda at: at.checkbox[0].check(),
        lambda at: at.slider[0].set_value(3),
        lambda at: at.number_input[0].increment(),
    ],
)
def test_a_disabled_widget_cannot_be_used(use) -> None:
    at = app("for kind in (st.button, st.text_input, st.checkbox, st.slider, st.number_input):\n"
             "    kind('x', disabled=True)")  # fmt: skip

    with pytest.raises(AppTestError, match=r"'x'.* disabled is disabled, so a user could not"):
        use(at)


def test_numbers_are_stepped_within_their_bounds() -> None:
    at = app("""
        st.number_input("whole", 0, 10, 9, step=2)
        st.number_input("broken", 0.0, 1.0, 0.1, step=0.2)
        st.number_input("empty", value=None, step=5)
        st.number_input("small", 2, 10, None)
    """)
    whole, broken, empty, small = at.number_input

    assert (whole.increment().value, whole.decrement().value) == (10, 8)
    assert (broken.increment().value, broken.increment().value) == (0.3, 0.5)
    assert broken.decrement().decrement().decrement().value == 0.0
    assert (empty.increment().value, empty.increment().value) == (0, 5)
    assert small.increment().value == 2


@pytest.mark.parametrize(
    ("widget", "value", "step"),
    [
        ("dt.date(2024, 1, 1), dt.date(2024, 12, 31)", date(2024, 5, 17), timedelta(days=1)),
        ("dt.time(8), dt.time(18)", time(9, 30), timedelta(minutes=15)),
        (
            "dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 1, 12)",
            datetime(2024, 1, 1, 3, 15),  # as a slider without a zone has it
            timedelta(minutes=15),
        ),
    ],
)
def test_sliders_of_dates_and_times_take_python_values(widget, value, step) -> None:
    at = app(f"import datetime as dt\nst.text(st.slider('When', {widget}))")

    assert at.slider[0].step == step
    assert at.slider[0].set_value(value).run().text.values == [str(value)]
    assert at.slider[0].value == value
    assert type(at.slider[0].min) is type(value)


def test_ranges_take_pairs_and_lists() -> None:
    at = app("st.text(st.slider('Range', 0, 10, (2, 5)))")

    assert at.slider[0].set_range(1, 9).run().text.values == ["(1, 9)"]
    assert at.slider[0].set_value([3, 4]).run().text.values == ["(3, 4)"]


def test_an_expander_can_be_opened_where_the_app_is_told() -> None:
    at = app("""
        st.text(st.expander("Told", on_change="rerun").open)
        st.expander("Not told")
    """)
    told, not_told = at.expander

    assert told.open().run().text.values == ["True"]
    assert told.close().run().text.values == ["False"]
    assert (told.label, told.value) == ("Told", False)
    with pytest.raises(AppTestError, match=r"^expander 'Not told' has no value that the app"):
        not_told.open()


def test_the_state_can_be_preset_and_read() -> None:
    at = new_app("st.text_input('Name', key='name')\nst.text(ss.get('mine'))")
    at.session_state["name"] = "Ada"
    at.session_state.mine = [1]

    assert at.run().text_input[0].value == "Ada"
    assert at.text.values == ["[1]"]
    assert at.session_state.to_dict() == {"name": "Ada", "mine": [1]}
    del at.session_state.mine
    assert at.run().text.values == ["None"]


def test_a_run_that_takes_too_long_is_told_and_stopped() -> None:
    release = threading.Event()
    steps: list[str] = []
    at = new_app(
        "release.wait(10)\nsteps.append('on')\nst.text('drawn')\nsteps.append('never')",
        release=release,
        steps=steps,
    )

    with pytest.raises(AppTestTimeoutError) as late:
        at.run(timeout=0.01)
    assert str(late.value) == (
        "The app did not end its run within 0.01 seconds. If it needs longer, say so with "
        ".run(timeout=...) or default_timeout=... . If it never ends, look for a loop without "
        "an end, or for st.rerun() without a condition."
    )
    assert isinstance(late.value, RuntimeError)

    release.set()
    at.run()
    assert steps == ["on", "on", "never"]
    assert at.text.values == ["drawn"]


def test_the_time_that_a_run_may_take_can_be_set_for_all() -> None:
    release = threading.Event()
    at = AppTest.from_function(lambda_free_wait, args=(release,), default_timeout=0.01)

    with pytest.raises(AppTestTimeoutError):
        at.run()
    release.set()
    at.run(timeout=5)


def lambda_free_wait(release: threading.Event) -> None:
    release.wait(10)


# As tests written for Streamlit have it -------------------------------------------------


def test_the_lists_of_all_kinds_are_empty_in_an_app_that_shows_nothing() -> None:
    at = app("")

    for kind in known_kinds() - {"column", "tab", "flex_container"}:
        shown = getattr(at, kind)
        assert (len(shown), shown.len, bool(shown), list(shown)) == (0, 0, False, [])
    assert at.get("iframe") == at.get("plotly_chart") == []
    assert len(at.main) == 0


def test_a_button_is_true_after_the_run_of_its_click_and_only_then() -> None:
    at = app("""
        for name in "ab":
            st.button(name, key=name)
        if st.button("again"):
            st.rerun()
    """)

    assert at.button.values == [False, False, False]
    assert at.button("a").click().run().button.values == [True, False, False]
    assert at.button("b").click().run().button.values == [False, True, False]
    assert at.run().button.values == [False, False, False]
    assert at.button[2].click().run().button[2].value is False  # The last run was for nobody.


def test_a_form_shows_what_was_sent_with_it_until_it_is_sent_again() -> None:
    """R70: what the script was given, whether or not the page is empty again."""
    at = app("""
        for key in ("kept", "emptied"):
            with st.form(key, clear_on_submit=key == "emptied"):
                st.text(st.text_input("Name", "nobody", key=f"{key} name"))
                st.form_submit_button("Send")
    """)

    for index, key in enumerate(("kept", "emptied")):
        name = at.text_input(key=f"{key} name").input("Ada")
        at.button[index].click().run()
        assert (name.value, at.text[index].value) == ("Ada", "Ada")
        assert at.session_state[f"{key} name"] == "Ada"
        assert (name.form_id, at.form(key=key).text_input.len) == (key, 1)
    at.button[1].click().run()
    assert (name.value, at.text[1].value) == ("nobody", "nobody")


def test_lists_can_be_cut_counted_and_compared() -> None:
    at = app("for word in 'abc': st.button(word)")

    assert at.button[:2].len == 2
    assert at.button[1:][0] == at.button[1]
    assert at.button == at.main.button
    assert at.button[:1] != at.button[1:2]
    assert [button.label for button in at.button[1:]] == ["b", "c"]


def test_a_part_of_the_page_is_gone_through() -> None:
    at = app("""
        st.title("Top")
        with st.container(key="box"):
            st.text("in it")
    """)

    assert (len(at.main), at.main[0].value, at.main[-1].type) == (2, "Top", "container")
    assert at.main.children[1].children[0].value == "in it"
    assert [view.type for view in at.main] == ["main", "title", "container", "text"]
    assert [view.type for view in at.main[1]] == ["container", "text"]


def test_an_element_of_any_kind_is_found_by_its_key() -> None:
    at = app("with st.form('f'): st.text_input('x', key='g'); st.form_submit_button()")

    assert at.get_by_key("f").type == "form"
    assert at.get_by_key("g").type == "text_input"


def test_elements_tell_what_tests_of_streamlit_ask() -> None:
    at = app("""
        st.title("T")
        st.header("H", anchor=False)
        st.markdown("<b>x</b>", unsafe_allow_html=True)
        st.caption("c")
        st.code("x", line_numbers=True)
        st.json({}, expanded=False)
        st.divider()
        st.exception(ValueError("v"))
        st.link_button("L", "https://example.org")
        st.columns([1, 3])
        st.date_input("D", min_value="2024-01-31")
        st.expander("E").text("in it")
    """)

    assert (at.title[0].tag, at.header[0].tag) == ("h1", "h2")
    assert (at.title[0].hide_anchor, at.header[0].hide_anchor) == (False, True)
    assert (at.markdown[0].allow_html, at.caption[0].allow_html) == (True, False)
    assert (at.markdown[0].is_caption, at.caption[0].is_caption) == (False, True)
    assert at.code[0].show_line_numbers
    assert not at.json[0].expanded
    assert at.divider.values == ["---"]
    assert (at.exception[0].is_markdown, at.exception[0].is_warning) == (False, False)
    assert (at.link_button[0].value, at.link_button[0].url) == ("L", "https://example.org")
    assert [column.weight for column in at.columns] == [0.25, 0.75]
    assert (at.date_input[0].min, at.date_input[0].max) == (date(2024, 1, 31), None)
    assert (at.expander[0].proto.label, at.markdown[0].proto.body) == ("E", "<b>x</b>")


@pytest.mark.parametrize("use", ["set_value", "click"])
def test_what_is_no_widget_is_of_no_use_to_a_user(use: str) -> None:
    at = app("st.title('T')")

    with pytest.raises(AppTestError) as refused:
        getattr(at.title[0], use)(True)
    assert str(refused.value) == f"title 'T' is no widget, so a user has no use for .{use}() on it."


def test_the_address_has_one_text_or_several() -> None:
    at = new_app("st.text(st.query_params.to_dict())\nst.query_params['many'] = ['a', 'b']")
    at.query_params["one"] = "1"

    assert at.run().text.values == ["{'one': '1'}"]
    assert at.query_params == {"one": "1", "many": ["a", "b"]}
    assert at.run().query_params == {"one": "1", "many": ["a", "b"]}


def test_a_page_of_the_menu_can_be_gone_to_before_the_first_run(tmp_path) -> None:
    pages = {"pages/1_one.py": "st.title('One')", "views/two.py": "st.title('Two')"}
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(f"import anew as st\n{text}\n")
    (tmp_path / "app.py").write_text("import anew as st\nst.title('Home')\n")
    (tmp_path / "menu.py").write_text(
        "import anew as st\nst.navigation([st.Page('app.py'), st.Page('views/two.py')]).run()\n"
    )

    for script, page, title in (
        ("app.py", "pages/1_one.py", "One"),
        ("app.py", "app.py", "Home"),
        ("menu.py", "views/two.py", "Two"),
        ("menu.py", "two", "Two"),
    ):
        at = AppTest.from_file(tmp_path / script).switch_page(page).run()
        assert at.title.values == [title]
    with pytest.raises(AppTestError, match=r"^The app has no page 'views/three\.py'\."):
        AppTest.from_file(tmp_path / "menu.py").switch_page("views/three.py").run()


def test_an_app_that_has_not_run_can_be_printed() -> None:
    assert repr(new_app("")).endswith(", which has not run yet")


def test_a_file_that_is_missing_is_missing_as_others_are() -> None:
    with pytest.raises(FileNotFoundError):
        AppTest.from_file("gone.py")


# Housekeeping ---------------------------------------------------------------------------


def test_it_leaves_no_thread_behind() -> None:
    before = set(threading.enumerate())

    app("st.text('x')")

    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_it_leaves_no_event_loop_behind() -> None:
    loops = []
    at = app(
        """
        import asyncio
        loops.append(asyncio.get_running_loop())
        st.text(await asyncio.sleep(0, "awaited"))
        """,
        loops=loops,
    )
    assert at.text.values == ["awaited"]

    del at
    gc.collect()

    assert loops[0].is_closed()


def test_its_examples_are_true() -> None:
    assert doctest.testmod(anew.testing.app_test).failed == 0
