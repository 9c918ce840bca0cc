"""Themes that change while the page is open: by the author, by the user, by the system."""

from __future__ import annotations

import re
import textwrap
from contextlib import ExitStack

import pytest
from browser.chromium import button, settled, until
from playwright.sync_api import expect
from server.apps import serving

from anew.server.app import App
from anew.settings.config import load

SCRIPT = """
    import anew as st

    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.text(f"Run {st.session_state.runs}: {st.context.theme.type}")
    st.text(f"Primary: {st.get_option('theme.primaryColor')}")
    st.button("Again", type="primary")
    st.text_input("Name", key="name")
    st.vega_lite_chart(
        [{"kind": "a", "n": 1}],
        {
            "mark": "bar",
            "encoding": {
                "x": {"field": "kind", "type": "nominal"},
                "y": {"field": "n", "type": "quantitative"},
                "color": {"field": "kind", "type": "nominal", "legend": None},
            },
        },
    )
"""


class Files:
    """An app that is served, and its configuration."""

    def __init__(self, folder):
        self.folder = folder
        self.config = folder / ".anew" / "config.toml"
        self.config.parent.mkdir()
        (folder / "app.py").write_text(textwrap.dedent(SCRIPT))

    def write(self, text):
        new = self.config.with_suffix(".new")
        new.write_text(text)
        new.replace(self.config)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


@pytest.fixture
def open_live(files, serve, context, end_later):
    """Opens the app as its files say; `serve` is here for its order: tabs end before servers."""
    servers = ExitStack()

    def open_live(**flags):
        settings = load(
            files.folder, {name.replace("__", "."): flags[name] for name in flags}
        ).settings
        app = App(files.folder / "app.py", settings, reads_files=True)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{servers.enter_context(serving(app.asgi))}")
        return settled(page)

    yield open_live
    end_later(servers.close)


def until_primary(page, color):
    expect(button(page, "Again")).to_have_css("background-color", color)


def test_a_theme_that_is_saved_is_that_of_open_tabs(files, open_live, context):
    """Without a run or a reload; what was typed stays, and the next run knows the options."""
    files.write("[theme]\nprimaryColor = '#aa0000'\n")
    page = open_live()
    until_primary(page, "rgb(170, 0, 0)")
    other = context.new_page()
    other.goto(page.url)
    settled(other)
    page.get_by_label("Name").fill("Ada")
    page.evaluate("window.isTheSame = true")

    files.write(
        "[theme]\nprimaryColor = '#00aa00'\nbackgroundColor = '#001122'\n"
        "chartCategoricalColors = ['#123456']\n"
    )
    for tab in (page, other):
        until_primary(tab, "rgb(0, 170, 0)")
        expect(tab.locator("html")).to_have_css("background-color", "rgb(0, 17, 34)")
        expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
        expect(tab.locator('link[href*="/theme-"]')).to_have_count(1)
    canvas = page.locator(".stVegaLiteChart canvas")
    until(page, lambda: page.evaluate(HAS_PIXEL, [0x12, 0x34, 0x56]), True)
    expect(canvas).to_be_visible()
    expect(page.get_by_text("Run 1: light")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Ada")
    assert page.evaluate("window.isTheSame")

    button(page, "Again").click()
    # The text that was typed and the click may be one event or two.
    expect(page.get_by_text(re.compile("Run [23]: dark"))).to_be_visible()
    expect(page.get_by_text("Primary: #00aa00")).to_be_visible()
    page.reload()
    settled(page)
    until_primary(page, "rgb(0, 170, 0)")


HAS_PIXEL = """([red, green, blue]) => {
    const canvas = document.querySelector(".stVegaLiteChart canvas");
    if (!canvas) return false;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    for (let i = 0; i < data.length; i += 4) {
        if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) return true;
    }
    return false;
}"""


def test_an_app_gets_its_first_theme_and_loses_it_again(files, open_live):
    """What the user has chosen stays."""
    page = open_live()
    expect(page.locator('link[href*="/theme-"]')).to_have_count(0)
    files.write("[theme]\nbase = 'dark'\nprimaryColor = '#00aa00'\n")
    until_primary(page, "rgb(0, 170, 0)")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_test_id("stMainMenuItem-theme-Light").click()
    page.keyboard.press("Escape")
    files.write("[theme]\nbase = 'dark'\nprimaryColor = '#0000aa'\n")
    until_primary(page, "rgb(0, 0, 170)")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    files.write("")
    until_primary(page, "rgb(68, 83, 214)")
    expect(page.locator('link[href*="/theme-"]')).to_have_count(0)


def test_flags_stay_and_other_options_count_from_the_next_start(files, open_live, caplog):
    files.write("[theme]\nprimaryColor = '#aa0000'\nfont = 'serif'\n")
    page = open_live(theme__primaryColor="#123456")
    with caplog.at_level("INFO", "anew"):
        files.write("[theme]\nprimaryColor = 'bleu'\n")
        until(page, lambda: "The options stay as they were" in caplog.text, True)
        files.write(
            "[theme]\nprimaryColor = '#00aa00'\nfont = 'monospace'\n[server]\nmaxUploadSize = 3\n"
        )
        font = "getComputedStyle(document.body).fontFamily.includes('Menlo')"
        until(page, lambda: page.evaluate(font), True)
    until_primary(page, "rgb(18, 52, 86)")
    assert "server.maxUploadSize changed, and will count from the next start." in caplog.text
    assert "The theme has changed: theme.font." in caplog.text


def test_the_script_knows_the_theme_that_the_page_has(open_app):
    """From its next run on; that the page becomes dark is none."""
    page = open_app(SCRIPT)
    expect(page.get_by_text("Run 1: light")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    button(page, "Again").click()
    expect(page.get_by_text("Run 2: dark")).to_be_visible()
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_role("menuitemradio", name="Light").click()
    page.keyboard.press("Escape")
    button(page, "Again").click()
    expect(page.get_by_text("Run 3: light")).to_be_visible()
