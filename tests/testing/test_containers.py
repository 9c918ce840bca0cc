"""Tabs, popovers and what says how things go, as a test of an app sees them."""

from __future__ import annotations

import pytest
from rules.apps import app

from anew.errors import AppTestError


def test_tabs_are_parts_of_the_page() -> None:
    at = app("""
        one, two = st.tabs(["*One*", "Two"])
        one.text("1")
        two.button("2")
    """)

    assert [tab.label for tab in at.tabs] == ["*One*", "Two"]
    assert at.tabs[0].text.values == ["1"]
    assert at.tabs[1].button[0].label == "2"
    with pytest.raises(AppTestError, match=r"^tab_row '' has no value that the app"):
        at.tab_row[0].select("Two")


def test_tabs_can_be_chosen_where_the_app_is_told() -> None:
    """R117"""
    at = app("""
        tabs = st.tabs(["One", "Two"], key="k", on_change="rerun")
        st.text(([tab.open for tab in tabs], ss.k))
    """)

    assert at.get_by_key("k").select("Two").run().text.values == ["([False, True], 'Two')"]
    assert (at.tab_row[0].value, at.tab_row[0].options) == ("Two", ["One", "Two"])
    with pytest.raises(AppTestError, match=r"has no option 'Three'\. It has: \['One', 'Two'\]\.$"):
        at.tab_row[0].set_value("Three")


def test_a_popover_can_be_opened_where_the_app_is_told() -> None:
    """R117"""
    at = app("""
        box = st.popover("Told", on_change="rerun")
        st.text(box.open)
        st.popover("Not told").button("Inside")
    """)
    told, not_told = at.popover

    assert told.open().run().text.values == ["True"]
    assert told.close().run().text.values == ["False"]
    assert not_told.button[0].label == "Inside"
    with pytest.raises(AppTestError, match=r"^popover 'Not told' has no value that the app"):
        not_told.open()


def test_a_disabled_popover_cannot_be_opened() -> None:
    at = app("st.popover('x', disabled=True, on_change='rerun')")

    with pytest.raises(AppTestError, match=r"is disabled, so a user could not change it\.$"):
        at.popover[0].open()


def test_what_says_how_things_go_is_found() -> None:
    at = app("""
        st.toast("*Saved*", icon="✅")
        st.progress(0.5, "Loading")
        st.metric("Label", 5, -1)
        with st.spinner("Working"):
            pass
    """)

    assert (at.toast[0].value, at.toast[0].icon) == ("*Saved*", "✅")
    assert (at.progress[0].value, at.progress[0].text) == (50, "Loading")
    assert (at.metric[0].label, at.metric[0].value, at.metric[0].delta) == ("Label", "5", "-1")
    assert len(at.spinner) == 0
