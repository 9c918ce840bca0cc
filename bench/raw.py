"""The raw client: a separate process that talks to a server over a bare WebSocket.

It runs with the Python of the server's environment, and prints its samples as JSON:

    python -m bench.raw peer 8501 rerun 100 3
"""

from __future__ import annotations

import argparse
import gc
import http.client
import json
import selectors
import time
from importlib import import_module
from typing import TYPE_CHECKING

from bench.memory import resident_bytes
from bench.websocket import TIMEOUT_SECONDS, RawWebSocket

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.wires import Conversation

WARM_UP_CLICKS = 10
WARM_UP_SESSIONS = 10
SETTLE_SECONDS = 0.5


class RawSession:
    """One session on its own connection; it is created once its first page has arrived.

    Every answer must show the right count, so that whole reruns are measured.
    """

    def __init__(self, wire: str, port: int, *, cookie: str) -> None:
        self.messages = 0
        self._clicks = 0
        self._has_answer = False
        self._conversation: Conversation = import_module(f"bench.wires.{wire}").Conversation()
        self.socket = RawWebSocket(
            port,
            self._conversation.path,
            cookie=cookie,
            subprotocols=self._conversation.subprotocols,
        )
        self.socket.send(self._conversation.hello())
        self.wait()

    def click(self) -> None:
        """Send a click without waiting for the answer."""
        self._clicks += 1
        self._has_answer = False
        self.socket.send(self._conversation.click())

    def wait(self) -> None:
        """Wait until the current run is over."""
        while not self.read():
            pass

    def read(self) -> bool:
        """Read the next bytes; True if the current run is over."""
        is_over = False
        for message in self.socket.receive():
            is_over = self._take(message) or is_over
        return is_over

    def _take(self, message: bytes) -> bool:
        self.messages += 1
        self._has_answer = self._has_answer or f"Count = {self._clicks}".encode() in message
        is_over = self._conversation.is_over(message)
        if is_over and not self._has_answer:
            raise RuntimeError(
                f"A run ended without showing 'Count = {self._clicks}', with {message[:400]!r}."
            )
        return is_over


def measure_rerun(wire: str, port: int, *, count: int, seconds: float) -> Mapping[str, object]:
    """Measure single clicks, one after the other: the time, bytes and messages of each."""
    session = RawSession(wire, port, cookie=fetch_cookie(port))
    for _ in range(WARM_UP_CLICKS):  # The same number for all, so that the same clicks compare.
        session.click()
        session.wait()
    return click_often(session, count, seconds)


def click_often(session: RawSession, count: int, seconds: float) -> Mapping[str, list[float]]:
    """Click `count` times, or for `seconds`, whichever ends first."""
    times: list[float] = []
    sizes: list[float] = []
    messages: list[float] = []
    deadline = time.perf_counter() + seconds
    while len(times) < count and time.perf_counter() < deadline:
        bytes_before, messages_before = session.socket.received_bytes, session.messages
        start = time.perf_counter()
        session.click()
        session.wait()
        times.append((time.perf_counter() - start) * 1000)
        sizes.append(session.socket.received_bytes - bytes_before)
        messages.append(session.messages - messages_before)
    return {"milliseconds": times, "bytes": sizes, "messages": messages}


def measure_throughput(
    wire: str, port: int, *, sessions: int, seconds: float
) -> Mapping[str, object]:
    """Measure reruns per second, while each session clicks again as soon as its run is over."""
    opened = [RawSession(wire, port, cookie=fetch_cookie(port)) for _ in range(sessions)]
    click_together(opened, seconds / 4)
    return {"per_second": click_together(opened, seconds)}


def click_together(sessions: Sequence[RawSession], seconds: float) -> float:
    """The runs per second of all sessions; returns when no run is in progress any more."""
    with selectors.DefaultSelector() as selector:
        for session in sessions:
            selector.register(session.socket, selectors.EVENT_READ, session)
            session.click()
        done = 0
        start = end = time.perf_counter()
        while selector.get_map():
            for session in readable(selector):
                if not session.read():
                    continue
                end, done = time.perf_counter(), done + 1
                if end - start < seconds:
                    session.click()
                else:
                    selector.unregister(session.socket)
    return done / (end - start)


def readable(selector: selectors.BaseSelector) -> list[RawSession]:
    """Wait for data, and return the sessions that have received some."""
    ready = selector.select(TIMEOUT_SECONDS)
    if not ready:
        raise RuntimeError(
            f"{len(selector.get_map())} sessions waited {TIMEOUT_SECONDS:.0f} s for an answer."
        )
    return [key.data for key, _ in ready]


def measure_sessions(wire: str, port: int, *, count: int, server: int) -> Mapping[str, object]:
    """Measure the time to open a session, and the memory per connected session."""
    kept = [open_session(wire, port)[0] for _ in range(WARM_UP_SESSIONS)]
    time.sleep(SETTLE_SECONDS)
    before = resident_bytes(server)
    times: list[float] = []
    for _ in range(count):
        session, milliseconds = open_session(wire, port)
        kept.append(session)
        times.append(milliseconds)
    time.sleep(SETTLE_SECONDS)
    return {
        "milliseconds": times,
        "bytes_per_session": (resident_bytes(server) - before) / count,
    }


def open_session(wire: str, port: int) -> tuple[RawSession, float]:
    """Open a session with its own cookie; returns the milliseconds from connecting to its page."""
    cookie = fetch_cookie(port)
    start = time.perf_counter()
    session = RawSession(wire, port, cookie=cookie)
    return session, (time.perf_counter() - start) * 1000


def fetch_cookie(port: int) -> str:
    """The cookies that the page sets, in the form in which a browser sends them back."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        headers = connection.getresponse().headers.get_all("Set-Cookie") or []
    finally:
        connection.close()
    return "; ".join(header.partition(";")[0] for header in headers)


def main() -> None:
    """Measure what the command line asks for."""
    given = vars(parser().parse_args())
    measure = given.pop("measure")
    gc.disable()  # A garbage collection here would be measured as the server's time.
    print(json.dumps(measure(given.pop("wire"), given.pop("port"), **given)))


def parser() -> argparse.ArgumentParser:
    """The command line: the wire, the port, and a command with its amounts."""
    line = argparse.ArgumentParser(prog="python -m bench.raw")
    line.add_argument("wire", choices=("anew", "floor", "peer"))
    line.add_argument("port", type=int)
    commands = line.add_subparsers(required=True)
    rerun = commands.add_parser("rerun")
    rerun.set_defaults(measure=measure_rerun)
    rerun.add_argument("count", type=int)
    rerun.add_argument("seconds", type=float)
    throughput = commands.add_parser("throughput")
    throughput.set_defaults(measure=measure_throughput)
    throughput.add_argument("sessions", type=int)
    throughput.add_argument("seconds", type=float)
    sessions = commands.add_parser("sessions")
    sessions.set_defaults(measure=measure_sessions)
    sessions.add_argument("count", type=int)
    sessions.add_argument("server", type=int)
    return line


if __name__ == "__main__":
    main()
