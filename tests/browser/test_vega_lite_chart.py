"""Charts of Vega-Lite: what is drawn, what is selected in it, and what happens when it changes."""

from __future__ import annotations

from pathlib import Path

import altair
from browser.chromium import button, settled, still, texts, until
from playwright.sync_api import expect

assert altair  # A run that is the first to import it takes seconds.

FRUIT = """
    import anew as st

    state = st.session_state
    state.setdefault("kilos", 2)
    if st.button("More"):
        state.kilos += 2
    if st.button("Forget"):
        del state["bars"]
    st.button("Again")
    spec = {
        "mark": {"type": "bar", "tooltip": True},
        "params": [{"name": "picked", "select": {"type": "point", "fields": ["fruit"]}}],
        "encoding": {
            "x": {"field": "fruit", "type": "nominal"},
            "y": {"field": "kilos", "type": "quantitative", "scale": {"domain": [0, 10]}},
            "color": {"condition": {"param": "picked", "value": "#ff0000"}, "value": "#c0c0c0"},
        },
    }
    data = {"fruit": ["fig", "pear"], "kilos": [state.kilos, 4]}
    event = st.vega_lite_chart(data, spec, key="bars", on_select="rerun", alt="Fruit sold")
    st.text(event.selection.picked)
"""
DAYS = """
    import anew as st
    import altair
    import pandas

    days = pandas.DataFrame({"day": pandas.date_range("2024-01-01", periods=11), "n": range(11)})
    brush = altair.selection_interval(name="brush", encodings=["x"])
    base = altair.Chart(days).mark_line().encode(x="day", y="n")
    both = base.add_params(brush) & base.transform_filter(brush)
    event = st.altair_chart(both, on_select="rerun", key="days")
    st.text(len(event.selection.brush.get("day", [])))
    st.text([round(one / 8.64e7) for one in event.selection.brush.get("day", [])])
"""
POWER = """
    import anew as st

    st.line_chart({"wind": [3, 5, 4], "sun": [1, 4, 6]}, color=["red", "#00ff00"], alt="Power")
"""
MANY = (
    POWER
    + """
    never = {"field": "a", "type": "nominal", "timeUnit": "never"}
    st.vega_lite_chart([{"a": 1}], {"mark": "bar", "encoding": {"x": never}})
    st.vega_lite_chart("https://example.org/a.csv", {"mark": "bar", "encoding": {}})
    csv = {"values": "fruit;kilos\\nfig;2\\npear;3", "format": {"type": "dsv", "delimiter": ";"}}
    bars = {"x": {"field": "fruit", "type": "nominal"}, "y": {"field": "kilos", "type": "quantitative"}}
    red = {"type": "bar", "color": "#ff0000"}
    st.vega_lite_chart(None, {"data": csv, "mark": red, "encoding": bars})
    plain = {"mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    st.vega_lite_chart([{"a": 1}], plain, theme=None, width=200, height=100)
    st.text("The end")
"""
)
COUNT = """(canvas, [red, green, blue]) => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1;
    }
    return count;
}"""
RED, GRAY = [255, 0, 0], [192, 192, 192]
SHADE = [48, 48, 48]  # Of what is selected along an axis, on no background.


def charts(page):
    return page.get_by_test_id("stVegaLiteChart")


def drawn(page, at=0):
    """The canvas of a chart, once it is there."""
    canvas = charts(page).nth(at).locator("canvas")
    expect(canvas).to_be_visible()
    return canvas


def area(canvas, color):
    """How many pixels have a colour."""
    return canvas.evaluate(COUNT, color)


def until_area(page, canvas, color, is_right):
    until(page, lambda: area(canvas, color), is_right)


def heard(page):
    """What the page receives from now on, each a text."""
    received = []

    def listen(socket):
        socket.on("framereceived", lambda frame: received.append(str(frame)))

    page.on("websocket", listen)
    page.reload()
    settled(page)
    return received


