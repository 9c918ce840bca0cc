"""The ASGI application of one script.

A process may hold several, and each may be mounted below any path.
"""

from __future__ import annotations

import asyncio
import logging
import mimetypes
import sys
from collections import Counter
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute

from anew.errors import ConfigError
from anew.protocol import messages
from anew.script.runner import Runner
from anew.script.source import Script
from anew.script.watch import Watch
from anew.server import components, frames, media, rows, uploads
from anew.server.around import NOTHING_AROUND, OWN_PATHS
from anew.server.assets import Assets
from anew.server.draining import SAVING_SECONDS, drain, wait_until
from anew.server.embedding import embedding_of
from anew.server.guard import HEALTH_PATHS, Guard, failed, refuse_socket
from anew.server.identities import Identities
from anew.server.live_options import LiveOptions
from anew.server.loop_clock import LoopClock
from anew.server.metrics import Metrics
from anew.server.page import look_of, page_html
from anew.server.pieces import Room
from anew.server.security import (
    HostPolicy,
    is_in_foreign_frame,
    new_cookie_value,
    new_nonce,
    page_headers,
    read_cookie,
    set_cookie,
)
from anew.server.signing import Signing
from anew.server.socket import serve_socket
from anew.server.static_files import PATH as STATIC_PATH
from anew.server.static_files import AuthorFiles
from anew.server.store import archive_of, open_store_of
from anew.session.hooks import Hooks
from anew.session.registry import Registry
from anew.session.storage import STORE_CALLS, Storage
from anew.settings.settings import settings_of
from anew.stores.base import StoreError
from anew.stores.memory import MemoryNotes
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from anew.clock import Clock
    from anew.server.around import Around
    from anew.server.page import Look
    from anew.server.socket import Receive, Scope, Send
    from anew.settings.settings import Settings
    from anew.stores.base import NoteStore, Store


log = logging.getLogger("anew")

SIGNING_CALLS = 8  # How many calls there are at once for those who sign in.
UNCHANGED_SECONDS = 0.005  # How long a run relies on the last check whether the script was saved.


def create_app(
    script: str | Path,
    *,
    settings: Mapping[str, object] | None = None,
    secrets: Mapping[str, object] | None = None,
    on_script_error: Callable[[BaseException], object] | None = None,
) -> Starlette:
    """The app of a script, as an ASGI application.

    Args:
        script: The path of the script.
        settings: Its options by their names, such as "server.maxMessageSize", each of the type
            that it has in a file. All others have their defaults: no file and no environment
            is read.
        secrets: What `st.secrets` has beside those of files, and more than them: text, numbers,
            dicts of such.
        on_script_error: Called with each error that the script raised, on the script's
            thread; if it returns True, the page does not show the error.

    Returns:
        An application for any ASGI server. Mounted in another one, it serves the app
        below that path.

    Raises:
        FileNotFoundError: There is no such script.
        InvalidParameterValueError: There is no such option, or it cannot have this value.
        InvalidParameterTypeError: `settings` is no dict.

    Example:
        >>> from starlette.applications import Starlette
        >>> from starlette.routing import Mount
        >>> counter = st.create_app("counter.py", settings={"client.toolbarMode": "minimal"})
        >>> site = Starlette(routes=[Mount("/counter", counter)])
    """
    path = Path(script)
    if not path.is_file():
        raise FileNotFoundError(f"There is no script {str(script)!r}.")
    return App(path, settings_of(settings), on_script_error, secrets).asgi


