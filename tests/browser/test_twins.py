"""Tabs that come with one name at the same moment, or that cannot answer. Long: for `make faults`."""

from __future__ import annotations

import json
import os

import pytest
from browser.chromium import button, settled, texts
from faults.trials import Trials
from playwright.sync_api import expect

pytestmark = pytest.mark.skipif(
    os.environ.get("ANEW_TESTS") != "all", reason="`make faults` runs the long tests."
)

SCRIPT = """
    import anew as st

    st.session_state.setdefault("count", 0)
    if st.button("Add"):
        st.session_state.count += 1
    st.text(st.session_state.count)
"""
STORED = "() => sessionStorage.getItem('anew-tab:')"


def name_of(page):
    return json.loads(page.evaluate(STORED))["tab"]


def add(page, count):
    button(page, "Add").click()
    expect(texts(page)).to_have_text(str(count))


def twins_of(context, page, script):
    with context.expect_page() as opened:
        page.evaluate(script)
    return page, opened.value


@pytest.mark.parametrize(
    ("moment", "script"),
    [
        ("a tab is duplicated", "void open(location.href)"),
        ("a tab is duplicated and loaded again", "open(location.href); location.reload()"),
        ("a tab is loaded again and duplicated", "location.reload(); void open(location.href)"),
    ],
)
def test_of_twins_one_goes_on_and_one_has_a_copy(open_app, context, moment, script):
    page = open_app(SCRIPT, server__maxSessionsPerBrowser="1000")
    add(page, 1)
    with Trials(moment, store="sqlite", short=1, full=100) as trials:
        for _ in trials:
            name = name_of(page)
            for one in (twins := twins_of(context, page, script)):
                settled(one)
                expect(texts(one)).to_have_text("1")
            names = {name_of(one) for one in twins}
            trials.add([] if name in names and len(names) == 2 else [f"{name} became {names}."])
            twins[1].close()


def test_a_tab_that_crashed_goes_on_after_a_moment(open_app):
    page = open_app(SCRIPT)
    add(page, 1)
    name = name_of(page)
    page.evaluate(
        # Its mark is there still, as no page has left.
        "addEventListener('pagehide', () => sessionStorage.setItem('anew-open:', '1'))"
    )
    page.reload()

    expect(texts(settled(page))).to_have_text("1")
    assert name_of(page) == name


def test_a_tab_that_cannot_answer_says_that_its_session_is_elsewhere_and_takes_it_back(
    open_app, context
):
    page = open_app(SCRIPT)
    add(page, 1)
    name = name_of(page)
    double = context.new_page()
    double.add_init_script(
        f"sessionStorage.setItem('anew-tab:', {page.evaluate(STORED)!r});"
        "sessionStorage.setItem('anew-open:', '1')"
    )
    page.evaluate("setTimeout(() => { const end = Date.now() + 4000; while (Date.now() < end); })")
    double.goto(page.url)
    add(settled(double), 2)
    assert name_of(double) == name

    page.get_by_role("button", name="Use it here").click()
    expect(texts(settled(page))).to_have_text("2")
    add(page, 3)
    expect(double.get_by_role("button", name="Use it here")).to_be_visible()
