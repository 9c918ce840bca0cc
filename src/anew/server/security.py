"""Who may talk to the server: hosts, origins, the session cookie, the content security policy.

Each check exists once, and compares whole values: a matching prefix or suffix is never enough.
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
USER = "_user"  # Is in the name of the cookie that says who has signed in.
SECURE_COOKIE = "__Host-anew_sid"  # The prefix makes browsers accept it over https only.
COOKIE_SECONDS = 400 * 24 * 60 * 60  # 400 days, the longest that browsers allow.
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_HOST = re.compile(
    r"(?:\[(?P<address>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9_.-]{1,255}))(?::[0-9]{1,5})?"
)

Headers = list[tuple[bytes, bytes]]  # In ASGI's form.


class HostPolicy:
    """Which Host and Origin headers the server accepts."""

    def __init__(self, settings: Settings) -> None:
        server = settings.server
        own_name = socket.gethostname().lower()
        public_name = settings.browser.server_address.lower()
        self._names = {*LOCAL_NAMES, own_name, server.address.lower(), public_name}
        self._names.update(name.lower().rstrip(".") for name in server.allowed_hosts)
        self._origins = {origin.lower().rstrip("/") for origin in server.cors_allowed_origins}

    def allows_host(self, headers: Headers) -> bool:
        """Whether the Host header names this server.

        An unknown name may be an attacker's that resolves to this machine (DNS rebinding), so it
        is refused. A plain IP address cannot be such a name.
        """
        name = _host_name(one_header(headers, b"host"))
        return name is not None and (name in self._names or _is_ip_address(name))

    def allows_origin(self, headers: Headers, scheme: str) -> bool:
        """Whether a request comes from a page of this server, or from an allowed origin."""
        origin = one_header(headers, b"origin")
        host = one_header(headers, b"host")
        if origin is None or host is None:
            return False
        http_scheme = {"ws": "http", "wss": "https"}.get(scheme, scheme)
        is_own = origin.lower() == f"{http_scheme}://{host.lower()}"
        # A proxy that terminates TLS forwards plain http; the host still matches.
        is_own_behind_tls = origin.lower() == f"https://{host.lower()}"
        return is_own or is_own_behind_tls or origin.lower() in self._origins


def is_local(headers: Headers) -> bool:
    """Whether the Host header names the browser's own machine, as `localhost` does."""
    return _host_name(one_header(headers, b"host")) in LOCAL_NAMES


