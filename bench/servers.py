"""Runs servers and raw clients as processes: starts them, waits for them, and always stops them."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from bench.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import App, Contender

START_SECONDS = 30.0
END_SECONDS = 5.0
RAW_CLIENT_SECONDS = 90.0
LOOK_EVERY_SECONDS = 0.002


class MeasurementError(Exception):
    """A figure could not be measured; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server, which answers requests."""

    contender: Contender
    port: int
    pid: int
    start_milliseconds: float  # From its start to its first HTTP 200.

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def running(contender: Contender, app: App = "counter") -> Iterator[Server]:
    """Run a server in a process group of its own, which is always stopped afterwards."""
    port = free_port()
    command = contender.command(app, port)
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            await_answer(process, port, log)
            elapsed = (time.perf_counter() - start) * 1000
            yield Server(contender, port, process.pid, elapsed)
        finally:
            end(process)


def free_port() -> int:
    """A port on which no program listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """The environment of a server: this process's, without variables that set its options.

    `PYTHONDONTWRITEBYTECODE` is removed, too. Installed packages are compiled when they are
    installed, but a source tree is not, so without its bytecode cache a server would compile
    itself at each start.
    """
    prefixes = ("ANEW_", "STREAMLIT_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}


def await_answer(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    """Wait for the first HTTP 200."""
    deadline = time.perf_counter() + START_SECONDS
    while not answers(port):
        if process.poll() is not None:
            raise MeasurementError(f"The server exited at its start. {tail(log)}")
        if time.perf_counter() > deadline:
            raise MeasurementError(f"No answer within {START_SECONDS:.0f} s. {tail(log)}")
        time.sleep(LOOK_EVERY_SECONDS)


def answers(port: int) -> bool:
    """Whether the server serves the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def tail(log: IO[bytes]) -> str:
    """The last line of a server's log, as a sentence."""
    log.seek(0)
    return f"The last line of its log: {last_line(log.read().decode(errors='replace'))}"


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop the process and all processes that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def raw(server: Server, *arguments: float | str) -> dict[str, Any]:
    """Run the raw client with the Python of the server's environment; returns its samples."""
    command = [
        *(str(server.contender.python()), "-m", "bench.raw"),
        *(server.contender.wire, str(server.port)),
        *map(str, arguments),
    ]
    return run_json(command, "The raw client")


def run_json(command: list[str], name: str) -> dict[str, Any]:
    """Run a command, and return the JSON object that it prints."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=RAW_CLIENT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MeasurementError(f"{name} took over {RAW_CLIENT_SECONDS:.0f} s.") from None
    if done.returncode != 0:
        raise MeasurementError(f"{name} failed: {last_line(done.stderr)}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def last_line(text: str) -> str:
    """The last line of a text, which in a traceback is the error."""
    lines = text.strip().splitlines()
    return lines[-1] if lines else "(nothing)"
