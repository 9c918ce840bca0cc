"""The options of the sections `[theme]`, `[theme.sidebar]`, `[theme.light]` and so on.

`settings.py` combines these sections with those of `sections.py` into one record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from anew.learned import learned
from anew.settings.css_values import COLOR, FAMILY, FONT, FONT_ADDRESS, RADIUS, SIZE

if TYPE_CHECKING:
    from anew.settings.kinds import Kind


def _about(kind: Kind | None, description: str) -> msgspec.Meta:
    return msgspec.Meta(description=description, extra={"kind": kind})


def _color(description: str) -> msgspec.Meta:
    return _about(COLOR, description)


Weight = Annotated[int, msgspec.Meta(ge=100, le=900)]
Pixels = Annotated[int, msgspec.Meta(ge=8, le=40)]


class ThemePartSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The options for the whole page, for its sidebar, and for either in light or dark."""

    primary_color: Annotated[
        str | None, _color("The colour of what is selected, pressed or switched on.")
    ] = None
    background_color: Annotated[str | None, _color("The background of the page.")] = None
    secondary_background_color: Annotated[
        str | None, _color("The background of the sidebar, inputs, code and table headers.")
    ] = None
    text_color: Annotated[str | None, _color("The colour of text.")] = None
    link_color: Annotated[
        str | None, _color("The colour of links; by default the primary colour.")
    ] = None
    link_underline: Annotated[bool | None, _about(None, "Underline links.")] = None
    border_color: Annotated[str | None, _color("The colour of borders and lines.")] = None
    code_background_color: Annotated[str | None, _color("The background of code.")] = None
    code_text_color: Annotated[str | None, _color("The colour of code.")] = None
    dataframe_border_color: Annotated[str | None, _color("The colour of data frames' borders.")] = (
        None
    )
    dataframe_header_background_color: Annotated[
        str | None, _color("The background of data frames' column headers.")
    ] = None
    dataframe_header_text_color: Annotated[
        str | None, _color("The text colour of data frames' column headers.")
    ] = None
    red_color: Annotated[str | None, _color("Red, of text, lines and errors.")] = None
    orange_color: Annotated[str | None, _color("Orange, of text and lines.")] = None
    yellow_color: Annotated[str | None, _color("Yellow, of text, lines and warnings.")] = None
    blue_color: Annotated[str | None, _color("Blue, of text, lines and information.")] = None
    green_color: Annotated[str | None, _color("Green, of text, lines and success.")] = None
    violet_color: Annotated[str | None, _color("Violet, of text and lines.")] = None
    gray_color: Annotated[str | None, _color("Gray, of text and lines.")] = None
    red_background_color: Annotated[str | None, _color("The background of what is red.")] = None
    orange_background_color: Annotated[str | None, _color("The background of what is orange.")] = (
        None
    )
    yellow_background_color: Annotated[str | None, _color("The background of what is yellow.")] = (
        None
    )
    blue_background_color: Annotated[str | None, _color("The background of what is blue.")] = None
    green_background_color: Annotated[str | None, _color("The background of what is green.")] = None
    violet_background_color: Annotated[str | None, _color("The background of what is violet.")] = (
        None
    )
    gray_background_color: Annotated[str | None, _color("The background of what is gray.")] = None
    red_text_color: Annotated[str | None, _color("Red as text; by default redColor.")] = None
    orange_text_color: Annotated[str | None, _color("Orange as text; by default orangeColor.")] = (
        None
    )
    yellow_text_color: Annotated[str | None, _color("Yellow as text; by default yellowColor.")] = (
        None
    )
    blue_text_color: Annotated[str | None, _color("Blue as text; by default blueColor.")] = None
    green_text_color: Annotated[str | None, _color("Green as text; by default greenColor.")] = None
    violet_text_color: Annotated[str | None, _color("Violet as text; by default violetColor.")] = (
        None
    )
    gray_text_color: Annotated[str | None, _color("Gray as text; by default grayColor.")] = None
    chart_categorical_colors: Annotated[
        tuple[str, ...] | None, _color("The colours of charts for categories, in this order.")
    ] = None
    chart_sequential_colors: Annotated[
        tuple[str, ...] | None, _color("The colours of charts for amounts, from few to many.")
    ] = None
    chart_diverging_colors: Annotated[
        tuple[str, ...] | None,
        _color("The colours of charts for what lies around a middle, from one end to the other."),
    ] = None
    font: Annotated[
        str | None,
        _about(FONT, "The font: sans serif, serif, monospace or names of fonts."),
    ] = None
    heading_font: Annotated[str | None, _about(FONT, "The font of headings.")] = None
    code_font: Annotated[str | None, _about(FONT, "The font of code.")] = None
    code_font_size: Annotated[
        str | None, _about(SIZE, "The font size of code blocks, JSON and help.")
    ] = None
    code_font_weight: Annotated[Weight | None, _about(None, "How bold code is.")] = None
    heading_font_sizes: Annotated[
        str | tuple[str, ...] | None,
        _about(SIZE, "The font sizes of headings, from level 1 to 6; a single one for all."),
    ] = None
    heading_font_weights: Annotated[
        Weight | tuple[Weight, ...] | None,
        _about(None, "How bold headings are, from level 1 to 6; a single value for all."),
    ] = None
    base_radius: Annotated[
        str | None, _about(RADIUS, "How round corners are: none, small, medium, large, full.")
    ] = None
    button_radius: Annotated[
        str | None, _about(RADIUS, "How round the corners of buttons are; by default baseRadius.")
    ] = None
    padding_top: Annotated[
        str | None,
        _about(
            SIZE, "The space above the first element, below the bar at the top or the navigation."
        ),
    ] = None
    padding_bottom: Annotated[str | None, _about(SIZE, "The space below the last element.")] = None
    show_widget_border: Annotated[
        bool | None, _about(None, "Draw a border around inputs even if they do not have the focus.")
    ] = None


@learned
class FontFace(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A font that the page loads, as in CSS's `@font-face`."""

    family: Annotated[str, msgspec.Meta(pattern=rf"^(?:{FAMILY})\Z")]
    url: Annotated[str, msgspec.Meta(pattern=rf"^(?:{FONT_ADDRESS})\Z")]
    weight: (
        Annotated[str, msgspec.Meta(pattern=r"^(?:normal|bold|\d{1,4}(?: \d{1,4})?)\Z")]
        | Weight
        | None
    ) = None
    style: Literal["normal", "italic", "oblique"] | None = None
    unicode_range: Annotated[str, msgspec.Meta(pattern=r"^U\+[0-9A-Fa-f?+U, -]+\Z")] | None = None


class ThemeSettings(ThemePartSettings, frozen=True, kw_only=True):
    """The options that only the page as a whole has."""

    base: Annotated[
        Literal["light", "dark"] | None,
        _about(None, "Light or dark for users who chose neither; by default as their system is."),
    ] = None
    font_faces: Annotated[
        tuple[FontFace, ...],
        _about(None, "Fonts to load, each with its family and url, as [[theme.fontFaces]]."),
    ] = ()
    base_font_size: Annotated[
        Pixels | None,
        _about(None, "The font size of text in pixels; all other sizes are relative to it."),
    ] = None
    base_font_weight: Annotated[Weight | None, _about(None, "How bold text is.")] = None
    metric_value_font_size: Annotated[
        str | None, _about(SIZE, "The font size of a metric's value.")
    ] = None
    metric_value_font_weight: Annotated[
        Weight | None, _about(None, "How bold a metric's value is.")
    ] = None
    show_sidebar_border: Annotated[
        bool | None, _about(None, "Draw a line between the sidebar and the page.")
    ] = None