def is_loopback(address: str) -> bool:
    """Whether a connection comes from this machine. (A Host header can be forged.)"""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def one_header(headers: Headers, name: bytes) -> str | None:
    """The value of a header; None if it is missing or occurs more than once."""
    values = [value for key, value in headers if key.lower() == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def new_cookie_value() -> str:
    """A random value of 256 bits."""
    return secrets.token_urlsafe(32)


def owner_of(cookie_value: str) -> str:
    """The hash of a cookie, to which sessions are bound; the cookie cannot be derived from it."""
    return hashlib.sha256(cookie_value.encode()).hexdigest()


def read_cookie(headers: Headers, scheme: str, ending: str = "") -> str | None:
    """The session cookie that a browser sent, or None.

    A server on a sibling domain can set a cookie with the plain name for this host, but not one
    with the `__Host-` prefix, so over https only the latter counts. Behind a proxy that terminates
    TLS and does not say so, the connection looks like plain http; therefore both names count
    there. A value that this server cannot have made is ignored.

    Args:
        ending: What its name ends with; of the cookie of a sign-in, see `user_ending`.
    """
    names = (SECURE_COOKIE,) if scheme in {"https", "wss"} else (SECURE_COOKIE, COOKIE)
    sent = [
        pair
        for key, value in headers
        if key.lower() == b"cookie"
        for pair in cookies_in(value.decode("latin-1"))
    ]
    ours = (
        value
        for name in names
        for own, value in sent
        if own == f"{name}{ending}" and _is_token(value)
    )
    return next(ours, None)


def has_user_cookie(headers: Headers) -> bool:
    """Whether a browser sent the cookie of a sign-in, of whichever app."""
    mark = (COOKIE + USER).encode()
    return any(mark in value for key, value in headers if key.lower() == b"cookie")


def user_ending(mark: str) -> str:
    """What the name of a sign-in's cookie ends with. Apps of one host are told apart by their marks."""
    return f"{USER}_{mark}"


def without_own_cookie(header: str) -> str:
    """A Cookie header without the session cookie, which scripts must not see."""
    parts = [part.strip() for part in header.split(";")]
    return "; ".join(part for part in parts if part and COOKIE not in part)


def set_cookie(
    value: str,
    *,
    is_secure: bool,
    is_framed: bool = False,
    ending: str = "",
    seconds: int = COOKIE_SECONDS,
) -> str:
    """The Set-Cookie header: not readable by JavaScript, not sent with requests of other sites.

    The cookie of a page that is framed by another site must be sent from there, so it is
    partitioned: the browser keeps it for frames in that site only, apart from the cookie of the
    app itself and of frames elsewhere.

    Args:
        value: What the browser is to send.
        is_secure: Whether the app is reached by https.
        is_framed: Whether another site shows it in a frame.
        ending: What its name ends with.
        seconds: How long the browser keeps it; 0 to remove it.
    """
    name, secure_name = COOKIE + ending, SECURE_COOKIE + ending
    attributes = f"Path=/; Max-Age={seconds}; HttpOnly"
    attributes += "; SameSite=None; Partitioned" if is_framed else "; SameSite=Lax"
    if is_framed and not is_secure:
        return f"{name}={value}; {attributes}; Secure"
    if is_secure:
        return f"{secure_name}={value}; {attributes}; Secure"
    return f"{name}={value}; {attributes}"


def is_in_foreign_frame(headers: Headers) -> bool:
    """Whether the page is requested for a frame in a page of another site.

    Browsers send these headers over https and to localhost only. Those are also the places
    where they accept a `Secure` cookie.
    """
    place = one_header(headers, b"sec-fetch-dest")
    return place in {"iframe", "frame"} and one_header(headers, b"sec-fetch-site") == "cross-site"


def page_headers(
    nonce: str, fonts: Fonts, ancestors: Sequence[str] = (), hosts: Sequence[str] = ()
) -> Mapping[str, str]:
    """The headers of the page: only scripts that the server marked may run in it.

    Args:
        nonce: The random value that marks the scripts of this page.
        fonts: The fonts of the theme, whose style sheets the policy must allow.
        ancestors: Origins, besides its own, whose pages may show it in a frame.
        hosts: Origins, besides its own, from which its maps may fetch data and tiles.
    """
    connections = " ".join(["'self'", *hosts])
    framing = " ".join(["'self'", *ancestors])
    # The nonce is for `<style>` elements that libraries make: only scripts of the page have it.
    styles = " ".join(("'self'", f"'nonce-{nonce}'", *fonts.sources))
    policy = (
        "default-src 'none'; "
        f"script-src 'nonce-{nonce}' 'strict-dynamic'; "
        # Images may come from anywhere: authors and Markdown name their URLs. An image runs no
        # code, and the Referrer-Policy hides the app's address from its server. The same holds
        # for fonts, which authors' style sheets name.
        f"style-src {styles}; img-src 'self' data: blob: http: https:; "
        "font-src 'self' data: https:; "
        # As images: sound and video run no code.
        f"media-src 'self' blob: http: https:; connect-src {connections}; "
        "worker-src 'self'; frame-src 'self'; "
        "form-action 'self'; object-src 'none'; base-uri 'none'; "
        f"frame-ancestors {framing}; "
        # "default" is what libraries that draw go through: client/src/elements/charts/admitted.ts.
        "require-trusted-types-for 'script'; trusted-types anew default"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


# `guard.py` adds these to every answer.
COMMON_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
}


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def _host_name(host: str | None) -> str | None:
    """The name in a Host header, without its port; None if the header is malformed.

    The whole header must match (RFC 9110, section 7.2). Otherwise this server and a proxy might
    read two different names from it.
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
