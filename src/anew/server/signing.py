"""The pages by which users sign in and out: a browser comes to each, and is sent on.

    /_anew/login?ticket=…       to the provider, with a new state, nonce and PKCE challenge
    /oauth2callback?code=…      back from it: who signed in is kept, and the browser gets new cookies
    /_anew/logout?ticket=…      the sign-in is removed; to the provider, if that signs out, too
    /oauth2callback             back from that

Only a ticket that a script of this app has made says where to return to (`identity/tickets.py`).
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from anew.errors import AuthError
from anew.identity import sign_ins
from anew.identity.tickets import Ticket, opened, sealed
from anew.logs import printable
from anew.server.calls import called
from anew.server.security import (
    new_cookie_value,
    new_nonce,
    owner_of,
    read_cookie,
    set_cookie,
    user_ending,
)
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from anew.identity.auth import Auth
    from anew.server.identities import Identities
    from anew.stores.base import NoteStore
    from anew.threads import Threads

log = logging.getLogger("anew")

PROVIDER_SECONDS = 30.0  # How long all that a provider is asked for one page may take.
MOST_CHARACTERS = 300  # Of what a provider says.
STALE = (
    "This sign-in was begun too long ago, in another browser, or at another address of the app, or "
    "it is over already. Go back to the app and sign in again."
)


class Signing:
    """Threading: the event loop's."""

    def __init__(
        self,
        identities: Identities,
        threads: Threads,
        notes: Callable[[], NoteStore],
        is_open: Callable[[], Awaitable[None]],
    ) -> None:
        """Pages for signing in.

        Args:
            identities: Who has signed in.
            threads: For calls of the store, and for conversations with providers.
            notes: Where sign-ins are kept.
            is_open: Waits for the store to be open.
        """
        self._identities = identities
        self._threads = threads
        self._notes = notes
        self._is_open = is_open

    def routes(self) -> list[Route]:
        return [
            Route(path, self._guarded(page), methods=["GET"])
            for path, page in (
                ("/_anew/login", self._login),
                ("/_anew/logout", self._logout),
                ("/oauth2callback", self._callback),
            )
        ]

    async def tidy(self, request: Request, response: Response) -> None:
        """Give new cookies to a browser that loads the page with those of what is over.

        That is so after a sign-in has ended by its time, or was ended from elsewhere, and if the
        answer with the new cookies has not arrived.
        """
        auth = await self._identities.auth()
        if auth is None:
            return
        with suppress(StoreError):
            await self._is_open()
            if await self._identities.is_over(request.headers.raw, request.scope["scheme"]):
                _renew_cookies(request, auth, response, None)

    def _guarded(self, page: Callable[..., Awaitable[Response]]) -> Callable[..., Any]:
        """A page, or one that says why it cannot be shown."""

        async def respond(request: Request) -> Response:
            auth = await self._identities.auth()
            if auth is None:
                return _told(request, "Nobody can sign in: the app has no usable [auth].", 404)
            try:
                await self._is_open()
                async with asyncio.timeout(PROVIDER_SECONDS):
                    return await page(request, auth)
            except AuthError as error:
                log.error("Somebody could not sign in. %s", printable(str(error), 2000))  # noqa: TRY400  # it says all
                return _told(request, str(error), 502)
            except TimeoutError:
                return _told(request, "The provider does not answer. Try again later.", 504)
            except StoreError as error:
                log.error("Somebody could not sign in. %s", error)  # noqa: TRY400  # it says all
                return _told(request, "The server cannot reach its store. Try again later.", 503)

        return respond

    async def _login(self, request: Request, auth: Auth) -> Response:
        cookie = _cookie(request)
        owner = await self._identities.owner(request.headers.raw, request.scope["scheme"])
        text = request.query_params.get("ticket", "")
        ticket = opened(text, "login", auth.cookie_secret, owner=owner)
        if cookie is None or ticket is None:
            return _told(request, STALE, 403)
        provider = auth.provider(ticket.provider)
        login = sign_ins.Login(
            provider=provider.name,
            browser=owner_of(cookie),
            nonce=sign_ins.new_secret(),
            verifier=sign_ins.new_secret() + sign_ins.new_secret(),
            page=ticket.page,
            query=ticket.query,
        )

        def ask() -> str:
            state = sign_ins.new_secret()
            address: str = _openid().sign_in_address(auth, provider, login, state)
            sign_ins.keep_login(self._notes(), state, login)
            return address

        return _sent_to(await called(self._threads, ask))

    async def _callback(self, request: Request, auth: Auth) -> Response:
        given = request.query_params
        state, code = given.get("state", ""), given.get("code")
        if code is None and "error" not in given:  # Back from signing out at the provider.
            ticket = opened(state, "return", auth.cookie_secret) or Ticket("return")
            return _returned(request, _place(request, ticket.page, ticket.query))
        browser = owner_of(_cookie(request) or "")
        login = await called(
            self._threads, lambda: sign_ins.take_login(self._notes(), state, browser)
        )
        if login is None:
            return _told(request, STALE, 400)
        back = _place(request, login.page, login.query)
        if code is None:
            said = " ".join([given["error"], given.get("error_description", "")]).strip()
            text = printable(f"The provider did not sign you in. It says: {said}", MOST_CHARACTERS)
            return _told(request, text, 403, back=back)
        provider = auth.provider(login.provider)
        headers, scheme = request.headers.raw, request.scope["scheme"]
        before = await self._identities.known(headers, scheme)

        def ask() -> str:
            sign_in = _openid().signed_in(auth, provider, login, code)
            self._forget(request, auth)
            self._notes().put(sign_ins.left(before.owner), b"", sign_ins.LEFT_SECONDS)
            return sign_ins.keep(self._notes(), sign_in)

        secret = await called(self._threads, ask)
        response = _returned(request, back)
        _renew_cookies(request, auth, response, secret)
        # Once the browser has the cookies: its other tabs load the page with them.
        response.background = BackgroundTask(self._identities.end, before.owner)
        return response

    async def _logout(self, request: Request, auth: Auth) -> Response:
        headers, scheme = request.headers.raw, request.scope["scheme"]
        text = request.query_params.get("ticket", "")
        known = await self._identities.known(headers, scheme)
        ticket = opened(text, "logout", auth.cookie_secret, owner=known.owner)
        if ticket is None:
            return _told(request, "Go back to the app to sign out: this page was too old.", 403)
        sign_in = await called(self._threads, lambda: self._forget(request, auth))
        there = None
        if sign_in is not None:
            there = await self._place_to_sign_out(auth, sign_in, ticket)
        here = _place(request, ticket.page, ticket.query)
        response = _returned(request, here) if there is None else _sent_to(there)
        _renew_cookies(request, auth, response, None)
        response.background = BackgroundTask(self._identities.end, known.owner)
        return response

    def _forget(self, request: Request, auth: Auth) -> sign_ins.SignIn | None:
        """Remove the sign-in of a browser; who it was. On a thread."""
        ending = user_ending(auth.mark)
        secret = read_cookie(request.headers.raw, request.scope["scheme"], ending)
        if secret is None:
            return None
        name = sign_ins.name_of(secret)
        sign_in = sign_ins.find(self._notes(), name)
        self._notes().remove(name)
        return sign_in

    async def _place_to_sign_out(
        self, auth: Auth, sign_in: sign_ins.SignIn, ticket: Ticket
    ) -> str | None:
        """The provider's page for it. The user is signed out here, whatever the provider does."""
        try:
            provider = auth.provider(sign_in.provider)
        except AuthError:  # It is no longer in the secrets.
            return None
        state = sealed(Ticket("return", ticket.page, ticket.query), auth.cookie_secret)

        def ask() -> str | None:
            address: str | None = _openid().sign_out_address(auth, provider, sign_in, state)
            return address

        try:
            return await called(self._threads, ask)
        except ImportError:
            return None


