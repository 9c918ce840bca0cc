"""The command line, as real processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
from server.apps import SocketTab

from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT = "import sys\nimport streamlit as st\nst.text(' '.join(sys.argv[1:]))\n"


def anew(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anew", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def running(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`anew run …` as a process, and the URL that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "anew", "run", "--server.headless", "true", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield process, _printed_url(process)
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def _printed_url(process: subprocess.Popen[str]) -> str:
    said = ""
    while not (found := re.search(r"http://\S+", said)):
        line = process.stdout.readline()
        assert line, f"It said only: {said!r}"
        said += line
    return found[0]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "app.py"
    path.write_text(SCRIPT)
    return path


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_version():
    assert anew("version").stdout == f"anew {VERSION}\n"
    assert anew("--version").stdout == f"anew {VERSION}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.py"], "Error: There is no file 'nothing.py'.\n"),
        (["notes.txt"], "Error: A script ends in .py; 'notes.txt' does not.\n"),
        ([], "Error: Missing argument 'SCRIPT'.\n"),
    ],
)
def test_a_wrong_script_is_told_in_one_line(arguments, message):
    done = anew("run", *arguments)

    assert (done.returncode, done.stderr, done.stdout) == (2, message, "")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--server.prot", "1", "Error: No such option '--server.prot'. "),
        (
            "--server.port",
            "abc",
            "Error: --server.port: Option server.port is of type whole number; 'abc' is not (",
        ),
        (
            "--server.port",
            "99999",
            "Error: --server.port: Option server.port is of type whole number; '99999' is not (",
        ),
        (
            "--server.runOnSave",
            "maybe",
            "Error: --server.runOnSave: Option server.runOnSave is of type true|false; 'maybe' is not (",
        ),
        (
            "--session.onReload",
            "x",
            "Error: --session.onReload: Option session.onReload is of type resume|new; 'x' is not (",
        ),
    ],
)
def test_a_wrong_option_is_told_in_one_line(script, option, value, message):
    done = anew("run", script, option, value)

    assert done.returncode == 2
    assert done.stderr.startswith(message) and done.stderr.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_a_regular_end(script, number):
    with running(script, "--server.port", 0) as (process, url):
        assert httpx.get(f"{url}/healthz").text == "ok"
        assert httpx.get(f"{url}/_stcore/health").text == "ok"
        tab = SocketTab(int(url.rsplit(":", 1)[1]))
        tab.connect()
        tab.settle()
        process.send_signal(number)

        assert tab.close_reason()[0] == 1012
        assert process.wait(20) == 0


def test_a_taken_port_moves_to_the_next_free_one(script):
    """Unless it was asked for."""
    with taken_port() as port:
        asked = anew("run", script, "--server.port", port, "--server.address", "127.0.0.1")

    assert asked.returncode == 2
    assert asked.stderr == (
        f"Error: Port {port} is in use. Choose another with --server.port, or end what uses it.\n"
    )


def test_the_default_port_moves_on_if_it_is_taken(script):
    with running(script) as (_, first), running(script) as (_, second):
        assert first != second
        assert httpx.get(f"{second}/healthz").text == "ok"


def test_what_follows_the_dashes_is_for_the_script(script):
    with running(script, "--server.port", 0, "--", "--mine", "1") as (_, url):
        tab = SocketTab(int(url.rsplit(":", 1)[1]))
        tab.connect()
        tab.settle()

        assert tab.elements("text")[0]["body"] == "--mine 1"
        tab.hang_up()


def test_a_script_finds_its_neighbours(tmp_path):
    (tmp_path / "neighbour.py").write_text("WORD = 'hello'\n")
    (tmp_path / "app.py").write_text(
        "import anew as st\nfrom neighbour import WORD\nst.text(WORD)\n"
    )
    with running(tmp_path / "app.py", "--server.port", 0) as (_, url):
        tab = SocketTab(int(url.rsplit(":", 1)[1]))
        tab.connect()
        tab.settle()

        assert tab.elements("text")[0]["body"] == "hello"
        tab.hang_up()
