"""`st.App`: the app of a script as an object, with what an author puts around it."""

from __future__ import annotations

import inspect
import logging
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from anew.compat import install as install_streamlit_import
from anew.errors import InvalidParameterTypeError
from anew.script.imports import kept_modules
from anew.server.app import App as ServedApp
from anew.server.around import (
    Around,
    checked_function,
    checked_middleware,
    checked_routes,
)
from anew.server.job import becomes_worker
from anew.server.target import Application, Target
from anew.settings.config import load
from anew.settings.foreign import why_foreign
from anew.settings.settings import options, with_values

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from types import FrameType

    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Receive, Scope, Send

    from anew.session.hooks import SessionInfo
    from anew.settings.config import Config
    from anew.settings.settings import Settings

log = logging.getLogger("anew")


class App(Application):
    """The app of a script as an ASGI application, with more around it than the script.

    `anew run` serves a file that assigns one to a variable at its top level, instead of running that
    file as a script. Any ASGI server runs it, any ASGI framework mounts it, and a process may have
    several. Its options are those of files, the environment and, with `anew run`, the command line.

    Example:
        >>> from contextlib import asynccontextmanager
        >>> from starlette.responses import JSONResponse
        >>> from starlette.routing import Route
        >>>
        >>> @asynccontextmanager
        ... async def lifespan(app):
        ...     yield {"greeting": "Hello"}
        >>>
        >>> async def greet(request):
        ...     return JSONResponse({"text": request.state.greeting})
        >>>
        >>> app = st.App("counter.py", lifespan=lifespan, routes=[Route("/api/greet", greet)])
    """

    def __init__(
        self,
        script_path: str | Path,
        *,
        secrets: Mapping[str, object] | None = None,
        lifespan: Callable[[App], AbstractAsyncContextManager[dict[str, Any] | None]] | None = None,
        routes: Sequence[BaseRoute] | None = None,
        middleware: Sequence[Middleware] | None = None,
        on_script_error: Callable[[BaseException], object] | None = None,
        on_session_start: Callable[[SessionInfo], object] | None = None,
        on_session_end: Callable[[SessionInfo], object] | None = None,
        exception_handlers: Mapping[Any, Callable[..., Any]] | None = None,
        debug: bool = False,
    ) -> None:
        """The app of a script.

        Args:
            script_path: The path of the script: from the folder of the file that calls this or, if
                there is none, from the working directory.
            secrets: What `st.secrets` has beside those of files, and more than them: text, numbers,
                dicts of such.
            lifespan: Makes an async context manager of the app. It is entered before the first
                request, and left after the last; the dict that it yields, if any, is `state`.
            routes: Routes of Starlette beside the app's pages. None may be at `/`, or begin with
                `/_anew`, `/_stcore`, `/media`, `/component`, `/app/static` or `/healthz`.
            middleware: Middleware of Starlette around all that is answered, the outermost first.
            on_script_error: Called with each error that the script raised, on the script's
                thread; if it returns True, the page does not show the error.
            on_session_start: Called with the session (`session.id`) before the first run of each new
                one, on a thread of scripts: the run waits for it. A session that goes on after a
                reload, a restart or in another process is not new; one of which nothing was saved
                is.
            on_session_end: Called with the session once it has ended for good, on a thread of
                scripts: at most once, in one of all processes.
            exception_handlers: Functions that answer for errors of routes, by the error's class or
                the status.
            debug: Whether an error in a route is answered with its traceback.

        Raises:
            FileNotFoundError: There is no such script.
            InvalidParameterTypeError: An argument is of another type.
            InvalidParameterValueError: A route is where the app has its own.
        """
        frame = inspect.currentframe()
        self._script = _found(script_path, frame and frame.f_back)
        self._lifespan = checked_function(
            "lifespan", lifespan, "one that @asynccontextmanager makes"
        )
        self._secrets = secrets
        self._on_script_error = checked_function(
            "on_script_error", on_script_error, "def note(error): ..."
        )
        states = [] if lifespan is None else [Middleware(_WithState, self._state_for_request)]
        self._around = Around(
            routes=checked_routes(routes),
            middleware=(*states, *checked_middleware(middleware)),
            exception_handlers=exception_handlers or {},
            debug=debug,
            lifespan=self._alive,
            on_start=checked_function(
                "on_session_start", on_session_start, "def begin(session): ..."
            ),
            on_end=checked_function("on_session_end", on_session_end, "def end(session): ..."),
        )
        self._served: ServedApp | None = None
        self._state: dict[str, Any] = {}
        self._has_begun = False  # The author's lifespan.

    @property
    def script_path(self) -> Path:
        """The path of the script."""
        return self._script

    @property
    def state(self) -> dict[str, Any]:
        """What the lifespan has yielded; empty before and after, and without one.

        Routes have the same as `request.state`.
        """
        return self._state

    def lifespan(self) -> Callable[[object], AbstractAsyncContextManager[None]]:
        """The lifespan for an application that this one is mounted in.

        A mounted application is not told when its server starts and stops.

        Returns:
            A function that makes a context manager of any application.

        Example:
            >>> from starlette.applications import Starlette
            >>> from starlette.routing import Mount
            >>> app = st.App("counter.py")
            >>> site = Starlette(routes=[Mount("/counter", app)], lifespan=app.lifespan())
        """
        return self._lived

    def run(self, *, config: Mapping[str, object] | None = None) -> None:
        """Serve the app until a signal arrives, as `anew run` does: for `python app.py`.

        Args:
            config: Options by their names, such as "server.port", each of the type that it has in a
                file. They count more than those of files and the environment.

        Raises:
            InvalidParameterValueError: There is no such option, or it cannot have this value.
            SystemExit: It cannot be served; the reason is printed.
        """
        if becomes_worker():  # It executes the file for the app alone.
            return
        from anew.server.serve import serve  # noqa: PLC0415  # ASGI servers do without

        found = _with(load(self._script.parent, {}), config)
        is_port_asked_for = config is not None and "server.port" in config
        code = serve(self._target(), found, is_port_asked_for=is_port_asked_for, app=self)
        if code:
            sys.exit(code)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application.

        Args:
            scope: What the connection is.
            receive: Awaited for what comes in.
            send: Awaited with what goes out.
        """
        await self._current().asgi(scope, receive, send)

    def _current(self) -> ServedApp:
        """The parts; if nobody has given options, with those of files and the environment."""
        if self._served is not None:
            return self._served
        config = load(self._script.parent, {})
        for notice in config.notices:
            log.warning("%s", notice)
        if config.settings.compat.streamlit_import:
            install_streamlit_import()
        return self._made(config.settings)

    def _made(self, settings: Settings) -> ServedApp:
        self._served = ServedApp(
            self._script,
            settings,
            self._on_script_error,
            self._secrets,
            self._around,
            reads_files=True,
        )
        return self._served

    def _lived(self, app: object) -> AbstractAsyncContextManager[None]:
        return self._current().lifespan(app)

    @asynccontextmanager
    async def _alive(self) -> AsyncIterator[None]:
        """From before the start of all else to after its end."""
        try:
            if self._lifespan is None:
                yield
            else:
                async with self._lifespan(self) as yielded:
                    self._begin(yielded)
                    yield
        finally:
            self._state, self._has_begun = {}, False
            self._served = None  # Its store is closed: a next start needs another.

    def _begin(self, yielded: object) -> None:
        if yielded is not None and not isinstance(yielded, dict):
            raise InvalidParameterTypeError(
                f"The lifespan yielded {yielded!r}, which is no dict. Yield a dict with names for "
                f'what routes need, such as {{"database": database}}; or nothing.'
            )
        self._state, self._has_begun = yielded or {}, True

    def _target(self) -> Target:
        """Where workers find this app: in the main module, which they execute too."""
        main = sys.modules["__main__"]
        names = [name for name, value in vars(main).items() if value is self]
        file = getattr(main, "__file__", None)
        name = names[0] if names and file else ""
        return Target(Path(file or self._script), name, self._script)

    def _state_for_request(self) -> dict[str, Any]:
        """What the lifespan has yielded; if it has not begun, a warning says so once."""
        if not self._has_begun:
            self._has_begun = True
            log.warning(
                "The lifespan of the app of %s has not begun: the application that it is mounted in "
                "does not run it. Pass lifespan=app.lifespan() to that one.",
                self._script.name,
            )
        return self._state


class _WithState:
    """Gives requests what the lifespan has yielded. Some servers do not, nor do those that mount."""

    def __init__(self, inner: ASGIApp, state: Callable[[], dict[str, Any]]) -> None:
        self._inner = inner
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            scope["state"] = {**scope.get("state", {}), **self._state()}
        await self._inner(scope, receive, send)


def _found(given: str | Path, caller: FrameType | None) -> Path:
    """The script. The module that names it is kept: imported again, it would make another app."""
    if not isinstance(given, str | Path):
        raise InvalidParameterTypeError(
            f"script_path={given!r} is no path. Pass the path of the script, such as "
            f'"dashboard.py".'
        )
    names = {} if caller is None else caller.f_globals
    kept_modules.add(str(names.get("__name__", "")))
    beside = Path(str(names.get("__file__") or "")).resolve().parent / given
    for path in (beside, Path(given)):
        if path.is_file():
            return path.resolve()
    raise FileNotFoundError(
        f"There is no script {str(given)!r}, neither beside the file that makes the App "
        f"({str(beside.parent)!r}) nor in the working directory."
    )


def _with(config: Config, given: Mapping[str, object] | None) -> Config:
    """Options that the author gives in Python count more than all others."""
    if given is None:
        return config
    if not hasattr(given, "items"):
        raise InvalidParameterTypeError(
            f'config={given!r} is no dict. Pass options by their names, such as {{"server.port": 80}}.'
        )
    notices, settings = list(config.notices), config.settings
    for name, value in given.items():
        reason = None if name in options() else why_foreign(name)
        if reason is not None:
            notices.append(f"{name} has no effect in anew. {reason}")
        else:
            settings = with_values(settings, {name: value})
    return config._replace(settings=settings, notices=tuple(notices))
