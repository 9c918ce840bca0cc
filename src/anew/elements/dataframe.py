"""A scrolling table of any length: only the visible rows are drawn."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from anew.ambient.context import here
from anew.arguments import one_of, shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.placing import reserved_key
from anew.elements.shared.parameters import Height, Key, Width, checked_height, checked_width
from anew.elements.tabular import Sheet, label_of, sheet_of, with_index
from anew.elements.tabular.packing import (
    MEDIA_TYPE,
    Made,
    Packed,
    as_file,
    as_text,
    digest_of,
    is_small,
)
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError, NotAvailableError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container
    from anew.elements.tabular import SheetColumn

ColumnWidth: TypeAlias = int | Literal["small", "medium", "large"] | None

WIDTHS = {"small": 75, "medium": 200, "large": 400}  # Pixels.
INDEX = "_index"  # What `column_config` calls the index.
WORDS = ("label", "width", "hidden")


class ColumnLook(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the author wants a column to look."""

    label: str = ""
    width: int = 0  # Pixels; 0 to fit its cells.


class Dataframe(Element, frozen=True):
    """A table. A small one is part of the message; a large one is fetched."""

    content: Packed = Packed()  # "" on the wire if it is fetched from the address.
    address: str = ""
    rows: int = 0  # How many; space is reserved for them while they are fetched.
    looks: tuple[ColumnLook, ...] = ()  # One per column; empty if no column has one.
    row_height: int = 35  # Pixels.
    placeholder: str = "None"  # Shown for missing values.
    alt: str = ""
    width: Width = "stretch"
    height: Height | Literal["auto"] = "auto"


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
    on_select: Literal["ignore"] = "ignore",
    selection_mode: object = "multi-row",
    selection_default: object = None,
    row_height: int | None = None,
    placeholder: str | None = None,
    lazy: bool | None = None,
    alt: str | None = None,
) -> Container:
    """Show a table to scroll through, sort by a column, search and download.

    A table of more than a few thousand cells is not sent with the page: the browser fetches it
    once, and again only if it has changed. Rows cannot be selected yet.

    Args:
        data: A table of pandas, polars, Arrow or numpy, an object that converts itself to one
            of these, a list of rows or of dicts, a dict of columns, or any other iterable. Of a
            table that is not in memory, such as one of Spark, the first 10,000 rows.
        width: Pixels, "stretch" or "content".
        height: Pixels; "auto" for ten rows at most; "content" for all rows, up to 10,000
            pixels; "stretch" to fill its container.
        use_container_width: The older form of `width`: True means "stretch".
        hide_index: Whether the index is hidden; None shows an index that the data has, False
            also numbers the rows of data without one.
        column_order: Names of the columns to show, in this order; None shows all.
        column_config: By column name ("_index" for the index): a label, None to hide the
            column, or a dict of "label", "width" (pixels, "small", "medium" or
            "large") and "hidden".
        key: A name, which is also its CSS class: `st-key-<name>`.
        on_select: "ignore": selections are not supported yet.
        selection_mode: Without effect until selections are supported.
        selection_default: Without effect, too.
        row_height: Pixels, from 20 to 500.
        placeholder: Shown for missing values; None shows "None".
        lazy: Without effect: rows are always drawn as they come into view.
        alt: A description, for those who cannot see it.

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `data` is not a table.
        InvalidParameterValueError: The columns differ in length, or another argument is not one
            of its allowed values.
        NotAvailableError: `on_select` is not "ignore", or `column_config` asks for more than is
            described above.

    Example:
        >>> st.dataframe({"Planet": ["Mars", "Venus"], "Moons": [2, 0]}, hide_index=True)
    """
    _refuse_selections(on_select)
    whole = sheet_of("dataframe", data)
    sheet, looks = _looked(with_index(whole, hide_index), column_order, column_config)
    if use_container_width is not None:
        width = "stretch" if use_container_width else width
    content, address = _packed(sheet)
    if here().run.keeps_tables:
        content = Packed(content.body, Made(_copied(data), whole))
    record = Dataframe(
        key="" if key is None else reserved_key("dataframe", key),
        content=content,
        address=address,
        rows=sheet.rows,
        looks=looks if any(look != ColumnLook() for look in looks) else (),
        row_height=35 if row_height is None else _checked_row_height(row_height),
        placeholder="None" if placeholder is None else shown_text(placeholder),
        alt=shown_text(alt or ""),
        width=checked_width("dataframe", width),
        height="auto" if height == "auto" else checked_height("dataframe", height) or "auto",
    )
    return slot_of(record)


