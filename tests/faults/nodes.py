"""Servers that tests kill, pause and start again: real processes on real ports, with one store.

    with Nursery() as nursery:
        node = nursery.node(folder, "sqlite:///…/state.db")   # Or another address of a store.
        node.start()
        node.kill()                     # As `kill -9`.
        node.start(fault="die@17")      # On the same port; see `faults/steps.py`.
        node.pause(); node.wake()       # SIGSTOP, SIGCONT.

`faults/crowd.py` puts tabs in front of them.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from faults.steps import MARK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

APP = Path(__file__).parent / "app.py"
START_SECONDS = 30.0
PORTS = range(20_000, 32_000)  # Below those that systems give to outgoing connections.


class Nursery:
    """Where servers are started from: see `nursery.py`. Its end is theirs."""

    def __enter__(self) -> Self:
        here = Path(__file__).parent
        path = os.pathsep.join([str(here.parent), os.environ.get("PYTHONPATH", "")])
        self._process = subprocess.Popen(
            [sys.executable, here / "nursery.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def node(
        self, folder: Path, store: str, *options: str, script: str | Path = APP, **environment: str
    ) -> Node:
        """A server that is not started yet.

        Args:
            folder: Where its log is, and the app, if the script is a text.
            store: The store's address, as of the option `state.store`.
            options: More of them, as on the command line.
            script: A file, or a text.
            environment: Variables for the server.
        """
        if isinstance(script, str):
            path = folder / "app.py"
            path.write_text(script, "utf-8")
            script = path
        return Node(self, folder, [str(script), "--state.store", store, *options], environment)

    def start(self, arguments: list[str], environment: Mapping[str, str], log: Path) -> int:
        """Start a server; its process's number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"arguments": arguments, "environment": environment, "log": str(log)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(json.loads(self._process.stdout.readline())["pid"])


class Node:
    """A server of one app, which keeps its port when it is started again."""

    def __init__(
        self,
        nursery: Nursery,
        folder: Path,
        arguments: list[str],
        environment: Mapping[str, str],
    ) -> None:
        self.port = free_port()
        self.log = folder / f"{self.port}.log"
        self.pid = 0
        self._nursery = nursery
        self._arguments = arguments
        self._environment = {**environment}
        self._handle: int | None = None  # Tells when the process has ended.

    def start(self, fault: str = "", *, waits: bool = True) -> None:
        """Start it and wait until it listens.

        Args:
            fault: At which step it fails, for `faults/steps.py`.
            waits: Whether to wait.
        """
        arguments = [
            *("run", *self._arguments, "--server.headless", "true"),
            *("--server.port", str(self.port), "--server.address", "127.0.0.1"),
            *("--server.fileWatcherType", "none"),
        ]
        environment = {**self._environment, "ANEW_TESTS_FAULT": fault}
        self.pid = self._nursery.start(arguments, environment, self.log)
        with suppress(ProcessLookupError):
            self._handle = os.pidfd_open(self.pid)
        if waits:
            self.wait_to_listen()

    def wait_to_listen(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not is_listening(self.port):
            if self.has_ended(0.01) or time.monotonic() > end:
                raise RuntimeError(f"A server did not start:\n{self.said()[-3000:]}")

    def kill(self, number: signal.Signals = signal.SIGKILL, seconds: float = 30.0) -> None:
        """Send it a signal that ends it, and wait until it has."""
        self.signal(number)
        assert self.has_ended(seconds), f"The server goes on after {number!r}."

    def pause(self) -> None:
        """Stop it where it is, and wait until it is."""
        self.signal(signal.SIGSTOP)
        end = time.monotonic() + 10
        while not self.is_paused:
            assert time.monotonic() < end, "The server does not stop."
            time.sleep(0.0005)

    def wake(self) -> None:
        self.signal(signal.SIGCONT)

    @property
    def is_paused(self) -> bool:
        with suppress(OSError):
            stat = Path(f"/proc/{self.pid}/stat").read_text("utf-8")
            return stat.rpartition(")")[2].split()[0] == "T"
        return False

    def signal(self, number: signal.Signals) -> None:
        if self._handle is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def has_ended(self, seconds: float = 0.0) -> bool:
        """Whether its process ends in a time."""
        if self._handle is None:
            return True
        if not select.select([self._handle], [], [], seconds)[0]:
            return False
        os.close(self._handle)
        self._handle = None
        return True

    def said(self) -> str:
        """Its log, over all starts."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def faults(self) -> list[str]:
        """The steps at which it has failed, over all starts."""
        return [line for line in self.said().splitlines() if line.startswith(MARK)]

    def errors(self) -> list[str]:
        """What in its log tells of a fault of ours: tracebacks."""
        return [line for line in self.said().splitlines() if line.startswith("Traceback")]


def is_listening(port: int) -> bool:
    with socket.socket() as found:
        found.settimeout(1)
        return found.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nothing has, and that the system gives to no outgoing connection meanwhile."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("There is no free port.")
