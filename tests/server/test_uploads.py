"""Files that browsers send: who may, what is taken, and that nothing is left of what is not."""

from __future__ import annotations

import asyncio
import socket
import threading
from urllib.parse import quote

import httpx
import pytest
from server.apps import PLAIN, SocketTab, app_of, cookie_of
from stores.places import eventually

MEGABYTE = 1024 * 1024

UPLOADS = """
import anew as st

table = st.file_uploader("Table", ["csv", "image/*"], max_upload_size=1)
st.text(f"{table.name} {table.type} {table.size}" if table else "nothing")
files = st.file_uploader("Files", accept_multiple_files=True, max_upload_size=1)
st.text(str([file.name for file in files]))
st.file_uploader("Locked", disabled=True)
st.button("Button")
"""


@pytest.fixture
def app(tmp_path):
    with app_of(tmp_path, UPLOADS, server__maxEventsPerSecond="1000") as port:
        yield port


def widget(tab, label="Table") -> str:
    [element] = [one for one in tab.elements() if one.get("label") == label]
    return element["id"]


def headers_of(port, tab, label="Table", name="a.csv", **more) -> dict[str, str]:
    return {
        "Cookie": tab.cookie,
        "Origin": f"http://localhost:{port}",
        "X-Anew-Tab": tab.name,
        "X-Anew-Widget": widget(tab, label),
        "X-Anew-File-Name": quote(name, safe=""),
        **more,
    }


def address(port) -> str:
    return f"http://localhost:{port}/_anew/upload"


def sent(port, tab, label="Table", name="a.csv", content=b"1,2", **more) -> httpx.Response:
    headers = headers_of(port, tab, label, name, **more)
    return httpx.post(address(port), content=content, headers=headers, verify=PLAIN)


def use(tab, label, *ids) -> list[str]:
    """Give a widget these files; what the page says then."""
    tab.do(tab.event({widget(tab, label): list(ids)}))
    return [element["body"] for element in tab.elements("text")]


def answered(response, status, sentence) -> None:
    assert (response.status_code, response.text) == (status, sentence)
    assert response.headers["content-type"].startswith("text/plain")


def nothing_waits(port, tab) -> None:
    """As many bytes as may wait are taken: of what was refused, none is left."""
    ids = [
        sent(port, tab, "Files", content=b"a" * MEGABYTE).json()["id"],
        sent(port, tab, "Files", content=b"a" * MEGABYTE).json()["id"],
    ]
    use(tab, "Files", *ids)


def test_a_file_is_taken_and_the_value_that_names_it_gives_it_to_the_script(app):
    tab = SocketTab.settled(app)

    response = sent(app, tab, **{"Content-Type": "text/csv"})

    assert response.status_code == 200
    assert use(tab, "Table", response.json()["id"])[0] == "a.csv text/csv 3"
    [shown] = tab.elements("file_uploader", label="Table")
    assert shown["files"] == [{"id": response.json()["id"], "name": "a.csv", "size": 3}]
    assert shown["value"] == [response.json()["id"]]
    assert use(tab, "Table")[0] == "nothing"
    assert tab.refused == []


def test_an_empty_file_is_one(app):
    tab = SocketTab.settled(app)

    response = sent(app, tab, content=b"")

    assert use(tab, "Table", response.json()["id"])[0] == "a.csv text/csv 0"


def test_only_the_browser_that_has_the_session_may_upload_to_it(app):
    tab, other = SocketTab.settled(app), SocketTab.settled(app)
    sentence = "The server no longer has this session. Load the page again."

    answered(sent(app, tab, Cookie=other.cookie), 404, sentence)
    answered(sent(app, tab, Cookie=cookie_of(app)), 404, sentence)
    answered(sent(app, tab, Cookie=""), 404, sentence)
    answered(sent(app, tab, **{"X-Anew-Tab": other.name}), 404, sentence)
    answered(sent(app, tab, **{"X-Anew-Tab": ""}), 404, sentence)
    nothing_waits(app, tab)


