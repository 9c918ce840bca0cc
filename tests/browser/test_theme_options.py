"""Each option of the theme, by the effect that it has on a page: all of a section's at once."""

from __future__ import annotations

import pytest
from browser.chromium import settled, until
from playwright.sync_api import expect

from anew.settings.settings import options

NAMES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
SCRIPT = """
    import anew as st

    def chart(color, kind, **scale):
        n = {"field": "n", "type": "quantitative"}
        bars = {"x": {"field": "kind", "type": "nominal"}, "y": n}
        color = {"field": color, "type": kind, "scale": scale, "legend": None}
        values = [{"kind": "a", "n": -1}, {"kind": "b", "n": 1}]
        st.vega_lite_chart(
            values, {"mark": "bar", "encoding": {**bars, "color": color}}, height=90, width=120
        )

    def fill(place):
        for level in range(1, 7):
            st.markdown("#" * level + f" Level {level}")
        for name in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
            st.header(name, divider=name)
            st.markdown(f":{name}[text] :{name}-background[ground]")
        st.button("Primary", type="primary", key=f"primary-{place}")
        st.button("Secondary", key=f"secondary-{place}")
        st.markdown("Plain `inline` and [a link](https://example.org).")
        st.code("x = 1")
        st.json({"name": "Ada"})
        st.help(len)
        st.text_input("Field", "words", key=f"field-{place}")
        st.metric("Metric", 3)
        st.container(border=True).text("Inside")
        st.dataframe({"a": [1, 2]}, key=f"frame-{place}")
        chart("kind", "nominal")
        chart("n", "quantitative")
        chart("n", "quantitative", domainMid=0)

    fill("main")
    with st.sidebar:
        fill("aside")
"""
TEXT = ".stMarkdown p"
HEADERS = ".stDataFrame .grid-head > .grid-cell"
CODE = ":is(.stCode pre, .stJson, .stHelp)"
LEVELS = [f".stMarkdown h{level}" for level in range(1, 7)]
SIZES = ["31px", "32px", "33px", "34px", "35px", "36px"]
WEIGHTS = [350, 450, 550, 650, 750, 850]
ROOM = ":is(.stMainBlockContainer, .stSidebarUserContent)"
BAR = 56  # Pixels.
FACE = [{"family": "Own Face", "url": "https://fonts.example/own.woff2"}]

# What is set, and where it shows: elements, a property that each of them has, and its value.
COLORS = {
    "primaryColor": ("[data-testid=stBaseButton-primary]", "background-color"),
    "backgroundColor": ("AREA", "background-color"),
    "secondaryBackgroundColor": (".stTextInput .input-box", "background-color"),
    "textColor": (TEXT, "color"),
    "linkColor": (f"{TEXT} a", "color"),
    "borderColor": (".stVerticalBlock[data-border=true]", "border-top-color"),
    "codeBackgroundColor": (":is(.stCode pre, .stMarkdown code)", "background-color"),
    "codeTextColor": (":is(.stMarkdown p, .stCode pre) code", "color"),
    "dataframeBorderColor": (".stDataFrame .grid-cell", "border-right-color"),
    "dataframeHeaderBackgroundColor": (HEADERS, "background-color"),
    "dataframeHeaderTextColor": (HEADERS, "color"),
    **{f"{name}Color": (f"[data-divider={name}] h2", "border-bottom-color") for name in NAMES},
    **{
        f"{name}BackgroundColor": (
            f".stMarkdownColoredBackground.is-{name}",
            "background-color",
        )
        for name in NAMES
    },
    **{f"{name}TextColor": (f".stMarkdownColoredText.is-{name}", "color") for name in NAMES},
}
OTHERS = {
    "paddingTop": ("123", ROOM, "padding-top", "123px"),
    "paddingBottom": ("77px", ROOM, "padding-bottom", "77px"),
    "linkUnderline": (False, f"{TEXT} a", "text-decoration-line", "none"),
    "font": ("Own Letters, serif", TEXT, "font-family", '"Own Letters", serif'),
    "headingFont": ("Own Heading", LEVELS[0], "font-family", '"Own Heading"'),
    "codeFont": ("Own Code", f":is({CODE}, {TEXT} code)", "font-family", '"Own Code"'),
    "codeFontSize": ("19px", CODE, "font-size", "19px"),
    "codeFontWeight": (550, f":is({CODE}, {TEXT} code)", "font-weight", "550"),
    "headingFontSizes": (SIZES, LEVELS, "font-size", SIZES),
    "headingFontWeights": (WEIGHTS, LEVELS, "font-weight", [str(one) for one in WEIGHTS]),
    "baseRadius": ("7px", ".stTextInput .input-box", "border-radius", "7px"),
    "buttonRadius": ("9px", ".stButton button", "border-radius", "9px"),
    "showWidgetBorder": (False, ".stTextInput .input-box", "border-top-color", "rgba(0, 0, 0, 0)"),
}
CHARTS = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")
PAGE_ONLY = {
    "base": ("dark", "html", "data-theme", "dark"),
    "fontFaces": (FACE, "html", "fonts", "Own Face"),
    "baseFontSize": (18, "html", "font-size", "18px"),
    "baseFontWeight": (350, TEXT, "font-weight", "350"),
    "metricValueFontSize": ("41px", ".stMetricValue", "font-size", "41px"),
    "metricValueFontWeight": (250, ".stMetricValue", "font-weight", "250"),
    "showSidebarBorder": (False, ".stSidebar", "border-right-color", "rgba(0, 0, 0, 0)"),
}
SECTIONS = ("", "sidebar", "light", "dark", "light.sidebar", "dark.sidebar")


