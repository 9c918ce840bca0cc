"""What a page shows and no message carries: who gets it, and what it can do there."""

from __future__ import annotations

import logging
from contextlib import suppress
from urllib.parse import unquote

import httpx
import pytest
from server.apps import PLAIN, SocketTab, app_of, cookie_of
from websockets.exceptions import ConnectionClosed

from anew.protocol.codec import BadMessage, decode
from anew.protocol.messages import TOO_FAST, Make

DOWNLOADS = """
import anew as st

times = [0]

def made():
    times[0] += 1
    return f"made {times[0]} times"

def failing():
    raise RuntimeError("the disk is gone")

st.download_button("File", b"0123456789", "digits.bin")
st.download_button("Page", "<script>top.hacked = 1</script>", "page.html")
st.download_button("Made", made, "made.txt")
st.download_button("Failing", failing)
"""


@pytest.fixture
def app(tmp_path):
    with app_of(tmp_path, DOWNLOADS) as port:
        yield port


def address(port, tab, name):
    [button] = tab.elements("download_button", label=f"{name}")
    return f"http://localhost:{port}{button['url']}"


def fetched(url, tab, **headers) -> httpx.Response:
    return httpx.get(url, headers={"Cookie": tab.cookie, **headers}, verify=PLAIN)


def saved_as(response) -> str:
    """The name under which a browser saves it."""
    kind, _, name = response.headers["content-disposition"].partition("; filename*=UTF-8''")
    assert kind == "attachment"
    assert name.isascii()
    assert not set(name) & set("/\\\"'; \r\n")
    return unquote(name)


def test_a_browser_gets_the_file_that_its_page_names(app):
    tab = SocketTab.settled(app)

    response = fetched(address(app, tab, "File"), tab)

    assert (response.status_code, response.content) == (200, b"0123456789")
    assert response.headers["content-type"] == "application/octet-stream"
    assert saved_as(response) == "digits.bin"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["cache-control"].startswith("private")


def test_other_browsers_get_what_they_got_if_there_were_no_such_file(app):
    tab = SocketTab.settled(app)
    url = address(app, tab, "File")
    nothing = fetched(url.replace("/media/", "/media/0"), tab)

    for headers in ({}, {"Cookie": cookie_of(app)}, {"Cookie": "anew_sid=x"}):
        response = httpx.get(url, headers=headers, verify=PLAIN)
        assert (response.status_code, response.text) == (404, "There is no such file.")
        assert response.headers["content-type"] == nothing.headers["content-type"]
    assert (nothing.status_code, nothing.text) == (404, "There is no such file.")


def test_another_name_of_the_server_gets_nothing(app):
    tab = SocketTab.settled(app)

    response = fetched(address(app, tab, "File"), tab, Host="evil.example")

    assert response.status_code == 403


def test_a_page_among_the_files_runs_nothing(app):
    tab = SocketTab.settled(app)

    response = fetched(address(app, tab, "Page"), tab)

    policy = response.headers["content-security-policy"].split("; ")
    assert {"sandbox", "default-src 'none'"} <= set(policy)
    assert not any("script" in part for part in policy)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert saved_as(response) == "page.html"


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=-20", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=9-100", 206, b"9", "bytes 9-9/10"),
        ("bytes=10-11", 200, b"0123456789", None),
        ("bytes=3-1", 200, b"0123456789", None),
        ("bytes=", 200, b"0123456789", None),
        ("bytes=a-b", 200, b"0123456789", None),
        ("bytes=0-1,3-4", 200, b"0123456789", None),
        ("lines=0-3", 200, b"0123456789", None),
        ("bytes=0-" + "9" * 5000, 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=-" + "9" * 5000, 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=" + "9" * 5000 + "-", 200, b"0123456789", None),
        ("bytes=" + "0" * 5000 + "1-3", 206, b"123", "bytes 1-3/10"),
    ],
)
def test_a_part_of_a_file(app, asked, status, part, told):
    tab = SocketTab.settled(app)

    response = fetched(address(app, tab, "File"), tab, Range=asked)

    assert (response.status_code, response.content) == (status, part)
    assert response.headers.get("content-range") == told
    assert response.headers["content-length"] == str(len(part))
    assert response.headers["accept-ranges"] == "bytes"


def asked(port, tab, name, n=1) -> httpx.Response | str:
    """What a click on a button gets: its file, or why there is none."""
    [button] = tab.elements("download_button", label=name)
    tab.say(Make(n=n, widget=button["id"]))
    made = tab.hear("made")
    assert made["n"] == n
    return made.get("reason") or fetched(f"http://localhost:{port}{made['url']}", tab)


def test_a_function_makes_the_file_each_time_that_it_is_asked_for(app):
    tab = SocketTab.settled(app)

    for n in (1, 2):
        response = asked(app, tab, "Made", n)
        assert (response.status_code, response.text) == (200, f"made {n} times")
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert saved_as(response) == "made.txt"


