"""`anew state` shows and removes what sessions remember, beside the app that runs."""

from __future__ import annotations

import json
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner
from operations.app_process import upload
from server.apps import SocketTab, app_of
from stores.places import OWNER, eventually, parked
from stores.test_sqlite import changed

from anew.cli import commands
from anew.codec.encoding import encoded
from anew.stores.base import Options
from anew.stores.sqlite import SqliteStore

SHOP = """
import threading
from dataclasses import dataclass

import anew as st

@dataclass
class Item:
    name: str
    price: float

if "cart" not in st.session_state:
    st.session_state.cart = [Item("a secret wish", 2.5)]
    st.session_state.gate = threading.Lock()
st.text_input("Name", key="name")
st.slider("Size")
st.file_uploader("Photo", key="photo")
if st.button("Add"):
    st.session_state.cart.append(Item("more", 1.0))
st.text(len(st.session_state.cart))
"""


def anew(*arguments: object):
    """`anew state …` in this process: its exit code, and what it printed."""
    done = CliRunner().invoke(commands, ["state", *map(str, arguments)], standalone_mode=True)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("app")


@pytest.fixture(scope="module")
def tab(folder):
    """A tab of an app that runs, with what it remembers saved."""
    with app_of(folder, SHOP) as port:
        tab = SocketTab.settled(port)
        field = tab.elements("text_input")[0]["id"]
        tab.do(tab.event(values={field: "a typed secret"}))
        tab.do(tab.event(trigger=tab.elements("button")[0]["id"]))
        upload(port, tab, "secret holiday.jpg", b"a secret picture")
        while tab.unacknowledged:
            tab.send(tab.socket.recv(timeout=10))
        yield tab


def store_in(folder, **options) -> SqliteStore:
    return SqliteStore(folder / ".anew" / "state.db", Options(**options))


def test_a_list_names_sessions_and_tells_no_value(tab, folder):
    done = anew("ls", folder)
    [head, line] = done.stdout.splitlines()

    assert head.split() == [
        "SESSION",
        "OPENED",
        "LAST",
        "COMMIT",
        "EXPIRES",
        "KEYS",
        "BYTES",
        "VERSION",
    ]
    assert line.startswith(tab.name[:8]) and tab.name not in line
    assert line.split()[7] == "5"  # The cart, and four widgets.
    assert anew("ls", folder / "app.py").stdout == done.stdout


def test_programs_get_json(tab, folder):
    listed = json.loads(anew("ls", folder, "--json").stdout)
    shown = json.loads(anew("show", tab.name, "--app", folder, "--json").stdout)

    [session] = listed["sessions"]
    assert session["session"] == shown["session"] == tab.name
    assert session["keys"] == len(shown["keys"]) == 5
    assert session["last_commit"].endswith("+00:00") and session["version"] == shown["version"]
    assert shown["in_memory_only"] == {"gate": "_thread.lock"}


def test_a_session_is_shown_by_a_beginning_of_its_name_and_without_values(tab, folder):
    done = anew("show", tab.name[:3], "--app", folder)

    assert tab.name in done.stdout
    for text in ("cart", "name", "(a widget without a key)", "gate  _thread.lock", "16 bytes"):
        assert text in done.stdout
    assert "secret" not in done.stdout


def test_an_export_has_the_values_and_is_for_this_user_only(tab, folder, tmp_path):
    file = tmp_path / "session.json"
    done = anew("export", tab.name[:6], "-o", file, "--app", folder)
    told = json.loads(file.read_text("utf-8"))

    assert done.exit_code == 0 and "keep it to yourself" in done.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert told["keys"]["name"]["value"] == "a typed secret"
    assert told["keys"]["photo"]["value"] == {
        "$type": "uploaded file",
        "name": "secret holiday.jpg",
        "media_type": "image/jpeg",
        "size": 16,
        "left_out": "its content",
    }
    assert told["keys"]["cart"]["value"] == [
        {"$type": "__main__.Item", "attributes": {"name": "a secret wish", "price": 2.5}},
        {"$type": "__main__.Item", "attributes": {"name": "more", "price": 1.0}},
    ]


