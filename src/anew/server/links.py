"""The colour of links, and of other text in the primary colour: the author's, or one that can be read where theirs cannot.

A link that has no colour of its own has the primary colour, which may be light on a light page:
it is chosen as a ground for text. So it is made darker, or lighter, as a link. A colour that was
chosen for links is left alone, unless they could hardly be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anew.settings.contrast import LEGIBLE, VISIBLE, Paper, contrast, legible
from anew.settings.css_values import shade

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.settings.theme import ThemePartSettings

Scheme = Literal["light", "dark"]

# As in client/src/style/theme.css.
ACCENTS: dict[Scheme, str] = {"light": "#4453d6", "dark": "#95a1ff"}
TEXTS: dict[Scheme, str] = {"light": "#1b1f27", "dark": "#e7eaf0"}
GROUNDS: dict[Scheme, str] = {"light": "#ffffff", "dark": "#101217"}
GREENS: dict[Scheme, str] = {"light": "#15803d", "dark": "#6fd394"}
ON_TINTS = 6.0  # The contrast of what may lie on a ground that is tinted in the primary colour.
ASIDES: dict[Scheme, str] = {"light": "#f5f6f9", "dark": "#191c23"}


def link_on_page(part: ThemePartSettings, scheme: Scheme | None) -> str:
    """The colour of links in the page, in one scheme or both; "" for that of the primary colour."""
    chosen, color = part.link_color or "", part.primary_color or ""
    if not (chosen or color or part.background_color or part.text_color):
        return ""
    found = _by_scheme(scheme, lambda one: _own(chosen, color, one, _page_paper(part, one)))
    return "" if found == color else found


def link_in_sidebar(
    page: ThemePartSettings, aside: ThemePartSettings, scheme: Scheme | None
) -> str:
    """The same in the sidebar; "" if links have the same colour there as in the page."""
    if not any((page.primary_color, page.link_color, *_decisive(page), *_decisive(aside))):
        return ""
    chosen = aside.link_color or ("" if aside.primary_color else page.link_color) or ""
    color = aside.primary_color or page.primary_color or ""
    found = _by_scheme(scheme, lambda one: _own(chosen, color, one, _aside_paper(page, aside, one)))
    around = link_on_page(page, scheme)
    is_same = found == (around or color) and not aside.primary_color
    return "" if is_same or (not around and found == color) else found


def ink_on_page(part: ThemePartSettings, scheme: Scheme | None) -> str:
    """The primary colour as text; "" if it can be read as it is."""
    if not any(_decisive(part)):
        return ""
    color = part.primary_color or ""
    return _ink(color, scheme, lambda one: _page_paper(part, one))


def ink_in_sidebar(page: ThemePartSettings, aside: ThemePartSettings, scheme: Scheme | None) -> str:
    """The same in the sidebar."""
    if not any((*_decisive(page), *_decisive(aside))):
        return ""
    color = aside.primary_color or page.primary_color or ""
    found = _ink(color, scheme, lambda one: _aside_paper(page, aside, one))
    # That of the page does not hold there.
    return found or ("var(--accent)" if ink_on_page(page, scheme) else "")


def _ink(color: str, scheme: Scheme | None, paper: Callable[[Scheme], Paper]) -> str:
    def ink(one: Scheme) -> str:
        return legible((color or ACCENTS[one]).strip(), paper(one), ON_TINTS, ON_TINTS)

    found = _by_scheme(scheme, ink)
    return "" if found in {color, _by_scheme(scheme, ACCENTS.__getitem__)} else found


def code_ink(part: ThemePartSettings, scheme: Scheme | None, ground: str | None) -> str:
    """The colour of code within text on an author's ground; "" if the usual one can be read."""
    if part.code_text_color or not (ground or part.green_color):
        return ""

    def usual(one: Scheme) -> str:
        return (part.green_color or GREENS[one]).strip()

    def ink(one: Scheme) -> str:
        return legible(usual(one), _paper(ground or ASIDES[one], part.text_color, one))

    found = _by_scheme(scheme, ink)
    return "" if found == _by_scheme(scheme, usual) else found


def _decisive(part: ThemePartSettings) -> tuple[str | None, ...]:
    return (
        part.primary_color,
        part.link_color,
        part.background_color,
        part.secondary_background_color,
        part.text_color,
    )


def _by_scheme(scheme: Scheme | None, color: Callable[[Scheme], str]) -> str:
    if scheme is not None:
        return color(scheme)
    light, dark = color("light"), color("dark")
    return light if light == dark else f"light-dark({light},{dark})"


def _own(chosen: str, primary: str, scheme: Scheme, paper: Paper) -> str:
    if chosen:
        return legible(chosen.strip(), paper, VISIBLE)
    return legible((primary or ACCENTS[scheme]).strip(), paper, LEGIBLE)


def _page_paper(part: ThemePartSettings, scheme: Scheme) -> Paper:
    return _paper(part.background_color or GROUNDS[scheme], part.text_color, scheme)


def _aside_paper(page: ThemePartSettings, aside: ThemePartSettings, scheme: Scheme) -> Paper:
    ground = aside.background_color or page.secondary_background_color or page.background_color
    text = aside.text_color or (None if aside.background_color else page.text_color)
    return _paper(ground or ASIDES[scheme], text, scheme)


def _paper(ground: str, text: str | None, scheme: Scheme) -> Paper:
    """A ground and what is written on it; if that cannot be read, something that can."""
    usual = text or TEXTS[scheme]
    if contrast(usual, ground) < LEGIBLE:
        usual = "#ffffff" if shade(ground).is_dark else "#000000"
    return Paper(ground.strip(), usual.strip())
