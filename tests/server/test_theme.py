"""The style sheet that a theme becomes, and how the page gets it."""

from __future__ import annotations

import re

import httpx
import pytest
from hypothesis import given, strategies
from hypothesis import settings as limits
from server.apps import PLAIN, app_of

from anew.errors import InvalidParameterValueError as OptionError
from anew.server.fonts import missing
from anew.server.theme import default_scheme, style_sheet
from anew.settings.css_values import COLOR, FONT, RADIUS, SIZE, font_family, shade
from anew.settings.settings import Settings, options, with_options, with_values

APP = "import anew as st\nst.text('text')\n"


def themed(**given: object) -> Settings:
    """Settings with options as `theme__light__primaryColor="red"`."""
    return with_values(Settings(), {name.replace("__", "."): given[name] for name in given})


def sheet(**given: object) -> str:
    return style_sheet(themed(**given))


def test_an_app_without_a_theme_loads_nothing_for_it(tmp_path):
    assert style_sheet(Settings()) == ""
    with app_of(tmp_path, APP) as port:
        page = httpx.get(f"http://localhost:{port}/", verify=PLAIN).text
    assert "/theme-" not in page and "data-theme" not in page


def test_a_theme_is_a_style_sheet_of_the_app_itself(tmp_path):
    with app_of(tmp_path, APP, theme__base="dark", theme__primaryColor="tomato") as port:
        page = httpx.get(f"http://localhost:{port}/", verify=PLAIN).text
        [address] = re.findall(r'href="(/_anew/assets/theme-\w+\.css)"', page)
        style = httpx.get(f"http://localhost:{port}{address}", verify=PLAIN)

    assert '<html lang="en" data-theme="dark">' in page
    assert "style=" not in page and "<style" not in page
    assert style.headers["content-type"].startswith("text/css")
    assert "immutable" in style.headers["cache-control"]
    assert "--accent:tomato;" in style.text


def test_another_theme_has_another_name(tmp_path):
    names = set()
    for color in ("tomato", "teal"):
        with app_of(tmp_path, APP, theme__primaryColor=color) as port:
            page = httpx.get(f"http://localhost:{port}/", verify=PLAIN).text
        names.add(re.search(r"theme-\w+\.css", page)[0])
    assert len(names) == 2


@pytest.mark.parametrize(
    ("primary", "text"),
    [
        ("#ffff00", "#11131c"),
        ("navy", "#ffffff"),
        ("rgb(255 255 255)", "#11131c"),
        ("hsl(240deg 100% 25%)", "#ffffff"),
        ("#000", "#ffffff"),
    ],
)
def test_text_on_the_primary_colour_can_be_read(primary, text):
    assert f"--on-accent:{text};" in sheet(theme__primaryColor=primary)


@pytest.mark.parametrize(
    ("options_given", "scheme"),
    [
        ({}, None),
        ({"theme__primaryColor": "#000"}, None),
        ({"theme__base": "dark"}, "dark"),
        ({"theme__backgroundColor": "#101010"}, "dark"),
        ({"theme__backgroundColor": "#fffaf0"}, "light"),
        ({"theme__textColor": "#fff"}, "dark"),
        ({"theme__base": "light", "theme__backgroundColor": "#101010"}, "light"),
        ({"theme__backgroundColor": "#fff", "theme__dark__primaryColor": "red"}, None),
    ],
)
def test_the_page_opens_light_or_dark_as_the_theme_is_made_for(options_given, scheme):
    assert default_scheme(themed(**options_given)) == scheme


def test_the_colours_of_a_theme_for_one_scheme_hold_in_that_one_alone():
    everywhere, _, dark = sheet(
        theme__backgroundColor="#101010", theme__primaryColor="tomato", theme__font="serif"
    ).partition(':root[data-theme="dark"]')

    assert "--accent:tomato;" in everywhere and "--letters:" in everywhere
    assert "--background:#101010;" in dark and "--background" not in everywhere
    assert dark.count("--background:#101010;") == 2  # Chosen, and as the system has it.


def test_light_and_dark_add_to_what_both_have():
    text = sheet(
        theme__borderColor="gray",
        theme__light__backgroundColor="#fffdf7",
        theme__dark__backgroundColor="#14171a",
    )
    both, light, dark = re.split(r':root\[data-theme="(?:light|dark)"\]', text)

    assert "--border:gray;" in both and "--background" not in both
    assert "--background:#fffdf7;" in light and "#14171a" not in light
    assert "--background:#14171a;" in dark and "--border:gray;" in dark


