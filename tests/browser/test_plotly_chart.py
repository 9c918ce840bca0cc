"""Figures of Plotly: drawn under the page's policy, changed in place, selected in."""

from __future__ import annotations

import json

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect

FIGURES = """
    import anew as st

    st.toggle("Other", key="other")
    y = [3, 1, 2] if st.session_state.other else [1, 2, 3]
    line = {"type": "scatter", "x": [1, 2, 3], "y": y, "name": "Sold", "mode": "lines+markers"}
    picked = st.plotly_chart(
        {"data": [line], "layout": {"title": "Sales", "xaxis": {"title": "Day"}}},
        key="sales", on_select="rerun", alt="Sales by day", height=300,
    )
    st.text(picked.selection.point_indices)
    st.text(len(picked.selection.box))
    st.button("Forget", on_click=lambda: st.session_state.pop("sales"))
    st.plotly_chart([{"type": "pie", "labels": ["a", "b"], "values": [1, 2]}], height=200)
"""
POINTS = ".scatterlayer .points path"


@pytest.fixture
def page(open_app):
    page = open_app(FIGURES)
    expect(page.locator(f"{POINTS}, .pielayer .slice")).to_have_count(5)
    return page


def chart(page, index=0):
    return page.get_by_test_id("stPlotlyChart").nth(index)


def pick(page, index):
    """Click on a point."""
    box = page.locator(POINTS).nth(index).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y, steps=3)
    page.mouse.click(x, y)


def test_it_is_drawn_in_the_page_s_colours_and_follows_its_theme(page):
    figure = chart(page)
    expect(figure).to_have_attribute("aria-label", "Sales by day")
    expect(figure.locator(".gtitle")).to_have_text("Sales")
    assert figure.bounding_box()["height"] == 300
    assert chart(page, 1).bounding_box()["width"] == 704
    ground, line = figure.locator(".main-svg").first, figure.locator(".scatterlayer .js-line")
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(line).to_have_css("stroke", "rgb(68, 83, 214)")
    first = figure.locator(".js-plotly-plot").element_handle()

    page.emulate_media(color_scheme="dark")

    expect(line).to_have_css("stroke", "rgb(149, 161, 255)")
    expect(ground).not_to_have_css("background-color", "rgb(255, 255, 255)")
    assert first.evaluate("(graph) => graph.isConnected")


def test_points_are_selected_by_clicks_and_areas_by_dragging(page):
    pick(page, 1)
    expect(texts(page)).to_have_text(["[1]", "0"])
    page.locator(POINTS).nth(0).dispatch_event("mousemove")
    page.keyboard.down("Shift")
    pick(page, 2)
    page.keyboard.up("Shift")
    expect(texts(page)).to_have_text(["[1, 2]", "0"])

    button(page, "Forget").click()
    expect(texts(page)).to_have_text(["[]", "0"])
    expect(page.locator(".scatterlayer .points path[style*='opacity: 0.2']")).to_have_count(0)

    area = chart(page).locator(".nsewdrag").bounding_box()
    chart(page).hover()
    chart(page).locator('[data-title="Box Select"]').click()
    page.mouse.move(area["x"] + area["width"] * 0.3, area["y"] + 2)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] - 2, area["y"] + area["height"] - 2, steps=4)
    page.mouse.up()
    expect(texts(page)).to_have_text(["[1, 2]", "1"])
    page.reload()
    settled(page)
    expect(texts(page)).to_have_text(["[1, 2]", "1"])
    expect(chart(page).locator(".selectionlayer path").first).to_be_attached()

    area = chart(page).locator(".nsewdrag").bounding_box()
    page.mouse.dblclick(area["x"] + 4, area["y"] + area["height"] - 4)
    expect(texts(page)).to_have_text(["[]", "0"])


LASSO = """
    import json
    import anew as st

    line = {"type": "scatter", "x": [1, 2, 3], "y": [1, 2, 3], "mode": "lines+markers"}
    st.plotly_chart([line], key="sales", on_select="rerun", selection_mode="lasso", height=300)
    st.text(json.dumps(st.session_state.sales.selection))
    st.button("Forget", on_click=lambda: st.session_state.pop("sales"))
"""


def test_a_lasso_that_the_mouse_draws_is_in_the_state(open_app):
    page = open_app(LASSO)
    expect(page.locator(POINTS)).to_have_count(3)
    place = page.locator(POINTS).nth(1).bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    around = [(-40, -40), (40, -40), (50, 0), (40, 40), (-40, 40), (-50, 0)]
    # A lasso is what dragging does here: no other kind of selection is offered.
    page.mouse.move(x + around[-1][0], y + around[-1][1])
    page.mouse.down()
    for across, down in around:
        page.mouse.move(x + across, y + down, steps=3)
    page.mouse.up()
    expect(texts(page)).to_contain_text('"point_indices": [1]')

    selection = json.loads(texts(page).inner_text())
    [point], [lasso] = selection["points"], selection["lasso"]
    assert (point["x"], point["y"], selection["box"]) == (2, 2, [])
    assert min(lasso["x"]) < 2 < max(lasso["x"])
    assert min(lasso["y"]) < 2 < max(lasso["y"])
    assert len(lasso["x"]) == len(lasso["y"]) > 5
    page.reload()
    settled(page)
    assert json.loads(texts(page).inner_text()) == selection
    expect(chart(page).locator(".selectionlayer path").first).to_be_attached()

    button(page, "Forget").click()
    expect(texts(page)).to_contain_text('"lasso": []')
    expect(chart(page).locator(".selectionlayer path")).to_have_count(0)


