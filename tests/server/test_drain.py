"""A server that is asked to stop: runs come to their end, and tabs are told."""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager

import pytest
from browser.process import Process
from server.apps import SocketTab

from anew.protocol.messages import SHUTTING_DOWN

# The files tell the test how far the script is, and it how long to wait.
SCRIPT = """
import time
from pathlib import Path
import anew as st

here = Path(__file__).parent

def wait():
    (here / "arrived").touch()
    while not (here / "go").exists():
        time.sleep(0.005)
    (here / "saved").touch()

if st.button("Save"):
    wait()
st.text("saved" if (here / "saved").exists() else "new")
if st.button("Again", key="again"):
    (here / "again").touch()
"""


@contextmanager
def saving(folder, *options):
    """A server with a tab whose run is on."""
    script = folder / "app.py"
    script.write_text(SCRIPT)
    with Process(script, "--server.port", "0", *options) as server:
        tab = SocketTab.settled(int(server.port))
        tab.say(tab.event(trigger=tab.elements("button", label="Save")[0]["id"]))
        await_file(folder / "arrived")
        yield server, tab


def await_file(path) -> None:
    end = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_on_ends_and_its_answer_comes_before_the_goodbye(tmp_path, number):
    with saving(tmp_path) as (server, tab):
        server.signal(number)
        server.await_word("Another signal")
        tab.say(tab.event(trigger=tab.elements("button", label="Again")[0]["id"]))
        (tmp_path / "go").touch()

        while tab.answered < 1:
            tab.send(tab.socket.recv(timeout=10))
        assert tab.elements("text")[0]["body"] == "saved"
        assert tab.close_reason() == (SHUTTING_DOWN.code, SHUTTING_DOWN.reason)
        assert server.wait() == 0
        # What came meanwhile is for the next server: the tab has it still.
        assert not (tmp_path / "again").exists()
        assert [event.n for event in tab.unacknowledged] == [2]


@pytest.mark.slow
def test_a_run_that_does_not_end_is_not_waited_for_longer_than_the_option_says(tmp_path):
    with saving(tmp_path, "--server.drainSeconds", "0.5") as (server, tab):
        server.signal(signal.SIGTERM)

        assert tab.close_reason()[0] == SHUTTING_DOWN.code
        assert server.wait() == 0
        assert not (tmp_path / "saved").exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(tmp_path, number):
    with saving(tmp_path, "--server.drainSeconds", "60") as (server, _):
        server.signal(number)
        begun = time.monotonic()
        server.await_word("Another signal")
        server.signal(number)

        assert server.wait() == 0
        assert time.monotonic() - begun < 10


@pytest.mark.slow
def test_where_nothing_runs_it_ends_at_once(tmp_path):
    script = tmp_path / "app.py"
    script.write_text("import anew as st\nst.text('x')")
    with Process(script, "--server.port", "0", "--server.drainSeconds", "60") as server:
        tab = SocketTab.settled(int(server.port))
        server.signal(signal.SIGINT)

        assert tab.close_reason()[0] == SHUTTING_DOWN.code
        assert server.wait() == 0
