"""Serves the files of components, as `component/<name>/…`, from the folders where they were declared.

They are public: packages are, and a frame without an origin cannot prove whose it is. Only files in
the folder are served, after resolving links, and no hidden ones.

A process may be asked for a component before any script has declared it here: another worker or node has
run the script, or the server was started again. Then the app's own files are read, without running them, for what
they declare. If that does not help, the imports that they have are made, which is what a run would do
first; and at last the request waits for a run. So it is always this machine's code that says where a folder
is, never a browser, another machine or a store.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
import re
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from starlette.responses import FileResponse, PlainTextResponse, Response

from anew.ambient.declared import declared
from anew.script.written_components import declare_written, import_written
from anew.server.calls import called
from anew.server.frames import frame_policy

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from anew.script.runner import Runner
    from anew.settings.settings import Settings

PATH = "/component/{name}/{path:path}"
INDEX = "index.html"
WAIT_SECONDS = 10.0  # How long a request waits for a component to be declared.
MOST_WAITING = 64  # Requests: anybody may ask for any name.
MOST_HELD = 64 * 1024 * 1024  # Bytes of files that are held in memory, compressed.
MOST_BYTES = 16 * 1024 * 1024  # Larger files are sent from the disk as they are.
LEAST_COMPRESSED = 1024
# Not as the machine says: on some, scripts are plain text.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "text/xml",
}
COMPRESSIBLE = ("text/", "application/json", "application/wasm", "image/svg+xml", "font/ttf")

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>|<!doctype html>", re.IGNORECASE)


class _File(NamedTuple):
    plain: bytes
    compressed: bytes | None
    tag: str  # For ETag and If-None-Match.
    media_type: str


_Key: TypeAlias = tuple[str, int, int, bool]  # Its path, time and size, and whether it is isolated.


class Components:
    """Threading: requests on the event loop; files are read on helper threads."""

    def __init__(self, runner: Runner, settings: Settings, isolated: str) -> None:
        """Serve the components of one app.

        Args:
            isolated: The script that each isolated document runs first.
        """
        self._runner = runner
        self._settings = settings
        self._first = f"<script>{isolated}</script>".encode()
        self._waiting = 0
        self._held: dict[_Key, _File] = {}  # The ones used last are at the end.
        self._lock = threading.Lock()

    async def respond(self, request: Request) -> Response:
        """Answer with the file that the path names, or 404."""
        name, path = request.path_params["name"], request.path_params["path"] or INDEX
        folder = await self._folder(name)
        is_trusted = self._settings.component.trusts(name)
        found = None
        if folder is not None:
            find = partial(self._found, folder, path, is_isolated=not is_trusted)
            found = await called(self._runner.helpers, find)
        if found is None:
            return PlainTextResponse("There is no such file.", 404)
        headers = {
            "Cache-Control": "no-cache",  # Revalidated at each use: a new version counts at once.
            "Content-Security-Policy": frame_policy(self._settings, is_trusted=is_trusted),
            # A frame without an origin is "another site" to its own files.
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if isinstance(found, _File):
            return _response(found, request, headers)
        return FileResponse(found, headers=headers, media_type=_media_type(found))

    async def _folder(self, name: str) -> Path | None:
        found = declared.folder(name)
        if found is not None or self._waiting >= MOST_WAITING:
            return found
        self._waiting += 1
        try:
            return await self._awaited(name)
        finally:
            self._waiting -= 1

    async def _awaited(self, name: str) -> Path | None:
        """Wait until a component is declared, for a while."""
        loop, is_new = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(is_new.set)

        stop = declared.listen(tell)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(WAIT_SECONDS):
                    for learn in (declare_written, import_written):
                        if declared.folder(name) is None:
                            await called(self._runner.helpers, partial(learn, self._runner.script))
                    while (found := declared.folder(name)) is None:
                        await is_new.wait()
                        is_new.clear()
                    return found
            return None
        finally:
            stop()

    def _found(self, folder: Path, path: str, *, is_isolated: bool) -> _File | Path | None:
        """The file of a path; only its own path if it is large, and None if there is none."""
        file = _file_in(folder, path)
        if file is None:
            return None
        stat = file.stat()
        if stat.st_size > MOST_BYTES:
            return file
        key = (str(file), stat.st_mtime_ns, stat.st_size, is_isolated)
        with self._lock:
            known = self._held.pop(key, None)
            if known is not None:
                self._held[key] = known  # The last one is the newest.
                return known
        read = self._read(file, is_isolated=is_isolated)
        self._hold(key, read)
        return read

    def _read(self, file: Path, *, is_isolated: bool) -> _File:
        content, media_type = file.read_bytes(), _media_type(file)
        if is_isolated and media_type.startswith("text/html"):
            content = _with_first(content, self._first)
        is_worth_it = media_type.startswith(COMPRESSIBLE) and len(content) >= LEAST_COMPRESSED
        compressed = gzip.compress(content, 6) if is_worth_it else None
        tag = f'W/"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
        return _File(content, compressed, tag, media_type)

    def _hold(self, key: _Key, file: _File) -> None:
        with self._lock:
            self._held[key] = file
            held = sum(map(_bytes_of, self._held.values()))
            while held > MOST_HELD and len(self._held) > 1:
                oldest = next(iter(self._held))
                held -= _bytes_of(self._held.pop(oldest))


def _bytes_of(file: _File) -> int:
    return len(file.plain) + len(file.compressed or b"")


def _file_in(folder: Path, path: str) -> Path | None:
    """The file of a path from a URL, if it is in the folder and not hidden."""
    parts = path.split("/")
    if any(part.startswith(".") for part in parts) or "\\" in path or "\0" in path:
        return None
    try:
        root = folder.resolve()
        file = root.joinpath(*filter(None, parts)).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError, RuntimeError):  # A name that is too long, links in a circle.
        return None


def _media_type(file: Path) -> str:
    ending = file.suffix.lower()
    return (
        MEDIA_TYPES.get(ending) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    )


def _with_first(document: bytes, script: bytes) -> bytes:
    """The document with a script before all others."""
    found = _HEAD.search(document)
    while (
        found is not None
        and found[0][1:2] == b"!"
        and (head := _HEAD.search(document, found.end()))
    ):
        found = head
    at = 0 if found is None else found.end()
    return document[:at] + script + document[at:]


def _response(file: _File, request: Request, headers: dict[str, str]) -> Response:
    headers |= {"ETag": file.tag, "Vary": "Accept-Encoding"}
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if file.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(file.compressed, headers=headers, media_type=file.media_type)
    return Response(file.plain, headers=headers, media_type=file.media_type)
