"""Whole servers: started from the command line, ended, mounted below a path."""

from __future__ import annotations

import signal
from importlib.resources import files
from pathlib import Path

import pytest
from browser.chromium import button, settled, texts, until
from browser.process import Process
from playwright.sync_api import expect
from server.apps import serving
from starlette.applications import Starlette
from starlette.routing import Mount

from anew.server.app import create_app

SCRIPT = """
import streamlit as st
from streamlit.errors import StreamlitAPIException

def add(step):
    st.session_state.count += step

st.title("Steps")
if "count" not in st.session_state:
    st.session_state.count = 0
st.button("Add", on_click=add, args=(2,))
st.write("Count:", st.session_state.count)
try:
    st.session_state.button = True
    st.button("No", key="button")
except StreamlitAPIException as error:
    st.text("refused")
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "steps.py"
    path.write_text(SCRIPT, "utf-8")
    return path


def test_an_existing_script_runs_unchanged(script, context):
    with Process(script, "--server.port", "0") as server:
        page = context.new_page()
        page.goto(server.url)
        settled(page)
        expect(page).to_have_title("steps")
        expect(texts(page)).to_have_text(["refused"])
        for count in (2, 4):
            button(page, "Add").click()
            expect(page.get_by_test_id("stMarkdown")).to_have_text([f"Count: {count}"])
        page.close()
        assert server.end(signal.SIGINT) == 0


def test_a_script_that_computes_leaves_the_others_their_turns(tmp_path, context):
    path = tmp_path / "computing.py"
    path.write_text("""
import sys
from pathlib import Path

import anew as st

st.text(f"Turns of {sys.getswitchinterval()} s")
if st.query_params.get("computes"):
    while not Path(__file__).with_name("enough").exists():
        sum(range(10_000))
    st.text("done")
elif st.button("Add"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.text(st.session_state.get("count", 0))
""")
    with Process(path, "--server.port", "0") as server:
        computing, other = context.new_page(), context.new_page()
        computing.goto(f"{server.url}/?computes=yes")
        expect(texts(computing)).to_have_text(["Turns of 0.001 s"])
        other.goto(server.url)
        settled(other)
        for count in range(1, 11):
            button(other, "Add").click()
            expect(texts(other).last).to_have_text(str(count))
        expect(texts(computing)).to_have_count(1)
        (tmp_path / "enough").touch()
        expect(texts(computing)).to_have_text(["Turns of 0.001 s", "done", "0"])
        computing.close()
        other.close()


@pytest.mark.parametrize("store", ["memory", "sqlite"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_a_tab_comes_back_when_its_server_does(script, context, complaints, number, code, store):
    """R84: sessions in memory are lost with the process, and the tab says so; others go on."""
    complaints.allow("WebSocket connection to .* failed")
    page = context.new_page()
    with Process(script, "--server.port", "0", "--state.store", store) as server:
        page.goto(server.url)
        settled(page)
        button(page, "Add").click()
        expect(page.get_by_test_id("stMarkdown")).to_have_text(["Count: 2"])
        port = server.port
        assert server.end(number) == code
    expect(page.get_by_test_id("stConnectionStatus")).to_be_visible()
    expect(page.get_by_test_id("stMarkdown")).to_have_text(["Count: 2"])
    with Process(script, "--server.port", port, "--state.store", store):
        settled(page)
        is_lost = store == "memory"
        if is_lost:
            expect(page.get_by_text("A new one has started.")).to_be_visible()
            expect(page.get_by_test_id("stMarkdown")).to_have_text(["Count: 0"])
        button(page, "Add").click()
        count = "Count: 2" if is_lost else "Count: 4"
        expect(page.get_by_test_id("stMarkdown")).to_have_text([count])
        expect(page.get_by_text("A new one has started.")).to_have_count(int(is_lost))
        page.close()


def test_two_apps_are_mounted_below_paths(tmp_path, browse):
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text(
            f"import anew as st\nst.text({name!r} + str(st.checkbox('Tick')))\n", "utf-8"
        )
    routes = [Mount(f"/{name}", create_app(tmp_path / f"{name}.py")) for name in ("one", "two")]
    with serving(Starlette(routes=routes)) as port:
        context = browse()
        pages = {name: context.new_page() for name in ("one", "two")}
        for name, page in pages.items():
            page.goto(f"http://127.0.0.1:{port}/{name}/")
            settled(page)
            page.get_by_role("checkbox").check()
            expect(texts(page)).to_have_text([f"{name}True"])
        pages["one"].reload()
        settled(pages["one"])
        expect(texts(pages["one"])).to_have_text(["oneTrue"])
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_demo_app(browse, width):
    page = browse(width=width, height=844).new_page()
    hello = files("anew") / "hello" / "hello.py"
    with serving(create_app(Path(str(hello)))) as port:
        address = f"http://127.0.0.1:{port}"
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Hello from anew 👋")
        page.get_by_role("textbox", name="Your name").fill("Ada")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("stAlert")).to_contain_text("Welcome, Ada!")
        for app in sorted(path.stem for path in (Path(str(hello)).parent / "apps").glob("*.py")):
            page.goto(f"{address}/{'' if app == 'welcome' else app}")
            settled(page)
            expect(page.get_by_test_id("stException")).to_have_count(0)
            fits = "document.documentElement.scrollWidth <= innerWidth"
            until(page, lambda fits=fits: page.evaluate(fits), True)
        sink_a_ship(page, address)
        label_all_images(page, address)
        page.goto("about:blank")


def sink_a_ship(page, address):
    page.goto(f"{address}/battleships")
    settled(page)
    for at in range(1, 7):
        button(page, f"A{at}").click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("6")


def label_all_images(page, address):
    page.goto(f"{address}/labelling")
    settled(page)
    for n in range(10):
        expect(page.get_by_role("img", name=f"Image {n + 1}", exact=True)).to_be_visible()
        button(page, "Circle").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("All images have a label.")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the labels").click()
    assert started.value.suggested_filename == "labels.csv"
    assert Path(started.value.path()).read_text("utf-8").startswith("image,label")
