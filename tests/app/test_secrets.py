"""R132: `st.secrets`, and where its values come from."""

from __future__ import annotations

import copy
import pickle

import pytest
from rules.apps import new_app, shown_error
from server.apps import SocketTab, serving

import anew as st
from anew.errors import SecretNotFoundError
from anew.server.app import create_app
from anew.testing import AppTest

TOML = """
token = "s3cret"
port = 5432

[db]
user = "ada"
password = "pa55"

[db.options]
timeout = 3

[[hosts]]
name = "one"
"""


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """The folders that secrets may be in: home, working directory, script."""
    folders = {name: tmp_path / name for name in ("home", "work", "app")}
    for folder in folders.values():
        folder.mkdir()
    monkeypatch.setenv("HOME", str(folders["home"]))
    monkeypatch.chdir(folders["work"])
    return folders


def write(folder, text, name=".anew"):
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "secrets.toml").write_text(text, "utf-8")


def app_in(folder, text, **options):
    script = folder / "app.py"
    script.write_text(f"import anew as st\n{text}\n", "utf-8")
    return AppTest.from_file(
        script, settings={f"secrets.{name}": value for name, value in options.items()}
    )


def told(places, expression, **options):
    """What an expression of `s`, the secrets, gives."""
    at = app_in(places["app"], f"s = st.secrets\nst.text(repr({expression}))", **options).run()
    assert not at.exception, at.exception
    return at.text[0].value


# Reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("s['token']", "'s3cret'"),
        ("s.token", "'s3cret'"),
        ("s.port + 1", "5433"),
        ("s.db.user", "'ada'"),
        ("s['db']['options'].timeout", "3"),
        ("dict(**s.db.options)", "{'timeout': 3}"),
        ("s.hosts[0].name", "'one'"),
        ("s.get('zz', 'default')", "'default'"),
        ("(s.has_key('token'), s.has_key('zz'))", "(True, False)"),
        ("('token' in s, 'zz' in s, 'user' in s.db)", "(True, False, True)"),
        ("(list(s), len(s))", "(['token', 'port', 'db', 'hosts'], 4)"),
        ("s.db.to_dict()['options']", "{'timeout': 3}"),
        ("s.to_dict()['hosts']", "[{'name': 'one'}]"),
        ("s.load_if_toml_exists()", "True"),
        ("hasattr(s.db, 'zz')", "False"),
    ],
)
def test_secrets_are_read_by_item_and_attribute(places, expression, value):
    write(places["app"], TOML)

    assert told(places, expression) == value


@pytest.mark.parametrize(
    ("line", "error", "path"),
    [
        ("st.secrets['zz']", "KeyError", "st.secrets"),
        ("st.secrets.zz", "AttributeError", "st.secrets"),
        ("st.secrets.db['zz']", "KeyError", "st.secrets.db"),
        ("st.secrets.db.zz", "AttributeError", "st.secrets.db"),
    ],
)
def test_a_missing_secret_is_named(places, line, error, path):
    write(places["app"], TOML)
    text = (
        f'{path} has no "zz". Add it to secrets.toml, or check whether it is in another section '
        f"there."
    )

    shown = shown_error(app_in(places["app"], line).run())

    assert shown == (error, repr(text) if error == "KeyError" else text)


@pytest.mark.parametrize("line", ["s.token = 1", "s['token'] = 1", "s.db.user = 1", "del s['db']"])
def test_secrets_can_only_be_read(places, line):
    write(places["app"], TOML)
    at = app_in(places["app"], f"s = st.secrets\n{line}").run()

    assert shown_error(at)[0] == "TypeError"


@pytest.mark.parametrize("expression", ["s", "str(s)", "f'{s}'", "s.db", "s.hosts", "[s]"])
def test_no_value_shows_where_they_are_printed(places, expression):
    write(places["app"], TOML)

    shown = told(places, expression)

    assert "<st.secrets" in shown
    assert not any(value in shown for value in ("s3cret", "ada", "pa55", "5432", "one"))


def test_no_value_shows_where_they_are_written_to_the_page(places):
    write(places["app"], TOML)
    at = app_in(places["app"], "st.write(st.secrets, st.secrets.db)\nst.secrets").run()

    assert [shown.value for shown in at.markdown] == [
        "`<st.secrets: token, port, db, hosts>` `<st.secrets.db: user, password, options>`",
        "`<st.secrets: token, port, db, hosts>`",
    ]


