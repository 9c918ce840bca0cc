"""`st.context`: what is known of the user's browser and its connection."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import quote

from anew.ambient.context import current_run
from anew.ambient.visit import Visit
from anew.attribute_dict import AttributeDict
from anew.cookies import cookies_in


class Headers(Mapping[str, str]):
    """The headers of a request. Names are case-insensitive."""

    def __init__(self, pairs: tuple[tuple[str, str], ...] = ()) -> None:
        """Headers of these names and values.

        Args:
            pairs: Names and values in order; the names in lower case.
        """
        self._pairs = pairs

    def __getitem__(self, name: str) -> str:
        values = self.get_all(name)
        if not values:
            raise KeyError(f"The request has no header {name!r}.")
        return values[0]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name.title() for name, _ in self._pairs))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(self.to_dict())

    def get_all(self, name: str) -> list[str]:
        """All values of a header, which may occur several times.

        Args:
            name: Its name.

        Returns:
            The values in order; an empty list if there is no such header.
        """
        return [value for own, value in self._pairs if own == name.lower()]

    def to_dict(self) -> dict[str, str]:
        """A plain dict, with the first value of each header."""
        return {name: self[name] for name in self}


class Cookies(Mapping[str, str]):
    """The cookies of a request."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """Cookies of these names and values.

        Args:
            values: The values by name.
        """
        self._values = dict(values)

    def __getitem__(self, name: str) -> str:
        if name not in self._values:
            raise KeyError(f"The browser sent no cookie {name!r}.")
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)

    def to_dict(self) -> dict[str, str]:
        """A plain dict."""
        return dict(self._values)


class Theme(AttributeDict):
    """The theme of the page, as attributes or items. Each is a new one: it cannot be set."""

    __slots__ = ()

    @property
    def type(self) -> Literal["light", "dark"] | None:
        """None if the browser has not reported it."""
        found: Literal["light", "dark"] | None = self["type"]
        return found


class Visitor:
    """What is known of the user's browser. Read-only, and empty outside of a run.

    Everything here is what the browser claimed at the tab's last connection, so do not use it
    for access control. The cookie by which anew recognizes a browser is left out.

    Example:
        >>> language = st.context.headers.get("Accept-Language", "en")
        >>> if st.context.theme.type == "dark":
        ...     st.write("It is dark.")
    """

    __slots__ = ()

    @property
    def headers(self) -> Headers:
        """The headers of the tab's connection. Names are case-insensitive."""
        return Headers(_visit().headers)

    @property
    def cookies(self) -> Cookies:
        """The cookies that the browser sent with the tab's connection."""
        return Cookies(_cookies_of(self.headers.get_all("cookie")))

    @property
    def ip_address(self) -> str | None:
        """The IP address that the connection comes from; None if that is this machine."""
        address = _visit().ip_address
        return None if address is None or _is_own(address) else address

    @property
    def is_embedded(self) -> bool:
        """Whether the page is embedded in another one: its URL has `?embed=true`."""
        return _visit().browser.is_embedded

    @property
    def locale(self) -> str | None:
        """The browser's language, such as "en-US"."""
        return _visit().browser.locale or None

    @property
    def theme(self) -> Theme:
        """The page's theme: `.type` is "light" or "dark".

        If the page becomes light or dark, by the user's choice or the system's, the next run
        knows. That alone does not run the script.
        """
        match _visit().browser.theme:
            case "light" | "dark" as name:
                return Theme(type=name)
            case _:
                return Theme(type=None)

    @property
    def timezone(self) -> str | None:
        """The browser's time zone, such as "Europe/Berlin"."""
        return _visit().browser.timezone or None

    @property
    def timezone_offset(self) -> int | None:
        """Minutes to add to the browser's local time to get UTC: -120 in Berlin in summer."""
        browser = _visit().browser
        return browser.timezone_offset if browser.timezone else None

    @property
    def url(self) -> str | None:
        """The URL of the page in the browser, without the query."""
        run = current_run()
        if run is None or not run.visit.browser.url:
            return None
        return f"{run.visit.browser.url.rstrip('/')}/{quote(run.layers.location.page)}"

    @property
    def event_id(self) -> str | None:
        """An identifier of the event that caused this run; None if no event did.

        Each event has another one. If the server dies before the effect of an event was saved, the
        event is processed again, under the same identifier. So it can serve as an idempotency
        key for other services.
        """
        run = current_run()
        return None if run is None else run.event_id or None

    @property
    def is_resumed(self) -> bool:
        """Whether the session was just read from the store, and goes on in another process.

        That is so after a restart or a crash of the server, and if another server or worker has
        taken the session over. It is True in the first run there; if that run fails, in the next
        one too. It is False after a mere reload, in a new session, and in a duplicated tab.

        Values that could be stored are there again, those that were in memory only are not: for
        these, `if "model" not in st.session_state` is enough. Use this for values that were stored, but
        stand for something that has ended with the process, such as the number of a job:

            if st.context.is_resumed:
                st.session_state.pop("job", None)
        """
        run = current_run()
        return run is not None and run.is_resumed

    def __repr__(self) -> str:
        return "st.context"


def _visit() -> Visit:
    run = current_run()
    return Visit() if run is None else run.visit


def _cookies_of(headers: list[str]) -> dict[str, str]:
    return {name: value for header in headers for name, value in cookies_in(header)}


def _is_own(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


context = Visitor()
