"""A dialog outlives the server: it stays open with what was typed in it, and each click in it counts once."""

from __future__ import annotations

import pytest
from browser.chromium import button, settled, texts
from browser.test_survives import Server
from playwright.sync_api import expect

SCRIPT = """
import anew as st

@st.dialog("Orders")
def orders(kind):
    def add():
        st.session_state.count = st.session_state.get("count", 0) + 1

    st.button("Add", on_click=add)
    st.text(f"{kind} {st.session_state.get('count', 0)}")
    note = st.text_input("Note")
    st.text(f"note {note}")

if st.button("Open"):
    orders("tea")
st.session_state.whole = st.session_state.get("whole", 0) + 1
st.text(f"whole {st.session_state.get('count', 0)}")
"""


@pytest.fixture
def server(tmp_path, complaints):
    complaints.allow(r"WebSocket connection to .* failed")  # As long as it is away.
    complaints.allow(r"net::ERR_\w+")
    script = tmp_path / "app.py"
    script.write_text(SCRIPT)
    server = Server(script)
    yield server
    server.kill()


@pytest.fixture
def page(context, server):
    page = context.new_page()
    page.goto(server.url)
    settled(page)
    button(page, "Open").click()
    expect(page.get_by_role("dialog", name="Orders")).to_be_visible()
    return page


def restart(server, page) -> None:
    server.kill()
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    server.start()
    settled(page, seconds=20)


def test_clicks_in_it_count_once_though_the_server_is_killed(server, page):
    """R116"""
    dialog = page.get_by_role("dialog", name="Orders")
    dialog.get_by_role("textbox", name="Note").fill("half typed")
    first = dialog.element_handle()

    for click in range(20):
        button(dialog, "Add").click()
        if click in {5, 12}:
            server.kill()
            server.start()

    expect(texts(dialog).first).to_have_text("tea 20", timeout=20_000)
    expect(dialog.get_by_role("textbox", name="Note")).to_have_value("half typed")
    assert first.evaluate("(own) => own.isConnected && own.open")


def test_a_dismissed_one_does_not_come_back_with_the_server(server, page):
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Orders")).to_have_count(0)

    restart(server, page)

    expect(page.get_by_role("dialog", name="Orders")).to_have_count(0)
    button(page, "Open").click()
    expect(page.get_by_role("dialog", name="Orders")).to_be_visible()


def test_a_reload_closes_it(page):
    page.reload()
    settled(page)

    expect(texts(page).first).to_be_visible()
    expect(page.get_by_role("dialog", name="Orders")).to_have_count(0)
