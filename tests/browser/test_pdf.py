"""PDFs, whose pages are drawn as they are scrolled to."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser.chromium import button, settled, until
from playwright.sync_api import expect

EXAMPLE = Path(__file__).parents[2] / "examples" / "elements" / "pdf.py"
MADE = EXAMPLE.read_text(encoding="utf-8").partition("st.pdf(")[0]


def part(page, number):
    return page.get_by_role("group", name=f"Page {number}", exact=True)


@contextmanager
def elsewhere(content, *, is_open):
    """A server elsewhere with this file, and whether pages of others may read it; its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            if is_open:
                self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/a.pdf"
        server.shutdown()


def test_pages_are_drawn_and_their_text_can_be_selected(open_app):
    page = open_app(MADE + "\nst.pdf(made([f'Line {n}' for n in range(1, 41)]), alt='Lines')\n")
    expect(page.get_by_role("region", name="Lines")).to_be_visible()
    expect(page.locator(".pdf-at")).to_have_text("Page 1 of 40")
    text = part(page, 1).get_by_text("Line 1", exact=True)
    expect(text).to_be_visible()
    expect(part(page, 1).locator("canvas")).to_have_count(1)
    assert (
        part(page, 1)
        .locator("canvas")
        .evaluate(
            """canvas => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value, at) => at % 4 < 3 && value < 200);
        }"""
        )
    )

    text.select_text()
    assert page.evaluate("getSelection().toString()") == "Line 1"

    def indent():
        box, around = text.bounding_box(), part(page, 1).bounding_box()
        return (box["x"] - around["x"]) / around["width"]

    until(page, indent, pytest.approx(40 / 420, abs=0.01))

    # Only pages that are near are drawn, however many there are.
    assert page.locator(".pdf-page canvas").count() < 10
    page.locator(".pdf-pages").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    expect(page.locator(".pdf-at")).to_have_text("Page 40 of 40")
    expect(part(page, 40).get_by_text("Line 40")).to_be_visible()
    expect(part(page, 1).locator("canvas")).to_have_count(0)


def test_it_is_worked_by_its_buttons(open_app):
    page = open_app(MADE + "\nst.pdf(made(['One', 'Two', 'Three']), height=300)\n")
    expect(page.locator(".pdf-at")).to_have_text("Page 1 of 3")

    button(page, "Next page").click()
    expect(page.locator(".pdf-at")).to_have_text("Page 2 of 3")
    button(page, "Previous page").click()
    expect(page.locator(".pdf-at")).to_have_text("Page 1 of 3")

    width = lambda: part(page, 1).bounding_box()["width"]
    before = width()
    button(page, "Larger").click()
    until(page, width, pytest.approx(before * 1.25, abs=1))
    expect(part(page, 1).get_by_text("One")).to_be_visible()
    button(page, "As wide as there is room").click()
    until(page, width, pytest.approx(before, abs=1))

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the PDF").click()
    assert saved.value.suggested_filename == "document.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-1.4")


def test_another_file_takes_its_place(open_app):
    page = open_app(
        MADE + "\nst.pdf(made(['Cat'] if st.checkbox('Cat') else ['Dog', 'Dogs']), key='k')\n"
    )
    expect(part(page, 1).get_by_text("Dog")).to_be_visible()

    page.get_by_role("checkbox").check()

    expect(part(page, 1).get_by_text("Cat")).to_be_visible()
    expect(page.locator(".pdf-at")).to_have_text("Page 1 of 1")
    settled(page)


def test_a_damaged_one_says_so(open_app):
    page = open_app("import anew as st\nst.pdf(b'%PDF-1.4 and nothing more')\n")

    expect(page.get_by_role("alert")).to_have_text("This PDF is damaged, and cannot be shown.")
    expect(page.get_by_role("link", name="Save the PDF")).to_be_visible()


def test_one_from_elsewhere_is_fetched_if_its_server_lets_it(open_app, complaints):
    names: dict[str, object] = {}
    exec(MADE.replace("import anew as st", ""), names)
    content = names["made"](["From elsewhere"])
    with elsewhere(content, is_open=True) as url:
        page = open_app(f"import anew as st\nst.pdf({url!r})\n")
        expect(part(page, 1).get_by_text("From elsewhere")).to_be_visible()

    complaints.allow(r"blocked by CORS policy|net::ERR_FAILED")
    with elsewhere(content, is_open=False) as url:
        page = open_app(f"import anew as st\nst.pdf({url!r})\n")
        expect(page.get_by_role("alert")).to_have_text(
            "This PDF could not be loaded here. The arrow above leads to it."
        )
        expect(page.get_by_role("link", name="Open the PDF")).to_have_attribute("href", url)


def test_in_a_container_it_is_as_high_as_there_is_room(open_on_phone):
    page = open_on_phone(
        MADE + "\nwith st.container(height=400):\n    st.pdf(made(['One'] * 9), height='stretch')\n"
    )
    expect(part(page, 1).get_by_text("One")).to_be_visible()

    height = lambda: page.get_by_test_id("stPdf").bounding_box()["height"]
    until(page, height, lambda high: 300 < high < 400)
    box = page.get_by_test_id("stPdf").bounding_box()
    assert box["x"] + box["width"] <= 390
    until(page, lambda: part(page, 1).bounding_box()["width"], lambda width: width < box["width"])