def _refuse_selections(on_select: object) -> None:
    """Refuse selections: the one place that knows that they are not supported."""
    if on_select != "ignore":
        raise NotAvailableError(
            f"dataframe: on_select={on_select!r} asks for selections, which anew does not have "
            f"yet. Leave it out; to choose a row, offer them in st.selectbox(...)."
        )


def _packed(sheet: Sheet) -> tuple[Packed, str]:
    """The sheet as the browser gets it, and its address if it is large."""
    if is_small(sheet):
        return Packed(as_text(sheet)), ""
    media = here().run.media
    address = media.put_made(lambda: as_file(sheet), MEDIA_TYPE, source=digest_of(sheet))
    blob = media.held(address)
    assert blob is not None
    assert isinstance(blob.content, bytes)
    return Packed(blob.content), address  # The same bytes object that the media hold, not a copy.


def _copied(data: object) -> object:
    """A copy that the script cannot change later; None if it cannot be copied."""
    try:
        return copy.deepcopy(data)
    except Exception:  # noqa: BLE001  # authors' objects may raise anything
        return None


def _looked(
    sheet: Sheet, order: Iterable[str] | None, config: Mapping[Any, Any] | None
) -> tuple[Sheet, tuple[ColumnLook, ...]]:
    """The visible columns, in their order, and how they look."""
    columns = list(sheet.columns)
    if order is not None:
        columns = _ordered(columns, order)
    looks = {label_of(name): said for name, said in _checked_config(config).items()}
    shown = [(column, _look(column, looks)) for column in columns]
    kept = [(column, look) for column, look in shown if look is not None]
    return Sheet(tuple([column for column, _ in kept]), sheet.rows), tuple(
        [look for _, look in kept]
    )


def _ordered(columns: list[SheetColumn], order: Iterable[str]) -> list[SheetColumn]:
    """The columns that `order` names, in that order, after the index."""
    if isinstance(order, str) or not isinstance(order, Iterable):
        raise InvalidParameterTypeError(
            f"dataframe: column_order={order!r} is not a list of names. Pass such as ['a', 'b']."
        )
    by_name = {column.name: column for column in columns if not column.is_index}
    names = dict.fromkeys(map(label_of, order))
    index = [column for column in columns if column.is_index]
    return [*index, *[by_name[name] for name in names if name in by_name]]


def _checked_config(config: Mapping[Any, Any] | None) -> Mapping[Any, Any]:
    if config is None:
        return {}
    if not isinstance(config, Mapping):
        raise InvalidParameterTypeError(
            f"dataframe: column_config={config!r} is not a dict. Pass a dict of labels by "
            f"column name."
        )
    return config


def _look(column: SheetColumn, said_of: Mapping[str, Any]) -> ColumnLook | None:
    """How a column looks; None if it is hidden."""
    name = INDEX if column.is_index and column.name not in said_of else column.name
    if name not in said_of:
        return ColumnLook()
    said = said_of[name]
    match said:
        case None:
            return None
        case str():
            return ColumnLook(label=shown_text(said))
        case Mapping() if set(said) <= set(WORDS):
            if said.get("hidden"):
                return None
            return ColumnLook(
                label=shown_text(said.get("label") or ""), width=_pixels(name, said.get("width"))
            )
    raise NotAvailableError(
        f"dataframe: column_config has {said!r} for {name!r}, which anew does not have yet. Pass "
        f"a label, None, or a dict of 'label', 'width' and 'hidden'."
    )


def _pixels(name: str, width: object) -> int:
    if width is None:
        return 0
    if isinstance(width, int) and not isinstance(width, bool) and width > 0:
        return width
    one_of("dataframe", f"the width of {name!r}", width, tuple(WIDTHS))
    return WIDTHS[str(width)]


def _checked_row_height(row_height: object) -> int:
    if isinstance(row_height, int) and not isinstance(row_height, bool) and 20 <= row_height <= 500:
        return row_height
    raise InvalidParameterValueError(
        f"dataframe: row_height={row_height!r} is not a number of pixels from 20 to 500."
    )
