"""An app below a path, and under a name of its own."""

from __future__ import annotations

import httpx
import pytest
from server.apps import COUNTER, PLAIN, SocketTab, app_of

DOWNLOAD = "import anew as st\nst.download_button('File', b'content', 'file.bin')\n"


@pytest.mark.parametrize("given", ["reports", "/reports/", "reports/sales"])
def test_all_of_the_app_is_below_it(tmp_path, given):
    path = f"/{given.strip('/')}"
    with app_of(tmp_path, COUNTER, server__baseUrlPath=given) as port:
        page = httpx.get(f"http://localhost:{port}{path}/", verify=PLAIN)
        health = httpx.get(f"http://localhost:{port}{path}/healthz", verify=PLAIN)
        tab = SocketTab(port, path=path)
        tab.connect()
        tab.settle()

        assert tab.elements("text")[0]["body"] == "Count = 0"
        tab.hang_up()

    assert page.text.count(f'"{path}/_anew/assets/') >= 3
    assert health.text == "ok"


def test_nothing_is_beside_it(tmp_path):
    with app_of(tmp_path, COUNTER, server__baseUrlPath="reports") as port:
        for path in ("/", "/healthz", "/reportsx/"):
            assert httpx.get(f"http://localhost:{port}{path}", verify=PLAIN).status_code == 404
        assert (
            httpx.get(f"http://localhost:{port}/reports", verify=PLAIN)
            .headers["location"]
            .endswith("/reports/")
        )


def test_what_the_page_shows_is_below_it_too(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.png").write_bytes(b"picture")
    options = {"server__baseUrlPath": "reports", "server__enableStaticServing": "true"}
    with app_of(tmp_path, DOWNLOAD, **options) as port:
        tab = SocketTab(port, path="/reports")
        tab.connect()
        tab.settle()
        [button] = tab.elements("download_button")
        base = f"http://localhost:{port}/reports"

        assert (
            httpx.get(base + button["url"], headers={"Cookie": tab.cookie}, verify=PLAIN).content
            == b"content"
        )
        assert httpx.get(f"{base}/app/static/a.png", verify=PLAIN).content == b"picture"
        tab.hang_up()


def test_browsers_may_call_the_server_by_the_name_that_they_are_told(tmp_path):
    with app_of(tmp_path, COUNTER, browser__serverAddress="Apps.Example") as port:
        url, host = f"http://localhost:{port}/", {"Host": "apps.example"}
        assert httpx.get(url, headers=host, verify=PLAIN).status_code == 200
        assert httpx.get(url, headers={"Host": "other.example"}, verify=PLAIN).status_code == 403
