"""What a test does to widgets with options."""

from __future__ import annotations

import re

import pytest
from rules.apps import app

from anew.errors import AppTestError


def test_one_option_is_chosen() -> None:
    at = app("""
        st.text(st.radio("Size", [1, 2, 3], format_func=lambda n: f"No {n}"))
        st.text(st.selectbox("City", ["a", "b"], index=None, accept_new_options=True))
    """)
    size, city = at.radio[0], at.selectbox[0]
    assert (size.options, size.value, size.index) == (["No 1", "No 2", "No 3"], 1, 0)

    size.set_value(3)
    city.select("new").run()
    assert at.text.values == ["3", "new"]
    assert (size.index, city.index, city.value) == (2, None, "new")

    city.select_index(1).run()
    assert at.text.values == ["3", "b"]
    city.set_value(None).run()
    assert at.text.values == ["3", "None"]


def test_several_options_are_chosen() -> None:
    at = app("""
        st.text(st.multiselect("Days", ["Mo", "Tu", "We"], max_selections=2))
        st.text(st.pills("Mood", ["a", "b"]))
        st.text(st.segmented_control("View", ["a", "b"], selection_mode="multi"))
    """)
    days, mood = at.multiselect[0], at.pills[0]
    days.select("We").select("Mo")
    mood.select("b")
    at.button_group[1].set_value(["a", "b"]).run()
    assert at.text.values == ["['We', 'Mo']", "b", "['a', 'b']"]
    assert (days.indices, mood.formatted_values) == ([2, 0], ["b"])

    days.unselect("We")
    mood.unselect("b").run()
    assert at.text.values == ["['Mo']", "None", "['a', 'b']"]


def test_sliders_over_options_and_feedback_are_set() -> None:
    at = app("""
        st.text(st.select_slider("Size", ["S", "M", "L"]))
        st.text(st.select_slider("Range", ["S", "M", "L"], ("S", "M")))
        st.text(st.feedback("stars"))
    """)
    at.select_slider[0].set_value("L")
    at.select_slider[1].set_range("M", "L")
    at.feedback[0].set_value(3).run()

    assert at.text.values == ["L", "('M', 'L')", "3"]


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (lambda at: at.radio[0].set_value("z"), "has no option 'z'. It has: ['a', 'b']."),
        (lambda at: at.radio[0].set_value(None), "cannot be set to None. The choice cannot be"),
        (lambda at: at.multiselect[0].set_value(["a", "b"]), "2 options are chosen; 1 may be."),
    ],
)
def test_what_a_user_could_not_choose_is_refused(act, text) -> None:
    at = app("""
        st.radio("One", ["a", "b"])
        st.multiselect("Some", ["a", "b"], max_selections=1)
    """)

    with pytest.raises(AppTestError, match=re.escape(text)):
        act(at)
