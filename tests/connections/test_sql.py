"""`st.connection(…, type="sql")` on files of SQLite: what it reads, what it keeps, how it is configured."""

from __future__ import annotations

import threading

import pandas as pd
import pytest
from rules.apps import app
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError, StatementError

import anew as st
from anew.testing import AppTest

URL = "sqlite:///pets.db"


def pets(**kwargs):
    """A connection to a new database with two pets."""
    connection = st.connection("pets", "sql", url=URL, **kwargs)
    with connection.session as session:
        session.execute(text("create table pets (name text, age integer)"))
        session.execute(text("insert into pets values ('Tom', 3), ('Rex', 5)"))
        session.commit()
    return connection


def grow(connection):
    with connection.session as session:
        session.execute(text("update pets set age = age + 1"))
        session.commit()


def ages(connection, **options):
    return list(connection.query("select age from pets order by age", **options)["age"])


def counted(connection):
    """What the database is asked from now on."""
    asked = []
    event.listen(
        connection.engine,
        "before_cursor_execute",
        lambda *arguments: asked.append(arguments[2]),
    )
    return asked


# Reading ---------------------------------------------------------------------------------


def test_a_query_gives_a_table():
    found = pets().query("select name, age from pets order by name", index_col="name")

    assert isinstance(found, pd.DataFrame)
    assert found["age"].to_dict() == {"Rex": 5, "Tom": 3}


def test_parameters_have_names():
    connection = pets()
    sql = "select name from pets where age > :age"

    assert list(connection.query(sql, params={"age": 4})["name"]) == ["Rex"]
    assert list(connection.query(sql, params={"age": 2})["name"]) == ["Tom", "Rex"]


def test_what_pandas_takes_is_passed_on():
    found = pets().query(
        "select '2026-01-02' as day, age from pets", parse_dates=["day"], dtype={"age": "float"}
    )

    assert found["day"].dtype.kind == "M" and found["age"].dtype == "float"


def test_a_result_may_come_in_chunks_and_is_kept_too():
    connection = pets()
    asked = counted(connection)
    for _ in range(2):
        chunks = connection.query("select name from pets", chunksize=1)
        assert [list(chunk["name"]) for chunk in chunks] == [["Tom"], ["Rex"]]

    assert len(asked) == 1


def test_a_result_is_kept_and_each_caller_has_a_copy():
    connection = pets()
    asked = counted(connection)
    first = connection.query("select * from pets")
    first["age"] = 0

    assert list(connection.query("select * from pets")["age"]) == [3, 5]
    assert len(asked) == 1


def test_a_result_is_kept_for_its_ttl(clock):
    connection = pets()
    assert ages(connection, ttl="10m") == [3, 5]
    grow(connection)
    clock.advance(599)
    assert ages(connection, ttl="10m") == [3, 5]
    clock.advance(2)

    assert ages(connection, ttl="10m") == [4, 6]
    assert ages(connection, ttl=0) == [4, 6]
    grow(connection)
    assert ages(connection, ttl=0) == [5, 7]


