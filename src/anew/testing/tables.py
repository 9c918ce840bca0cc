"""Tables and pictures as a test sees them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from anew.elements.dataframe import Dataframe
from anew.elements.image import Image
from anew.elements.table import Table
from anew.elements.tabular import Sheet
from anew.errors import AppTestError
from anew.testing.shown import Shown

if TYPE_CHECKING:
    from anew.elements.tabular import SheetColumn
    from anew.protocol.messages import Json


class ShownTable(Shown[Any]):
    """A table; its value is a DataFrame where pandas is loaded, else a dict of columns."""

    @property
    def value(self) -> Any:
        match self.record:
            case Dataframe(content=content):
                sheet = content.sheet
            case Table(columns=columns):
                shown = tuple(column.cells.column for column in columns)
                sheet = Sheet(shown, len(shown[0].values) if shown else 0)
            case other:
                raise AppTestError(f"{other!r} is no table.")
        pandas = sys.modules.get("pandas")
        return _columns(sheet) if pandas is None else _frame(sheet, pandas)


class ShownImage(Shown[Any]):
    """Pictures, each with its caption."""

    @property
    def value(self) -> list[str]:
        """The addresses of the pictures."""
        return [picture.src for picture in self._image.pictures]

    @property
    def captions(self) -> list[str | None]:
        """What stands below each."""
        captions = [picture.caption for picture in self._image.pictures]
        return [None if caption is None else caption.source for caption in captions]

    @property
    def _image(self) -> Image:
        assert isinstance(self.record, Image)
        return self.record


def _columns(sheet: Sheet) -> dict[str, list[Json]]:
    return {column.name: column.listed() for column in sheet.columns}


def _frame(sheet: Sheet, pandas: Any) -> Any:
    """A sheet as what an author of pandas knows."""
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
    return pandas.Series(values, name=column.name)
