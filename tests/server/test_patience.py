"""How long the server waits for those who do not go on, and how much it takes from all of them."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest
import uvicorn
from browser.process import Process
from server.apps import COUNTER, PLAIN, SocketTab, cookie_of
from websockets.frames import Frame, Opcode

from anew.server.app import App
from anew.server.connections import http_protocol
from anew.server.process import uvicorn_config
from anew.server.security import COMMON_HEADERS
from anew.session.networks import network_of
from anew.settings.settings import Settings, with_options

UPLOADER = "import anew as st\nst.file_uploader('File', accept_multiple_files=True)\n"


@contextmanager
def served(folder, script=COUNTER, *, most_connections=None, **options):
    """As `anew run` serves it, with uvicorn's configuration of ours."""
    (folder / "app.py").write_text(script)
    given = {name.replace("__", "."): value for name, value in options.items()}
    settings = with_options(Settings(), given)
    config = uvicorn_config(App(folder / "app.py", settings).asgi, settings)
    if most_connections is not None:
        config.http = http_protocol(settings.server.request_timeout, most_connections)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


def ended(connection: socket.socket) -> bytes:
    """All that the server says before it ends the connection."""
    connection.settimeout(10)
    said = b""
    while part := connection.recv(4096):
        said += part
    return said


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: localh",
    ],
)
def test_who_does_not_say_what_they_want_is_cut_off(tmp_path, begun):
    with served(tmp_path, server__requestTimeout="1") as port:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(begun)
            status, headers, body = parts_of(ended(connection))
            assert (status, body) == ("HTTP/1.1 408 Request Timeout", b"")
            assert headers["connection"] == "close"
            assert COMMON.items() <= headers.items()
        assert httpx.get(f"http://localhost:{port}/healthz", verify=PLAIN).text == "ok"


def fed(connection: socket.socket, part: bytes, times: int) -> bytes:
    """What the server says while it gets a part each tenth of a second; empty for nothing."""
    connection.settimeout(0.1)
    for _ in range(times):
        try:
            return connection.recv(4096)
        except TimeoutError:
            connection.sendall(part)
    return b""


def test_so_is_who_says_it_letter_by_letter(tmp_path):
    with (
        served(tmp_path, server__requestTimeout="1") as port,
        socket.create_connection(("127.0.0.1", port)) as connection,
    ):
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert fed(connection, b"x", 40).startswith(b"HTTP/1.1 408 ")


def test_what_is_under_way_may_take_longer(tmp_path):
    with served(tmp_path, UPLOADER, server__requestTimeout="1") as port:
        tab = SocketTab.settled(port)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(upload_head(tab, port, size=15 * 8192))
            assert fed(connection, b"x" * 8192, 15) == b""
            connection.settimeout(10)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
        tab.hang_up()


COMMON = {name.lower(): value for name, value in COMMON_HEADERS.items()}


