"""The address of a tab and what stands behind its question mark, as people use it."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

BOUND = """
    import anew as st

    st.session_state.setdefault("calls", 0)

    def called():
        st.session_state.calls += 1

    color = st.selectbox(
        "Color", ["red", "green", "blue"], key="color", bind="query-params", on_change=called
    )
    n = st.slider("n", 0, 100, 10, key="n", bind="query-params", on_change=called)
    def reset():
        st.session_state.n = 99
    st.button("Set", on_click=reset)
    st.text(f"{color} {n}")
    st.text(f"{st.session_state.calls} calls")
"""

OWN = """
    import anew as st

    if st.button("Next"):
        st.query_params.step = int(st.query_params.get("step", 0)) + 1
    st.text(st.query_params.get("step"))
"""


@pytest.fixture
def visit(serve, context):
    """Opens an app at a query."""

    def visit(query="", script=BOUND):
        page = context.new_page()
        page.goto(serve(script) + query, wait_until="commit")
        return settled(page)

    return visit


def expect_query(page, query):
    page.wait_for_function("query => location.search === query", arg=query)


def entries(page):
    return page.evaluate("history.length")


def choose(page, option):
    page.get_by_role("combobox", name="Color").click()
    page.get_by_role("option", name=option).click()


def test_a_shared_link_opens_with_its_values(visit):
    page = visit("?color=blue&n=42&other=x")

    expect(texts(page)).to_have_text(["blue 42", "0 calls"])
    expect_query(page, "?color=blue&n=42&other=x")
    choose(page, "red")
    expect_query(page, "?n=42&other=x")
    expect(texts(page)).to_have_text(["red 42", "1 calls"])


def test_back_and_forward_bring_back_values_and_call_nothing(browse, serve):
    """R122."""
    page = browse().new_page()  # The clock is that of all tabs of a browser.
    page.clock.install()
    page.goto(serve(BOUND))
    settled(page)
    choose(page, "green")
    expect_query(page, "?color=green")
    page.clock.fast_forward(1100)  # What follows within a second shares an entry of the history.
    choose(page, "blue")
    expect_query(page, "?color=blue")

    page.go_back()
    expect(texts(page)).to_have_text(["green 10", "2 calls"])
    expect(page.get_by_role("combobox", name="Color")).to_have_value("green")
    page.go_back()
    expect(texts(page)).to_have_text(["red 10", "2 calls"])
    expect_query(page, "")
    page.go_forward()
    expect(texts(page)).to_have_text(["green 10", "2 calls"])
    expect_query(page, "?color=green")


def test_what_an_address_cannot_say_is_put_right_in_place(visit):
    """R120: without a new entry of the history, so that one can still go back."""
    page = visit("?color=pink&n=400")

    expect(texts(page).first).to_have_text("red 100")
    expect_query(page, "?n=100")
    assert entries(page) == 2  # The empty tab's, and the app's.


def test_a_reload_keeps_the_values(visit):
    page = visit()
    choose(page, "green")
    expect_query(page, "?color=green")

    page.reload()
    settled(page)

    expect(texts(page)).to_have_text(["green 10", "1 calls"])
    expect_query(page, "?color=green")


def test_another_address_in_the_same_tab_brings_its_values(visit):
    page = visit("?color=green&n=3")
    expect(texts(page).first).to_have_text("green 3")

    page.goto(page.url.partition("?")[0] + "?n=5")
    settled(page)

    expect(texts(page).first).to_have_text("red 5")


def test_a_value_that_a_callback_sets_stands_in_the_address(visit):
    """R123."""
    page = visit()

    button(page, "Set").click()

    expect_query(page, "?n=99")
    expect(texts(page).first).to_have_text("red 99")


def test_dragging_a_slider_makes_one_entry(visit):
    page = visit()
    before = entries(page)
    page.get_by_role("slider", name="n").focus()

    for n in range(11, 31):
        page.keyboard.press("ArrowRight")
        expect(texts(page).first).to_have_text(f"red {n}")

    expect_query(page, "?n=30")
    assert entries(page) <= before + 2
    page.go_back()
    expect(texts(page).first).to_have_text("red 10")


def test_the_script_changes_the_address_and_back_brings_it_back(visit):
    """R124."""
    page = visit("?step=3", script=OWN)
    expect(texts(page)).to_have_text(["3"])

    button(page, "Next").click()

    expect(texts(page)).to_have_text(["4"])
    expect_query(page, "?step=4")
    page.go_back()
    expect(texts(page)).to_have_text(["3"])
    expect_query(page, "?step=3")
