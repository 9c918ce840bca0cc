"""Who may speak to the server, and what the page may run."""

from __future__ import annotations

import re

import httpx
import pytest
from hypothesis import given, strategies
from server.apps import COUNTER, app_of, cookie_of
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from anew.server.security import HostPolicy, new_cookie_value, owner_of, read_cookie, set_cookie
from anew.settings import Settings, with_options

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
    ],
)
def test_other_names_are_not(host):
    """A name that an attacker points at this machine (DNS rebinding) is refused."""
    assert not policy().allows_host(headers(host=host))


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
    assert read_cookie(headers(cookie=f"a=b; anew_sid={value}")) == value
    assert value not in owner_of(value)
    assert len({new_cookie_value() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "cookie", ["anew_sid=", "anew_sid=short", "anew_sid=" + "x" * 200, "other=" + "x" * 43]
)
def test_what_is_no_cookie_of_ours_is_none(cookie):
    assert read_cookie(headers(cookie=cookie)) is None


def test_a_foreign_page_is_refused_before_the_socket_is_accepted(tmp_path):
    with app_of(tmp_path, COUNTER) as port, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://localhost:{port}/_anew/socket", origin="http://evil.example")

    assert refused.value.response.status_code == 403


def test_a_foreign_name_gets_no_page(tmp_path):
    with app_of(tmp_path, COUNTER) as port:
        response = httpx.get(f"http://localhost:{port}/", headers={"Host": "evil.example"})

    assert response.status_code == 403
    assert "--server.allowedHosts" in response.text
    assert "set-cookie" not in response.headers


def test_the_pages_policy_lets_nothing_run_but_what_the_server_names(tmp_path):
    with app_of(tmp_path, COUNTER) as port:
        first = httpx.get(f"http://localhost:{port}/")
        second = httpx.get(f"http://localhost:{port}/", headers={"Cookie": cookie_of(port)})

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


def test_every_answer_says_that_its_type_is_not_to_be_guessed(tmp_path):
    with app_of(tmp_path, COUNTER) as port:
        for path in ("/", "/healthz", "/_stcore/health", "/_anew/assets/nothing.js"):
            assert (
                httpx.get(f"http://localhost:{port}{path}").headers["x-content-type-options"]
                == "nosniff"
            )


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
            "GET", f"http://localhost:{port}/_anew/assets/{name.replace(chr(0), '%00')}"
        )

    assert response.status_code == 404
