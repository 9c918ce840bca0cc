from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from elements.refusals import refused
from rules.apps import app, shown_error

import anew as st
from anew.ambient.frames import FETCHED
from anew.elements.pdf import Pdf
from anew.errors import InvalidHeightError, InvalidParameterTypeError, InvalidParameterValueError
from anew.server.frames import respond
from anew.server.media import Whole
from anew.settings.settings import settings_of

PDF = b"%PDF-1.4\n%%EOF\n"


class Open(io.BytesIO):
    """An open file, which was read before."""

    name = "folder/report.pdf"


def opened() -> Open:
    file = Open(PDF)
    file.read()
    return file


@pytest.mark.parametrize(
    ("data", "file_name"),
    [
        (PDF, "document.pdf"),
        (bytearray(PDF), "document.pdf"),
        (memoryview(PDF), "document.pdf"),
        (io.BytesIO(PDF), "document.pdf"),
        (opened(), "report.pdf"),
        (b"\xef\xbb\xbf\n" + PDF, "document.pdf"),
    ],
)
def test_content_is_served_by_the_app(tab, data, file_name):
    tab.run(lambda: st.pdf(data, key="k", height=300, alt=" Report "))

    src = tab.element.src
    assert src.startswith("/media/")
    assert tab.element == Pdf(key="k", src=src, file_name=file_name, alt="Report", height=300)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_is_read(tab, tmp_path, kind):
    (tmp_path / "a.pdf").write_bytes(PDF)

    tab.run(lambda: st.pdf(kind(tmp_path / "a.pdf"), height="stretch"))

    assert tab.element == Pdf(src=tab.element.src, file_name="a.pdf", height="stretch")


def test_an_upload_is_shown() -> None:
    at = app("""
        file = st.file_uploader("A report", type="pdf")
        if file:
            st.pdf(file)
    """)

    at.file_uploader[0].upload(("report.pdf", PDF)).run()

    assert at.pdf[0].file_name == "report.pdf"
    assert at.pdf[0].src.startswith("/media/")


def test_an_address_is_fetched_by_a_page_of_its_own(tab):
    tab.run(lambda: st.pdf("https://example.org/a.pdf"))

    assert tab.element == Pdf(url="https://example.org/a.pdf", relay=tab.element.relay)
    assert tab.element.relay.startswith("/_anew/frame/")


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (
            b"<html>",
            InvalidParameterValueError,
            "pdf: the 6 bytes of 'document.pdf' are no PDF, which begins with '%PDF-'.",
        ),
        (
            "no.pdf",
            InvalidParameterValueError,
            (
                "pdf: the file 'no.pdf' cannot be read. Pass a path relative to the folder in which "
                "the app was started, or an address that begins with 'https://'."
            ),
        ),
        (
            io.StringIO("text"),
            InvalidParameterTypeError,
            (
                "pdf: str is no PDF. Pass a path, an address that begins with 'https://', bytes or "
                "an open file in binary mode."
            ),
        ),
        (
            None,
            InvalidParameterTypeError,
            (
                "pdf: NoneType is no PDF. Pass a path, an address that begins with 'https://', "
                "bytes or an open file in binary mode."
            ),
        ),
    ],
)
def test_what_it_refuses(tab, data, error, message):
    with refused(error, message):
        tab.run(lambda: st.pdf(data))


@pytest.mark.parametrize("height", [0, "content", True])
def test_its_height_is_pixels_or_stretch(tab, height):
    with pytest.raises(InvalidHeightError):
        tab.run(lambda: st.pdf(PDF, height=height))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:application/pdf,x"]
)
def test_what_is_no_address_of_the_web_is_a_path(address) -> None:
    assert "cannot be read" in shown_error(app("st.pdf(address)", address=address))[1]


def test_a_page_that_fetches_from_elsewhere_is_made_by_runs_alone(tab):
    tab.run(lambda: st.pdf("https://example.org/a.pdf"))
    name = tab.element.relay.removeprefix("/_anew/frame/")
    found = tab.media.held(f"/media/{name}")
    assert (found.media_type, json.loads(found.content)) == (
        FETCHED,
        {"url": "https://example.org/a.pdf"},
    )

    page = respond(
        Whole(b'{"url": "https://a.b/\\"><script>"}', FETCHED),
        settings_of({}),
        {"fetched": "SCRIPT"},
        {},
    )
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src http: https:;" in policy
    assert "frame-ancestors 'self'" in policy
    assert b'data-url="https://a.b/&quot;&gt;&lt;script&gt;"' in page.body
    assert b"SCRIPT" in page.body