class App:
    """What one app consists of, wired together."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        on_script_error: Callable[[BaseException], object] | None = None,
        secrets: Mapping[str, object] | None = None,
        around: Around = NOTHING_AROUND,
        *,
        reads_files: bool = False,  # Its options are those of files; they are read again.
    ) -> None:
        self._settings = settings
        self._around = around
        self._script = Script(
            path,
            is_magic=settings.runner.magic_enabled,
            shows_docstring=settings.magic.display_root_doc_string,
            looks_after=UNCHANGED_SECONDS,
        )
        self._script.secrets.given = secrets
        self._hosts = HostPolicy(settings)
        self._assets = Assets()
        self._look = look_of(settings, self._assets, self._script.folder)
        self._live = LiveOptions(path.resolve().parent, settings) if reads_files else None
        self._runner = Runner(self._script, settings, on_script_error)
        self._store: Store | None = None  # None as long as it is not open, or not asked for.
        self._opening = asyncio.Lock()
        self._registry: Registry | None = None
        self._watch: Watch | None = None
        self._sockets = 0  # Open sockets; shutdown waits for them to close.
        self._uploading: Counter[str] = Counter()  # How many files tabs send; shutdown waits.
        self._is_draining = False
        self._rows = rows.Rows(self._runner)
        self._room = Room(settings.server.max_message_size)
        base = f"/{settings.server.base_url_path.strip('/ ')}".rstrip("/")
        self.metrics = Metrics(settings, self._runner, lambda: self._registry)
        isolated = self._assets.inside["isolated"]
        self._components = components.Components(self._runner, settings, isolated)
        self._memory = MemoryNotes()  # Of an app without a store.
        calls = Threads(SIGNING_CALLS)
        self._identities = Identities(
            self._script.secrets, settings, calls, self._notes, self.registry
        )
        self._signing = Signing(self._identities, calls, self._notes, self._opened)
        routes = self._routes()
        self.asgi = Starlette(
            routes=[Route(base, _to_the_app), Mount(base, routes=routes)] if base else routes,
            middleware=[*around.middleware, Middleware(Guard, self._hosts, base)],
            exception_handlers={Exception: failed, **around.exception_handlers},
            lifespan=self.lifespan,
            debug=around.debug,
        )
        # Starlette's redirects would repeat the Host header, which the browser chose.
        self.asgi.router.redirect_slashes = False
        if str(self._script.folder) not in sys.path:
            sys.path.insert(0, str(self._script.folder))  # So it can import modules beside it.

    def _routes(self) -> list[BaseRoute]:
        routes: list[BaseRoute] = [
            *(Route(path, self._health) for path in HEALTH_PATHS),
            Route("/_anew/assets/{name}", self._asset),
            Route("/media/{name}", self._blob),
            Route("/_anew/frame/{name}", self._frame),
            Route(rows.PATH, self._rows_of_table),
            Route(components.PATH, self._components.respond),
            Route(uploads.PATH, self._upload, methods=["GET", "POST", "DELETE"]),
            *self._signing.routes(),
            WebSocketRoute("/_anew/socket", _Endpoint(self)),
            *self.metrics.routes(),
        ]
        if self._settings.server.enable_static_serving:
            routes.append(Mount(STATIC_PATH, AuthorFiles(self._script.folder / "static")))
        routes += [
            *self._around.routes,  # After our own, which they cannot hide, and before all pages.
            Route("/", self._page),
            Route("/{page:path}", self._page_of_app),
            WebSocketRoute("/{path:path}", _NoSocket()),
        ]
        return routes

    @property
    def runner(self) -> Runner:
        """What runs the script, for all sessions."""
        return self._runner

    def warm_up(self) -> None:
        """Prepare for the first browser. Thread-safe; takes a moment."""
        self._runner.warm_up()

    def open_store(self) -> None:
        """Open the store of the sessions. It may wait: not for the event loop.

        Raises:
            ConfigError: Its address is none, or its library is not installed.
            StoreError: It cannot be reached, or nothing can be kept there.
        """
        if self._store is None:
            self._store = open_store_of(self._settings, self._script.folder)

    async def _opened(self) -> None:
        """Have the store open: a mounted app is not told when its server starts."""
        if self._registry is None:
            async with self._opening:
                await asyncio.to_thread(self.open_store)

    def _notes(self) -> NoteStore:
        return self._memory if self._store is None else self._store.notes

    def registry(self) -> Registry:
        """The registry of sessions, owned by the running event loop.

        It is created at the first connection, because a mounted app is not told when its server
        starts.
        """
        if self._registry is None:
            clock = LoopClock(asyncio.get_running_loop())
            hooks = Hooks(self._runner.threads, clock, self._around.on_start, self._around.on_end)
            self._registry = Registry(self._runner, clock, self._storage(clock), hooks)
            if self._settings.server.file_watcher_type != "none":
                self._watch = Watch(
                    self._script,
                    self._settings,
                    clock,
                    self._script_changed,
                    self._rerun_all,
                    lambda: self._options_changed(clock),
                )
                self._watch.start()
        return self._registry

    def _storage(self, clock: Clock) -> Storage | None:
        if self._store is None:
            return None
        return Storage(
            self._store,
            Threads(STORE_CALLS),
            clock,
            ttl_seconds=self._settings.state.ttl,
            archive=archive_of(self._store, self._settings),
        )

    async def serve_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._opened()
        except (StoreError, ConfigError) as error:
            log.error("No session can begin: %s", error)  # noqa: TRY400  # the text says it all
            await refuse_socket(scope, receive, send)
            return
        self._sockets += 1
        try:
            await serve_socket(
                scope,
                receive,
                send,
                registry=self.registry(),
                identities=self._identities,
                hosts=self._hosts,
                settings=self._settings,
                room=self._room,
            )
        finally:
            self._sockets -= 1

    async def drain(self, *, is_hurried: Callable[[], bool]) -> None:
        """Save all sessions and send their tabs away, to whichever server listens next.

        Args:
            is_hurried: Whether to stop waiting at once.
        """
        self._is_draining = True
        if self._registry is not None:
            await drain(
                self._registry,
                self._settings.server.drain_seconds,
                uploading=self._uploading,
                has_sockets=lambda: self._sockets > 0,
                is_hurried=is_hurried,
            )

    async def _page(self, request: Request) -> Response:
        nonce = new_nonce()
        base = request.scope.get("root_path", "")
        look = self._look.within(embedding_of(request.query_params.multi_items()), self._assets)
        announced = self._script.page_at(request.path_params.get("page", "")).announced
        html = page_html(base, nonce, self._assets, self._script.path.stem, look, announced)
        ancestors = self._settings.server.allowed_frame_ancestors
        hosts = self._settings.map.origins
        headers = page_headers(nonce, look.fonts, ancestors, hosts)
        response = HTMLResponse(html, headers=dict(headers))
        scheme = request.scope["scheme"]
        is_framed = is_in_foreign_frame(request.headers.raw)
        if is_framed and not ancestors:
            _tell_of_frames()
        elif read_cookie(request.headers.raw, scheme) is None:
            cookie = set_cookie(
                new_cookie_value(), is_secure=scheme == "https", is_framed=is_framed
            )
            response.headers.append("Set-Cookie", cookie)
        else:
            await self._signing.tidy(request, response)
        return response

    async def _page_of_app(self, request: Request) -> Response:
        """Answer for any page: only the script knows which there are.

        A path that looks like a file's, such as one with a file extension, gets a 404 instead.
        """
        if _is_no_page(request.path_params["page"]):
            return PlainTextResponse("There is no such file.", 404)
        return await self._page(request)

    async def _blob(self, request: Request) -> Response:
        await self._opened()
        owner = await self._owner(request)
        return await media.respond(request, self.registry(), owner, self._runner)

    async def _rows_of_table(self, request: Request) -> Response:
        await self._opened()
        owner = await self._owner(request)
        return await self._rows.respond(request, self.registry(), owner)

    async def _frame(self, request: Request) -> Response:
        await self._opened()
        owner = await self._owner(request)
        name = request.path_params["name"]
        found = await media.whole(name, self.registry(), owner, self._runner)
        inside = self._assets.inside
        return frames.respond(found, self._settings, inside, request.query_params)

    async def _upload(self, request: Request) -> Response:
        await self._opened()
        owner = await self._owner(request)
        tab = request.headers.get("x-anew-tab", "")
        self._uploading[tab] += 1
        try:
            return await uploads.respond(
                request, owner, self.registry(), self._hosts, self._settings
            )
        finally:
            self._uploading -= Counter([tab])  # It forgets those that are at zero.

    async def _owner(self, request: Request) -> str:
        """Whose files a request may get."""
        return await self._identities.owner(request.headers.raw, request.scope["scheme"])

    async def _health(self, request: Request) -> Response:
        """Say whether new connections are welcome, for example to a load balancer."""
        headers = {"Cache-Control": "no-store"}
        if self._is_draining:
            return PlainTextResponse("The server is stopping.", 503, headers=headers)
        return PlainTextResponse("ok", headers=headers)

    async def _asset(self, request: Request) -> Response:
        return self._assets.respond(request)

    def _rerun_all(self) -> None:
        """Rerun every session: the secrets have changed (R132)."""
        for session in self.registry().sessions:
            session.rerun()

    def _script_changed(self) -> None:
        folders = self._settings.server.folder_watch_list
        self._script.forget(Path(folder).resolve() for folder in folders)
        self.registry().author_saved(messages.ScriptChanged())

    def _options_changed(self, clock: Clock) -> None:
        """Read the options again. Threading: on the watch's own thread."""
        settings = self._live.changed() if self._live is not None else None
        if settings is not None:
            look = look_of(settings, self._assets, self._script.folder)
            clock.post(lambda: self._change_look(settings, look))

    def _change_look(self, settings: Settings, look: Look) -> None:
        self._look, self._settings, self._runner.settings = look, settings, settings
        self.registry().author_saved(look.told())

    @asynccontextmanager
    async def lifespan(self, app: object) -> AsyncIterator[None]:
        """From the server's start to its end; within what the author has around it.

        Args:
            app: The application that the server runs.
        """
        async with self._around.lifespan():
            await self._opened()
            yield
            await self._end()

    async def _end(self) -> None:
        self._identities.stop()
        if self._watch is not None:
            self._watch.stop()
        if self._registry is not None:
            is_saved = asyncio.Event()
            self._registry.close(SAVING_SECONDS, is_saved.set)
            await wait_until(is_saved.is_set, SAVING_SECONDS)


