from __future__ import annotations

import pytest

import anew as st
from anew.elements.empty import Empty
from anew.elements.skeleton import Skeleton
from anew.elements.text import Text


def test_what_comes_takes_its_place(tab):
    def script():
        place = st.skeleton(100, width=300)
        seen.append(tab.element)
        place.text("Here it is.")
        st.text("below")

    seen = []
    tab.run(script)

    assert seen == [Skeleton(height=100, width=300)]
    assert tab.elements == [Text(body="Here it is."), Text(body="below")]


def test_a_block_shows_it_while_it_runs_and_draws_below_it(tab):
    def script():
        with st.skeleton():
            st.text("drawn")
            seen.extend(tab.elements)

    seen = []
    tab.run(script)

    assert seen == [Skeleton(is_delayed=True), Text(body="drawn")]
    assert tab.elements == [Empty(), Text(body="drawn")]


def test_a_block_may_fill_it_and_may_fail(tab):
    def script():
        with st.skeleton() as place:
            place.text("done")
        with pytest.raises(ValueError, match="x"), st.skeleton():
            raise ValueError("x")

    tab.run(script)

    assert tab.elements == [Text(body="done"), Empty()]


@pytest.mark.parametrize("height", [0, -1, "content", "tall"])
def test_another_height_is_refused(tab, height):
    with pytest.raises(st.errors.InvalidHeightError):
        tab.run(lambda: st.skeleton(height))
