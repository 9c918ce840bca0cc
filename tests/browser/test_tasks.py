"""Tasks in a browser: how far they are is shown by itself, and they outlast reloads; nodes that die they do not."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pytest
from browser import stage
from browser.chromium import button, settled, texts, until
from browser.process import Process
from browser.proxy import Proxy
from playwright.sync_api import expect

from anew.stores.address import SqliteAddress
from anew.stores.opening import open_to_look

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import anew as st
from browser.stage import wait

@st.task
def bake(loaves):
    for loaf in range(loaves):
        st.task.report(loaf / loaves, f"loaf {loaf}")
        wait(f"loaf {loaf}")
    st.task.report(1.0)
    return f"{loaves} loaves"

st.button("Bake", on_click=bake.start, args=(2,))
st.button("Cancel", on_click=bake.cancel)
if bake.status == "running":
    st.progress(bake.progress, bake.text)
st.text(f"{bake.status} {bake.result}")
"""
ALONE = """
import time
from pathlib import Path
import anew as st

@st.task
def bake():
    st.task.report(0.5, "half")
    while not Path(__file__).with_name("go").exists():
        time.sleep(0.01)
    return "bread"

st.button("Bake", on_click=bake.start)
st.text(f"{bake.status} {bake.progress} {bake.text} {bake.result}")
"""


def saved_events(path: Path) -> list[int]:
    """The last event of each session that the store has."""
    store = open_to_look(SqliteAddress(path), script_folder=path.parent)
    events = [listed.record.event for listed in store.sessions()]
    store.close()
    return events


def test_progress_is_shown_while_the_user_does_something_else(open_app):
    page = open_app(SCRIPT + 'st.text(st.text_input("Name"))')
    button(page, "Bake").click()
    expect(page.get_by_text("loaf 0")).to_be_visible()
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Name").press("Enter")
    expect(texts(page)).to_have_text(["running None", "Ada"])

    stage.open_gate("loaf 0")
    expect(page.get_by_text("loaf 1")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "50")
    stage.open_gate("loaf 1")
    expect(texts(page).first).to_have_text("done 2 loaves")
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_a_task_is_cancelled_and_begun_again(open_app):
    page = open_app(SCRIPT)
    button(page, "Bake").click()
    expect(page.get_by_text("loaf 0")).to_be_visible()
    button(page, "Cancel").click()
    stage.open_gate("loaf 0")
    expect(texts(page)).to_have_text("cancelled None")

    button(page, "Bake").click()
    expect(page.get_by_text("loaf 1")).to_be_visible()
    stage.open_gate("loaf 1")
    expect(texts(page)).to_have_text("done 2 loaves")


def test_a_task_goes_on_while_its_page_is_loaded_again(open_app):
    page = open_app(SCRIPT)
    button(page, "Bake").click()
    expect(page.get_by_text("loaf 0")).to_be_visible()
    page.reload()
    expect(page.get_by_text("loaf 0")).to_be_visible()

    stage.open_gate("loaf 0")
    expect(page.get_by_text("loaf 1")).to_be_visible()
    page.reload()
    stage.open_gate("loaf 1")
    expect(texts(page)).to_have_text("done 2 loaves")
    page.reload()
    expect(texts(page)).to_have_text("done 2 loaves")


def test_each_tab_has_its_own(open_app, context):
    page = open_app(SCRIPT)
    other = context.new_page()
    other.goto(page.url)
    settled(other)
    button(page, "Bake").click()
    expect(page.get_by_text("loaf 0")).to_be_visible()

    button(other, "Cancel").click()
    settled(other)
    expect(texts(other)).to_have_text("idle None")
    stage.open_gate("loaf 0")
    stage.open_gate("loaf 1")
    expect(texts(page)).to_have_text("done 2 loaves")
    expect(texts(other)).to_have_text("idle None")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_next_node_knows_what_the_dead_one_was_at(tmp_path, context, complaints, end):
    """Two nodes have one store. One is killed, or ends, with a task on; the tab goes on at the other."""
    complaints.allow(r"WebSocket connection to .* failed")
    complaints.allow(r"net::ERR_\w+")
    script = tmp_path / "app.py"
    script.write_text(ALONE)
    options = ("--server.port", "0", "--state.store", f"sqlite:///{tmp_path}/state.db")
    options = (*options, "--server.drainSeconds", "1")
    page = context.new_page()
    with (
        Process(script, *options) as first,
        Process(script, *options) as second,
        Proxy(int(first.port)) as network,
    ):
        page.goto(network.url)
        settled(page)
        button(page, "Bake").click()
        expect(texts(page)).to_have_text("running 0.5 half None")

        until(page, lambda: saved_events(tmp_path / "state.db"), [1])
        network.lead_to(second.url)
        first.end(end)
        network.cut()
        expect(texts(page)).to_have_text(re.compile(r"interrupted 0\.\d .*None"))

        (tmp_path / "go").touch()
        button(page, "Bake").click()
        expect(texts(page)).to_have_text("done 1.0 half bread")
        page.reload()
        expect(texts(page)).to_have_text("done 1.0 half bread")
