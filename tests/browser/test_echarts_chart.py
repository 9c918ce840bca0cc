"""Charts of ECharts: drawn under the page's policy, changed in place, selected in."""

from __future__ import annotations

import json
import re

import pytest
from browser.chromium import button, settled, still, texts, until
from playwright.sync_api import expect

HIGH = 150  # Pixels of the highest bar, once it has grown. Before it does, it stands still as well.
CHARTS = """
    import anew as st
    import pandas as pd

    sold = [3, 1, 2] if st.toggle("Other") else [1, 2, 3]
    table = pd.DataFrame({"day": ["Mo", "Tu<i>", "We"], "sold": sold})
    picked = st.echarts_chart(
        {
            "title": {"text": "Sales"},
            "tooltip": {"formatter": "<b>{b}</b>: {@sold} pieces"},
            "brush": {"xAxisIndex": "all"},
            "dataZoom": {"type": "inside"},
            "dataset": {"source": table},
            "xAxis": {"type": "category"},
            "yAxis": {},
            "series": {"type": "bar", "name": "Sold", "selectedMode": "multiple"},
        },
        key="sales", on_select="rerun", alt="Sales by day", height=300, renderer="svg",
    )
    st.text([one.data_indices for one in picked.selection.selected])
    st.text([one.brush_type for one in picked.selection.areas])
    st.button("Forget", on_click=lambda: st.session_state.pop("sales"))
    st.echarts_chart({"series": {"type": "pie", "data": [1, 2]}}, height=200)
    st.echarts_chart({"series": {"type": "sankey", "data": [{"name": "a"}, {"name": "b"}],
                      "links": [{"source": "a", "target": "b", "value": 1}]}}, height=200)
"""
PLACE = ".echarts-place"
BLUE = "svg path[fill='rgb(68, 83, 214)']"
LIGHT_BLUE = "svg path[fill='rgb(149, 161, 255)']"


# Bars grow at first: until they have, nothing is where it was seen a moment before.
PATHS = """(chart) => [...chart.querySelectorAll("svg path")].map((one) => one.getAttribute("d")).join()"""


@pytest.fixture
def page(open_app):
    page = open_app(CHARTS)
    expect(chart(page).locator(BLUE)).to_have_count(3)
    expect(page.locator(".echarts-place canvas")).to_have_count(2)
    until(page, lambda: heights(page), lambda found: max(found, default=0) > HIGH)
    still(page, lambda: chart(page).evaluate(PATHS))
    return page


def chart(page, index=0):
    return page.get_by_test_id("stEChartsChart").nth(index)


def heights(page):
    """Those of the bars, which are replaced while they grow: so in one look."""
    return chart(page).evaluate(
        "(chart, bar) => [...chart.querySelectorAll(bar)].map((one) => one.getBoundingClientRect().height)",
        BLUE,
    )


def place_of(bar):
    """The middle of a bar; where it is pointed at, it has another colour."""
    box = bar.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pixels(canvas, colour):
    """How many pixels of a canvas have a colour."""
    return canvas.evaluate(
        """(canvas, [red, green, blue]) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 0; at < data.length; at += 4)
                count += data[at] === red && data[at + 1] === green && data[at + 2] === blue;
            return count;
        }""",
        colour,
    )


def test_it_is_drawn_in_the_page_s_colours_and_follows_its_theme(page, complaints):
    complaints.allow("willReadFrequently")
    bars, pie = chart(page), page.locator(".echarts-place canvas").first
    expect(bars).to_have_attribute("aria-label", "Sales by day")
    expect(bars.locator(PLACE)).to_have_attribute("aria-label", "Sales by day")
    expect(chart(page, 1).locator(PLACE)).to_have_attribute("aria-label", re.compile("This is a"))
    assert bars.bounding_box()["height"] == 300
    until(page, lambda: chart(page, 1).bounding_box()["width"], 704)
    until(page, lambda: pixels(pie, [68, 83, 214]), lambda count: count > 1_000)
    first = bars.locator("svg").element_handle()

    page.emulate_media(color_scheme="dark")

    expect(bars.locator(LIGHT_BLUE)).to_have_count(3)
    expect(bars.locator("svg > rect")).to_have_attribute("fill", "rgb(16, 18, 23)")
    until(page, lambda: pixels(pie, [149, 161, 255]), lambda count: count > 1_000)
    assert first.evaluate("(svg) => svg.isConnected")


def test_a_tooltip_shows_names_as_text(page):
    x, y = place_of(chart(page).locator(BLUE).nth(1))
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    expect(chart(page).get_by_text("Tu<i>: 2 pieces")).to_be_visible()
    expect(chart(page).locator("b")).to_have_text("Tu<i>")


