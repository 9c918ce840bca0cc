"""`st.set_page_config`: settings of the page as a whole."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Literal

from anew.ambient.context import commanded_run
from anew.arguments import is_icon, one_of, shown_text
from anew.elements.markup import Markdown
from anew.elements.shared.pictures import picture_address
from anew.emoji import emoji_of
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

RANDOM_ICONS = "🌵🌻🍀🍄🍉🍋🍒🎈🎲🎻🐙🐝🐢🐳🚀🚲🛶🦊🦉🧭"
RANDOM_ICON = secrets.choice(RANDOM_ICONS)  # One for the process: tabs keep theirs.
SIDEBAR_STATES = ("auto", "expanded", "collapsed")
ITEMS = {"get help": "help_url", "report a bug": "bug_url", "about": "about"}


def set_page_config(
    page_title: str | None = None,
    page_icon: object = None,
    layout: Literal["centered", "wide"] | None = None,
    initial_sidebar_state: Literal["auto", "expanded", "collapsed"] | int | None = None,
    menu_items: Mapping[str, str | None] | None = None,
) -> None:
    """Set the browser tab's title and icon, the page's layout and the menu's entries.

    It may be called anywhere and several times, also in callbacks. A later call overrides
    what it names and keeps the rest, until the tab is reloaded or goes to another page.

    Args:
        page_title: The title of the browser tab.
        page_icon: The icon of the browser tab: an emoji, its short name such as ":cake:",
            "random", or any image that `st.image` takes.
        layout: "centered" or "wide".
        initial_sidebar_state: "auto" (open if there is room), "expanded" or "collapsed". A
            number is the sidebar's width in pixels, from 200 to 600.
        menu_items: A dict with a URL for "Get help" and for "Report a bug", and Markdown for
            "About". None removes an entry.

    Raises:
        InvalidParameterValueError: An argument is not one of its possible values.
        InvalidParameterTypeError: An argument has the wrong type.

    Example:
        >>> st.set_page_config(page_title="Orders", page_icon="📦", layout="wide")
    """
    said: dict[str, object] = {}
    if page_title is not None:
        said["title"] = shown_text(page_title)
    if page_icon is not None:
        said["icon"] = _icon(page_icon)
    if layout is not None:
        one_of("set_page_config", "layout", layout, ("centered", "wide"))
        said["layout"] = layout
    if initial_sidebar_state is not None:
        said.update(_sidebar(initial_sidebar_state))
    if menu_items is not None:
        said.update(_menu_items(menu_items))
    run = commanded_run()
    run.layers.page_config.update(said)
    run.say(**said)


def _icon(icon: object) -> str:
    if not isinstance(icon, str):
        return picture_address("set_page_config", icon)
    text = icon.strip()
    if text == "random":
        return RANDOM_ICON
    if re.fullmatch(r":[\w+-]+:", text):
        return _emoji(text)
    # Text with letters is the name of a file, a URL or SVG.
    if is_icon(text):
        return text
    return picture_address("set_page_config", text)


def _emoji(short_name: str) -> str:
    emoji = emoji_of(short_name)
    if emoji is None:
        raise InvalidParameterValueError(
            f"set_page_config: page_icon={short_name!r} is not the short name of an emoji. Pass "
            f"the emoji itself."
        )
    return emoji


def _sidebar(state: object) -> dict[str, object]:
    if isinstance(state, int) and not isinstance(state, bool):
        if not 200 <= state <= 600:
            raise InvalidParameterValueError(
                f"set_page_config: initial_sidebar_state={state!r} is not a width from 200 to "
                f"600 pixels."
            )
        return {"sidebar": "expanded", "sidebar_width": state}
    one_of("set_page_config", "initial_sidebar_state", state, SIDEBAR_STATES)
    return {"sidebar": state}


def _menu_items(items: object) -> dict[str, object]:
    if not isinstance(items, Mapping):
        raise InvalidParameterTypeError(
            f"set_page_config: menu_items={items!r} is not a dict of entries."
        )
    said: dict[str, object] = {}
    for name, value in items.items():
        field = ITEMS.get(str(name).lower())
        if field is None:
            known = "'Get help', 'Report a bug', 'About'"
            raise InvalidParameterValueError(
                f"set_page_config: menu_items has {name!r}, which is not one of {known}."
            )
        said[field] = _item(field, str(name), value)
    return said


def _item(field: str, name: str, value: object) -> object:
    if value is None:
        return None
    text = shown_text(value)
    if field == "about":
        return Markdown(text)
    if not text.startswith(("https://", "http://", "mailto:")):
        raise InvalidParameterValueError(
            f"set_page_config: {name!r} is {text!r}, which is not a URL. Pass one that begins "
            f"with 'https://' or 'mailto:'."
        )
    return text