@pytest.mark.parametrize(
    "more",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_only_the_apps_own_page_may_upload(app, more):
    tab = SocketTab.settled(app)

    answered(sent(app, tab, **more), 403, "Files are accepted from the app's own page only.")
    answered(
        httpx.delete(address(app), headers=headers_of(app, tab, **more)),
        403,
        "Files are accepted from the app's own page only.",
    )
    nothing_waits(app, tab)


def test_other_sites_are_not_allowed_to_send_the_headers(app):
    asked = {
        "Origin": "http://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-anew-tab",
    }

    response = httpx.options(address(app), headers=asked)

    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_a_widget_that_the_page_does_not_have_takes_nothing(app):
    tab = SocketTab.settled(app)
    sentence = "The page does not accept files here any longer."

    for name in ("", "unknown", "\xff", widget(tab, "Button")):
        answered(sent(app, tab, **{"X-Anew-Widget": name.encode("latin-1")}), 404, sentence)


def test_a_disabled_widget_takes_nothing(app):
    tab = SocketTab.settled(app)

    answered(sent(app, tab, "Locked"), 403, "Files cannot be uploaded here now.")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.exe", "text/csv"), ("a.csv.html", "image/png"), ("csv", "text/csv"), ("a", "")],
)
def test_a_file_of_another_type_is_not_taken_whatever_the_browser_calls_it(app, name, media_type):
    tab = SocketTab.settled(app)

    response = sent(app, tab, name=name, **{"Content-Type": media_type})

    answered(response, 415, f"{name} is not of these types: .csv, image/*.")


@pytest.mark.parametrize(
    ("name", "media_type", "own_type"),
    [
        ("A.CSV", "", "text/csv"),
        ("a.png", "image/png", "image/png"),
        ("unknown", "image/x-rare", "image/x-rare"),
        ("a.csv", "text/plain; charset=utf-8", "text/plain"),
        ("a.csv", "nonsense", "text/csv"),
        ("a.csv", "a/" + "b" * 1000, "text/csv"),
    ],
)
def test_a_file_of_a_type_that_it_takes(app, name, media_type, own_type):
    tab = SocketTab.settled(app)

    response = sent(app, tab, name=name, **{"Content-Type": media_type})

    assert use(tab, "Table", response.json()["id"])[0] == f"{name} {own_type} 3"


HOSTILE_NAMES = {
    "../../x": "x",
    "..\\..\\boot.ini": "boot.ini",
    "/etc/passwd": "passwd",
    "a\x00b": "ab",
    "a\r\nb": "ab",
    "..": "file",
    "": "file",
    "\x00": "file",
    "a" * 10_000 + ".csv": "a" * 251 + ".csv",
    "a" * 10_000: "a" * 255,
    "." + "a" * 10_000: "." + "a" * 254,
    "a\u202efdp.exe": "afdp.exe",
    "日本 ✓.csv": "日本 ✓.csv",
    "%2e%2e%2fx": "%2e%2e%2fx",
    "<script>": "<script>",
}


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_whatever_its_name_the_script_gets_a_plain_one(app, name):
    tab = SocketTab.settled(app)

    response = sent(app, tab, "Files", name=name)

    assert use(tab, "Files", response.json()["id"])[1] == str([HOSTILE_NAMES[name]])


def test_a_name_that_is_no_text_harms_nothing(app):
    tab = SocketTab.settled(app)

    response = sent(app, tab, "Files", **{"X-Anew-File-Name": "%ff%fe\xff".encode("latin-1")})

    assert response.status_code == 200
    assert use(tab, "Files", response.json()["id"])[1] == str(["\ufffd\ufffd\xff"])


def test_a_file_that_is_said_to_be_too_large_is_refused_before_it_is_sent(app):
    tab = SocketTab.settled(app)
    headers = headers_of(app, tab, **{"Content-Length": str(MEGABYTE + 1)})

    status, body = raw_answer(app, headers, [])

    assert (status, body) == (413, "a.csv is larger than 1 MB.")
    nothing_waits(app, tab)