def test_the_sidebar_has_its_own_and_says_what_it_inherits_again():
    text = sheet(theme__sidebar__backgroundColor="#123", theme__sidebar__textColor="white")
    inside = text[text.index(":where(&) .stSidebar{") :]

    assert text.startswith(":root{:where(&) .stSidebar{")
    for part in ("--surface:#123;", "--text:white;", "color:var(--text);", "color-scheme:dark;"):
        assert part in inside


def test_charts_have_colours_of_their_own_in_each_part():
    few = sheet(theme__chartCategoricalColors=["red", "rgb(0, 0, 255)"])
    assert few == ":root{--chart-categorical:red, rgb(0, 0, 255);}"
    ramp = sheet(theme__dark__chartSequentialColors=["#000", "#fff"])
    assert ':root[data-theme="dark"]{--chart-sequential:#000, #fff;}' in ramp
    inside = sheet(theme__sidebar__chartDivergingColors=["#f00", "#00f"])
    assert ":where(&) .stSidebar{--chart-diverging:#f00, #00f;}" in inside


def test_one_size_is_for_all_headings_and_several_for_the_first():
    assert sheet(theme__headingFontSizes="2rem").count("font-size:2rem;") == 6
    several = sheet(theme__headingFontSizes=["3rem", "20"])
    assert "h1{font-size:3rem;}" in several and "h2{font-size:20px;}" in several
    assert "h3{" not in several
    assert sheet(theme__headingFontWeights=[700]).count("font-weight:700;") == 1


def test_letters_follow_the_users_own_size():
    assert "font-size:112.5000%;" in sheet(theme__baseFontSize=18)


def test_the_top_bar_can_be_hidden():
    assert style_sheet(with_options(Settings(), {"ui.hideTopBar": "true"})) == (
        ":root{--header:0px}:root .stToolbar{display:none}"
    )


VALUES = {
    "colour": "#123456",
    "size": "17px",
    "radius": "3px",
    "font": "Own Letters",
    "light|dark": "dark",
    "true|false": False,
    "whole number": 100,
    "font face": [{"family": "Own", "url": "app/static/own.woff2"}],
}


@pytest.mark.parametrize("name", [name for name in options() if name.startswith("theme.")])
def test_every_option_of_the_theme_changes_the_page(name):
    value = 20 if name == "theme.baseFontSize" else VALUES[options()[name].type_name]
    if name.endswith(("Underline", "Border")):
        value = False
    if options()[name].is_list and isinstance(value, str):
        value = [value]
    settings = with_values(Settings(), {name: value})

    assert style_sheet(settings) != "" or default_scheme(settings) == "dark"


DANGEROUS = [
    "rgb(1 2 3);x:y",
    "rgb(1 2 3 / .5)}x{",
    "hsl(1 2% 3%) url(x)",
    "#fff;x:y",
    "1px;x:y",
    "red;",
    "red}",
    "{",
    "url(https://evil.example)",
    "image(x)",
    "var(--x)",
    "expression(x)",
    "red/**/",
    "</style>",
    "#12345",
    "#ggg",
    "rgb(1,2)",
    "@import",
    "\\72 ed",
    "",
]


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("option", ["primaryColor", "baseRadius", "paddingTop", "codeFontSize"])
def test_what_is_no_value_is_refused(option, text):
    with pytest.raises(OptionError, match=rf"^Option theme\.{option} is of type "):
        themed(**{f"theme__{option}": text})


@given(strategies.text(alphabet="a1#;{}()'\"\\/ ,.%-\n@*:", max_size=20))
@limits(max_examples=100)
def test_nothing_that_passes_can_end_a_declaration(text):
    for kind in (COLOR, FONT, RADIUS, SIZE):
        if kind.accepts(text):
            text = font_family(text) if kind is FONT else text
            assert not set(text) & set(";{}\\@*:/") or kind is COLOR
            assert text.count('"') % 2 == 0 and text.count("'") % 2 == 0
            assert text.count("(") == text.count(")")


