"""Every example, in each theme and width, judged by axe: WCAG 2.1 A and AA, and best practice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.chromium import settled
from browser.conftest import new_context
from server.apps import serving
from starlette.applications import Starlette
from starlette.routing import Mount

from anew.server.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js"
EXAMPLES = sorted((ROOT / "examples" / "elements").glob("*.py"))

RULES = {
    "resultTypes": ["violations"],
    "iframes": False,  # What is in a frame is its author's, and frames are closed to the page.
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "rules": {
        "page-has-heading-one": {"enabled": False},  # Whether an app has a title is its author's.
        "heading-order": {"enabled": False},  # So is where its headings begin.
    },
}
JUDGE = """async ([within, rules]) => {
  await new Promise(requestAnimationFrame);
  const isFinite = (one) => Number.isFinite(one.effect.getComputedTiming().endTime);
  await Promise.all(document.getAnimations().filter(isFinite).map((one) => one.finished));
  // Before their font is there, the names of icons are read as words. Its style sheet is loaded with the first icon.
  for (const icon of document.querySelectorAll(".stIconMaterial")) {
    const end = performance.now() + 30_000;
    let family = "";
    while (!(family = getComputedStyle(icon).fontFamily).startsWith("icons-")) {
      if (performance.now() > end) throw new Error(`The style sheet of icons was not loaded: ${family}`);
      await new Promise(requestAnimationFrame);
    }
    await document.fonts.load(`1em ${family}`, icon.textContent);
  }
  await document.fonts.ready;
  // A chart follows the width of the window a moment later.
  const isWide = (one) => one.scrollWidth > one.clientWidth && one.tabIndex < 0;
  for (const end = performance.now() + 30_000; [...document.querySelectorAll(".vega-embed")].some(isWide);) {
    if (performance.now() > end) throw new Error("A chart is wider than its place.");
    await new Promise(requestAnimationFrame);
  }
  const { violations } = await axe.run(within ?? document, rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\\n${failureSummary}`));
}"""
# The button of the 18th shows "18": axe wants that as a word by itself.
IS_ORDINAL = re.compile(r'label-content-name-mismatch: <button [^>]*class="calendar-day"')

THEMES = ("light", "dark")
WIDTHS = (1280, 390)

# What opens: in which example, what is pressed, and what is seen then.
OPENERS = {
    "the menu": ("text", "[data-testid=stMainMenuButton]", "[role=menu]"),
    "a list": ("selectbox", "[role=combobox]", "[role=option]"),
    "a list of what can be added": ("multiselect", "[role=combobox]", "[role=option]"),
    "a calendar": ("date_input", "[data-testid=stDateInputOpener]", "[role=grid]"),
    "a list of times": ("time_input", "[data-testid=stTimeInputOpener]", "[role=option]"),
    "a cell": ("data_editor", "[data-new=true][data-column='1']", ".cell-editor"),
    "a colour": ("color_picker", "[data-testid=stColorPickerBlock]", "[role=slider]"),
    "a menu of actions": ("menu_button", "[data-testid=stMenuButtonButton]", "[role=menu]"),
    "help": ("title", "[data-testid=stTooltipIcon] button", "[role=tooltip]"),
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """One server with all examples, each below its name."""
    settings = {"server.fileWatcherType": "none"}
    routes = [Mount(f"/{path.stem}", create_app(path, settings=settings)) for path in EXAMPLES]
    with serving(Starlette(routes=routes)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def judged_window(chromium, address) -> Iterator[BrowserContext]:
    """One window, in which axe is loaded beside each page."""
    window = new_context(chromium)
    window.add_init_script(path=AXE)
    window.new_page()
    yield window
    window.close()


@pytest.fixture
def open_example(judged_window, address, complaints) -> Iterator[Callable[[str], Page]]:
    """Opens an example in the one tab."""
    (page,) = judged_window.pages

    def open_example(name: str) -> Page:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(f"{address}/{name}/", wait_until="commit")
        return settled(page)

    with complaints.listening(judged_window):
        yield open_example
    complaints.check()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_axe_finds_no_fault_in_an_example(open_example, path):
    page = open_example(path.stem)

    found = [fault for width in WIDTHS for theme in THEMES for fault in faults(page, theme, width)]

    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("what", OPENERS)
def test_axe_finds_no_fault_in_what_opens(open_example, what):
    name, opener, opened = OPENERS[what]
    page = open_example(name)
    page.locator(opener).first.click()
    page.locator(opened).first.wait_for()

    found = [fault for theme in THEMES for fault in faults(page, theme, 1280)]

    assert not found, "\n\n".join(found)


def test_axe_finds_no_fault_in_what_a_grid_opens(open_example):
    page = open_example("column_config")
    grid = page.get_by_role("grid")
    found = []

    def judge(role: str, name: str) -> None:
        page.get_by_role(role, name=name).wait_for()
        for theme in THEMES:
            found.extend(faults(page, theme, 1280, ".popup, .grid-search"))

    grid.focus()
    for key in ("ArrowRight", "ArrowRight", "Alt+ArrowDown"):
        page.keyboard.press(key)
    judge("menu", "Column Mass")
    for key in ("f", "ArrowRight"):
        page.keyboard.press(key)
    judge("menu", "Format")
    for key in ("Escape", "End", "Enter"):  # It hides the column.
        page.keyboard.press(key)
    grid.hover()
    page.get_by_role("button", name="Columns").click()
    judge("menu", "Columns")
    page.keyboard.press("Escape")
    grid.focus()
    page.keyboard.press("Control+f")
    judge("searchbox", "Search")
    grid.focus()
    page.keyboard.press("ArrowDown")
    for column, name in ((8, "Temperature"), (13, "Details")):
        for key in ("Home", *["ArrowRight"] * column, "Enter"):
            page.keyboard.press(key)
        judge("dialog", name)
        page.keyboard.press("Escape")

    assert not found, "\n\n".join(found)


def faults(page: Page, theme: str, width: int, within: str | None = None) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    found = page.evaluate(JUDGE, [within, RULES])
    return [f"{theme}, {width} px: {one}" for one in found if not IS_ORDINAL.match(one)]
