from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.form import Form
from anew.elements.text import Text


def test_it_holds_what_is_drawn_in_it(tab):
    def script():
        box = st.form("f")
        with box:
            st.text("1")
        box.text("2")

    tab.run(script)

    [shown] = tab.main
    assert shown.element == Form(key="f")
    assert [part.element for part in shown.inside] == [Text(body="1"), Text(body="2")]


def test_all_that_it_takes(tab):
    tab.run(lambda: st.form(7, True, enter_to_submit=False, border=False, width=300, height=200))

    assert tab.element == Form(
        key="7", clear_on_submit=True, enter_to_submit=False, border=False, width=300, height=200
    )


@pytest.mark.parametrize(
    ("error", "text", "call"),
    [
        (
            st.errors.InvalidParameterTypeError,
            "form: key=None is not a name. Pass text that names the form.",
            lambda: st.form(None),
        ),
        (
            st.errors.InvalidParameterValueError,
            "form: the key is empty. Give it a name, or leave it out.",
            lambda: st.form(""),
        ),
        (
            st.errors.InvalidWidthError,
            (
                "form: width='wide' is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
            lambda: st.form("f", width="wide"),
        ),
        (
            st.errors.InvalidHeightError,
            (
                "form: height=-1 is neither a number of pixels above 0 nor one of 'stretch', "
                "'content'."
            ),
            lambda: st.form("f", height=-1),
        ),
    ],
)
def test_what_it_does_not_take(tab, error, text, call):
    with refused(error, text):
        tab.run(call)


def test_outside_of_a_run_it_does_nothing():
    with st.form("f"):
        assert st.text_input("Name", "Ada") == "Ada"
        assert st.form_submit_button("Send") is False


def test_one_of_an_earlier_run_draws_nothing(tab):
    kept = tab.run(lambda: st.form("f"))

    assert tab.run(lambda: kept.form_submit_button("Send")) is False

    assert tab.main == []
