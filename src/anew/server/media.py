"""Serves the images and other files of a page to the browser whose sessions use them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from anew.server.calls import called

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

    from anew.stores.blobs import Blob, Blobs
    from anew.threads import Threads

log = logging.getLogger("anew")

# A file that is opened by itself is a document of the app's origin, so its scripts must not run.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'"
KEPT = "private, max-age=31536000, immutable"  # One year: changed content gets another name.


async def respond(
    blobs: Blobs, request: Request, tabs: Collection[str], threads: Threads
) -> Response:
    """Answer with the blob that a browser asks for, or 404.

    The 404 is the same whether the blob does not exist or belongs to another browser.
    """
    blob = blobs.find(request.path_params["name"], tabs)
    if blob is None:
        return PlainTextResponse("There is no such file.", 404)
    if isinstance(blob.content, bytes):
        return _response(blob, blob.content, KEPT, request)
    try:
        content = await called(threads, blob.content)
    except Exception:
        log.exception("The function that makes a download's data failed.")
        return PlainTextResponse("The file could not be created.", 500)
    return _response(blob, content, "no-store", request)


def _response(blob: Blob, content: bytes, caching: str, request: Request) -> Response:
    headers = {
        "Cache-Control": caching,
        "Content-Security-Policy": POLICY,
        "Accept-Ranges": "bytes",
    }
    if blob.file_name:
        headers["Content-Disposition"] = _saved_as(blob.file_name)
    part = _asked_for(request.headers.get("range"), len(content))
    if part is None:
        return Response(content, headers=headers, media_type=blob.media_type)
    first, last = part
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], 206, headers=headers, media_type=blob.media_type)


def _saved_as(file_name: str) -> str:
    """The Content-Disposition header (RFC 6266); quoted, so that no name can add parameters."""
    return f"attachment; filename*=UTF-8''{quote(file_name, safe='', errors='replace')}"


def _asked_for(header: str | None, size: int) -> tuple[int, int] | None:
    """The first and last byte of a Range header (RFC 9110, section 14); None for the whole file."""
    kind, _, spans = (header or "").partition("=")
    first_text, dash, last_text = spans.partition("-")
    numbers = [text for text in (first_text, last_text) if text]
    if (
        kind != "bytes"
        or not dash
        or not numbers
        or not all(text.isascii() and text.isdecimal() for text in numbers)
    ):
        return None
    if not first_text:
        first, last = max(size - _number(last_text), 0), size - 1
    else:
        first, last = _number(first_text), min(_number(last_text or str(size)), size - 1)
    return (first, last) if first <= last < size else None


def _number(digits: str) -> int:
    """A number of bytes, from at most 20 digits: no file is larger, and `int` limits its input."""
    return int(digits.lstrip("0")[:20] or "0")
