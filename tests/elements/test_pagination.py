from __future__ import annotations

import pytest
from elements.refusals import refused
from rules.apps import app

import anew as st
from anew.elements.pagination import Pagination
from anew.errors import InvalidParameterValueError, ValueOutOfRangeError


def test_all_that_it_takes(tab):
    returned = tab.run(
        lambda: st.pagination(12, default=3, max_visible_pages=None, width=300, disabled=True)
    )

    assert returned == 3
    assert tab.element == Pagination(
        id=tab.element.id,
        value=3,
        num_pages=12,
        default=3,
        max_visible_pages=None,
        width=300,
        disabled=True,
    )


@pytest.mark.parametrize("count", [0, -1, True, 2.0, None, "5", 2**53])
def test_there_is_at_least_one_page(tab, count):
    with refused(
        InvalidParameterValueError,
        f"pagination: num_pages={count!r} is not a whole number from 1 on. Pass one.",
    ):
        tab.run(lambda: st.pagination(count))


@pytest.mark.parametrize("default", [0, 6, True, 1.0, None])
def test_its_default_is_a_page(tab, default):
    with refused(
        ValueOutOfRangeError,
        f"pagination: default={default!r} is not the number of a page. Pass one from 1 to 5.",
    ):
        tab.run(lambda: st.pagination(5, default=default))


@pytest.mark.parametrize("most", [-1, 1.5, "all"])
def test_how_many_are_shown_is_a_number(tab, most):
    with refused(
        InvalidParameterValueError,
        f"pagination: max_visible_pages={most!r} is not a whole number from 0 on. Pass one, or "
        f"None.",
    ):
        tab.run(lambda: st.pagination(5, max_visible_pages=most))


@pytest.mark.parametrize("value", [None, 0, 6, True, 2.0, "3"])
def test_r33_what_is_no_page_in_the_state_becomes_the_default(value) -> None:
    at = app("ss.k = value\nst.text((st.pagination(5, default=2, key='k'), ss.k))", value=value)

    assert at.text.values == ["(2, 2)"]


def test_with_fewer_pages_the_default_is_chosen() -> None:
    at = app("""
        st.text(st.pagination(2 if st.checkbox("few") else 9, key="k"))
    """)
    at.pagination[0].select(7).run()
    assert at.text.values == ["7"]

    at.checkbox[0].check().run()
    assert at.text.values == ["1"]


def test_what_a_test_sees_and_does() -> None:
    at = app("st.text(st.pagination(9, default=4, on_change=lambda: st.toast('changed')))")
    pages = at.pagination[0]
    assert (pages.value, pages.num_pages, pages.default) == (4, 9, 4)

    assert pages.select(5).run().text.values == ["5"]
    assert at.toast.values == ["changed"]
    with pytest.raises(
        st.errors.AppTestError, match=r"10 is not the number of a page: there are 9"
    ):
        pages.set_value(10)
