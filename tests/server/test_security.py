"""Who may speak to the server, and what the page may run."""

from __future__ import annotations

import ipaddress
import re

import httpx
import pytest
from hypothesis import given, strategies
from server.apps import COUNTER, PLAIN, app_of, cookie_of
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from anew.server.fonts import Fonts
from anew.server.security import (
    COOKIE,
    SECURE_COOKIE,
    HostPolicy,
    is_in_foreign_frame,
    new_cookie_value,
    owner_of,
    page_headers,
    read_cookie,
    set_cookie,
)
from anew.settings.settings import Settings, with_options, with_values

HOST = "localhost:8501"


def headers(**fields: str) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in fields.items()]


def policy(**options) -> HostPolicy:
    given_options = {name.replace("__", "."): value for name, value in options.items()}
    return HostPolicy(with_options(Settings(), given_options))


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost",
        "http://localhost:80",
        "http://localhost:8502",
        "http://localhost:85010",
        "http://localhost:8501.evil.example",
        "http://localhost.evil.example:8501",
        "http://evil.example",
        "http://evil.example:8501",
        "http://evil.example/localhost:8501",
        "http://evillocalhost:8501",
        "http://sub.localhost:8501",
        "http://localhost:8501@evil.example",
        "http://localhost@evil.example:8501",
        "http://user@localhost:8501",
        "http://127.0.0.1:8501",
        "http://[::1]:8501",
        "http://localhost.:8501",
        "http://localhost:8501/",
        "http://localhost:8501 ",
        " http://localhost:8501",
        "http://localhost:8501, http://evil.example",
        "http:///localhost:8501",
        "http:localhost:8501",
        "//localhost:8501",
        "localhost:8501",
        "ftp://localhost:8501",
        "file://",
        "file://localhost:8501",
        "chrome-extension://localhost:8501",
        "data:text/html,x",
        "javascript://localhost:8501",
        "null",
        "",
        "*",
        "undefined",
        "http://l\u043ecalhost:8501".encode().decode("latin-1"),  # A Cyrillic letter.
        "http://xn--lcalhost-3we:8501",
        "http://localhost%00:8501",
        "http://localhost\t:8501",
        "http://LOCALHOST:8501.evil.example",
        "ws://localhost:8501",
        "wss://localhost:8501",
        "http://0.0.0.0:8501",
        "http://2130706433:8501",
        "http://0x7f.1:8501",
        "http://localhost:+8501",
        "http://localhost:08501",
        "http://localhost:8501#",
        "http://localhost:8501?",
        "http://localhost:8501\\@evil.example",
    ],
)
def test_no_other_origin_opens_a_socket(origin):
    assert not policy().allows_origin(headers(host=HOST, origin=origin), "ws")


@pytest.mark.parametrize(
    ("host", "origin", "scheme"),
    [
        (HOST, "http://localhost:8501", "ws"),
        (HOST, "http://LOCALHOST:8501", "ws"),
        (HOST, "https://localhost:8501", "wss"),
        ("app.example", "https://app.example", "ws"),  # A proxy in front ends TLS.
        ("[::1]:8501", "http://[::1]:8501", "ws"),
        ("127.0.0.1", "http://127.0.0.1", "ws"),
    ],
)
def test_the_servers_own_pages_do(host, origin, scheme):
    assert policy().allows_origin(headers(host=host, origin=origin), scheme)


def test_a_missing_or_doubled_origin_is_refused():
    twice = [
        *headers(host=HOST, origin="http://localhost:8501"),
        (b"origin", b"http://evil.example"),
    ]

    assert not policy().allows_origin(headers(host=HOST), "ws")
    assert not policy().allows_origin(twice, "ws")


def test_a_listed_origin_is_allowed_exactly():
    listed = policy(server__corsAllowedOrigins=["https://intranet.example"])

    assert listed.allows_origin(headers(host=HOST, origin="https://intranet.example"), "ws")
    assert not listed.allows_origin(
        headers(host=HOST, origin="https://intranet.example.evil"), "ws"
    )


