"""The browser on this machine, and what all tests ask of a page."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

# The first is Chromium without windows, which needs a third of the time for a page.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

PATIENCE_SECONDS = 30.0  # A busy machine is slow; only what fails takes so long.


def chromium_path() -> str | None:
    """$CHROMIUM, or the system's; None for the one that Playwright has installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)


def settled(page: Page, *, seconds: float = PATIENCE_SECONDS) -> Page:
    """The page, once it is connected and shows what its last run drew."""
    timeout = seconds * 1000
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=timeout)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=timeout)
    # The code of some elements is loaded when they are first needed; until then these are empty.
    expect(page.locator(".stElementContainer:empty")).to_have_count(0, timeout=timeout)
    return page


def texts(page: Page | Locator) -> Locator:
    """What the script wrote with `st.text`."""
    return page.get_by_test_id("stText")


def button(page: Page | Locator, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


NEXT_FRAME = "() => new Promise(requestAnimationFrame)"


def until(
    page: Page, look: Callable[[], object], wanted: object, *, seconds: float = PATIENCE_SECONDS
) -> None:
    """Wait, frame by frame, for what `expect` cannot ask for.

    Args:
        look: What is found on the page now.
        wanted: What it is to be, or a function that says whether it is right.
    """
    is_right = wanted if callable(wanted) else lambda found: found == wanted
    end = time.monotonic() + seconds
    while not is_right(found := look()):
        assert time.monotonic() < end, f"It is still {found!r}, not {wanted!r}."
        page.evaluate(NEXT_FRAME)


def still(page: Page, look: Callable[[], Any], *, frames: int = 10) -> Any:
    """What a look at the page finds, once it finds the same for some frames."""
    found: list[Any] = []

    def last() -> list[Any]:
        found.append(look())
        return found[-frames:]

    until(page, last, lambda seen: len(seen) == frames and all(one == seen[0] for one in seen))
    return found[-1]


# Playwright's own way to wait for an expression makes code from text, which the page forbids.
UNTIL_LOADED = """
    (name) => new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`${name} was not loaded.`)), 30_000);
        const isThere = () =>
            performance.getEntriesByType("resource").some((one) => one.name.includes(name));
        const look = () => (isThere() ? done() : setTimeout(look, 10));
        look();
    })
"""

UNTIL_IDLE = "() => new Promise((done) => requestIdleCallback(() => done(), { timeout: 500 }))"


def knows_shortcuts(page: Page) -> Page:
    """The page, once it listens to shortcuts: their code is loaded when a page first has one."""
    page.evaluate(UNTIL_LOADED, "/shortcut-")
    page.wait_for_load_state("networkidle")
    page.evaluate(UNTIL_IDLE)
    return page
