"""Published packages with components, as they are, where no package of Streamlit's name is installed.

`make test` installs and tries a few that are light; `make faults` all that docs/components.md lists.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path

import pytest
from browser.chromium import button, settled, texts
from browser.process import Process
from playwright.sync_api import expect

FOLDER = Path(sys.prefix) / "published"
needs_all = pytest.mark.skipif(
    os.environ.get("ANEW_TESTS") != "all", reason="These packages weigh 60 MB: make faults."
)


@pytest.fixture
def start(tmp_path, context, complaints, monkeypatch):
    """Starts an app that finds the packages, and opens it."""
    complaints.allow(
        "WebSocket connection to .* failed|ERR_(CONNECTION_RE|EMPTY_RESPONSE)"
    )  # The server ends first.

    @contextmanager
    def start(script: str, *options: str, which: str = "light"):
        assert (FOLDER / which).is_dir(), f"{FOLDER / which} is missing: `make test` fills it."
        assert PathFinder.find_spec("streamlit", [*sys.path, str(FOLDER / which)]) is None
        path = [str(FOLDER / which), os.environ.get("PYTHONPATH", "")]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
        (tmp_path / "app.py").write_text(script)
        with Process(tmp_path / "app.py", "--server.port", "0", *options) as server:
            page = context.new_page()
            page.goto(server.url)
            yield page, server

    return start


def inner(page, name):
    """The content of a component's frame."""
    return page.locator(f"iframe[title='{name}']").content_frame


LIGHT = """
import streamlit as st
from PIL import Image
from streamlit_autorefresh import st_autorefresh
from streamlit_drawable_canvas import st_canvas
from streamlit_option_menu import option_menu

with st.sidebar:
    page = option_menu("Menu", ["Start", "Reports"], icons=["house", "table"], key="menu")
st.text(f"page {page} {st.session_state.menu}")
drawn = st_canvas(
    stroke_width=3, background_image=Image.new("RGB", (200, 100), "#ff8800"), height=100,
    width=200, drawing_mode="rect", key="canvas",
)
objects = [] if drawn.json_data is None else drawn.json_data["objects"]
picture = drawn.image_data
st.text(f"drawn {len(objects)} {None if picture is None else picture.shape}")
refreshed = st_autorefresh(interval=100, limit=3, key="refresh")
st.text(f"refreshed {refreshed}")
"""


def test_packages_work_as_they_are_and_after_a_restart(start, complaints):
    complaints.allow("Canvas2D")
    with start(LIGHT, "--component.trusted", "streamlit_drawable_canvas") as (page, server):
        expect(texts(page)).to_have_text(
            ["page Start Start", "drawn 0 (100, 200, 4)", "refreshed 2"]
        )
        menu = inner(page, "streamlit_option_menu.option_menu")
        menu.get_by_text("Reports").click()
        expect(texts(page).first).to_have_text("page Reports Reports")
        canvas = page.locator("iframe[title='streamlit_drawable_canvas.st_canvas']")
        box = canvas.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + 100, box["y"] + 80, steps=3)
        page.mouse.up()
        expect(texts(page).nth(1)).to_have_text("drawn 1 (100, 200, 4)")
        server.end(signal.SIGKILL)
    port = server.port
    with start_again(server, port) as again:
        assert again.port == port
        settled(page)
        # What it had sent is kept, and what it sends now is decoded by a process that knew nothing.
        expect(texts(page).first).to_have_text("page Reports Reports")
        menu.get_by_text("Start").click()
        expect(texts(page).first).to_have_text("page Start Start")


def start_again(server, port):
    return Process(Path(server._command[4]), "--server.port", port)


STX = """
import extra_streamlit_components as stx
import streamlit as st

st.text(f"step {stx.stepper_bar(steps=['One', 'Two', 'Three'])}")
items = [stx.TabBarItemData(id=1, title="First", description="a"),
         stx.TabBarItemData(id=2, title="Second", description="b")]
st.text(f"tab {stx.tab_bar(data=items, default=1)}")
cookies = stx.CookieManager()
st.text(f"cookies {cookies.get_all()}")
if st.button("Set"):
    cookies.set("mine", "7")
"""


@needs_all
@pytest.mark.parametrize("is_trusted", [False, True])
def test_extra_streamlit_components(start, complaints, is_trusted):
    complaints.allow("isolated")
    options = ["--component.trusted", "extra_streamlit_components"] if is_trusted else []
    with start(STX, *options, which="all") as (page, _):
        expect(texts(page)).to_have_text(["step 0", "tab 1", "cookies {}"])
        inner(page, "extra_streamlit_components.StepperBar.stepper_bar").get_by_text("Two").click()
        expect(texts(page).nth(0)).to_have_text("step 1")
        inner(page, "extra_streamlit_components.TabBar.tab_bar").get_by_text("Second").click()
        expect(texts(page).nth(1)).to_have_text("tab 2")
        button(page, "Set").click()
        expect(page.locator("iframe[title$=cookie_manager]")).to_have_count(2)
        page.reload()
        settled(page)
        kept = {cookie["name"] for cookie in page.context.cookies()}
        assert ("mine" in kept) == is_trusted