@given(strategies.text(max_size=40))
def test_no_origin_but_the_hosts_own_is_allowed(origin):
    is_own = origin.lower() in {"http://localhost:8501", "https://localhost:8501"}
    raw = [(b"host", HOST.encode()), (b"origin", origin.encode("latin-1", "replace"))]

    assert policy().allows_origin(raw, "ws") == is_own


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "LOCALHOST:1",
        "127.0.0.1:8501",
        "[::1]:8501",
        "10.1.2.3",
        "[fe80::1]",
    ],
)
def test_local_names_and_plain_addresses_are_this_server(host):
    assert policy().allows_host(headers(host=host))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "a@localhost",
        "localhost/x",
        "",
        "[::1",
        "127.0.0.1.nip.example",
        "localhost#x",
        "localhost?x",
        "localhost:8501#x",
        "localhost:port",
        "localhost:123456",
        "[::1]x",
        "[::1]:8501x",
        "[localhost]",
        "::1",
        " localhost",
        "localhost,evil.example",
        "localhost\\evil.example",
    ],
)
def test_other_names_are_not(host):
    """A name that an attacker points at this machine (DNS rebinding) is refused."""
    assert not policy().allows_host(headers(host=host))


@given(
    strategies.one_of(
        strategies.text(strategies.characters(max_codepoint=255), max_size=30),
        strategies.from_regex(r"\A(localhost|\[::1\]|127\.0\.0\.1)[ -~]{0,4}\Z"),
    )
)
def test_a_host_is_a_name_of_ours_and_a_port_and_nothing_else(host):
    """What passes, any two readers take for the same name."""
    rest = re.fullmatch(
        r"(localhost\.*|\[::1\]|127\.0\.0\.1)(:\d{1,5})?", host, re.ASCII | re.IGNORECASE
    )
    raw = [(b"host", host.encode("latin-1"))]

    if policy().allows_host(raw):
        assert rest or _is_address(host.rpartition(":")[0] or host) or _is_address(host)
    else:
        assert not rest


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]."))
    except ValueError:
        return False
    return True


def test_names_can_be_added():
    named = policy(server__allowedHosts=["apps.example"])

    assert named.allows_host(headers(host="apps.example:443"))
    assert not named.allows_host(headers(host="x.apps.example"))


def test_the_cookie_is_for_the_browser_alone():
    value = new_cookie_value()

    assert set_cookie(value, is_secure=False).endswith("HttpOnly; SameSite=Lax")
    assert set_cookie(value, is_secure=True).startswith("__Host-") and "Secure" in set_cookie(
        value, is_secure=True
    )
    assert read_cookie(headers(cookie=f"a=b; anew_sid={value}"), "http") == value
    assert value not in owner_of(value)
    assert len({new_cookie_value() for _ in range(1000)}) == 1000


def test_a_frame_in_a_page_of_another_site_has_a_cookie_of_its_own():
    attributes = "HttpOnly; SameSite=None; Partitioned; Secure"

    assert set_cookie("x", is_secure=True, is_framed=True).startswith("__Host-anew_sid=x; Path=/;")
    for is_secure in (True, False):  # On this machine browsers take it by http as well.
        assert set_cookie("x", is_secure=is_secure, is_framed=True).endswith(attributes)


@pytest.mark.parametrize(
    ("place", "site", "is_foreign"),
    [
        ("iframe", "cross-site", True),
        ("frame", "cross-site", True),
        ("iframe", "same-site", False),
        ("iframe", "same-origin", False),
        ("document", "cross-site", False),
        ("document", "none", False),
    ],
)
def test_a_foreign_frame_is_told_by_what_browsers_say(place, site, is_foreign):
    told = [(b"sec-fetch-dest", place.encode()), (b"sec-fetch-site", site.encode())]

    assert is_in_foreign_frame(told) is is_foreign
    assert not is_in_foreign_frame(told[:1])


def test_only_pages_that_are_named_may_frame_the_app():
    def ancestors(*named):
        headers = page_headers("nonce", Fonts(), named)
        return re.findall(r"frame-ancestors ([^;]*);", headers["Content-Security-Policy"])

    assert ancestors() == ["'self'"]
    assert ancestors("https://a.example", "http://*.b.example:8000") == [
        "'self' https://a.example http://*.b.example:8000"
    ]


