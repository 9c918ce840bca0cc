"""Decks of pydeck, taken apart: what is drawn, and the data of each layer, which may be large.

pydeck is not imported: who has a Deck has it already.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from anew.arguments import shown_text
from anew.elements.charts.hosts import checked_address
from anew.elements.charts.styles import style_of_deck
from anew.elements.charts.tiles import style_of_maps
from anew.elements.json import json_text
from anew.elements.shared.content import Content, table_content, text_content
from anew.elements.tabular import is_tabular, sheet_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

# What pydeck calls a layer to which the author has given no name: something else in each run.
_RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class LayerData(msgspec.Struct, frozen=True, omit_defaults=True):
    """The data of one layer: a table whose rows are objects, or any JSON; or none of its own."""

    table: Content | None = None
    json: Content | None = None


class DeckParts(NamedTuple):
    """A Deck, taken apart."""

    spec: dict[str, Any]  # As deck.gl reads it, without data.
    data: tuple[Any, ...]  # Of each layer; None if it has none, or only an address.


def parts_of(deck: object) -> DeckParts:
    """Take a Deck apart.

    Raises:
        InvalidParameterTypeError: It is no Deck.
    """
    if deck is None:
        named = style_of_maps()
        return DeckParts({"mapStyle": named} if named else {}, ())
    if not callable(getattr(deck, "to_json", None)):
        raise InvalidParameterTypeError(
            f"pydeck_chart: {type(deck).__name__} is not a map of pydeck. Pass a pydeck.Deck."
        )
    own = getattr(deck, "layers", None)
    layers: list[Any] = list(own) if isinstance(own, list | tuple) else []
    if layers and all(hasattr(layer, "_data") for layer in layers):
        data = tuple([layer.data for layer in layers])
        spec = _spec_of(_without_data(deck, layers, data))
    else:
        spec = _spec_of(deck)
        data = tuple([layer.pop("data", None) for layer in spec.get("layers") or []])
    for number, layer in enumerate(spec.get("layers", [])):
        if _RANDOM.fullmatch(str(layer.get("id", ""))):
            layer["id"] = f"{layer.get('@@type', 'Layer')}-{number}"
        if isinstance(data[number], str):
            layer["data"] = checked_address(f"the data of the layer {layer['id']!r}", data[number])
    style = style_of_deck(spec)
    spec.pop("mapStyle", None)
    if style is not None:
        spec["mapStyle"] = style
    spec["tooltip"] = _plain_tooltip(getattr(deck, "_tooltip", True))
    return DeckParts(spec, tuple([None if isinstance(one, str) else one for one in data]))


def packed(data: Any) -> LayerData:
    """The data of a layer as the browser gets it: as a binary table where it has rows."""
    if data is None:
        return LayerData()
    if is_tabular(data) or _has_rows(data):
        return LayerData(table=table_content(sheet_of("pydeck_chart", data)))
    data = getattr(data, "__geo_interface__", data)
    return LayerData(json=text_content(json_text(data)))


def ids_of(spec: dict[str, Any]) -> tuple[str, ...]:
    """The names of the layers."""
    return tuple([str(layer.get("id", "")) for layer in spec.get("layers", [])])


def _without_data(deck: Any, layers: Sequence[Any], data: Sequence[Any]) -> Any:
    """A copy of a Deck; the author's own, which other sessions may share, is left alone."""
    copied = copy.copy(deck)
    copied.layers = [copy.copy(layer) for layer in layers]
    for layer, own in zip(copied.layers, data, strict=True):
        if own is not None:
            layer.__dict__["_data"] = None
    return copied


def _spec_of(deck: Any) -> dict[str, Any]:
    try:
        spec = json.loads(deck.to_json())
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidParameterValueError(
            f"pydeck_chart: the map cannot be written as JSON: {error}."
        ) from error
    if not isinstance(spec, dict):
        raise InvalidParameterTypeError(
            "pydeck_chart: to_json() gave no object. Pass a pydeck.Deck."
        )
    return spec


def _plain_tooltip(tooltip: Any) -> Any:
    if not isinstance(tooltip, Mapping):
        return bool(tooltip)
    return json.loads(json_text(dict(tooltip)))


def _has_rows(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and all(isinstance(row, Mapping) for row in data)


def described(spec: dict[str, Any]) -> str:
    """The author's description of a Deck."""
    return shown_text(spec.get("description") or "")
