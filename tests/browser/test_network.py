"""What a page asks the network for: little, of its own server alone, and against no policy."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from browser.chromium import settled, texts
from browser.everything import EVERYTHING
from playwright.sync_api import expect

COUNTER = """
    import anew as st

    if "count" not in st.session_state:
        st.session_state.count = 0
    if st.button("Add"):
        st.session_state.count += 1
    st.write("Count =", st.session_state.count)
"""


class Traffic:
    """What a page fetched, as the browser's own tools count it."""

    def __init__(self, page):
        self.addresses = []
        self.bytes = 0
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.requestWillBeSent", self._begin)
        devtools.on("Network.webSocketCreated", lambda event: self.addresses.append(event["url"]))
        devtools.on("Network.loadingFinished", self._end)
        devtools.on("Network.webSocketFrameReceived", self._frame)
        devtools.send("Network.enable")

    def _begin(self, event):
        if not event["request"]["url"].startswith("data:"):
            self.addresses.append(event["request"]["url"])

    def _end(self, event):
        self.bytes += event["encodedDataLength"]

    def _frame(self, event):
        self.bytes += len(event["response"]["payloadData"])


@pytest.fixture
def traffic_of(context, serve):
    def traffic_of(script):
        page = context.new_page()
        traffic = Traffic(page)
        page.goto(serve(script), wait_until="networkidle")
        settled(page)
        return page, traffic

    return traffic_of


def test_the_first_load_is_small(traffic_of):
    _, traffic = traffic_of(COUNTER)
    assert len(traffic.addresses) <= 6, traffic.addresses
    assert 5_000 < traffic.bytes < 80_000
    assert {urlsplit(address).hostname for address in traffic.addresses} == {"127.0.0.1"}


def test_nothing_is_asked_of_other_machines(traffic_of, complaints):
    """With every element on the page. That the policy was kept, each test checks at its end."""
    page, traffic = traffic_of(EVERYTHING)
    page.get_by_test_id("stMainMenuButton").click()
    expect(page.get_by_test_id("stMainMenuList")).to_be_visible()
    hosts = {urlsplit(address).hostname for address in (*traffic.addresses, *complaints.addresses)}
    assert hosts == {"127.0.0.1"}


def test_a_click_sends_and_brings_little(traffic_of):
    page, traffic = traffic_of(COUNTER)
    before, addresses = traffic.bytes, len(traffic.addresses)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_test_id("stMarkdown")).to_have_text("Count = 1")
    settled(page)
    assert traffic.bytes - before < 250
    assert len(traffic.addresses) == addresses


def test_the_second_load_comes_from_the_cache(traffic_of):
    page, traffic = traffic_of(COUNTER)
    before = traffic.bytes
    page.reload(wait_until="networkidle")
    settled(page)
    assert traffic.bytes - before < 5_000


def test_the_page_has_a_strict_policy(context, serve):
    """No script without the nonce, no eval: what gets into the page anyhow does not run."""
    page = context.new_page()
    response = page.goto(serve(COUNTER))
    settled(page)
    policy = response.headers["content-security-policy"]
    assert "'nonce-" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy


def test_what_gets_into_the_page_anyhow_does_not_run(open_app, complaints):
    page = open_app(COUNTER)
    complaints.allow("Against the policy: (script-src|require-trusted-types-for)")
    complaints.allow("Content Security Policy")
    complaints.allow("requires 'Trusted")
    page.evaluate("""() => {
        const script = document.createElement("script");
        try { script.textContent = "document.title = 'taken'"; } catch {}
        document.body.append(script);
        try { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='document.title=1'>"); } catch {}
        const link = document.createElement("button");
        try { link.setAttribute("onclick", "document.title = 'taken'"); } catch {}
        document.body.append(link);
        link.click();
    }""")
    expect(page).to_have_title("app")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_test_id("stMarkdown")).to_have_text("Count = 1")


def test_a_part_that_cannot_be_loaded_is_told_in_its_place(context, serve, complaints):
    complaints.allow("Failed to load resource|Failed to fetch dynamically|could not be loaded")
    page = context.new_page()
    page.route("**/json-*.js", lambda route: route.abort())
    page.goto(serve("import anew as st\nst.json({})\nst.text(st.checkbox('Fine'))\n"))
    expect(page.get_by_test_id("stException")).to_contain_text("could not be loaded")
    page.get_by_role("checkbox", name="Fine").check()
    expect(texts(page)).to_have_text(["True"])


def test_the_page_tells_what_it_is_without_scripts(browse, serve):
    page = browse(java_script_enabled=False).new_page()
    page.goto(serve(COUNTER))
    assert page.locator("noscript").text_content() == "This app needs JavaScript."
    expect(page.locator("noscript")).to_be_visible()
    expect(texts(page)).to_have_count(0)
