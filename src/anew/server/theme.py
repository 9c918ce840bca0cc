"""The app's theme, as a style sheet that overrides the page's own.

The page is drawn with custom properties (client/src/style/theme.css). A theme overrides some of
them; related ones that it does not set are mixed from those that it sets. So the client needs no
code for themes, and an app without a theme loads nothing for one.

Colours only suit a light page or a dark one. So the colours of `[theme]` apply to one scheme:
that of `theme.base`, or else the one that its background colour (or text colour) suits. The
primary colour, fonts and sizes apply to both schemes. If there is a section `[theme.light]` or
`[theme.dark]`, all of `[theme]` applies to both schemes, and these sections override it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from anew.server.fonts import fonts_of
from anew.server.links import (
    Scheme,
    code_ink,
    ink_in_sidebar,
    ink_on_page,
    link_in_sidebar,
    link_on_page,
)
from anew.settings.css_values import font_family, radius, shade, size
from anew.settings.theme import ThemePartSettings, ThemeSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anew.settings.settings import Settings

Part = TypeVar("Part", bound=ThemePartSettings)

# Selects the page while it is light or dark, by the user's choice or by the system's scheme.
SELECTORS: dict[Scheme | None, str] = {
    None: ":root{%s}",
    "light": ':root[data-theme="light"]{%s}'
    "@media (prefers-color-scheme:light){:root:not([data-theme]){%s}}",
    "dark": ':root[data-theme="dark"]{%s}'
    "@media (prefers-color-scheme:dark){:root:not([data-theme]){%s}}",
}
NAMED = ("red", "orange", "yellow", "blue", "green", "violet", "gray")
CHARTED = ("categorical", "sequential", "diverging")
ALERTS = {"red": "error", "yellow": "warning", "blue": "info", "green": "success"}
ON_DARK, ON_LIGHT = "#ffffff", "#11131c"
ON_DARK_CODE = {"color-scheme": "dark", "color": "#e7eaf0", "--muted": "#9aa4b5"}
ON_LIGHT_CODE = {"color-scheme": "light", "color": "#1b1f27", "--muted": "#5d6675"}


class _Layer(NamedTuple):
    """Options that apply to one scheme, or to both if `scheme` is None."""

    scheme: Scheme | None
    page: ThemePartSettings
    sidebar: ThemePartSettings


def style_sheet(settings: Settings) -> str:
    """The style sheet of an app's theme; empty if no option is set."""
    sheet = fonts_of(settings).rules + "".join(map(_written, _layers(settings)))
    if settings.ui.hide_top_bar:
        sheet += ":root{--header:0px}:root .stToolbar{display:none}"
    return sheet


def default_scheme(settings: Settings) -> Scheme | None:
    """The scheme for users who have not chosen one; None to follow their system."""
    return settings.theme.base or _own_scheme(settings)


def _own_scheme(settings: Settings) -> Scheme | None:
    """The scheme that the colours of `[theme]` apply to; None for both."""
    theme = settings.theme
    background = theme.background_color or theme.secondary_background_color
    if _has_schemes(settings) or not (background or theme.text_color):
        return None
    if theme.base is not None:
        return theme.base
    is_dark = shade(background).is_dark if background else not shade(theme.text_color or "").is_dark
    return "dark" if is_dark else "light"


def _has_schemes(settings: Settings) -> bool:
    nothing = ThemePartSettings()
    parts = (settings.theme_light, settings.theme_light_sidebar)
    return any(
        part != nothing for part in (*parts, settings.theme_dark, settings.theme_dark_sidebar)
    )


