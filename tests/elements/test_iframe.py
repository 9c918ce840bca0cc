"""Frames: what documents they show, and what is refused."""

from __future__ import annotations

import json

import pytest
from elements.refusals import refused

import anew as st
from anew.ambient.frames import AROUND, HTML
from anew.components import v1
from anew.elements.iframe import Iframe
from anew.errors import (
    InvalidHeightError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
)
from anew.settings.settings import settings_of


def document(tab):
    return tab.media.held(f"/media/{tab.element.src.removeprefix('/_anew/frame/')}")


def test_html_is_a_document_of_this_server(tab):
    tab.run(lambda: st.iframe("<p>Hello</p>", tab_index=-1, alt=" A greeting "))

    assert tab.element == Iframe(
        src=tab.element.src, is_measured=True, tab_index=-1, alt="A greeting"
    )
    assert document(tab).media_type == HTML
    assert document(tab).content == b"<p>Hello</p>"


@pytest.mark.parametrize(
    ("src", "url"),
    [
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        (" HTTP://example.org:80", "HTTP://example.org:80"),
        ("//example.org/a", "https://example.org/a"),
        ("data:text/html,Hi", "data:text/html,Hi"),
    ],
)
def test_a_page_elsewhere_is_within_a_page_of_this_server(tab, src, url):
    """Because the page's policy allows frames of this server only."""
    tab.run(lambda: v1.iframe(src))
    assert json.loads(document(tab).content) == {"url": url, "title": "components.v1.iframe"}
    assert document(tab).media_type == AROUND
    tab.run(lambda: st.iframe(src))
    assert json.loads(document(tab).content) == {"url": url, "title": "st.iframe"}


def test_a_path_of_this_server_is_shown_as_it_is(tab):
    tab.run(lambda: st.iframe("/app/static/report.png"))

    assert tab.element == Iframe(src="/app/static/report.png")


def test_a_file_is_shown_by_its_type(tab, tmp_path):
    (tmp_path / "a.html").write_text("<p>Hi")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    tab.run(lambda: st.iframe(tmp_path / "a.html"))
    assert document(tab).media_type == HTML
    tab.run(lambda: st.iframe(tmp_path / "a.pdf"))
    assert (document(tab).media_type, document(tab).content) == ("application/pdf", b"%PDF-")
    with refused(
        InvalidParameterValueError,
        f"iframe: the file '{tmp_path}/none.html' cannot be read. Pass a path relative to the "
        f"folder in which the app was started.",
    ):
        tab.run(lambda: st.iframe(tmp_path / "none.html"))


def test_a_string_is_never_taken_for_a_file(tab, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.html").write_text("secret")
    tab.run(lambda: st.iframe("secret.html"))

    assert document(tab).content == b"secret.html"


def test_older_scripts_may_hide_a_frame(tab):
    tab.run(lambda: v1.html("<script></script>", height=0, width=0))
    assert (tab.element.width, tab.element.height, tab.element.scrolling) == (0, 0, False)
    tab.run(lambda: v1.html("<p>", scrolling=True))
    assert (tab.element.width, tab.element.height, tab.element.scrolling) == ("stretch", 150, True)


def test_the_author_may_trust_html(tab):
    settings = settings_of({"component.trusted": ("html",)})
    tab.run(lambda: v1.html("<p>"), settings=settings)
    assert tab.element.is_trusted
    tab.run(lambda: v1.html("<p>"))
    assert not tab.element.is_trusted


def test_what_is_no_document_is_refused(tab):
    with refused(
        InvalidParameterTypeError,
        "iframe: src=7 is neither text nor a Path. Pass an address, a Path or HTML.",
    ):
        tab.run(lambda: st.iframe(7))
    with refused(
        InvalidParameterValueError,
        "iframe: src='https://' is not an address for a frame. Pass one that begins with "
        "'https://' or 'http://'.",
    ):
        tab.run(lambda: st.iframe("https://"))
    for address in (
        "javascript:alert(1)",
        "ftp://example.org",
        "example.org",
        "http://[::1",
        "java\nscript:x",
    ):
        with pytest.raises(InvalidParameterValueError):
            tab.run(lambda address=address: v1.iframe(address))
    with refused(
        InvalidParameterTypeError, "iframe: tab_index='1' is not a number from -1 to 32767."
    ):
        tab.run(lambda: st.iframe("<p>", tab_index="1"))
    with pytest.raises(InvalidHeightError):
        tab.run(lambda: st.iframe("<p>", height=0))
    with refused(
        InvalidParameterValueError, "html: height=-1 is not a number of pixels. Pass 0 or more."
    ):
        tab.run(lambda: v1.html("<p>", height=-1))
