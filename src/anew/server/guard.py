"""Middleware before all routes: checks the Host header and adds the headers common to all answers.

Both are done here so that no answer can lack them, not even a redirect or the 404 of an unknown
path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, Response

from anew.server.security import COMMON_HEADERS

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from anew.server.security import HostPolicy

HEALTH_PATHS = ("/healthz", "/_stcore/health")  # Answered whatever the Host header is.

_COMMON = [(name.lower().encode(), value.encode()) for name, value in COMMON_HEADERS.items()]


class Guard:
    """Guards an app's HTTP requests. A WebSocket is checked by its own route, when it opens."""

    def __init__(self, app: ASGIApp, hosts: HostPolicy, base: str) -> None:
        self._app = app
        self._hosts = hosts
        self._open_to_all = {f"{base}{path}" for path in HEALTH_PATHS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = with_common_headers(message.get("headers", ()))
            await send(message)

        is_known = self._is_open_to_all(scope) or self._hosts.allows_host(scope["headers"])
        await (self._app if is_known else _wrong_host())(scope, receive, send_with_headers)

    def _is_open_to_all(self, scope: Scope) -> bool:
        path: str = scope["path"]
        return path.removeprefix(scope.get("root_path", "")) in self._open_to_all


def with_common_headers(headers: Any) -> list[tuple[bytes, bytes]]:
    """Add the common headers that an answer does not set itself."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    return given + [pair for pair in _COMMON if pair[0] not in names]


async def failed(request: Request, error: Exception) -> Response:
    """The answer when the server itself has failed; the error is in the log."""
    return PlainTextResponse("Internal Server Error", 500, headers=dict(COMMON_HEADERS))


async def refuse_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 403 instead of opening a socket, with the common headers."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})
        return
    headers = with_common_headers([(b"content-length", b"0")])
    await send({"type": "websocket.http.response.start", "status": 403, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b""})


def _wrong_host() -> Response:
    return PlainTextResponse(
        "This server does not answer to this host name. If the name is right, start the app with "
        "--server.allowedHosts and the name.",
        403,
    )