def _layers(settings: Settings) -> list[_Layer]:
    """The layers in the order of their rules: later ones override earlier ones."""
    theme, sidebar = settings.theme, settings.theme_sidebar
    scheme = _own_scheme(settings)
    if scheme is not None:
        return [
            _Layer(None, _without(theme, _colors()), _without(sidebar, _colors())),
            _Layer(scheme, _without(theme, _others(theme)), _without(sidebar, _others(sidebar))),
        ]
    layers = [_Layer(None, theme, sidebar)]
    for name, page, aside in (
        ("light", settings.theme_light, settings.theme_light_sidebar),
        ("dark", settings.theme_dark, settings.theme_dark_sidebar),
    ):
        own = ThemePartSettings()
        if page != own or aside != own:
            own_scheme: Scheme = "light" if name == "light" else "dark"
            layers.append(_Layer(own_scheme, _above(theme, page), _above(sidebar, aside)))
    return layers


def _colors() -> set[str]:
    """The names of the options that suit only a light or only a dark page."""
    fields = ThemePartSettings.__struct_fields__
    return {name for name in fields if name.endswith("_color")} - {"primary_color"}


def _others(part: ThemePartSettings) -> set[str]:
    """All other options, but for the colour that the others are seen beside."""
    return set(part.__struct_fields__) - _colors() - {"primary_color"}


def _without(part: Part, names: set[str]) -> Part:
    return msgspec.structs.replace(part, **dict.fromkeys(names))


def _above(below: Part, part: ThemePartSettings) -> Part:
    given = {
        name: value for name, value in msgspec.structs.asdict(part).items() if value is not None
    }
    return msgspec.structs.replace(below, **given)


# Writing ----------------------------------------------------------------------------------


def _written(layer: _Layer) -> str:
    page = "".join([_properties(_page(layer)), *_rules(layer.page, "")])
    if isinstance(layer.page, ThemeSettings):
        page += "".join(_page_rules(layer.page))
    properties = _sidebar(layer)
    aside = "".join(_rules(layer.sidebar, ".stSidebar"))
    if properties:
        aside = _rule(".stSidebar", properties) + aside
    body = page + aside
    return SELECTORS[layer.scheme].replace("%s", body) if body else ""


def _rule(selector: str, properties: dict[str, str]) -> str:
    """A nested rule. `:where(&)` keeps its specificity equal to a rule of the page's own sheet."""
    return f":where(&) {selector}{{{_properties(properties)}}}"


def _properties(properties: dict[str, str]) -> str:
    return "".join(f"{name}:{value};" for name, value in properties.items())


def _page(layer: _Layer) -> dict[str, str]:
    part = layer.page
    properties = _shared(part) | _backgrounds(part, "--background", "--surface")
    properties |= _inks(link_on_page(part, layer.scheme), ink_on_page(part, layer.scheme))
    ground = part.code_background_color or part.secondary_background_color or part.background_color
    if code := code_ink(part, layer.scheme, ground):
        properties["--code-text"] = code
    if isinstance(part, ThemeSettings) and part.base_font_size is not None:
        # Relative, because users may have set a larger font size in their browser.
        properties["font-size"] = f"{part.base_font_size / 16:.4%}"
    return properties


def _sidebar(layer: _Layer) -> dict[str, str]:
    """The sidebar swaps the two background colours, and sets inherited properties again."""
    part = layer.sidebar
    properties = _shared(part) | _backgrounds(part, "--surface", "--background")
    places = (layer.page, part, layer.scheme)
    properties |= _inks(link_in_sidebar(*places), ink_in_sidebar(*places))
    if code := code_ink(part, layer.scheme, part.code_background_color or part.background_color):
        properties["--code-text"] = code
    if part.background_color:  # Colours that no option sets must suit the new background.
        properties["color-scheme"] = "dark" if shade(part.background_color).is_dark else "light"
    if part.background_color or part.text_color:
        properties["color"] = "var(--text)"
    if part.font:
        properties["font-family"] = "var(--letters)"
    return properties


def _inks(link: str, accent: str) -> dict[str, str]:
    properties = {"--accent-ink": accent} if accent else {}
    if link:
        properties |= {"--link": link, "--link-hover": _mixed("var(--link)", 80, "var(--text)")}
    return properties


