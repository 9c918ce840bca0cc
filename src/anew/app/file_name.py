"""What the name of a page's file says: its place in the menu, an icon, a title, an address."""

from __future__ import annotations

import re

# A number, an icon (what begins with neither a letter nor a digit), and the rest.
_PARTS = re.compile(
    r"(?P<number>\d+)?[\s_-]*(?P<icon>[^\w\s-][^\w\s-]*)?[\s_-]*(?P<rest>.*)", re.DOTALL
)


class FileName:
    """The parts of such a name, without the file's ending.

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
        """Those with a number first, in its order; then by title."""
        return (self.number is None, self.number or 0, self.title.casefold())
