"""Receives uploaded files, and gives them back to the tab that sent them: a request per file."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, Response

from anew.ambient.uploads import ANY_BYTES, MEGABYTE, UploadRefusedError
from anew.server.calls import called
from anew.server.security import one_header
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from anew.ambient.uploads import Uploads
    from anew.server.security import Headers, HostPolicy
    from anew.session.registry import Registry
    from anew.settings.settings import Settings

PATH = "/_anew/upload"
GETS = frozenset({"GET", "HEAD"})
LEAST_BYTES = 4096  # That must arrive within each period of `server.requestTimeout`.
# Browsers let other sites send these headers only after a CORS preflight, which fails here.
TAB, WIDGET, FILE_NAME, FILE = b"x-anew-tab", b"x-anew-widget", b"x-anew-file-name", b"x-anew-file"


async def respond(
    request: Request, owner: str, registry: Registry, hosts: HostPolicy, settings: Settings
) -> Response:
    """Receive a file (POST), give one back (GET), or forget one that no value names (DELETE).

    The answer to POST is the file's id. Any refusal has a sentence for the user as its body.

    Args:
        owner: Whose sessions the request may speak for.
    """
    headers = request.headers.raw
    scheme = request.scope["scheme"]
    # Browsers name no origin where a page gets something of its own; the headers below suffice.
    if request.method not in GETS and not hosts.allows_origin(headers, scheme):
        return _told("Files are accepted from the app's own page only.", 403)
    tab = one_header(headers, TAB) or ""
    session, limits = registry.session_of(tab, owner), _Limits(registry, settings)
    try:
        if session is None:
            return await _respond_for(tab, owner, request, limits)
        if request.method in GETS:
            return await _give(request, session.uploads, limits)
        if request.method == "DELETE":
            session.uploads.forget(_widget(request), one_header(headers, FILE) or "")
            return Response(status_code=204)
        return await _take(request, session.uploads, limits)
    except UploadRefusedError as refused:
        if refused.status == 404 and session is not None and not session.is_idle:
            return _told("The page is still being made. Try again.", 503)
        return _told(refused.sentence, refused.status)


async def _respond_for(tab: str, owner: str, request: Request, limits: _Limits) -> Response:
    """The same for a session that this process does not have: its file goes to the store."""
    guests, archive = limits.guests, limits.archive
    uploads = None
    if guests is not None and archive is not None:
        try:
            uploads = await called(archive.readers, lambda: guests.uploads_of(tab, owner))
        except StoreError:
            return _told("The server cannot keep files at the moment. Try again.", 503)
    if guests is None or uploads is None:
        return _told("The server no longer has this session. Load the page again.", 404)
    if request.method == "DELETE":  # Whether a value names it, this process does not know.
        return Response(status_code=204)
    if request.method in GETS:
        return await _give(request, uploads, limits)
    with guests.coming(uploads):
        return await _take(request, uploads, limits, must_be_kept=True)


class _Limits:
    """The limits of uploads: memory over all sessions, and time."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        self._registry = registry
        storage = registry.storage
        self.archive = None if storage is None else storage.archive
        self.guests = None if storage is None else storage.guests
        self._most_bytes = settings.server.max_uploads_size * MEGABYTE
        self.seconds = settings.server.request_timeout
        self._checked = 0

    def check_room(self, *, after: int = 0) -> None:
        """Refuse the upload if the files of all sessions exceed the limit.

        While a file arrives, this is checked once per megabyte, because it sums over all sessions.
        """
        if after and after - self._checked < MEGABYTE:
            return
        self._checked = after
        total = sum(session.uploads.total_bytes for session in self._registry.sessions)
        if self.guests is not None:
            total += self.guests.total_bytes
        if total > self._most_bytes:
            raise UploadRefusedError(
                507, "The server has no room for more files now. Try again later."
            )


async def _take(
    request: Request, uploads: Uploads, limits: _Limits, *, must_be_kept: bool = False
) -> Response:
    headers = request.headers.raw
    name = unquote(one_header(headers, FILE_NAME) or "")
    media_type = one_header(headers, b"content-type") or ""
    upload = uploads.begin(_widget(request), name, media_type, _size(headers))
    try:
        limits.check_room()
        async for chunk in _in_time(request, limits.seconds):
            upload.take(chunk)
            limits.check_room(after=upload.size)
        stored = upload.finish()
    except ClientDisconnect:
        return _told("The upload was aborted.", 400)
    except TimeoutError:
        return _told("The upload stalled. Try again.", 408)
    finally:
        upload.drop()  # Does nothing if the upload has finished.
    is_kept = False
    if limits.archive is not None and uploads.has_store:
        is_kept = await called(limits.archive.writers, lambda: uploads.keep_new(stored))
    if must_be_kept and not is_kept:
        return _told("The server has no room for more files now. Try again later.", 507)
    return JSONResponse({"id": stored.file_id})


async def _give(request: Request, uploads: Uploads, limits: _Limits) -> Response:
    """A file's content, for the tab alone: it runs nowhere, whatever it is."""
    widget, name = _widget(request), one_header(request.headers.raw, FILE) or ""
    readers = None if limits.archive is None else limits.archive.readers

    def content() -> bytes | None:
        file = uploads.shown(widget, name)
        return None if file is None else file.content

    try:
        found = content() if readers is None else await called(readers, content)
    except (OSError, StoreError):
        return _told("The file cannot be read at the moment. Try again.", 503)
    if found is None:
        return _told("A file is no longer available. Upload it again.", 404)
    safely = {"Cache-Control": "no-store", "Content-Disposition": "attachment"}
    return Response(found, headers=safely, media_type=ANY_BYTES)


async def _in_time(request: Request, seconds: float) -> AsyncIterator[bytes]:
    """The chunks of the request's body; `TimeoutError` if they arrive too slowly."""
    loop = asyncio.get_running_loop()
    stream = request.stream()
    while True:
        got, deadline = 0, loop.time() + seconds
        while got < LEAST_BYTES:
            async with asyncio.timeout_at(deadline):
                try:
                    chunk = await anext(stream)
                except StopAsyncIteration:
                    return
            got += len(chunk)
            yield chunk


def _widget(request: Request) -> str:
    return one_header(request.headers.raw, WIDGET) or ""


def _size(headers: Headers) -> int | None:
    text = one_header(headers, b"content-length") or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None


def _told(sentence: str, status: int) -> Response:
    return PlainTextResponse(sentence, status, headers={"Cache-Control": "no-store"})