def test_an_export_replaces_no_file_unless_it_is_told_to(tab, folder, tmp_path):
    file = tmp_path / "mine.txt"
    file.write_text("mine")
    file.chmod(0o644)

    refused = anew("export", tab.name, "-o", file, "--app", folder)

    assert refused.exit_code == 1 and file.read_text() == "mine"
    assert refused.stderr == f"Error: There is a file {str(file)!r} already; --force replaces it.\n"
    assert anew("export", tab.name, "-o", file, "--app", folder, "--force").exit_code == 0
    assert json.loads(file.read_text())["session"] == tab.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_session_that_is_removed_while_it_is_used_ends_at_its_next_change(folder, tmp_path):
    with app_of(tmp_path, SHOP) as port:
        tab = SocketTab.settled(port)
        store = store_in(tmp_path)
        assert eventually(lambda: store.show(tab.name) is not None)
        store.close()

        done = anew("rm", tab.name[:5], "--app", tmp_path)
        tab.say(tab.event(trigger=tab.elements("button")[0]["id"]))
        code, _ = tab.close_reason()
        tab.hang_up()
        again = SocketTab(port, tab.cookie)
        again.connect()

        assert (done.exit_code, done.stdout) == (0, "Removed 1 session.\n")
        assert code == 1013
        assert again.name != tab.name


def test_several_are_removed_only_by_who_is_sure(tmp_path):
    store = store_in(tmp_path)
    for name in ("one", "two", "three"):
        parked(store, name)

    refused = anew("rm", "--all", "--app", tmp_path)

    assert refused.exit_code == 1
    assert refused.stderr == (
        "Error: Nothing was removed: 3 sessions are meant. Say --yes to remove them all.\n"
    )
    assert anew("rm", "t", "--app", tmp_path).stderr == (
        "Error: 2 sessions begin with 't': three, two. Write more of the name.\n"
    )
    assert anew("rm", "three", "--app", tmp_path).stdout == "Removed 1 session.\n"
    assert anew("rm", "--all", "--yes", "--app", tmp_path).stdout == "Removed 2 sessions.\n"
    assert anew("ls", tmp_path).stdout == "There are no sessions.\n"
    store.close()


def test_expired_sessions_are_removed(tmp_path):
    store = store_in(tmp_path, ttl_seconds=0)
    parked(store, "old")
    store.close()
    store = store_in(tmp_path)
    parked(store, "young")

    assert anew("rm", "--expired", "--app", tmp_path).stdout == "Removed 1 session.\n"
    assert store.show("young") is not None
    store.close()