def parts_of(answer: bytes) -> tuple[str, dict[str, str], bytes]:
    """Its status, its headers by small names, its body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    pairs = [line.split(": ", 1) for line in lines]
    return status, {name.lower(): value for name, value in pairs}, body


def test_so_is_who_begins_to_ask_again_and_does_not_end(tmp_path):
    whole = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with (
        served(tmp_path, server__requestTimeout="1") as port,
        socket.create_connection(("127.0.0.1", port)) as connection,
    ):
        for _ in range(3):
            connection.sendall(whole)
            said = b""
            while not said.endswith(b"\r\n\r\nok"):
                said += connection.recv(4096)
        connection.sendall(whole[:10])
        assert ended(connection).startswith(b"HTTP/1.1 408 ")


def test_who_asks_in_time_is_not(tmp_path):
    """A socket lives on, and so does a connection that asks again and again."""
    with served(tmp_path, server__requestTimeout="1") as port:
        tab = SocketTab.settled(port)
        with socket.create_connection(("127.0.0.1", port)) as silent:
            assert b" 408 " in ended(silent)  # So long it has been.
        tab.do(tab.event(trigger=tab.elements("button")[0]["id"]))
        assert tab.elements("text")[0]["body"] == "Count = 1"
        tab.hang_up()


def test_an_upload_that_does_not_get_on_is_given_up(tmp_path):
    with served(tmp_path, UPLOADER, server__requestTimeout="1") as port:
        tab = SocketTab.settled(port)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(upload_head(tab, port, size=100_000) + b"some bytes")
            connection.settimeout(10)
            assert connection.recv(4096).startswith(b"HTTP/1.1 408 ")
        assert upload(tab, port, b"content").status_code == 200  # Nothing of it counts.
        tab.hang_up()


def test_so_is_one_that_gets_on_byte_by_byte(tmp_path):
    with served(tmp_path, UPLOADER, server__requestTimeout="1") as port:
        tab = SocketTab.settled(port)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(upload_head(tab, port, size=100_000))
            assert fed(connection, b"x", 40).startswith(b"HTTP/1.1 408 ")
        tab.hang_up()


def test_all_sessions_together_may_upload_so_much(tmp_path):
    options = {"server__maxUploadsSize": "1"}
    with served(tmp_path, UPLOADER, **options) as port:
        first, second = SocketTab.settled(port), SocketTab.settled(port)
        assert upload(first, port, b"x" * 900_000).status_code == 200
        refused = upload(second, port, b"x" * 900_000)
        assert (refused.status_code, refused.text) == (
            507,
            "The server has no room for more files now. Try again later.",
        )
        assert upload(second, port, b"x" * 1000).status_code == 200
        first.hang_up()
        second.hang_up()


def headers_of(tab: SocketTab, port: int) -> dict[str, str]:
    [widget] = tab.elements("file_uploader")
    return {
        "Cookie": tab.cookie,
        "Origin": f"http://localhost:{port}",
        "X-Anew-Tab": tab.name,
        "X-Anew-Widget": widget["id"],
        "X-Anew-File-Name": "a.txt",
    }


def upload(tab: SocketTab, port: int, content: bytes) -> httpx.Response:
    url = f"http://localhost:{port}/_anew/upload"
    return httpx.post(url, content=content, headers=headers_of(tab, port), verify=PLAIN)


def upload_head(tab: SocketTab, port: int, *, size: int) -> bytes:
    fields = {"Host": f"localhost:{port}", "Content-Length": size, **headers_of(tab, port)}
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join(["POST /_anew/upload HTTP/1.1", *lines, "", ""]).encode()


# Few files ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_process_with_few_files_answers_whoever_holds_connections(tmp_path):
    """Half-sent heads make way; the log says once what is wrong and what to do."""
    script = tmp_path / "app.py"
    script.write_text(COUNTER)
    with Process(script, "--server.port", "0", files=256) as server, ExitStack() as held:
        port = int(server.port)
        for _ in range(300):
            connection = held.enter_context(socket.create_connection(("localhost", port)))
            with suppress(OSError):  # The system itself may have dropped some of so many at once.
                connection.sendall(b"GET / HTTP/1.1\r\nHost: localh")
        assert answered(f"http://localhost:{port}/healthz", seconds=10) == "ok"
        tab = SocketTab.settled(port)
        tab.do(tab.event(trigger=tab.elements("button")[0]["id"]))
        assert tab.elements("text")[0]["body"] == "Count = 1"
        tab.hang_up()
        assert server.end() == 0
        log = server.rest_of_log()

    assert log.count("this process may not open files for more") == 1
    assert "ulimit -Hn" in log
    assert "Traceback" not in log


def answered(url: str, *, seconds: float) -> str:
    """What it answers, within the time; connections that break off are made again."""
    end = time.monotonic() + seconds
    while True:
        try:
            return httpx.get(url, verify=PLAIN).text
        except httpx.TransportError:
            assert time.monotonic() < end


def test_where_nobody_waits_who_comes_is_told(tmp_path):
    """Sockets of tabs are not cut off for others."""
    options = {"server__requestTimeout": "1"}
    with served(tmp_path, most_connections=1, **options) as port:
        tab = SocketTab.settled(port)
        status = ""
        while not status.startswith("HTTP/1.1 503 "):  # What the tab asked first may just end.
            with socket.create_connection(("127.0.0.1", port)) as connection:
                status, headers, body = parts_of(ended(connection))
        assert body == b"The server has no room for more connections now. Try again later."
        assert COMMON.items() <= headers.items()
        tab.do(tab.event(trigger=tab.elements("button")[0]["id"]))
        assert tab.elements("text")[0]["body"] == "Count = 1"
        tab.hang_up()


# What comes malformed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        Frame(Opcode.TEXT, b"\xff\xfe{"),
        Frame(Opcode.TEXT, b'{"tag":"x\\r\\u001b[31mforged"}'),
        Frame(Opcode.TEXT, b"{" * 50_000),
        Frame(Opcode.BINARY, b"abc"),
        Frame(Opcode.TEXT, b""),
    ],
    ids=["utf-8", "controls", "nested", "binary", "empty"],
)
def test_a_malformed_frame_ends_in_a_close_and_at_most_a_line(tmp_path, caplog, frame):
    caplog.set_level(logging.INFO)
    with served(tmp_path) as port:
        tab = SocketTab(port)
        tab.connect()
        with tab.socket.protocol_mutex:
            tab.socket.protocol.send_frame(frame)
            tab.socket.send_data()
        assert tab.close_reason()[0] in {1007, 4000}

    said = [record for record in caplog.records if record.name in {"anew", "uvicorn.error"}]
    told = [record for record in said if "closed" in record.getMessage()]
    assert len(told) == 1 and told[0].exc_info is None
    assert not [record for record in said if record.exc_info]
    assert "\x1b" not in caplog.text and "\r" not in caplog.text


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01 garbage\r\n\r\n",
        b"GET \x1b[31m HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        # A handshake without its key.
        (
            b"GET /_anew/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            b"Upgrade: websocket\r\n\r\n"
        ),
    ],
)
def test_a_malformed_request_is_answered_and_takes_no_traceback(tmp_path, caplog, request_bytes):
    with served(tmp_path) as port, socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request_bytes)
        status, headers, _ = parts_of(ended(connection))

    assert status.startswith("HTTP/1.1 400 ")
    assert COMMON.items() <= headers.items()
    assert not [record for record in caplog.records if record.exc_info]
    assert "\x1b" not in caplog.text


# Made-up cookies ----------------------------------------------------------------------------


def test_one_address_has_so_many_sessions_whatever_cookies_it_shows(tmp_path, caplog):
    """As a proxy that is trusted tells it; another address still gets in."""
    with served(tmp_path, server__maxSessionsPerAddress="2") as port:
        tabs = [ForwardedTab(port, "192.0.2.7") for _ in range(3)]
        for tab in tabs[:2]:
            tab.connect()
        tabs[2].open()
        assert tabs[2].close_reason()[0] == 4007
        other = ForwardedTab(port, "192.0.2.8")
        other.connect()
        own = SocketTab(port)
        own.connect()
        for tab in (*tabs[:2], other, own):
            tab.hang_up()

    told = [record for record in caplog.records if "maxSessionsPerAddress" in record.getMessage()]
    assert len(told) == 1 and told[0].getMessage().startswith("192.0.2.7 has 2 sessions")


class ForwardedTab(SocketTab):
    """One that comes through a proxy on this machine."""

    def __init__(self, port: int, address: str) -> None:
        super().__init__(port, cookie_of(port))
        self.more_headers = {"X-Forwarded-For": address}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", None),
        (None, None),
        ("somewhere", None),
    ],
)
def test_an_address_counts_with_those_that_its_owner_has_too(address, network):
    assert network_of(address) == network