def test_a_changed_figure_is_drawn_in_place_and_keeps_what_is_zoomed(page):
    figure = chart(page)
    graph, drawn = figure.locator(".js-plotly-plot").element_handle(), figure.locator(".xtick text")
    figure.hover()
    figure.locator('[data-title="Zoom in"]').click()
    expect(drawn.first).not_to_have_text("1")
    zoomed, line = sorted(drawn.all_text_contents()), figure.locator(".js-line").get_attribute("d")

    page.get_by_text("Other").click()

    expect(figure.locator(".js-line")).not_to_have_attribute("d", line)
    assert sorted(drawn.all_text_contents()) == zoomed
    assert graph.evaluate("(graph) => graph.isConnected")


def test_its_data_is_a_table_and_it_fills_the_window(page):
    figure = page.get_by_test_id("stFullScreenFrame").first
    chart(page).hover()
    figure.get_by_role("button", name="Show the data").click()
    expect(figure.get_by_role("columnheader")).to_have_text(["Day", "y"])
    expect(figure.get_by_role("gridcell")).to_have_text(["1", "1", "2", "2", "3", "3"])
    figure.get_by_role("button", name="Show the chart").click()
    expect(figure.locator(".js-line")).to_be_visible()

    figure.get_by_role("button", name="Fullscreen").click()
    expect(figure.locator(".main-svg").first).to_have_attribute("width", "1248")
    page.keyboard.press("Escape")
    expect(figure.locator(".main-svg").first).to_have_attribute("width", "704")


def test_plotly_saves_it_as_a_picture(page):
    chart(page).hover()
    with page.expect_download() as saved:
        chart(page).locator('[data-title="Download plot as a PNG"]').click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


WHOLE = """
    import anew as st

    n = 10_000 if st.toggle("More") else 9_999
    if st.session_state.get("asked"):
        st.text("again")
    st.button("Again", key="asked")
    st.plotly_chart([{"type": "scattergl", "y": [n % 7 for n in range(n)], "mode": "markers"}],
                    height=200)
    st.plotly_chart([{"type": "choropleth", "locations": ["FRA"], "z": [1]}], height=200)
    st.plotly_chart([{"type": "scattermapbox", "lat": [47], "lon": [8]}], height=200)
    st.plotly_chart({"data": [{"type": "bar", "y": [1]}], "layout": {"xaxis": {"type": "log",
                    "range": "none"}}, "frames": 3}, height=200)
    st.text("The rest of the page")
"""


def test_rare_traces_are_drawn_by_the_whole_library_without_other_machines(open_app, complaints):
    complaints.allow("willReadFrequently|GPU stall|WebGL")
    page = open_app(WHOLE)
    expect(page.locator(".choroplethlayer path")).to_have_count(1)
    expect(page.locator(".geo .countries path, .geo .layer.coastlines path").first).to_be_attached()
    expect(page.locator("canvas.maplibregl-canvas")).to_be_visible()
    expect(chart(page).locator("canvas.gl-canvas-context")).to_be_visible()
    here = page.url.rpartition(":")[2].strip("/")
    assert {
        address.split("/")[2].rpartition(":")[2]
        for address in complaints.addresses
        if address.startswith("http")
    } == {here}


def test_an_unchanged_figure_is_not_sent_again(open_app, complaints):
    complaints.allow("willReadFrequently|GPU stall|WebGL")
    frames = []
    page = open_app(
        """
        import anew as st

        y = list(range(10_000)) if not st.toggle("Other") else list(range(1, 10_001))
        st.plotly_chart([{"y": y}], key="chart")
        st.text(st.button("Again"))
        """
    )
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))),
    )
    page.reload(wait_until="networkidle")
    expect(page.locator(".js-line")).to_be_attached()
    settled(page)
    frames.clear()
    asked = len(complaints.addresses)

    button(page, "Again").click()
    expect(texts(page)).to_have_text(["True"])
    settled(page)

    assert "chart" not in "".join(map(str, frames))
    assert complaints.addresses[asked:] == []

    with page.expect_request(lambda request: "/media/" in request.url):
        page.get_by_text("Other").click()
    settled(page)
    assert [json.loads(frame)["tag"] for frame in frames][:1]
    assert len([one for one in complaints.addresses[asked:] if "/media/" in one]) == 1
