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
from anew.testing import AppTest


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
    with pytest.raises(AppTestError, match=r"^There is no file 'gone\.py', neither in "):
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
    plain = {"runner.magicEnabled": False}
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
    settings = {"compat.streamlitImport": False}
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
        ("slider('x', 0, 10, step=5)", 3, "3 is not a step between 0 and 10."),
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
        "The app did not end its run within 0.01 seconds. If it needs longer, pass "
        ".run(timeout=...) or default_timeout=... . If it never ends, look for an endless loop, or "
        "for st.rerun() without a condition."
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


# Housekeeping ---------------------------------------------------------------------------


def test_it_leaves_no_thread_behind() -> None:
    before = set(threading.enumerate())

    app("st.text('x')")

    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_it_leaves_no_event_loop_behind() -> None:
    loops = []
    before = set(threading.enumerate())
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
    for thread in set(threading.enumerate()) - before:  # One may still hold the run that it made.
        thread.join(timeout=5)
    gc.collect()

    assert loops[0].is_closed()


def test_its_examples_are_true() -> None:
    assert doctest.testmod(anew.testing.app_test).failed == 0


SURVIVING = """
import threading
from dataclasses import dataclass
import anew as st

@dataclass
class Order:
    name: str
    lines: list

ss = st.session_state
if "order" not in ss:
    ss.order = Order("first", [])
if "lock" not in ss:
    ss.lock = threading.Lock()
    ss.made = ss.get("made", 0) + 1
if st.button("Add"):
    ss.order.lines.append(st.text_input)
name = st.text_input("Name", key="name")
count = st.number_input("Count", value=1)
if st.button("Count"):
    ss.order.lines = [*ss.order.lines, count]
st.text(f"{st.context.is_resumed} {ss.made} {isinstance(ss.order, Order)} {ss.order} {name} {count}")
"""


def test_an_app_can_be_tested_with_a_server_that_restarts():
    at = AppTest.from_string(SURVIVING).run()
    at.text_input[0].input("Ada")
    at.number_input[0].set_value(3)
    at.button[1].click().run()
    assert at.text[0].value == "False 1 True Order(name='first', lines=[3]) Ada 3"

    at.restart().run()
    assert at.text[0].value == "True 2 True Order(name='first', lines=[3]) Ada 3"
    at.button[1].click().run()
    assert at.text[0].value == "False 2 True Order(name='first', lines=[3, 3]) Ada 3"


def test_what_no_store_can_keep_of_a_value_is_gone_after_a_restart():
    at = AppTest.from_string(SURVIVING).run()
    at.button[0].click().run()  # It appends a function.
    at.restart().run()

    assert at.text[0].value == "True 2 True Order(name='first', lines=[])  1"
    assert at.restart().run().text[0].value.startswith("True 3 ")
