"""Connections to PostgreSQL: those that are lost, and those that many use."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import psycopg
import pytest
from rules.apps import new_app
from sqlalchemy import event, text
from sqlalchemy.exc import DataError, OperationalError
from stores.servers import PostgresServer

import anew as st
from anew.connections import sql
from anew.testing import AppTest

APP = "anew of a test"


@pytest.fixture
def admin(postgres_server):
    """Another connection to the server, which may end those of apps."""
    with psycopg.connect(postgres_server.url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def zoo(postgres_server):
    # The password is not asked for here.
    url = postgres_server.url.replace("anew@", "anew:nightingale@")
    return st.connection("zoo", type="sql", url=url, query={"application_name": APP})


def cut(admin, seconds=10):
    """End all connections of the app; it does not know. Returns how many there were."""
    found = admin.execute(
        "select pg_terminate_backend(pid, %s) from pg_stat_activity where application_name = %s",
        (seconds * 1000, APP),
    ).fetchall()
    assert all(ended for (ended,) in found)
    return len(found)


def process(connection):
    return connection.query("select pg_backend_pid() as pid", ttl=0)["pid"][0]


def connects(connection):
    """One more for each connection that is made from now on."""
    made = []
    event.listen(connection.engine, "connect", lambda *_: made.append(True))
    return made


def test_a_query_on_a_lost_connection_is_made_again(zoo, admin):
    before = process(zoo)
    assert cut(admin) == 1

    assert process(zoo) != before


def test_all_connections_of_the_pool_may_be_lost_while_many_use_them(zoo, admin):
    together = threading.Barrier(4)

    def hold():
        with zoo.connect() as connection:
            connection.execute(text("select 1"))
            together.wait(10)

    in_threads([hold] * 4)
    assert cut(admin) == 4
    found = []

    def ask(number):
        row = zoo.query("select :n + 1 as n", params={"n": number}, ttl=0)
        found.append(int(row["n"][0]))

    in_threads([lambda number=number: ask(number) for number in range(12)])
    assert sorted(found) == list(range(1, 13))


def test_a_connection_that_is_lost_again_and_again_is_given_up(zoo, monkeypatch):
    monkeypatch.setattr(sql, "PAUSES_SECONDS", (0.0, 0.0))
    process(zoo)
    made = connects(zoo)

    with pytest.raises(OperationalError, match="terminating connection"):
        zoo.query("select pg_terminate_backend(pg_backend_pid())", ttl=0)
    assert len(made) == 2  # The first attempt had one from the pool.
    assert process(zoo)


def test_an_error_of_the_statement_is_not_tried_again(zoo):
    process(zoo)
    asked = []
    event.listen(zoo.engine, "before_cursor_execute", lambda *_: asked.append(True))

    with pytest.raises(DataError):
        zoo.query("select 'nightingale' ::int", ttl=0)
    assert len(asked) == 1


def test_a_server_that_is_back_is_used_again_and_one_that_is_away_is_told(monkeypatch):
    monkeypatch.setattr(sql, "PAUSES_SECONDS", (0.0, 0.0))
    with (
        tempfile.TemporaryDirectory(prefix="anew-postgres-") as folder,
        PostgresServer(Path(folder)) as server,
    ):
        connection = st.connection("zoo", type="sql", url=server.url)
        process(connection)
        server.kill(server.end_signal)
        with pytest.raises(OperationalError, match="onnection refused"):
            process(connection)
        server.start()

        assert process(connection)


def test_what_the_server_repeats_of_a_password_is_hidden(zoo):
    with pytest.raises(
        DataError, match=r'invalid input syntax for type integer: "\*\*\*"'
    ) as caught:
        zoo.query("select (:word)::int", params={"word": "nightingale"}, ttl=0)

    assert "nightingale" not in f"{caught.value!r} {caught.value.orig!r}"


def test_sessions_at_once_share_one_engine(postgres_server, zoo):
    engines = []
    script = f"""
        zoo = st.connection("zoo", type="sql", url={str(zoo.engine.url)!r}.replace("***", "nightingale"))
        engines.append(zoo.engine)
        st.text(zoo.query("select 40 + :n as n", params=dict(n=2))["n"][0])
    """
    apps = [new_app(script, engines=engines) for _ in range(4)]
    in_threads([at.run for at in apps])

    assert [at.text[0].value for at in apps] == ["42"] * 4
    assert len(engines) == 4 and len(set(map(id, engines))) == 1


def test_secrets_name_the_parts_of_the_address(postgres_server):
    at = AppTest.from_string(
        "import anew as st\nst.text(st.connection('zoo').query('select 1 as n')['n'][0])"
    )
    at.secrets["connections"] = {
        "zoo": {
            "type": "sql",
            "dialect": "postgresql",
            "username": "anew",
            "host": "127.0.0.1",
            "port": postgres_server.port,
            "database": "postgres",
        }
    }

    assert at.run().text[0].value == "1"
    assert not at.exception


def in_threads(calls):
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
