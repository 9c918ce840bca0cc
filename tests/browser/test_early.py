"""What the page does by itself, before the client has arrived: it connects, and asks for the app."""

from __future__ import annotations

import re

import pytest
from browser.chromium import button, settled, texts
from playwright.sync_api import expect
from server.apps import COUNTER

CORE = re.compile(r"/_anew/assets/chunk-.*\.js$")


ASKED = """() => window.anewEarly?.received.some((text) => text.includes('"tag":"page"'))"""


class Slow:
    """A page whose client comes when the test lets it."""

    def __init__(self, page):
        self.page = page
        self.sockets = []
        self.greetings = 0
        self._held = []
        self._may_come = False
        page.on("websocket", self._opened)
        page.route(CORE, self._hold)

    def _hold(self, route):
        if self._may_come:
            route.continue_()
        else:
            self._held.append(route)

    def _opened(self, socket):
        self.sockets.append(socket)
        socket.on("framesent", self._sent)

    def _sent(self, text):
        self.greetings += '"tag":"hello"' in text

    def open(self, url):
        """Load the page, and wait for what comes before the client."""
        self.page.goto(url, wait_until="commit")
        self.page.wait_for_function(ASKED)

    def let_client_come(self):
        self._may_come = True
        for route in self._held:
            route.continue_()
        return settled(self.page)


@pytest.fixture
def slow(context):
    return Slow(context.new_page())


def test_the_app_has_run_before_the_client_arrives(slow, serve):
    slow.open(serve(COUNTER))
    page = slow.let_client_come()
    expect(texts(page)).to_have_text(["Count = 0"])
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["Count = 1"])
    assert len(slow.sockets) == 1
    assert slow.greetings == 1


def test_a_connection_that_breaks_meanwhile_is_made_again(slow, serve, network):
    proxy = network(serve(COUNTER))
    slow.open(proxy.url)
    with slow.sockets[0].expect_event("close"):
        proxy.cut()
    page = slow.let_client_come()
    expect(texts(page)).to_have_text(["Count = 0"])
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["Count = 1"])
    assert len(slow.sockets) == 2


def test_the_client_connects_by_itself_where_the_page_could_not(context, serve):
    page = context.new_page()
    page.add_init_script(
        "window.WebSocket = new Proxy(WebSocket, { construct(kind, given) {"
        "  if (document.readyState === 'loading' && !document.body) throw new Error('not yet');"
        "  return new kind(...given); } });"
        "addEventListener('error', (event) => event.preventDefault());"
    )
    page.goto(serve(COUNTER), wait_until="commit")
    settled(page)
    assert page.evaluate("window.anewEarly") is None
    button(page, "Add").click()
    expect(texts(page)).to_have_text(["Count = 1"])
