"""Cached functions within runs: what they draw, whose they are, what clears them."""

from __future__ import annotations

import threading

import msgspec
import pytest
from caching.stage import app
from session.office import Office

from anew.ambient.media import Media
from anew.caching.disk import FOLDER
from anew.caching.drawn import _blobs
from anew.stores.blobs import Blob, Blobs
from anew.testing import AppTest
from anew.testing.tab import Tab
from anew.threads import Threads


class Shown(msgspec.Struct):
    """As an element that shows what no message carries."""

    addresses: tuple[str, ...] = ()
    title: str = ""


pytestmark = pytest.mark.usefixtures("fresh")


COUNTING = """
import streamlit as st

@st.cache_data(show_spinner=False)
def load(name):
    calls.append(name)
    return [name]

st.text(load("a"))
st.text(load("a"))
"""


def test_a_function_is_computed_once_for_all_runs_and_sessions(calls):
    """R130: also where the script calls it by its other name."""
    at = app(COUNTING)
    at.run()
    app(COUNTING)

    assert [element.value for element in at.text] == ["['a']", "['a']"]
    assert calls == ["a"]


def test_an_edit_elsewhere_in_the_script_keeps_what_was_cached(calls):
    app(COUNTING)
    app("'''Another script.'''\nimport math\n" + COUNTING + "\nst.write('more')")

    assert calls == ["a"]
    app(COUNTING.replace("return [name]", "return [name, 1]"))
    assert calls == ["a", "a"]


DRAWING = """
import anew as st

@st.cache_data(show_spinner=False)
def report(name):
    calls.append(name)
    st.text(f"About {name}")
    left, right = st.columns(2)
    left.text("left")
    with right:
        st.text("right")
    place = st.empty()
    place.text("first")
    place.text("last")
    return name

with st.container():
    st.text(f"Got {report('a')}")
st.text("Below")
"""


def test_what_it_draws_is_drawn_again(calls):
    at = app(DRAWING)
    first = repr(at)
    at.run()

    assert repr(at) == first
    assert [element.value for element in at.text] == [
        "About a", "left", "right", "last", "Got a", "Below",
    ]  # fmt: skip
    assert calls == ["a"]


def test_what_an_outer_function_draws_holds_what_the_inner_one_does(calls):
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def inner():
            calls.append("inner")
            st.text("inner")

        @st.cache_data(show_spinner=False)
        def outer():
            calls.append("outer")
            st.text("outer")
            inner()

        inner()
        outer()
    """
    at = app(script)
    at.run()

    assert [element.value for element in at.text] == ["inner", "outer", "inner"]
    assert calls == ["inner", "outer"]


def test_it_replaces_what_stands_in_a_place_for_one_element(calls):
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def draw():
            calls.append(1)
            st.text("one")
            st.text("two")

        with st.empty():
            draw()
    """
    at = app(script)
    assert [element.value for element in at.text] == ["two"]
    assert [element.value for element in at.run().text] == ["two"]
    assert calls == [1]


def test_a_key_that_is_drawn_twice_is_an_error_from_the_cache_too(calls):
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def draw():
            st.container(key="box").text("in it")

        draw()
        if st.session_state.get("twice"):
            draw()
    """
    at = app(script)
    at.run()
    at.session_state.twice = True
    at.run()

    assert at.exception[0].message.startswith("The key 'box' of this")


def test_a_widget_in_it_is_an_error():
    """R130."""
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def ask():
            with st.container():
                return st.checkbox("Agree")

        ask()
    """
    at = AppTest.from_string(script).run()

    assert at.exception[0].message == (
        "cache_data: ask() makes a checkbox, but a cached function cannot contain widgets: they "
        "would be missing when its result comes from the cache. Make the checkbox in the script, "
        "and pass its value to the function as an argument."
    )


def test_what_it_draws_in_the_sidebar_is_told_once(caplog):
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def draw(n):
            st.sidebar.text("beside")

        draw(1)
        draw(2)
    """
    at = app(script)
    assert len(at.sidebar.text) == 2
    assert len(at.run().sidebar.text) == 0

    (message,) = caplog.messages
    assert message == (
        "cache_data: draw() draws in the sidebar, which shows only in the runs that compute "
        "its result. Draw in the script instead, with the function's result."
    )


def test_the_session_state_can_be_read_and_is_no_part_of_the_key(calls):
    """R130."""
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def read():
            calls.append(1)
            return st.session_state.get("who", "nobody")

        st.text(read())
    """
    at = app(script)
    at.session_state.who = "Ada"

    assert at.run().text[0].value == "nobody"
    assert calls == [1]


