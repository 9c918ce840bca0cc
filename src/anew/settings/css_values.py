"""The CSS values that options of the theme may have: colours, lengths, fonts.

A value that passes these checks is copied into a style sheet as it is. So the whole value must
match, and no pattern allows a character that could end a declaration, or `url()`.
"""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

from anew.settings.css_colors import NAMES
from anew.settings.kinds import Kind, matching

_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
_CHANNEL = rf"{_NUMBER}(?:%|deg)?"
_FUNCTION = re.compile(
    rf"(rgb|hsl)a?\(\s*({_CHANNEL})(?:\s*,\s*|\s+)({_CHANNEL})(?:\s*,\s*|\s+)({_CHANNEL})"
    rf"(?:\s*[,/]\s*{_NUMBER}%?)?\s*\)"
)
_HEX = r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
_LENGTH = r"(?:0|(?:\d+(?:\.\d+)?|\.\d+)(?:px|rem|em|%|vh|vw|pt|ch))"
FAMILY = r"[\w-]+(?: +[\w-]+)*|\"[\w .+-]+\"|'[\w .+-]+'"
# An https URL, or a file in the folder `static` beside the script. No allowed character could end
# a quoted string in CSS.
FONT_ADDRESS = r"(?:https://[a-z0-9.-]+(?::[0-9]+)?/|/?app/static/)[A-Za-z0-9_!$&*+,./:;=?@~%|-]*"

RADII = {
    "none": "0px",
    "small": "0.25rem",
    "medium": "0.5rem",
    "large": "1rem",
    "full": "9999px",
}
GENERIC_FONTS = {
    "sans serif": "system-ui, sans-serif",
    "sans-serif": "system-ui, sans-serif",
    "serif": 'ui-serif, Georgia, "Noto Serif", "Liberation Serif", serif',
    "monospace": 'ui-monospace, Menlo, Consolas, "Liberation Mono", monospace',
}
_SANS_SERIF = re.compile(r"(?<=,)\s*sans serif\s*$", re.IGNORECASE)

_WORDS = "|".join(NAMES)

COLOR = Kind(
    "colour",
    matching(rf"{_HEX}|{_FUNCTION.pattern}|{_WORDS}"),
    'write it as "#ff4b4b", "rgb(255 75 75)", "hsl(0 100% 65%)" or a name such as "tomato"',
)
SIZE = Kind(
    "size", matching(rf"{_LENGTH}|\d+(?:\.\d+)?"), 'write it as "16px" or "1rem", or as pixels'
)
RADIUS = Kind(
    "radius",
    matching(rf"{_LENGTH}|{'|'.join(RADII)}"),
    f'write it as "8px", "0.5rem" or one of {", ".join(RADII)}',
)
_is_families = matching(rf"(?:{FAMILY})(?:\s*,\s*(?:{FAMILY}))*", is_ascii=False)


class Font(NamedTuple):
    """Names of fonts, and the URL from which the first one can be loaded."""

    families: str
    address: str = ""


def font(text: str) -> Font:
    """Parse the value of a font option.

    >>> font("Inter:https://fonts.example/inter.woff2, sans-serif")
    Font(families='Inter, sans-serif', address='https://fonts.example/inter.woff2')
    """
    name, colon, rest = text.partition(":")
    if not colon:
        return Font(text.strip())
    # The URL of a style sheet may hold commas, but no spaces.
    address, _, others = re.sub(r",\s+", "\n", rest.strip(), count=1).partition("\n")
    return Font(", ".join(filter(None, (name.strip(), others.strip()))), address.strip())


def _is_font(text: str) -> bool:
    families, address = font(text)
    return _is_families(families) and (
        not address or re.fullmatch(FONT_ADDRESS, address) is not None
    )


FONT = Kind(
    "font",
    _is_font,
    'write "sans serif", "serif", "monospace" or names of fonts, as in "Inter, sans-serif"; the '
    'first with its address, as in "Inter:https://fonts.example/inter.woff2, sans-serif"',
)


class Shade(NamedTuple):
    """A colour as its red, green and blue channels, each from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def luminance(self) -> float:
        """The relative luminance of WCAG 2, from 0 to 1."""
        red, green, blue = map(_linear, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def is_dark(self) -> bool:
        """Whether white text on it has more contrast than black text."""
        return 1.05 / (self.luminance + 0.05) > (self.luminance + 0.05) / 0.05


def shade(color: str) -> Shade:
    """The shade of a CSS colour; its transparency is ignored.

    >>> shade("navy").is_dark, shade("hsl(60 100% 50%)").is_dark
    (True, False)
    """
    text = color.strip().lower()
    function = _FUNCTION.fullmatch(text)
    if function is None:
        return _from_hex(NAMES.get(text, text.removeprefix("#")))
    channels = [part.removesuffix("deg") for part in function.groups()[1:]]
    if function[1] == "hsl":
        hue, saturation, lightness = (float(part.rstrip("%")) for part in channels)
        saturation, lightness = min(saturation / 100, 1), min(lightness / 100, 1)
        return Shade(*colorsys.hls_to_rgb(hue % 360 / 360, lightness, saturation))
    return Shade(*map(_share, channels))


def font_family(text: str) -> str:
    """The value of CSS's `font-family` for a font option.

    >>> font_family("Inter, sans serif")
    'Inter, sans-serif'
    """
    families = font(text).families
    return GENERIC_FONTS.get(families.lower()) or _SANS_SERIF.sub(" sans-serif", families)


def radius(value: str) -> str:
    """A radius as a length. It always has a unit, because `calc()` needs one even for 0."""
    text = value.strip().lower()
    return "0px" if text == "0" else RADII.get(text, text)


def size(value: str) -> str:
    """A size as a length with a unit, which `calc()` needs; a number without one is pixels."""
    text = value.strip().lower()
    return f"{text}px" if text.replace(".", "", 1).isdecimal() else text


def _from_hex(digits: str) -> Shade:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    return Shade(*(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)))


def _share(channel: str) -> float:
    number = float(channel.rstrip("%")) / (100 if channel.endswith("%") else 255)
    return min(max(number, 0), 1)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
