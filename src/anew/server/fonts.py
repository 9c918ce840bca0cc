"""Fonts that an author names with their addresses: how the page gets them.

No style sheet of another place is loaded but those that are named here: the page's policy knows
their addresses, and no other. A font that is on its way or cannot be had leaves the text to the
fonts after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from anew.settings.css_values import font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.settings.settings import Settings
    from anew.settings.theme import FontFace

ENDINGS = (".woff2", ".woff", ".ttf", ".otf")  # Other addresses are those of style sheets.


class Fonts(NamedTuple):
    """What a page needs for them."""

    rules: str = ""  # For the app's style sheet.
    sheets: tuple[str, ...] = ()  # Addresses of style sheets of others.
    sources: tuple[str, ...] = ()  # Of these, for the page's policy.


def fonts_of(settings: Settings) -> Fonts:
    """The fonts that the options of an app's theme name with an address."""
    named = dict.fromkeys(_named(settings))
    files = [pair for pair in named if urlsplit(pair[1]).path.lower().endswith(ENDINGS)]
    sheets = tuple(
        dict.fromkeys(address for family, address in named if (family, address) not in files)
    )
    rules = [_rule(family, address) for family, address in files]
    rules += map(_face, settings.theme.font_faces)
    return Fonts("".join(rules), sheets, tuple(map(_source, sheets)))


def _named(settings: Settings) -> Iterator[tuple[str, str]]:
    """Families with the addresses that stand beside them."""
    for part in (
        settings.theme,
        settings.theme_sidebar,
        settings.theme_light,
        settings.theme_dark,
        settings.theme_light_sidebar,
        settings.theme_dark_sidebar,
    ):
        for text in (part.font, part.heading_font, part.code_font):
            if text:
                families, address = font(text)
                if address:
                    yield families.partition(",")[0].strip(), address


def _face(face: FontFace) -> str:
    given = {
        "font-weight": face.weight,
        "font-style": face.style,
        "unicode-range": face.unicode_range,
    }
    more = "".join(f"{name}:{value};" for name, value in given.items() if value is not None)
    return _rule(face.family, face.url, more)


def _rule(family: str, address: str, more: str = "") -> str:
    name = family if family[:1] in {"'", '"'} else f'"{family.strip()}"'
    # The app's style sheet lies in _anew/assets; so it is two folders up to the app.
    url = address if _is_elsewhere(address) else f"../../{address.lstrip('/')}"
    return f'@font-face{{font-family:{name};src:url("{url}");{more}font-display:swap}}'


def _is_elsewhere(address: str) -> bool:
    return "://" in address


def _source(address: str) -> str:
    """As a policy names an address: it has no room for what separates its own words."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/%:@!$&*+=~-._')}"
