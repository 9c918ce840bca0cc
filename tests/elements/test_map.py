from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from elements.refusals import refused

import anew as st
from anew.elements.charts.tiles import MapTiles
from anew.elements.map import Map
from anew.elements.tabular.packing import read_packed
from anew.errors import InvalidHeightError, InvalidParameterTypeError, InvalidParameterValueError
from anew.settings.sections import MapSettings
from anew.settings.settings import Settings

CITIES = {
    "lat": [48.86, 52.52],
    "lon": [2.35, 13.4],
    "people": [2e6, 3e6],
    "tint": ["red", "#0f08"],
}


def sent(tab):
    """The columns that the browser gets, by name."""
    content = tab.element.content
    body = content.text or tab.media.held(content.address).content
    return {column.name: list(column.values) for column in read_packed(body).columns}


@pytest.mark.parametrize(
    "data",
    [
        CITIES,
        pd.DataFrame(CITIES),
        pl.DataFrame(CITIES),
        [{"lat": 48.86, "lon": 2.35}, {"lat": 52.52, "lon": 13.4}],
        {"lat": [Decimal("48.86"), Decimal("52.52")], "lon": [2.35, 13.4]},
    ],
)
def test_places_come_from_tables_of_any_kind(tab, data):
    tab.run(lambda: st.map(data))

    assert sent(tab) == {"lat": [48.86, 52.52], "lon": [2.35, 13.4]}
    assert tab.element == Map(content=tab.element.content)


@pytest.mark.parametrize(
    "data", [np.array([[48.86, 2.35], [52.52, 13.4]]), [(48.86, 2.35), (52.52, 13.4)]]
)
def test_without_names_the_latitude_is_first(tab, data):
    tab.run(lambda: st.map(data))

    assert list(sent(tab).values()) == [[48.86, 52.52], [2.35, 13.4]]


def test_a_map_has_the_tiles_that_the_options_name(tab):
    own = MapSettings(tiles="app/static/{z}/{x}/{y}.png", tiles_max_zoom=5, attribution="© Us")

    tab.run(lambda: st.map(CITIES), settings=Settings(map=own))

    assert tab.element.tiles == MapTiles("app/static/{z}/{x}/{y}.png", 5, "© Us")


@pytest.mark.parametrize("names", [("LATITUDE", "LONGITUDE"), ("Lat", "Lng"), ("latitude", "long")])
def test_usual_names_are_found_in_any_case(tab, names):
    tab.run(lambda: st.map(dict(zip(names, ([1], [2]), strict=True))))

    assert tuple(sent(tab)) == names


def test_columns_say_how_large_and_in_which_colour_points_are(tab):
    tab.run(lambda: st.map(CITIES, size="people", color="tint"))

    assert sent(tab)["people"] == [2e6, 3e6]
    assert sent(tab)["tint"] == [0xFF0000FF, 0x00FF0088]
    assert (tab.element.has_sizes, tab.element.has_colors, tab.element.color) == (True, True, "")


@pytest.mark.parametrize(
    ("color", "hexadecimal"),
    [
        ("teal", "#008080ff"),
        ("#F80", "#ff8800ff"),
        ("rgb(1, 2, 3)", "#010203ff"),
        ("rgba(1 2 3 / 50%)", "#01020380"),
        ((255, 0, 0), "#ff0000ff"),
        ([255, 0, 0, 0.5], "#ff000080"),
        ((1.0, 0.5, 0.0, 0.5), "#ff800080"),
        (np.array([1, 2, 3, 4]), "#01020304"),
    ],
)
def test_a_colour_is_written_in_many_ways(tab, color, hexadecimal):
    tab.run(lambda: st.map(CITIES, color=color))

    assert tab.element.color == hexadecimal


def test_no_data_is_a_map_without_points(tab):
    for data in (None, [], pd.DataFrame({"lat": [], "lon": []})):
        tab.run(lambda data=data: st.map(data, zoom=3, height="stretch"))
        assert tab.element == Map(zoom=3, height="stretch")


def test_unchanged_points_change_nothing_on_the_page(tab):
    many = np.random.default_rng(1).uniform(-80, 80, (10_000, 2))
    tab.run(lambda: st.map(many))
    before = tab.element

    tab.run(lambda: st.map(many.copy()))
    assert tab.element == before
    assert before.content.text == ""

    many[0, 0] += 1
    tab.run(lambda: st.map(many))
    assert tab.element.content.address != before.content.address


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"data": {"a": [1], "b": [2]}},
            InvalidParameterValueError,
            (
                "map: none of the columns ('a', 'b') has the name 'lat' or 'latitude'. Name the one to "
                "use: latitude='…'."
            ),
        ),
        (
            {"latitude": "north"},
            InvalidParameterValueError,
            "map: latitude='north' is not one of the columns: 'lat', 'lon', 'people', 'tint'.",
        ),
        (
            {"data": {"lat": [1, None], "lon": [1, 2]}},
            InvalidParameterValueError,
            (
                "map: the value in row 1 of 'lat' is missing. Leave such rows out, with data.dropna() "
                "in pandas or data.drop_nulls() in polars."
            ),
        ),
        (
            {"data": {"lat": [1, 91], "lon": [1, 2]}},
            InvalidParameterValueError,
            "map: the value in row 1 of 'lat' is 91. Degrees from -90 to 90 are places on earth.",
        ),
        (
            {"longitude": "tint"},
            InvalidParameterTypeError,
            "map: the value in row 0 of 'tint' is 'red', which is not a number.",
        ),
        (
            {"color": "reddish"},
            InvalidParameterValueError,
            (
                "map: color='reddish' is not a colour. Pass a name such as 'teal', '#rrggbb', or three "
                "or four numbers: whole ones from 0 to 255, or fractions from 0.0 to 1.0."
            ),
        ),
        (
            {"color": "people"},
            InvalidParameterValueError,
            (
                "map: the color in row 0 of 'people'=2000000.0 is not a colour. Pass a name such as "
                "'teal', '#rrggbb', or three or four numbers: whole ones from 0 to 255, or fractions "
                "from 0.0 to 1.0."
            ),
        ),
        (
            {"size": -1},
            InvalidParameterValueError,
            "map: size=-1 is neither a number of metres, from 0, nor the name of a column.",
        ),
        (
            {"zoom": 30},
            InvalidParameterValueError,
            "map: zoom=30 is not a number from 0 (the world) to 24.",
        ),
        (
            {"height": "content"},
            InvalidHeightError,
            "map: height='content' is neither a number of pixels above 0 nor one of 'stretch'.",
        ),
    ],
)
def test_what_is_no_map_is_refused(tab, arguments, error, message):
    with refused(error, message):
        tab.run(lambda: st.map(**{"data": CITIES, **arguments}))