def shade(number):
    """Another colour for each number; grounds on which links can be read, and such links."""
    if number in (1, 2):
        return [250, 250, 230 + number]
    return [40 + number * 3, 200 - number * 3 if number != 4 else 40, 119]


def digits(channels):
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def colors_of_chart(at):
    return [shade(50 + at), shade(60 + at)]


def cases(section):
    """What is set in a section, and what is expected of it, by option."""
    found = {
        name: (digits(shade(at)), *where, f"rgb({', '.join(map(str, shade(at)))})")
        for at, (name, where) in enumerate(COLORS.items())
    }
    found |= OTHERS
    for at, name in enumerate(CHARTS):
        found[name] = ([digits(one) for one in colors_of_chart(at)], "canvas", "pixels", at)
    if "sidebar" not in section:  # The bar at the top of the page is above its room.
        found["paddingTop"] = (
            "123",
            ROOM,
            "padding-top",
            f"{123 + BAR * (1 if section else 18 / 16):g}px",
        )
    return found if section else found | PAGE_ONLY


SEEN = """([area, selector, property]) => {
    if (property === "fonts") return [...document.fonts].map(({ family }) => family);
    const within = document.querySelector(area);
    const whole = area === ".stMain" ? document.documentElement : within;
    const found = selector === "AREA" ? [whole] : [...(selector === "html" ? document : within).querySelectorAll(selector)];
    if (property === "data-theme") return found.map((one) => one.dataset.theme);
    return found.map((one) => getComputedStyle(one).getPropertyValue(property));
}"""
COUNT = """([area, at, [red, green, blue]]) => {
    const canvas = document.querySelectorAll(`${area} .stVegaLiteChart`)[at]?.querySelector("canvas");
    if (!canvas) return 0;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
        if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) count += 1;
    }
    return count;
}"""


@pytest.mark.parametrize("section", SECTIONS)
def test_there_is_a_case_for_each_option(section):
    prefix = f"theme.{section}." if section else "theme."
    own = {
        name.removeprefix(prefix) for name in options() if name.rpartition(".")[0] + "." == prefix
    }
    assert own == cases(section).keys()
    assert len(own) == (48 if section else 55)


def failures(page, section):
    """The options that do not show what they should."""
    area = ".stSidebar" if "sidebar" in section else ".stMain"
    for name, (_, selector, property, expected) in cases(section).items():
        if property == "pixels":
            color = colors_of_chart(expected)[0]
            if page.evaluate(COUNT, [area, expected, color]) < 50:
                yield name, "not in the chart"
            continue
        for at, one in enumerate(selector if isinstance(selector, list) else [selector]):
            own_area = ".stApp" if one == ".stSidebar" else area
            seen = page.evaluate(SEEN, [own_area, one, property])
            wanted = expected[at] if isinstance(expected, list) else expected
            if not seen or any(found != wanted for found in seen):
                yield name, f"{one} {property}: {sorted(set(map(str, seen)))}, not {wanted}"


@pytest.mark.parametrize("section", SECTIONS)
def test_each_option_shows(browse, serve, section):
    prefix = f"theme__{section.replace('.', '__')}__" if section else "theme__"
    given = {prefix + name: value for name, (value, *_) in cases(section).items()}
    page = browse(color_scheme="dark" if section.startswith("dark") else "light").new_page()
    page.goto(serve(SCRIPT, **given))
    settled(page)
    expect(page.locator(".stVegaLiteChart canvas")).to_have_count(6)
    until(page, lambda: [*failures(page, section)], [])