def test_results_of_several_sessions_are_shared_and_their_runs_wait_for_one():
    connection = pets()
    asked = counted(connection)
    threads = [threading.Thread(target=ages, args=(connection,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert len(asked) == 1


def test_results_outlast_the_object_and_belong_to_its_database():
    first = pets()
    ages(first)
    st.cache_resource.clear()
    again, other = (
        st.connection("pets", "sql", url=URL),
        st.connection("pets", "sql", url="sqlite:///other.db"),
    )
    asked = counted(again)

    assert again is not first and ages(again) == [3, 5] and not asked
    with pytest.raises(OperationalError, match="no such table"):
        ages(other)


def test_st_cache_data_clears_results():
    connection = pets()
    ages(connection)
    grow(connection)
    st.cache_data.clear()

    assert ages(connection) == [4, 6]


# Other ways in ---------------------------------------------------------------------------


def test_a_session_changes_what_is_committed_only():
    connection = pets()
    with connection.session as session:
        session.execute(text("delete from pets"))

    assert ages(connection) == [3, 5]


def test_a_connection_an_engine_and_a_driver_are_sqlalchemys():
    connection = pets()
    with connection.connect() as raw:
        assert raw.execute(text("select count(*) from pets")).scalar() == 2

    assert connection.engine.dialect.name == "sqlite"
    assert connection.driver == "pysqlite"


def test_with_autocommit_each_statement_takes_effect():
    connection = pets(autocommit=True)
    with connection.connect() as raw:
        raw.execute(text("delete from pets where age = 3"))

    assert ages(connection) == [5]


def test_after_a_reset_the_same_object_connects_again():
    connection = pets()
    engine = connection.engine
    connection.reset()

    assert connection.engine is not engine
    assert ages(connection, ttl=0) == [3, 5]
    connection.close()
    assert ages(connection, ttl=0) == [3, 5]


def test_an_app_changes_its_database_in_a_callback():
    pets()

    def script():
        from sqlalchemy import text

        import anew as st

        pets = st.connection("pets", type="sql", url="sqlite:///pets.db")

        def adopt():
            with pets.session as session:
                session.execute(
                    text("insert into pets values (:name, 1)"), {"name": st.session_state.name}
                )
                session.commit()

        st.text_input("Name", key="name")
        st.button("Adopt", on_click=adopt)
        st.dataframe(pets.query("select name from pets", ttl=0))

    at = AppTest.from_function(script).run()
    at.text_input(key="name").input("Kit").run()
    at.button[0].click().run()

    assert not at.exception
    assert list(at.dataframe[0].value["name"]) == ["Tom", "Rex", "Kit"]


# Configuration ---------------------------------------------------------------------------


def test_secrets_have_an_address_or_its_parts(secrets):
    def url(toml, **kwargs):
        st.cache_resource.clear()
        secrets(f"[connections.pets]\ntype = 'sql'\n{toml}")
        at = app(
            "urls.append(st.connection('pets', **kwargs).engine.url)", urls=urls, kwargs=kwargs
        )
        assert not at.exception, at.exception
        return urls.pop().render_as_string(hide_password=False)

    urls = []
    whole = 'url = "postgresql+psycopg://ada:pa55@db.example:5433/zoo"'
    parts = """
        dialect = "postgresql"
        driver = "psycopg"
        username = "ada"
        password = "p@:/"
        host = "db.example"
        port = "5433"
        database = "zoo"
        query = { sslmode = "require" }
    """
    address = "postgresql+psycopg://ada:p%40%3A%2F@db.example:5433/zoo?sslmode=require"

    assert url(whole) == "postgresql+psycopg://ada:pa55@db.example:5433/zoo"
    assert url(parts) == address
    assert url(parts, database="farm", port=1).endswith("@db.example:1/farm?sslmode=require")
    assert url(whole, database="farm").endswith("/farm")
    assert url(whole + '\npassword = "other"').startswith("postgresql+psycopg://ada:other@")
    assert url(parts, url=URL) == URL
    assert url('dialect = "sqlite"', database="cats.db") == "sqlite:///cats.db"


def test_arguments_of_the_engine_come_from_both(secrets):
    secrets(
        f"[connections.pets]\ntype = 'sql'\nurl = '{URL}'\n"
        "create_engine_kwargs = { pool_size = 3, max_overflow = 1 }"
    )
    sizes = []
    at = app(
        """
        one = st.connection("pets")
        two = st.connection("pets", pool_size=4)
        sizes += [(one.engine.pool.size(), one.engine.pool._max_overflow), two.engine.pool.size()]
        """,
        sizes=sizes,
    )

    assert not at.exception, at.exception
    assert sizes == [(3, 1), 4]


def test_changed_secrets_mean_another_database(secrets):
    pets()
    secrets(f'[connections.zoo]\ntype = "sql"\nurl = "{URL}"')
    at = AppTest.from_string(
        "import anew as st\nst.text(len(st.connection('zoo').query('select * from pets')))"
    )
    assert at.run().text[0].value == "2"
    secrets('[connections.zoo]\ntype = "sql"\nurl = "sqlite:///empty.db"')

    assert "no such table" in at.run().exception[0].value


def test_a_class_may_derive_from_it():
    def script():
        import anew as st

        class Pets(st.connections.SQLConnection):
            def names(self):
                return list(self.query("select name from pets")["name"])

        st.text(st.connection("pets", type=Pets, url="sqlite:///pets.db").names())

    pets()
    at = AppTest.from_function(script).run()

    assert at.text[0].value == at.run().text[0].value == "['Tom', 'Rex']"


def test_an_edited_class_of_the_script_counts_at_once(tmp_path):
    def run(answer):
        (tmp_path / "app.py").write_text(
            "import anew as st\n"
            "class Box(st.connections.BaseConnection[int]):\n"
            "    def _connect(self, **kwargs):\n"
            "        return 1\n"
            "    def answer(self):\n"
            f"        return {answer}\n"
            "st.text(st.connection('box', Box).answer())\n"
        )
        at = AppTest.from_file(tmp_path / "app.py").run()
        assert not at.exception, at.exception
        return at.text[0].value

    assert (run(1), run(22)) == ("1", "22")


def test_an_error_of_the_database_is_sqlalchemys_and_tells_no_values():
    connection = pets()
    with pytest.raises(OperationalError, match="no such column: size") as caught:
        connection.query("select size from pets where name = :name", params={"name": "hunter2"})
    with pytest.raises(StatementError, match="A value is required for bind parameter 'name'"):
        connection.query("select * from pets where name = :name")

    assert "hunter2" not in str(caught.value)
