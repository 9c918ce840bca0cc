"""The colour of links, which can be read whatever an author's colours are."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies
from hypothesis import settings as limits

from anew.server.links import ink_in_sidebar, ink_on_page, link_in_sidebar, link_on_page
from anew.settings.contrast import LEGIBLE, Paper, contrast, legible
from anew.settings.css_values import Shade, shade
from anew.settings.theme import ThemePartSettings

BYTES = strategies.integers(0, 255)
COLORS = strategies.builds("#{:02x}{:02x}{:02x}".format, BYTES, BYTES, BYTES)


def part(**given):
    return ThemePartSettings(**given)


def seen(color):
    """What a browser makes of it."""
    if not color.startswith("color-mix"):
        return color
    first, _, second = color.removeprefix("color-mix(in srgb,").removesuffix(")").partition("%,")
    one, _, share = first.partition(" ")
    mixed = [
        a * int(share) / 100 + b * (1 - int(share) / 100)
        for a, b in zip(shade(one), shade(second), strict=True)
    ]
    return "rgb({}% {}% {}%)".format(*(100 * channel for channel in Shade(*mixed)))


@given(COLORS, COLORS)
@limits(max_examples=200)
def test_whatever_the_colours_are_a_link_can_be_read(primary, ground):
    link = link_on_page(part(primary_color=primary, background_color=ground), "light")
    assert contrast(seen(link or primary), ground) >= LEGIBLE


def test_a_colour_that_can_be_read_stays():
    assert link_on_page(part(primary_color="navy"), "light") == ""
    assert link_on_page(part(link_color="#b00"), "light") == "#b00"
    assert legible("navy", Paper("white", "black")) == "navy"


def test_light_and_dark_each_have_one_that_can_be_read():
    link = link_on_page(part(primary_color="#ffd400"), None)
    assert link == "light-dark(color-mix(in srgb,#ffd400 45%,#1b1f27),#ffd400)"


@pytest.mark.parametrize("color", ["white", "#fefefe"])
def test_a_link_of_the_authors_colour_is_mended_only_if_it_can_hardly_be_seen(color):
    white = link_on_page(
        part(link_color=color, background_color="#fff", text_color="#fff"), "light"
    )
    assert contrast(seen(white), "#fff") >= LEGIBLE
    assert link_on_page(part(link_color="#949494"), "light") == "#949494"


def test_the_sidebar_has_another_only_where_its_ground_asks_for_it():
    page = part(primary_color="#2244aa")
    assert link_in_sidebar(page, part(), "light") == ""
    dark = link_in_sidebar(page, part(background_color="#001122"), "light")
    assert contrast(seen(dark), "#001122") >= LEGIBLE
    assert link_in_sidebar(page, part(link_color="#b00"), "light") == "#b00"
    assert link_in_sidebar(part(link_color="#b00"), part(), "light") == ""
    assert link_in_sidebar(part(), part(), None) == ""


@given(COLORS, COLORS)
@limits(max_examples=100)
def test_other_text_in_the_primary_colour_can_be_read_too(primary, ground):
    page = part(primary_color=primary, background_color=ground)
    assert contrast(seen(ink_on_page(page, "light") or primary), ground) >= LEGIBLE
    aside = part(background_color=ground)
    inside = ink_in_sidebar(part(primary_color=primary), aside, "light")
    assert contrast(seen(primary if inside in {"", "var(--accent)"} else inside), ground) >= LEGIBLE
