"""Points on a map."""

from __future__ import annotations

import io

import numpy as np
from browser.chromium import button, settled, still, until
from PIL import Image
from playwright.sync_api import expect

POINTS = """
    import anew as st

    lats = st.session_state.setdefault("lats", [10, -10])
    if st.button("Near"):
        lats[:] = [12, -12]
    if st.button("Away"):
        lats[:] = [50, 51]
    st.button("Again")
    st.map({"lat": lats, "lon": [100.0, 120.0]}, color="#ff0000", size=300_000, height=200,
           alt="Two places")
    st.button("Below")
"""
WITHOUT_WEBGL = """
    const own = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        return kind === "webgl2" ? null : own.call(this, kind, ...more);
    };
"""


def red_pixels(png):
    red, green, blue = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).T
    return int(((red > 200) & (green < 60) & (blue < 60)).sum())


def until_drawn(page, box, least=50):
    """Wait until there are more pixels of points than that."""
    until(page, lambda: red_pixels(box.screenshot()), lambda count: count > least)


def camera_of(page, box):
    """Where a map has come to rest."""
    return still(page, lambda: box.get_attribute("data-camera"))


def test_points_are_drawn_followed_and_left_alone(open_app, complaints):
    page = open_app(POINTS)
    chart = page.get_by_test_id("stDeckGlJsonChart")
    box = chart.locator("#deckgl-wrapper")
    expect(page.get_by_role("figure", name="Two places")).to_be_visible()
    until_drawn(page, box)
    page.wait_for_load_state("networkidle")
    assert "tiles" not in " ".join(complaints.addresses)  # Nor what draws them.
    canvas = box.locator("canvas")
    canvas.evaluate("canvas => { canvas.isTheSame = true; }")
    first = camera_of(page, box)

    # What has not changed is neither sent nor fetched again.
    fetched = len(complaints.addresses)
    button(page, "Again").click()
    settled(page)
    assert complaints.addresses[fetched:] == []

    # The map follows its points as long as nobody has moved it.
    button(page, "Away").click()
    expect(box).not_to_have_attribute("data-camera", first)
    away = camera_of(page, box)
    button(page, "Near").click()
    expect(box).not_to_have_attribute("data-camera", away)
    near = camera_of(page, box)
    canvas.focus()
    page.keyboard.press("Equal")
    expect(box).not_to_have_attribute("data-camera", near)
    zoomed = camera_of(page, box)
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("data-camera", zoomed)
    own = camera_of(page, box)
    button(page, "Again").click()
    settled(page)
    assert box.get_attribute("data-camera") == own
    assert canvas.evaluate("canvas => canvas.isTheSame")

    box.get_by_role("button", name="Zoom out").click()
    expect(box).not_to_have_attribute("data-camera", own)
    own = camera_of(page, box)
    button(page, "Away").click()  # Now no point can be seen where the user was.
    expect(box).not_to_have_attribute("data-camera", own)


def test_a_map_follows_the_theme_fills_the_window_and_can_be_kept(open_app):
    page = open_app(POINTS)
    chart = page.get_by_test_id("stDeckGlJsonChart")
    box = chart.locator("#deckgl-wrapper")
    until_drawn(page, box)
    water = "box => getComputedStyle(box).backgroundColor"
    light = box.evaluate(water)
    page.emulate_media(color_scheme="dark")
    expect(box).not_to_have_css("background-color", light)

    frame = page.get_by_test_id("stFullScreenFrame")
    chart.hover()
    with page.expect_download() as download:
        frame.get_by_role("button", name="Download as picture").click()
    assert red_pixels(download.value.path().read_bytes()) > 50
    frame.get_by_role("button", name="Show the data").click()
    expect(frame.get_by_role("gridcell", name="120", exact=True)).to_be_visible()
    frame.get_by_role("button", name="Show the chart").click()
    frame.get_by_role("button", name="Fullscreen").click()
    expect(box.locator("canvas")).to_have_js_property("clientWidth", 1248)
    page.keyboard.press("Escape")


def test_without_webgl_the_data_is_shown(browse, serve, complaints):
    complaints.allow("has no WebGL")
    page = browse().new_page()
    page.add_init_script(WITHOUT_WEBGL)
    page.goto(serve(POINTS))
    chart = settled(page).get_by_test_id("stDeckGlJsonChart")
    expect(chart.get_by_role("alert")).to_contain_text("this browser has no WebGL")
    expect(chart.get_by_role("gridcell", name="120", exact=True)).to_be_visible()
