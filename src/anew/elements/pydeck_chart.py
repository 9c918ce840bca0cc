"""Maps of pydeck: layers of deck.gl, described in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

import msgspec

from anew.arguments import one_of
from anew.elements.charts.chart import Chart, ChartOptions, OnSelect, place_chart
from anew.elements.charts.decks import LayerData, described, ids_of, packed, parts_of
from anew.elements.charts.tiles import MapTiles, tiles_of_maps
from anew.elements.command import command
from anew.elements.shared.content import Content, text_content
from anew.elements.shared.parameters import STRETCH, HeightWithoutContent, checked_height
from anew.learned import learned
from anew.protocol.codec import to_json
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.attribute_dict import AttributeDict
    from anew.elements.container import Container
    from anew.elements.shared.parameters import Key, WidgetCallback, WidthWithoutContent
    from anew.protocol.messages import Json

MODES = ("single-object", "multi-object")
MOST_SELECTED = 1_000


class PydeckSelection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is selected, by the name of the layer."""

    indices: dict[str, list[int]] = {}
    objects: dict[str, list[Any]] = {}


class PydeckChart(Chart, frozen=True):
    """A map of pydeck."""

    resets: ClassVar[tuple[str, ...]] = ("selection_mode",)
    widths: ClassVar[tuple[str, ...]] = STRETCH
    selection: ClassVar[Any] = learned(PydeckSelection)

    spec: Content = Content()
    data: tuple[LayerData, ...] = ()  # Of each layer.
    tiles: MapTiles | None = None
    layers: tuple[str, ...] = ()  # Their names, in which objects may be selected.
    selection_mode: Literal["", "single-object", "multi-object"] = ""

    def decode(self, raw: Json) -> AttributeDict:
        selected = super().decode(raw)
        indices, objects = selected["selection"]["indices"], selected["selection"]["objects"]
        if indices.keys() != objects.keys() or not indices.keys() <= set(self.layers):
            raise Refused("A layer is selected in that is not in the map.")
        if any(len(numbers) != len(objects[layer]) for layer, numbers in indices.items()):
            raise Refused("There are more objects than places of objects, or fewer.")
        numbers = [number for found in indices.values() for number in found]
        if len(numbers) > (1 if self.selection_mode == "single-object" else MOST_SELECTED):
            raise Refused("Too many objects are selected.")
        if any(number < 0 for number in numbers):
            raise Refused("An object has no place below 0.")
        return selected


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(*, on_select: Literal["ignore"] = "ignore") -> Container: ...
    def _(*, on_select: Literal["rerun"] | WidgetCallback) -> AttributeDict: ...


@command("Charts")
def pydeck_chart(
    pydeck_obj: object = None,
    *,
    width: WidthWithoutContent = "stretch",
    use_container_width: bool | None = None,
    height: HeightWithoutContent = 500,
    selection_mode: Literal["single-object", "multi-object"] = "single-object",
    on_select: OnSelect = "ignore",
    key: Key | None = None,
    alt: str | None = None,
) -> Container | AttributeDict:
    """Show a map of pydeck.

    The base map is the outlines of the countries that come with anew, in the colours of the theme,
    or the tiles that the option `map.tiles` names. The Deck's `map_style` is drawn if it is of the app itself, or of a
    host that the option `map.hosts` names; Carto's styles, of which pydeck gives one to each Deck, are left out
    otherwise. A Deck with `map_provider=None` has no base map. A layer that is changed is drawn in place, and the
    view stays where the user has moved it, unless `initial_view_state` is another one.

    Args:
        pydeck_obj: A `pydeck.Deck`; None for a map without layers.
        width: Pixels or "stretch".
        use_container_width: The older form of `width`: True means "stretch".
        height: Pixels or "stretch" to fill its container.
        selection_mode: Whether one object can be selected, or several.
        on_select: "rerun" runs the script again when the user selects an object, and a callable is
            called before that; "ignore" lets nothing be selected. Layers in which objects are to
            be selected need `pickable=True` and an `id`.
        key: A name. With one, the selection is in `st.session_state` under it, and stays when
            other arguments change.
        alt: A description, for those who cannot see it. By default the Deck's `description`.

    Returns:
        With `on_select`, a dict with what is selected, whose items are attributes too:
        `selection.indices` and `selection.objects`, each a dict of lists by the layer's `id`.
        Otherwise the element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: It is not a map of pydeck.
        InvalidParameterValueError: The map cannot be written as JSON, its data or style are on a host
            that the page may not ask, or another argument is not one of its allowed values.

    Example:
        >>> import pydeck
        >>> towers = pydeck.Layer(
        ...     "ColumnLayer",
        ...     [{"at": [2.29, 48.86], "high": 330}],
        ...     id="towers",
        ...     radius=60,
        ...     get_position="at",
        ...     get_elevation="high",
        ...     pickable=True,
        ... )
        >>> view = pydeck.ViewState(latitude=48.86, longitude=2.29, zoom=12, pitch=45)
        >>> st.pydeck_chart(pydeck.Deck([towers], initial_view_state=view), on_select="rerun")
    """
    one_of("pydeck_chart", "selection_mode", selection_mode, MODES)
    checked_height("pydeck_chart", height, STRETCH)
    spec, data = parts_of(pydeck_obj)
    record = PydeckChart(
        spec=text_content(to_json(spec)),
        data=tuple(map(packed, data)),
        tiles=tiles_of_maps(),
        layers=ids_of(spec),
        selection_mode="" if on_select == "ignore" else selection_mode,
    )
    options = ChartOptions(
        width="stretch" if use_container_width else width,
        height=height,
        theme="streamlit",
        key=key,
        on_select=on_select,
        alt=alt or described(spec),
    )
    placed: Container | AttributeDict = place_chart(record, {"indices": {}, "objects": {}}, options)
    return placed
