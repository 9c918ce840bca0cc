"""Takes a Vega-Lite specification apart: its data on one side, what is drawn of it on the other.

The specification becomes a small text, and each list of rows in it a table that it names. So
changed data is put into the drawing that there is, and a rerun with the same data sends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from anew.arguments import shown_text
from anew.elements.json import json_text
from anew.elements.tabular import Sheet, is_tabular, sheet_of
from anew.elements.tabular.sheet import SheetColumn, column_of
from anew.errors import InvalidParameterTypeError

Spec: TypeAlias = Mapping[str, Any]

VIEWS = ("layer", "hconcat", "vconcat", "concat")  # Lists of views within a view.
# Without one of these, nothing would be drawn. The last is of Vega, which is drawn, too.
FORMS = frozenset({"mark", *VIEWS, "facet", "repeat", "spec", "marks"})
INDEX = "(index)"  # By which a specification names an index that has no name.
# What data is, where it is not a table: an address, a shape, a generator.
SOURCES = frozenset({"url", "values", "name", "sphere", "graticule", "sequence"})
# Altair names data by a digest of it. The name must be the same when the data has changed.
_DIGEST = re.compile(r"data-[0-9a-f]{16}[0-9a-f]*")
_SCALAR = str | int | float | bool | None


class TakenApart(NamedTuple):
    """A specification without its data, and the data by the names that it has in there."""

    spec: dict[str, Any]
    text: str  # The same as JSON.
    tables: dict[str, Sheet]


def taken_apart(kind: str, data: object, spec: Spec) -> TakenApart:
    """Take the data out of a specification.

    Args:
        kind: The command that was called, for its errors.
        data: What the whole chart shows, if it is not in the specification.
        spec: As the author gave it; it stays as it is.
    """
    named = spec.get("datasets")
    taking = _Taking(kind, named if isinstance(named, Mapping) else {})
    top = {name: value for name, value in spec.items() if name != "datasets"}
    if data is not None:
        top["data"] = taking.apart(data, spec.get("data"))
    view = taking.view(top)
    if taking.others:
        view["datasets"] = taking.others
    text = json_text(view)
    uses_index = INDEX in text
    tables = {name: _with_index(sheet, uses_index) for name, sheet in taking.tables.items()}
    return TakenApart(view, text, tables)


def selections_in(spec: Any) -> Iterator[str]:
    """The names of the parameters by which something is selected, in a specification's order."""
    if isinstance(spec, Mapping):
        for param in _listed(spec.get("params")):
            if isinstance(param, Mapping) and "select" in param and "name" in param:
                yield str(param["name"])
        for name in VIEWS:
            for view in _listed(spec.get(name)):
                yield from selections_in(view)
        yield from selections_in(spec.get("spec"))


def _listed(part: Any) -> Sequence[Any]:
    """A list in a specification. What is none where one belongs, the browser will complain of."""
    return part if isinstance(part, list | tuple) else ()


def is_composed(spec: Spec) -> bool:
    """Whether it is views beside each other, whose number decides how wide they are."""
    channels = spec.get("encoding")
    encoding = channels if isinstance(channels, Mapping) else {}
    return not {"hconcat", "concat", "facet", "repeat"}.isdisjoint(spec) or not {
        "row",
        "column",
        "facet",
    }.isdisjoint(encoding)


