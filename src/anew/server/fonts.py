"""Fonts that an author names by URL, and how the page loads them.

The style sheets named here are the only ones of other sites that the page's content security
policy allows. While a font loads, or if it cannot be loaded, text is shown in the next font of
its list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from anew.settings.css_values import font

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anew.settings.settings import Settings
    from anew.settings.theme import FontFace

ENDINGS = (".woff2", ".woff", ".ttf", ".otf")  # Any other URL is a style sheet's.


class Fonts(NamedTuple):
    """What a page needs to load an app's fonts."""

    rules: str = ""  # `@font-face` rules for the app's style sheet.
    sheets: tuple[str, ...] = ()  # URLs of style sheets on other sites.
    sources: tuple[str, ...] = ()  # The same URLs, as the content security policy names them.


def fonts_of(settings: Settings) -> Fonts:
    """The fonts that the options of an app's theme name by URL."""
    named = dict.fromkeys(_named(settings))
    files = [pair for pair in named if urlsplit(pair[1]).path.lower().endswith(ENDINGS)]
    sheets = tuple(
        dict.fromkeys(address for family, address in named if (family, address) not in files)
    )
    rules = [_rule(family, address) for family, address in files]
    rules += map(_face, settings.theme.font_faces)
    return Fonts("".join(rules), sheets, tuple(map(_source, sheets)))


def missing(settings: Settings, folder: Path) -> Iterator[str]:
    """Warnings of font files of the app itself that browsers will ask for in vain.

    Args:
        folder: The folder of the script.
    """
    faces = [(face.family, face.url) for face in settings.theme.font_faces]
    for family, address in dict.fromkeys([*_named(settings), *faces]):
        if _is_elsewhere(address):
            continue
        path = address.lstrip("/").partition("?")[0]
        if not settings.server.enable_static_serving:
            yield (
                f"The font {family} is to be loaded from {path}, but files are not served: set "
                f"server.enableStaticServing = true."
            )
        elif not (file := folder / path.removeprefix("app/")).is_file():
            yield f"The font {family} is to be loaded from {path}, but there is no {file}."


def _named(settings: Settings) -> Iterator[tuple[str, str]]:
    """Each font family that is given with a URL, and that URL."""
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
    # Relative to the app's style sheet, which is in _anew/assets, two folders below the app.
    url = address if _is_elsewhere(address) else f"../../{address.lstrip('/')}"
    return f'@font-face{{font-family:{name};src:url("{url}");{more}font-display:swap}}'


def _is_elsewhere(address: str) -> bool:
    return "://" in address


def _source(address: str) -> str:
    """A URL as the policy names it: characters that separate the policy's words are quoted."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/%:@!$&*+=~-._')}"