def test_a_file_that_turns_out_too_large_is_refused_on_the_way(app):
    tab = SocketTab.settled(app)

    def endless():
        for _ in range(40):
            yield b"a" * (MEGABYTE // 16)

    try:
        response = sent(app, tab, content=endless())
    except httpx.WriteError:  # The server did not wait for the rest.
        pass
    else:
        answered(response, 413, "a.csv is larger than 1 MB.")
    nothing_waits(app, tab)


def test_a_file_just_as_large_as_it_may_be_is_taken(app):
    tab = SocketTab.settled(app)

    response = sent(app, tab, content=b"a" * MEGABYTE)

    assert use(tab, "Table", response.json()["id"])[0] == f"a.csv text/csv {MEGABYTE}"


@pytest.mark.parametrize("said", [100, 10 * MEGABYTE // 11])
def test_of_an_upload_that_is_cut_nothing_is_left(app, said):
    tab = SocketTab.settled(app)
    headers = headers_of(app, tab, "Files", **{"Content-Length": str(said)})
    for _ in range(5):
        with socket.create_connection(("localhost", app)) as connection:
            connection.sendall(request_head(app, headers) + b"a" * (said // 2))

    ids: list[str] = []

    def are_taken() -> bool:
        response = sent(app, tab, "Files", content=b"a" * MEGABYTE)
        if response.is_success:
            ids.append(response.json()["id"])
        return len(ids) == 2

    assert eventually(are_taken)  # The server notices a moment later that they are cut.
    use(tab, "Files", *ids)


@pytest.mark.parametrize("length", ["-1", "abc", "1" * 400, "1, 2"])
def test_a_length_that_is_none_is_refused(app, length):
    tab = SocketTab.settled(app)
    headers = headers_of(app, tab, **{"Content-Length": length})

    status, _ = raw_answer(app, headers, [b"abc"])

    assert status in {400, 413}
    nothing_waits(app, tab)


def test_files_that_no_value_names_do_not_pile_up(app):
    tab = SocketTab.settled(app)
    for _ in range(2):
        assert sent(app, tab, "Files", content=b"a" * MEGABYTE).status_code == 200

    answered(
        sent(app, tab, "Files"),
        429,
        "Too many files are waiting to be used. Use or remove some, then try again.",
    )


def test_of_files_for_one_place_the_newest_are_kept(app):
    tab = SocketTab.settled(app)
    ids = [sent(app, tab, name=f"{n}.csv").json()["id"] for n in range(15)]

    assert use(tab, "Table", ids[-1])[0] == "14.csv text/csv 3"
    assert use(tab, "Table", ids[5])[0] == "5.csv text/csv 3"
    assert tab.refused == []
    assert use(tab, "Table", ids[4])[0] == "5.csv text/csv 3"
    [refused] = tab.refused
    assert refused["reason"] == "A file is no longer available. Upload it again."


def test_what_the_user_takes_back_waits_no_longer(app):
    tab = SocketTab.settled(app)
    for _ in range(5):
        name = sent(app, tab, "Files", content=b"a" * MEGABYTE).json()["id"]
        headers = headers_of(app, tab, "Files", **{"X-Anew-File": name})
        assert httpx.delete(address(app), headers=headers).status_code == 204

    nothing_waits(app, tab)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (["unknown"], "A file is no longer available. Upload it again."),
        (["../x"], "'../x' is not the name of a file."),
        ([5], "5 is not the name of a file."),
        ("text", "'text' is not a list of files."),
        (None, "None is not a list of files."),
        (["a", "b"], "There are 2 files; at most 1 are allowed."),
    ],
)
def test_a_value_that_names_no_file_is_refused(app, raw, reason):
    tab = SocketTab.settled(app)

    tab.do(tab.event({widget(tab): raw}))

    [refused] = tab.refused
    assert refused["reason"] == reason


def test_a_file_of_one_widget_is_none_of_another(app):
    tab = SocketTab.settled(app)
    name = sent(app, tab, "Files", name="a.exe").json()["id"]

    assert use(tab, "Table", name)[0] == "nothing"

    [refused] = tab.refused
    assert refused["reason"] == "A file is no longer available. Upload it again."


def test_a_hundred_at_once(app):
    tab = SocketTab.settled(app)

    async def all_of_them() -> list[str]:
        async with httpx.AsyncClient() as client:

            async def one(n: int) -> str:
                headers = headers_of(app, tab, "Files", f"{n}.txt")
                response = await client.post(address(app), content=b"%d" % n, headers=headers)
                return response.json()["id"]

            return await asyncio.gather(*map(one, range(100)))

    ids = asyncio.run(all_of_them())

    assert len(set(ids)) == 100
    assert use(tab, "Files", *ids)[1] == str([f"{n}.txt" for n in range(100)])


def test_the_tab_comes_back_and_its_files_are_there(app):
    tab = SocketTab.settled(app)
    name = sent(app, tab).json()["id"]
    use(tab, "Table", name)
    tab.hang_up()
    tab.reload()
    tab.connect()
    tab.settle()

    [shown] = tab.elements("file_uploader", label="Table")
    assert shown["files"] == [{"id": name, "name": "a.csv", "size": 3}]
    assert tab.elements("text")[0]["body"] == "a.csv text/csv 3"


def test_a_widget_that_left_the_page_takes_no_more_and_its_files_are_gone(tmp_path):
    """R43"""
    script = """
import anew as st

st.text("there")
if not st.toggle("Hide"):
    file = st.file_uploader("Table")
    st.text(file.name if file else "nothing")
"""
    with app_of(tmp_path, script) as port:
        tab = SocketTab.settled(port)
        name = sent(port, tab).json()["id"]
        assert use(tab, "Table", name) == ["there", "a.csv"]
        headers = headers_of(port, tab)
        toggle = widget(tab, "Hide")
        tab.do(tab.event({toggle: True}))
        answered(
            httpx.post(address(port), content=b"", headers=headers, verify=PLAIN),
            404,
            "The page does not accept files here any longer.",
        )
        tab.do(tab.event({toggle: False}))
        while tab.unacknowledged:  # The store lets go of it when the state without it is saved.
            tab.send(tab.socket.recv(timeout=10))

        assert use(tab, "Table", name) == ["there", "nothing"]


def test_a_page_that_is_still_being_made_will_take_it_later(tmp_path, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr("builtins.gate", gate, raising=False)
    script = 'import anew as st\ngate.wait(10)\nst.file_uploader("Table")\n'
    with app_of(tmp_path, script) as port:
        tab = SocketTab(port)
        tab.connect()
        name = {"X-Anew-Tab": tab.name, "X-Anew-Widget": "to come"}
        headers = {"Cookie": tab.cookie, "Origin": f"http://localhost:{port}", **name}

        early = httpx.post(address(port), content=b"1,2", headers=headers, verify=PLAIN)
        gate.set()
        tab.settle()

        answered(early, 503, "The page is still being made. Try again.")
        assert sent(port, tab).status_code == 200


def request_head(port, headers) -> bytes:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(
        ["POST /_anew/upload HTTP/1.1", f"Host: localhost:{port}", *lines, "", ""]
    ).encode("latin-1")


def raw_answer(port, headers, body) -> tuple[int, str]:
    """What the server answers to a request, however wrong it is."""
    with socket.create_connection(("localhost", port), timeout=10) as connection:
        connection.sendall(request_head(port, headers) + b"".join(body))
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65_536)
        head, _, text = received.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
        wanted = int(lengths[0].partition(b":")[2]) if lengths else 0
        while len(text) < wanted:
            text += connection.recv(65_536)
    return int(head.split()[1]), text.decode()


def asked(port, tab, name, method="GET", **more) -> httpx.Response:
    headers = {"Cookie": tab.cookie, "X-Anew-Tab": tab.name, "X-Anew-Widget": widget(tab)}
    headers |= {"X-Anew-File": name, **more}
    return httpx.request(method, address(port), headers=headers, verify=PLAIN)


def test_a_file_is_given_back_to_its_tab_and_runs_nowhere(app):
    tab = SocketTab.settled(app)
    page = b"<script>alert(1)</script>"
    name = sent(app, tab, name="a.csv", content=page, **{"Content-Type": "text/html"}).json()["id"]
    use(tab, "Table", name)

    given = asked(app, tab, name)

    assert (given.status_code, given.content) == (200, page)
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"] == "attachment"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["cache-control"] == "no-store"
    assert asked(app, tab, name, "HEAD").status_code == 200
    use(tab, "Table")
    # The store has it until it has the value that does not name it any more.
    assert eventually(lambda: asked(app, tab, name).status_code == 404)
    answered(asked(app, tab, name), 404, "A file is no longer available. Upload it again.")


def test_nobody_else_is_given_a_file(app):
    tab, other = SocketTab.settled(app), SocketTab.settled(app)
    name = sent(app, tab).json()["id"]
    use(tab, "Table", name)

    gone = "The server no longer has this session. Load the page again."
    answered(asked(app, tab, name, Cookie=other.cookie), 404, gone)
    lost = "A file is no longer available. Upload it again."
    answered(asked(app, other, name), 404, lost)
    answered(asked(app, tab, name, **{"X-Anew-Widget": widget(tab, "Files")}), 404, lost)
    answered(asked(app, tab, "../a"), 404, lost)