def test_points_are_selected_by_clicks_and_areas_by_dragging(page):
    bars = [place_of(chart(page).locator(BLUE).nth(at)) for at in range(3)]
    page.mouse.click(*bars[1])
    expect(texts(page)).to_have_text(["[[1]]", "[]"])
    page.mouse.click(*bars[2])
    expect(texts(page)).to_have_text(["[[1, 2]]", "[]"])
    page.reload()
    settled(page)
    expect(texts(page)).to_have_text(["[[1, 2]]", "[]"])
    expect(chart(page).locator(f"{BLUE}[stroke-width='2']")).to_have_count(2)

    button(page, "Forget").click()
    expect(texts(page)).to_have_text(["[]", "[]"])
    expect(chart(page).locator(f"{BLUE}[stroke-width='2']")).to_have_count(0)

    box = chart(page).bounding_box()
    page.mouse.click(box["x"] + 588, box["y"] + 25)  # The tool that draws rectangles.
    page.mouse.move(bars[0][0] - 90, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(bars[1][0] + 90, box["y"] + 270, steps=4)
    page.mouse.up()
    expect(texts(page)).to_have_text(["[[0, 1]]", "['rect']"])
    page.reload()
    settled(page)
    expect(texts(page)).to_have_text(["[[0, 1]]", "['rect']"])
    expect(chart(page).locator(BLUE)).to_have_count(2)
    page.mouse.dblclick(box["x"] + 300, box["y"] + 20)
    expect(texts(page)).to_have_text(["[]", "[]"])


def test_points_are_said_and_selected_by_the_keyboard(page):
    chart(page).locator(PLACE).focus()
    page.keyboard.press("ArrowRight")
    expect(chart(page).locator("[aria-live]")).to_have_text("Sold: Mo: 1")
    page.keyboard.press("ArrowRight")
    expect(chart(page).locator("[aria-live]")).to_have_text("Sold: Tu<i>: 2")
    expect(chart(page).get_by_text("Tu<i>: 2 pieces")).to_be_visible()
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["[[1]]", "[]"])
    page.keyboard.press("Escape")
    expect(chart(page).locator("[aria-live]")).to_be_empty()


def test_changed_data_is_drawn_in_place_and_keeps_what_is_zoomed_and_selected(page):
    bars = chart(page).locator(BLUE)
    svg, last = chart(page).locator("svg").element_handle(), place_of(bars.nth(2))
    page.mouse.click(*last)
    expect(texts(page)).to_have_text(["[[2]]", "[]"])
    for _ in range(4):
        page.mouse.wheel(0, -240)
    expect(chart(page).get_by_text("Mo", exact=True)).to_have_count(0)
    still(page, lambda: chart(page).evaluate(PATHS))
    height = heights(page)[-1]

    page.get_by_text("Other").click()
    page.mouse.move(0, 0)

    expect(texts(page)).to_have_text(["[[2]]", "[]"])
    expect(chart(page).get_by_text("Mo", exact=True)).to_have_count(0)
    expect(chart(page).get_by_text("We", exact=True)).to_have_count(1)
    until(page, lambda: heights(page)[-1:], lambda now: now not in ([], [height]))
    expect(chart(page).locator(f"{BLUE}[stroke-width='2']")).to_have_count(1)
    assert svg.evaluate("(svg) => svg.isConnected")


def test_its_data_is_a_table_and_it_fills_the_window_and_is_saved(page):
    frame = page.get_by_test_id("stFullScreenFrame").first
    chart(page).hover()
    frame.get_by_role("button", name="Show the data").click()
    expect(frame.get_by_role("columnheader")).to_have_text(["day", "sold"])
    expect(frame.get_by_role("gridcell")).to_have_text(["Mo", "1", "Tu<i>", "2", "We", "3"])
    frame.get_by_role("button", name="Show the chart").click()
    with page.expect_download() as saved:
        frame.get_by_role("button", name="Download as picture").click()
    assert "<svg" in saved.value.path().read_text()
    frame.get_by_role("button", name="Fullscreen").click()
    expect(chart(page).locator("svg")).to_have_attribute("width", "1248")
    page.keyboard.press("Escape")
    expect(chart(page).locator("svg")).to_have_attribute("width", "704")

    links = page.get_by_test_id("stFullScreenFrame").nth(2)
    links.hover()
    with page.expect_download() as saved:
        links.get_by_role("button", name="Download as picture").click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    links.get_by_role("button", name="Show the data").click()
    expect(links.get_by_role("gridcell")).to_have_text(["a", "b", "1"])


def test_an_unchanged_chart_is_not_sent_again_and_a_broken_one_breaks_nothing_else(
    open_app, complaints
):
    complaints.allow("xAxis")
    frames = []
    page = open_app(
        """
        import anew as st

        y = list(range(10_000)) if not st.toggle("Other") else list(range(1, 10_001))
        axes = {"xAxis": {"type": "value"}, "yAxis": {}}
        st.echarts_chart({**axes, "series": {"type": "line", "data": list(enumerate(y))}}, key="chart")
        st.echarts_chart({"series": {"type": "bar", "data": [1]}})
        st.text(st.button("Again"))
        """
    )
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))),
    )
    page.reload(wait_until="networkidle")
    settled(page)
    expect(chart(page).locator("canvas")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text(
        'This chart could not be drawn: a series of the type "bar" needs an xAxis and a yAxis.'
    )
    frames.clear()
    asked = len(complaints.addresses)

    button(page, "Again").click()
    expect(texts(page)).to_have_text(["True"])
    settled(page)

    assert "chart" not in "".join(frames)
    assert complaints.addresses[asked:] == []

    with page.expect_request(lambda request: "/media/" in request.url):
        page.get_by_text("Other").click()
    settled(page)
    assert [json.loads(frame)["tag"] for frame in frames][:1]
    assert len([one for one in complaints.addresses[asked:] if "/media/" in one]) == 1
    assert max(map(len, frames)) < 1_000
