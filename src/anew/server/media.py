"""Serves the images and other files of a page to the browser whose sessions use them."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response, StreamingResponse

from anew.ambient.uploads import BLOBS as UPLOADS
from anew.server.calls import called
from anew.stores.base import StoreError
from anew.stores.parts import PART_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from anew.script.runner import Runner
    from anew.session.registry import Registry
    from anew.stores.archive import Archive
    from anew.stores.blobs import Blob

log = logging.getLogger("anew")

# A file that is opened by itself is a document of the app's origin, so its scripts must not run.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'"
KEPT = "private, max-age=31536000, immutable"  # One year: changed content gets another name.


async def respond(request: Request, registry: Registry, owner: str, runner: Runner) -> Response:
    """Answer with the blob that a browser asks for, or 404.

    The 404 is the same whether the blob does not exist or belongs to another browser.

    Args:
        owner: A digest of the browser's cookie.
    """
    name = request.path_params["name"]
    blob = runner.blobs.find(name, registry.tabs_of(owner))
    if blob is None:
        archive = None if registry.storage is None else registry.storage.archive
        if archive is None or not archive.has_media or name.startswith(UPLOADS):
            return _none()
        return await _from_store(request, archive, name, owner)
    return _response(blob, request)


class Whole(NamedTuple):
    """A blob and all of its content."""

    content: bytes
    media_type: str


async def whole(name: str, registry: Registry, owner: str, runner: Runner) -> Whole | None:
    """A blob that a document is made of; None under the same conditions as `respond`'s 404."""
    blob = runner.blobs.find(name, registry.tabs_of(owner))
    if blob is not None:
        return Whole(blob.content, blob.media_type)
    archive = None if registry.storage is None else registry.storage.archive
    if archive is None or not archive.has_media or name.startswith(UPLOADS):
        return None

    def read() -> Whole | None:
        found = archive.find(name, owner)
        if found is None:
            return None
        starts = range(0, found.size, PART_BYTES)
        parts = [archive.read(found, at, min(PART_BYTES, found.size - at)) for at in starts]
        return Whole(b"".join(parts), found.media_type)

    try:
        return await called(archive.readers, read)
    except StoreError as error:
        log.warning("A document in a frame could not be read from the store. %s", error)
        return None


async def _from_store(request: Request, archive: Archive, name: str, owner: str) -> Response:
    """The same for what another process has drawn. It is read in parts: it may be large."""
    try:
        blob = await called(archive.readers, lambda: archive.find(name, owner))
    except StoreError as error:
        log.warning("A file that a page shows could not be looked up in the store. %s", error)
        return PlainTextResponse("The file cannot be read at the moment.", 503)
    if blob is None:
        return _none()
    status, first, last, headers = _head(request, blob.size, blob.file_name)
    headers["Content-Length"] = str(last + 1 - first)
    if request.method == "HEAD":
        return Response(None, status, headers=headers, media_type=blob.media_type)

    async def parts() -> AsyncIterator[bytes]:
        for start in range(first, last + 1, PART_BYTES):
            length = min(PART_BYTES, last + 1 - start)
            # If one is gone, the response breaks off, and the browser sees that it is not whole.
            yield await called(archive.readers, partial(archive.read, blob, start, length))

    return StreamingResponse(parts(), status, headers=headers, media_type=blob.media_type)


def _none() -> Response:
    return PlainTextResponse("There is no such file.", 404)


def _response(blob: Blob, request: Request) -> Response:
    status, first, last, headers = _head(request, len(blob.content), blob.file_name)
    part = blob.content if status == 200 else blob.content[first : last + 1]
    return Response(part, status, headers=headers, media_type=blob.media_type)


def _head(request: Request, size: int, file_name: str) -> tuple[int, int, int, dict[str, str]]:
    """The status of the response, its first and last byte, and its headers."""
    headers = {
        "Cache-Control": KEPT,
        "Content-Security-Policy": POLICY,
        "Accept-Ranges": "bytes",
    }
    if file_name:
        headers["Content-Disposition"] = _saved_as(file_name)
    part = _asked_for(request.headers.get("range"), size)
    if part is None:
        return 200, 0, size - 1, headers
    first, last = part
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return 206, first, last, headers


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
