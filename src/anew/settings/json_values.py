"""Lists and tables in the environment and on the command line: as words, or as JSON.

ANEW_SERVER_ALLOWED_HOSTS="a.example.org b.example.org"
ANEW_THEME_CHART_CATEGORICAL_COLORS='["rgb(0 0 255)", "tomato"]'
ANEW_THEME_FONT_FACES='[{"family": "Own", "url": "app/static/own.woff2"}]'
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anew.settings.settings import Option


def parsed(option: Option, text: str) -> Any:
    """The value of a variable: items are separated by spaces, unless it is JSON."""
    if not option.may_be_list:
        return text
    found = of_json(text)
    if found is not None:
        return found
    # Several words make a list even where one makes none, as in "3rem 2rem".
    words = text.split()
    return words if option.is_list or len(words) > 1 else text


def parsed_all(option: Option, value: str | list[str]) -> Any:
    """The value of a flag, which may be repeated: each time with an item, or with a list."""
    if not option.may_be_list:
        return value
    if isinstance(value, str):
        found = of_json(value)
        return value if found is None else found
    items: list[Any] = []
    for text in value:
        found = of_json(text)
        items += [text] if found is None else found if isinstance(found, list) else [found]
    return items


def of_json(text: str) -> Any:
    """A list or a table in JSON; None if it is neither."""
    if text.strip()[:1] not in {"[", "{"}:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found
