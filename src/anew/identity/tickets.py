"""Texts that a browser carries and cannot change: signed, each for one purpose and one browser.

What `st.login()` decides on the script's thread, in one process, is done by a page load in another: a
ticket says what. So no address names a place to return to, and no other site can sign anybody in or out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Literal, TypeAlias

import msgspec

Purpose: TypeAlias = Literal["login", "logout", "return"]

SECONDS = 300.0  # So long a ticket is good for.
MOST_CHARACTERS = 16_384


class Ticket(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a browser may do."""

    purpose: Purpose
    page: str = ""  # Where in the app it returns to.
    query: str = ""
    provider: str = ""
    owner: str = ""  # The browser, as its sessions know it; "" if it does not matter.


class _Sealed(msgspec.Struct, frozen=True, array_like=True):
    until: float
    ticket: Ticket


def sealed(ticket: Ticket, secret: str, now: float | None = None) -> str:
    """The ticket as a text for an address."""
    until = (time.time() if now is None else now) + SECONDS
    body = _text(msgspec.json.encode(_Sealed(until, ticket)))
    return f"{body}.{_text(_signature(body, secret))}"


def opened(
    text: str, purpose: Purpose, secret: str, *, owner: str | None = None, now: float | None = None
) -> Ticket | None:
    """The ticket that a browser brings; None if it is none, not for this, or too old.

    Args:
        owner: The browser that brings it; None if any may.
    """
    body, _, signature = text.partition(".")
    if len(text) > MOST_CHARACTERS or not text.isascii():
        return None
    if not hmac.compare_digest(_text(_signature(body, secret)), signature):
        return None
    until, ticket = _read(body)
    is_in_time = until >= (time.time() if now is None else now)
    is_theirs = owner is None or hmac.compare_digest(ticket.owner, owner)
    return ticket if is_in_time and is_theirs and ticket.purpose == purpose else None


def _read(body: str) -> tuple[float, Ticket]:
    raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    found = msgspec.json.decode(raw, type=_Sealed)
    return found.until, found.ticket


def _signature(body: str, secret: str) -> bytes:
    key = hmac.digest(secret.encode("utf-8", "surrogatepass"), b"anew: tickets", hashlib.sha256)
    return hmac.digest(key, body.encode(), hashlib.sha256)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
