"""The columns that a map of points is drawn from, each checked: one value may make the map empty."""

from __future__ import annotations

import math
import numbers
from array import array
from typing import TYPE_CHECKING

from anew.elements.charts.colors import rgba_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.tabular import Sheet, SheetColumn

LATITUDES = ("lat", "latitude")
LONGITUDES = ("lon", "lng", "long", "longitude")
MOST_LATITUDE = 90
MOST_LONGITUDE = 360  # What crosses the 180th meridian may be counted on beyond it.
MOST_ZOOM = 24


def coordinates(sheet: Sheet, latitude: str | None, longitude: str | None) -> list[SheetColumn]:
    """The latitudes and the longitudes of a table's rows."""
    pairs = (
        (_column(sheet, "latitude", latitude, LATITUDES, 0), MOST_LATITUDE),
        (_column(sheet, "longitude", longitude, LONGITUDES, 1), MOST_LONGITUDE),
    )
    return [_checked(column, most) for column, most in pairs]


def radii(sheet: Sheet, name: str) -> SheetColumn:
    """The sizes of the points."""
    column = _named(sheet, "size", name)
    values = _numbers(column)
    if min(values) < 0:
        row = next(at for at, value in enumerate(values) if value < 0)
        raise InvalidParameterValueError(
            f"map: the size in row {row} of {name!r} is {values[row]:g}. Pass metres, from 0."
        )
    return column._replace(kind="number", values=values)


def radius_of(size: object) -> float:
    """The size of all points."""
    is_number = isinstance(size, numbers.Real) and not isinstance(size, bool)
    if is_number and math.isfinite(size) and size >= 0:  # type: ignore[operator, arg-type]
        return float(size)  # type: ignore[arg-type]
    raise InvalidParameterValueError(
        f"map: size={size!r} is neither a number of metres, from 0, nor the name of a column."
    )


def zoom_of(zoom: object) -> float:
    """The scale at which a map begins."""
    is_number = isinstance(zoom, numbers.Real) and not isinstance(zoom, bool)
    if is_number and 0 <= zoom <= MOST_ZOOM:  # type: ignore[operator]
        return float(zoom)  # type: ignore[arg-type]
    raise InvalidParameterValueError(
        f"map: zoom={zoom!r} is not a number from 0 (the world) to {MOST_ZOOM}."
    )


def numbers_of_colors(sheet: Sheet, name: str) -> SheetColumn:
    """A column of colours, each as one number: red, green, blue and alpha are a byte each."""
    column = _named(sheet, "color", name)
    known: dict[str, int] = {}
    found = array("d")
    for row, value in enumerate(column.values):
        number = known.get(value) if isinstance(value, str) else None
        if number is None:
            number = _number_of(name, row, value)
            if isinstance(value, str):
                known[value] = number
        found.append(number)
    return column._replace(kind="integer", values=found)


def _number_of(name: str, row: int, value: object) -> int:
    return int.from_bytes(bytes(rgba_of("map", f"the color in row {row} of {name!r}", value)))


def _column(
    sheet: Sheet, parameter: str, name: str | None, usual: Sequence[str], place: int
) -> SheetColumn:
    if name is not None:
        return _named(sheet, parameter, name)
    for wanted in usual:
        for column in sheet.columns:
            if column.name.lower() == wanted:
                return column
    own = [column for column in sheet.columns if not column.is_index]
    if len(own) > 1 and all(column.name == str(at) for at, column in enumerate(own)):
        return own[place]  # Of an array, or a list of rows, which names nothing.
    raise InvalidParameterValueError(
        f"map: none of the columns ({_names(sheet)}) has the name {' or '.join(map(repr, usual))}. "
        f"Name the one to use: {parameter}='…'."
    )


def _named(sheet: Sheet, parameter: str, name: object) -> SheetColumn:
    for column in sheet.columns:
        if column.name == str(name):
            return column
    raise InvalidParameterValueError(
        f"map: {parameter}={name!r} is not one of the columns: {_names(sheet)}."
    )


def _names(sheet: Sheet) -> str:
    return ", ".join(repr(column.name) for column in sheet.columns)


def _checked(column: SheetColumn, most: int) -> SheetColumn:
    """The column, whose values all are on earth."""
    values = _numbers(column)
    if -most <= min(values) and max(values) <= most:
        return column._replace(kind="number", values=values)
    row = next(at for at, value in enumerate(values) if abs(value) > most)
    raise InvalidParameterValueError(
        f"map: the value in row {row} of {column.name!r} is {values[row]:g}. Degrees from "
        f"-{most} to {most} are places on earth."
    )


def _numbers(column: SheetColumn) -> array[float]:
    """The values of a column, none of which may be missing."""
    values = column.values
    if not isinstance(values, array):
        values = array("d", [_float_of(column.name, row, one) for row, one in enumerate(values)])
    if not math.isfinite(sum(values)):  # Also what is not a number makes the sum none.
        row = next(at for at, value in enumerate(values) if not math.isfinite(value))
        raise InvalidParameterValueError(
            f"map: the value in row {row} of {column.name!r} is missing. Leave such rows out, with "
            f"data.dropna() in pandas or data.drop_nulls() in polars."
        )
    return values


def _float_of(name: str, row: int, value: object) -> float:
    """A number that came as something else: as a decimal, or missing."""
    if value is None:
        return math.nan
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InvalidParameterTypeError(
            f"map: the value in row {row} of {name!r} is {value!r}, which is not a number."
        ) from None
