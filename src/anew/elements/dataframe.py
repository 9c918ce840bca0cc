"""A scrolling table of any length: only the visible rows are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

import msgspec
from msgspec.structs import replace

from anew.ambient.context import here
from anew.arguments import one_of, shown_text
from anew.attribute_dict import AttributeDict, Plain
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, place_widget, reserved_key
from anew.elements.shared.button_column import place_button_column
from anew.elements.shared.content import table_address
from anew.elements.shared.parameters import (
    Height,
    Key,
    WidgetCallback,
    Width,
    checked_height,
    checked_row_height,
    checked_width,
)
from anew.elements.tabular import sheet_of, with_index
from anew.elements.tabular.column_words import ButtonColumnResult
from anew.elements.tabular.looks import Chosen, ColumnLook, chosen
from anew.elements.tabular.packing import Made, Packed, as_text, copied, is_small
from anew.elements.tabular.selecting import (
    Domain,
    TableSelectionMode,
    as_sent,
    as_value,
    checked_modes,
    given_selection,
    sent_selection,
)
from anew.elements.tabular.styler import with_all_rows
from anew.elements.tabular.windows import has_windows, windowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anew.elements.charts.chart import OnSelect
    from anew.elements.container import Container
    from anew.protocol.messages import Json


class Dataframe(Widget[AttributeDict], frozen=True):
    """A table. A small one is part of the message; a large one is fetched, whole or in windows.

    Only with `modes` it is a widget, whose value is what is selected.
    """

    resets: ClassVar[tuple[str, ...]] = ("modes",)
    has_label: ClassVar[bool] = False

    content: Packed = Packed()  # "" on the wire if it is fetched from the address as a whole.
    address: str = ""
    windows: bool = False  # Whether the content is only some rows, and the others are asked for.
    rows: int = 0  # How many; space is reserved for them while they are fetched.
    looks: tuple[ColumnLook, ...] = ()  # One per column; empty if no column has one.
    modes: tuple[TableSelectionMode, ...] = ()  # What can be selected.
    row_height: int = 35  # Pixels.
    placeholder: str = "None"  # Shown for missing values.
    alt: str = ""
    height: Height | Literal["auto"] = "auto"
    value: Any = None

    def decode(self, raw: Json) -> AttributeDict:
        return sent_selection(raw, self.domain)

    def encode(self, value: AttributeDict) -> Json:
        return Plain(msgspec.to_builtins(as_sent(value)))

    def accept(self, value: object) -> AttributeDict:
        return given_selection("dataframe", value, self.domain)

    def identity(self) -> object:
        return (self.address or self.content.body, self.looks, self.modes)

    @property
    def domain(self) -> Domain:
        """What can be selected."""
        return Domain(self.modes, self.rows, frozenset(self.content.names))


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(*, on_select: Literal["ignore"] = "ignore") -> Container: ...
    def _(*, on_select: Literal["rerun"] | WidgetCallback) -> AttributeDict: ...


@command("Data")
def dataframe(
    data: object = None,
    width: Width = "stretch",
    height: Height | Literal["auto"] = "auto",
    *,
    use_container_width: bool | None = None,
    hide_index: bool | None = None,
    column_order: Iterable[str] | None = None,
    column_config: Mapping[Any, Any] | None = None,
    key: Key | None = None,
    on_select: OnSelect = "ignore",
    selection_mode: TableSelectionMode | Iterable[TableSelectionMode] = "multi-row",
    selection_default: Mapping[str, Any] | None = None,
    row_height: int | None = None,
    placeholder: str | None = None,
    lazy: bool | None = None,
    alt: str | None = None,
) -> Container | AttributeDict:
    """Show a table to scroll through, sort, search, arrange, select from and download.

    A table of more than a few thousand cells is not sent with the page: the browser fetches it
    once, and again only if it has changed. Of one with very many rows it fetches those that are
    scrolled to.

    Args:
        data: A table of pandas, polars, Arrow or numpy, an object that converts itself to one
            of these, a list of rows or of dicts, a dict of columns, or any other iterable. Of a
            table that is not in memory, such as one of Spark, the first 10,000 rows. A Styler of
            pandas also says how cells are written and coloured, and what is hidden; but where
            rows can be selected, or have buttons, all of them are shown.
        width: Pixels, "stretch" or "content".
        height: Pixels; "auto" for ten rows at most; "content" for all rows, up to 10,000
            pixels; "stretch" to fill its container.
        use_container_width: The older form of `width`: True means "stretch".
        hide_index: Whether the index is hidden; None shows an index that the data has, False
            also numbers the rows of data without one.
        column_order: Names of the columns to show, in this order; None shows all.
        column_config: By column name ("_index" for the index), or by position: a label, None to
            hide the column, or what a function of `st.column_config` returns.
        key: A name, which is also its CSS class: `st-key-<name>`.
        on_select: What happens when the user selects something: "ignore", "rerun", or a function
            that is called before the script runs.
        selection_mode: What can be selected with `on_select`: one or several of "single-row",
            "single-row-required" (there always is one), "multi-row", "single-column",
            "multi-column", "single-cell" and "multi-cell" (a range).
        selection_default: What is selected at first, in the form of what is returned.
        row_height: Pixels, from 20 to 500.
        placeholder: Shown for missing values; None shows "None".
        lazy: Whether the browser gets only the rows that it shows, and has the server sort and search
            them, instead of the whole table; None does so for tables of more than 150,000
            rows. It needs pyarrow.
        alt: A description, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element. With `on_select`, a dict
        with "selection", and in it "rows" (positions in `data`, however the user has sorted
        them), "columns" (names) and "cells" (pairs of both); also as attributes.

    Raises:
        InvalidParameterTypeError: `data` is not a table.
        InvalidParameterValueError: The columns differ in length, or another argument is not one
            of its allowed values.

    Example:
        >>> st.dataframe({"Planet": ["Mars", "Venus"], "Moons": [2, 0]}, hide_index=True)
    """
    if not callable(on_select):
        one_of("dataframe", "on_select", on_select, ("ignore", "rerun", "a callable"))
    if on_select != "ignore" or _has_buttons(column_config):
        data = with_all_rows(data)
    whole = sheet_of("dataframe", data)
    shown = chosen("dataframe", with_index(whole, hide_index), column_order, column_config)
    if use_container_width is not None:
        width = "stretch" if use_container_width else width
    looks = list(shown.looks)
    one_of("dataframe", "lazy", lazy, (None, True, False))
    is_windowed = has_windows(shown.sheet, lazy=lazy)
    content, address = _packed(shown, is_windowed=is_windowed)
    if here().run.keeps_tables:
        made_of = Made(copied(data), whole)
        content = Packed(content.body, made_of, content.names, content.head)
    for position, said in shown.buttons:
        trigger = place_button_column(said, shown.sheet.columns[position])
        looks[position] = msgspec.structs.replace(looks[position], trigger=trigger)
    record = Dataframe(
        content=content,
        address=address,
        windows=is_windowed,
        rows=shown.sheet.rows,
        looks=tuple(looks),
        row_height=35 if row_height is None else checked_row_height("dataframe", row_height),
        placeholder="None" if placeholder is None else shown_text(placeholder),
        alt=shown_text(alt or ""),
        height="auto" if height == "auto" else checked_height("dataframe", height) or "auto",
    )
    if on_select == "ignore":
        own_key = "" if key is None else reserved_key("dataframe", key)
        return slot_of(replace(record, key=own_key, width=checked_width("dataframe", width)))
    record = replace(record, modes=checked_modes("dataframe", selection_mode))
    start = {"selection": {}} if selection_default is None else selection_default
    options = WidgetOptions(key, on_change=on_select, width=width)
    default = given_selection("dataframe", start, record.domain)
    chosen_by_user = place_widget(record, default, options, has_default=False)
    return as_value(as_sent(chosen_by_user))  # R6: the author's own.


def _has_buttons(config: Mapping[Any, Any] | None) -> bool:
    # What is no dict at all is refused later.
    return isinstance(config, dict) and any(
        isinstance(one, ButtonColumnResult) for one in config.values()
    )


def _packed(shown: Chosen, *, is_windowed: bool) -> tuple[Packed, str]:
    """The sheet as the browser gets it, and its address if it is large."""
    sheet = shown.sheet
    names = tuple([column.name for column in sheet.columns if not column.is_index])
    if is_windowed:
        return windowed(sheet, shown.looks, names)
    if is_small(sheet):
        return Packed(as_text(sheet), names=names), ""
    address = table_address(sheet)
    blob = here().run.media.held(address)
    assert blob is not None
    assert isinstance(blob.content, bytes)
    return Packed(
        blob.content, names=names
    ), address  # The same bytes object that the media hold, not a copy.
