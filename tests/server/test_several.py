"""Files that reach a process which does not have the tab's session: another one has it."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from urllib.parse import quote

import httpx
import pytest
from server.apps import PLAIN, SocketTab, app_of, cookie_of
from server.test_media import fetched, saved_as

from anew.ambient.uploads import Uploads
from anew.protocol.messages import Make
from anew.server.store import is_served_by_several
from anew.settings.settings import settings_of
from anew.stores.base import UnavailableError
from anew.stores.parts import PART_BYTES
from anew.stores.sqlite_blobs import SqliteBlobs

MEGABYTE = 1024 * 1024
GONE = "The server no longer has this session. Load the page again."
SCRIPT = """
import anew as st

file = st.file_uploader("Table", ["csv"], max_upload_size=1)
st.text(f"{file.name} {file.type} {file.size} {file.read()[:9]}" if file else "nothing")
st.file_uploader("Locked", disabled=True)
large = bytes(range(256)) * 10_000
st.download_button("Large", large, "large.bin")
st.download_button("Small", "small", "small.txt")
st.session_state.n = st.session_state.get("n", 0) + 1
st.download_button("New", f"run {st.session_state.n}", "new.txt")
"""
LARGE_MEGABYTES = 1000 if os.environ.get("ANEW_TESTS") == "all" else 8
LARGE_FILES = """
import hashlib
import anew as st

file = st.file_uploader("Table")
st.text(hashlib.sha256(file.getbuffer()).hexdigest() if file else "nothing")
"""
UPLOADER = """
import anew as st

