"""The pictures that maps are drawn on, if an option says where they are."""

from __future__ import annotations

import msgspec

from anew.ambient.context import here


class MapTiles(msgspec.Struct, frozen=True):
    """Square pictures of the world: one at level 0, at each further level four times as many."""

    address: str  # With {z}, {x} and {y}; of another host, or below the app's own address.
    max_zoom: int  # The last level.
    attribution: str = ""


def tiles_of_maps() -> MapTiles | None:
    """Those that the options of the app name; None for the outlines alone."""
    own = here().run.settings.map
    if not own.tiles:
        return None
    return MapTiles(own.tiles, own.tiles_max_zoom, own.attribution)


def style_of_maps() -> str:
    """The address of the style that the options of the app name; "" for none."""
    return here().run.settings.map.style
