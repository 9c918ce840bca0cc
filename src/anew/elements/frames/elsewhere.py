"""Documents that frames load from this server: an author's HTML, and pages around other addresses.

The page's content security policy allows frames of this server only. So an address elsewhere, which
is known no earlier than in a run, is put into a small page of this server whose own policy
allows that address (`server/frames.py`). Only a run can make such a page.
"""

from __future__ import annotations

from json import dumps

from anew.ambient.context import here
from anew.ambient.frames import AROUND, FETCHED, HTML, PATH
from anew.ambient.media import PATH as MEDIA


def page_within(url: str, title: str) -> str:
    """The path of a page that has nothing but a frame with this address."""
    return _framed(dumps({"url": url, "title": title}), AROUND)


def html_within(html: str) -> str:
    """The path of a document of an author's HTML."""
    return _framed(html, HTML)


def fetched_within(url: str) -> str:
    """The path of a page that fetches the file at this address, and passes it to the page around."""
    return _framed(dumps({"url": url}), FETCHED)


def file_within(content: bytes, media_type: str) -> str:
    """The path of a file that browsers show by themselves."""
    return _framed(content, media_type)


def _framed(content: bytes | str, media_type: str) -> str:
    return f"{PATH}{here().run.media.put(content, media_type).removeprefix(MEDIA)}"
