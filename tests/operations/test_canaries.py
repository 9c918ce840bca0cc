"""What a session remembers, and who it is of, is in no log, no metric and no list.

An app runs as a process that logs all that it can, is used and misused, killed, and started again
after its script has changed. Everything that must not be told begins with the same word.
"""

from __future__ import annotations

import json

import httpx
from click.testing import CliRunner
from operations.app_process import running, upload
from server.apps import PLAIN, SocketTab

from anew.cli import commands
from anew.stores.base import log_name

CANARY = "nightingale"
COOKIE = f"anew_sid={'nightingale-cookie-'.ljust(43, 'x')}"

SCRIPT = """
import threading
from dataclasses import dataclass

import anew as st

@dataclass
class Item:
    name: str

before = st.session_state.get("items_of_user")
file = st.file_uploader("File")
typed = st.text_input("Typed", key="typed")
st.selectbox("Kind", ["a", "b"])
if typed:
    st.session_state[f"key of {typed}"] = f"value of {typed}"
    st.session_state.items_of_user = [Item(typed)]
    st.session_state.locks = {typed: [threading.Lock()]}
    st.query_params["q"] = typed
fails, fails_otherwise = st.button("Fail"), st.button("Fail otherwise")
if fails:
    st.secrets["token"]
    st.session_state["missing"]
if fails_otherwise:
    st.session_state.items_of_user[0].nothing
if name := st.selectbox("Database", ["file", "away", "wrong"], index=None):
    st.connection(name).query("select * from nowhere where a = :typed", params={"typed": typed})
st.text(f"{len(st.session_state)} {st.secrets['token'][:0]} {bool(file)}")
"""


SECRETS = f"""
token = "{CANARY}-secret"

[connections]
file = {{ type = "sql", url = "sqlite://" }}
away = {{ type = "sql", url = "postgresql://ada:{CANARY}-password@127.0.0.1:1/zoo" }}
wrong = {{ type = "sql", url = "postgress://ada:{CANARY}-password@zoo" }}
"""


def clicked(tab: SocketTab, label: str) -> None:
    [button] = [one for one in tab.elements("button") if one["label"] == label]
    tab.do(tab.event(trigger=button["id"]))


def typed(tab: SocketTab, kind: str, value: object, *, at: int = 0) -> None:
    tab.do(tab.event(values={tab.elements(kind)[at]["id"]: value}))


def saved(tab: SocketTab) -> None:
    while tab.unacknowledged:
        tab.send(tab.socket.recv(timeout=10))


def used(port: int) -> SocketTab:
    """A tab that did what a user does, and what none should."""
    tab = SocketTab(port, COOKIE)
    tab.connect()
    tab.settle()
    typed(tab, "text_input", CANARY)
    typed(tab, "selectbox", CANARY)  # No option.
    upload(port, tab, f"{CANARY}-file.csv", CANARY.encode())
    for database in (0, 1, 2, None):
        typed(tab, "selectbox", database, at=-1)
    clicked(tab, "Fail")
    clicked(tab, "Fail otherwise")
    saved(tab)
    return tab


def misused(port: int) -> None:
    for text in (CANARY, f'{{"tag":"{CANARY}"}}', f'{{"tag":"event","n":1,"values":"{CANARY}"}}'):
        bad = SocketTab(port, COOKIE)
        bad.connect()
        bad.socket.send(text)
        bad.close_reason()
        bad.hang_up()
    httpx.get(
        f"http://localhost:{port}/media/{CANARY}?{CANARY}", headers={"Cookie": COOKIE}, verify=PLAIN
    )
    httpx.get(f"http://localhost:{port}/", headers={"Host": CANARY}, verify=PLAIN)


def state(*arguments: object) -> str:
    done = CliRunner().invoke(commands, ["state", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.output


def test_no_canary_is_told(tmp_path):
    (tmp_path / "app.py").write_text(SCRIPT)
    (tmp_path / ".anew").mkdir()
    (tmp_path / ".anew" / "secrets.toml").write_text(SECRETS)
    flags = (
        "--logger.format",
        "json",
        "--logger.level",
        "debug",
        "--server.metricsPath",
        "metrics",
    )
    with running(tmp_path / "app.py", *flags) as app:
        port = app.port
        tab = used(port)
        misused(port)
        metrics = httpx.get(f"http://localhost:{port}/metrics", verify=PLAIN).text
    (tmp_path / "app.py").write_text(SCRIPT.replace("Item", "Other"))
    with running(tmp_path / "app.py", *flags) as app:
        port = app.port
        tab.hang_up()
        again = SocketTab(port, COOKIE)
        again.name, again.instance = tab.name, tab.instance
        again.connect()
        again.settle()
        clicked(again, "Fail otherwise")
        metrics += httpx.get(f"http://localhost:{port}/metrics", verify=PLAIN).text
        listed, shown = state("ls", tmp_path), state("show", tab.name, "--app", tmp_path)
    log = (tmp_path / "log").read_text()
    told = [json.loads(line) for line in log.splitlines()]
    messages = " ".join(one["message"] for one in told)

    # All that could have told it was there.
    for sentence in (
        "it is a value that holds one of type _thread.lock: ",
        "st.session_state['items_of_user'] can no longer be read from the store",
        "The script raised an error.",
        "A connection was closed: ",
    ):
        assert sentence in messages
    for error in ("no such table: nowhere", "Connection refused", "SQLAlchemy knows no database"):
        assert error in log
    assert 'anew_refused_values_total{worker="' in metrics and "anew_takeovers_total" in metrics
    assert log_name(tab.name) in {one.get("session") for one in told}
    assert len({one["process"] for one in told}) == 2
    for text in (log, metrics, listed):
        assert CANARY not in text.lower() and tab.name not in text
    assert f"key of {CANARY}" in shown
    assert CANARY not in shown.replace(f"key of {CANARY}", "")
