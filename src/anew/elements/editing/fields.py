"""The fields of a table to edit: what may be entered into each column that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from anew.elements.editing.rules import (
    BY_KIND,
    SUITED,
    ColumnRule,
    Entry,
    Field,
    NotAllowedError,
)
from anew.elements.tabular.column_words import check_flag, check_text
from anew.elements.tabular.looks import INDEX, ColumnLook, Option
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.elements.editing.natures import Nature
    from anew.elements.tabular.looks import Chosen
    from anew.elements.tabular.sheet import Sheet, SheetColumn
    from anew.protocol.messages import Json

KIND = "data_editor"


def name_of(column: SheetColumn) -> str:
    """What an edit calls a column."""
    return INDEX if column.is_index and not column.name else column.name


def names_of(sheet: Sheet) -> tuple[str, ...]:
    """What edits call the columns; of two with one name, an edit could be of either.

    Raises:
        InvalidParameterValueError: Two columns have one name.
    """
    names: dict[str, None] = {}
    for column in sheet.columns:
        name = name_of(column)
        if name in names and column.is_index and not column.name:
            name = f"{INDEX}{len(names)}"  # Of several levels without names, none is edited.
        if name in names:
            raise InvalidParameterValueError(
                f"{KIND}: two columns are called {name!r}, so an edit could be of either. Give "
                f"each column, and each level of the index, a name of its own."
            )
        names[name] = None
    return tuple(names)


def fields_of(
    shown: Chosen,
    natures: Mapping[str, Nature],
    closed: frozenset[str],
    *,
    adds: bool,
) -> tuple[Field, ...]:
    """What may be entered into each column that is shown.

    Args:
        shown: The columns, and what the author says of them.
        natures: What they can hold, by name.
        closed: The names of those that are disabled.
        adds: Whether rows can be added. Each needs its name in an index that does not count.
    """
    columns = shown.sheet.columns
    looks = shown.looks or [ColumnLook()] * len(columns)
    levels = sum(column.is_index and not column.name for column in columns)
    fields = []
    for column, look, said in zip(columns, looks, shown.said, strict=True):
        name = name_of(column)
        if name not in natures or (name == INDEX and levels > 1):
            fields.append(Field(ColumnRule(takes="")))
            continue
        field = _field(f"{KIND}: column_config of {name!r}", look, said, natures[name])
        rule = field.rule
        if name in closed:
            rule = replace(rule, is_disabled=True)
        if column.is_index and adds and rule.takes:
            rule = replace(rule, is_required=True)
        fields.append(field._replace(rule=rule))
    return tuple(fields)


def _field(where: str, look: ColumnLook, said: Mapping[str, Any], nature: Nature) -> Field:
    """A column as the author's dict and its values make it."""
    takes = _entry(where, look, nature, is_disabled=bool(said.get("disabled")))
    of_type: Mapping[str, Any] = said.get("type_config") or {}
    options = look.options or tuple(
        [Option(one) for one in nature.options or () if isinstance(one, str | int | float)]
    )
    for name in ("disabled", "required"):
        check_flag(where, name, said.get(name))
    check_flag(where, "accept_new_options", of_type.get("accept_new_options"))
    check_text(where, "validate", of_type.get("validate"))
    has_bounds = takes in {"number", "integer", "duration", "date", "time", "datetime"}
    rule = ColumnRule(
        takes=takes,
        is_disabled=bool(said.get("disabled")),
        is_required=bool(said.get("required")),
        least=of_type.get("min_value") if has_bounds else None,
        most=of_type.get("max_value") if has_bounds else None,
        step=of_type.get("step") if has_bounds else None,
        max_chars=of_type.get("max_chars") or 0,
        pattern=of_type.get("validate") or "",
        accepts_new_options=bool(of_type.get("accept_new_options")),
    )
    field = Field(rule, nature, options)
    default = _default(where, field, said.get("default"))
    return field._replace(rule=replace(_within(rule, nature), default=default))


def _entry(where: str, look: ColumnLook, nature: Nature, *, is_disabled: bool) -> Entry:
    """How a column's values are entered."""
    kind = nature.kind
    if look.type is None:
        if nature.options is not None:
            return "selectbox"
        return "" if kind is None else BY_KIND.get(kind, "")
    suited = SUITED.get(look.type)
    if suited is None:  # Such as a chart, which is only looked at.
        return ""
    if kind not in suited:
        if is_disabled or kind == "object":
            return ""
        raise InvalidParameterValueError(
            f"{where}: a column of the type {look.type!r} cannot be edited where its values are of "
            f"the kind {kind!r}, but of {' or '.join(map(repr, sorted(suited)))}. Convert the "
            f"values before, choose another type, or set disabled=True."
        )
    if look.type == "number" and kind in {"integer", "duration"}:
        return "integer" if kind == "integer" else "duration"
    entry: Any = look.type  # Those of SUITED are entries.
    return "selectbox" if nature.options is not None and entry == "text" else entry


def _within(rule: ColumnRule, nature: Nature) -> ColumnRule:
    """The rule with the bounds of a dtype of few bits, which help the user too."""
    if rule.takes != "integer" or nature.most is None or nature.most > 2**32:
        return rule
    return replace(
        rule,
        least=nature.least if rule.least is None else rule.least,
        most=nature.most if rule.most is None else rule.most,
    )


def _default(where: str, field: Field, default: object) -> Json:
    if default is None or not field.rule.takes:
        return None
    try:
        return field.entered(list(default) if isinstance(default, tuple) else default)
    except NotAllowedError as error:
        raise InvalidParameterValueError(
            f"{where}: default={default!r} cannot be entered in this column. {error}"
        ) from None


def closed_names(disabled: object, sheet: Sheet) -> frozenset[str]:
    """The names of the columns that an author disables by name or by position.

    Positions count the index as Streamlit does, which every table has there.
    """
    if isinstance(disabled, bool):
        return frozenset()
    if isinstance(disabled, str) or not isinstance(disabled, Iterable):
        raise InvalidParameterTypeError(
            f"{KIND}: disabled={disabled!r} is neither True, False nor a list of columns."
        )
    names = [name_of(column) for column in sheet.columns]
    counted = names if any(column.is_index for column in sheet.columns) else [INDEX, *names]
    return frozenset([_known_name(one, counted) for one in disabled])


def _known_name(one: object, names: Sequence[str]) -> str:
    if isinstance(one, int) and not isinstance(one, bool) and 0 <= one < len(names):
        return names[one]
    if one == INDEX or (isinstance(one, str) and one in names):
        return str(one)
    near = did_you_mean(str(one), names)
    raise InvalidParameterValueError(
        f"{KIND}: disabled has {one!r}, which is no column. The columns are "
        f"{', '.join(map(repr, names))}.{near}"
    )