AGGRID = """
import pandas as pd
import streamlit as st
from st_aggrid import AgGrid

table = pd.DataFrame({"name": ["Ada", "Bob"], "n": [1, 2]})
answer = AgGrid(table, height=200, editable=True, key="grid")
st.text(type(answer["data"]).__name__ + str(answer["data"]["n"].tolist()))
"""


@needs_all
def test_streamlit_aggrid(start, complaints):
    complaints.allow("getRowId|client_wins")
    with start(AGGRID, which="all") as (page, _):
        cell = inner(page, "st_aggrid.AgGrid.agGrid").get_by_role("gridcell", name="2", exact=True)
        cell.dblclick()
        page.keyboard.press("Control+a")
        page.keyboard.type("70")
        page.keyboard.press("Enter")
        expect(texts(page)).to_have_text(re.compile(r"DataFrame\[1, '?70'?\]"))


CALENDAR = """
import streamlit as st
from streamlit_calendar import calendar

days = calendar(
    events=[{"title": "Party", "start": "2024-03-04"}],
    options={"initialDate": "2024-03-01", "initialView": "dayGridMonth"}, key="days",
)
st.text(days.get("callback"))
st.text(days.get("eventClick", {}).get("event", {}).get("title"))
"""


@needs_all
def test_streamlit_calendar(start):
    with start(CALENDAR, which="all") as (page, _):
        inner(page, "streamlit_calendar.calendar").get_by_text("Party").click()
        expect(texts(page)).to_have_text(["eventClick", "Party"])


FOLIUM = """
import folium
import streamlit as st
from streamlit_folium import st_folium

answer = st_folium(folium.Map(location=[40, -75], zoom_start=5), height=300, key="map")
st.text(answer["zoom"])
"""


@needs_all
def test_streamlit_folium_loads_its_map_from_where_it_is(start, complaints):
    """Leaflet itself is not at hand, so only that it is asked for, which the policy allows."""
    complaints.allow("uncaught|ERR_|another machine")
    with start(FOLIUM, which="all") as (page, _):
        expect(texts(page)).to_have_text(["5"])
        wanted = "script[src*=leaflet], link[href*=leaflet]"
        expect(inner(page, "streamlit_folium.st_folium").locator(wanted).first).to_be_attached()


LOGIN = """
import streamlit as st
import streamlit_authenticator as stauth

ada = {"email": "ada@example.org", "first_name": "Ada", "last_name": "L", "password": "secret"}
who = stauth.Authenticate({"usernames": {"ada": ada}}, "login", "a key of sufficient length " * 2)
who.login()
st.text(st.session_state.get("name"))
"""


@needs_all
@pytest.mark.parametrize("is_trusted", [False, True])
def test_streamlit_authenticator(start, complaints, is_trusted):
    complaints.allow("isolated")
    options = ["--component.trusted", "extra_streamlit_components"] if is_trusted else []
    with start(LOGIN, *options, which="all") as (page, _):
        page.get_by_label("Username").fill("ada")
        page.get_by_role("textbox", name="Password").fill("secret")
        button(page, "Login").click()
        expect(texts(page)).to_have_text(["Ada L"])
        if is_trusted:
            page.wait_for_function("document.cookie.includes('login=')")
        assert ("login" in {one["name"] for one in page.context.cookies()}) == is_trusted


SECOND = """
import streamlit as st
from streamlit_drawable_canvas import st_canvas

drawn = st_canvas(stroke_width=5, height=100, width=200, return_image_data=True, key="canvas")
objects = [] if drawn.json_data is None else drawn.json_data["objects"]
st.text(f"drawn {len(objects)}")
st.button("Again")
"""


def test_a_component_of_the_second_kind_works_as_it_is(start, complaints):
    complaints.allow("Canvas2D")
    with start(SECOND, which="second") as (page, _):
        expect(texts(page)).to_have_text("drawn 0")
        shown = page.get_by_test_id("stBidiComponent")
        expect(shown.locator("canvas").first).to_be_visible()
        box = shown.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + 100, box["y"] + 80, steps=3)
        page.mouse.up()
        expect(texts(page)).to_have_text("drawn 1")
        button(page, "Again").click()
        settled(page)
        expect(texts(page)).to_have_text("drawn 1")