def test_the_newest_comes_first_and_short_names_are_told_apart(tmp_path):
    store = store_in(tmp_path)
    for name in ("same-beginning-1", "same-beginning-2", "other"):
        parked(store, name)
    store.close()

    lines = anew("ls", tmp_path).stdout.splitlines()[1:]

    assert [line.split()[0] for line in lines] == ["other", "same-beginning-2", "same-beginning-1"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ls", "nowhere"], 2, "Error: There is no script or folder 'nowhere'.\n"),
        (["rm"], 2, "Error: Name sessions to remove, or say --all or --expired.\n"),
        (["rm", "a", "--all"], 2, "Error: Name sessions to remove, or say --all or --expired.\n"),
        (
            ["ls", "--state.store", "memory"],
            1,
            'Error: With state.store = "memory" sessions are in the memory of the app\'s process',
        ),
        (["ls", "--state.store", "mysql://x"], 1, "Error: The store's address has the scheme"),
        (
            ["ls", "--state.store", "postgresql://me:pass@127.0.0.1:1/db"],
            1,
            "Error: The store postgresql://127.0.0.1:1/db cannot be used now. ",
        ),
        (
            ["ls", "--state.store", "valkey://:pass@127.0.0.1:1"],
            1,
            "Error: The store redis://127.0.0.1:1 cannot be used now. ",
        ),
        (["show", "x"], 1, "Error: There is no file '"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path, monkeypatch, arguments, code, message):
    monkeypatch.chdir(tmp_path)
    done = anew(*arguments)
    told = done.stderr[done.stderr.index("Error: ") :]

    assert (done.exit_code, done.stdout) == (code, "")
    assert told.startswith(message) and told.count("\n") == 1
    assert "pass" not in told.removeprefix(message)
    assert [*tmp_path.iterdir()] == []  # Looking makes nothing.


@pytest.mark.parametrize(("arguments", "code"), [(["ls"], 1), (["rm"], 2)])
def test_a_process_says_nothing_but_that_line(tmp_path, arguments, code):
    done = subprocess.run(
        [sys.executable, "-m", "anew", "state", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert done.stderr.startswith("Error: ")


def test_an_unknown_session_is_told(tmp_path):
    store_in(tmp_path).close()

    assert anew("show", "abc", "--app", tmp_path).stderr == (
        "Error: No session begins with 'abc'. `anew state ls` lists all that there are.\n"
    )
    assert anew("show", "", "--app", tmp_path).exit_code == 1


def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path):
    file = tmp_path / ".anew" / "state.db"
    store = store_in(tmp_path)
    parked(store, "one", key=b"value" * 5000)
    store.close()
    content = bytearray(file.read_bytes())
    content[1000:6000] = b"\xff" * 5000
    file.write_bytes(content)

    done = anew("ls", tmp_path)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {file} is damaged (") and "sets it aside" in done.stderr
    assert file.read_bytes() == content
    assert not [*file.parent.glob("*damaged*")]


def test_a_damaged_record_is_left_out_and_can_be_removed(tmp_path):
    file = tmp_path / ".anew" / "state.db"
    store = store_in(tmp_path)
    for name in ("good", "broken"):
        parked(store, name)
    store.close()
    schema = changed(file, "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')")
    changed(file, "UPDATE sessions SET version = 'many' WHERE session = 'broken'")
    changed(file, "UPDATE sqlite_schema SET sql = ? WHERE name = ?", *schema)

    done = anew("ls", tmp_path)

    assert done.exit_code == 0 and "good" in done.stdout
    assert done.stderr == (
        "1 session is left out, whose record is damaged. To remove: anew state rm broken\n"
    )
    assert "it is damaged. Remove it with `anew state rm broken`" in (
        anew("show", "brok", "--app", tmp_path).stderr
    )
    assert anew("rm", "broken", "--app", tmp_path).exit_code == 0
    assert anew("ls", tmp_path).stderr == ""


def test_what_cannot_be_read_of_a_session_is_named_in_its_export(tmp_path):
    store = store_in(tmp_path)
    parked(store, "one", good=b"\n" + encoded(1), bad=b"\n" + b"\x02\x00broken", worse=b"")
    assert store.take_over("one", OWNER) is not None
    store.close()

    anew("export", "one", "-o", tmp_path / "out.json", "--app", tmp_path)
    told = json.loads((tmp_path / "out.json").read_text())

    assert told["keys"]["good"]["value"] == 1
    assert told["keys"]["bad"]["unreadable"] == "It is damaged."
    assert told["keys"]["worse"]["unreadable"] == "It is cut."
    assert told["page"] is None  # Of a place that no session has written.


def test_nothing_in_a_store_can_command_the_terminal(tmp_path):
    file = tmp_path / ".anew" / "state.db"
    store = store_in(tmp_path)
    for name in ("good", "broken"):
        parked(store, name, **{"key\x1b[31m": b"\n\x01"})
    store.close()
    changed(file, "UPDATE sessions SET session = char(27) || '[2J' || session")
    schema = changed(file, "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')")
    changed(file, "UPDATE sessions SET version = 'many' WHERE session LIKE '%broken'")
    changed(file, "UPDATE sqlite_schema SET sql = ? WHERE name = ?", *schema)

    listed = anew("ls", tmp_path)
    shown = anew("show", "\x1b[2Jg", "--app", tmp_path)
    refused = anew("show", "\x1b[2J", "--app", tmp_path)

    assert (listed.exit_code, shown.exit_code, refused.exit_code) == (0, 0, 1)
    assert "\\x1b[2Jgood" in listed.stdout and "\\x1b[2Jbroken" in listed.stderr
    assert "key\\x1b[31m" in shown.stdout
    assert "2 sessions begin with" in refused.stderr
    for done in (listed, shown, refused):
        assert "\x1b" not in done.output