def _backgrounds(part: ThemePartSettings, first: str, second: str) -> dict[str, str]:
    """The colours of backgrounds, text and borders, and those that are mixed from them."""
    background, other, text = (
        part.background_color,
        part.secondary_background_color,
        part.text_color,
    )
    properties: dict[str, str] = {}
    if background:
        properties[first] = background.strip()
        properties[second] = _mixed(f"var({first})", 95, "var(--text)")
    if other:
        properties[second] = other.strip()
    if text:
        properties["--text"] = text.strip()
    if background or other or text:
        properties |= {
            "--raised": _mixed("var(--background)", 96, "white"),
            "--hover": _mixed("var(--surface)", 92, "var(--text)"),
            "--muted": _mixed("var(--text)", 70, "var(--background)"),
            "--border": _mixed("var(--text)", 16, "var(--background)"),
            "--border-strong": _mixed("var(--text)", 34, "var(--background)"),
        }
    if part.border_color:
        properties["--border"] = part.border_color.strip()
        properties["--border-strong"] = _mixed("var(--border)", 75, "var(--text)")
    return properties


def _shared(part: ThemePartSettings) -> dict[str, str]:
    """Custom properties with the same meaning in the page and in its sidebar."""
    properties: dict[str, str] = {}
    if part.primary_color:
        is_dark = shade(part.primary_color).is_dark
        properties["--accent"] = part.primary_color.strip()
        properties["--accent-hover"] = _mixed("var(--accent)", 85, "black" if is_dark else "white")
        properties["--on-accent"] = ON_DARK if is_dark else ON_LIGHT
    if part.link_underline is False:
        properties["--link-line"] = "none"
    given = {
        "--code-background": part.code_background_color,
        "--code-text": part.code_text_color,
        "--letters": part.font and font_family(part.font),
        "--heading-letters": part.heading_font and font_family(part.heading_font),
        "--code-letters": part.code_font and font_family(part.code_font),
        "--radius": part.base_radius and radius(part.base_radius),
        "--button-radius": part.button_radius and radius(part.button_radius),
        **{f"--{name}": getattr(part, f"{name}_color") for name in NAMED},
        # These two are only for elements that authors make.
        **{f"--{name}-text": getattr(part, f"{name}_text_color") for name in NAMED},
        **{f"--{name}-background": getattr(part, f"{name}_background_color") for name in NAMED},
        **{f"--chart-{name}": _listed(part, name) for name in CHARTED},
    }
    return properties | {name: value.strip() for name, value in given.items() if value}


def _listed(part: ThemePartSettings, name: str) -> str:
    colors: tuple[str, ...] = getattr(part, f"chart_{name}_colors") or ()
    return ", ".join(color.strip() for color in colors)


def _rules(part: ThemePartSettings, area: str) -> Iterable[str]:
    """Rules for elements, within the area: the sidebar, or the whole page if it is empty."""
    yield from _code_rules(part, area)
    yield from _heading_rules(part, area)
    yield from _named_rules(part, area)
    yield from _frame_rules(part, area)
    yield from _room_rules(part, area)
    if part.show_widget_border is False:
        quiet = ":not(:hover,:focus-within,[data-invalid=true])"
        yield _rule(f"{area} .input-box{quiet}", {"border-color": "transparent"})


def _code_rules(part: ThemePartSettings, area: str) -> Iterable[str]:
    blocks = f"{area} :is(.stCode,.stMarkdownContainer) pre"
    all_blocks = ":is(.stCode,.stMarkdownContainer,.stException) pre,.stJson,.stHelp"
    if part.code_background_color:  # The highlighting colours must suit the new background.
        is_dark = shade(part.code_background_color).is_dark
        yield _rule(blocks, ON_DARK_CODE if is_dark else ON_LIGHT_CODE)
    if part.code_text_color:
        yield _rule(f"{blocks} code", {"color": "var(--code-text)"})
    if part.code_font_size:
        yield _rule(f"{area} :is({all_blocks})", {"font-size": size(part.code_font_size)})
    if part.code_font_weight:
        weight = {"font-weight": str(part.code_font_weight)}
        yield _rule(f"{area} :is(code,{all_blocks})", weight)


