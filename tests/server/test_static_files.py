"""The folder `static` beside the script: what of it browsers get, and as what."""

from __future__ import annotations

import http.client

import httpx
import pytest
from server.apps import PLAIN, app_of

APP = "import anew as st\n"


@pytest.fixture
def static(tmp_path):
    folder = tmp_path / "static"
    folder.mkdir()
    return folder


@pytest.fixture
def app(tmp_path, static):
    with app_of(tmp_path, APP, server__enableStaticServing="true") as port:
        yield port


def fetched(port, name, **headers) -> httpx.Response:
    return httpx.get(f"http://localhost:{port}/app/static/{name}", headers=headers, verify=PLAIN)


def raw(port, path) -> int:
    """The status for a path that a client would tidy up."""
    connection = http.client.HTTPConnection("localhost", port)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.png", "image/png"),
        ("A.JPG", "image/jpeg"),
        ("a.svg", "image/svg+xml"),
        ("a.woff2", "font/woff2"),
        ("a.pdf", "application/pdf"),
        ("a.json", "application/json"),
        ("a.xml", "text/xml"),
        ("a.html", "text/plain; charset=utf-8"),
        ("a.xhtml", "text/plain; charset=utf-8"),
        ("a.js", "text/plain; charset=utf-8"),
        ("a.css", "text/plain; charset=utf-8"),
        ("a", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_has_a_type_that_runs_nothing(app, static, name, media_type):
    (static / name).write_bytes(b"content")

    response = fetched(app, name)

    assert (response.status_code, response.content) == (200, b"content")
    assert response.headers["content-type"] == media_type
    assert response.headers["x-content-type-options"] == "nosniff"
    policy = response.headers.get("content-security-policy", "")
    assert policy.startswith("sandbox; default-src 'none'") or name.endswith(".pdf")


def test_what_has_not_changed_is_not_sent_again(app, static):
    (static / "a.png").write_bytes(b"content")
    first = fetched(app, "a.png")
    again = fetched(app, "a.png", **{"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../app.py",
        "/..%2fapp.py",
        "/%2e%2e/app.py",
        "/sub/../../app.py",
        "/..\\app.py",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/a%00.png",
        "/.hidden",
        "/.folder/file.txt",
        "/sub",
        "/",
        "/nothing.png",
    ],
)
def test_nothing_else_is_served(app, static, path):
    (static / "sub").mkdir()
    (static / ".folder").mkdir()
    (static / ".hidden").write_text("secret")
    (static / ".folder" / "file.txt").write_text("secret")

    assert raw(app, f"/app/static{path}") == 404


def test_no_link_leads_out_of_the_folder(app, static, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (static / "link.txt").symlink_to(tmp_path / "secret.txt")
    (static / "folder").symlink_to(tmp_path)
    (static / "inner.txt").write_text("content")
    (static / "inside.txt").symlink_to(static / "inner.txt")

    assert fetched(app, "link.txt").status_code == 404
    assert fetched(app, "folder/secret.txt").status_code == 404
    assert fetched(app, "inside.txt").text == "content"


def test_only_reading_is_served_and_only_to_this_servers_names(app, static):
    (static / "a.png").write_bytes(b"content")

    assert httpx.post(f"http://localhost:{app}/app/static/a.png", verify=PLAIN).status_code == 404
    assert fetched(app, "a.png", Host="evil.example").status_code == 403


def test_without_the_option_nothing_is_served(tmp_path, static):
    (static / "a.png").write_bytes(b"content")
    with app_of(tmp_path, APP) as port:
        assert fetched(port, "a.png").status_code == 404


def test_an_app_without_the_folder_starts(tmp_path):
    with app_of(tmp_path, APP, server__enableStaticServing="true") as port:
        assert fetched(port, "a.png").status_code == 404
