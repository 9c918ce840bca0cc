"""What a page's file name says: its position in the menu, its icon, title and URL path."""

from __future__ import annotations

import re

# A number, an icon (a word that begins with a symbol, such as an emoji), and the rest.
_PARTS = re.compile(
    r"(?P<number>\d+)?[\s_-]*(?P<icon>[^\w\s-][^\w\s-]*)?[\s_-]*(?P<rest>.*)", re.DOTALL
)


class FileName:
    """The parts of a page's file name, which is given without its extension.

    >>> name = FileName("2_🚀_Take_off")
    >>> name.number, name.icon, name.title, name.url_path
    (2, '🚀', 'Take off', 'Take_off')
    """

    def __init__(self, text: str) -> None:
        found = _PARTS.fullmatch(text)
        assert found is not None  # It matches any text.
        number, icon, rest = found.group("number", "icon", "rest")
        words = (rest or number or text).strip()
        self.number = int(number) if number and rest else None
        self.icon = icon or ""
        self.title = words.replace("_", " ").strip()
        self.url_path = re.sub(r"[\s/]+", "_", words)

    @property
    def order(self) -> tuple[bool, int, str]:
        """Sorts numbered pages first, by number; the others follow by title."""
        return (self.number is None, self.number or 0, self.title.casefold())
