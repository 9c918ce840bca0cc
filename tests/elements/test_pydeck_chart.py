from __future__ import annotations

import json

import numpy as np
import pandas as pd
import polars as pl
import pydeck
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.tabular.packing import read_packed
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.settings.sections import MapSettings
from anew.settings.settings import Settings
from anew.state.state import Refused

TOWERS = [{"at": [2.29, 48.86], "high": 330}, {"at": [2.35, 48.85], "high": 69}]


def deck(data=TOWERS, **more):
    return pydeck.Deck(
        [pydeck.Layer("ColumnLayer", data, id="towers", get_position="at", pickable=True)], **more
    )


def spec(tab):
    return json.loads(tab.element.spec.text)


def rows(tab):
    content = tab.element.data[0].table
    body = content.text or tab.media.held(content.address).content
    return {column.name: list(column.values) for column in read_packed(body).columns}


@pytest.mark.parametrize("data", [TOWERS, pd.DataFrame(TOWERS), pl.DataFrame(TOWERS)])
def test_rows_go_apart_from_what_is_drawn_with_them(tab, data):
    tab.run(lambda: st.pydeck_chart(deck(data)))

    (layer,) = spec(tab)["layers"]
    assert layer == {
        "@@type": "ColumnLayer",
        "getPosition": "@@=at",
        "id": "towers",
        "pickable": True,
    }
    assert rows(tab) == {"at": [[2.29, 48.86], [2.35, 48.85]], "high": [330, 69]}


def test_other_data_is_sent_as_it_is(tab):
    shape = {"type": "FeatureCollection", "features": []}
    layers = [
        pydeck.Layer("GeoJsonLayer", shape),
        pydeck.Layer("PathLayer", [[[0, 1], [2, 3]]]),
        pydeck.Layer("GeoJsonLayer", "app/static/shapes.json"),
        pydeck.Layer("TileLayer"),
    ]
    tab.run(lambda: st.pydeck_chart(pydeck.Deck(layers)))

    first, second, third, fourth = tab.element.data
    assert json.loads(first.json.text) == shape
    assert json.loads(second.json.text) == [[[0, 1], [2, 3]]]
    assert (third.table, third.json, fourth.table, fourth.json) == (None, None, None, None)
    assert spec(tab)["layers"][2]["data"] == "app/static/shapes.json"


def test_an_unchanged_map_changes_nothing_on_the_page(tab):
    many = np.random.default_rng(1).uniform(-80, 80, (10_000, 2))

    def script():
        data = pd.DataFrame(many, columns=["x", "y"])
        layer = pydeck.Layer("ScatterplotLayer", data, get_position=["x", "y"])  # Without an id.
        return st.pydeck_chart(pydeck.Deck([layer]))

    tab.run(script)
    before = tab.element
    assert before.data[0].table.text == ""
    tab.run(script)
    assert tab.element == before

    many[0, 0] += 1
    tab.run(script)
    assert tab.element.spec == before.spec
    assert tab.element.data != before.data


def test_the_authors_deck_is_left_alone(tab):
    own = deck()
    before = own.to_json()
    tab.run(lambda: st.pydeck_chart(own))

    assert own.to_json() == before


def test_writing_a_deck_draws_it(tab):
    tab.run(lambda: st.write(deck()))

    assert tab.element.layers == ("towers",)


def test_what_is_selected_is_returned_and_remembered(tab):
    def script():
        return st.pydeck_chart(deck(), on_select="rerun", key="map")

    assert tab.run(script) == {"selection": {"indices": {}, "objects": {}}}

    sent = {"indices": {"towers": [1]}, "objects": {"towers": [TOWERS[1]]}}
    selected = tab.run(script, sent={"map": sent})
    assert selected == {"selection": sent}
    assert selected.selection.objects["towers"][0]["high"] == 69
    assert tab.run(script) == {"selection": sent}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {"indices": {"towers": [0]}, "objects": {}},
        {"indices": {"others": [0]}, "objects": {"others": [{}]}},
        {"indices": {"towers": [0, 1]}, "objects": {"towers": [{}]}},
        {"indices": {"towers": [0, 1]}, "objects": {"towers": [{}, {}]}},
        {"indices": {"towers": [-1]}, "objects": {"towers": [{}]}},
        {"indices": {"towers": ["0"]}, "objects": {"towers": [{}]}},
        {"indices": {}, "objects": {}, "more": 1},
    ],
)
def test_what_cannot_be_selected_is_refused(tab, raw):
    tab.run(lambda: st.pydeck_chart(deck(), on_select="rerun"))

    with pytest.raises(Refused):
        tab.element.decode(raw)


