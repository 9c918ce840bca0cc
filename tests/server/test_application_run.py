"""A file that defines an app is served by `anew run` and by Python, by one process and by several."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
from server.apps import COUNTER, SocketTab

from anew.protocol.messages import Leave
from anew.server.target import Target, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = """
import os
import sys
from contextlib import asynccontextmanager

import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route


@asynccontextmanager
async def lifespan(app):
    yield {"process": os.getpid()}


async def about(request):
    return JSONResponse({"process": request.state.process, "arguments": sys.argv[1:]})


def note(what):
    def hook(session):
        with open("told.txt", "a") as file:
            file.write(f"{what} {session.id}\\n")

    return hook


print("executed", flush=True)
app = st.App(
    "counter.py",
    lifespan=lifespan,
    routes=[Route("/api/about", about)],
    on_session_start=note("start"),
    on_session_end=note("end"),
)
"""
RUNS_ITSELF = APP.replace("import streamlit as st", "import anew as st")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "counter.py").write_text(COUNTER)
    return tmp_path


def write(folder, text):
    path = folder / "served.py"
    path.write_text(textwrap.dedent(text))
    return path


@contextmanager
def started(folder, *command: object) -> Iterator[tuple[subprocess.Popen[str], int, list[str]]]:
    """A program, the port that it says it serves, and all that it has said until then."""
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line)
            if "http://localhost:" in line:
                break
        else:
            pytest.fail(f"It said only: {said}")
        yield process, int(said[-1].rsplit(":", 1)[1]), said
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def run(folder, path, *more: object):
    flags = ("--server.headless", "true", "--server.port", 0)
    return started(folder, "-m", "anew", "run", path, *flags, *more)


def stop(process) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def about(port) -> dict:
    return httpx.get(f"http://localhost:{port}/api/about").json()


def told(folder) -> list[str]:
    return (folder / "told.txt").read_text().splitlines()


def test_the_app_of_a_file_is_served(folder):
    with run(folder, write(folder, APP), "--", "a") as (process, port, said):
        assert about(port) == {"process": process.pid, "arguments": ["a"]}
        assert said.count("executed\n") == 1
        tab = SocketTab.settled(port)
        assert tab.elements("text")[0]["body"] == "Count = 0"
        stop(process)
    assert told(folder) == [f"start {tab.name}"]


def test_a_session_that_goes_on_after_a_kill_is_not_told_again_and_one_that_is_left_is(folder):
    path = write(folder, APP)
    with run(folder, path) as (process, port, _):
        tab = SocketTab.settled(port)
        [button] = tab.elements("button")
        tab.do(tab.event(trigger=button["id"]))
        while tab.unacknowledged:
            tab.send(tab.socket.recv(timeout=10))
        process.kill()
        process.wait(10)
    with run(folder, path) as (process, port, _):
        tab.move_to(port)
        tab.reload()
        tab.connect()
        tab.settle()
        assert tab.elements("text")[0]["body"] == "Count = 1"
        tab.say(Leave())
        tab.close_reason()
        stop(process)
    assert told(folder) == [f"start {tab.name}", f"end {tab.name}"]


def test_several_workers_each_have_the_app(folder):
    with run(folder, write(folder, APP), "--server.workers", 2) as (process, port, _):
        one = about(port)["process"]
        assert one != process.pid
        tab = SocketTab.settled(port)
        assert tab.elements("text")[0]["body"] == "Count = 0"
        stop(process)
    assert told(folder) == [f"start {tab.name}"]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("guard", ["", "if __name__ == '__main__':\n    "])
def test_a_program_serves_its_app(folder, workers, guard):
    config = {"server.port": 0, "server.headless": True, "server.workers": workers}
    path = write(folder, f"{RUNS_ITSELF}\n{guard}app.run(config={config})\n")
    with started(folder, path) as (process, port, said):
        assert (about(port)["process"] == process.pid) == (workers == 1)
        assert said.count("executed\n") <= 1 + (workers if workers > 1 else 0)
        stop(process)


def test_options_of_streamlit_that_do_nothing_are_told_and_others_refused(folder):
    config = {"server.port": 0, "server.headless": True, "browser.gatherUsageStats": False}
    path = write(folder, f"import anew as st\nst.App('counter.py').run(config={config})")
    with started(folder, path) as (process, _, said):
        assert "browser.gatherUsageStats has no effect in anew." in "".join(said)
        stop(process)
    write(folder, "import anew as st\nst.App('counter.py').run(config={'server.prot': 1})")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "There is no option 'server.prot'. Did you mean server.port" in done.stderr


def test_workers_that_cannot_find_the_app_are_told_of(folder):
    path = write(
        folder, "import anew as st\nst.App('counter.py').run(config={'server.workers': 2})"
    )
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Assign it to a variable there, as in app = st.App(...)" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import anew\napp = anew.App('counter.py')\n1/0", "ZeroDivisionError: division by zero"),
        ("import anew\napp = anew.App('no.py')", "FileNotFoundError: There is no script 'no.py'"),
        (
            "import anew\napp = anew.App('counter.py')\ndel app",
            "app is None once the file has been",
        ),
    ],
)
def test_a_file_that_fails_is_told(folder, text, message):
    path = write(folder, text)
    command = [sys.executable, "-m", "anew", "run", path, "--server.port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: '{path}' defines ") and message in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "import anew as st\napp = st.App('s.py')",
        "import streamlit as st\napp = st.App('s.py', debug=True)",
        "import streamlit\napp: object = streamlit.App(script_path='s.py')",
        "from anew import App\napp = App('s.py')",
        "from streamlit import App as Made\napp = Made('s.py')",
        "from streamlit.starlette import App\napp = App('s.py')",
        "import anew as st\nother = st.App('o.py')\napp = st.App('s.py')",
    ],
)
def test_the_syntax_of_a_file_tells_that_it_defines_an_app(tmp_path, text):
    path = tmp_path / "x.py"
    path.write_text(text)
    assert target_of(path) == Target(path, "app", tmp_path / "s.py")


def test_the_first_app_counts_if_none_is_called_app(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("import anew as st\none = st.App(st.where)\ntwo = st.App('two.py')")
    assert target_of(path) == Target(path, "one")


@pytest.mark.parametrize(
    "text",
    [
        "import anew as st\nst.title('App')",
        "import anew as st\ndef make():\n    app = st.App('s.py')",
        "from dash import App\napp = App('s.py')",
        "from . import App\napp = App('s.py')",
        "App = print\napp = App('s.py')",
        "app = App('s.py'",
        "\0App",
    ],
)
def test_all_else_is_a_script(tmp_path, text):
    path = tmp_path / "x.py"
    path.write_text(text)
    assert target_of(path) == Target(path)
