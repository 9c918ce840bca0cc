"""Apps in the other browsers: each starts once for all of its tests."""

from __future__ import annotations

import textwrap
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from browser.proxy import Proxy
from browsers import firefox, webkit
from server.apps import app_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from browsers.window import Window

BROWSERS = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="session", params=BROWSERS)
def window(request, tmp_path_factory) -> Iterator[Window]:
    browser = BROWSERS[request.param]
    if browser.path() is None:
        pytest.skip(f"There is no {request.param} here. tools/browsers.sh installs it.")
    with browser.window(tmp_path_factory.mktemp(request.param)) as window:
        yield window


@pytest.fixture
def open_app(window: Window, tmp_path) -> Iterator[Callable[[str], Proxy]]:
    """Opens a script in the window; gives the network that lies between."""
    with ExitStack() as opened:

        def open_app(script: str) -> Proxy:
            port = opened.enter_context(app_of(tmp_path, textwrap.dedent(script)))
            network = opened.enter_context(Proxy(port))
            window.open(network.url)
            return network

        yield open_app
        window.goto("about:blank")
