"""The files of components: where they are served from, as what, and to whom."""

from __future__ import annotations

import gzip
import http.client
import itertools
import os
import sys
import textwrap
import threading

import httpx
import pytest
from browser.process import Process
from server.apps import PLAIN, SocketTab, app_of

from anew.ambient.declared import declared
from anew.server import components
from anew.server.frames import SANDBOX

APP = "import anew as st\n"
SCRIPT = "export const answer = 42 // " + "long enough to be compressed " * 100
names = (f"package_{number}.picker" for number in itertools.count())


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with app_of(tmp_path_factory.mktemp("app"), APP, component__trusted=("trusted",)) as port:
        yield port


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "frontend"
    (folder / "static").mkdir(parents=True)
    (folder / "index.html").write_text("<!DOCTYPE html><html><head lang=en><title>T</title></head>")
    (folder / "static" / "main.js").write_text(SCRIPT)
    (folder / ".env").write_text("SECRET=1")
    (tmp_path / "outside.txt").write_text("outside")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    return folder


@pytest.fixture
def name(folder):
    name = next(names)
    declared.declare(name, folder)
    return name


def fetched(port, path, method="GET", **headers) -> httpx.Response:
    return httpx.request(
        method, f"http://localhost:{port}/component/{path}", headers=headers, verify=PLAIN
    )


def raw(port, path) -> int:
    """The status for a path that a client would tidy up."""
    connection = http.client.HTTPConnection("localhost", port)
    connection.request("GET", f"/component/{path}")
    status = connection.getresponse().status
    connection.close()
    return status


def test_an_isolated_page_has_a_policy_of_its_own_and_our_script_first(app, name):
    for path in (f"{name}/", f"{name}/index.html"):
        page = fetched(app, path)
        policy = page.headers["content-security-policy"]

        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.text.startswith("<!DOCTYPE html><html><head lang=en><script>")
        assert page.text.endswith("</script><title>T</title></head>")
        assert policy.startswith(f"sandbox {SANDBOX}; ")
        assert "allow-same-origin" not in policy
        assert "frame-ancestors 'self'" in policy
        assert page.headers["access-control-allow-origin"] == "*"
        assert page.headers["cross-origin-resource-policy"] == "cross-origin"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in page.headers


def test_a_trusted_page_is_as_its_package_has_it(app, folder):
    declared.declare("trusted.picker", folder)
    page = fetched(app, "trusted.picker/index.html")

    assert page.text == (folder / "index.html").read_text()
    assert "sandbox" not in page.headers["content-security-policy"]


def test_files_are_compressed_and_asked_for_again_at_each_use(app, name):
    file = fetched(app, f"{name}/static/main.js", accept_encoding="gzip")
    plain = fetched(app, f"{name}/static/main.js", **{"accept-encoding": "identity"})
    again = fetched(app, f"{name}/static/main.js", **{"if-none-match": file.headers["etag"]})

    assert file.text == plain.text == SCRIPT
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert plain.headers["cache-control"] == "no-cache"
    assert int(plain.headers["content-length"]) == len(SCRIPT)
    assert (again.status_code, again.content) == (304, b"")


def test_a_browser_that_can_gets_fewer_bytes(app, name):
    request = httpx.Request("GET", f"http://localhost:{app}/component/{name}/static/main.js")
    request.headers["accept-encoding"] = "gzip"
    with httpx.Client() as client:
        response = client.send(request, stream=True)
        content = b"".join(response.iter_raw())

    assert response.headers["content-encoding"] == "gzip"
    assert gzip.decompress(content).decode() == SCRIPT


def test_a_new_version_of_a_file_counts_at_once(app, name, folder):
    before = fetched(app, f"{name}/static/main.js")
    (folder / "static" / "main.js").write_text("new")
    os.utime(folder / "static" / "main.js", ns=(1, 1))
    after = fetched(app, f"{name}/static/main.js", **{"if-none-match": before.headers["etag"]})

    assert after.text == "new"


def test_large_files_are_not_held(app, name, folder, monkeypatch):
    monkeypatch.setattr(components, "MOST_BYTES", 10)

    assert fetched(app, f"{name}/static/main.js").text == SCRIPT


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "static/../../outside.txt",
        "..%2foutside.txt",
        "%2e%2e/outside.txt",
        "..%5coutside.txt",
        "link.txt",
        ".env",
        "static/.%2f../.env",
        "static",
        "static/",
        "none.js",
        "main.js%00",
        "x" * 5000,
        "/etc/passwd",
        "//etc/passwd",
    ],
)
def test_nothing_but_files_of_the_folder_is_served(app, name, path):
    assert raw(app, f"{name}/{path}") == 404


def test_files_are_only_read(app, name):
    head = fetched(app, f"{name}/static/main.js", "HEAD")

    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert fetched(app, f"{name}/static/main.js", method).status_code == 405


def test_the_app_may_have_a_base_path(tmp_path, name):
    with app_of(tmp_path, APP, server__baseUrlPath="reports") as port:
        found = httpx.get(
            f"http://localhost:{port}/reports/component/{name}/static/main.js", verify=PLAIN
        )
        elsewhere = httpx.get(
            f"http://localhost:{port}/component/{name}/static/main.js", verify=PLAIN
        )

    assert (found.text, elsewhere.status_code) == (SCRIPT, 404)


# Components that no script has declared here yet --------------------------------------------


def test_a_request_waits_for_a_run_to_declare_its_component(app, folder):
    name = next(names)
    threading.Timer(0.05, lambda: declared.declare(name, folder)).start()

    assert fetched(app, f"{name}/static/main.js").text == SCRIPT


