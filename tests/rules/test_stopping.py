"""What *Stop* ends and what is shown then; how much a page may hold."""

from __future__ import annotations

import threading

import pytest
from rules.apps import Gate, Stage, app, runner_of, shown_error

from anew.protocol.messages import Location, Stop
from anew.settings.settings import Settings, with_options
from anew.threads import Threads

SMALL = with_options(Settings(), {"runner.maxElements": "100"})


@pytest.mark.parametrize(
    "command",
    [
        "st.text('again')",
        "ss.get('name')",
        "st.query_params.get('name')",
        "len(st.query_params)",
        "st.query_params.update(name='Ada')",
        "st.context.timezone",
        "st.context.url",
        "st.secrets.load_if_toml_exists()",
        "st.get_option('server.port')",
        "st.set_page_config(page_title='Again')",
        "cached()",
        "box.text('again')",
    ],
)
def test_stop_reaches_every_command(command):
    gate = Gate()
    stage = Stage(
        f"""
        @st.cache_data
        def cached():
            return 1

        box = st.empty()
        gate.wait()
        while True:
            {command}
        """,
        gate=gate,
    )
    stage.arrives(gate)
    stage.session.receive(Stop())
    gate.open()

    stage.settle()

    assert stage.session.is_idle


AGAIN = """
    ss.runs = ss.get("runs", 0) + 1
    gate.wait()
    st.text("drawn")
    st.text(ss.runs)
    gate.wait()
    st.rerun()
"""


@pytest.mark.parametrize("place", ["before anything is drawn", "after all is drawn"])
def test_a_script_that_reruns_without_end_and_was_stopped_shows_what_it_drew(place):
    gate = Gate()
    stage = Stage(AGAIN, gate=gate)
    for _ in range(3):
        stage.arrives(gate)
        gate.open()
        stage.arrives(gate)
        gate.open()
    stage.arrives(gate)
    if place == "after all is drawn":
        gate.open()
        stage.arrives(gate)

    stage.session.receive(Stop())
    gate.open()
    stage.settle()

    last = "3" if place == "before anything is drawn" else "4"
    assert stage.texts == ["drawn", last]
    (page,) = stage.tab.elements("app")
    assert page["notice"].startswith("The script was stopped while it asked for one run after")
    assert not stage.tab.is_running

    # A reload shows the same, and begins nothing.
    stage.tab.reload()
    stage.session.attach(stage.tab, stage.tab.hello())
    stage.settle()
    assert stage.texts == ["drawn", last]
    assert stage.session.is_idle

    stage.session.receive(stage.tab.event())
    stage.arrives(gate)
    stage.session.receive(Stop())
    gate.open()
    stage.settle()
    assert not stage.tab.elements("app")[0].get("notice")


def test_a_run_that_is_asked_for_after_a_stop_takes_place_whatever_the_stopped_one_asks_for():
    gate = Gate()
    stage = Stage(CALLS_AND_RERUNS, gate=gate).settle()
    stage.click("Go")
    stage.arrives(gate)
    stage.session.receive(Stop())
    stage.session.rerun()
    gate.open()

    assert stage.settle().texts == ["called"]
    assert not stage.tab.elements("app")[0].get("notice")


CALLS_AND_RERUNS = """
    def call():
        ss.state = "called"
        gate.wait()
        st.rerun()

    st.button("Go", on_click=call)
    st.text(ss.get("state", "as new"))
"""


def test_a_run_that_was_asked_for_once_shows_what_it_drew_when_it_is_stopped():
    gate = Gate()
    stage = Stage(
        """
        if "ready" not in ss:
            ss.ready = True
            st.text("not ready")
            st.rerun()
        st.text("ready")
        gate.wait()
        st.text("more")
        """,
        gate=gate,
    )
    stage.arrives(gate)
    stage.session.receive(Stop())
    gate.open()

    assert stage.settle().texts == ["ready"]
    assert not stage.tab.elements("app")[0].get("notice")


def test_a_page_of_too_many_elements_is_an_error_in_words():
    at = app("while True: st.text('x')", settings=SMALL)

    assert shown_error(at) == (
        "TooManyElementsError",
        (
            "This page would hold more than 100 elements. Show only a part of them at a "
            "time, use one st.dataframe instead, or raise the option runner.maxElements."
        ),
    )
    assert len(at.text) == 0


def test_elements_that_replace_one_another_are_not_too_many():
    at = app(
        """
        box = st.empty()
        for number in range(500):
            with box.container():
                st.text(number)
                st.text("two")
        """,
        settings=SMALL,
    )

    assert at.text.values == ["499", "two"]


def test_what_a_cached_function_draws_again_counts_too():
    at = app(
        """
        @st.cache_data
        def draw():
            with st.container():
                for _ in range(30):
                    st.text("x")
        for _ in range(4):
            draw()
        """,
        settings=SMALL,
    )

    assert shown_error(at)[0] == "TooManyElementsError"


