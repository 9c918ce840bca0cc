"""Containers, areas and placeholders: where the next element goes."""

from __future__ import annotations

import threading

import pytest
from elements.refusals import refused
from elements.tabs import Tab

import anew as st
from anew.elements.container import VerticalBlock
from anew.elements.empty import Empty
from anew.elements.text import Text


def texts(shown):
    return [part.element.body for part in shown if isinstance(part.element, Text)]


def test_a_container_may_be_filled_later(tab):
    def script():
        box = st.container()
        st.text("below")
        box.text("in")
        with box:
            st.text("in, too")

    tab.run(script)

    assert texts(tab.main) == ["below"]
    assert texts(tab.main[0].inside) == ["in", "in, too"]


def test_all_that_a_container_takes(tab):
    tab.run(
        lambda: st.container(
            border=False,
            key="box",
            width=300,
            height=200,
            horizontal=True,
            wrap=False,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap=None,
            autoscroll=True,
        )
    )

    assert tab.element == VerticalBlock(
        key="box",
        width=300,
        height=200,
        horizontal=True,
        wrap=False,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="",
        autoscroll=True,
    )


def test_one_of_fixed_height_has_a_border(tab):
    tab.run(lambda: st.container(height=200))

    assert tab.element.border


def test_a_key_is_taken_once(tab):
    """R41"""

    def script():
        st.container(key="a")
        st.checkbox("x", key="a")

    with refused(
        st.errors.DuplicateElementKey,
        "The key 'a' of this checkbox is taken by a container of the same run. Give each "
        "element a key of its own.",
    ):
        tab.run(script)


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("horizontal_alignment", "'left', 'center', 'right', 'distribute'"),
        ("vertical_alignment", "'top', 'center', 'bottom', 'distribute'"),
    ],
)
def test_alignments_are_checked(tab, parameter, words):
    with refused(
        st.errors.InvalidParameterValueError,
        f"container: {parameter}='middle' is not one of {words}.",
    ):
        tab.run(lambda: st.container(**{parameter: "middle"}))


def test_blocks_nest_and_end(tab):
    def script():
        with st.container():
            st.text("1")
            with st.container():
                st.text("2")
            st.text("3")
        st.text("4")

    tab.run(script)

    assert texts(tab.main) == ["4"]
    assert texts(tab.main[0].inside) == ["1", "3"]
    assert texts(tab.main[0].inside[1].inside) == ["2"]


def test_a_block_ends_with_an_error_too(tab):
    def script():
        try:
            with st.container():
                {}["missing"]
        except KeyError:
            st.text("outside")

    tab.run(script)

    assert texts(tab.main) == ["outside"]


def test_an_error_belongs_to_the_innermost_block(tab):
    """R102"""

    def script():
        with st.container(), st.sidebar, st.container():
            st.text("before")
            {}["missing"]

    with pytest.raises(KeyError) as caught:
        tab.run(script)

    error, place = tab.last_run.failed_in
    assert error is caught.value
    assert [child.element.body for child in place.draft.children] == ["before"]


def test_an_error_in_a_block_that_nobody_sees_belongs_to_the_page(tab):
    kept = []
    tab.run(lambda: kept.append(st.container()))

    def script():
        with kept[0]:
            {}["missing"]

    with pytest.raises(KeyError):
        tab.run(script)

    assert tab.last_run.failed_in is None


def test_the_sidebar_takes_every_command(tab):
    def script():
        st.sidebar.text("1")
        with st.sidebar:
            st.text("2")
            st.container().text("3")
        st.text("main")

    tab.run(script)

    assert texts(tab.sidebar) == ["1", "2"]
    assert texts(tab.sidebar[2].inside) == ["3"]
    assert texts(tab.main) == ["main"]


def test_the_sidebar_is_another_place_for_a_widget(tab):
    """R37: the same arguments in the main area and beside it are two widgets."""
    tab.run(lambda: (st.button("Go"), st.sidebar.button("Go")))

    assert tab.main[0].element.id != tab.sidebar[0].element.id


def test_two_sessions_may_be_in_the_sidebar_at_once():
    one, other = Tab(), Tab()
    in_one, other_is_done = threading.Event(), threading.Event()

    def slow():
        with st.sidebar:
            in_one.set()
            other_is_done.wait(10)
            st.text("one")
        st.text("one, main")

    def quick():
        with st.sidebar:
            st.text("other")

    thread = threading.Thread(target=one.run, args=(slow,))
    thread.start()
    in_one.wait(10)
    other.run(quick)
    other_is_done.set()
    thread.join()

    assert texts(one.sidebar) == ["one"]
    assert texts(one.main) == ["one, main"]
    assert texts(other.sidebar) == ["other"]


def test_two_threads_may_be_in_one_container_at_once(tab):
    first_is_in, second_is_out = threading.Event(), threading.Event()

    def first(box):
        with box:
            first_is_in.set()
            second_is_out.wait(10)
            st.text("first")
        st.text("first, outside")

    def script():
        box = st.container()
        thread = threading.Thread(target=st.attach_run(first), args=(box,))
        thread.start()
        first_is_in.wait(10)
        with box:
            st.text("second")
        second_is_out.set()
        thread.join()

    tab.run(script)

    assert texts(tab.main[0].inside) == ["second", "first"]
    assert texts(tab.main) == ["first, outside"]


def test_an_empty_place_holds_one_element(tab):
    def script():
        place = st.empty()
        st.text("below")
        place.text("first")
        place.text("second")

    tab.run(script)

    assert texts(tab.main) == ["second", "below"]


def test_an_empty_place_can_be_emptied_and_made_larger(tab):
    def script():
        emptied, larger = st.empty(), st.empty()
        emptied.text("gone")
        emptied.empty()
        box = larger.container()
        box.text("1")
        box.text("2")

    tab.run(script)
    emptied, larger = tab.main

    assert emptied.element == Empty()
    assert texts(larger.inside) == ["1", "2"]


def test_a_block_at_an_empty_place_keeps_its_last_element(tab):
    def script():
        with st.empty():
            st.text("1")
            st.text("2")

    tab.run(script)

    assert texts(tab.main) == ["2"]


def test_a_container_of_an_earlier_run_draws_nothing(tab, caplog):
    kept = []
    tab.run(lambda: kept.append(st.container()))

    tab.run(lambda: kept[0].text("lost"))

    assert tab.main == []
    assert caplog.messages == [
        (
            "A command was called on a container of an earlier run, which draws "
            "nothing. Create the container in each run, and draw to that one."
        )
    ]


def test_outside_of_a_run_commands_return_their_defaults():
    """R7"""
    with st.container(), st.sidebar:
        assert st.slider("x", 0, 10, 5) == 5
    assert not st.expander("x").button("y")
