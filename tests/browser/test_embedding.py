"""The app within a page of another site: who may show it, and what it shows of itself there."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from browser.chromium import button, settled, texts, until
from playwright.sync_api import expect

APP = """
    import anew as st

    st.session_state.setdefault("count", 0)

    def home():
        if st.button("Add"):
            st.session_state.count += 1
        st.text(f"Count = {st.session_state.count}")
        st.text(f"{st.context.is_embedded} {dict(st.query_params)}")
        st.page_link(other, label="There")
        if st.button("Switch"):
            st.switch_page(other, query_params={"a": "1"})

    def elsewhere():
        st.text("Elsewhere")
        st.text(f"{st.context.is_embedded} {dict(st.query_params)}")
        st.page_link(start, label="Back")

    start = st.Page(home, default=True)
    other = st.Page(elsewhere, title="Other", url_path="other")
    st.navigation([start, other], position="hidden").run()
"""


@contextmanager
def showing(address):
    """A page of another site that shows an address in a frame; its own address."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):  # the library's name
            html = f"<!doctype html><title>Host</title><link rel=icon href=data:,><iframe src='{address}' width=900 height=600></iframe>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *given):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"  # Of another site than 127.0.0.1.
    server.shutdown()
    server.server_close()


@pytest.fixture
def host(context):
    """Opens a page of another site with an address in its frame."""
    opened = []

    def host(address):
        showing_it = showing(address)
        page = context.new_page()
        opened.append((showing_it, page))
        page.goto(showing_it.__enter__())
        return page

    yield host
    for showing_it, page in opened:
        page.close()
        showing_it.__exit__(None, None, None)


def test_a_page_that_is_named_shows_the_app_and_keeps_its_session(serve, host, context):
    url = serve(APP, **{"server.allowedFrameAncestors": ["http://localhost:*"]})
    page = host(f"{url}/?embed=true")
    frame = page.frame_locator("iframe")
    for count in (1, 2):
        button(frame, "Add").click()
        expect(texts(frame).first).to_have_text(f"Count = {count}")

    page.reload()
    expect(texts(frame).first).to_have_text("Count = 2")
    (cookie,) = context.cookies(url)
    assert (cookie["sameSite"], cookie["secure"]) == ("None", True)
    assert cookie["partitionKey"] == "http://localhost"

    # By itself the app has another cookie, which goes to no other site.
    alone = context.new_page()
    alone.goto(url)
    expect(texts(settled(alone)).first).to_have_text("Count = 0")
    assert sorted(cookie["sameSite"] for cookie in context.cookies(url)) == ["Lax", "None"]


def test_a_page_that_nobody_named_is_refused(serve, host, complaints):
    complaints.allow("frame-ancestors|Refused to frame|Framing")
    page = host(serve(APP, **{"server.allowedFrameAncestors": ["https://other.example"]}))

    expect(page.frame_locator("iframe").get_by_test_id("stApp")).to_have_count(0)


# What is seen ------------------------------------------------------------------------------------


def visited(context, url):
    page = context.new_page()
    page.goto(url)
    return settled(page)


def padding(page):
    return page.locator(".block-container").evaluate(
        "one => { const s = getComputedStyle(one); return [s.paddingTop, s.paddingBottom] }"
    )


def test_an_embedded_app_shows_neither_toolbar_nor_the_room_for_it(serve, context):
    url = serve(APP)
    own, embedded = visited(context, url), visited(context, f"{url}/?embed=TRUE")

    expect(own.get_by_test_id("stToolbar")).to_be_visible()
    expect(embedded.get_by_test_id("stToolbar")).to_be_hidden()
    expect(embedded.locator("body.streamlit-embedded")).to_have_count(1)
    assert padding(own) == ["80px", "128px"]
    assert padding(embedded) == ["32px", "16px"]
    expect(texts(own).nth(1)).to_have_text("False {}")
    expect(texts(embedded).nth(1)).to_have_text("True {}")


@pytest.mark.parametrize(
    ("options", "has_toolbar", "paddings"),
    [
        (["show_toolbar"], True, ["80px", "16px"]),
        (["show_padding"], False, ["80px", "128px"]),
        (["show_toolbar", "Show_Padding", "show_footer"], True, ["80px", "128px"]),
        (["show_colored_line", "nothing", "show_toolbar,show_padding"], False, ["32px", "16px"]),
    ],
)
def test_options_give_back_what_is_left_out(serve, context, options, has_toolbar, paddings):
    query = "&".join(f"embed_options={option}" for option in options)
    page = visited(context, f"{serve(APP)}/?embed=true&{query}")

    expect(page.get_by_test_id("stToolbar")).to_be_visible(visible=has_toolbar)
    assert padding(page) == paddings


def test_options_choose_the_theme_over_what_the_user_chose_elsewhere(serve, context):
    url = serve(APP)
    page = visited(context, url)
    page.evaluate("localStorage.setItem('anew-theme', 'light')")

    def scheme(query):
        page.goto(url + query)
        return settled(page).evaluate("getComputedStyle(document.documentElement).colorScheme")

    assert scheme("/?embed=true&embed_options=dark_theme") == "dark"
    assert scheme("/?embed_options=dark_theme") == "dark"
    assert scheme("/?embed=true&embed_options=light_theme") == "light"
    assert page.evaluate("localStorage.getItem('anew-theme')") == "light"
    assert scheme("/") == "light"


def test_scrolling_can_be_left_to_the_page_around_it(serve, context):
    page = visited(context, f"{serve(APP)}/?embed=true&embed_options=disable_scrolling")
    page.set_viewport_size({"width": 600, "height": 100})
    page.mouse.move(50, 50)
    page.mouse.wheel(0, 200)

    assert page.evaluate("getComputedStyle(document.documentElement).overflow") == "hidden"
    assert page.evaluate("scrollY") == 0


def test_how_it_is_embedded_is_kept_from_page_to_page_and_no_parameter_of_the_script(
    serve, context
):
    """R124 R125."""
    page = visited(context, f"{serve(APP)}/?embed=true&embed_options=dark_theme&x=1")

    def expect_at(path, query, parameters):
        expect(texts(page).nth(1)).to_have_text(f"True {parameters}")
        page.wait_for_function("path => location.pathname === path", arg=path)
        until(page, lambda: urlsplit(page.url).query, query)

    expect_at("/", "embed=true&embed_options=dark_theme&x=1", {"x": "1"})
    page.get_by_role("link", name="There").click()
    expect_at("/other", "embed=true&embed_options=dark_theme", {})
    page.get_by_role("link", name="Back").click()
    expect_at("/", "embed=true&embed_options=dark_theme", {})
    button(page, "Switch").click()
    expect_at("/other", "a=1&embed=true&embed_options=dark_theme", {"a": "1"})
    expect(page.get_by_test_id("stToolbar")).to_be_hidden()