def test_a_font_is_loaded_from_the_address_that_the_author_names(tmp_path):
    """And the page's policy knows that style sheet, and no other."""
    options = {
        "theme__font": "Inter:https://fonts.example:8443/a/inter.woff2, sans-serif",
        "theme__headingFont": "Lora:https://fonts.googleapis.com/css2?family=Lora:wght@400;700",
        "theme__codeFont": "'Own Mono':app/static/mono.ttf",
    }
    with app_of(tmp_path, APP, **options) as port:
        page = httpx.get(f"http://localhost:{port}/", verify=PLAIN)
        [address] = re.findall(r'href="(/_anew/assets/theme-\w+\.css)"', page.text)
        rules = httpx.get(f"http://localhost:{port}{address}", verify=PLAIN).text

    assert (
        '@font-face{font-family:"Inter";src:url("https://fonts.example:8443/a/inter.woff2");'
        "font-display:swap}" in rules
    )
    assert "@font-face{font-family:'Own Mono';src:url(\"../../app/static/mono.ttf\");" in rules
    assert "--letters:Inter, sans-serif;" in rules and "--heading-letters:Lora;" in rules
    sheet_link = 'href="https://fonts.googleapis.com/css2?family=Lora:wght@400;700"></body>'
    assert sheet_link in page.text
    policy = page.headers["content-security-policy"]
    assert re.search(r"style-src 'self' 'nonce-[\w-]+' https://fonts.googleapis.com/css2", policy)


def test_without_such_fonts_the_policy_names_no_other_style_sheet(tmp_path):
    with app_of(tmp_path, APP, theme__font="Inter, serif") as port:
        policy = httpx.get(f"http://localhost:{port}/", verify=PLAIN).headers[
            "content-security-policy"
        ]

    assert re.search(r"style-src 'self' 'nonce-[\w-]+';", policy)


def test_font_faces_are_rules_of_the_style_sheet():
    face = {"family": "Inter", "url": "/app/static/i.woff2", "weight": "200 900"}
    text = sheet(theme__fontFaces=[{**face, "style": "italic", "unicodeRange": "U+0000-00FF"}])

    assert text == (
        '@font-face{font-family:"Inter";src:url("../../app/static/i.woff2");font-weight:200 900;'
        "font-style:italic;unicode-range:U+0000-00FF;font-display:swap}"
    )


@pytest.mark.parametrize(
    "face",
    [
        {"family": "Inter"},
        {"family": "In;ter", "url": "app/static/a.woff2"},
        {"family": "Inter", "url": "http://fonts.example/a.woff2"},
        {"family": "Inter", "url": 'https://fonts.example/a.woff2");x{'},
        {"family": "Inter", "url": "https://fonts.example"},
        {"family": "Inter", "url": "../secrets.toml"},
        {"family": "Inter", "url": "app/static/a.woff2", "weight": "1;2"},
        {"family": "Inter", "url": "app/static/a.woff2", "style": "x"},
        {"family": "Inter", "url": "app/static/a.woff2\n", "unicodeRange": "U+0}"},
    ],
)
def test_what_is_no_font_face_is_refused(face):
    with pytest.raises(OptionError, match=r"^Option theme\.fontFaces is of type font face; "):
        themed(theme__fontFaces=[face])


def test_a_wrong_colour_is_told_with_what_is_right():
    with pytest.raises(OptionError) as told:
        themed(theme__primaryColor="bleu")
    assert str(told.value) == (
        "Option theme.primaryColor is of type colour; 'bleu' is not (write it as \"#ff4b4b\", "
        '"rgb(255 75 75)", "hsl(0 100% 65%)" or a name such as "tomato").'
    )


@pytest.mark.parametrize(
    "white", ["white", "#fff", "#ffffffcc", "rgb(255,255,255)", "hsl(0 0% 100%)"]
)
def test_one_colour_has_several_spellings(white):
    assert shade(white) == (1, 1, 1)


def test_the_author_is_told_of_font_files_that_are_not_there(tmp_path):
    faces = [{"family": "Own", "url": "app/static/own.woff2"}]
    given = {"theme__fontFaces": faces, "theme__font": "Far:https://fonts.example/far.woff2"}

    off = list(missing(themed(**given), tmp_path))
    assert len(off) == 1
    assert off[0].endswith("files are not served: set server.enableStaticServing = true.")
    on = themed(**given, server__enableStaticServing=True)
    file = tmp_path / "static" / "own.woff2"
    assert list(missing(on, tmp_path)) == [
        f"The font Own is to be loaded from app/static/own.woff2, but there is no {file}."
    ]
    file.parent.mkdir()
    file.write_bytes(b"")
    assert list(missing(on, tmp_path)) == []
