"""What every answer has, whichever route and status, and which addresses are pages."""

from __future__ import annotations

import re

import httpx
import pytest
from server.apps import COUNTER, PLAIN, SocketTab, app_of, serving
from starlette.applications import Starlette
from starlette.routing import Mount
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from anew.ambient.declared import declared
from anew.protocol.messages import Location
from anew.server.app import App, create_app
from anew.server.security import COMMON_HEADERS
from anew.settings.settings import Settings, with_options

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")


def addresses(app: App) -> list[str]:
    """One address for each route that there is, and some for none."""
    paths = [getattr(route, "path", "") for route in app._routes()]
    known = [re.sub(r"\{.*?\}", "name", path) for path in paths]
    return [*known, "/media/", "/x/y/z", "/x.js", "/_anew/", "/app/static/x.png", "/healthz/"]


@pytest.mark.parametrize("host", [None, "evil.example"])
def test_every_answer_has_the_common_headers(tmp_path, host):
    (tmp_path / "static").mkdir()
    (tmp_path / "app.py").write_text(COUNTER)
    settings = with_options(Settings(), {"server.enableStaticServing": "true"})
    app = App(tmp_path / "app.py", settings)
    declared.declare("name", tmp_path / "none")  # Else a request waits until a script does.
    with serving(app.asgi) as port, httpx.Client(base_url=f"http://localhost:{port}") as client:
        seen = set()
        for path in addresses(app):
            for method in METHODS:
                answer = client.request(method, path, headers={"Host": host} if host else {})
                seen.add(answer.status_code)
                assert (
                    COMMON_HEADERS.items()
                    <= {name: answer.headers.get(name) for name in COMMON_HEADERS}.items()
                ), (method, path, answer.status_code)
                assert "evil" not in str(answer.headers)
    assert {200, 403} <= seen if host else {200, 403, 404, 405} <= seen


def test_where_the_server_itself_fails_the_answer_has_them_too(tmp_path):
    (tmp_path / "app.py").write_text(COUNTER)
    app = App(tmp_path / "app.py", Settings())
    app._look = None
    with serving(app.asgi) as port:
        answer = httpx.get(f"http://localhost:{port}/", verify=PLAIN)

    assert answer.status_code == 500 and answer.text == "Internal Server Error"
    assert COMMON_HEADERS.items() <= {n: answer.headers.get(n) for n in COMMON_HEADERS}.items()


@pytest.mark.parametrize(
    ("path", "origin"),
    [("/_anew/socket", "http://evil.example"), ("/elsewhere", None), ("/a/b", None)],
)
def test_a_socket_that_is_not_opened_has_them_too(tmp_path, path, origin):
    with app_of(tmp_path, COUNTER) as port, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://localhost:{port}{path}", origin=origin)

    answer = refused.value.response
    assert answer.status_code == 403
    assert COMMON_HEADERS.items() <= {n: answer.headers.get(n) for n in COMMON_HEADERS}.items()


def test_no_answer_leads_to_another_host(tmp_path):
    """The Host header is the browser's word: a way within the app is told as a path."""
    with app_of(tmp_path, COUNTER, server__baseUrlPath="a b".replace(" ", "/")) as port:
        for host in ("localhost:1", "127.0.0.1:2"):
            answer = httpx.get(
                f"http://localhost:{port}/a/b?c=d", headers={"Host": host}, verify=PLAIN
            )
            assert (answer.status_code, answer.headers["location"]) == (307, "/a/b/?c=d")
        assert httpx.get(f"http://localhost:{port}/a/b/media/", verify=PLAIN).status_code == 404


def test_probes_may_call_the_server_by_any_name(tmp_path):
    with app_of(tmp_path, COUNTER, server__baseUrlPath="reports") as port:
        url = f"http://localhost:{port}/reports/healthz"
        assert httpx.get(url, headers={"Host": "pod-7"}, verify=PLAIN).text == "ok"


def test_a_mounted_app_is_guarded_as_well(tmp_path):
    (tmp_path / "app.py").write_text(COUNTER)
    site = Starlette(routes=[Mount("/counter", create_app(tmp_path / "app.py"))])
    with serving(site) as port:
        url = f"http://localhost:{port}/counter"
        assert (
            httpx.get(f"{url}/", headers={"Host": "evil.example"}, verify=PLAIN).status_code == 403
        )
        assert httpx.get(f"{url}/healthz", headers={"Host": "pod-7"}, verify=PLAIN).text == "ok"
        assert httpx.get(f"{url}/a/b", verify=PLAIN).headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["a", "a/b", "a/b/", "a/b.c/d", "v1.2", "été/x", "medias/x"])
@pytest.mark.parametrize("base", ["", "reports"])
def test_any_address_may_be_a_page(tmp_path, path, base):
    """Which pages there are, only the script knows (docs/pages.md)."""
    with app_of(tmp_path, COUNTER, server__baseUrlPath=base) as port:
        prefix = f"/{base}" if base else ""
        answer = httpx.get(f"http://localhost:{port}{prefix}/{path}", verify=PLAIN)

    assert answer.status_code == 200 and f'"base": "{prefix}"' in answer.text
    assert "nonce-" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "favicon.ico",
        "robots.txt",
        "a/b/main.js",
        "main.js.map",
        "a/style.css",
        "wp-login.php",
        "x/%2eenv",
        ".git/config",
        ".well-known/security",
        "_stcore/x",
        "_anew/x",
        "media/a/b",
        "app/static/x",
        "component/a/b",
    ],
)
def test_what_can_be_no_page_is_not_there(tmp_path, path):
    declared.declare("a", tmp_path / "none")  # Else a request waits until a script does.
    with app_of(tmp_path, COUNTER) as port:
        answer = httpx.get(f"http://localhost:{port}/{path}", verify=PLAIN)

    assert (answer.status_code, answer.text) == (404, "There is no such file.")


def test_an_address_below_an_unknown_folder_leads_to_the_first_page(tmp_path):
    with app_of(tmp_path, COUNTER) as port:
        tab = SocketTab(port)
        tab.location = Location(page="a/a")
        tab.connect()
        tab.settle()

        assert tab.elements("text")[0]["body"] == "Count = 0"
        tab.hang_up()
