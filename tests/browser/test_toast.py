"""Notifications in the corner."""

from __future__ import annotations

import pytest
from browser import stage
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

SAVE = """
    import anew as st

    if st.button("Save"):
        st.toast("**Saved**", icon="✅", duration="infinite")
    st.button("Other")
    st.text(len(st.session_state))
"""


@pytest.fixture
def page(open_app):
    return open_app(SAVE)


@pytest.fixture
def toasts(page):
    return page.get_by_test_id("stToast")


def test_each_call_shows_one(page, toasts):
    """Two runs that call the same: the page is the same, and there are two of them."""
    button(page, "Save").click()
    expect(toasts).to_have_count(1)
    expect(toasts.locator("strong")).to_have_text("Saved")
    expect(toasts).to_have_attribute("role", "alert")
    button(page, "Save").click()
    expect(toasts).to_have_count(2)


def test_it_stays_when_later_runs_do_not_make_it(page, toasts):
    button(page, "Save").click()
    expect(toasts).to_have_count(1)
    button(page, "Other").click()
    settled(page)
    expect(toasts).to_have_count(1)


def test_it_takes_no_room_in_the_page(page, toasts):
    top = texts(page).bounding_box()["y"]
    button(page, "Save").click()
    expect(toasts).to_be_visible()
    settled(page)
    assert texts(page).bounding_box()["y"] == top


def test_it_is_closed_by_its_button_and_by_keyboard(page, toasts):
    for _ in range(2):
        button(page, "Save").click()
    expect(toasts).to_have_count(2)
    toasts.first.get_by_role("button", name="Close").click()
    expect(toasts).to_have_count(1)
    toasts.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(toasts).to_have_count(0)


def test_a_reload_does_not_show_it_again(page, toasts):
    button(page, "Save").click()
    expect(toasts).to_have_count(1)
    page.reload()
    settled(page)
    button(page, "Other").click()
    settled(page)
    expect(toasts).to_have_count(0)
    button(page, "Save").click()
    expect(toasts).to_have_count(1)


def test_a_reconnect_does_not_show_it_again(serve, network, context):
    proxy = network(serve(SAVE))
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    toasts = page.get_by_test_id("stToast")
    button(page, "Save").click()
    expect(toasts).to_have_count(1)
    toasts.get_by_role("button", name="Close").click()
    connections = proxy.connections
    proxy.cut()
    proxy.wait_for_connections(connections + 1)
    settled(page)
    expect(toasts).to_have_count(0)


def test_it_goes_after_its_time_but_not_under_the_pointer(browse, serve):
    page = browse().new_page()  # The clock is that of all tabs of a browser.
    page.clock.install(time=0)
    page.goto(
        serve("""
            import anew as st

            if st.button("Save"):
                st.toast("short")
                st.toast("long", duration="long")
                st.toast("infinite", duration="infinite")
        """)
    )
    settled(page)
    page.clock.pause_at(60_000)
    button(page, "Save").click()
    toasts = page.get_by_test_id("stToast")
    expect(toasts).to_have_count(3)
    page.clock.run_for(100)
    toasts.first.hover()
    page.clock.run_for(6_000)
    expect(toasts).to_have_count(3)
    page.mouse.move(0, 0)
    page.clock.run_for(2_000)
    expect(toasts).to_have_count(3)
    page.clock.run_for(3_000)
    expect(toasts.get_by_test_id("stMarkdownContainer")).to_have_text(["infinite"])


def test_what_is_called_on_it_changes_it(open_app):
    page = open_app("""
        import anew as st
        from browser.stage import wait

        if st.button("Save"):
            toast = st.toast("Saving", duration="infinite")
            wait("saved")
            toast.toast("Saved", duration="infinite")
    """)
    button(page, "Save").click()
    words = page.get_by_test_id("stToast").get_by_test_id("stMarkdownContainer")
    expect(words).to_have_text(["Saving"])
    stage.open_gate("saved")
    expect(words).to_have_text(["Saved"])


def test_it_is_shown_although_the_script_reruns_at_once(open_app):
    page = open_app("""
        import anew as st

        if st.button("Save"):
            st.toast("Saved", duration="infinite")
            st.rerun()
    """)
    button(page, "Save").click()
    expect(page.get_by_test_id("stToast")).to_have_count(1)
    settled(page)
    expect(page.get_by_test_id("stToast")).to_have_count(1)


def test_of_a_long_message_the_rest_is_shown_on_demand(open_on_phone):
    page = open_on_phone("""
        import anew as st

        st.toast("word " * 100, duration="infinite")
        st.toast("short", duration="infinite")
    """)
    expect(page.get_by_test_id("stToast")).to_have_count(2)
    long, short = page.get_by_test_id("stToast").all()
    expect(short.get_by_role("button")).to_have_count(1)
    low = long.bounding_box()["height"]
    more = long.get_by_role("button", name="View more")
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    expect(long.get_by_role("button", name="View less")).to_be_visible()
    until(page, lambda: long.bounding_box()["height"], lambda height: height > low)
    box = long.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
