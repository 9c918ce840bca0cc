"""The visitor of a page: what the connection and the browser report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.protocol.messages import Browser

if TYPE_CHECKING:
    from anew.ambient.identity import Identity


class Visit(NamedTuple):
    """As of the tab's last connection. The content of the headers is not verified."""

    browser: Browser = Browser()  # Immutable, so it can be shared.
    headers: tuple[tuple[str, str], ...] = ()  # In lower case; without anew's own cookie.
    ip_address: str | None = None
    is_local: bool = False  # The browser runs on this machine and uses a local name for it.
    identity: Identity | None = None  # Who the user is, if that is known. This is verified.
    owner: str = ""  # A digest of the cookies to which the session is bound.
