"""`anew run` as a process that a test kills."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
from server.apps import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.apps import SocketTab


class AppProcess:
    """A script that is served on a free port; what it logs is added to the file `log` beside it."""

    def __init__(self, script: Path, *flags: str, **environment: str) -> None:
        command = [sys.executable, "-m", "anew", "run", str(script), "--server.port", "0"]
        with (script.parent / "log").open("a") as log:
            self._process = subprocess.Popen(
                [*command, "--server.headless", "true", *flags],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=script.parent,
                env={**os.environ, **environment},
            )
        self.port = self._printed_port()

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self.kill()
        self._process.wait(10)
        self._process.stdout.close()

    def _printed_port(self) -> int:
        while line := self._process.stdout.readline():
            if found := re.search(r"http://localhost:(\d+)", line):
                return int(found[1])
        raise AssertionError("It does not serve.")


@contextmanager
def running(script: Path, *flags: str, **environment: str) -> Iterator[AppProcess]:
    process = AppProcess(script, *flags, **environment)
    try:
        yield process
    finally:
        process.close()


def upload(port: int, tab: SocketTab, name: str, content: bytes) -> None:
    """Give the page's file uploader a file."""
    [uploader] = tab.elements("file_uploader")
    headers = {
        "Cookie": tab.cookie,
        "Origin": f"http://localhost:{port}",
        "X-Anew-Tab": tab.name,
        "X-Anew-Widget": uploader["id"],
        "X-Anew-File-Name": quote(name, safe=""),
    }
    answer = httpx.post(
        f"http://localhost:{port}/_anew/upload", content=content, headers=headers, verify=PLAIN
    )
    assert answer.status_code == 200, answer.text
    tab.do(tab.event(values={uploader["id"]: [answer.json()["id"]]}))
