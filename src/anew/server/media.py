"""What pages show and no message carries, to the browsers whose sessions hold it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

    from anew.stores.blobs import Blob, Blobs
    from anew.threads import Threads

log = logging.getLogger("anew")

# Opened by itself it is a document of this origin: one that can do nothing.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'"
KEPT = "private, max-age=31536000, immutable"  # A year: other content has another name.


async def respond(
    blobs: Blobs, request: Request, tabs: Collection[str], threads: Threads
) -> Response:
    """The blob that a browser asks for, or 404: whether others have it is not told."""
    blob = blobs.find(request.path_params["name"], tabs)
    if blob is None:
        return PlainTextResponse("There is no such file.", 404)
    if isinstance(blob.content, bytes):
        return _response(blob, blob.content, KEPT, request)
    try:
        content = await _made(blob, threads)
    except Exception:
        log.exception("The data of a download could not be made.")
        return PlainTextResponse("The file could not be made.", 500)
    return _response(blob, content, "no-store", request)


async def _made(blob: Blob, threads: Threads) -> bytes:
    """What the author's function returns, called on a thread of its own."""
    make = blob.content
    assert callable(make)
    loop = asyncio.get_running_loop()
    made: asyncio.Future[bytes] = loop.create_future()

    def settle(content: bytes, problem: Exception | None) -> None:
        if made.cancelled():  # Nobody waits for it any more.
            return
        if problem is None:
            made.set_result(content)
        else:
            made.set_exception(problem)

    def call() -> None:
        content, problem = b"", None
        try:
            content = make()
        except BaseException as error:  # noqa: BLE001  # the author's code may raise anything
            problem = error if isinstance(error, Exception) else RuntimeError(repr(error))
        if not loop.is_closed():  # The function may outlive the server by a moment.
            loop.call_soon_threadsafe(settle, content, problem)

    threads.call(call)
    return await made


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
    """The header by which browsers save it (RFC 6266); whatever the name, it is one value."""
    return f"attachment; filename*=UTF-8''{quote(file_name, safe='', errors='replace')}"


def _asked_for(header: str | None, size: int) -> tuple[int, int] | None:
    """The first and last byte of a range (RFC 9110, section 14); None for all of it."""
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
    """A number of bytes; of more digits than any file has bytes, the first ones are enough."""
    return int(digits.lstrip("0")[:20] or "0")
