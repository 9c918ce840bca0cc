"""Whose connection it is: finds who has signed in, and notices when that is over.

A session is bound to its owner: the digest of the browser's cookie and, if somebody has signed in, of
the cookie of that. So nobody else resumes it, or gets its files: no other user of the same browser,
and not the same one after signing out (R82).

Whether a sign-in goes on says its note in the store, for all processes. Each looks at those of its
sessions every two seconds, in one call. An app whose secrets have no section [auth] does none of it.
"""

from __future__ import annotations

import asyncio
import logging
import math
from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.identity import Identity
from anew.errors import AuthError, SecretNotFoundError
from anew.identity import sign_ins
from anew.identity.auth import auth_of, with_port
from anew.protocol.messages import SIGNED_OUT
from anew.server.calls import called
from anew.server.security import has_user_cookie, owner_of, read_cookie, user_ending
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.secret_files import SecretFiles
    from anew.identity.auth import Auth
    from anew.server.security import Headers
    from anew.session.registry import Registry
    from anew.settings.settings import Settings
    from anew.stores.base import NoteStore
    from anew.threads import Threads

log = logging.getLogger("anew")

LOOK_SECONDS = 2.0  # How often it is looked whether sign-ins go on.
NOBODY = ""  # Owns nothing.


class Known(NamedTuple):
    """What the cookies of a request say."""

    owner: str
    identity: Identity | None = None
    is_over: bool = False  # It has the cookie of a sign-in that has ended.


class Identities:
    """Those of one app in this process. Threading: the event loop's."""

    def __init__(
        self,
        secrets: SecretFiles,
        settings: Settings,
        threads: Threads,
        notes: Callable[[], NoteStore],
        registry: Callable[[], Registry],
    ) -> None:
        """Nobody has come yet.

        Args:
            secrets: The app's.
            threads: For calls of the store.
            notes: Where sign-ins are kept. It is there once the store is open.
            registry: The app's sessions.
        """
        self._secrets = secrets
        self._settings = settings
        self._threads = threads
        self._notes = notes
        self._registry = registry
        self._signed_in: dict[str, str] = {}  # By owner: the note of the sign-in.
        self._look: asyncio.Task[None] | None = None
        self._asked_at = -math.inf  # When the secrets were last asked whether to look.

    async def auth(self) -> Auth | None:
        """What the secrets say of signing in; None if they say nothing, or nothing usable."""
        return await called(self._threads, self._auth)

    def _auth(self) -> Auth | None:
        """The same. On a thread: it looks at files."""
        try:
            section = self._secrets.values(self._settings.secrets.files).get("auth")
            if section is None:
                return None
            return auth_of(with_port(section, self._settings.server.port))
        except (AuthError, SecretNotFoundError):
            return None

    async def known(self, headers: Headers, scheme: str) -> Known:
        """Who sends a request. StoreError if the store does not answer.

        The owner is "" if the browser has no cookie.
        """
        cookie = read_cookie(headers, scheme) or NOBODY
        auth = await self.auth() if has_user_cookie(headers) else None
        secret = read_cookie(headers, scheme, user_ending(auth.mark)) if auth else None
        if auth is None or secret is None:
            return Known(owner_of(cookie))
        name = sign_ins.name_of(secret)
        sign_in = await called(self._threads, lambda: sign_ins.find(self._notes(), name))
        if sign_in is None:
            return Known(owner_of(f"{cookie}:{secret}"), is_over=True)
        owner = owner_of(f"{cookie}:{secret}")
        self._signed_in[owner] = name
        self.watch()
        return Known(owner, identity_of(sign_in, auth))

    async def owner(self, headers: Headers, scheme: str) -> str:
        """Whose files a request may get; nobody's if its sign-in is over."""
        cookie = read_cookie(headers, scheme) or NOBODY
        if not has_user_cookie(headers):
            return owner_of(cookie)
        auth = await self.auth()
        secret = read_cookie(headers, scheme, user_ending(auth.mark)) if auth else None
        if secret is None:
            return owner_of(cookie)
        owner = owner_of(f"{cookie}:{secret}")
        if owner in self._signed_in:  # It was there two seconds ago, and is looked after.
            return owner
        try:
            known = await self.known(headers, scheme)
        except StoreError:
            return owner_of(NOBODY)
        return owner_of(NOBODY) if known.is_over else known.owner

    async def is_over(self, headers: Headers, scheme: str) -> bool:
        """Whether a browser has cookies of which nothing comes any more. StoreError as above."""
        known = await self.known(headers, scheme)
        if known.is_over or known.identity is not None:
            return known.is_over
        note = sign_ins.left(known.owner)
        return bool(await called(self._threads, lambda: self._notes().present([note])))

    def watch(self) -> None:
        """Look after the sign-ins of this process from now on, if its app has any."""
        now = asyncio.get_running_loop().time()
        if self._look is not None or now - self._asked_at < LOOK_SECONDS:
            return
        self._asked_at = now
        self._look = asyncio.create_task(self._look_if_any())

    def stop(self) -> None:
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def over(self, owner: str) -> None:
        """The sessions of an owner end, and their tabs load the page anew."""
        self._signed_in.pop(owner, None)
        self._registry().end_of(owner, SIGNED_OUT)

    async def end(self, owner: str) -> None:
        """As `over`, once an answer is sent."""
        self.over(owner)

    async def _look_if_any(self) -> None:
        if await self.auth() is None:
            self._look = None
            return
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._look_at_all()
            except StoreError:
                pass  # Others tell of it. Nobody is signed out for a store that does not answer.
            except Exception:
                log.exception("Sign-ins could not be looked at.")

    async def _look_at_all(self) -> None:
        owners, before = self._registry().owners, dict(self._signed_in)
        left = {owner: sign_ins.left(owner) for owner in owners if owner not in before}
        names = [*before.values(), *left.values()]
        if not names:
            return
        present = await called(self._threads, lambda: self._notes().present(names))
        for owner, name in before.items():
            if name not in present:
                self.over(owner)
            elif owner not in owners and owner not in self._registry().owners:
                self._signed_in.pop(owner, None)
        for owner, name in left.items():
            if name in present:
                self.over(owner)


def identity_of(sign_in: sign_ins.SignIn, auth: Auth) -> Identity:
    """Who signed in, as scripts see it."""
    tokens = {"id": sign_in.id_token, "access": sign_in.access_token}
    claims = {**sign_in.claims, "provider": sign_in.provider, "is_logged_in": True}
    return Identity(claims, {name: tokens[name] for name in auth.exposed if tokens[name]})
