"""Connections that break: nothing is lost, nothing counts twice, nothing typed goes away."""

from __future__ import annotations

import pytest
from browser import stage
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

COUNTER = """
    import anew as st

    def add():
        st.session_state.called = st.session_state.get("called", 0) + 1

    if st.button("Add", on_click=add):
        st.session_state.ran = st.session_state.get("ran", 0) + 1
    st.text(st.session_state.get("called", 0))
    st.text(st.session_state.get("ran", 0))
    st.text_input("Name", key="name")
"""


@pytest.fixture
def proxy(serve, network):
    return network(serve(COUNTER))


@pytest.fixture
def page(proxy, context):
    page = context.new_page()
    page.goto(proxy.url)
    return settled(page)


def test_clicks_are_counted_once_while_the_connection_breaks(page, proxy):
    """Fifteen cuts: right after clicks, or in the midst of what the server sends."""
    clicks = 0
    for cut in range(15):
        connections = proxy.connections
        if cut % 2:
            proxy.cut_after(40 * cut)
        for _ in range(3):
            button(page, "Add").click()
            clicks += 1
        proxy.cut()
        proxy.wait_for_connections(connections + 1)
    expect(texts(page)).to_have_text([str(clicks), str(clicks)])
    settled(page)


def test_a_lost_answer_does_not_count_twice(page, proxy):
    """The event came through, its answer did not; so the tab sends it again."""
    for clicks in (1, 2, 3):
        proxy.hold()
        button(page, "Add").click()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "running")
        proxy.cut()
        proxy.release()
        expect(texts(page)).to_have_text([str(clicks), str(clicks)])
    settled(page)


def test_clicks_without_a_connection_are_made_up_for(page, proxy):
    proxy.go_down()
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    for _ in range(5):
        button(page, "Add").click()
    expect(texts(page)).to_have_text(["0", "0"])
    proxy.come_up()
    expect(texts(page)).to_have_text(["5", "5"])


def test_the_page_says_that_the_connection_is_lost(page, proxy):
    app = page.get_by_test_id("stApp")
    status = page.get_by_test_id("stConnectionStatus")
    expect(status).not_to_be_attached()
    proxy.go_down()
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTING")
    expect(status).to_contain_text("Connecting")
    expect(button(page, "Add")).to_be_visible()
    proxy.come_up()
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(status).not_to_be_attached()
    expect(page.locator(".notice")).to_have_count(0)


def test_what_is_being_typed_stays(page, proxy):
    """The text, the focus, the caret and the selection."""
    name = page.get_by_role("textbox", name="Name")
    name.press_sequentially("Ada Lovelace")
    name.evaluate("one => one.setSelectionRange(2, 5)")
    proxy.go_down()
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    proxy.come_up()
    settled(page)
    expect(name).to_have_value("Ada Lovelace")
    expect(name).to_be_focused()
    assert name.evaluate("one => [one.selectionStart, one.selectionEnd]") == [2, 5]
    page.keyboard.type("-")
    expect(name).to_have_value("Ad-ovelace")


def test_a_text_that_was_sent_while_the_connection_broke_arrives(page, proxy):
    name = page.get_by_role("textbox", name="Name")
    name.fill("Ada")
    proxy.go_down()
    name.press("Enter")
    proxy.come_up()
    settled(page)
    expect(name).to_have_value("Ada")
    page.reload()
    settled(page)
    expect(name).to_have_value("Ada")


def test_the_session_goes_on_although_the_page_was_elsewhere(page, proxy):
    """Other parts of the page stay as they are: nothing is drawn again."""
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["1", "1"])
    button(page, "Add").evaluate("one => { one.marked = true; }")
    proxy.cut()
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["2", "2"])
    assert button(page, "Add").evaluate("one => one.marked") is True


def test_a_page_that_grew_meanwhile_is_caught_up_with(serve, network, context):
    """More messages than the server keeps for a tab that is away."""
    proxy = network(
        serve("""
            import anew as st
            from browser.stage import note, wait

            st.text_input("Name")
            if st.button("Grow"):
                for n in range(80):
                    st.text(n)
                    wait("never", 0.02)
                note("grown")
        """)
    )
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    button(page, "Grow").click()
    expect(texts(page).first).to_have_text("0")
    name = page.get_by_role("textbox", name="Name")
    name.press_sequentially("half a wor")
    proxy.go_down()
    stage.wait_for_note("grown")
    expect(texts(page)).not_to_have_count(80)
    proxy.come_up()
    expect(texts(page)).to_have_text([str(n) for n in range(80)])
    expect(name).to_be_focused()
    page.keyboard.type("d")
    expect(name).to_have_value("half a word")
    settled(page)


def test_a_session_that_is_gone_is_told(serve, network, context):
    """R79, R84: past its time a tab starts anew, and its user learns why.

    The whole page comes, and still what is being typed stays, with the focus.
    """
    proxy = network(serve(COUNTER, server__disconnectedSessionTTL="0", state__store="memory"))
    page = context.new_page()
    page.goto(proxy.url)
    settled(page)
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["1", "1"])
    name = page.get_by_role("textbox", name="Name")
    name.press_sequentially("half a wor")
    proxy.cut()
    expect(page.get_by_text("A new one has started.")).to_be_visible()
    expect(texts(page)).to_have_text(["0", "0"])
    expect(name).to_be_focused()
    page.keyboard.type("d")
    expect(name).to_have_value("half a word")
    button(page, "Dismiss").click()
    expect(page.get_by_text("A new one has started.")).not_to_be_attached()
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["1", "1"])


def test_the_browser_says_that_it_is_online_again(page, proxy):
    """No waiting for the next attempt, however far away that is."""
    app = page.get_by_test_id("stApp")
    proxy.go_down()
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    proxy.come_up()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