def test_it_does_not_wait_forever_nor_for_many(app, monkeypatch):
    monkeypatch.setattr(components, "WAIT_SECONDS", 0.01)
    assert fetched(app, "nobody.picker/index.html").status_code == 404
    monkeypatch.setattr(components, "WAIT_SECONDS", 100)
    monkeypatch.setattr(components, "MOST_WAITING", 0)
    assert fetched(app, "nobody.picker/index.html").status_code == 404


def test_packages_that_the_script_imports_are_imported_for_it(tmp_path, folder, monkeypatch):
    """As after a restart: the tab's frame may be loaded before the first run."""
    packages, app = tmp_path / "packages", tmp_path / "app"
    (app / "pages").mkdir(parents=True)
    packages.mkdir()
    for package in ("early_one", "early_two", "early_three"):
        (packages / f"{package}.py").write_text(
            textwrap.dedent(f"""
            from anew.components.v1 import declare_component
            picker = declare_component("picker", path={str(folder)!r})
            """)
        )
    monkeypatch.syspath_prepend(str(packages))
    (app / "beside.py").write_text("raise SystemExit('not run')\nimport early_two")
    (app / "pages" / "page.py").write_text("from early_three import picker")
    (app / "broken.py").write_text("(")
    script = "import json, no_such_module, beside, broken\nimport early_one as one\nwait_forever()"
    with app_of(app, script) as port:
        for package in ("early_one", "early_two", "early_three"):
            assert fetched(port, f"{package}.picker/static/main.js").text == SCRIPT
    assert "beside" not in sys.modules


def test_what_the_apps_own_files_declare_is_read_from_them(tmp_path, folder, monkeypatch):
    """A tab is at another node: this one has not run the script, and does not to serve a file."""
    app = tmp_path / "app"
    (app / "pages").mkdir(parents=True)
    (app / "parts").mkdir()
    (app / "views").mkdir()
    (tmp_path / "frontend").rename(app / "frontend")
    script = """
import os
import parts.picker
from parts import slider
from anew import Page
from anew.components.v1 import declare_component as declare
raise SystemExit("not run")
IS_RELEASED = True
if IS_RELEASED:
    parent: str = os.path.dirname(os.path.abspath(__file__))
    own = declare("own", path=os.path.join(parent, "frontend"))
else:
    own = declare("own", url="http://localhost:3001")
Page("views/start.py")
"""
    page = """
from pathlib import Path
import anew as st
HERE = Path(__file__).resolve().parents[1]
st.components.v1.declare_component(name="on_page", path=HERE / f"{'front'}end")
raise SystemExit("not run")
"""
    (app / "pages" / "a_page.py").write_text(page)
    (app / "views" / "start.py").write_text(page)
    (app / "parts" / "__init__.py").write_text("")
    (app / "parts" / "picker.py").write_text("from .inner import thing\nraise SystemExit")
    module = page.replace("on_page", "in_module")
    (app / "parts" / "inner.py").write_text(module)
    (app / "parts" / "slider.py").write_text(module)
    (app / "unused.py").write_text(module)

    with app_of(app, script) as port:
        for name in (
            "app.own",
            "a_page.on_page",
            "start.on_page",
            "parts.inner.in_module",
            "parts.slider.in_module",
        ):
            assert fetched(port, f"{name}/static/main.js").text == SCRIPT, name
        monkeypatch.setattr(components, "WAIT_SECONDS", 0.01)
        assert fetched(port, "unused.in_module/static/main.js").status_code == 404
    assert "parts" not in sys.modules


def test_a_folder_that_the_text_does_not_tell_is_none(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(components, "WAIT_SECONDS", 0.01)
    script = f"""
import os
from anew.components.v1 import declare_component
if os.environ.get("OTHER"):
    twice = "/"
else:
    twice = {str(folder)!r}
def own(folder):
    return declare_component("given", path=folder)
declare_component("twice", path=twice)
declare_component("called", path=open("/etc/passwd").read())
declare_component("missing", path={str(folder / "missing")!r})
declare_component("elsewhere", url="http://localhost:3001", path={str(folder)!r})
declare_component(os.environ["NAME"], path={str(folder)!r})
declare_component("circle", path=(circle := circle + "a"))
"""
    with app_of(tmp_path, script) as port:
        for name in ("given", "twice", "called", "missing", "elsewhere", "circle"):
            assert fetched(port, f"app.{name}/static/main.js").status_code == 404, name


def test_what_a_run_declares_takes_the_place_of_what_the_text_says(folder):
    name = next(names)
    declared.declare(name, folder)
    declared.assume(name, folder.parent)
    assert declared.folder(name) == folder
    declared.declare(name, folder.parent)
    assert declared.folder(name) == folder.parent


IN_THE_SCRIPT = """
import anew as st
from anew.components.v1 import declare_component

st.text("here")
declare_component("picker", path={folder!r})
"""


def test_each_worker_knows_what_any_of_them_has_declared(tmp_path, folder):
    """Only the worker with the tab runs the script; the browser asks whichever it reaches."""
    (tmp_path / "workers.py").write_text(IN_THE_SCRIPT.format(folder=str(folder)))
    options = ("--server.port", "0", "--server.workers", "2")
    with Process(tmp_path / "workers.py", *options) as server:
        SocketTab.settled(int(server.port)).hang_up()
        for _ in range(8):  # Each with a connection of its own.
            found = fetched(server.port, "workers.picker/static/main.js")
            assert found.text == SCRIPT
            assert found.elapsed.total_seconds() < components.WAIT_SECONDS
