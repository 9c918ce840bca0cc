"""A server that dies and comes back: what only the tab holds is still there, and can be sent."""

from __future__ import annotations

import signal

import pytest
from browser.chromium import button, settled, texts
from browser.process import Process
from playwright.sync_api import expect

SCRIPT = """
import time
import anew as st

st.text_input("Outside", key="outside")
time.sleep(0.3)  # The page comes in parts.
with st.form("form"):
    name = st.text_input("Name")
    st.checkbox("Agree", key="agree")
    if st.form_submit_button("Send"):
        st.session_state.sent = st.session_state.get("sent", 0) + 1
st.text(f"{name}, {st.session_state.get('agree')}, {st.session_state.get('sent', 0)}")
st.text(st.session_state.outside)
"""


@pytest.mark.parametrize("store", ["memory", "sqlite"])
def test_what_was_typed_outlasts_the_server(tmp_path, context, complaints, store):
    complaints.allow(r"WebSocket connection to .* failed")
    script = tmp_path / "app.py"
    script.write_text(SCRIPT)
    page = context.new_page()
    with Process(script, "--server.port", "0", "--state.store", store) as first:
        page.goto(first.url)
        settled(page)
        button(page, "Send").click()
        expect(texts(page).first).to_have_text(", False, 1")
        page.get_by_label("Name").fill("Ada")
        page.get_by_label("Agree").check()
        outside = page.get_by_label("Outside")
        outside.press_sequentially("half a wor")
        first.end(signal.SIGKILL)
        port = first.port
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()

    with Process(script, "--server.port", port, "--state.store", store) as second:
        assert second.port == port
        if store == "memory":
            expect(page.get_by_text("A new one has started.")).to_be_visible()
        settled(page)
        expect(page.get_by_label("Name")).to_have_value("Ada")
        expect(page.get_by_label("Agree")).to_be_checked()
        expect(outside).to_be_focused()
        page.keyboard.type("d")
        expect(outside).to_have_value("half a word")
        sent = 0 if store == "memory" else 1
        expect(texts(page)).to_have_text([f", False, {sent}", ""])

        button(page, "Send").click()
        expect(texts(page)).to_have_text([f"Ada, True, {sent + 1}", "half a word"])
        page.close()


@pytest.mark.parametrize("store", ["memory", "sqlite"])
def test_a_field_that_is_another_one_in_the_new_page_starts_empty(
    tmp_path, context, complaints, store
):
    complaints.allow(r"WebSocket connection to .* failed")
    script = tmp_path / "app.py"
    script.write_text(SCRIPT)
    page = context.new_page()
    with Process(script, "--server.port", "0", "--state.store", store) as first:
        page.goto(first.url)
        settled(page)
        button(page, "Send").click()
        expect(texts(page).first).to_have_text(", False, 1")
        page.get_by_label("Name").fill("Ada")
        page.get_by_label("Agree").check()
        first.end(signal.SIGKILL)
        port = first.port
    script.write_text(SCRIPT.replace('"Name"', '"Name", help="Yours"'))

    with Process(script, "--server.port", port, "--state.store", store):
        if store == "memory":
            expect(page.get_by_text("A new one has started.")).to_be_visible()
        settled(page)
        expect(page.get_by_role("textbox", name="Name")).to_have_value("")
        expect(page.get_by_label("Agree")).to_be_checked()
        page.close()