st.file_uploader("Table")
"""
LARGE = bytes(range(256)) * 10_000


@contextmanager
def two(folder, script: str = SCRIPT, **options: str):
    """Two processes of one app, with a store that both use."""
    options = {"server__workers": "2", "server__maxEventsPerSecond": "1000", **options}
    with app_of(folder, script, **options) as one, app_of(folder, script, **options) as other:
        yield one, other


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    with two(tmp_path_factory.mktemp("app")) as ports:
        yield ports


def settled(port: int) -> SocketTab:
    """A tab whose first page is committed: a person takes longer to choose a file."""
    tab = SocketTab.settled(port)
    tab.do(tab.event())
    while tab.unacknowledged:
        tab.send(tab.socket.recv(timeout=10))
    return tab


def sent(port, tab, label="Table", name="a.csv", content=b"1,2", **more) -> httpx.Response:
    [element] = [one for one in tab.elements() if one.get("label") == label]
    headers = {
        "Cookie": tab.cookie,
        "Origin": f"http://localhost:{port}",
        "X-Anew-Tab": tab.name,
        "X-Anew-Widget": element["id"],
        "X-Anew-File-Name": quote(name, safe=""),
        **more,
    }
    address = f"http://localhost:{port}/_anew/upload"
    return httpx.post(address, content=content, headers=headers, timeout=120, verify=PLAIN)


def use(tab, *ids) -> str:
    [element] = tab.elements("file_uploader", label="Table")
    tab.do(tab.event({element["id"]: list(ids)}))
    return tab.elements("text")[0]["body"]


def address(port, tab, name) -> str:
    [button] = tab.elements("download_button", label=name)
    return f"http://localhost:{port}{button['url']}"


def test_a_file_that_reaches_another_process_is_there_where_its_value_arrives(ports):
    one, other = ports
    tab = settled(one)

    response = sent(other, tab, **{"Content-Type": "text/csv"})

    assert response.status_code == 200
    assert use(tab, response.json()["id"]) == "a.csv text/csv 3 b'1,2'"
    assert tab.refused == []
    assert use(tab) == "nothing"


def test_another_process_gives_a_file_back_to_its_tab(ports):
    one, other = ports
    tab = settled(one)
    [element] = tab.elements("file_uploader", label="Table")
    name = sent(one, tab).json()["id"]
    use(tab, name)

    headers = {"Cookie": tab.cookie, "X-Anew-Tab": tab.name, "X-Anew-Widget": element["id"]}
    headers["X-Anew-File"] = name
    address = f"http://localhost:{other}/_anew/upload"
    assert httpx.get(address, headers=headers, verify=PLAIN).content == b"1,2"
    lost = httpx.get(address, headers={**headers, "X-Anew-File": "unknown"}, verify=PLAIN)
    assert (lost.status_code, lost.text) == (404, "A file is no longer available. Upload it again.")
    none = httpx.get(
        address, headers={**headers, "Cookie": SocketTab.settled(other).cookie}, verify=PLAIN
    )
    assert (none.status_code, none.text) == (404, GONE)


def test_another_process_takes_only_what_the_widget_takes(ports):
    one, other = ports
    tab = settled(one)

    for response, status, sentence in (
        (sent(other, tab, name="a.exe"), 415, "a.exe is not of these types: .csv."),
        (sent(other, tab, content=b"1" * (MEGABYTE + 1)), 413, "a.csv is larger than 1 MB."),
        (sent(other, tab, "Locked"), 403, "Files cannot be uploaded here now."),
        (
            sent(other, tab, **{"X-Anew-Widget": "unknown"}),
            404,
            "The page does not accept files here any longer.",
        ),
    ):
        assert (response.status_code, response.text) == (status, sentence)


@pytest.mark.parametrize(
    "more",
    [
        {"Cookie": ""},
        {"Cookie": "anew_sid=x"},
        {"X-Anew-Tab": ""},
        {"X-Anew-Tab": "../../etc/passwd"},
        {"X-Anew-Tab": "a" * 22},
        {"X-Anew-Tab": "a" * 5000},
    ],
)
def test_another_process_takes_nothing_for_sessions_of_others(ports, more):
    one, other = ports
    tab = settled(one)

    response = sent(other, tab, **more)

    assert (response.status_code, response.text) == (404, GONE)
    stranger = sent(other, tab, Cookie=cookie_of(other))
    assert (stranger.status_code, stranger.text) == (404, GONE)


def test_an_id_that_is_none_names_nothing(ports):
    one, other = ports
    tab, neighbour = settled(one), settled(one)
    theirs = sent(other, neighbour).json()["id"]

    for file_id in (theirs, "unknown", "upload-" + "0" * 33):
        assert use(tab, file_id) == "nothing"
        assert tab.refused[-1]["reason"] == "A file is no longer available. Upload it again."


def test_what_the_user_takes_back_there_is_not_taken_from_a_value(ports):
    one, other = ports
    tab = settled(one)
    file_id = sent(other, tab).json()["id"]
    assert use(tab, file_id).startswith("a.csv")
    [element] = tab.elements("file_uploader", label="Table")
    headers = {
        "Cookie": tab.cookie,
        "Origin": f"http://localhost:{other}",
        "X-Anew-Tab": tab.name,
        "X-Anew-Widget": element["id"],
        "X-Anew-File": file_id,
    }

    response = httpx.delete(f"http://localhost:{other}/_anew/upload", headers=headers)

    assert response.status_code == 204
    assert use(tab, file_id).startswith("a.csv")


def test_what_the_store_does_not_take_is_refused_there(tmp_path, monkeypatch):
    with two(tmp_path) as (one, other):
        tab = settled(one)
        monkeypatch.setattr(SqliteBlobs, "put", full)

        response = sent(other, tab)

        assert (response.status_code, response.text) == (
            507,
            "The server has no room for more files now. Try again later.",
        )
        assert use(tab, sent(one, tab).json()["id"]).startswith("a.csv")


def full(*_arguments):
    raise UnavailableError("The disk is full.")


def test_a_session_has_a_bound_there_too(tmp_path):
    with two(tmp_path, UPLOADER, server__maxUploadsSize="1") as (one, other):
        tab = settled(one)
        assert sent(other, tab, content=b"1" * (MEGABYTE // 2)).status_code == 200

        assert sent(other, tab, content=b"1" * (MEGABYTE // 2 + 1)).status_code == 507


def test_what_a_page_shows_can_be_fetched_from_any_process_at_once(ports):
    one, other = ports
    tab = SocketTab.settled(one)

    for number in range(1, 6):
        response = fetched(address(other, tab, "New"), tab)
        assert (response.status_code, response.text) == (200, f"run {number}")
        tab.do(tab.event())


def test_it_is_the_same_as_from_its_own_process(ports):
    one, other = ports
    tab = SocketTab.settled(one)
    for name, content in (("Large", LARGE), ("Small", b"small")):
        own, others = (fetched(address(port, tab, name), tab) for port in ports)
        assert own.content == others.content == content
        assert saved_as(own) == saved_as(others)
        differing = {"date", "server"}
        assert {*own.headers.items()} ^ {*others.headers.items()} <= {
            pair for pair in own.headers.items() | others.headers.items() if pair[0] in differing
        }
    head = httpx.head(address(other, tab, "Large"), headers={"Cookie": tab.cookie})
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(LARGE)))


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-3", 0, 3),
        (f"bytes={PART_BYTES - 2}-{PART_BYTES + 2}", PART_BYTES - 2, PART_BYTES + 2),
        ("bytes=5-", 5, len(LARGE) - 1),
        ("bytes=-7", len(LARGE) - 7, len(LARGE) - 1),
    ],
)
def test_a_part_of_it(ports, asked, first, last):
    one, other = ports
    tab = SocketTab.settled(one)

    response = fetched(address(other, tab, "Large"), tab, Range=asked)

    assert (response.status_code, response.content) == (206, LARGE[first : last + 1])
    assert response.headers["content-range"] == f"bytes {first}-{last}/{len(LARGE)}"


def test_other_browsers_get_nothing_there_either(ports):
    one, other = ports
    tab = SocketTab.settled(one)
    url = address(other, tab, "Small")

    for headers in ({}, {"Cookie": cookie_of(other)}, {"Cookie": "anew_sid=x"}):
        response = httpx.get(url, headers=headers, verify=PLAIN)
        assert (response.status_code, response.text) == (404, "There is no such file.")


def test_an_uploaded_file_has_no_address(ports):
    one, other = ports
    tab = settled(one)
    file_id = sent(other, tab).json()["id"]
    [element] = tab.elements("file_uploader", label="Table")
    name = Uploads(None, tab.name).blob_of(element["id"], file_id)

    for port in ports:
        assert fetched(f"http://localhost:{port}/media/{name}", tab).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [True, False])
def test_a_large_file_holds_nobody_up(tmp_path, is_there):
    """The server's loop is watched: see `loop_watch.py`."""
    with two(tmp_path, LARGE_FILES, server__maxUploadSize="2000") as (one, other):
        tab = settled(one)
        piece = bytes(range(256)) * 4096

        response = sent(one if is_there else other, tab, content=iter([piece] * LARGE_MEGABYTES))

        digest = hashlib.sha256()
        for _ in range(LARGE_MEGABYTES):
            digest.update(piece)
        assert response.status_code == 200
        tab.say(tab.event({tab.elements("file_uploader")[0]["id"]: [response.json()["id"]]}))
        while not tab.is_settled:
            tab.send(tab.socket.recv(timeout=120))
        assert tab.elements("text")[0]["body"] == digest.hexdigest()


