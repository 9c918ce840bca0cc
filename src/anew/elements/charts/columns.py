"""Which columns of a table a simple chart draws, and how Vega-Lite has to understand them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from anew.elements.tabular import Sheet, SheetColumn, column_of, label_of, sheet_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

Type: TypeAlias = Literal["quantitative", "temporal", "nominal"]

NUMBERS = frozenset({"integer", "number", "duration", "bool"})
INDEX = "index"
VALUE = "value"
COLOR = "color"


class Columns(NamedTuple):
    """The table of a chart, with only the columns that it draws."""

    sheet: Sheet
    x: SheetColumn
    ys: tuple[SheetColumn, ...]
    is_x_index: bool  # Whether x names the rows, and not an axis.
    color: SheetColumn | None = None
    size: SheetColumn | None = None
    sort: SheetColumn | None = None


class Named(NamedTuple):
    """The names of columns that an author gave."""

    x: object = None
    y: object = None
    color: object = None
    size: object = None
    sort: object = None


def columns_of(kind: str, data: object, named: Named) -> Columns | None:
    """Choose the columns; None if there is nothing to draw."""
    sheet = sheet_of(kind, data)
    if not sheet.columns:
        return None
    finder = _Finder(kind, sheet)
    x = finder.named("x", named.x) if named.x is not None else finder.index()
    others = [finder.optional(name) for name in (named.color, named.size)]
    color, size = others
    sort = finder.named("sort", named.sort) if named.sort is not None else None
    taken = {column.name for column in (x, color, size) if column is not None}
    ys = finder.several(named.y) if named.y is not None else finder.rest(taken)
    if not ys:
        return None
    drawn = {column.name: column for column in (x, *ys, color, size, sort) if column is not None}
    return Columns(
        Sheet(tuple(drawn.values()), sheet.rows), x, ys, named.x is None, color, size, sort
    )


def type_of(column: SheetColumn) -> Type:
    """How Vega-Lite has to understand a column."""
    if column.kind in {"date", "datetime"}:
        return "temporal"
    return "quantitative" if column.kind in NUMBERS - {"bool"} else "nominal"


def field_of(name: str) -> str:
    r"""A column's name as a field, where dots and brackets would mean a part of it.

    >>> field_of("a.b[0]")
    'a\\.b\\[0\\]'
    """
    for letter in "\\.[]":
        name = name.replace(letter, f"\\{letter}")
    return name


class _Finder:
    def __init__(self, kind: str, sheet: Sheet) -> None:
        self._kind = kind
        self._sheet = sheet
        self._by_name = {column.name: column for column in reversed(sheet.columns)}

    def index(self) -> SheetColumn:
        """The names of the rows; if they have none, their numbers."""
        names = [column for column in self._sheet.columns if column.is_index]
        if len(names) == 1:
            name = names[0].name or self._free(INDEX)
            return names[0]._replace(name=name)
        if not names:
            return column_of(self._free(INDEX), range(self._sheet.rows), is_index=True)
        levels = zip(*(column.listed() for column in names), strict=True)
        texts = [", ".join(map(str, level)) for level in levels]
        return column_of(self._free(INDEX), texts, is_index=True)

    def named(self, parameter: str, name: object) -> SheetColumn:
        label = label_of(name)
        if label in self._by_name:
            return self._by_name[label]
        known = [column.name for column in self._sheet.columns if column.name]
        raise InvalidParameterValueError(
            f"{self._kind}: {parameter}={name!r} is no column of the data. It has "
            f"{', '.join(map(repr, known[:20])) or 'none with a name'}."
            f"{did_you_mean(label, known)}"
        )

    def optional(self, name: object) -> SheetColumn | None:
        """A column, if the argument names one: a colour or a size may also be given itself."""
        return self._by_name.get(label_of(name)) if isinstance(name, str | int) else None

    def several(self, names: object) -> tuple[SheetColumn, ...]:
        if isinstance(names, str) or not isinstance(names, Iterable):
            return (self.named("y", names),)
        found = tuple(dict.fromkeys(map(label_of, names)))
        if not found:
            raise InvalidParameterValueError(
                f"{self._kind}: y is empty. Name a column, or leave it out for all of them."
            )
        return tuple(self.named("y", name) for name in found)

    def rest(self, taken: set[str]) -> tuple[SheetColumn, ...]:
        """All columns of numbers that nothing else uses."""
        left = [one for one in self._sheet.columns if not one.is_index and one.name not in taken]
        numbers = [column for column in left if column.kind in NUMBERS]
        if left and not numbers and self._sheet.rows:
            raise InvalidParameterTypeError(
                f"{self._kind}: none of the columns {', '.join(repr(one.name) for one in left)} "
                f"has only numbers. Pass numbers, or name a column as y."
            )
        return tuple(numbers or left)

    def _free(self, name: str) -> str:
        return free_name(name, self._by_name)


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name that no column has.

    >>> free_name("value", ["value", "a"])
    'value_'
    """
    names = set(taken)
    while name in names:
        name += "_"
    return name


def are_whole(columns: Sequence[SheetColumn]) -> bool:
    return all(column.kind == "integer" for column in columns)
