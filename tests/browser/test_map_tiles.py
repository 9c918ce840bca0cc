"""Maps on tiles: pictures from where an option says."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import contextmanager

import numpy as np
from browser.chromium import button, settled, until
from PIL import Image
from playwright.sync_api import expect
from server.apps import serving

POINTS = """
    import anew as st

    st.map({"lat": [0], "lon": [0]}, zoom=0, width=240, height=120)
    st.button("Again")
"""
DECK = """
    import anew as st
    import pydeck

    view = pydeck.ViewState(longitude=0, latitude=0, zoom=3)
    st.pydeck_chart(pydeck.Deck([], initial_view_state=view, map_style="dark"), width=240, height=120)
"""
GREEN = (0, 200, 0)


def picture():
    written = io.BytesIO()
    Image.new("RGB", (256, 256), GREEN).save(written, "PNG")
    return written.getvalue()


@contextmanager
def served_tiles():
    """Green tiles, but for the one of the north-west; and how often each was asked for."""
    asked = Counter()
    body = picture()

    async def app(scope, receive, send):
        asked[scope["path"]] += 1
        status = 404 if scope["path"] == "/1/0/0@2x.png" else 200
        headers = [(b"access-control-allow-origin", b"*"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    with serving(app) as port:
        yield f"http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}@2x.png", asked


def are_green(png):
    """Of each quarter of a map, a pixel: north-west, north-east, south-west, south-east."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    height, width, _ = pixels.shape
    x, y = width // 6, height // 4
    places = [(-y, -x), (-y, x), (y, -x), (y, x)]
    return [
        bool(abs(pixels[height // 2 + down, width // 2 + right] - GREEN).max() < 10)
        for down, right in places
    ]


def until_green(page, box, quarters):
    until(page, lambda: are_green(box.screenshot()), quarters)


def test_a_map_is_drawn_on_tiles_and_on_outlines_where_there_is_none(open_app, complaints):
    complaints.allow("status of 404")
    with served_tiles() as (address, asked):
        page = open_app(POINTS, **{"map.tiles": address, "map.attribution": "© Someone"})
        box = page.locator("#deckgl-wrapper")
        until_green(page, box, [False, True, True, True])
        expect(box.locator(".map-credits")).to_have_text("© Someone")

        button(page, "Again").click()
        settled(page)
        light = box.evaluate("box => getComputedStyle(box).backgroundColor")
        page.emulate_media(color_scheme="dark")
        # It is told with a frame, which may be long in coming where there is no graphics card.
        expect(box).not_to_have_css("background-color", light, timeout=40_000)
        until_green(page, box, [False, True, True, True])  # Tiles are as they are.

    assert asked == {f"/1/{x}/{y}@2x.png": 1 for x in (0, 1) for y in (0, 1)}


def test_a_map_of_pydeck_is_drawn_on_tiles_of_the_app_itself(open_app, tmp_path, complaints):
    first = tmp_path / "app-1" / "static" / "tiles" / "0" / "0" / "0.png"
    first.parent.mkdir(parents=True)
    first.write_bytes(picture())
    own = {"map.tiles": "app/static/tiles/{z}/{x}/{y}.png", "map.tilesMaxZoom": "0"}
    page = open_app(DECK, **{"server.enableStaticServing": "true"}, **own)
    box = page.locator("#deckgl-wrapper")

    until_green(page, box, [True] * 4)  # The only level that there is, drawn larger.
    expect(box.locator(".map-credits")).to_be_hidden()
    asked = [address for address in complaints.addresses if "/app/static/" in address]
    assert [address.partition("/app/")[2] for address in asked] == ["static/tiles/0/0/0.png"]