class _Endpoint:
    """The socket's route. Plain ASGI, because any layer around it would cost time per frame."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app.serve_socket(scope, receive, send)


class _NoSocket:
    """Refuses WebSockets at every other path."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await refuse_socket(scope, receive, send)


async def _to_the_app(request: Request) -> Response:
    """Redirect from `/reports` to `/reports/`.

    The address is a path without a host: the Host header is whatever the browser sent.
    """
    query = request.scope["query_string"].decode("latin-1")
    address = quote(request.scope["path"]) + "/" + (f"?{query}" if query else "")
    return Response(status_code=307, headers={"Location": address})


# File extensions that crawlers and scanners ask for, and that `mimetypes` does not know.
OTHER_ENDINGS = frozenset(
    [
        ".map",
        ".php",
        ".phtml",
        ".asp",
        ".aspx",
        ".jsp",
        ".jspx",
        ".cgi",
        ".do",
        ".action",
        ".env",
        ".ini",
        ".cfg",
        ".conf",
        ".yml",
        ".yaml",
        ".toml",
        ".lock",
        ".bak",
        ".old",
        ".orig",
        ".swp",
        ".log",
        ".sqlite",
        ".db",
        ".pem",
        ".key",
    ]
)


def _is_no_page(path: str) -> bool:
    """Whether a path is a file's: a page's has no file extension and no part that is hidden."""
    if any(part.startswith(".") for part in path.split("/")):
        return True
    if any(f"{path}/".startswith(f"{folder}/") for folder in OWN_PATHS):
        return True
    ending = PurePosixPath(path).suffix.lower()
    return ending in OTHER_ENDINGS or mimetypes.guess_type(path)[0] is not None


@cache
def _tell_of_frames() -> None:
    """Warn once per process (hence the cache): other sites could repeat it endlessly."""
    log.warning(
        "A page of another site tried to show this app in a frame, and the browser refused. If "
        "that page is yours, allow its origin: --server.allowedFrameAncestors https://example.org"
    )
