"""What is kept of those who sign in, in notes of the store. Each is found by the digest of a secret.

    sign-in-…   who it is; the browser has the secret in a cookie. To remove it is to sign out.
    login-…     a sign-in under way; the secret is the `state` that goes to the provider and back
    left-…      a browser's sessions are over, for it has signed in; the name is their owner's

Threading: any, but for the event loop's: a store waits.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from anew.stores.base import NoteStore

SIGN_IN_SECONDS = 30 * 24 * 60 * 60.0
LOGIN_SECONDS = 600.0  # So long a user may take at the provider.
LEFT_SECONDS = 60 * 60.0  # By then, each process has heard of it.

T = TypeVar("T")


class SignIn(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who signed in."""

    provider: str
    claims: dict[str, Any]  # What the ID token says of the user.
    id_token: str = ""
    access_token: str = ""  # Only if the app wants to have it.


class Login(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sign-in under way."""

    provider: str
    browser: str  # A digest of its cookie.
    nonce: str
    verifier: str
    page: str = ""
    query: str = ""


def new_secret() -> str:
    """A random text of 256 bits."""
    return secrets.token_urlsafe(32)


def name_of(secret: str) -> str:
    """The note of the sign-in with this secret."""
    return _named("sign-in", secret)


def left(owner: str) -> str:
    """The note that the sessions of an owner are over."""
    return f"left-{owner}"


def keep(notes: NoteStore, sign_in: SignIn) -> str:
    """Keep a sign-in; its secret."""
    secret = new_secret()
    notes.put(name_of(secret), msgspec.json.encode(sign_in), SIGN_IN_SECONDS)
    return secret


def find(notes: NoteStore, name: str) -> SignIn | None:
    """The sign-in of a note; None if it is over."""
    return _read(notes.find(name), SignIn)


def keep_login(notes: NoteStore, state: str, login: Login) -> None:
    """Keep a sign-in that is under way with a state."""
    notes.put(_named("login", state), msgspec.json.encode(login), LOGIN_SECONDS)


def take_login(notes: NoteStore, state: str, browser: str) -> Login | None:
    """The sign-in that a browser has under way with a state, once.

    None if there is none, or its time has passed. Another browser that asks changes nothing.
    """
    name = _named("login", state)
    login = _read(notes.find(name), Login)
    is_theirs = login is not None and hmac.compare_digest(login.browser, browser)
    return login if is_theirs and notes.remove(name) else None


def _named(kind: str, secret: str) -> str:
    return f"{kind}-{hashlib.sha256(secret.encode('utf-8', 'replace')).hexdigest()}"


def _read(content: bytes | None, kind: type[T]) -> T | None:
    """What a note says; None too if nobody of ours has written it."""
    try:
        return None if content is None else msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError:
        return None
