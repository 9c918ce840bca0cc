"""The client's files as they are served: large ones are there compressed only."""

from __future__ import annotations

import gzip
import json
from urllib.request import Request as Plainly
from urllib.request import urlopen

import httpx
import pytest
from server.apps import PLAIN, serving
from starlette.applications import Starlette
from starlette.routing import Route

from anew.server.assets import Assets

LIBRARY = b"export const answer = 42;\n" * 40_000  # A megabyte.


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    manifest = {
        "early": "",
        "inside": {},
        "script": "main.js",
        "style": "style.css",
        "later": "later.css",
        "rare": {"chart": ["later.css", "library.js"], "map": ["later.css", "map.js"]},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "main.js").write_bytes(b"start()")
    (folder / "library.js.gz").write_bytes(gzip.compress(LIBRARY))
    (folder / "layout_worker-1.js.gz").write_bytes(gzip.compress(LIBRARY))
    (folder / "some_frame-1.html").write_bytes(b"<!doctype html>")
    assets = Assets(folder)

    async def asset(request):
        return assets.respond(request)

    with serving(Starlette(routes=[Route("/{name}", asset)])) as port:
        yield port


def test_a_large_file_is_sent_as_it_lies_there(port):
    answer = httpx.get(
        f"http://localhost:{port}/library.js", headers={"Accept-Encoding": "gzip"}, verify=PLAIN
    )
    assert answer.content == LIBRARY
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) < len(LIBRARY) / 100


def test_a_client_that_cannot_unpack_it_gets_it_unpacked(port):
    with urlopen(Plainly(f"http://localhost:{port}/library.js")) as answer:  # ours
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == LIBRARY


def test_the_packed_file_has_no_address_of_its_own(port):
    assert httpx.get(f"http://localhost:{port}/library.js.gz", verify=PLAIN).status_code == 404


def test_what_runs_in_a_place_of_its_own_has_a_policy_of_its_own(port):
    def policy(name):
        answer = httpx.get(f"http://127.0.0.1:{port}/{name}", verify=PLAIN)
        assert answer.status_code == 200
        return answer.headers.get("content-security-policy", "")

    assert policy("library.js") == policy("main.js") == ""
    assert policy("layout_worker-1.js") == "default-src 'none'; script-src 'wasm-unsafe-eval'"
    framed = policy("some_frame-1.html")
    assert "default-src 'none'; script-src 'self'; style-src 'unsafe-inline';" in framed


def test_files_for_several_elements_are_named_once(tmp_path):
    manifest = {
        "inside": {},
        "rare": {"chart": ["later.css", "a.js"], "map": ["later.css", "b.js"]},
    }
    names = dict.fromkeys(("early", "script", "style", "later"), "")
    (tmp_path / "manifest.json").write_text(json.dumps({**names, **manifest}))
    assert [*Assets(tmp_path).files_for(["chart", "map", "other"])] == ["later.css", "a.js", "b.js"]