class _Taking:
    """The tables that were found so far."""

    def __init__(self, kind: str, datasets: Mapping[str, Any]) -> None:
        self._kind = kind
        self.tables: dict[str, Sheet] = {}
        self.others: dict[str, Any] = {}  # Named data that is no table, such as GeoJSON.
        self._names: dict[str, str] = {}  # Of named data: as the author's, and as it is here.
        for name, rows in datasets.items():
            own = f"data-{len(self._names) + 1}" if _DIGEST.fullmatch(name) else name
            self._names[name] = own
            sheet = self._table(rows)
            if sheet is None:
                self.others[own] = rows
            else:
                self.tables[own] = sheet

    def apart(self, data: Any, given: Any) -> Any:
        """Data that was passed beside the specification, which may have a name for it."""
        if isinstance(data, str) or (isinstance(data, Mapping) and _is_source(data)):
            return data
        name = given.get("name", "") if isinstance(given, Mapping) else ""
        return {"name": self._put(self._checked(data), name)}

    def view(self, spec: Any) -> Any:
        """A view and those within it, with names where their data was."""
        if not isinstance(spec, Mapping):
            return spec
        made = dict(spec)
        if made.get("data") is not None:
            made["data"] = self._data(made["data"])
        if steps := _listed(made.get("transform")):
            made["transform"] = [self._transform(step) for step in steps]
        for name in VIEWS:
            if views := _listed(made.get(name)):
                made[name] = [self.view(view) for view in views]
        if "spec" in made:
            made["spec"] = self.view(made["spec"])
        return made

    def _transform(self, step: Any) -> Any:
        """A step of a transformation; it may look something up in other data."""
        source = step.get("from") if isinstance(step, Mapping) else None
        if not isinstance(source, Mapping) or "data" not in source:
            return step
        return {**step, "from": {**source, "data": self._data(source["data"])}}

    def _data(self, data: Any) -> Any:
        if isinstance(data, str):
            return {"url": data}
        if not isinstance(data, Mapping) or SOURCES.isdisjoint(data):
            return {"name": self._put(self._checked(data), "")}
        given = shown_text(data.get("name", ""))
        if "values" not in data:
            return {**data, "name": self._names.get(given, given)} if given else data
        sheet = self._table(data["values"]) if _is_of_rows(data.get("format")) else None
        if sheet is None:
            return data
        rest = {name: value for name, value in data.items() if name != "values"}
        return {**rest, "name": self._put(sheet, given)}

    def _put(self, sheet: Sheet, name: str) -> str:
        if not name or _DIGEST.fullmatch(name):
            name = f"data-{len(self.tables) + len(self.others) + 1}"
        self.tables[name] = sheet
        return name

    def _checked(self, data: object) -> Sheet:
        return _of_values(sheet_of(self._kind, data), data)

    def _table(self, rows: Any) -> Sheet | None:
        """The table that some rows are; None if it is data of another form."""
        if is_tabular(rows):
            return self._checked(rows)
        if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
            return None
        return self._checked(rows)


def _is_source(data: Mapping[Any, Any]) -> bool:
    """Whether a dict says where data is, and is not a table of columns with such names."""
    is_told = any(not isinstance(data[name], list | tuple) for name in SOURCES & data.keys())
    return is_told or "values" in data.keys() <= {"values", "format"}


def _is_of_rows(form: Any) -> bool:
    """Whether values are plain rows, and not such as a part of a JSON document or CSV."""
    return not isinstance(form, Mapping) or (
        form.get("type", "json") == "json" and not {"property", "feature", "mesh"} & form.keys()
    )


def _of_values(sheet: Sheet, data: object) -> Sheet:
    """Vega calls the one column of a list of plain values `data`."""
    is_plain = isinstance(data, Sequence) and bool(data) and isinstance(data[0], _SCALAR)
    return _renamed(sheet, {"value": "data"}) if is_plain else sheet


def _with_index(sheet: Sheet, uses_index: bool) -> Sheet:
    """A table whose index has a name by which a specification can use it."""
    if sheet.is_numbered and not uses_index:
        return Sheet(tuple([one for one in sheet.columns if not one.is_index]), sheet.rows)
    if uses_index and not any(one.is_index for one in sheet.columns):
        numbers = column_of(INDEX, range(sheet.rows), is_index=True)
        return Sheet((numbers, *sheet.columns), sheet.rows)
    return _renamed(sheet, {"": INDEX}, of_index=True)


def _renamed(sheet: Sheet, names: Mapping[str, str], *, of_index: bool = False) -> Sheet:
    def renamed(column: SheetColumn) -> SheetColumn:
        if column.is_index is not of_index:
            return column
        return column._replace(name=names.get(column.name, column.name))

    return sheet._replace(columns=tuple(map(renamed, sheet.columns)))


def checked_spec(kind: str, spec: object) -> Spec:
    """Refuse what is no specification."""
    if isinstance(spec, Mapping) and not FORMS.isdisjoint(spec):
        return spec
    raise InvalidParameterTypeError(
        f"{kind}: {shown_text(spec)[:80]!r} is no Vega-Lite specification. Pass a dict, such as "
        f"{{'mark': 'bar', 'encoding': {{...}}}}."
    )