def test_a_section_can_be_copied_and_pickled():
    section = st.secrets.__class__.__base__({"a": {"b": 1}}, "st.secrets.db")

    assert copy.deepcopy(section) == pickle.loads(pickle.dumps(section)) == section
    assert copy.deepcopy(st.secrets) is st.secrets


# Places -----------------------------------------------------------------------------------


def test_a_later_place_counts_more(places):
    write(places["home"], "a = 1\nb = 1\nc = 1\nd = 1", ".streamlit")
    write(places["home"], "b = 2", ".anew")
    write(places["work"], "c = 3", ".streamlit")
    write(places["app"], "d = 4", ".streamlit")

    assert told(places, "s.to_dict()") == "{'a': 1, 'b': 2, 'c': 3, 'd': 4}"


def test_the_option_names_other_files_and_folders(places):
    write(places["app"], "token = 'not read'")
    (places["work"] / "mine.toml").write_text("a = 1\nuser = 'toml'")
    folder = places["work"] / "mounted"
    (folder / "db").mkdir(parents=True)
    (folder / "..data").mkdir()
    (folder / "user").write_text("ada\n")
    (folder / "db" / "password").write_text("pa55\n")

    files = ("mine.toml", "mounted")

    assert told(places, "s.to_dict()", files=files) == (
        "{'a': 1, 'user': 'ada', 'db': {'password': 'pa55'}}"
    )


def test_r132_without_any_secrets_an_access_says_where_they_were_looked_for(places):
    looked = ", ".join(
        repr(str(places[name] / folder / "secrets.toml"))
        for name in ("home", "work", "app")
        for folder in (".streamlit", ".anew")
    )
    at = app_in(places["app"], "st.secrets['token']").run()

    assert shown_error(at) == (
        "SecretNotFoundError",
        (
            f"st.secrets: there are no secrets. Write some into one of {looked}, or name other "
            f"files in the option secrets.files."
        ),
    )
    assert told(places, "(s.load_if_toml_exists(), s)") == "(False, <st.secrets: none>)"


def test_outside_of_a_run_there_are_those_of_the_home(places):
    write(places["home"], "token = 's3cret'")

    assert st.secrets.token == "s3cret"
    assert isinstance(SecretNotFoundError(), FileNotFoundError)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\ntoken = s3cret", 2), ('a = "s3cret', 1), ("s3cret", 1), ("a = 1\na = 's3cret'", 2)],
)
def test_a_broken_file_is_named_with_its_line_and_no_value(places, text, line):
    write(places["app"], text)
    path = places["app"] / ".anew" / "secrets.toml"
    at = app_in(places["app"], "st.secrets['a']").run()

    assert shown_error(at) == (
        "SecretNotFoundError",
        f'{path}:{line}: this is not valid TOML. Write each secret as name = "value".',
    )
    assert "s3cret" not in repr(at.exception[0].record)


def test_a_file_that_cannot_be_read_is_named(places):
    (places["app"] / ".anew").mkdir()
    path = places["app"] / ".anew" / "secrets.toml"
    path.write_bytes(b"a = '\xff'")
    at = app_in(places["app"], "st.secrets['a']").run()

    assert shown_error(at) == (
        "SecretNotFoundError",
        (
            f"st.secrets: {str(path)!r} cannot be read. Check that this process may read it, and "
            f"that it is text in UTF-8."
        ),
    )


def test_a_change_of_the_file_counts_in_the_next_run(places):
    write(places["app"], "token = 'old'")
    at = app_in(places["app"], "st.text(st.secrets.token)").run()
    assert at.text[0].value == "old"

    write(places["app"], "token = 'newer'")

    assert at.run().text[0].value == "newer"


def test_r132_a_program_that_serves_the_app_may_give_secrets(places):
    write(places["app"], "a = 1\nb = 1")
    script = "import anew as st\nst.text(st.secrets.to_dict())"
    path = places["app"] / "app.py"
    path.write_text(script)

    with serving(create_app(path, secrets={"b": 2, "c": {"d": 3}})) as port:
        tab = SocketTab(port)
        tab.connect()
        tab.settle()
        shown = [text["body"] for text in tab.elements("text")]
        tab.hang_up()

    assert shown == ["{'a': 1, 'b': 2, 'c': {'d': 3}}"]


def test_a_test_may_give_secrets_of_its_own():
    at = new_app("st.text(st.secrets.db.user)")
    at.secrets["db"] = {"user": "test"}

    assert at.run().text[0].value == "test"
