"""Real servers for tests: an app on a free port, and a tab that speaks with it."""

from __future__ import annotations

import asyncio
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

import httpx
import msgspec
import uvicorn
from loop_watch import LoopWatch
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from anew.protocol.codec import MAX_FRAME_BYTES
from anew.server.app import App
from anew.server.websockets import WebSocketProtocol
from anew.settings.settings import Settings, with_options
from anew.testing.tab import Tab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anew.protocol.messages import Event

PATIENCE_SECONDS = 30.0  # A busy machine is slow; only what fails takes so long.

# For httpx, which reads the certificates of the whole world at each call otherwise: 60 ms.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

COUNTER = """
import anew as st

if "count" not in st.session_state:
    st.session_state.count = 0
if st.button("Add"):
    st.session_state.count += 1
st.text(f"Count = {st.session_state.count}")
"""


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_listening = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)  # It imports much; nobody is there to wait yet.
        self._watch = LoopWatch(asyncio.get_running_loop()).__enter__()
        self.is_listening.set()

    async def shutdown(self, sockets=None) -> None:
        self._watch.__exit__(None, None, None)
        await super().shutdown(sockets)


@contextmanager
def serving(app, port: int = 0, **options: float) -> Iterator[int]:
    """An ASGI app on a port of this machine, which is yielded; with options of uvicorn."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        log_level="error",
        timeout_graceful_shutdown=1,
        ws=WebSocketProtocol,
        ws_max_size=MAX_FRAME_BYTES,
        ws_per_message_deflate=False,
        **options,
    )
    server = _Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    assert server.is_listening.wait(PATIENCE_SECONDS)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()


@contextmanager
def app_of(folder: Path, script: str, **options: str) -> Iterator[int]:
    """The app of a script, with options given as `server__port="1"`."""
    path = folder / "app.py"
    path.write_text(script, "utf-8")
    given = {name.replace("__", "."): value for name, value in options.items()}
    with serving(App(path, with_options(Settings(), given)).asgi) as port:
        yield port


def cookie_of(port: int, path: str = "/") -> str:
    """A browser's cookie, as its first page load sets it."""
    response = httpx.get(f"http://localhost:{port}{path}", verify=PLAIN)
    return response.headers["set-cookie"].split(";")[0]


class SocketTab(Tab):
    """A tab with a real socket."""

    more_headers: ClassVar[dict[str, str]] = {}  # What the connection is opened with besides.

    def __init__(self, port: int, cookie: str | None = None, path: str = "") -> None:
        super().__init__()
        self._port, self._path = port, path
        self.cookie = cookie_of(port, f"{path}/") if cookie is None else cookie

    @classmethod
    def settled(cls, port: int) -> SocketTab:
        """A tab whose first run is over."""
        tab = cls(port)
        tab.connect()
        tab.settle()
        return tab

    def open(self, hello=None) -> None:
        """Open the socket and say who is there."""
        connection = connect(
            f"ws://localhost:{self._port}{self._path}/_anew/socket",
            additional_headers=self.more_headers | ({"Cookie": self.cookie} if self.cookie else {}),
            origin=f"http://localhost:{self._port}",
            compression=None,
            max_size=None,
        )
        self._open = ExitStack()
        self.socket = self._open.enter_context(connection)
        with suppress(ConnectionClosed):  # The server may not want to hear it.
            self.say(hello or self.hello())

    def join(self) -> None:
        """Wait to be welcome; send again what the server does not have."""
        self.hear("welcome")
        for event in self.unacknowledged:
            self.say(event)

    def connect(self) -> None:
        self.open()
        self.join()

    def move_to(self, port: int) -> None:
        """Go to another server at the next connection, as behind a proxy."""
        self._port = port

    def say(self, message) -> None:
        self.socket.send(msgspec.json.encode(message).decode())

    def do(self, event: Event) -> None:
        """Send an event and wait until the page answers it."""
        self.say(event)
        self.settle()

    def settle(self) -> None:
        while not self.is_settled:
            self.send(self.socket.recv(timeout=PATIENCE_SECONDS))

    def hear(self, tag: str) -> dict:
        """Wait for a message of this kind."""
        while True:
            self.send(self.socket.recv(timeout=PATIENCE_SECONDS))
            if self.heard[-1]["tag"] == tag:
                return self.heard[-1]

    def hang_up(self) -> None:
        self._open.close()

    def close_reason(self) -> tuple[int, str]:
        """Wait until the server ends the connection; how it did."""
        try:
            while True:
                self.send(self.socket.recv(timeout=PATIENCE_SECONDS))
        except ConnectionClosed as closed:
            return closed.rcvd.code, closed.rcvd.reason
