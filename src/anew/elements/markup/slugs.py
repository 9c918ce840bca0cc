"""Anchors of headings in URLs: `#my-title`."""

from __future__ import annotations

import re
import unicodedata
import zlib

# Characters that have a usual spelling in ASCII, and some punctuation.
_SPELLED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",  # noqa: RUF001  # the letter without a dot
        "&": " and ",
        "'": "",
        "’": "",  # noqa: RUF001  # the typographic one
        "_": " ",
    }
)

_WORD = re.compile(r"\w+")
# Where a word begins within a name: `DataFrame`, `HTMLParser`, `MP3`; but not in `APIs`.
_HUMP = re.compile(
    r"(?<=[a-z\d])(?=[A-Z]) | (?<=[A-Z]{2})(?=\d) | (?<=[A-Z])(?=[A-Z][a-rt-z])", re.VERBOSE
)


def slug(text: str) -> str:
    """The anchor of a heading; always the same for the same text.

    Letters of other scripts than Latin are kept; a text without any letter gets a checksum.

    >>> slug("Sales & costs of this year!")
    'sales-and-costs-of-this-year'
    """
    words = _HUMP.sub(" ", unicodedata.normalize("NFC", text))
    spelled = words.lower().translate(_SPELLED)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", spelled) if not _is_mark(letter)
    )
    found = _WORD.findall(unicodedata.normalize("NFC", bare))
    return "-".join(found) or f"{zlib.crc32(text.encode('utf-8', 'replace')):x}"


def _is_mark(letter: str) -> bool:
    """Whether this is a combining accent of Latin letters; those of other scripts are kept."""
    return "\u0300" <= letter <= "\u036f"
