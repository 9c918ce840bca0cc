"""The ASGI application of one script. Two of them fit in a process; each mounts anywhere."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from anew.script.runner import Runner
from anew.script.source import Script
from anew.script.watch import Watch
from anew.server.assets import Assets
from anew.server.loop_clock import LoopClock
from anew.server.security import (
    COMMON_HEADERS,
    HostPolicy,
    new_cookie_value,
    new_nonce,
    page_headers,
    read_cookie,
    set_cookie,
)
from anew.server.socket import serve_socket
from anew.session.registry import Registry
from anew.settings import Settings
from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from anew.server.socket import Receive, Scope, Send


def create_app(script: str | Path, *, settings: Settings | None = None) -> Starlette:
    """The app of a script, as an ASGI application.

    Args:
        script: The path of the script.
        settings: Its options; by default all have their defaults.

    Returns:
        An application for any ASGI server. Mounted in another one, it serves the app
        below that path.

    Raises:
        FileNotFoundError: there is no such script.

    Example:
        >>> from starlette.applications import Starlette
        >>> from starlette.routing import Mount
        >>> site = Starlette(routes=[Mount("/counter", create_app("counter.py"))])
    """
    path = Path(script)
    if not path.is_file():
        raise FileNotFoundError(f"There is no script {str(script)!r}.")
    return App(path, settings or Settings()).asgi


class App:
    """What one app consists of, wired together."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._settings = settings
        self._script = Script(path, is_magic=settings.runner.magic_enabled)
        self._hosts = HostPolicy(settings)
        self._assets = Assets()
        self._registry: Registry | None = None
        self._watch: Watch | None = None
        self.asgi = Starlette(
            routes=[
                Route("/", self._page),
                Route("/healthz", _health),
                Route("/_stcore/health", _health),
                Route("/_anew/assets/{name}", self._asset),
                WebSocketRoute("/_anew/socket", _Endpoint(self)),
            ],
            lifespan=self._lifespan,
        )
        if str(self._script.folder) not in sys.path:
            sys.path.insert(0, str(self._script.folder))  # Its neighbours can be imported.

    def registry(self) -> Registry:
        """The sessions, owned by the running loop. Made at the first connection: a
        mounted app is not told when its server starts.
        """
        if self._registry is None:
            clock = LoopClock(asyncio.get_running_loop())
            self._registry = Registry(Runner(self._script, self._settings), clock)
            if self._settings.server.file_watcher_type != "none":
                self._watch = Watch(self._script, self._settings, clock, self._script_changed)
                self._watch.start()
        return self._registry

    async def serve_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        await serve_socket(
            scope,
            receive,
            send,
            registry=self.registry(),
            hosts=self._hosts,
            settings=self._settings,
        )

    async def _page(self, request: Request) -> Response:
        if not self._hosts.allows_host(request.headers.raw):
            return _wrong_host()
        nonce = new_nonce()
        base = request.scope.get("root_path", "")
        html = _page_html(base, nonce, self._assets, self._script.path.stem)
        response = HTMLResponse(html, headers=dict(page_headers(nonce)))
        if read_cookie(request.headers.raw) is None:
            is_secure = request.url.scheme == "https"
            response.headers.append(
                "Set-Cookie", set_cookie(new_cookie_value(), is_secure=is_secure)
            )
        return response

    async def _asset(self, request: Request) -> Response:
        return self._assets.respond(request)

    def _script_changed(self) -> None:
        self._script.forget()
        self.registry().script_changed()

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        yield
        if self._watch is not None:
            self._watch.stop()
        if self._registry is not None:
            self._registry.close()


class _Endpoint:
    """The socket's route: plain ASGI, for each layer costs every frame."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app.serve_socket(scope, receive, send)


async def _health(request: Request) -> Response:
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store", **COMMON_HEADERS})


def _wrong_host() -> Response:
    return PlainTextResponse(
        "This server does not answer to this name. If the name is right, start the app with "
        "--server.allowedHosts and the name.",
        403,
        headers=dict(COMMON_HEADERS),
    )


def _page_html(base: str, nonce: str, assets: Assets, title: str) -> str:
    """The page that starts the client. All it needs is asked for at once."""
    boot = json.dumps({"base": base, "version": VERSION}).replace("<", "\\u003c")
    prefix = escape(f"{base}/_anew/assets", quote=True)
    return (
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title.replace('_', ' ').strip() or 'anew')}</title>"
        '<link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{prefix}/{assets.style}">'
        f'<script type="module" async nonce="{nonce}" src="{prefix}/{assets.script}"></script>'
        "</head><body>"
        '<div id="anew"></div>'
        f'<script type="application/json" id="anew-boot" nonce="{nonce}">{boot}</script>'
        "<noscript>This app needs JavaScript.</noscript>"
        "</body></html>\n"
    )
