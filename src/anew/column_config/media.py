"""Columns of links, of what is seen or heard, of nested data, and of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.column_config.values import check_length
from anew.elements.shared.clicked import check_on_click
from anew.elements.shared.documentation import documented
from anew.elements.shared.parameters import check_button_type
from anew.elements.tabular.column_words import ButtonColumnResult, check_common, check_text
from anew.errors import InvalidParameterTypeError, MissingRequiredParameterError

if TYPE_CHECKING:
    from anew.elements.shared.parameters import (
        ButtonType,
        WidgetArgs,
        WidgetCallback,
        WidgetKwargs,
    )
    from anew.elements.tabular.column_words import ColumnConfig, ColumnWidth, ContentAlignment


@documented
def LinkColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: str | None = None,
    max_chars: int | None = None,
    validate: str | None = None,
    display_text: str | None = None,
) -> ColumnConfig:
    r"""Configure a column of links.

    Args:
        default: The address in a row that a user adds.
        max_chars: The most characters that can be entered.
        validate: A JavaScript regular expression that an entered address must match.
        display_text: What is shown instead of the address: the same text or icon
            (":material/open_in_new:") everywhere; or a regular expression, of which the first
            group is shown.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"site": ["https://mars.example.org"]},
        ...     column_config={
        ...         "site": st.column_config.LinkColumn("Site", display_text=r"https://(.*?)\.")
        ...     },
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": default,
        "type_config": {
            "type": "link",
            "max_chars": max_chars,
            "validate": validate,
            "display_text": display_text,
        },
    }
    check_common("LinkColumn", config)
    check_length("LinkColumn", max_chars)
    for name, value in (
        ("default", default),
        ("validate", validate),
        ("display_text", display_text),
    ):
        check_text("LinkColumn", name, value)
    return config


@documented
def ImageColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
) -> ColumnConfig:
    """Configure a column of pictures.

    The cells are addresses: of other sites, of what the app serves ("app/static/cat.png"), or
    "data:image/…". No file of the server is read because its name is in a cell.

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"flag": ["data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"]},
        ...     column_config={"flag": st.column_config.ImageColumn("Flag")},
        ... )
    """
    return _plain("ImageColumn", "image", label, width, help, pinned, alignment)


@documented
def AudioColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
) -> ColumnConfig:
    """Configure a column of sounds, which play in a box above the table.

    The cells are addresses: of other sites, or of what the app serves ("app/static/song.mp3").

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"song": ["app/static/song.mp3"]},
        ...     column_config={"song": st.column_config.AudioColumn("Song")},
        ... )
    """
    return _plain("AudioColumn", "audio", label, width, help, pinned, alignment)


@documented
def VideoColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
) -> ColumnConfig:
    """Configure a column of videos, which play in a box above the table.

    The cells are addresses: of other sites, or of what the app serves ("app/static/film.mp4").

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"film": ["app/static/film.mp4"]},
        ...     column_config={"film": st.column_config.VideoColumn("Film")},
        ... )
    """
    return _plain("VideoColumn", "video", label, width, help, pinned, alignment)


@documented
def JsonColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
) -> ColumnConfig:
    """Configure a column of nested data, which opens in a box above the table.

    Args:
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"details": [{"mass": 1, "rings": []}]},
        ...     column_config={"details": st.column_config.JsonColumn("Details")},
        ... )
    """
    return _plain("JsonColumn", "json", label, width, help, pinned, alignment)


@documented
def MarkdownColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    default: str | None = None,
) -> ColumnConfig:
    """Configure a column of text with Markdown in it.

    The cells show what fits in a line, and open in a box above the table.

    Args:
        default: The text in a row that a user adds.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        A dict for `column_config`.

    Raises:
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> st.dataframe(
        ...     {"note": ["**Urgent**", ":green[fine]"]},
        ...     column_config={"note": st.column_config.MarkdownColumn("Note")},
        ... )
    """
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "disabled": disabled,
        "required": required,
        "pinned": pinned,
        "alignment": alignment,
        "default": default,
        "type_config": {"type": "markdown"},
    }
    check_common("MarkdownColumn", config)
    check_text("MarkdownColumn", "default", default)
    return config


@documented
def ButtonColumn(
    label: str | None = None,
    *,
    width: ColumnWidth | None = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: ContentAlignment | None = None,
    type: ButtonType = "secondary",
    on_click: WidgetCallback | None = None,
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    key: str | None = None,
) -> ButtonColumnResult | ColumnConfig:
    """Configure a column with a button in each cell, whose text is the label.

    With a list in a cell, there is a button for each of its texts.

    Args:
        on_click: Called after a click, before the script runs.
        key: A unique name, under which `st.session_state` holds the click in the one run that
            follows it: its "row" and its "label", also as attributes; else None. Without a key,
            the buttons can be seen, but not clicked.
        ...: What all columns take: see `elements/shared/documentation.py`.

    Returns:
        What `column_config` takes.

    Raises:
        MissingRequiredParameterError: There is something to call, but no key.
        ParameterError: An argument is not one of its allowed values.

    Example:
        >>> def show():
        ...     st.toast(f"Row {st.session_state.shown.row}")
        >>> st.dataframe(
        ...     {"name": ["Mars"], "more": ["Show"]},
        ...     column_config={"more": st.column_config.ButtonColumn(on_click=show, key="shown")},
        ... )
    """
    kind = "ButtonColumn"
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "pinned": pinned,
        "alignment": alignment,
        "disabled": True,
        "type_config": {"type": "button", "button_type": type},
    }
    check_common(kind, config)
    check_button_type(kind, type)
    check_on_click(kind, on_click)
    if key is not None:
        if not isinstance(key, str | int) or isinstance(key, bool):
            raise InvalidParameterTypeError(f"{kind}: key={key!r} is not text.")
        return ButtonColumnResult(config, on_click, args, kwargs, str(key))
    if on_click is not None or args is not None or kwargs is not None:
        raise MissingRequiredParameterError(
            f"{kind}: what a click calls needs a key. Add key=..., under which st.session_state "
            f"holds the click."
        )
    return config


def _plain(
    kind: str,
    type: str,
    label: str | None,
    width: ColumnWidth | None,
    help: str | None,
    pinned: bool | None,
    alignment: ContentAlignment | None,
) -> ColumnConfig:
    config: ColumnConfig = {
        "label": label,
        "width": width,
        "help": help,
        "pinned": pinned,
        "alignment": alignment,
        "type_config": {"type": type},
    }
    check_common(kind, config)
    return config
