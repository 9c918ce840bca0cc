"""Serves the files in the folder `static` beside the script, as `app/static/…`.

They share the app's origin, so no code in them may run. Documents and scripts are served as plain
text, and what a browser can display by itself is sandboxed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles

from anew.server.media import POLICY

if TYPE_CHECKING:
    import os
    from collections.abc import MutableMapping
    from pathlib import Path

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

PATH = "/app/static"
MEDIA_TYPES = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xml": "text/xml",
}


class AuthorFiles(StaticFiles):
    """Serves only files in the folder, after resolving links, and no hidden ones."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        path = self.get_path(scope).replace("\\", "/")
        is_hidden = any(part.startswith(".") and part != "." for part in path.split("/"))
        is_there = not is_hidden and "\0" not in path
        response = await self._found(path, scope) if is_there else None
        await (response or _nothing())(scope, receive, send)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: MutableMapping[str, Any],
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        ending = str(full_path)[str(full_path).rfind(".") :].lower()
        media_type = MEDIA_TYPES.get(ending, "text/plain; charset=utf-8")
        if "content-type" in response.headers:
            response.headers["Content-Type"] = media_type
        if ending != ".pdf":  # Browsers do not display PDF files in a sandbox.
            response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-cache"  # Revalidated at each use.
        return response

    async def _found(self, path: str, scope: Scope) -> Response | None:
        try:
            return await self.get_response(path, scope)
        except HTTPException:
            return None


def _nothing() -> Response:
    return PlainTextResponse("There is no such file.", 404)