def test_maps_fetch_only_from_hosts_that_are_named():
    def connections(*named):
        headers = page_headers("nonce", Fonts(), hosts=named)
        return re.findall(r"connect-src ([^;]*);", headers["Content-Security-Policy"])

    assert connections() == ["'self'"]
    assert connections("https://tiles.example") == ["'self' https://tiles.example"]
    for text in ("example.org", "https://a;script-src *", "https://a/b", "'none'", "https://*"):
        with pytest.raises(ValueError, match=r"map\.hosts"):
            with_options(Settings(), {"map.hosts": [text]})


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("https://tile.example.org/{z}/{x}/{y}.png", ("https://tile.example.org",)),
        ("http://127.0.0.1:8000/{z}/{y}/{x}@2x.png?key=a1", ("http://127.0.0.1:8000",)),
        ("https://a.example/tiles?z={z}&x={x}&y={y}", ("https://a.example",)),
        ("app/static/tiles/{z}/{x}/{y}.png", ()),
        ("/tiles/{z}/{x}/{y}.png", ()),
        ("/proxied/http://evil.example/{z}/{x}/{y}.png", ()),
        ("", ()),
    ],
)
def test_maps_fetch_tiles_from_where_the_option_says(address, origins):
    settings = with_options(
        Settings(), {"map.tiles": address, "map.hosts": ["https://more.example"]}
    )

    assert settings.map.origins == ("https://more.example", *origins)


@pytest.mark.parametrize(
    "address",
    [
        "https://tile.example.org",
        "https://tile.example.org/{z}/{x}.png",
        "https://{s}.tile.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}/{y}{r}.png",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://user:word@example.org/{z}/{x}/{y}.png",
        "https://a;script-src */{z}/{x}/{y}",
        "https://a b/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}",
        "//tile.example.org/{z}/{x}/{y}.png",
        "/\\tile.example.org/{z}/{x}/{y}.png",
        "file:///tiles/{z}/{x}/{y}.png",
        "javascript:alert(1)/{z}/{x}/{y}",
        "data:image/png,{z}/{x}/{y}",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(address):
    for read in (with_options, with_values):
        with pytest.raises(ValueError, match=r"Option map\.tiles is of type address of tiles"):
            read(Settings(), {"map.tiles": address})


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("https://tiles.example/style.json?key=a1", ("https://tiles.example",)),
        ("app/static/style.json", ()),
        ("", ()),
    ],
)
def test_maps_fetch_a_style_from_where_the_option_says(address, origins):
    settings = with_options(Settings(), {"map.style": address})

    assert settings.map.origins == origins


@pytest.mark.parametrize(
    "address",
    [
        "dark",
        "mapbox://styles/dark",
        "//tiles.example/style.json",
        "https://a;script-src */style.json",
        "https://tiles.example/{z}",
        "javascript:alert(1)/",
    ],
)
def test_what_is_no_address_of_a_style_is_refused(address):
    with pytest.raises(ValueError, match=r"Option map\.style is of type address of a style"):
        with_options(Settings(), {"map.style": address})


@pytest.mark.parametrize(
    "origin", ["example.org", "https://a b", "https://a;script-src *", "'none'", "https://a/b", ""]
)
def test_what_is_no_origin_is_no_ancestor(origin):
    with pytest.raises(ValueError, match=r"server\.allowedFrameAncestors"):
        with_options(Settings(), {"server.allowedFrameAncestors": [origin]})


@pytest.mark.parametrize(
    "origin", ["*", "https://a.example", "https://*.a.example", "http://[::1]:*"]
)
def test_an_origin_is_an_ancestor(origin):
    settings = with_options(Settings(), {"server.allowedFrameAncestors": [origin]})

    assert settings.server.allowed_frame_ancestors == (origin,)


@pytest.mark.parametrize(
    "cookie", ["anew_sid=", "anew_sid=short", "anew_sid=" + "x" * 200, "other=" + "x" * 43]
)
def test_what_is_no_cookie_of_ours_is_none(cookie):
    assert read_cookie(headers(cookie=cookie), "http") is None