def test_an_author_who_catches_it_gets_no_more():
    at = app(
        """
        for _ in range(1000):
            try:
                st.text("x")
            except st.errors.StreamlitAPIException:
                pass
        """,
        settings=SMALL,
    )

    assert len(at.text) == 98  # With the two areas and the page, 101.


def test_an_error_finds_room_on_a_page_that_is_full():
    at = app("for _ in range(98): st.text('x')\nraise ValueError('full')", settings=SMALL)

    assert shown_error(at) == ("ValueError", "full")
    assert len(at.text) == 98


def test_containers_in_one_another_have_a_bound_in_words():
    at = app("""
        def deeper(level):
            st.text(level)
            with st.container():
                deeper(level + 1)
        deeper(1)
    """)

    kind, words = shown_error(at)
    assert kind == "StreamlitInvalidLayoutContextError" or kind.endswith(
        "InvalidLayoutContextError"
    )
    assert words == (
        "Containers are nested more than 100 levels deep here, which no browser can show. Place "
        "the inner ones beside each other instead."
    )


# A page that was left ------------------------------------------------------------------------

PAGES = """
    def one():
        st.button("On one")
        st.text_input("Field on one", key="field")
        st.text("one")

    def two():
        ss.twos = ss.get("twos", 0) + 1
        gate.wait()
        st.text("two")

    page = st.navigation([st.Page(one, default=True), st.Page(two)])
    if st.sidebar.button("Everywhere"):
        ss.pressed = True
    st.sidebar.text(f"pressed: {ss.get('pressed', False)}, twos: {ss.get('twos', 0)}")
    page.run()
"""


@pytest.fixture
def leaving():
    """A tab that has gone to a page which takes its time."""
    gate = Gate()
    stage = Stage(PAGES, gate=gate)
    stage.settle()
    return stage, gate


def go(stage, page):
    return stage.tab.event(location=Location(page), is_link=True)


def test_what_belonged_to_the_page_that_was_left_goes_at_once(leaving):
    stage, gate = leaving
    stage.session.receive(go(stage, "two"))
    stage.arrives(gate)

    def looks() -> list[str]:
        stage.clock.advance(0.25)
        return stage.texts

    stage.clock.run_until(lambda: looks() == ["pressed: False, twos: 0"])

    assert [button["label"] for button in stage.tab.elements("button")] == ["Everywhere"]
    assert stage.tab.elements("text_input") == []
    gate.open()
    assert "two" in stage.settle().texts


@pytest.mark.parametrize("kind", ["click", "value"])
def test_what_is_sent_for_a_page_that_was_left_runs_nothing(leaving, kind):
    stage, gate = leaving
    (button,) = stage.tab.elements("button", label="On one")
    (field,) = stage.tab.elements("text_input")
    stage.session.receive(go(stage, "two"))
    stage.arrives(gate)

    if kind == "click":
        stage.session.receive(stage.tab.event(trigger=button["id"]))
    else:
        stage.session.receive(stage.tab.event({field["id"]: "late"}))
    gate.open()
    stage.settle()

    assert stage.session.state.committed["twos"] == 1
    assert "two" in stage.texts
    assert stage.tab.is_settled
    assert stage.tab.unacknowledged == []


def test_what_waits_for_a_page_that_is_left_does_not_keep_the_next_one_from_being_drawn():
    """Its run may have made way for that before it was at the page."""
    gate, door = Gate(), threading.Event()
    runner = runner_of(PAGES, gate=gate)
    runner.threads = Threads(1)
    stage = Stage("", runner=runner).settle()
    (field,) = stage.tab.elements("text_input")
    runner.threads.call(door.wait)
    stage.session.receive(go(stage, "two"))  # Its run waits for the thread.
    stage.session.receive(stage.tab.event({field["id"]: "late"}))
    door.set()
    gate.open()
    stage.settle()

    assert "two" in stage.texts
    assert stage.tab.is_settled
    assert stage.tab.unacknowledged == []


def test_what_is_sent_meanwhile_for_a_widget_of_all_pages_counts(leaving):
    stage, gate = leaving
    stage.session.receive(go(stage, "two"))
    stage.arrives(gate)

    stage.click("Everywhere")
    gate.open()
    stage.arrives(gate)
    gate.open()
    stage.settle()

    assert stage.session.state.committed["pressed"] is True


def test_a_page_that_is_come_back_to_takes_what_is_sent_for_it(leaving):
    stage, gate = leaving
    stage.session.receive(go(stage, "two"))
    stage.arrives(gate)
    gate.open()
    stage.settle()
    stage.session.receive(go(stage, ""))
    stage.settle()

    stage.enter("text_input", "Ada")
    stage.settle()

    assert stage.session.state.committed["field"] == "Ada"
