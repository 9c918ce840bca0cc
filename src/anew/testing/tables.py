"""Tables and images as a test sees them."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from anew.elements.dataframe import Dataframe
from anew.elements.image import Image
from anew.elements.shared.button_column import ButtonColumn
from anew.elements.table import Table
from anew.elements.tabular import Sheet
from anew.elements.tabular.selecting import Sent, as_value
from anew.errors import AppTestError
from anew.state.state import Refused
from anew.testing.shown import Shown, ShownWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.attribute_dict import AttributeDict
    from anew.elements.tabular import SheetColumn
    from anew.protocol.messages import Json


class ShownTable(Shown[Any]):
    """A table. Its value is a DataFrame if pandas is imported, else a dict of columns."""

    @property
    def value(self) -> Any:
        """All the data that the script passed, including hidden columns."""
        data: object = None
        match self.record:
            case Dataframe(content=content) if content.made_of is not None:
                data, sheet = content.made_of
            case Dataframe(content=content):
                sheet = content.sheet
            case Table(columns=columns):
                shown = tuple(column.cells.column for column in columns)
                sheet = Sheet(shown, len(shown[0].values) if shown else 0)
            case other:
                raise AppTestError(f"{other!r} is not a table.")
        pandas = sys.modules.get("pandas")
        return columns_of(sheet) if pandas is None else as_frame(data, sheet, pandas)


class ShownDataframe(ShownTable, ShownWidget[Any]):
    """A table that scrolls. Its value is the data; what is selected in it is its selection."""

    @property
    def selection(self) -> AttributeDict:
        """What is selected: "rows", "columns" and "cells"; AppTestError if the app does not ask."""
        self._usable()
        chosen: AttributeDict = ShownWidget.value.fget(self)["selection"]  # type: ignore[attr-defined]
        return chosen

    def select(
        self,
        *,
        rows: Iterable[int] = (),
        columns: Iterable[str] = (),
        cells: Iterable[tuple[int, str]] = (),
    ) -> Self:
        """Select this, and nothing else.

        Args:
            rows: Positions in the data.
            columns: Names.
            cells: Pairs of both.

        Raises:
            AppTestError: A user could not select that here.
        """
        return self.set_value(as_value(Sent(tuple(rows), tuple(columns), tuple(cells))))

    def press(self, key: str, *, row: int, label: str) -> Self:
        """Press a button in a column.

        Args:
            key: The key of the `ButtonColumn`.
            row: The row's position in the data.
            label: The button's text.

        Raises:
            AppTestError: There is no such button.
        """
        placed = self._screen.placement(key)
        if placed is None or not isinstance(placed.record, ButtonColumn):
            raise AppTestError(f"There is no ButtonColumn with the key {key!r} on this page.")
        raw = {"row": row, "label": label}
        try:
            placed.decode(raw)
        except Refused as refused:
            raise AppTestError(f"Row {row} has no button {label!r}. {refused}") from refused
        self._screen.enter(placed.id, raw)
        self._screen.click(placed.id)
        return self


class ShownImage(Shown[Any]):
    """Images, each with its caption."""

    @property
    def value(self) -> list[str]:
        """The URLs of the images."""
        return [picture.src for picture in self._image.pictures]

    @property
    def captions(self) -> list[str | None]:
        """The captions of the images."""
        captions = [picture.caption for picture in self._image.pictures]
        return [None if caption is None else caption.source for caption in captions]

    @property
    def _image(self) -> Image:
        assert isinstance(self.record, Image)
        return self.record


def as_frame(data: object, sheet: Sheet, pandas: Any) -> Any:
    """A table as a DataFrame, from the script's data if these tell more than the sheet."""
    given = _given_frame(data, sheet, pandas)
    return _frame(sheet, pandas) if given is None else given


def _given_frame(data: object, sheet: Sheet, pandas: Any) -> Any:
    """The script's data as a DataFrame, if it is one, or plain rows or columns; else None."""
    match data:
        case pandas.DataFrame():
            return data.copy()
        case pandas.Series():
            return data.to_frame()
        case list() | tuple() | dict():
            try:
                frame = pandas.DataFrame(data)
            except (ValueError, TypeError, AttributeError):
                return None
            names = [column.name for column in sheet.columns if not column.is_index]
            return frame if list(map(str, frame.columns)) == names else None
    return None


def columns_of(sheet: Sheet) -> dict[str, list[Json]]:
    return {column.name: column.listed() for column in sheet.columns}


def _frame(sheet: Sheet, pandas: Any) -> Any:
    """A sheet as a DataFrame."""
    series = [_series(column, pandas) for column in sheet.columns]
    index = [one for one, column in zip(series, sheet.columns, strict=True) if column.is_index]
    values = [one for one, column in zip(series, sheet.columns, strict=True) if not column.is_index]
    frame = pandas.concat(values, axis=1) if values else pandas.DataFrame(index=range(sheet.rows))
    if index:
        is_plain = len(index) == 1
        frame.index = pandas.Index(index[0]) if is_plain else pandas.MultiIndex.from_arrays(index)
        frame.index.names = [one.name or None for one in index]
    return frame


def _series(column: SheetColumn, pandas: Any) -> Any:
    values = column.listed()
    if column.kind == "datetime":
        values = pandas.to_datetime(values)
    elif column.kind == "date":
        values = [None if value is None else date.fromisoformat(str(value)) for value in values]
    return pandas.Series(values, name=column.name)
