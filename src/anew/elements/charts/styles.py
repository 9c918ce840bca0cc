"""The vector style that a Deck names, as far as its hosts are named by the options.

pydeck gives each Deck a style of Carto's if the author names none. So a style that pydeck knows by itself is
drawn if an option names its host, and otherwise left out without a word; any other must be allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from anew.elements.charts.hosts import checked_address, is_allowed
from anew.elements.charts.tiles import style_of_maps

KNOWN_HOST = "basemaps.cartocdn.com"


def style_of_deck(spec: Mapping[str, Any]) -> str | dict[str, Any] | None:
    """The style that a Deck is drawn on: an address, or a style itself; None for none.

    Raises:
        InvalidParameterValueError: It is on a host that the page may not ask.
    """
    if spec.get("mapProvider") is None:
        return None
    style = spec.get("mapStyle")
    if isinstance(style, Mapping):
        for address in _addresses_in(style):
            checked_address("the map's style", address)
        return dict(style)
    if isinstance(style, str) and _is_address(style):
        if not _is_known(style):
            return checked_address("the map's style", style)
        if is_allowed(style):
            return style
    return style_of_maps() or None


def _is_address(style: str) -> bool:
    """Whether it is not one of the names that Mapbox and Google know."""
    return urlsplit(style).scheme in {"http", "https"} or (":" not in style and "/" in style)


def _is_known(style: str) -> bool:
    return urlsplit(style).hostname == KNOWN_HOST


def _addresses_in(style: Mapping[str, Any]) -> Iterator[str]:
    """What a style fetches, by absolute addresses."""
    sources = style.get("sources")
    parts: list[Any] = [style.get("glyphs"), style.get("sprite")]
    for source in sources.values() if isinstance(sources, Mapping) else ():
        if isinstance(source, Mapping):
            parts += [source.get(name) for name in ("url", "data", "tiles", "urls")]
    while parts:
        part = parts.pop()
        if isinstance(part, list | tuple):
            parts += part
        elif isinstance(part, Mapping):
            parts.append(part.get("url"))
        elif isinstance(part, str):
            yield part
