"""How the columns of a table look: what `column_config` and `column_order` say, checked.

An author's dict is the one of `st.column_config`, or written by hand. What a table needs to draw is
taken from it into a `ColumnLook`; what only concerns entering values is left to the editor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from anew.arguments import one_of, shown_text
from anew.elements.markup import Markdown
from anew.elements.shared.parameters import BUTTON_TYPES, ButtonType, check_button_type
from anew.elements.tabular.column_words import (
    TYPES,
    ButtonColumnResult,
    ColumnType,
    ContentAlignment,
    check_bounds,
    check_chart_color,
    check_common,
    check_text,
    pixels_of,
)
from anew.elements.tabular.sheet import Sheet, label_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from anew.elements.tabular.sheet import SheetColumn
    from anew.protocol.messages import Json

INDEX = "_index"  # What `column_config` calls the index.
WORDS = (
    "label",
    "width",
    "help",
    "hidden",
    "disabled",
    "required",
    "pinned",
    "default",
    "alignment",
    "type_config",
)


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that may be in a cell, with its text and its colour."""

    value: str | int | float | bool
    label: str = ""  # "" for the value itself.
    color: str = ""  # "auto" for one of the theme, by its position.


class ColumnLook(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the author wants a column to look."""

    label: str | None = None  # None for its name.
    width: int = 0  # Pixels; 0 to fit its cells.
    help: Markdown | None = None
    pinned: bool | None = None  # None pins what belongs to the index.
    alignment: ContentAlignment | None = None
    type: ColumnType | None = None  # None for the one of its values.
    format: str = ""
    least: float | None = None  # Of a bar, or of a chart.
    most: float | None = None
    step: float | None = None
    color: str = ""
    options: tuple[Option, ...] = ()
    display_text: str = ""
    timezone: str = ""
    button_type: ButtonType = "secondary"
    trigger: str = ""  # The id of the widget that a click on its buttons is reported to.


class Chosen(msgspec.Struct, frozen=True):
    """The columns that a table shows, how they look, and what a click on their buttons calls."""

    sheet: Sheet
    looks: tuple[ColumnLook, ...]
    buttons: tuple[tuple[int, ButtonColumnResult], ...] = ()  # By the position of the column.
    said: tuple[Mapping[str, Any], ...] = ()  # By column: the author's dict, if it is one.


def chosen(
    kind: str,
    sheet: Sheet,
    order: Iterable[object] | None,
    config: Mapping[Any, Any] | None,
) -> Chosen:
    """The columns that an author wants to be seen, in their order.

    Args:
        kind: The command that was called, for its errors.
        sheet: The whole table.
        order: As `column_order`.
        config: As `column_config`.
    """
    said_of = _by_name(kind, sheet, config)
    columns = list(sheet.columns) if order is None else _ordered(kind, sheet, order)
    shown: list[tuple[SheetColumn, ColumnLook]] = []
    dicts: list[Mapping[str, Any]] = []
    buttons: list[tuple[int, ButtonColumnResult]] = []
    for column in columns:
        said = said_of.get(_name_in_config(column, said_of), ...)
        look = _look(kind, column.name, said)
        if look is None:
            continue
        if isinstance(said, ButtonColumnResult):
            buttons.append((len(shown), said))
        shown.append((column, look))
        dicts.append(said if isinstance(said, Mapping) else {})
    looks = tuple([look for _, look in shown])
    return Chosen(
        sheet._replace(columns=tuple([_as_drawn(column, look) for column, look in shown])),
        looks if any(look != ColumnLook() for look in looks) else (),
        tuple(buttons),
        tuple(dicts),
    )


def _as_drawn(column: SheetColumn, look: ColumnLook) -> SheetColumn:
    """Text with Markdown is rendered when the table is packed."""
    return column._replace(kind="markdown") if look.type == "markdown" else column


def _name_in_config(column: SheetColumn, said_of: Mapping[str, Any]) -> str:
    return INDEX if column.is_index and column.name not in said_of else column.name


def _ordered(kind: str, sheet: Sheet, order: Iterable[object]) -> list[SheetColumn]:
    """The columns that `order` names, in that order, after the index."""
    if isinstance(order, str) or not isinstance(order, Iterable):
        raise InvalidParameterTypeError(
            f"{kind}: column_order={order!r} is not a list of names. Pass such as ['a', 'b']."
        )
    own = [column for column in sheet.columns if not column.is_index]
    names = dict.fromkeys(_name(one, sheet) for one in order)
    by_name = {column.name: column for column in own}
    index = [column for column in sheet.columns if column.is_index]
    return [*index, *[by_name[name] for name in names if name in by_name]]


def _by_name(kind: str, sheet: Sheet, config: Mapping[Any, Any] | None) -> dict[str, Any]:
    """What is said of each column, by its name; a whole number may be a position."""
    if config is None:
        return {}
    if not isinstance(config, Mapping):
        raise InvalidParameterTypeError(
            f"{kind}: column_config={config!r} is not a dict. Pass a dict of labels by column name."
        )
    return {_name(name, sheet): said for name, said in config.items()}


def _name(name: object, sheet: Sheet) -> str:
    """A column's name; a whole number that is no column's name is a position after the index."""
    text = label_of(name)
    if not isinstance(name, int) or any(column.name == text for column in sheet.columns):
        return text
    own = [column.name for column in sheet.columns if not column.is_index]
    return own[name] if 0 <= name < len(own) else text


def _look(kind: str, name: str, said: Any) -> ColumnLook | None:
    """How a column looks; None if it is hidden."""
    match said:
        case _ if said is ...:
            return ColumnLook()
        case None:
            return None
        case str():
            return ColumnLook(label=shown_text(said))
        case ButtonColumnResult():
            return _of_dict(kind, name, said.config)
        case Mapping():
            return _of_dict(kind, name, said)
    raise InvalidParameterTypeError(
        f"{kind}: column_config has {said!r} for {name!r}. Pass a label, None, or what a function "
        f"of st.column_config returns."
    )


def _of_dict(kind: str, name: str, said: Mapping[str, Any]) -> ColumnLook | None:
    where = f"{kind}: column_config of {name!r}"
    for word in said:
        if word not in WORDS:
            raise InvalidParameterValueError(
                f"{where} has {word!r}, which no column has. A column has "
                f"{', '.join(map(repr, WORDS))}.{did_you_mean(str(word), WORDS)}"
            )
    check_common(where, said)
    if said.get("hidden"):
        return None
    of_type = said.get("type_config") or {}
    if not isinstance(of_type, Mapping):
        raise InvalidParameterTypeError(f"{where}: type_config={of_type!r} is not a dict.")
    return _of_type(
        where,
        of_type,
        ColumnLook(
            label=None if said.get("label") is None else shown_text(said["label"]),
            width=pixels_of(where, said.get("width")),
            help=Markdown.of_help(said.get("help")),
            pinned=said.get("pinned"),
            alignment=said.get("alignment"),
        ),
    )


def _of_type(where: str, of_type: Mapping[str, Any], look: ColumnLook) -> ColumnLook:
    """The look with what its type has besides."""
    type = of_type.get("type")
    if type is None:
        return look
    one_of(where, "type", type, TYPES)
    is_chart = type.endswith("_chart")
    low, high = ("y_min", "y_max") if is_chart else ("min_value", "max_value")
    is_range = is_chart or type == "progress"
    for word in ("format", "display_text", "timezone"):
        check_text(where, word, of_type.get(word))
    if is_range:
        check_bounds(where, low, high, of_type)
        check_chart_color(where, of_type.get("color"))
    button_type = of_type.get("button_type") or BUTTON_TYPES[1]
    check_button_type(where, button_type)
    return msgspec.structs.replace(
        look,
        type=type,
        format=shown_text(of_type.get("format") or ""),
        least=of_type.get(low) if is_range else None,
        most=of_type.get(high) if is_range else None,
        step=of_type.get("step") if type in {"number", "progress"} else None,
        color=of_type.get("color") or "" if is_range else "",
        options=_options(where, of_type.get("options")),
        display_text=shown_text(of_type.get("display_text") or ""),
        timezone=of_type.get("timezone") or "",
        button_type=button_type,
    )


def _options(where: str, options: Any) -> tuple[Option, ...]:
    if options is None:
        return ()
    if isinstance(options, str) or not isinstance(options, Iterable):
        raise InvalidParameterTypeError(f"{where}: options={options!r} is not a list.")
    return tuple([_option(where, one) for one in options])


def _option(where: str, one: Any) -> Option:
    of_dict = one if isinstance(one, Mapping) else {"value": one}
    value: Json = of_dict.get("value")
    if not isinstance(value, str | int | float):
        raise InvalidParameterTypeError(
            f"{where}: the option {one!r} is neither text, a number nor a bool."
        )
    label, color = of_dict.get("label"), of_dict.get("color")
    return Option(
        shown_text(value) if isinstance(value, str) else value,
        shown_text(label) if label is not None else "",
        shown_text(color) if color is not None else "",
    )
