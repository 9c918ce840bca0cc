"""The charts that need no description: a table as lines, areas, bars or points.

What is written here is Vega-Lite, drawn by the element that draws it for authors. It names columns and says
nothing of their values, so that a chart whose data has changed is the same chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from anew.arguments import one_of, shown_text
from anew.elements.charts.columns import (
    COLOR,
    VALUE,
    Columns,
    Named,
    are_whole,
    columns_of,
    field_of,
    free_name,
    type_of,
)
from anew.elements.charts.named_colors import css_color, is_color, listed_colors
from anew.elements.charts.vega_spec import TakenApart
from anew.elements.json import json_text
from anew.elements.tabular import Sheet, SheetColumn, column_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.charts.columns import Type

Mark: TypeAlias = Literal["line", "area", "bar", "circle"]
Stack: TypeAlias = bool | Literal["normalize", "center", "layered"] | None
Part: TypeAlias = dict[str, Any]

STACKS = (True, False, "normalize", "center", "layered", None)
DATA = "data"
SEE_THROUGH = 0.7  # The opacity of areas before others.
POINT = 100  # The size of a point, in square pixels.
MOST_NEAR = 5_000  # Points, of which the nearest to the pointer is shown: more would be slow.
LEGEND = {"orient": "bottom", "titlePadding": 5, "offset": 5}


class Wishes(NamedTuple):
    """What an author wants of a simple chart."""

    x: object = None
    y: object = None
    x_label: str | None = None
    y_label: str | None = None
    color: Any = None
    size: Any = None
    stack: Stack = None
    is_horizontal: bool = False
    sort: bool | str = True


def simple_chart(kind: str, mark: Mark, data: object, wishes: Wishes) -> TakenApart:
    """Describe a chart of a table.

    Args:
        kind: The command that was called, for its errors.
        mark: What the values are drawn as.
        data: Any table.
        wishes: As the author gave them.
    """
    one_of(kind, "stack", wishes.stack, STACKS)
    named = Named(wishes.x, wishes.y, wishes.color, wishes.size, _sorted_by(kind, wishes.sort))
    columns = columns_of(kind, data, named)
    if columns is None:
        nothing: Part = {"mark": mark, "data": {"name": DATA}, "encoding": {}}
        return TakenApart(nothing, json_text(nothing), {DATA: Sheet()})
    spec = _Chart(kind, mark, columns, wishes).spec()
    return TakenApart(spec, json_text(spec), {DATA: _shown_sheet(kind, columns)})


def _sorted_by(kind: str, sort: object) -> str | None:
    """The name of the column that bars are sorted by."""
    if isinstance(sort, bool):
        return None
    if isinstance(sort, str) and sort.removeprefix("-"):
        return sort.removeprefix("-")
    raise InvalidParameterTypeError(
        f"{kind}: sort={sort!r} is neither True, False nor the name of a column. Put a '-' before "
        f"the name for the greatest first."
    )


def _shown_sheet(kind: str, columns: Columns) -> Sheet:
    """The table, with colours in it as CSS has them."""
    color = columns.color
    if color is None or not _has_colors(color):
        return columns.sheet
    texts = [None if one is None else css_color(kind, one) for one in color.listed()]
    changed = column_of(color.name, texts, is_index=color.is_index)
    return columns.sheet._replace(
        columns=tuple([changed if one is color else one for one in columns.sheet.columns])
    )


def _has_colors(column: SheetColumn) -> bool:
    """Whether a column holds colours, and not what is to be told apart by them."""
    if column.kind not in {"text", "list"}:
        return False
    values = [value for value in column.values if value is not None]
    return bool(values) and all(
        is_color(value) and (column.kind == "list" or str(value).startswith("#"))
        for value in values
    )


class _Chart:
    """The description of one chart."""

    def __init__(self, kind: str, mark: Mark, columns: Columns, wishes: Wishes) -> None:
        self.kind = kind
        self.mark = mark
        self.columns = columns
        self.wishes = wishes
        names = [column.name for column in columns.sheet.columns]
        self.is_wide = len(columns.ys) > 1
        # Several columns are put below each other by the browser: they are sent as they are.
        self.value = free_name(VALUE, names) if self.is_wide else columns.ys[0].name
        self.series = free_name(COLOR, names)

    def spec(self) -> Part:
        encoding = self._encoding()
        spec: Part = {"data": {"name": DATA}}
        if self.is_wide:
            fields = [field_of(column.name) for column in self.columns.ys]
            spec["transform"] = [{"fold": fields, "as": [self.series, self.value]}]
        zoom = self._zoom(encoding)
        if self.mark == "line" and self._is_small():
            spec |= _with_nearest(encoding, zoom)
        else:
            spec |= {"mark": {"type": self.mark}, "encoding": encoding}
            spec |= {"params": [zoom]} if zoom else {}
        if self.mark in {"line", "area"} and self.columns.color is None:
            # A very long line may be drawn with fewer points (client/src/elements/vega/thinning.ts).
            fields = [column.name for column in self.columns.ys]
            spec["usermeta"] = {"thin": {"x": self.columns.x.name, "y": fields}}
        if self.mark == "line":
            spec["config"] = {"legend": {"symbolType": "stroke"}}
        return spec

    def _is_small(self) -> bool:
        return self.columns.sheet.rows * len(self.columns.ys) <= MOST_NEAR

    def _encoding(self) -> Part:
        wishes = self.wishes
        across, along = ("y", "x") if wishes.is_horizontal else ("x", "y")
        encoding: Part = {across: self._x(), along: self._y()}
        color = self._color()
        if color:
            encoding["color"] = color
        if self.mark == "circle":
            encoding["size"] = self._size()
        is_several = "field" in color
        if wishes.stack is False and self.mark == "bar" and is_several:
            encoding[f"{across}Offset"] = {"field": color["field"]}
        if wishes.stack == "layered" or (self.mark == "area" and is_several):
            encoding["opacity"] = {"value": SEE_THROUGH}
        if self.mark != "line" or self._is_small():
            encoding["tooltip"] = self._tooltip(color)
        return encoding

    def _x(self) -> Part:
        x, wishes = self.columns.x, self.wishes
        type_: Type | Literal["ordinal"] = type_of(x)
        if self.mark == "bar" and type_ != "temporal":
            type_ = "ordinal"
        axis: Part = {"grid": False}
        if x.kind == "integer":
            axis["tickMinStep"] = 1
        own = "" if self.columns.is_x_index else x.name
        made: Part = {
            "field": field_of(x.name),
            "type": type_,
            "title": shown_text(own if wishes.x_label is None else wishes.x_label),
            "axis": axis,
        }
        if self.mark == "bar":
            self._sort(made)
        return made

    def _sort(self, x: Part) -> None:
        sort, by = self.wishes.sort, self.columns.sort
        if sort is False:
            x["sort"] = None
        elif by is not None:
            order = "descending" if str(sort).startswith("-") else "ascending"
            x["sort"] = {"field": field_of(by.name), "op": "sum", "order": order}

    def _y(self) -> Part:
        ys, wishes = self.columns.ys, self.wishes
        axis: Part = {"grid": True}
        if are_whole(ys):
            axis["tickMinStep"] = 1
        is_unnamed = self.is_wide or self.columns.is_x_index
        own = "" if is_unnamed else ys[0].name
        made: Part = {
            "field": field_of(self.value),
            "type": "quantitative" if self.is_wide else _amount(ys[0]),
            "title": shown_text(own if wishes.y_label is None else wishes.y_label),
            "axis": axis,
        }
        if wishes.stack is not None:
            made["stack"] = False if wishes.stack == "layered" else wishes.stack
        return made

    def _color(self) -> Part:
        """How the series are told apart; empty if there is one, in the first colour."""
        given, column = self.wishes.color, self.columns.color
        if column is not None:
            if self.is_wide:
                raise InvalidParameterValueError(
                    f"{self.kind}: color={given!r} is a column, and there are several y, which "
                    f"have colours of their own. Name one y, or pass a list of colours."
                )
            field = field_of(column.name)
            if _has_colors(column):
                return {"field": field, "type": "nominal", "scale": None, "legend": None}
            return {"field": field, "type": type_of(column), "legend": LEGEND}
        colors = (
            [css_color(self.kind, one) for one in listed_colors(given)]
            if (given is not None)
            else []
        )
        if not self.is_wide:
            self._check_count(colors, 1)
            return {"value": colors[0]} if colors else {}
        made: Part = {"field": self.series, "type": "nominal", "title": " ", "legend": LEGEND}
        names = [column.name for column in self.columns.ys]
        made["scale"] = {"domain": names}
        if colors:
            self._check_count(colors, len(names))
            made["scale"]["range"] = colors
        return made

    def _check_count(self, colors: Sequence[str], count: int) -> None:
        if colors and len(colors) != count:
            raise InvalidParameterValueError(
                f"{self.kind}: color has {len(colors)} colours for {count} "
                f"{'line' if count == 1 else 'columns'}. Pass one for each of y, in its order."
            )

    def _size(self) -> Part:
        given, column = self.wishes.size, self.columns.size
        if column is not None:
            return {
                "field": field_of(column.name),
                "type": "quantitative",
                "title": column.name,
                "legend": LEGEND,
            }
        if given is None:
            return {"value": POINT}
        if isinstance(given, int | float) and not isinstance(given, bool) and given > 0:
            return {"value": given}
        raise InvalidParameterValueError(
            f"{self.kind}: size={given!r} is neither a number above 0 nor a column of the data."
        )

    def _tooltip(self, color: Part) -> list[Part]:
        columns = self.columns
        x, y = self._x(), self._y()
        shown = [
            {"field": x["field"], "type": type_of(columns.x), "title": columns.x.name},
            {"field": y["field"], "type": y["type"], "title": self.value},
        ]
        if "field" in color and color.get("scale", "") is not None:
            title = self.series if self.is_wide else columns.color and columns.color.name
            shown.append({"field": color["field"], "type": color["type"], "title": title})
        if columns.size is not None:
            size = self._size()
            shown.append({"field": size["field"], "type": "quantitative", "title": size["title"]})
        return shown

    def _zoom(self, encoding: Part) -> Part | None:
        """What lets users zoom and move the chart, along axes that have a scale to do so."""
        along = [
            name for name in ("x", "y") if encoding[name]["type"] in {"quantitative", "temporal"}
        ]
        if not along:
            return None
        select = {"type": "interval", "encodings": along}
        return {"name": "zoom", "select": select, "bind": "scales"}


def _amount(column: SheetColumn) -> Type:
    found = type_of(column)
    return "quantitative" if column.kind == "bool" else found


def _with_nearest(encoding: Part, zoom: Part | None) -> Part:
    """Lines, and on each of them the point whose x is nearest to that of the pointer."""
    near = {
        "name": "near",
        "select": {
            "type": "point",
            "on": "pointermove",
            "clear": "pointerleave",
            "nearest": True,
            "fields": [encoding["x"]["field"]],
        },
    }
    lines: Part = {"mark": {"type": "line"}}
    if zoom:
        lines["params"] = [zoom]
    return {
        "encoding": encoding,
        "layer": [
            lines,
            {"mark": {"type": "point", "opacity": 0}, "params": [near]},
            {
                "mark": {"type": "point", "filled": True, "size": 65},
                "transform": [{"filter": {"param": "near", "empty": False}}],
            },
        ],
    }