def test_what_is_selected_stays_while_the_data_changes(open_app):
    page = open_app(FRUIT)
    received = heard(page)
    canvas = drawn(page)
    canvas.evaluate("canvas => { canvas.own = true; }")
    until_area(page, canvas, RED, lambda red: red > 20_000)  # While nothing is selected, all is.
    width = canvas.bounding_box()["width"]
    canvas.click(position={"x": width * 0.3, "y": 270})
    expect(texts(page)).to_have_text("[{'fruit': 'fig'}]")
    until_area(page, canvas, GRAY, lambda gray: gray > area(canvas, RED))
    small = area(canvas, RED)
    assert small > 5_000

    button(page, "More").click()
    until_area(page, canvas, RED, lambda red: red > small * 1.8)
    expect(texts(page)).to_have_text("[{'fruit': 'fig'}]")
    assert canvas.evaluate("canvas => canvas.own"), "It is drawn in place."

    settled(page)
    received.clear()
    button(page, "Again").click()
    settled(page)
    assert all("fruit" not in frame for frame in received)
    assert canvas.evaluate("canvas => canvas.own")

    page.reload()
    settled(page)
    canvas = drawn(page)
    expect(texts(page)).to_have_text("[{'fruit': 'fig'}]")
    until_area(page, canvas, GRAY, lambda gray: gray > 5_000)  # It is selected again.

    button(page, "Forget").click()
    expect(texts(page)).to_have_text("{}")
    until_area(page, drawn(page), GRAY, lambda gray: gray == 0)


def test_a_tooltip_says_what_a_mark_is(open_app):
    page = open_app(FRUIT)
    canvas = drawn(page)
    width = canvas.bounding_box()["width"]
    canvas.hover(position={"x": width * 0.3, "y": 270})
    tip = page.locator("#vg-tooltip-element")
    expect(tip).to_be_visible()
    expect(tip.locator("tr")).to_have_text(["fruitfig", "kilos2"])
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()

    page.get_by_test_id("stFullScreenFrame").hover()
    button(page, "Fullscreen").click()
    expect(charts(page)).to_be_in_viewport()
    canvas = drawn(page)
    until_area(page, canvas, RED, lambda red: red > 60_000)
    until(page, lambda: canvas.bounding_box()["width"], lambda width: width > 1200)
    until(page, lambda: canvas.bounding_box()["height"], lambda height: height > 600)
    box = canvas.bounding_box()
    canvas.hover(position={"x": box["width"] * 0.3, "y": box["height"] - 100})
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    until_area(page, canvas, RED, lambda red: red < 60_000)
    until(page, lambda: canvas.bounding_box()["height"], 350)


def test_an_interval_is_told_in_steps_and_shown_again(open_app):
    page = open_app(DAYS)
    canvas = drawn(page)
    until(page, lambda: canvas.bounding_box()["width"], 704)  # Views below each other fill it.
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 120, steps=5)
    expect(texts(page).first).to_have_text("2")
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 120, steps=5)
    page.mouse.up()
    shade = still(page, lambda: area(canvas, SHADE))
    assert shade > 30_000

    def is_as_before(found):
        return abs(found - shade) < shade * 0.03

    page.set_viewport_size({"width": 700, "height": 800})
    expect(drawn(page)).not_to_have_css("width", "704px")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(drawn(page)).to_have_css("width", "704px")
    until_area(page, drawn(page), SHADE, is_as_before)
    first, last = (int(one) for one in texts(page).nth(1).inner_text().strip("[]").split(", "))
    assert 19723 < first < last < 19733

    page.reload()
    settled(page)
    until_area(page, drawn(page), SHADE, is_as_before)


def test_a_chart_that_is_resized_while_it_is_made_fills_its_place(serve, browse, tmp_path):
    static = tmp_path / "app-1" / "static"
    static.mkdir(parents=True)
    (static / "fruit.csv").write_text("fruit,kilos\nfig,2\npear,3\n")
    page = browse().new_page()
    held = []
    page.route("**/fruit.csv", lambda route: held.append(route))  # noqa: PLW0108  # no builtin
    script = """
        import anew as st

        x, y = {"field": "fruit", "type": "nominal"}, {"field": "kilos", "type": "quantitative"}
        data = {"url": "app/static/fruit.csv"}
        spec = {"data": data, "mark": "bar", "encoding": {"x": x, "y": y}}
        st.vega_lite_chart(None, spec, height=200)
    """
    page.goto(serve(script, server__enableStaticServing="true"))
    until(page, lambda: len(held), 1)
    page.set_viewport_size({"width": 500, "height": 800})
    until(page, lambda: page.evaluate("innerWidth"), 500)
    held[0].continue_()

    room = page.get_by_test_id("stVerticalBlock").first.bounding_box()["width"]
    until(page, lambda: drawn(page).bounding_box()["width"], room)


