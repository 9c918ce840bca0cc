"""Who may speak to the server: hosts, origins, the session cookie, the page's policy.

Each check stands once, and compares whole values: a prefix or a suffix is never enough.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import socket
from typing import TYPE_CHECKING

from anew.cookies import cookies_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anew.server.fonts import Fonts
    from anew.settings.settings import Settings

COOKIE = "anew_sid"
SECURE_COOKIE = "__Host-anew_sid"  # Browsers accept this name over https only.
COOKIE_SECONDS = 400 * 24 * 60 * 60  # 400 days, the most that browsers grant.
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_HOST = re.compile(
    r"(?:\[(?P<address>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9_.-]{1,255}))(?::[0-9]{1,5})?"
)

Headers = list[tuple[bytes, bytes]]  # As ASGI gives them.


class HostPolicy:
    """Which names browsers may call this server by, and from which pages."""

    def __init__(self, settings: Settings) -> None:
        server = settings.server
        own_name = socket.gethostname().lower()
        public_name = settings.browser.server_address.lower()
        self._names = {*LOCAL_NAMES, own_name, server.address.lower(), public_name}
        self._names.update(name.lower().rstrip(".") for name in server.allowed_hosts)
        self._origins = {origin.lower().rstrip("/") for origin in server.cors_allowed_origins}

    def allows_host(self, headers: Headers) -> bool:
        """Whether the Host header names this server.

        A name that an attacker points at this machine is refused (DNS rebinding); a
        plain IP address cannot be such a name.
        """
        name = _host_name(one_header(headers, b"host"))
        return name is not None and (name in self._names or _is_ip_address(name))

    def allows_origin(self, headers: Headers, scheme: str) -> bool:
        """Whether a socket is opened by a page of this server, or of a listed origin."""
        origin = one_header(headers, b"origin")
        host = one_header(headers, b"host")
        if origin is None or host is None:
            return False
        http_scheme = {"ws": "http", "wss": "https"}.get(scheme, scheme)
        is_own = origin.lower() == f"{http_scheme}://{host.lower()}"
        # A proxy that ends TLS speaks plain http to this server; the host still matches.
        is_own_behind_tls = origin.lower() == f"https://{host.lower()}"
        return is_own or is_own_behind_tls or origin.lower() in self._origins


def is_local(headers: Headers) -> bool:
    """Whether a browser calls this server by a name of its own machine."""
    return _host_name(one_header(headers, b"host")) in LOCAL_NAMES


def is_loopback(address: str) -> bool:
    """Whether a connection comes from this machine: what a Host header says, anybody can say."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def one_header(headers: Headers, name: bytes) -> str | None:
    """The value of a header that stands exactly once."""
    values = [value for key, value in headers if key.lower() == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def new_cookie_value() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def owner_of(cookie_value: str) -> str:
    """What sessions are bound to: it does not tell the cookie."""
    return hashlib.sha256(cookie_value.encode()).hexdigest()


def read_cookie(headers: Headers, scheme: str) -> str | None:
    """The session cookie that a browser sent, if it is one of ours.

    Whoever serves a sibling of this host can give browsers a cookie of the plain name, but none
    of the other: over https only that one counts. Behind a proxy that ends TLS and does not say
    so, the connection looks plain, and either does. One that cannot be ours is ignored.
    """
    names = (SECURE_COOKIE,) if scheme in {"https", "wss"} else (SECURE_COOKIE, COOKIE)
    sent = [
        pair
        for key, value in headers
        if key.lower() == b"cookie"
        for pair in cookies_in(value.decode("latin-1"))
    ]
    ours = (value for name in names for own, value in sent if own == name and _is_token(value))
    return next(ours, None)


def without_own_cookie(header: str) -> str:
    """A Cookie header without the session cookie, which is no script's business."""
    parts = [part.strip() for part in header.split(";")]
    return "; ".join(part for part in parts if part and COOKIE not in part)


def set_cookie(value: str, *, is_secure: bool, is_framed: bool = False) -> str:
    """The Set-Cookie header: not readable by scripts, not sent along from other sites.

    One for a frame in a page of another site goes along from there, but is kept for that page
    alone: what the browser has for the app itself, and for frames of others, is none of it.
    """
    attributes = f"Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly"
    attributes += "; SameSite=None; Partitioned" if is_framed else "; SameSite=Lax"
    if is_framed and not is_secure:
        return f"{COOKIE}={value}; {attributes}; Secure"
    if is_secure:
        return f"{SECURE_COOKIE}={value}; {attributes}; Secure"
    return f"{COOKIE}={value}; {attributes}"


def is_in_foreign_frame(headers: Headers) -> bool:
    """Whether the page is asked for a frame in a page of another site.

    Browsers say so over https, and where this server is on the same machine: where they
    also take a cookie that is `Secure`.
    """
    place = one_header(headers, b"sec-fetch-dest")
    return place in {"iframe", "frame"} and one_header(headers, b"sec-fetch-site") == "cross-site"


def page_headers(nonce: str, fonts: Fonts, ancestors: Sequence[str] = ()) -> Mapping[str, str]:
    """The headers of the page: nothing runs in it but what the server named.

    Args:
        nonce: What the scripts of this page are named by.
        fonts: Where the theme has its fonts from.
        ancestors: Origins whose pages may show it in a frame, beside its own.
    """
    framing = " ".join(["'self'", *ancestors])
    styles = " ".join(("'self'", *fonts.sources))
    policy = (
        "default-src 'none'; "
        f"script-src 'nonce-{nonce}' 'strict-dynamic'; "
        # Pictures may be of any place: authors and Markdown name their addresses. A picture
        # runs nothing, and the Referrer-Policy keeps the app's address from that place.
        # The same holds for fonts, which authors' style sheets name.
        f"style-src {styles}; img-src 'self' data: blob: http: https:; "
        "font-src 'self' data: https:; "
        "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; frame-src 'self'; "
        "form-action 'self'; object-src 'none'; base-uri 'none'; "
        f"frame-ancestors {framing}; "
        "require-trusted-types-for 'script'; trusted-types anew"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


# Of every answer; `guard.py` sees to it.
COMMON_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
}


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def _host_name(host: str | None) -> str | None:
    """The name in a Host header, without its port; None if it is not written as one.

    The header is matched as a whole (RFC 9110, section 7.2): whatever else it holds, two readers
    might take for two names.
    """
    found = _HOST.fullmatch(host.lower()) if host else None
    if found is None:
        return None
    if (address := found["address"]) is not None:
        return address if _is_ip_address(address) else None
    return found["name"].rstrip(".") or None


def _is_ip_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_token(value: str) -> bool:
    is_long_enough = 20 <= len(value) <= 128
    return is_long_enough and value.isascii() and value.replace("-", "").replace("_", "").isalnum()
