"""Options of ECharts in all the forms that authors have them in, as the JSON that is drawn.

Tables that an option has as sources of datasets are taken out of it: the option is a small text,
and changed data is sent without it. pyecharts is not imported: its charts tell their own JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from anew.arguments import shown_text
from anew.elements.charts.plain import json_of
from anew.elements.tabular import Sheet, is_tabular, sheet_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.nearest import did_you_mean

KIND = "echarts_chart"
# Pixels, where the chart is to have its own size.
WIDTH = 700
HEIGHT = 350
MOST = 100_000  # Pixels.
_SERIES = (
    "bar boxplot candlestick chord effectScatter funnel gauge graph heatmap line lines parallel "
    "pictorialBar pie radar sankey scatter sunburst themeRiver tree treemap"
)
SERIES = frozenset(_SERIES.split())
# What ECharts draws on maps, which it does not come with; the second are of services elsewhere.
MAPS = frozenset({"map", "geo", "bmap", "amap", "gmap", "leaflet", "lmap", "mapbox"})
_GL_SERIES = (
    "bar3D flowGL graphGL line3D lines3D linesGL map3D polygons3D scatter3D scatterGL surface"
)
_GL_PARTS = "geo3D globe grid3D mapbox3D maptalks3D xAxis3D yAxis3D zAxis3D"
GL = frozenset([*_GL_SERIES.split(), *_GL_PARTS.split()])
# The size that pyecharts gives each chart.
OWN_SIZE = {"width": "900px", "height": "500px"}


class EChartsOption(NamedTuple):
    """An option, as a browser gets it."""

    text: str  # JSON; where a source is `{"table": 1}`, it is the second of the tables.
    tables: tuple[Sheet, ...]
    width: int | str = WIDTH  # The chart's own: pixels or "stretch".
    height: int | str = HEIGHT


def echarts_option(given: object) -> EChartsOption:
    """The option that an author gave: a dict, the same in JSON, or a chart of pyecharts."""
    option = _dict_of(given)
    tables: list[Sheet] = []
    for part in parts_of(option):
        _check(part)
    text = json_of(KIND, _without_tables(option, tables))
    width, height = (_own_size(given, side) for side in ("width", "height"))
    return EChartsOption(text, tuple(tables), width or WIDTH, height or HEIGHT)


def parts_of(option: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The option and those within it: of a timeline, and for other sizes of the chart."""
    media = [part for part in _listed(option.get("media")) if isinstance(part, Mapping)]
    within = [
        option.get("baseOption"),
        *_listed(option.get("options")),
        *[part.get("option") for part in media],
    ]
    return [option, *[part for part in within if isinstance(part, Mapping)]]


def _dict_of(given: object) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        return given
    dump = None if isinstance(given, str | type) else getattr(given, "dump_options", None)
    if callable(dump):
        return _read(
            dump(),
            "the chart of pyecharts holds a JsCode or something else that is no JSON. Code is "
            "never run; use a text with placeholders instead, such as '{b}: {c}'.",
        )
    if isinstance(given, str):
        return _read(given, f"{shown_text(given)[:80]!r} is no JSON of a dict.")
    raise InvalidParameterTypeError(
        f"{KIND}: {shown_text(repr(given))[:80]} is no option of ECharts. Pass a dict such as "
        f"{{'xAxis': {{...}}, 'yAxis': {{}}, 'series': [...]}}, the same as JSON, or a chart of "
        f"pyecharts."
    )


def _read(text: object, complaint: str) -> Mapping[str, Any]:
    try:
        option = msgspec.json.decode(text if isinstance(text, bytes) else str(text))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        option = None
    if isinstance(option, dict):
        return option
    raise InvalidParameterValueError(f"{KIND}: {complaint}")


def _listed(part: Any) -> list[Any]:
    """What may be one or a list of several."""
    if isinstance(part, list | tuple):
        return list(part)
    return [part] if isinstance(part, Mapping) else []


def _check(part: Mapping[str, Any]) -> None:
    """Refuse what ECharts could not draw here."""
    for name in part:
        if name == "geo":
            raise _no_map(name)
        if name in GL:
            raise _no_gl(name)
    for series in _listed(part.get("series")):
        if isinstance(series, Mapping):
            kind, system = series.get("type"), series.get("coordinateSystem")
            _check_series(kind, system if isinstance(system, str) else None)


def _check_series(kind: object, system: str | None) -> None:
    if kind is not None and not isinstance(kind, str):
        raise _no_series(kind)
    if kind in MAPS or system in MAPS:
        raise _no_map(kind if kind in MAPS else system)
    if kind in GL or system in GL:
        raise _no_gl(kind if kind in GL else system)
    if kind == "custom":
        raise InvalidParameterValueError(
            f"{KIND}: a series of the type 'custom' is drawn by a function in JavaScript, and code "
            f"is never run. Use another type, or st.plotly_chart(...)."
        )
    if kind is not None and kind not in SERIES:
        raise _no_series(kind)


def _no_series(kind: object) -> Exception:
    return InvalidParameterValueError(
        f"{KIND}: ECharts has no series of the type {shown_text(repr(kind))[:80]}."
        f"{did_you_mean(str(kind), sorted(SERIES))} It has {', '.join(sorted(SERIES))}."
    )


def _no_map(what: object) -> Exception:
    return InvalidParameterValueError(
        f"{KIND}: {what!r} needs a map, and ECharts comes without any. Use st.map(...) or "
        f"st.pydeck_chart(...)."
    )


def _no_gl(what: object) -> Exception:
    return InvalidParameterValueError(
        f"{KIND}: {what!r} is of the extension ECharts GL, which is not there. Use "
        f"st.plotly_chart(...) or st.pydeck_chart(...)."
    )


def _without_tables(option: Mapping[str, Any], tables: list[Sheet]) -> dict[str, Any]:
    """The option and those within it, with numbers where their tables were."""

    def apart(part: Any) -> Any:
        if not isinstance(part, Mapping) or "dataset" not in part:
            return part
        given = part["dataset"]
        several = isinstance(given, list | tuple)
        made = [_dataset(one, tables) for one in (given if several else [given])]
        return {**part, "dataset": made if several else made[0]}

    def medium(part: Any) -> Any:
        return {**part, "option": apart(part.get("option"))} if isinstance(part, Mapping) else part

    made = dict(apart(option))
    if "baseOption" in made:
        made["baseOption"] = apart(made["baseOption"])
    for name, convert in (("options", apart), ("media", medium)):
        if isinstance(made.get(name), list | tuple):
            made[name] = [convert(one) for one in made[name]]
    return made


def _dataset(dataset: Any, tables: list[Sheet]) -> Any:
    """A dataset with a number where its table was."""
    if not isinstance(dataset, Mapping) or not is_tabular(dataset.get("source")):
        return dataset
    sheet = sheet_of(KIND, dataset["source"])
    tables.append(Sheet(tuple([one for one in sheet.columns if not one.is_index]), sheet.rows))
    return {**dataset, "source": {"table": len(tables) - 1}}


def _own_size(chart: object, side: str) -> int | str | None:
    """The width or height that the author of a chart of pyecharts has given it."""
    said = None if isinstance(chart, Mapping | str) else getattr(chart, side, None)
    if said == OWN_SIZE[side]:
        return None
    if said == "100%":
        return "stretch"
    digits = said.removesuffix("px").strip() if isinstance(said, str) else ""
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) < MOST else None
