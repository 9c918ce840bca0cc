"""A page that the browser stops for a while, or puts aside: it shows what is, and each click counts once."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from browser.chromium import button, settled, texts
from browser.process import Process
from playwright.sync_api import expect

SCRIPT = """
import anew as st

st.session_state.setdefault("count", 0)
if st.button("Add"):
    st.session_state.count += 1
st.text(st.session_state.count)
"""


@pytest.fixture
def start(tmp_path, complaints):
    """Starts a server of the same app, state and port, and ends the one before."""
    complaints.allow(r"WebSocket connection to .* failed")
    complaints.allow(r"net::ERR_(CONNECTION_RE|EMPTY_RESPONSE)")
    script = tmp_path / "app.py"
    script.write_text(SCRIPT)
    with ExitStack() as stack:
        port = "0"

        def start() -> str:
            nonlocal port
            stack.close()
            server = stack.enter_context(Process(script, "--server.port", port))
            port = server.port
            return server.url

        yield start


def test_a_page_that_was_frozen_while_its_server_died_goes_on(context, start):
    page = context.new_page()
    page.goto(start())
    button(settled(page), "Add").click()
    expect(texts(page)).to_have_text("1")
    browser = context.new_cdp_session(page)

    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    start()
    browser.send("Page.setWebLifecycleState", {"state": "active"})

    button(page, "Add").click()
    button(page, "Add").click()
    expect(texts(page)).to_have_text("3")


def test_a_page_that_is_come_back_to_shows_what_is(context, start):
    page = context.new_page()
    url = start()
    page.goto(url)
    button(settled(page), "Add").click()
    expect(texts(page)).to_have_text("1")

    page.goto(f"{url}/_stcore/health")
    start()
    page.go_back()

    expect(texts(page)).to_have_text("1")
    button(page, "Add").click()
    expect(texts(page)).to_have_text("2")
    expect(page.get_by_text("new one has started")).to_have_count(0)
