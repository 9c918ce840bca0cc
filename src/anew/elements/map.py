"""Points on a map, drawn on outlines of the countries that come with anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from anew.arguments import shown_text
from anew.elements.charts.colors import hex_of, rgba_of
from anew.elements.charts.places import (
    coordinates,
    numbers_of_colors,
    radii,
    radius_of,
    zoom_of,
)
from anew.elements.charts.tiles import MapTiles, style_of_maps, tiles_of_maps
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.content import Content, table_content
from anew.elements.shared.parameters import (
    STRETCH,
    HeightWithoutContent,
    WidthWithoutContent,
    checked_height,
    checked_width,
)
from anew.elements.tabular import Sheet, sheet_of
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.container import Container

RADIUS = 100.0  # Metres.


class Map(Element, frozen=True):
    """Points on a map.

    The columns of the table: latitude, longitude, then the sizes and the colours, if there are any.
    """

    content: Content = Content()
    has_sizes: bool = False
    has_colors: bool = False  # As numbers: red, green, blue and alpha are a byte each.
    color: str = ""  # Of all points, #rrggbbaa; "" for the theme's.
    radius: float = RADIUS  # Of all points, in metres.
    zoom: float | None = None
    tiles: MapTiles | None = None
    style: str = ""  # Where the style is of the vector tiles that it is drawn on.
    alt: str = ""
    width: WidthWithoutContent = "stretch"
    height: HeightWithoutContent = 500


@command("Charts")
def map(
    data: object = None,
    *,
    latitude: str | None = None,
    longitude: str | None = None,
    color: str | Sequence[float] | None = None,
    size: str | float | None = None,
    zoom: float | None = None,
    width: WidthWithoutContent = "stretch",
    height: HeightWithoutContent = 500,
    use_container_width: bool | None = None,
    alt: str | None = None,
) -> Container:
    """Show points on a map.

    The map shows the outlines of the countries, without any other server, or the tiles that the
    option `map.tiles` names. It begins where the
    points are; after that, it stays where the user has moved it while any of the points can be
    seen there.

    Args:
        data: A table of pandas, polars, Arrow or numpy, a list of rows or a dict of columns; None
            for a map without points. No coordinate may be missing.
        latitude: The name of the column with the latitudes, degrees from -90 to 90. By default
            the one with the name `lat` or `latitude`, in any case; without any names, the first.
        longitude: The name of the column with the longitudes, degrees from -360 to 360. By
            default the one with the name `lon`, `lng`, `long` or `longitude`; without any names,
            the second.
        color: A colour for all points, or the name of a column of colours. A colour is a name of
            CSS, `#rrggbb`, or three or four numbers (whole ones from 0 to 255, or fractions from
            0.0 to 1.0). None is the primary colour of the theme.
        size: The radius of the points in metres, or the name of a column of radii. None is 100.
            No point is drawn smaller than can be seen.
        zoom: From 0, the whole world, in steps that double the scale: 10 shows a city, 15 streets.
            None shows all points.
        width: Pixels or "stretch".
        height: Pixels or "stretch" to fill its container.
        use_container_width: The older form of `width`: True means "stretch".
        alt: A description, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `data` is not a table, or a column does not hold numbers.
        InvalidParameterValueError: There is no such column, or a value is missing, no colour, or
            no place on earth.

    Example:
        >>> st.map({"lat": [48.86, 52.52], "lon": [2.35, 13.4]}, size=20_000, color="teal")
    """
    checked_height("map", height, STRETCH)
    sheet = sheet_of("map", data)
    record = Map(
        radius=RADIUS if size is None or isinstance(size, str) else radius_of(size),
        zoom=None if zoom is None else zoom_of(zoom),
        tiles=tiles_of_maps(),
        style=style_of_maps(),
        alt=shown_text(alt or ""),
        width=checked_width("map", "stretch" if use_container_width else width, STRETCH),
        height=height,
    )
    if sheet.rows:
        record = _with_points(record, sheet, (latitude, longitude), color, size)
    return slot_of(record)


def _with_points(
    record: Map,
    sheet: Sheet,
    place: tuple[str | None, str | None],
    color: str | Sequence[float] | None,
    size: str | float | None,
) -> Map:
    names = [column.name for column in sheet.columns]
    columns = coordinates(sheet, *place)
    if has_sizes := isinstance(size, str):
        columns.append(radii(sheet, size))
    color_column = color if isinstance(color, str) and color in names else ""
    if color_column:
        columns.append(numbers_of_colors(sheet, color_column))
    return replace(
        record,
        content=table_content(Sheet(tuple(columns), sheet.rows)),
        has_sizes=has_sizes,
        has_colors=bool(color_column),
        color="" if color is None or color_column else hex_of(rgba_of("map", "color", color)),
    )