# Cookies of other programs on the same host, in forms that Python's own reader does not like.
FOREIGN_COOKIES = strategies.one_of(
    strategies.sampled_from(
        ['prefs={"theme":"dark"}', "foo[bar]=1", "version=1", "a=b c", "$Path=/", 'q="', "=", "x"]
    ),
    strategies.text(strategies.characters(max_codepoint=255, exclude_characters=";"), max_size=30),
).filter(lambda text: COOKIE not in text)


@given(
    before=strategies.lists(FOREIGN_COOKIES, max_size=5),
    after=strategies.lists(FOREIGN_COOKIES, max_size=5),
    name=strategies.sampled_from([COOKIE, SECURE_COOKIE]),
)
def test_ours_is_read_whatever_else_is_there(before, after, name):
    value = new_cookie_value()
    sent = "; ".join([*before, f"{name}={value}", *after])

    assert read_cookie(headers(cookie=sent), "http") == value


@pytest.mark.parametrize("first", ["", "short", "x" * 200, "a b" * 10, '"'])
def test_of_several_of_ours_the_first_that_can_be_one_counts(first):
    value, later = new_cookie_value(), new_cookie_value()
    sent = f"anew_sid={first}; anew_sid={value}; anew_sid={later}"

    assert read_cookie(headers(cookie=sent), "http") == value


def test_ours_is_read_from_whichever_header_it_stands_in():
    """HTTP/2 lets a browser send each cookie in a header of its own."""
    value = new_cookie_value()
    several = [(b"cookie", b"prefs=dark"), (b"Cookie", f"anew_sid={value}".encode())]

    for sent in (several, several[::-1]):
        assert read_cookie(sent, "http") == value


def test_over_https_only_the_name_counts_that_no_other_host_can_give():
    """A sibling of this host can give browsers a plain cookie, and would then know its value."""
    planted, own = new_cookie_value(), new_cookie_value()
    for scheme in ("https", "wss"):
        assert read_cookie(headers(cookie=f"anew_sid={planted}"), scheme) is None
    both = headers(cookie=f"anew_sid={planted}; __Host-anew_sid={own}")
    for scheme in ("https", "wss", "http", "ws"):
        assert read_cookie(both, scheme) == own


def test_a_foreign_page_is_refused_before_the_socket_is_accepted(tmp_path):
    with app_of(tmp_path, COUNTER) as port, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://localhost:{port}/_anew/socket", origin="http://evil.example")

    assert refused.value.response.status_code == 403


def test_a_foreign_name_gets_no_page(tmp_path):
    with app_of(tmp_path, COUNTER) as port:
        response = httpx.get(
            f"http://localhost:{port}/", headers={"Host": "evil.example"}, verify=PLAIN
        )

    assert response.status_code == 403
    assert "--server.allowedHosts" in response.text
    assert "set-cookie" not in response.headers


def test_the_pages_policy_lets_nothing_run_but_what_the_server_names(tmp_path):
    with app_of(tmp_path, COUNTER) as port:
        first = httpx.get(f"http://localhost:{port}/", verify=PLAIN)
        second = httpx.get(
            f"http://localhost:{port}/", headers={"Cookie": cookie_of(port)}, verify=PLAIN
        )

    csp = first.headers["content-security-policy"]
    assert "unsafe-inline" not in csp and "unsafe-eval" not in csp
    assert "default-src 'none'" in csp and "base-uri 'none'" in csp and "object-src 'none'" in csp
    nonces = [
        re.search(r"'nonce-([^']+)'", page.headers["content-security-policy"])[1]
        for page in (first, second)
    ]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0]}"' in first.text
    assert not re.search(r"<script(?![^>]*nonce)", first.text)
    assert "set-cookie" in first.headers and "set-cookie" not in second.headers


@pytest.mark.parametrize(
    "name",
    [
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/%2e%2e/settings.py",
        "....//settings.py",
        "/etc/passwd",
        "..\\settings.py",
        "manifest.json",
        "main\0.js",
    ],
)
def test_no_file_but_the_clients_is_served(tmp_path, name):
    with app_of(tmp_path, COUNTER) as port:
        response = httpx.request(
            "GET",
            f"http://localhost:{port}/_anew/assets/{name.replace(chr(0), '%00')}",
            verify=PLAIN,
        )

    assert response.status_code == 404