@pytest.mark.parametrize("host", ["https://example.org", "https://*.org"])
def test_data_of_other_hosts_needs_the_authors_word(tab, host):
    layer = pydeck.Layer("GeoJsonLayer", "https://example.org/shapes.json", id="shapes")

    def script():
        st.pydeck_chart(pydeck.Deck([layer]))

    with refused(
        InvalidParameterValueError,
        "pydeck_chart: the data of the layer 'shapes' is at https://example.org, which the page may "
        "not ask. Load it in the script, or name that in the option map.hosts.",
    ):
        tab.run(script)

    tab.run(script, settings=Settings(map=MapSettings(hosts=(host,))))
    assert spec(tab)["layers"][0]["data"] == "https://example.org/shapes.json"


def test_what_is_no_deck_is_refused(tab):
    with refused(
        InvalidParameterTypeError,
        "pydeck_chart: int is not a map of pydeck. Pass a pydeck.Deck.",
    ):
        tab.run(lambda: st.pydeck_chart(3))
    with refused(
        InvalidParameterValueError,
        "pydeck_chart: selection_mode='all' is not one of 'single-object', 'multi-object'.",
    ):
        tab.run(lambda: st.pydeck_chart(deck(), selection_mode="all"))  # type: ignore[call-overload]


CARTO = "https://basemaps.cartocdn.com"


def style(tab, hosts=(), option="", **more):
    own = Settings(map=MapSettings(hosts=hosts, style=option))
    tab.run(lambda: st.pydeck_chart(deck(**more)), settings=own)
    return spec(tab).get("mapStyle")


def test_the_style_that_pydeck_gives_to_each_deck_needs_the_word_of_an_option(tab):
    assert style(tab) is None
    assert style(tab, map_style="light") is None
    assert style(tab, map_provider="mapbox") is None
    assert style(tab, map_provider="google_maps", map_style="satellite") is None
    assert style(tab, map_provider=None) is None
    assert style(tab, [CARTO]).startswith(f"{CARTO}/gl/dark-matter")
    assert style(tab, [CARTO], map_provider=None) is None


def test_a_style_of_the_app_or_of_a_host_that_is_named_is_drawn(tab):
    own = "app/static/style.json"
    assert style(tab, map_style=own) == own
    elsewhere = "https://tiles.example.org/style.json"
    assert style(tab, ["https://*.example.org"], map_style=elsewhere) == elsewhere
    assert style(tab, option=own) == style(tab, option=own, map_style=None) == own
    assert style(tab, ["https://tiles.example.org"], own, map_style=elsewhere) == elsewhere
    tab.run(st.pydeck_chart, settings=Settings(map=MapSettings(style=own)))
    assert spec(tab) == {"mapStyle": own}


def test_a_style_elsewhere_needs_the_word_of_an_option(tab):
    source = {"type": "vector", "tiles": ["https://tiles.example.org/{z}/{x}/{y}.pbf"]}
    whole = {
        "version": 8,
        "sources": {"world": source},
        "sprite": [{"id": "default", "url": "https://signs.example.org/signs"}],
        "glyphs": "/letters/{fontstack}/{range}.pbf",
        "layers": [],
    }
    message = (
        "pydeck_chart: the map's style is at https://{}.example.org, which the page may not ask. "
        "Load it in the script, or name that in the option map.hosts."
    )
    with refused(InvalidParameterValueError, message.format("tiles")):
        style(tab, map_style="https://tiles.example.org/style.json")
    with refused(InvalidParameterValueError, message.format("signs")):
        style(tab, ["https://tiles.example.org"], map_provider="mapbox", map_style=whole)

    hosts = ["https://tiles.example.org", "https://signs.example.org"]
    assert style(tab, hosts, map_provider="mapbox", map_style=whole) == whole
