from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.ambient.control import InterruptSignal
from anew.elements.empty import Empty
from anew.elements.markup import Inline
from anew.elements.spinner import Spinner
from anew.elements.text import Text


def test_it_is_there_while_its_block_runs(tab):
    seen = []

    def script():
        with st.spinner("*Working*", show_time=True, width="stretch"):
            seen.append(tab.element)
            st.text("inside")
        st.text("after")

    tab.run(script)

    assert seen == [Spinner(text=Inline("*Working*"), show_time=True, width="stretch")]
    assert tab.elements == [Empty(), Text(body="inside"), Text(body="after")]


def test_it_says_something_by_itself(tab):
    def script():
        with st.spinner():
            return tab.element.text

    assert tab.run(script) == Inline("In progress...")


def test_it_goes_when_the_block_raises(tab):
    def script():
        with st.spinner():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tab.run(script)

    assert tab.element == Empty()


def test_it_goes_when_the_run_is_interrupted(tab):
    def script():
        with st.spinner():
            tab.last_run.control.ask("newer")
            st.text("never")

    with pytest.raises(InterruptSignal):
        tab.run(script, is_finished=False)

    assert tab.element == Empty()


def test_it_stands_where_it_was_called(tab):
    seen = []

    def script():
        box = st.container()
        with box.spinner("in the box"):
            seen.extend(shown.element for shown in tab.main[0].inside)
        with st.empty().spinner("in a place"):
            seen.append(tab.elements[1])
        with st.sidebar, st.spinner("beside"):
            seen.append(tab.sidebar[0].element)

    tab.run(script)

    assert [shown.text.source for shown in seen] == ["in the box", "in a place", "beside"]


def test_it_may_be_around_each_call_of_a_function(tab):
    seen = []

    def script():
        @st.spinner("Counting")
        def count(n):
            seen.append([type(element) for element in tab.elements])
            return n if n == 0 else count(n - 1)

        return count(1)

    assert tab.run(script) == 0
    assert seen == [[Spinner], [Spinner, Spinner]]
    assert tab.elements == [Empty(), Empty()]


def test_a_function_of_an_earlier_run_draws_in_the_current_one(tab):
    kept = []
    tab.run(lambda: kept.append(st.spinner("Working")(lambda: tab.elements)))

    assert tab.run(kept[0]) == [Spinner(text=Inline("Working"))]


def test_it_takes_what_cached_functions_give_it(tab):
    def script():
        with st.spinner("Loading", _cache=True):
            return tab.element

    assert tab.run(script) == Spinner(text=Inline("Loading"))


def test_its_width_is_checked(tab):
    with refused(
        st.errors.InvalidWidthError,
        "spinner: width='zz' is neither a number of pixels above 0 nor one of 'stretch', "
        "'content'.",
    ):
        tab.run(lambda: st.spinner(width="zz"))
