"""Who looks at a page: what the connection and the browser tell of themselves."""

from __future__ import annotations

from typing import NamedTuple

from anew.protocol.messages import Browser


class Visit(NamedTuple):
    """As of the tab's last connection. Only its headers' presence is checked."""

    browser: Browser = Browser()  # it never changes
    headers: tuple[tuple[str, str], ...] = ()  # In lower case; without anew's own cookie.
    ip_address: str | None = None
    is_local: bool = False  # The browser calls this server by a name of this machine.