def test_what_was_made_for_one_browser_no_other_gets(app):
    tab = SocketTab.settled(app)
    url = str(asked(app, tab, "Made").url)

    response = httpx.get(url, headers={"Cookie": cookie_of(app)}, verify=PLAIN)

    assert (response.status_code, response.text) == (404, "There is no such file.")


def test_a_function_that_fails_is_told_of_in_the_log_and_harms_nothing(app, caplog):
    tab = SocketTab.settled(app)

    with caplog.at_level(logging.ERROR, "anew"):
        assert asked(app, tab, "Failing") == "The file could not be created."

    [record] = [record for record in caplog.records if record.name == "anew"]
    assert record.message == "The function that makes a download's data failed."
    assert "the disk is gone" in str(record.exc_info[1])
    tab.do(tab.event())
    assert fetched(address(app, tab, "File"), tab).status_code == 200


@pytest.mark.parametrize(
    "frame",
    [
        '{"tag":"make","n":1}',
        '{"tag":"make","widget":"a"}',
        '{"tag":"make","n":0,"widget":"a"}',
        '{"tag":"make","n":9007199254740992,"widget":"a"}',
        '{"tag":"make","n":1,"widget":["a"]}',
        '{"tag":"make","n":1,"widget":"' + "a" * 65 + '"}',
    ],
)
def test_a_request_for_a_file_that_is_none_is_refused(frame):
    with pytest.raises(BadMessage):
        decode(frame)


def test_a_tab_that_asks_for_thousands_of_files_is_sent_away_and_may_come_back(app):
    tab = SocketTab.settled(app)
    [button] = tab.elements("download_button", label="Made")
    with suppress(ConnectionClosed):
        for n in range(1, 5000):
            tab.say(Make(n=n, widget=button["id"] if n % 2 else "unknown"))

    assert tab.close_reason() == (TOO_FAST.code, TOO_FAST.reason)
    tab.connect()
    assert asked(app, tab, "Made", 5000).status_code == 200


HOSTILE_NAMES = [
    'a"b.txt',
    "a'b.txt",
    "a;b=c.txt",
    "a\r\nSet-Cookie: x=1.txt",
    "a\nb.txt",
    "a\x00b.txt",
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "日本 ✓ 🎈.txt",
    "%2e%2e%2f.txt",
    "a" * 1000 + ".txt",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_whatever_its_name_the_header_is_one_value(tmp_path, name):
    script = f"import anew as st\nst.download_button('File', 'text', {name!r})\n"
    with app_of(tmp_path, script) as port:
        tab = SocketTab.settled(port)
        response = fetched(address(port, tab, "File"), tab)

    assert response.status_code == 200
    assert saved_as(response) == name
    assert "set-cookie" not in response.headers


def test_half_a_character_in_a_name_is_a_question_mark(tmp_path):
    script = "import anew as st\nst.download_button('File', 'text', 'a\\ud800.txt')\n"
    with app_of(tmp_path, script) as port:
        tab = SocketTab.settled(port)

        assert saved_as(fetched(address(port, tab, "File"), tab)) == "a\ufffd.txt"


def test_a_file_that_left_the_page_is_there_for_whoever_is_on_the_way_to_it(tmp_path):
    script = """
import anew as st

n = st.session_state.n = st.session_state.get("n", 0) + 1
st.download_button("File", f"run {n}")
"""
    with app_of(tmp_path, script, server__maxEventsPerSecond="1000") as port:
        tab = SocketTab.settled(port)
        addresses = [address(port, tab, "File")]
        for _ in range(100):
            tab.do(tab.event())
            addresses.append(address(port, tab, "File"))

        found = [fetched(url, tab).text for url in addresses]
        assert found == [f"run {number}" for number in range(1, 102)]
        assert fetched(addresses[-1], tab).text == "run 101"
        tab.say(tab.event())  # A click while the file is fetched runs the script.
        assert fetched(addresses[-1], tab).text == "run 101"


def test_a_click_counts_once_and_a_file_is_fetched_while_the_script_runs(tmp_path):
    """R50"""
    script = """
import anew as st
from browser.stage import wait

ss = st.session_state
if st.download_button("File", "text"):
    ss.clicks = ss.get("clicks", 0) + 1
    wait("fetched")
st.text(f"clicks = {ss.get('clicks', 0)}")
"""
    from browser import stage

    stage.clear()
    with app_of(tmp_path, script) as port:
        tab = SocketTab.settled(port)
        [button] = tab.elements("download_button")
        event = tab.event(trigger=button["id"])
        tab.say(event)
        tab.say(event)
        assert fetched(address(port, tab, "File"), tab).text == "text"
        stage.open_gate("fetched")
        tab.settle()
        tab.do(tab.event())

        [text] = tab.elements("text")
        assert text["body"] == "clicks = 1"
