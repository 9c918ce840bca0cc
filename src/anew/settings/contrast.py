"""Colours that can be read: what is mixed from an author's colours where these cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.settings.css_values import Shade, shade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.settings.settings import Settings

LEGIBLE = 4.5  # What WCAG 2 asks of text, at level AA.
VISIBLE = 3.0  # What it asks of large text.
STEP = 5  # Percent.


class Paper(NamedTuple):
    """What text is written on, and the colour that it has."""

    ground: str
    text: str


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21.

    >>> round(contrast("white", "black")), contrast("#abc", "#abc")
    (21, 1.0)
    """
    return _contrast(shade(one), shade(other))


def legible(color: str, paper: Paper, least: float = LEGIBLE, goal: float = LEGIBLE) -> str:
    """A colour as text on a paper: mixed with the paper's text until its contrast is `goal`, if it is
    less than `least`.

    >>> legible("navy", Paper("#ffffff", "#1b1f27"))
    'navy'
    >>> legible("#ffd400", Paper("#ffffff", "#1b1f27"))
    'color-mix(in srgb,#ffd400 45%,#1b1f27)'
    """
    own, ground, text = shade(color), shade(paper.ground), shade(paper.text)
    if _contrast(own, ground) >= least:
        return color
    for share in range(100 - STEP, 0, -STEP):
        if _contrast(_mixed(own, text, share / 100), ground) >= goal:
            return f"color-mix(in srgb,{color} {share}%,{paper.text})"
    return paper.text


def _mixed(one: Shade, other: Shade, share: float) -> Shade:
    return Shade(*(a * share + b * (1 - share) for a, b in zip(one, other, strict=True)))


def _contrast(one: Shade, other: Shade) -> float:
    low, high = sorted((one.luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)


def illegible(settings: Settings) -> Iterator[str]:
    """A warning for each part of a theme whose text can hardly be told from its ground."""
    for name in ("theme", "theme.sidebar", "theme.light", "theme.dark"):
        part = getattr(settings, name.replace(".", "_"))
        text = part.text_color or settings.theme.text_color
        ground = part.background_color or settings.theme.background_color
        if not (part.text_color or part.background_color) or not (text and ground):
            continue
        found = contrast(text, ground)
        if found < VISIBLE:
            yield (
                f"[{name}]: textColor {text!r} can hardly be read on backgroundColor {ground!r}. Their "
                f"contrast is {found:.1f}; text needs {LEGIBLE}. Choose a darker one and a lighter one."
            )