def test_what_cannot_be_drawn_is_said_in_its_place(open_app, complaints):
    complaints.allow("Error: (Missing time unit|Its data is at https://example.org)")
    page = open_app(MANY)
    drawn(page)
    notes = page.locator(".chart-failure")
    expect(notes.first).to_contain_text("This chart could not be drawn: ")
    expect(notes.nth(1)).to_have_text(
        "This chart could not be drawn: Its data is at https://example.org, from where the page may "
        "load nothing. Load it in the script, and pass it to the chart."
    )
    until_area(page, drawn(page, 3), RED, lambda red: red > 1000)  # Of a text, which is no table.
    until(page, lambda: drawn(page, 4).bounding_box()["width"], 200)
    expect(texts(page)).to_have_text("The end")
    assert not [one for one in complaints.addresses if "example.org" in one]


def test_a_chart_follows_the_theme_and_is_a_table_and_a_picture(open_app):
    page = open_app(POWER)
    canvas = drawn(page)
    red = page.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--red')"
    )
    assert "#c42b3a" in red
    until_area(page, canvas, [196, 43, 58], lambda count: count > 100)
    until_area(page, canvas, [0, 255, 0], lambda count: count > 100)
    page.emulate_media(color_scheme="dark")
    until_area(page, drawn(page), [255, 138, 143], lambda light: light > 100)
    expect(charts(page).first).to_have_attribute("aria-label", "Power")

    frame = page.get_by_test_id("stFullScreenFrame").first
    frame.hover()
    with page.expect_download() as saved:
        button(frame, "Download as picture").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as saved:
        button(frame, "Download as SVG").click()
    assert Path(saved.value.path()).read_text().startswith("<svg")

    button(frame, "Show the data").click()
    grid = frame.get_by_role("grid")
    expect(grid.get_by_role("columnheader")).to_have_text(["index", "wind", "sun"])
    expect(grid.get_by_role("gridcell", name="6", exact=True)).to_be_visible()
    button(frame, "Show the chart").click()
    expect(canvas).to_be_visible()


def test_the_theme_of_an_app_has_colours_for_charts(open_app):
    script = """
        import anew as st

        st.bar_chart({"a": [1, 2], "b": [2, 1]})
        st.sidebar.bar_chart({"a": [1, 2], "b": [2, 1]})
    """
    page = open_app(
        script,
        theme__chartCategoricalColors=["#102030", "#203040"],
        theme__sidebar__chartCategoricalColors=["#304050", "#405060"],
    )

    first, second = page.get_by_test_id("stSidebar"), page.get_by_test_id("stMain")
    until_area(page, drawn(first), [0x30, 0x40, 0x50], lambda count: count > 100)
    until_area(page, drawn(second), [0x20, 0x30, 0x40], lambda count: count > 100)


CHANGING = """
    import anew as st

    st.session_state.setdefault("by", 0)
    st.button("Change", on_click=lambda: st.session_state.update(by=st.session_state.by + 1))
    st.text(st.session_state.by)
    st.line_chart([(at + st.session_state.by) % 100 for at in range(10_000)])
"""
WARM, CHANGES = 5, 45  # Before the first, all that is made once is not yet there.
CHANGE = """async ({since, until}) => {
  const button = document.querySelector("[data-testid=stButton] button");
  const shown = () => document.querySelector("[data-testid=stText]").textContent;
  for (let by = since + 1; by <= until; by += 1) {
    button.click();
    while (shown() !== `${by}`) await new Promise((done) => setTimeout(done, 4));
  }
}"""
MOST_GROWTH = (
    2_500_000  # Bytes. An empty place for each row that there ever was would be twice that.
)


def test_a_tab_keeps_nothing_of_rows_that_are_gone(open_app):
    page = open_app(CHANGING)
    expect(page.locator("canvas")).to_be_visible()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def heap():
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")

    page.evaluate(CHANGE, {"since": 0, "until": WARM})
    before = still(page, heap, frames=3)
    page.evaluate(CHANGE, {"since": WARM, "until": CHANGES})
    until(page, heap, lambda now: now < before + MOST_GROWTH)
