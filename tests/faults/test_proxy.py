"""The network that fails on demand fails where it is told to."""

from __future__ import annotations

import socket
import threading

import pytest
from faults.proxy import FaultProxy


class Echo:
    """A server that notes what it is sent, and sends it back in upper case."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard: list[bytes] = []
        self.told = threading.Condition()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                while data := connection.recv(1000):
                    with self.told:
                        self.heard.append(data)
                        self.told.notify()
                    connection.sendall(data.upper())
            except OSError:
                return

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def echo():
    server = Echo()
    yield server
    server.close()


@pytest.fixture
def proxy(echo):
    with FaultProxy(echo.port) as proxy:
        yield proxy


def connected(proxy: FaultProxy) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", proxy.port), 10)
    connection.settimeout(10)
    return connection


def ask(connection: socket.socket, text: bytes) -> bytes:
    """The answer; nothing if the connection is broken."""
    try:
        connection.sendall(text)
        return connection.recv(1000)
    except ConnectionError:
        return b""


def test_without_a_plan_all_is_passed_on(echo, proxy):
    with connected(proxy) as connection:
        assert [ask(connection, text) for text in (b"one", b"two")] == [b"ONE", b"TWO"]

    assert (proxy.writes, proxy.cuts) == (2, 0)


@pytest.mark.parametrize(
    ("when", "heard"),
    [("before", [b"one"]), ("within", [b"one", b"tw"]), ("after", [b"one", b"twos"])],
)
def test_a_connection_is_cut_at_the_write_that_was_named(echo, proxy, when, heard):
    proxy.cut_at(2, when)
    with connected(proxy) as connection:
        assert ask(connection, b"one") == b"ONE"
        assert ask(connection, b"twos") == b""
    with connected(proxy) as connection:
        assert ask(connection, b"three") == b"THREE"

    with echo.told:
        echo.told.wait_for(lambda: len(echo.heard) > len(heard), 10)
    # What was heard on one connection comes in order, but nothing says when beside the other.
    assert [text for text in echo.heard if text != b"three"] == heard
    assert proxy.cuts == 1


def test_a_cut_breaks_all_connections(proxy):
    with connected(proxy) as first, connected(proxy) as second:
        ask(first, b"one")
        ask(second, b"one")
        proxy.cut_at(1, "before")
        assert ask(first, b"two") == b""
        assert ask(second, b"two") == b""


def test_a_frozen_network_answers_when_it_thaws(echo, proxy):
    with connected(proxy) as connection:
        proxy.freeze()
        connection.sendall(b"one")
        connection.settimeout(0.05)
        with pytest.raises(TimeoutError):
            connection.recv(1000)
        connection.settimeout(10)
        proxy.thaw()
        assert connection.recv(1000) == b"ONE"
