"""What a script takes away from a widget by deleting its key, as its user sees it."""

from __future__ import annotations

import pytest
from browser.chromium import button, texts
from playwright.sync_api import expect

APP = """
    import anew as st

    def reset():
        {way}

    with st.{around}:
        name = st.text_input("Name", "nobody", key="name")
        fruit = st.selectbox("Fruit", ["apple", "pear"], key="fruit")
        is_ripe = st.checkbox("Ripe", key="ripe")
        count = st.number_input("Count", value=1, key="count")
        if "{around}" != "container()":
            st.form_submit_button("Send")
    if st.button("Reset", on_click=reset if {in_callback} else None) and not {in_callback}:
        reset()
        st.rerun()
    st.text((name, fruit, is_ripe, count))
"""

WAYS = ["[st.session_state.pop(key) for key in list(st.session_state)]", "st.session_state.clear()"]


def expect_defaults(page):
    expect(page.get_by_label("Name")).to_have_value("nobody")
    expect(page.get_by_role("combobox")).to_have_value("apple")
    expect(page.get_by_label("Ripe")).not_to_be_checked()
    expect(page.get_by_label("Count")).to_have_value("1")


def fill(page):
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="pear").click()
    page.get_by_text("Ripe", exact=True).click()
    page.get_by_label("Count").fill("5")
    page.get_by_label("Name").focus()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("in_callback", [True, False], ids=["callback", "script"])
def test_the_page_shows_the_defaults_again(open_app, way, in_callback):
    page = open_app(APP.format(way=way, around="container()", in_callback=in_callback))
    fill(page)
    expect(texts(page)).to_have_text(["('Ada', 'pear', True, 5)"])

    button(page, "Reset").click()
    expect(texts(page)).to_have_text(["('nobody', 'apple', False, 1)"])
    expect_defaults(page)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("in_callback", [True, False], ids=["callback", "script"])
def test_what_waits_in_a_form_is_void(open_app, way, in_callback):
    """The script never saw it: its widgets are as they were, and so are their records."""
    page = open_app(APP.format(way=way, around="form('form')", in_callback=in_callback))
    fill(page)

    button(page, "Reset").click()
    expect_defaults(page)
    button(page, "Send").click()
    expect(texts(page)).to_have_text(["('nobody', 'apple', False, 1)"])
    page.get_by_label("Name").fill("Bob")
    button(page, "Send").click()
    expect(texts(page)).to_have_text(["('Bob', 'apple', False, 1)"])
