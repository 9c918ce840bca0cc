"""Serves the built client files: named by a hash of their content, compressed, held in memory."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

FOLDER = Path(__file__).resolve().parent.parent / "static"
MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
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
        manifest_path = folder / "manifest.json"
        if not manifest_path.is_file():
            raise FileNotFoundError(
                f"The client has not been built: {manifest_path} does not exist. "
                f"Run `make build`, or install anew from a wheel."
            )
        manifest = json.loads(manifest_path.read_text("utf-8"))
        self.early: str = manifest["early"]  # The source of a script, inlined in the page.
        self.script: str = manifest["script"]
        self.style: str = manifest["style"]
        self.later: str = manifest["later"]  # The style sheet of the chunks that are loaded late.
        self._assets = {name: _load(folder / name) for name in _names(folder)}

    def add_style(self, sheet: str) -> str:
        """Serve one of the app's own style sheets; returns the name to ask for it by."""
        content = sheet.encode()
        name = f"theme-{hashlib.sha256(content).hexdigest()[:16]}.css"
        self._assets[name] = Asset(MEDIA_TYPES[".css"], content, gzip.compress(content))
        return name

    def respond(self, request: Request) -> Response:
        """Answer with the file that the path names, or 404."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("There is no such file.", 404)
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        accepted = request.headers.get("accept-encoding", "")
        if asset.compressed is not None and "gzip" in accepted:
            headers["Content-Encoding"] = "gzip"
            return Response(asset.compressed, headers=headers, media_type=asset.media_type)
        return Response(asset.plain, headers=headers, media_type=asset.media_type)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix in MEDIA_TYPES]


def _load(path: Path) -> Asset:
    compressed = path.with_name(f"{path.name}.gz")
    return Asset(
        MEDIA_TYPES[path.suffix],
        path.read_bytes(),
        compressed.read_bytes() if compressed.is_file() else None,
    )
