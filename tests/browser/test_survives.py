"""What a user did outlives the server: state, page and typed text, and each click counts once."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from browser.chromium import button, settled, texts
from browser.process import Process
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import anew as st

if "count" not in st.session_state:
    st.session_state.count = 0
    st.session_state.log = []

def add():
    st.session_state.count += 1
    st.session_state.log.append(st.session_state.count)

st.button("Add", on_click=add)
st.text(f"{st.session_state.count} {len(st.session_state.log)}")
name = st.text_input("Name")
with st.form("form"):
    st.text_input("Note")
    st.form_submit_button("Send")
st.slider("Level", 0, 10, 3)
file = st.file_uploader("File")
if file:
    st.text(f"{file.name} has {len(file.read())} bytes")
with st.form("files"):
    more = st.file_uploader("More", accept_multiple_files=True)
    st.form_submit_button("Send files")
st.text(", ".join(one.read().decode() for one in more))
if sound := st.audio_input("Order"):
    st.text(f"{len(sound.read())} bytes of sound")
"""


class Server:
    """A process that can be killed, and another that takes its port."""

    def __init__(self, script: Path) -> None:
        self._script = script
        self._port = "0"
        self.start()

    def start(self) -> None:
        self._process = Process(self._script, "--server.port", self._port).__enter__()
        self.url, self._port = self._process.url, self._process.port

    def kill(self) -> None:
        self._process.__exit__(None, None, None)

    def stop(self) -> None:
        self._process.end()
        self.kill()


@pytest.fixture
def server(tmp_path, complaints):
    complaints.allow(r"WebSocket connection to .* failed")  # As long as it is away.
    complaints.allow(r"net::ERR_\w+")  # So does whatever was on its way when it went.
    complaints.allow("status of 503")  # To an upload, until the page is there again.
    script = tmp_path / "app.py"
    script.write_text(SCRIPT)
    with ExitStack() as stack:
        server = Server(script)
        stack.callback(server.kill)
        yield server


@pytest.fixture
def context(server, context):
    """The tabs are closed before the server ends: what they load would fail."""
    return context


def opened(context, server):
    page = context.new_page()
    page.goto(server.url)
    return settled(page)


def test_sixty_clicks_count_sixty_though_the_server_is_killed_three_times(context, server):
    page = opened(context, server)
    page.get_by_label("Name").fill("half typed")
    page.get_by_label("Note").fill("not sent")

    for click in range(60):
        button(page, "Add").click()
        if click in {10, 30, 50}:
            server.kill()
            server.start()

    expect(texts(page).first).to_have_text("60 60")
    expect(page.get_by_label("Note")).to_have_value("not sent")
    expect(page.get_by_label("Name")).to_have_value("half typed")
    expect(page.get_by_text("new one has started")).to_have_count(0)


def test_a_page_that_is_loaded_after_a_restart_shows_what_was_there(context, server):
    page = opened(context, server)
    button(page, "Add").click()
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Name").press("Enter")
    settled(page)
    server.stop()
    server.start()

    page.reload()

    expect(texts(settled(page)).first).to_have_text("1 1")
    expect(page.get_by_label("Name")).to_have_value("Ada")


def test_the_page_stays_readable_while_the_server_is_away(context, server):
    page = opened(context, server)
    button(page, "Add").click()
    expect(texts(page).first).to_have_text("1 1")
    server.kill()

    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    expect(texts(page).first).to_have_text("1 1")
    expect(page.get_by_role("dialog")).to_have_count(0)
    button(page, "Add").click()
    server.start()

    expect(texts(page).first).to_have_text("2 2")


def test_uploaded_files_are_there_after_a_kill(context, server):
    """That of a widget, and those in a form that was not sent yet."""
    page = opened(context, server)
    inputs = page.get_by_test_id("stFileUploaderDropzoneInput")
    chosen = [{"name": "a.csv", "mimeType": "text/csv", "buffer": b"1,2,3"}]
    inputs.nth(0).set_input_files(chosen)
    expect(page.get_by_text("a.csv has 5 bytes")).to_be_visible()
    inputs.nth(1).set_input_files(
        [
            {"name": "b.txt", "mimeType": "text/plain", "buffer": b"beta"},
            {"name": "c.txt", "mimeType": "text/plain", "buffer": b"gamma"},
        ]
    )
    expect(page.get_by_role("progressbar")).to_have_count(0)
    server.kill()
    server.start()

    button(page, "Send files").click()
    expect(page.get_by_text("beta, gamma")).to_be_visible()
    server.stop()  # In order: what is shown is not saved yet, and a reload forgets to send it again.
    server.start()
    page.reload()

    expect(page.get_by_text("a.csv has 5 bytes")).to_be_visible()
    expect(page.get_by_text("beta, gamma")).to_be_visible()
    expect(page.get_by_test_id("stFileChipName")).to_have_text(["a.csv", "b.txt", "c.txt"])
    expect(page.get_by_text("no longer available")).to_have_count(0)


def test_a_file_whose_upload_is_cut_off_is_sent_again(context, server):
    page = opened(context, server)
    server.kill()
    chosen = [{"name": "a.csv", "mimeType": "text/csv", "buffer": b"1,2,3"}]
    page.get_by_test_id("stFileUploaderDropzoneInput").nth(0).set_input_files(chosen)
    expect(page.get_by_text("It is sent again when it is back.")).to_be_visible()
    server.start()

    expect(page.get_by_text("a.csv has 5 bytes")).to_be_visible()


def test_a_recording_is_there_after_a_kill(context, server):
    """It goes on while the server is away; after the next restart it is heard from the store."""
    page = opened(context, server)
    button(page, "Record").click()
    expect(page.get_by_test_id("stAudioInputWaveformTimeCode")).to_have_text("00:01")
    server.kill()
    server.start()
    settled(page)
    button(page, "Stop recording").click()
    heard = page.get_by_text("bytes of sound")
    expect(heard).to_be_visible()
    size = heard.inner_text()
    server.stop()  # In order: what is shown is not saved yet, and a reload forgets to send it again.
    server.start()
    page.reload()

    expect(heard).to_have_text(size)
    button(page, "Play").click()
    expect(page.get_by_role("slider", name="Position")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