def test_a_result_that_never_comes_is_not_kept(calls):
    """R97: st.stop() within it ends the run, and the next run computes."""
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def load():
            calls.append(1)
            if len(calls) == 1:
                st.stop()
            return "loaded"

        st.text(load())
    """
    at = app(script)
    assert len(at.text) == 0
    assert at.run().text[0].value == "loaded"


def test_what_it_draws_is_not_kept_on_disk(caplog, calls):
    script = """
        import anew as st

        @st.cache_data(show_spinner=False, persist="disk")
        def load():
            calls.append(1)
            st.text("drawn")
            return 1

        load()
    """
    app(script)
    at = app(script)

    assert at.text[0].value == "drawn"
    assert calls == [1]
    assert not list(FOLDER.rglob("*.cached"))
    (message,) = caplog.messages
    assert message == (
        "cache_data: load() draws elements, which cannot be kept on disk: its result is kept in "
        "memory only. Draw in the script instead, with the function's result."
    )


def test_content_that_it_shows_is_held_by_each_session_that_shows_it():
    picture = Blob(b"pixels", "image/png")
    blobs = Blobs()
    first, second = Media(blobs, "first"), Media(blobs, "second")
    address = first.put(picture.content, picture.media_type)
    elements = [Shown(addresses=("data:,", address), title=address)]

    found = list(_blobs(elements, first))
    for blob in found:
        second.hold(blob)
    first.close()

    assert set(found) == {picture}
    assert second.held(address) == picture
    assert first.held(address) is None


def test_a_session_that_has_it_from_the_cache_can_show_it():
    script = """
        import anew as st
        from anew.ambient.context import here

        @st.cache_data(show_spinner=False)
        def show():
            st.text(here().run.media.put(b"pixels", "image/png"))

        show()
    """
    app(script)
    at = app(script)

    assert at._session._loan.media.held(at.text[0].value) == Blob(b"pixels", "image/png")


# The spinner ------------------------------------------------------------------------------

SPINNING = """
import anew as st

@st.cache_data{options}
def load():
    arrived.set()
    gate.wait(10)
    st.text("drawn")
    return 1

load()
st.text("done")
"""


@pytest.fixture
def gate(monkeypatch):
    gate, arrived = threading.Event(), threading.Event()
    monkeypatch.setattr("builtins.gate", gate, raising=False)
    monkeypatch.setattr("builtins.arrived", arrived, raising=False)
    yield gate
    gate.set()


def spinners_of(script: str, gate) -> list[tuple[str, bool]]:
    """The spinners that a tab sees while the script computes; then there is none."""
    import builtins

    office, tab = Office(script), Tab()
    sessions = []
    office.registry.connect(tab, tab.hello(), "browser", sessions.append)
    assert builtins.arrived.wait(10)
    office.clock.advance(0.02)
    office.clock.run_until(lambda: tab.tree is not None)
    found = [
        (element["text"], element.get("show_time", False)) for element in tab.elements("spinner")
    ]
    gate.set()
    office.settle(sessions[0])
    assert tab.elements("spinner") == []
    assert [element["body"] for element in tab.elements("text")] == ["drawn", "done"]
    return found


def test_a_spinner_is_shown_while_it_computes(gate):
    ((text, has_time),) = spinners_of(SPINNING.format(options=""), gate)

    assert "load(...)" in str(text) and not has_time


def test_the_spinner_has_the_authors_text_and_a_time(gate):
    options = "(show_spinner='Loading', show_time=True)"
    ((text, has_time),) = spinners_of(SPINNING.format(options=options), gate)

    assert "Loading" in str(text) and has_time


def test_there_is_no_spinner_if_the_author_wants_none(gate):
    assert spinners_of(SPINNING.format(options="(show_spinner=False)"), gate) == []


# Sessions ---------------------------------------------------------------------------------

OWN = """
import anew as st

calls = calls  # This test's, also when it is over.

@st.cache_resource(scope="session", on_release=lambda value: calls.append(f"released {value}"))
def own():
    calls.append("made")
    return len(calls)

st.text(own())
st.text(own())
"""


def test_each_session_has_its_own(calls):
    """R130."""
    one, other = app(OWN), app(OWN)

    assert [element.value for element in one.run().text] == ["1", "1"]
    assert [element.value for element in other.run().text] == ["2", "2"]
    assert calls == ["made", "made"]


def test_what_a_session_had_is_let_go_when_it_ends(calls):
    """R83: in anew a session ends some time after its tab has closed."""
    office, tab = Office(OWN, server__disconnectedSessionTTL="60"), Tab()
    session = office.open(tab)
    released = threading.Event()
    let_go = session.state.let_go

    class Heard(Threads):
        def call(self, job):
            super().call(lambda: (job(), job == let_go and released.set()))

    session._runner.threads = Heard(2)
    office.registry.disconnect(session, tab)
    office.clock.advance(59)
    assert calls == ["made"]
    office.clock.advance(1)

    assert released.wait(10)
    assert calls == ["made", "released 1"]


def test_a_duplicated_tab_makes_its_own(calls):
    office, tab = Office(OWN), Tab()
    office.open(tab)
    office.open(tab.duplicate())

    assert len(office.registry.sessions) == 2
    assert calls == ["made", "made"]


def test_clearing_in_a_script_clears_for_all_and_for_this_session(calls):
    clearing = f"{OWN}\nif st.button('Clear'):\n    st.cache_resource.clear()\n"
    one, other = app(clearing), app(clearing)
    one.button[0].click().run()
    one.run()
    other.run()

    assert calls == ["made", "made", "released 1", "made"]


def test_the_menu_clears_what_all_sessions_have(calls):
    """R86."""
    from anew.caching import clear_all

    one, other = app(OWN), app(OWN)
    clear_all()()
    assert sorted(calls[2:]) == ["released 1", "released 2"]
    one.run()
    other.run()

    assert calls.count("made") == 4
