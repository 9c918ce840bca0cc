"""What is told of a database that cannot be connected to, and what is not: passwords and addresses."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest
from elements.refusals import refused
from sqlalchemy.exc import OperationalError
from stores.servers import free_port

import anew as st
from anew.errors import (
    APIException,
    BadTimeStringError,
    ConfigError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)
from anew.testing import AppTest

SECRET = "hunter2"
EXAMPLE = 'url = "dialect://username:password@host:port/database"'


def test_nothing_to_connect_to_says_where_to_write_it(secrets):
    text = (
        f"connection 'pets': it is not said what to connect to. Write {EXAMPLE} into "
        '[connections.pets] of secrets.toml, or at least dialect = "...", or pass url=...'
    )
    with refused(MissingRequiredParameterError, text):
        st.connection("pets", "sql")
    secrets(f'[connections.pets]\ntype = "sql"\nhostname = "db"\npasword = "{SECRET}"')
    at = AppTest.from_string("import anew as st\nst.connection('pets')").run()

    assert at.exception[0].message == f"{text} That section has only: hostname, pasword."


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        (
            {"url": SECRET},
            InvalidParameterValueError,
            f"url is not an address that can be read. Write it as {EXAMPLE}; ",
        ),
        (
            {"url": f"postgresql://ada:{SECRET}@db:{SECRET}/zoo"},
            InvalidParameterValueError,
            "url is not an address that can be read. ",
        ),
        (
            {"url": f"postgresql://ada:12@{SECRET}@db/zoo"},
            InvalidParameterValueError,
            "the address has more than one @. Write an @ in the password as %40, ",
        ),
        (
            {"url": f"postgres://ada:{SECRET}@db/zoo"},
            InvalidParameterValueError,
            "SQLAlchemy knows no database 'postgres'. Did you mean postgresql? ",
        ),
        (
            {"dialect": "postgresql", "port": SECRET},
            InvalidParameterValueError,
            "port is not a whole number. ",
        ),
        (
            {"url": f"mysql+pymysql://ada:{SECRET}@db/zoo"},
            ConfigError,
            "the driver of 'mysql+pymysql' is not installed (pymysql). Install it with pip, or ",
        ),
        (
            {"url": f"mysql://ada:{SECRET}@db/zoo"},
            ConfigError,
            "the driver of 'mysql' is not installed (MySQLdb). Install it with pip, or name another",
        ),
        (
            {"url": f"oracle://ada:{SECRET}@db/zoo"},
            ConfigError,
            "the driver of 'oracle' is not installed (",
        ),
        ({"url": 3}, InvalidParameterTypeError, "url is of the type int. Pass a string: "),
        (
            {"dialect": "sqlite", "database": 3},
            InvalidParameterTypeError,
            "database is of the type int. Pass a string.",
        ),
        (
            {"dialect": "sqlite", "port": True},
            InvalidParameterTypeError,
            "port is of the type bool. Pass a whole number.",
        ),
        (
            {"dialect": "sqlite", "query": f"a={SECRET}"},
            InvalidParameterTypeError,
            "query is of the type str. Pass a dict.",
        ),
        (
            {"url": "sqlite://", "create_engine_kwargs": SECRET},
            InvalidParameterTypeError,
            "create_engine_kwargs is of the type str. Pass a dict.",
        ),
        (
            {"url": "sqlite://", "pasword": SECRET},
            InvalidParameterTypeError,
            "SQLAlchemy's create_engine does not take 'pasword'. An address takes url, or dialect, ",
        ),
    ],
)
def test_a_wrong_configuration_is_told_without_its_values(arguments, error, text):
    with pytest.raises(error) as caught:
        st.connection("pets", "sql", **arguments)

    assert str(caught.value).startswith(f"connection 'pets': {text}")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"sql": 3}, InvalidParameterTypeError, "sql is of the type int. Pass the statement as "),
        (
            {"params": [SECRET]},
            InvalidParameterTypeError,
            "params is of the type list. Pass a dict from names to values and write each parameter ",
        ),
        ({"params": 3}, InvalidParameterTypeError, "params is of the type int. Pass a dict from "),
        (
            {"params": {"a": object()}},
            InvalidParameterTypeError,
            "params is, or holds, an object by which anew cannot tell one call from another. ",
        ),
        ({"chunksize": 0}, InvalidParameterValueError, "chunksize=0 is not a number of rows. "),
        ({"chunksize": True}, InvalidParameterValueError, "chunksize=True is not a number of "),
        ({"show_spinner": 3}, InvalidParameterTypeError, "show_spinner=3 is neither text nor "),
        ({"ttl": "soon"}, BadTimeStringError, "ttl='soon' is not a duration. "),
    ],
)
def test_wrong_arguments_of_a_query_are_told(arguments, error, text):
    connection = st.connection("pets", "sql", url="sqlite:///pets.db")

    with pytest.raises(error) as caught:
        connection.query(**{"sql": "select 1", **arguments})

    assert str(caught.value).startswith(f"query of the connection 'pets': {text}")
    assert SECRET not in str(caught.value)


def test_a_statement_that_changes_something_says_how_to():
    connection = st.connection("pets", "sql", url="sqlite:///pets.db")

    text = (
        "query of the connection 'pets': the statement returns no rows, and what it has changed is "
        "undone. To change something, write: with connection.session as session: "
        "session.execute(sqlalchemy.text(...)); session.commit()"
    )
    with refused(InvalidParameterValueError, text):
        connection.query("create table pets (name text)")


def test_a_database_that_cannot_be_reached_is_tried_once_and_says_whose_it_is():
    url = f"postgresql+psycopg://ada:{SECRET}@127.0.0.1:{free_port()}/zoo"
    connection = st.connection("zoo", "sql", url=url)

    with pytest.raises(OperationalError, match="onnection refused") as caught:
        connection.query("select 1")

    assert caught.value.__notes__ == [
        (
            "This is the connection 'zoo'. Check what [connections.zoo] of secrets.toml, or the "
            "script, says of it, and whether the database can be reached."
        )
    ]
    assert SECRET not in str(caught.value)


class Telltale:
    """A driver's way of connecting that repeats what it was given."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self):
        raise psycopg.OperationalError(f"cannot connect with {' and '.join(self.words)}")


