from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.ambient.control import StopSignal
from anew.elements.markup import Inline
from anew.elements.status import Status
from anew.elements.text import Text


def test_it_is_complete_when_its_block_ends(tab):
    seen = []

    def script():
        with st.status("*Baking*", expanded=True, type="step", width=300):
            st.text("Mixing")
            seen.append(tab.element)

    tab.run(script)

    label = Inline("*Baking*")
    assert seen == [Status(label=label, value=True, type="step", width=300)]
    [shown] = tab.main
    assert shown.element == Status(
        label=label, value=True, state="complete", type="step", width=300
    )
    assert [part.element for part in shown.inside] == [Text(body="Mixing")]


def test_it_tells_that_its_block_failed(tab):
    def script():
        with st.status("Baking"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tab.run(script)

    assert tab.element.state == "error"


def test_what_a_stopped_block_has_reached_stays(tab):
    def script():
        with st.status("Baking"):
            st.stop()

    with pytest.raises(StopSignal):
        tab.run(script)

    assert tab.element.state == "running"


def test_an_update_changes_what_it_names_and_keeps_the_contents(tab):
    def script():
        box = st.status("Baking")
        box.text("Mixing")
        box.update(label="Baked", expanded=True)
        box.update(state="error")

    tab.run(script)

    [shown] = tab.main
    assert shown.element == Status(label=Inline("Baked"), value=True, state="error")
    assert [part.element for part in shown.inside] == [Text(body="Mixing")]


def test_the_end_of_the_block_leaves_a_state_that_was_set(tab):
    def script():
        with st.status("Baking") as box:
            box.update(state="error")

    tab.run(script)

    assert tab.element.state == "error"


def test_one_of_an_earlier_run_changes_nothing(tab):
    kept = []
    tab.run(lambda: kept.append(st.status("Baking")))

    tab.run(lambda: (st.status("Selling"), kept[0].update(label="Lost")))

    assert tab.element.label == Inline("Selling")
    assert tab.elements == [Status(label=Inline("Selling"))]


def test_its_words_are_checked(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "status: state='done' is not one of 'running', 'complete', 'error'.",
    ):
        tab.run(lambda: st.status("x", state="done"))
    with refused(
        st.errors.InvalidParameterValueError,
        "status.update: state='done' is not one of 'running', 'complete', 'error'.",
    ):
        tab.run(lambda: st.status("x").update(state="done"))
    with refused(
        st.errors.InvalidParameterValueError,
        "status: type='big' is not one of 'default', 'compact', 'step'.",
    ):
        tab.run(lambda: st.status("x", type="big"))
