"""Measures in Chromium: the time until a page shows its text, its traffic, the time of a click."""

from __future__ import annotations

import gzip
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, sync_playwright

from bench.servers import MeasurementError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Response

# In the same order as in tools/chromium.sh, which installs the first one.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
TIMEOUT_MS = 20_000
SETTLE_MS = 1_000  # Requests within this time after the text is shown count as part of the load.

BUTTON = "[data-testid=stButton] button"

# All three servers' pages show the counter's line in a separate paragraph.
SHOWN = """
const shown = (text, root, isShown, watched, timeout) => new Promise((resolve, reject) => {
  const timer = setTimeout(() => finish(reject, new Error(`never showed ${text}`)), timeout);
  const observer = new MutationObserver(() => look());
  const finish = (settle, value) => {
    clearTimeout(timer);
    observer.disconnect();
    settle(value);
  };
  const isLine = (p) => p.textContent.trim() === text && isShown(p);
  const look = () => [...document.querySelectorAll('p')].some(isLine)
    && finish(resolve, performance.now());
  observer.observe(root, { childList: true, subtree: true, ...watched });
  look();
});
"""

WATCH_LOAD = f"""(() => {{
  {SHOWN}
  window.benchShown = shown('Count = 0', document, (p) => p.checkVisibility(),
    {{ attributes: true, characterData: true }}, {TIMEOUT_MS});
}})()"""

CLICK = f"""async ({{count, warmUp, seconds, pause}}) => {{
  {SHOWN}
  const rest = () => new Promise((resolve) => setTimeout(resolve, pause));
  const click = async (n) => {{
    const answer = shown(`Count = ${{n}}`, document.body, () => true,
      {{ characterData: true }}, {TIMEOUT_MS});
    const start = performance.now();
    document.querySelector('{BUTTON}').click();
    return await answer - start;
  }};
  const times = [];
  let end = Infinity;
  for (let n = 1; times.length < count && performance.now() < end; n += 1) {{
    const time = await click(n);
    if (n > warmUp) times.push(time);
    if (n === warmUp) end = performance.now() + seconds * 1000;
    await rest();
  }}
  return times;
}}"""


@dataclass
class Traffic:
    """The traffic of a page, as the browser counts it."""

    bytes: float = 0
    requests: int = 0
    code: list[Response] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, which is closed afterwards."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=system_chromium(), headless=True, args=list(FLAGS)
            )
            try:
                yield browser
            finally:
                browser.close()
    except Error as error:
        raise MeasurementError(f"The browser failed: {error.message.splitlines()[0]}") from error


def system_chromium() -> str | None:
    """$CHROMIUM, or else the system's; None for the one that Playwright has installed."""
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, COMMANDS)), None)


def load_milliseconds(browser: Browser, url: str) -> float:
    """The time from the start of the navigation until the counter is shown, in a fresh context."""
    with fresh_page(browser) as page:
        return load(page, url)


def weigh(browser: Browser, url: str) -> tuple[float, int, int]:
    """The bytes and requests of a first load, and the gzipped bytes of its scripts and styles.

    The WebSocket counts as a request, and its incoming messages count as bytes.
    """
    with fresh_page(browser) as page:
        traffic = watch(page)
        load(page, url)
        page.wait_for_timeout(SETTLE_MS)
        code = sum(len(gzip.compress(response.body(), 9)) for response in traffic.code)
        return traffic.bytes, traffic.requests, code


def click_milliseconds(
    browser: Browser, url: str, *, count: int, seconds: float, warm_up: int, pause_ms: int
) -> list[float]:
    """The time from each click to the new text in the DOM, by the page's own clock."""
    given = {"count": count, "seconds": seconds, "warmUp": warm_up, "pause": pause_ms}
    with fresh_page(browser) as page:
        load(page, url)
        page.wait_for_selector(BUTTON)
        times: list[float] = page.evaluate(CLICK, given)
        return times


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page in a new context, without cache and cookies."""
    context = browser.new_context()
    try:
        context.add_init_script(WATCH_LOAD)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        yield page
    finally:
        context.close()


def load(page: Page, url: str) -> float:
    """Load a page; returns the milliseconds until it shows its first count."""
    page.goto(url, wait_until="commit")
    milliseconds: float = page.evaluate("window.benchShown")
    return milliseconds


def watch(page: Page) -> Traffic:
    """Start counting the traffic of a page."""
    traffic = Traffic()
    session = page.context.new_cdp_session(page)

    def count_request(event: dict[str, Any]) -> None:
        traffic.requests += not event["request"]["url"].startswith("data:")

    def count_socket(_: dict[str, Any]) -> None:
        traffic.requests += 1

    def count_bytes(event: dict[str, Any]) -> None:
        traffic.bytes += event["encodedDataLength"]

    def count_frame(event: dict[str, Any]) -> None:
        traffic.bytes += frame_bytes(event["response"])

    def keep_code(response: Response) -> None:
        if response.request.resource_type in ("script", "stylesheet"):
            traffic.code.append(response)

    session.on("Network.requestWillBeSent", count_request)
    session.on("Network.webSocketCreated", count_socket)
    session.on("Network.loadingFinished", count_bytes)
    session.on("Network.webSocketFrameReceived", count_frame)
    page.on("response", keep_code)
    session.send("Network.enable")
    return traffic


def frame_bytes(frame: dict[str, Any]) -> float:
    """The length of the payload; the browser reports binary ones in base64."""
    payload: str = frame["payloadData"]
    is_text = frame["opcode"] == 1
    return len(payload.encode()) if is_text else len(payload) * 3 / 4
