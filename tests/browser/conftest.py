"""Apps in a real browser: a test opens what it needs, and fails if the page complains."""

from __future__ import annotations

import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import stage
from browser.chromium import chromium_path, settled
from browser.complaints import TELL_VIOLATIONS, Complaints
from browser.proxy import Proxy
from playwright.sync_api import expect, sync_playwright
from server.apps import app_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--use-fake-device-for-media-stream=device-count=2",  # Beeps and moving pictures.
)
ALLOWED = "--use-fake-ui-for-media-stream"  # Pages may use these devices,
DENIED = "--use-fake-ui-for-media-stream=deny"  # or not. Nobody is there to be asked.
PATIENCE_MS = 30_000  # A busy machine is slow; only what fails takes so long.

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: what fails early, fails in less time.

    There is another reason: as long as Playwright is on, its event loop belongs to the main
    thread, and no other test could have one there.
    """
    own = [item for item in items if HERE in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*FLAGS, ALLOWED]
        )
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    """What pages complained about, and what a test says that they may."""
    return Complaints()


@pytest.fixture(scope="session")
def end_later() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Ends servers while the next test begins: it takes them a moment."""
    with ThreadPoolExecutor() as threads:
        endings: list[Future[None]] = []
        yield lambda end: endings.append(threads.submit(end))
        for ending in endings:
            ending.result(PATIENCE_MS / 1000)


@pytest.fixture
def serve(
    tmp_path: Path, end_later: Callable[[Callable[[], None]], None]
) -> Iterator[Callable[..., str]]:
    """Serves a script; gives its address."""
    stage.clear()
    servers = ExitStack()
    count = 0

    def serve(script: str, **options: str) -> str:
        nonlocal count
        count += 1
        folder = tmp_path / f"app-{count}"
        folder.mkdir(exist_ok=True)
        port = servers.enter_context(app_of(folder, textwrap.dedent(script), **options))
        return f"http://127.0.0.1:{port}"

    yield serve
    stage.open_all()
    end_later(servers.close)


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that tests share: to start one takes longer than most of them."""
    yield (window := new_context(chromium))
    window.close()


@pytest.fixture(scope="session")
def spare() -> list[Page]:
    """A tab that `open_app` uses again and again: a new one needs a process of its own."""
    return []


@pytest.fixture
def context(
    window: BrowserContext, spare: list[Page], serve: Callable[..., str], complaints: Complaints
) -> Iterator[BrowserContext]:
    """The browser of a test that needs one: new tabs, no cookies.

    Each server has a port of its own, so it is another origin: nothing that was stored or
    cached before is seen. The tabs are closed, or left, before any server ends.
    """
    with complaints.listening(window):
        yield window
        for page in window.pages:
            if page in spare:
                leave(page)
            else:
                page.close()
        spare[:] = [page for page in spare if not page.is_closed()]
    window.clear_cookies()
    window.clear_permissions()
    complaints.check()


@pytest.fixture
def browse(
    chromium: Browser, serve: Callable[..., str], complaints: Complaints
) -> Iterator[Callable[..., BrowserContext]]:
    """Other browsers: of another person, with another screen."""
    with ExitStack() as contexts:

        def browse(**options: object) -> BrowserContext:
            context = new_context(chromium, **options)
            contexts.enter_context(complaints.listening(context))
            contexts.callback(context.close)
            return context

        yield browse
    complaints.check()


def leave(page: Page) -> None:
    """Empty a tab, so that the next test finds it as new."""
    page.unroute_all(behavior="ignoreErrors")
    page.goto("about:blank")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light", reduced_motion="reduce", media="null")
    page.mouse.move(0, 0)


@pytest.fixture
def open_strictly(
    chromium: Browser, serve: Callable[..., str], complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """Opens a script in a browser whose user lets no page use the microphone or the camera."""
    with ExitStack() as opened:

        def open_app(script: str, **options: str) -> Page:
            browser = chromium.browser_type.launch(
                executable_path=chromium_path(), args=[*FLAGS, DENIED]
            )
            opened.callback(browser.close)
            context = new_context(browser)
            opened.enter_context(complaints.listening(context))
            page = context.new_page()
            page.goto(serve(script, **options), wait_until="commit")
            return settled(page)

        yield open_app
    complaints.check()


@pytest.fixture
def open_app(
    serve: Callable[..., str], context: BrowserContext, spare: list[Page]
) -> Callable[..., Page]:
    """Opens a script in a tab and waits until its first run is over."""
    unused = [*spare]

    def open_app(script: str, **options: str) -> Page:
        page = unused.pop() if unused else context.new_page()
        if not spare:
            spare.append(page)
        page.goto(serve(script, **options), wait_until="commit")
        return settled(page)

    return open_app


@pytest.fixture
def open_on_phone(
    serve: Callable[..., str], browse: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """The same, on a screen 390 pixels wide that is touched."""

    def open_app(script: str, **options: str) -> Page:
        page = browse(width=390, height=844, has_touch=True, is_mobile=True).new_page()
        page.goto(serve(script, **options), wait_until="commit")
        return settled(page)

    return open_app


@pytest.fixture
def network(complaints: Complaints) -> Iterator[Callable[[str], Proxy]]:
    """Puts a network that can be cut and slowed down in front of an address."""
    with ExitStack() as proxies:

        def network(url: str) -> Proxy:
            # Browsers say so when a socket cannot be opened; that is what is tested here.
            complaints.allow(r"WebSocket connection to .* failed")
            return proxies.enter_context(Proxy(int(url.rpartition(":")[2])))

        yield network


def new_context(
    chromium: Browser, *, width: int = 1280, height: int = 800, **options: object
) -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **options
    )
    context.add_init_script(TELL_VIOLATIONS)
    return context
