"""Maps on vector tiles: a style that the author or an option names, from hosts that an option names."""

from __future__ import annotations

import io
import json
from collections import Counter
from contextlib import contextmanager

import numpy as np
from browser.chromium import button, settled, until
from PIL import Image
from playwright.sync_api import expect
from server.apps import serving

GREEN, BLUE = (0, 200, 0), (0, 0, 200)
OUTLINES = "Natural Earth"
DECK = """
    import anew as st
    import pydeck

    view = pydeck.ViewState(longitude=0, latitude=0, zoom=0)
    layer = pydeck.Layer("ScatterplotLayer", [], id="points")
    st.pydeck_chart(
        pydeck.Deck([layer], initial_view_state=view, {style}), width=400, height=300
    )
    st.button("Again")
"""
POINTS = """
    import anew as st

    st.map({"lat": [0], "lon": [0]}, zoom=0, width=400, height=300)
"""


def number(value: int) -> bytes:
    """A varint of protocol buffers."""
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def field(place: int, content: bytes | int) -> bytes:
    if isinstance(content, int):
        return number(place << 3) + number(content)
    return number(place << 3 | 2) + number(len(content)) + content


def west() -> bytes:
    """A vector tile with one polygon: its left half."""
    width, height = 2 * 2048, 2 * 4096  # Signs are in the last bit.
    drawn = [9, 0, 0, 26, width, 0, 0, height, width - 1, 0, 15]
    feature = field(3, 3) + field(4, b"".join(map(number, drawn)))
    layer = field(15, 2) + field(1, b"land") + field(2, feature) + field(5, 4096)
    return field(3, layer)


def style_at(address: str, tiles: str) -> dict:
    source = {"type": "vector", "tiles": [tiles], "maxzoom": 0, "attribution": "© <b>Someone</b>"}
    land = {"source": "world", "source-layer": "land"}
    layers = [
        {"id": "ground", "type": "background", "paint": {"background-color": "rgb(0,200,0)"}},
        {"id": "land", "type": "fill", **land, "paint": {"fill-color": "rgb(0,0,200)"}},
        {
            "id": "names",
            "type": "symbol",
            **land,
            "layout": {"text-field": "West", "text-font": ["Plain"]},
        },
    ]
    glyphs = f"{address}/glyphs/{{fontstack}}/{{range}}.pbf"
    return {"version": 8, "sources": {"world": source}, "glyphs": glyphs, "layers": layers}


@contextmanager
def served_style(tiles_of: str = ""):
    """A style, its tile and its letters; and how often each was asked for."""
    asked = Counter()

    async def app(scope, receive, send):
        path = scope["path"]
        asked[path] += 1
        address = f"http://{dict(scope['headers'])[b'host'].decode()}"
        tiles = f"{tiles_of or address}/tiles/{{z}}/{{x}}/{{y}}.pbf"
        if path == "/style.json":
            body = json.dumps(style_at(address, tiles)).encode()
        else:
            body = west() if path.startswith("/tiles/") else field(1, field(1, b"Plain"))
        headers = [(b"access-control-allow-origin", b"*"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    with serving(app) as port:
        yield f"http://127.0.0.1:{port}", asked


def colours(png):
    """In the middle of the left half, and of the right."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    height, width, _ = pixels.shape
    return [tuple(pixels[height // 2, width // 2 + side].tolist()) for side in (-60, 60)]


def until_drawn(page, box, wanted):
    until(page, lambda: colours(box.screenshot()), wanted)


def wrapper(page):
    return page.locator("#deckgl-wrapper")


def test_a_deck_is_drawn_in_a_style_whose_host_is_named(open_app):
    with served_style() as (address, asked):
        style = f'map_style="{address}/style.json"'
        page = open_app(DECK.replace("{style}", style), **{"map.hosts": (address,)})
        box = wrapper(page)
        until_drawn(page, box, [BLUE, GREEN])
        expect(box.locator(".map-credits")).to_have_text("© Someone")
        expect(box).to_have_attribute("data-base", "style")

        button(page, "Again").click()
        settled(page)
        box.locator("canvas#deckgl-overlay").focus()
        page.keyboard.press("ArrowLeft")
        until_drawn(page, box, [BLUE, BLUE])  # It follows deck.gl's camera.

        frame = page.get_by_test_id("stFullScreenFrame").first
        box.hover()
        with page.expect_download() as download:
            frame.get_by_role("button", name="Download as picture").click()
        assert colours(download.value.path().read_bytes()) == [BLUE, BLUE]

    assert asked["/style.json"] == 1
    assert "/tiles/0/0/0.pbf" in asked
    assert any(path.startswith("/glyphs/Plain/") for path in asked)


def test_maps_of_points_are_drawn_in_the_style_of_an_option(open_app):
    with served_style() as (address, _):
        page = open_app(POINTS, **{"map.style": f"{address}/style.json"})
        until_drawn(page, wrapper(page), [BLUE, GREEN])


def test_a_style_that_is_a_dict_is_drawn_and_a_host_that_nobody_named_is_not_asked(
    open_app, complaints
):
    complaints.allow(
        "Against the policy: connect-src|Content Security Policy|Failed to fetch|The map's style"
    )
    with served_style() as (elsewhere, never), served_style(elsewhere) as (address, asked):
        style = style_at(address, f"{address}/tiles/{{z}}/{{x}}/{{y}}.pbf")
        text = f'map_provider="mapbox", map_style={style!r}'
        page = open_app(DECK.replace("{style}", text), **{"map.hosts": (address,)})
        until_drawn(page, wrapper(page), [BLUE, GREEN])
        assert asked["/style.json"] == 0

        page = open_app(POINTS, **{"map.style": f"{address}/style.json"})
        until_drawn(page, wrapper(page), [GREEN, GREEN])
        until(page, lambda: complaints.has(elsewhere), True)
    assert not never


def test_the_style_that_pydeck_gives_to_each_deck_asks_nobody(open_app, complaints):
    page = open_app(DECK.replace("{style}", 'map_style="dark"'))
    expect(wrapper(page).locator(".map-credits")).to_have_text(OUTLINES)
    expect(wrapper(page)).to_have_attribute("data-base", "outlines")
    assert not [one for one in complaints.addresses if "cartocdn" in one or "styled_map" in one]