def _heading_rules(part: ThemePartSettings, area: str) -> Iterable[str]:
    sizes = part.heading_font_sizes or ()
    weights = part.heading_font_weights or ()
    for level in range(1, 7):
        heading = f"{area or ':where(.stMain)'} :is(.stHeading,.stMarkdownContainer) h{level}"
        if own_size := _of_level(sizes, level):
            yield _rule(heading, {"font-size": size(str(own_size))})
        if own_weight := _of_level(weights, level):
            yield _rule(heading, {"font-weight": str(own_weight)})


def _of_level(given: object, level: int) -> object:
    """The value for one level of headings; a single value applies to all levels."""
    if not isinstance(given, tuple):
        return given
    return given[level - 1] if level <= len(given) else None


def _named_rules(part: ThemePartSettings, area: str) -> Iterable[str]:
    for name in NAMED:
        alert = f'.stAlertContainer[data-kind="{ALERTS[name]}"]' if name in ALERTS else ".none"
        marked = f":is(.stMarkdownColoredBackground,.stMarkdownBadge).is-{name}"
        ink = getattr(part, f"{name}_text_color")
        background = getattr(part, f"{name}_background_color")
        if ink:
            yield _rule(f"{area} .is-{name}", {"--ink": ink.strip()})
            words = f":is(.stMarkdownBadge.is-{name},{alert})"
            yield _rule(f"{area} {words}", {"color": ink.strip()})
        if background:
            fill = {"background": background.strip()}
            yield _rule(f"{area} :is({marked},{alert})", fill)
        elif ink:  # Else it would be mixed from the colour of the text.
            fill = {"background": _mixed(f"var(--{name})", 14, "transparent")}
            yield _rule(f"{area} {marked}", fill)


def _frame_rules(part: ThemePartSettings, area: str) -> Iterable[str]:
    if part.dataframe_border_color:
        lines = f"{area} :is(.stDataFrame :is(.grid,.grid-cell),.stTable,.stTable :is(th,td))"
        yield _rule(lines, {"border-color": part.dataframe_border_color.strip()})
    head = f"{area} .grid-head>.grid-cell"
    if part.dataframe_header_background_color:
        yield _rule(head, {"background": part.dataframe_header_background_color.strip()})
    if part.dataframe_header_text_color:
        yield _rule(head, {"color": part.dataframe_header_text_color.strip()})


def _room_rules(part: ThemePartSettings, area: str) -> Iterable[str]:
    """The space around what is in the page or the sidebar; on paper, the paper has its own."""
    given = {}
    if part.padding_top:
        above = size(part.padding_top)
        # The page lies below the bar at its top, the sidebar beside it.
        given["padding-top"] = above if area else f"calc(var(--header,3.5rem) + {above})"
    if part.padding_bottom:
        given["padding-bottom"] = size(part.padding_bottom)
    if not given:
        return
    if area:
        yield _rule(".stSidebarUserContent", given)
        return
    # What an embedded page has less of, the author has chosen, too.
    embedded = ".streamlit-embedded .stMain .stMainBlockContainer.block-container"
    own = f"{_rule('.stMainBlockContainer', given)}{_rule(embedded, given)}"
    yield f"@media screen{{{own}}}"


def _page_rules(theme: ThemeSettings) -> Iterable[str]:
    """Rules for the options that only `[theme]` has, and none of its subsections."""
    if theme.base_font_weight:
        weight = str(theme.base_font_weight)
        yield _rule("body", {"font-weight": weight, "--weight": weight})
    given = {
        "font-size": theme.metric_value_font_size and size(theme.metric_value_font_size),
        "font-weight": theme.metric_value_font_weight and str(theme.metric_value_font_weight),
    }
    if metric := {name: value for name, value in given.items() if value}:
        yield _rule(".stMetricValue", metric)
    if theme.show_sidebar_border is False:
        yield _rule(".stSidebar", {"border-color": "transparent"})


def _mixed(color: str, share: int, other: str) -> str:
    return f"color-mix(in srgb,{color} {share}%,{other})"