def test_what_left_the_page_goes_from_the_store_too(tmp_path, monkeypatch):
    """Once the tab shows a later page, and a while longer."""
    monkeypatch.setattr("anew.ambient.lifetimes.GRACE_SECONDS", 0.01)
    with two(tmp_path) as (one, other):
        tab = SocketTab.settled(one)
        url = address(other, tab, "New")
        for _ in range(400):
            tab.do(tab.event())
            if fetched(url, tab).status_code == 404:
                break

        assert fetched(url, tab).status_code == 404
        assert fetched(address(other, tab, "Small"), tab).text == "small"


def test_one_process_with_a_file_of_its_own_writes_nothing_of_what_it_shows(tmp_path, monkeypatch):
    monkeypatch.setattr(SqliteBlobs, "put", full)
    monkeypatch.setattr(SqliteBlobs, "find", full)
    with app_of(tmp_path, SCRIPT) as port:
        tab = SocketTab.settled(port)

        assert fetched(address(port, tab, "Small"), tab).text == "small"
        assert fetched(address(port, tab, "Small") + "0", tab).status_code == 404


def test_content_that_the_store_does_not_take_is_shown_by_its_own_process(
    tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(SqliteBlobs, "put", full)
    with two(tmp_path) as (one, other):
        tab = SocketTab.settled(one)

        assert fetched(address(one, tab, "Small"), tab).text == "small"
        assert fetched(address(other, tab, "Small"), tab).status_code == 404
    assert "What a page shows is not in the store" in caplog.text


@pytest.mark.parametrize(
    ("store", "workers", "several"),
    [
        ("sqlite", 1, False),
        ("sqlite", 2, True),
        ("valkey://localhost", 1, True),
        ("postgresql://localhost/app", 1, True),
    ],
)
def test_who_may_be_asked_for_it(store, workers, several):
    settings = settings_of({"state.store": store, "server.workers": workers})

    assert is_served_by_several(settings) is several


MADE = """
import anew as st

st.download_button("Made", lambda: bytes(range(256)) * 10_000, "made.bin")
"""


def made_at(tab, n=1) -> str:
    """The address of the file that the only button makes."""
    [button] = tab.elements("download_button")
    tab.say(Make(n=n, widget=button["id"]))
    return tab.hear("made")["url"]


def test_a_file_that_a_function_makes_can_be_fetched_from_any_process(tmp_path, caplog):
    with two(tmp_path, MADE) as (one, other):
        tab = SocketTab.settled(one)

        url = made_at(tab)

        for port in (other, one):
            response = fetched(f"http://localhost:{port}{url}", tab)
            assert (response.status_code, response.content) == (200, LARGE)
            assert saved_as(response) == "made.bin"
            stranger = httpx.get(response.url, headers={"Cookie": cookie_of(port)}, verify=PLAIN)
            assert stranger.status_code == 404
    assert caplog.text == ""


def test_what_was_made_goes_from_the_store_a_while_later(tmp_path, monkeypatch):
    with two(tmp_path, MADE) as (one, other):
        tab = SocketTab.settled(one)
        with monkeypatch.context() as soon:
            soon.setattr("anew.ambient.media.FETCHED_SECONDS", 0.01)
            url = f"http://localhost:{other}{made_at(tab)}"
        for _ in range(400):
            if fetched(url, tab).status_code == 404:
                break
            tab.do(tab.event())

        assert fetched(url, tab).status_code == 404
        assert fetched(f"http://localhost:{other}{made_at(tab, 2)}", tab).content == LARGE


def test_what_is_made_and_the_store_does_not_take_its_own_process_has(tmp_path, monkeypatch):
    monkeypatch.setattr(SqliteBlobs, "put", full)
    with two(tmp_path, MADE) as (one, other):
        tab = SocketTab.settled(one)

        url = made_at(tab)

        assert fetched(f"http://localhost:{one}{url}", tab).content == LARGE
        assert fetched(f"http://localhost:{other}{url}", tab).status_code == 404
