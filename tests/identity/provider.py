"""A provider of OpenID Connect that tests run themselves, on this machine.

It is one in full, but for passwords: a page asks who one is. What a test sets makes it answer wrongly.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from server.apps import serving
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

CLIENT, SECRET = "the client", "the client's secret"
USERS = {"ada": "Ada Lovelace", "grace": "Grace Hopper"}


class Provider:
    """What one provider knows and has been asked."""

    def __init__(self) -> None:
        self.port = 0
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.signs_with = self.key
        self.codes: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {}  # What its ID tokens say otherwise.
        self.left_out: set[str] = set()  # Of what it says of itself.
        self.asked: list[dict[str, str]] = []  # At its page for signing in.
        self.signed_out: list[dict[str, str]] = []
        self.is_down = False
        self.is_silent = False
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
                Route("/end", self._end),
            ]
        )

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def metadata_url(self) -> str:
        return f"{self.address}/.well-known/openid-configuration"

    def secrets(self, redirect_uri: str, **more: object) -> dict[str, Any]:
        """What an app's secrets say of it."""
        return {
            "auth": {
                "redirect_uri": redirect_uri,
                "cookie_secret": "a secret of the app, which is long enough",
                "client_id": CLIENT,
                "client_secret": SECRET,
                "server_metadata_url": self.metadata_url,
                **more,
            }
        }

    async def _metadata(self, request: Request) -> Response:
        if self.is_down:
            return JSONResponse({}, 500)
        found = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "end_session_endpoint": f"{self.address}/end",
            "jwks_uri": f"{self.address}/keys",
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return JSONResponse({k: v for k, v in found.items() if k not in self.left_out})

    async def _keys(self, request: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if "user" not in asked and "refuse" not in asked:
            self.asked.append(asked)
            links = "".join(
                f'<p><a href="?{escape(urlencode({**asked, "user": name}))}">{full}</a></p>'
                for name, full in USERS.items()
            )
            refuse = f'<p><a href="?{escape(urlencode({**asked, "refuse": 1}))}">Cancel</a></p>'
            return HTMLResponse(
                f"<title>Provider</title><h1>Who are you?</h1>{links}{refuse}",
                headers={"X-Frame-Options": "DENY"},
            )
        back, state = asked["redirect_uri"], asked["state"]
        if "refuse" in asked:
            told = {"error": "access_denied", "error_description": "<b>Not</b> you", "state": state}
            return RedirectResponse(f"{back}?{urlencode(told)}", 302)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{back}?{urlencode({'code': code, 'state': state})}", 302)

    async def _token(self, request: Request) -> Response:
        form = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
        basic = base64.b64decode(request.headers.get("authorization", "")[6:]).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        if basic != f"{CLIENT}:{SECRET}":
            told = {"error": "invalid_client", "error_description": "Unknown client or secret."}
            return JSONResponse(told, 401)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or challenge != asked.get("code_challenge"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": asked["user"],
            "name": USERS[asked["user"]],
            "email": f"{asked['user']}@example.org",
            "groups": ["engineers"],
            "iat": now,
            "exp": now + 3600,
            "nonce": asked["nonce"],
            **self.claims,
        }
        token = jwt.encode({"alg": "RS256", "kid": self.signs_with.kid}, claims, self.signs_with)
        answer = {"access_token": f"access of {asked['user']}", "token_type": "Bearer"}
        answer |= {} if "id_token" in self.left_out else {"id_token": token}
        return JSONResponse(answer)

    async def _userinfo(self, request: Request) -> Response:
        user = request.headers["authorization"].removeprefix("Bearer access of ")
        return JSONResponse({"sub": user, "name": USERS[user]})

    async def _end(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.signed_out.append(asked)
        back = f"{asked['post_logout_redirect_uri']}?{urlencode({'state': asked['state']})}"
        return RedirectResponse(back, 302)


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that is there."""
    provider = Provider()
    with serving(provider.app) as provider.port:
        yield provider
