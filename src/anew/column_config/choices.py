"""Columns of choices and of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from anew.elements.shared.documentation import documented
from anew.elements.tabular.column_words import check_color, check_common, check_flag
from anew.errors import InvalidParameterTypeError

if TYPE_CHECKING:
    from anew.elements.tabular.column_words import ColumnConfig, ColumnWidth

SelectboxOptionValue: TypeAlias = str | int | float | bool


@documented
def SelectboxColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    default: SelectboxOptionValue | None = None,
    options: Iterable[SelectboxOptionValue] | None = None,
    format_func: Callable[[SelectboxOptionValue], str] | None = None,
) -> ColumnConfig:
    """Configure a column with one of several options in each cell.

    Args:
        default: The option in a row that a user adds.
        options: The options; None takes those of a categorical column, which knows them.
        format_func: Gives the text of an option; it does not change what is in the table.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"size": ["s", "l"]},
        ...     column_config={
        ...         "size": st.column_config.SelectboxColumn(
        ...             "Size", options=["s", "l"], format_func={"s": "Small", "l": "Large"}.get
        ...         )
        ...     },
        ... )
    """
    kind = "SelectboxColumn"
    listed = None if options is None else _listed(kind, "options", options)
    for one in [*(listed or []), *([] if default is None else [default])]:
        if not isinstance(one, str | int | float):
            raise InvalidParameterTypeError(
                f"{kind}: the option {one!r} is neither text, a number nor a bool."
            )
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "default": default,
        "type_config": {
            "type": "selectbox",
            "options": listed
            if listed is None or format_func is None
            else [{"value": one, "label": _named(kind, format_func, one)} for one in listed],
        },
    }
    check_common(kind, config)
    return config


@documented
def MultiselectColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    default: Iterable[str] | None = None,
    options: Iterable[str] | None = None,
    accept_new_options: bool | None = None,
    color: str | Iterable[str] | None = None,
    format_func: Callable[[str], str] | None = None,
) -> ColumnConfig:
    """Configure a column with some of several options in each cell.

    Args:
        default: The options in a row that a user adds.
        options: The options; None takes those that are in the cells.
        accept_new_options: Whether others can be entered.
        color: The colour of all options, or one for each: a colour of the theme such as "green",
            or one of CSS. "auto" gives each another one.
        format_func: Gives the text of an option; it does not change what is in the table.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"tags": [["new", "hot"], ["new"]]},
        ...     column_config={
        ...         "tags": st.column_config.MultiselectColumn(
        ...             "Tags", options=["new", "hot"], color=["blue", "red"]
        ...         )
        ...     },
        ... )
    """
    kind = "MultiselectColumn"
    check_flag(kind, "accept_new_options", accept_new_options)
    listed = None if options is None else _texts(kind, "options", options)
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "default": None if default is None else _texts(kind, "default", default),
        "type_config": {
            "type": "multiselect",
            "options": None if listed is None else _dressed(kind, listed, color, format_func),
            "accept_new_options": accept_new_options,
        },
    }
    check_common(kind, config)
    return config


@documented
def ListColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    default: Iterable[str] | None = None,
) -> ColumnConfig:
    """Configure a column with a list in each cell.

    Args:
        default: The list in a row that a user adds.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"moons": [["Phobos", "Deimos"], []]},
        ...     column_config={"moons": st.column_config.ListColumn("Moons", width="large")},
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "pinned": pinned,
        "disabled": disabled,
        "required": required,
        "default": None if default is None else _texts("ListColumn", "default", default),
        "type_config": {"type": "list"},
    }
    check_common("ListColumn", config)
    return config


def _dressed(
    kind: str, options: list[str], color: Any, format_func: Callable[[str], str] | None
) -> list[dict[str, str]]:
    """Each option with its text and its colour, where it has one."""
    colors = _colors(kind, color, len(options))
    found: list[dict[str, str]] = []
    for at, option in enumerate(options):
        dressed = {"value": option}
        if format_func is not None:
            dressed["label"] = _named(kind, format_func, option)
        if colors:
            dressed["color"] = colors[at % len(colors)]
        found.append(dressed)
    return found


def _colors(kind: str, color: Any, count: int) -> list[str]:
    if color is None:
        return []
    colors = [color] * count if isinstance(color, str) else _listed(kind, "color", color)
    for one in colors:
        if one != "auto":
            check_color(kind, one, ("auto",))
    return colors


def _named(kind: str, format_func: Callable[[Any], str], option: object) -> str:
    if not callable(format_func):
        raise InvalidParameterTypeError(
            f"{kind}: format_func={format_func!r} cannot be called. Pass a function."
        )
    return str(format_func(option))


def _texts(kind: str, name: str, values: Iterable[str]) -> list[str]:
    return [str(value) for value in _listed(kind, name, values)]


def _listed(kind: str, name: str, values: Any) -> list[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InvalidParameterTypeError(
            f"{kind}: {name}={values!r} is not a list. Pass such as ['a', 'b']."
        )
    return list(values)
