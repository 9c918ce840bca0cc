"""The command line, as real processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme
from cryptography.hazmat.primitives import serialization
from server.apps import SocketTab

from anew.testing import AppTest
from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = "import sys\nimport streamlit as st\nst.text(' '.join(sys.argv[1:]))\n"


def anew(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anew", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, cwd=folder
    )


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
    while not (found := re.search(r"https?://\S+", said)):
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
        (
            [],
            "Error: The folder '.' has no streamlit_app.py and no app.py. Name a script.\n",
        ),
        (
            ["folder"],
            "Error: The folder 'folder' has no streamlit_app.py and no app.py. Name a script.\n",
        ),
    ],
)
def test_a_wrong_script_is_told_in_one_line(tmp_path, arguments, message):
    (tmp_path / "folder").mkdir()
    done = anew("run", *arguments, folder=tmp_path)

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
        f"Error: Port {port} is in use. Choose another with --server.port, or stop the "
        "program that uses it.\n"
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


FOREIGN_FLAGS = [
    ["--browser.gatherUsageStats=false"],
    ["--browser.gatherUsageStats", "false"],
    ["--server.enableCORS=false", "--server.enableXsrfProtection=false"],
    ["--global.developmentMode", "--server.headless"],
    ["--server.enableCORS", "--server.enableXsrfProtection", "False"],
    ["--server.cookieSecret", "abc", "--runner.cacheHashSeed", "123"],
]


@pytest.mark.parametrize("flags", FOREIGN_FLAGS, ids=range(len(FOREIGN_FLAGS)))
def test_flags_of_streamlits_do_not_end_the_start(script, flags):
    """Wherever they stand; the log names each."""
    arguments = ["--server.headless", "true", *flags, script, "mine", "--server.port", 0, "--", "x"]
    command = [sys.executable, "-u", "-m", "anew", "run", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        url = _printed_url(process)
        tab = SocketTab.settled(int(url.rsplit(":", 1)[1]))
        assert tab.elements("text")[0]["body"] == "mine x"
        tab.hang_up()
    finally:
        process.kill()
        said = process.communicate(timeout=10)[1]

    foreign = [flag.lstrip("-").partition("=")[0] for flag in flags if flag.startswith("--")]
    for name in set(foreign) - {"server.headless"}:
        assert said.count(name) == 1


@pytest.mark.parametrize("flags", [["--server.runOnSave"], ["--server.runOnSave=true"]])
def test_a_switch_may_stand_alone(script, flags):
    with running("--server.port", 0, *flags, script, "mine") as (_, url):
        tab = SocketTab.settled(int(url.rsplit(":", 1)[1]))
        assert tab.elements("text")[0]["body"] == "mine"
        assert next(said for said in tab.heard if said["tag"] == "welcome")["run_on_save"] is True
        tab.hang_up()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["app.py", "--server.address", "a..b"], "This machine has no address 'a..b'."),
        (["app.py", "--server.address", "x" * 300], f"This machine has no address '{'x' * 300}'"),
        (["app.py", "--server.address", "203.0.113.9"], "Cannot listen on '203.0.113.9': "),
        (["x" * 300 + ".py"], f"'{'x' * 300}.py' cannot be read: "),
        (["loop.py"], "There is no file 'loop.py'."),
        (["app.py/app.py"], "There is no file 'app.py/app.py'."),
    ],
    ids=range(6),
)
def test_what_keeps_an_app_from_starting_is_told_in_one_line(script, arguments, message):
    (script.parent / "loop.py").symlink_to("loop.py")
    done = anew("run", *arguments, folder=script.parent)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {message}") and done.stderr.count("\n") == 1


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


def test_clearing_the_cache_removes_what_functions_keep_on_disk(tmp_path):
    script = """
        import anew as st

        @st.cache_data(persist="disk")
        def load(name):
            return name

        load("a"), load("b")
    """
    (tmp_path / "app.py").write_text(textwrap.dedent(script))
    subprocess.run([sys.executable, "app.py"], cwd=tmp_path, check=True, timeout=60)
    command = [sys.executable, "-m", "anew", "cache", "clear"]
    outputs = [
        subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
        ).stdout
        for _ in range(2)
    ]

    assert outputs == [
        "Removed 2 cached values from .anew/cache.\n",
        "Removed 0 cached values from .anew/cache.\n",
    ]
    assert list((tmp_path / ".anew").iterdir()) == []


def test_the_script_of_a_folder_is_found(tmp_path):
    """`streamlit_app.py`, else `app.py`."""
    for name in ("app.py", "streamlit_app.py"):
        (tmp_path / name).write_text(f"import anew as st\nst.text('{name}')\n")
        with running(tmp_path, "--server.port", 0) as (_, url):
            tab = SocketTab(int(url.rsplit(":", 1)[1]))
            tab.connect()
            tab.settle()

            assert tab.elements("text")[0]["body"] == name
            tab.hang_up()


@pytest.fixture(scope="module")
def https(tmp_path_factory):
    """The options of a server with a certificate for localhost, made for these tests."""
    folder = tmp_path_factory.mktemp("https")
    authority = trustme.CA()
    own = authority.issue_cert("localhost")
    own.cert_chain_pems[0].write_to_path(folder / "certificate.pem")
    own.private_key_pem.write_to_path(folder / "key.pem")
    authority.cert_pem.write_to_path(folder / "authority.pem")
    return folder


def https_options(certificate, key):
    return ("--server.sslCertFile", certificate, "--server.sslKeyFile", key)


def test_an_app_is_served_by_https(script, https):
    options = https_options(https / "certificate.pem", https / "key.pem")
    with running(script, "--server.port", 0, *options) as (_, url):
        trusted = ssl.create_default_context(cafile=str(https / "authority.pem"))
        page = httpx.get(url, verify=trusted)

    assert url.startswith("https://localhost:")
    assert page.status_code == 200
    assert page.headers["set-cookie"].startswith("__Host-anew_sid=")
    assert page.headers["set-cookie"].endswith("; Secure")


def test_what_https_lacks_is_told_in_one_line(script, https):
    certificate = https / "certificate.pem"
    for options, message in (
        (
            https_options(Path("no.pem"), https / "key.pem"),
            "server.sslCertFile: the file 'no.pem' does not exist.",
        ),
        (
            ("--server.sslCertFile", certificate),
            "server.sslCertFile is set, but server.sslKeyFile is not. https needs both.",
        ),
        (
            https_options(certificate, Path("app.py")),
            f"{str(certificate)!r} and 'app.py' are not a certificate and its key in PEM format (",
        ),
    ):
        done = anew("run", "app.py", *options, folder=script.parent)

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"Error: {message}") and done.stderr.count("\n") == 1


def test_a_key_with_a_password_is_told_and_not_asked_for(script, https):
    """A server has no terminal at which somebody could type it."""
    key = serialization.load_pem_private_key((https / "key.pem").read_bytes(), None)
    locked = script.parent / "locked.pem"
    locked.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    done = anew(
        "run", "app.py", *https_options(https / "certificate.pem", locked), folder=script.parent
    )

    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "are not a certificate and its key" in done.stderr


def test_the_address_for_browsers_is_the_one_that_is_said(script):
    options = ("--browser.serverAddress", "apps.example", "--browser.serverPort", 443)
    with running(script, "--server.port", 0, *options, "--server.baseUrlPath", "a/b") as (_, url):
        assert url == "http://apps.example:443/a/b"


def test_the_log_is_written_as_its_option_says(script):
    folder = script.parent / ".anew"
    folder.mkdir()
    (folder / "config.toml").write_text("[browser]\ngatherUsageStats = true\n")
    options = ("--server.port", "0", "--server.headless", "true")
    form = ("--logger.messageFormat", "LOG %(levelname)s|%(message)s")
    process = subprocess.Popen(
        [sys.executable, "-m", "anew", "run", script, *options, *form],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    with process:
        line = process.stderr.readline()
        process.terminate()

    assert line.startswith(f"LOG WARNING|{folder / 'config.toml'}: the following is ignored. ")


def test_a_new_app_is_written_and_runs(tmp_path):
    done = anew("init", "mine", folder=tmp_path)

    assert (done.returncode, done.stdout) == (
        0,
        "Wrote mine/app.py and mine/requirements.txt.\nStart it: anew run mine/app.py\n",
    )
    assert (tmp_path / "mine" / "requirements.txt").read_text() == f"anew>={VERSION}\n"
    app = AppTest.from_file(tmp_path / "mine" / "app.py").run()
    assert not app.exception and app.title[0].value == "Hello"


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "requirements.txt").write_text("mine")
    done = anew("init", folder=tmp_path)

    assert (done.returncode, done.stderr) == (
        2,
        "Error: 'requirements.txt' already exists; nothing was written.\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["requirements.txt"]


def test_the_documentation_of_a_command_is_printed():
    done = anew("docs", "st.divider")

    assert done.stdout.startswith("st.divider(*, width: ")
    assert "Draw a line." in done.stdout
    assert "divider\n" in anew("docs").stdout
    assert anew("docs", "st.buton").stderr == (
        "Error: There is no 'st.buton' in anew. Did you mean button, menu_button or link_button?\n"
    )
