"""What an author puts around an app: routes beside its pages, middleware, a lifespan, functions to call."""

from __future__ import annotations

import inspect
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Match

from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from anew.session.hooks import Hook

# Where the server's own files and services are; no page and no route of an author is below them.
OWN_PATHS = ("_anew", "_stcore", "media", "app/static", "component")


class Around(NamedTuple):
    """What stands around one app."""

    routes: tuple[BaseRoute, ...] = ()
    middleware: tuple[Middleware, ...] = ()
    exception_handlers: Mapping[Any, Callable[..., Any]] = {}
    debug: bool = False
    lifespan: Callable[[], AbstractAsyncContextManager[None]] = nullcontext
    on_start: Hook | None = None
    on_end: Hook | None = None


NOTHING_AROUND = Around()


def checked_routes(routes: Sequence[BaseRoute] | None) -> tuple[BaseRoute, ...]:
    """The author's routes.

    Raises:
        InvalidParameterTypeError: One is no route.
        InvalidParameterValueError: One is where the server has its own, or hides the app's page.
    """
    found = _listed("routes", routes, BaseRoute, "Route, WebSocketRoute or Mount of Starlette")
    for route in found:
        path = f"{getattr(route, 'path', '').strip('/')}/"
        for own in (*OWN_PATHS, "healthz"):
            if path.startswith(f"{own}/"):
                raise InvalidParameterValueError(
                    f"The route {route!r} would never be reached: the app's own files and services "
                    f"are at /{own}. Choose another path, such as /api/{own}."
                )
        if _answers_at_root(route):
            raise InvalidParameterValueError(
                f"The route {route!r} would answer instead of the app's page, which is at /. Give "
                f"it a path of its own, such as /api; or mount the app below a path of your site: "
                f'Mount("/app", app).'
            )
    return found


def checked_middleware(middleware: Sequence[Middleware] | None) -> tuple[Middleware, ...]:
    """The author's middleware, the outermost first.

    Raises:
        InvalidParameterTypeError: One is none.
    """
    return _listed("middleware", middleware, Middleware, "Middleware(YourClass, ...) of Starlette")


def checked_function(name: str, given: Any, example: str) -> Any:
    """A function that is called on a thread, or None.

    Raises:
        InvalidParameterTypeError: It is something else.
    """
    if given is None or (callable(given) and not inspect.iscoroutinefunction(given)):
        return given
    kind = "an async function" if callable(given) else "no function"
    raise InvalidParameterTypeError(
        f"{name}={given!r} is {kind}. It is called on a thread: pass a plain function, such as "
        f"{example}."
    )


def _listed(name: str, given: Any, kind: type, what: str) -> tuple[Any, ...]:
    if given is None:
        return ()
    if not isinstance(given, list | tuple):
        raise InvalidParameterTypeError(f"{name}={given!r} is no list. Pass a list of {what}.")
    for one in given:
        if not isinstance(one, kind):
            raise InvalidParameterTypeError(f"{name} has {one!r}. Each has to be a {what}.")
    return tuple(given)


def _answers_at_root(route: BaseRoute) -> bool:
    scope = {"type": "http", "path": "/", "root_path": "", "method": "GET", "headers": []}
    match, _ = route.matches(scope)
    return match is Match.FULL
