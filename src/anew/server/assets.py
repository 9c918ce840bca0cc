"""Serves the built client files: named by a hash of their content, and compressed.

They are held in memory, apart from large ones, such as libraries that draw charts: those are there
compressed only, and read when a page needs them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import anyio
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.requests import Request

# anyio imports what opens files when it is first named: for a response, that is on the event loop.
open_file = anyio.open_file

FOLDER = Path(__file__).resolve().parent.parent / "static"
MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
MANIFEST = "manifest.json"
PART_BYTES = 1 << 18
# A worker has a policy of its own: it may run WebAssembly, which the page may not, and nothing else.
WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'"
# So has a page for a frame: libraries there may write styles, and fetch nothing but their own code.
FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
FOREVER = "public, max-age=31536000, immutable"  # One year: changed content gets another name.


class Asset(NamedTuple):
    media_type: str
    plain: bytes
    compressed: bytes | None


class Assets:
    """The files of the built client.

    Raises:
        FileNotFoundError: The client has not been built.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        manifest_path = folder / MANIFEST
        if not manifest_path.is_file():
            raise FileNotFoundError(
                f"The client has not been built: {manifest_path} does not exist. "
                f"Run `make build`, or install anew from a wheel."
            )
        manifest = json.loads(manifest_path.read_text("utf-8"))
        self.early: str = manifest["early"]  # The source of a script, inlined in the page.
        self.inside: dict[str, str] = manifest["inside"]  # The same, in documents of frames.
        self.script: str = manifest["script"]
        self.style: str = manifest["style"]
        self.later: str = manifest["later"]  # The style sheet of the chunks that are loaded late.
        self._rare: dict[str, list[str]] = manifest["rare"]
        self._assets = {path.name: _load(path) for path in _held(folder)}
        self._large = {
            path.stem: path for path in folder.glob("*.gz") if path.stem not in self._assets
        }

    def add_style(self, sheet: str, kind: str) -> str:
        """Serve one of the app's own style sheets; returns the name to ask for it by."""
        content = sheet.encode()
        name = f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.css"
        self._assets[name] = Asset(MEDIA_TYPES[".css"], content, gzip.compress(content))
        return name

    def files_for(self, tags: Iterable[str]) -> dict[str, None]:
        """The files that a page loads for elements with these tags, in this order."""
        return dict.fromkeys(name for tag in tags for name in self._rare.get(tag, ()))

    def respond(self, request: Request) -> Response:
        """Answer with the file that the path names, or 404."""
        name = request.path_params["name"]
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        policy = _policy(name)
        if policy:
            headers["Content-Security-Policy"] = policy
        takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
        if name in self._large:
            return _large(self._large[name], headers, takes_gzip=takes_gzip)
        asset = self._assets.get(name)
        if asset is None:
            return PlainTextResponse("There is no such file.", 404)
        if asset.compressed is not None and takes_gzip:
            headers["Content-Encoding"] = "gzip"
            return Response(asset.compressed, headers=headers, media_type=asset.media_type)
        return Response(asset.plain, headers=headers, media_type=asset.media_type)


def _policy(name: str) -> str:
    """The policy of a file that runs in a place of its own."""
    if "_worker-" in name:
        return WORKER_POLICY
    return FRAME_POLICY if name.endswith(".html") else ""


def _large(path: Path, headers: dict[str, str], *, takes_gzip: bool) -> Response:
    """A large file, read on a thread while it is sent."""
    media_type = MEDIA_TYPES[Path(path.stem).suffix]
    if takes_gzip:
        headers["Content-Encoding"] = "gzip"
        return FileResponse(path, headers=headers, media_type=media_type)
    return StreamingResponse(_unpacked(path), headers=headers, media_type=media_type)


def _unpacked(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        yield from iter(partial(file.read, PART_BYTES), b"")


def _held(folder: Path) -> list[Path]:
    return [
        path for path in folder.iterdir() if path.suffix in MEDIA_TYPES and path.name != MANIFEST
    ]


def _load(path: Path) -> Asset:
    compressed = path.with_name(f"{path.name}.gz")
    return Asset(
        MEDIA_TYPES[path.suffix],
        path.read_bytes(),
        compressed.read_bytes() if compressed.is_file() else None,
    )