def _openid() -> Any:
    """Imported only here: what it needs takes a while to load. On a thread."""
    return import_module("anew.identity.openid")


def _cookie(request: Request) -> str | None:
    return read_cookie(request.headers.raw, request.scope["scheme"])


def _place(request: Request, page: str, query: str) -> str:
    """A place in the app, as a path of this host: whatever a browser has said that it is."""
    path = quote(page.lstrip("/\\"), safe="/")
    asked = quote(query, safe="=&;%+,/:@!$'()*?-._~")
    return f"{request.scope.get('root_path', '')}/{path}" + (f"?{asked}" if asked else "")


def _renew_cookies(request: Request, auth: Auth, response: Response, secret: str | None) -> None:
    """Give the browser a new cookie, and that of a sign-in; or take it away."""
    is_secure = request.scope["scheme"] == "https" or auth.redirect_uri.startswith("https:")
    ending, seconds = user_ending(auth.mark), int(sign_ins.SIGN_IN_SECONDS)
    own = set_cookie(new_cookie_value(), is_secure=is_secure)
    users = set_cookie(
        secret or "", is_secure=is_secure, ending=ending, seconds=0 if secret is None else seconds
    )
    response.headers.append("Set-Cookie", own)
    response.headers.append("Set-Cookie", users)


# Answers ----------------------------------------------------------------------------------


def _sent_to(address: str) -> Response:
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


def _returned(request: Request, back: str) -> Response:
    """A page that goes on to the app as another user: the tab is to forget its session first."""
    key = json.dumps(f"anew-tab:{request.scope.get('root_path', '')}")
    script = (
        f"try {{ sessionStorage.removeItem({key}); }} catch {{}}\n"
        f"location.replace({json.dumps(back)});"
    )
    link = f'<p><a href="{escape(back, quote=True)}">Go on to the app</a></p>'
    return _page("One moment …", link, 200, script)


def _told(request: Request, text: str, status: int, back: str = "") -> Response:
    home = escape(back or f"{request.scope.get('root_path', '')}/", quote=True)
    return _page(
        "Signing in",
        f'<h1>That did not work</h1><p>{escape(text)}</p><p><a href="{home}">Back to the app</a></p>',
        status,
    )


def _page(title: str, body: str, status: int, script: str = "") -> Response:
    nonce = new_nonce()
    script = script.replace("<", "\\u003c")
    html = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">'
        f'<style nonce="{nonce}">{STYLE}</style>'
        f"{f'<script nonce={chr(34)}{nonce}{chr(34)}>{script}</script>' if script else ''}"
        f"</head><body><main>{body}</main></body></html>\n"
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HTMLResponse(html, status, headers=headers)


STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.6 system-ui,sans-serif;margin:0;padding:3rem 1.5rem}"
    "main{max-width:40rem;margin:0 auto;overflow-wrap:anywhere}"
    "h1{font-size:1.5rem;line-height:1.2}"
)