def told_by(driver, **arguments):
    connection = st.connections.SQLConnection("pets", creator=driver, **arguments)
    told = []
    for use in (
        lambda: connection.query("select 1"),
        connection.connect,
        connection.session.connection,
        connection.engine.raw_connection,
    ):
        with pytest.raises(Exception, match="cannot connect with") as caught:
            use()
        error = caught.value
        while error is not None:
            told.append(f"{error} {error!r} {error.args}")
            error = error.__cause__ or error.__context__
    return told


def test_what_a_driver_repeats_is_hidden():
    driver = Telltale("p@ss wörd", "p%40ss%20w%C3%B6rd", "a-token", "zoo")
    told = told_by(
        driver,
        dialect="postgresql",
        password="p@ss wörd",
        database="zoo",
        query={"auth_token": "a-token"},
    )

    assert "cannot connect with *** and *** and *** and zoo" in told[0]
    # SQLAlchemy does not see the last one: it was asked for the driver's own connection.
    for text in told[:-1]:
        assert "p@ss" not in text and "p%40" not in text and "a-token" not in text


def test_what_is_no_secret_is_told():
    [first, *_] = told_by(
        Telltale("ada", "zoo"), dialect="postgresql", username="ada", password="ada", database="zoo"
    )

    assert "cannot connect with ada and zoo" in first


def test_what_sqlalchemy_refuses_is_told_without_secrets():
    with pytest.raises(InvalidParameterValueError) as caught:
        st.connection("pets", "sql", url="sqlite://pets.db", query={"token": SECRET})

    text = "SQLAlchemy refuses the address, or an argument: Invalid SQLite URL: sqlite://pets.db"
    assert text in str(caught.value) and "sqlite:///relative/path/to/file.db" in str(caught.value)
    assert "token=***" in str(caught.value)


WITHOUT = """
import sys
sys.modules[{library!r}] = None  # As if it was not installed.
import anew as st
assert "sqlalchemy" not in sys.modules or sys.modules["sqlalchemy"] is None
connection = st.connection("pets", type="sql", url="sqlite://")
assert "pandas" not in sys.modules or sys.modules["pandas"] is None
connection.connect().close()
connection.query("select 1")
"""


@pytest.mark.parametrize(
    ("library", "text"),
    [
        (
            "sqlalchemy",
            (
                "connection 'pets': type=\"sql\" needs SQLAlchemy, which is not installed. Install it "
                'with pip install "anew[sql]", and the driver of your database.'
            ),
        ),
        (
            "pandas",
            (
                "query of the connection 'pets': it returns a table of pandas, which is not "
                'installed. Install it with pip install "anew[sql]".'
            ),
        ),
    ],
)
def test_a_missing_library_says_what_to_install_and_none_is_imported_early(library, text):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(library=library)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.splitlines()[-1] == f"anew.errors.ConfigError: {text}"
    assert issubclass(ConfigError, APIException)
