"""Databases, by way of SQLAlchemy: `st.connection(…, type="sql")`."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from anew.ambient.context import current_run
from anew.caching import cache_data
from anew.connections.base import BaseConnection
from anew.connections.engine import Config, engine_of
from anew.connections.identity import arguments_of, place_of
from anew.durations import seconds_of
from anew.errors import (
    ConfigError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pandas import DataFrame  # type: ignore[import-untyped]  # it has no types
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

    from anew.durations import Duration

# Before each further attempt. Most lost connections were closed while nobody used them.
PAUSES_SECONDS = (0.0, 0.5)


class SQLConnection(BaseConnection["Engine"]):
    """A connection to a database that SQLAlchemy knows: what `st.connection(…, type="sql")` returns.

    The section `[connections.<name>]` of the secrets, or the arguments of `st.connection`, have
    `url`; or `dialect`, `driver`, `username`, `password`, `host`, `port`, `database` and `query`,
    which also replace these parts of `url`. Whatever else is passed, and the section's
    `create_engine_kwargs`, go to SQLAlchemy's `create_engine`; with `autocommit=True` each
    statement takes effect at once. Sessions and threads share one pool of connections.

    Example:
        >>> from sqlalchemy import text

        >>> pets = st.connection("pets", type="sql", url="sqlite:///pets.db")
        >>> with pets.session as session:
        ...     _ = session.execute(text("create table if not exists pets (name text)"))
        ...     _ = session.execute(text("insert into pets values (:name)"), {"name": "Tom"})
        ...     session.commit()
        >>> st.dataframe(pets.query("select * from pets", ttl="10m"))
    """

    def _connect(self, autocommit: bool = False, **kwargs: Any) -> Engine:
        what = f"connection {self._connection_name!r}"
        config = Config(what, self._connection_name, self._secrets.to_dict(), kwargs)
        engine = engine_of(config)
        self._has_worked = False
        return engine.execution_options(isolation_level="AUTOCOMMIT") if autocommit else engine

    def query(
        self,
        sql: str,
        *,
        show_spinner: bool | str = "Running `sql.query(...)`.",
        ttl: Duration = None,
        index_col: str | list[str] | None = None,
        chunksize: int | None = None,
        params: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> DataFrame:
        """Read from the database, and keep the result, as `st.cache_data` does.

        If the connection was lost, two further attempts are made with a new one. Use it for
        reading: what a statement changes is undone when it ends, unless the connection is made
        with `autocommit=True`. To change something use `session`.

        Args:
            sql: The statement. Parameters stand in it as `:name`.
            show_spinner: Whether a spinner shows meanwhile, or the text of that spinner.
            ttl: How long a result is used again: seconds, a timedelta, or a string such as
                "10m"; 0 to read each time, None for no limit.
            index_col: The column, or the columns, that become the table's index.
            chunksize: With a number of rows, an iterator over tables of so many rows is
                returned.
            params: The values of the parameters, by their names. Never write what users have
                typed into `sql` itself.
            **kwargs: For `pandas.read_sql_query`, such as `parse_dates` and `dtype`.

        Returns:
            The rows as a DataFrame; each caller gets a copy.

        Raises:
            InvalidParameterValueError: The statement returns no rows.
            InvalidParameterTypeError: `sql` is no string, or `params` no dict.
            ConfigError: pandas is not installed.

        Example:
            >>> pets = st.connection("pets", type="sql", url="sqlite:///pets.db")
            >>> tom = pets.query("select :name as name", params={"name": "Tom"}, ttl=600)
            >>> st.write(tom)
        """
        what = f"query of the connection {self._connection_name!r}"
        _check(what, sql, params, chunksize, show_spinner)
        statement = {
            **kwargs,
            "sql": sql,
            "index_col": index_col,
            "chunksize": chunksize,
            "params": params if params is None else dict(params),
        }
        key = (self._identity(), arguments_of(what, statement, "Pass plain values."))
        read = _cached(seconds_of(what, ttl), show_spinner)
        found = read(key, lambda: self._read(what, statement))
        return found if chunksize is None else iter(found)

    def connect(self) -> Connection:
        """A connection of SQLAlchemy, for a `with` block: what needs more than a query.

        Example:
            >>> from sqlalchemy import text
            >>> pets = st.connection("pets", type="sql", url="sqlite:///pets.db")
            >>> with pets.connect() as connection:
            ...     st.write(connection.execute(text("select 1")).scalar())
        """
        return self._instance.connect()

    @property
    def session(self) -> Session:
        """A new session of SQLAlchemy, for a `with` block: to change something, and for mapped classes.

        What was not committed when the block ends is undone.
        """
        from sqlalchemy.orm import Session  # noqa: PLC0415  # late: 50 ms, for who uses it

        return Session(self._instance)

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, which has the pool of connections."""
        return self._instance

    @property
    def driver(self) -> str:
        """The name of the database's driver, such as "psycopg"."""
        return self._instance.driver

    def reset(self) -> None:
        """Close the pool of connections, and make an engine anew when it is next needed."""
        with self._lock:
            gone = list(self._raw)
            super().reset()
        for engine in gone:
            engine.dispose()

    def close(self) -> None:
        """Close the pool of connections. Who still has this object can go on using it."""
        self.reset()

    def _identity(self) -> tuple[object, ...]:
        """What results depend on beside the statement: they outlast this object."""
        return (*self._place(), self._content)

    def _place(self) -> tuple[object, ...]:
        place = getattr(self, "_known_place", None)
        if place is None:
            name = self._connection_name
            try:
                arguments = arguments_of(name, self._kwargs, "")
            except InvalidParameterTypeError:  # Made without st.connection.
                arguments = uuid4().bytes
            place = self._known_place = (name, place_of(self._source, name), arguments)
        return place

    def _read(self, what: str, statement: Mapping[str, Any]) -> DataFrame | list[DataFrame]:
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415  # late, as above

        pauses = list(PAUSES_SECONDS)
        while True:
            try:
                return self._read_once(what, self._instance, **statement)
            except DBAPIError as error:
                if not self._has_worked:
                    error.add_note(
                        f"This is the connection {self._connection_name!r}. Check what "
                        f"[connections.{self._connection_name}] of secrets.toml, or the script, says "
                        f"of it, and whether the database can be reached."
                    )
                if not pauses or not self._is_lost(error):
                    raise
            # SQLAlchemy takes none of the pool's connections that are older than this error. To dispose
            # of the pool would leave those open that other threads use.
            time.sleep(pauses.pop(0))
            current_run()  # A run that shall stop is stopped here.

    def _read_once(
        self,
        what: str,
        engine: Engine,
        *,
        sql: str,
        chunksize: int | None,
        **options: Any,
    ) -> DataFrame | list[DataFrame]:
        from sqlalchemy import text  # noqa: PLC0415  # late, as above
        from sqlalchemy.exc import ResourceClosedError, SQLAlchemyError  # noqa: PLC0415  # as above

        pandas = _pandas(what)
        with engine.connect() as connection:
            self._has_worked = True
            try:
                found = pandas.read_sql_query(text(sql), connection, chunksize=chunksize, **options)
                return found if chunksize is None else list(found)
            except pandas.errors.DatabaseError as error:
                # pandas wraps SQLAlchemy's error, by whose class scripts tell errors apart.
                if not isinstance(error.__cause__, SQLAlchemyError):
                    raise
                raise error.__cause__ from error.__cause__.__cause__
            except ResourceClosedError:
                raise InvalidParameterValueError(
                    f"{what}: the statement returns no rows, and what it has changed is undone. To "
                    f"change something, write: with connection.session as session: "
                    f"session.execute(sqlalchemy.text(...)); session.commit()"
                ) from None

    def _is_lost(self, error: DBAPIError) -> bool:
        """Whether a connection that had worked no longer does; not if it never did."""
        from sqlalchemy.exc import InterfaceError, OperationalError  # noqa: PLC0415  # late, as above

        is_connecting = error.statement is None and isinstance(
            error, OperationalError | InterfaceError
        )
        return error.connection_invalidated or (self._has_worked and is_connecting)


def _check(what: str, sql: object, params: object, chunksize: object, show_spinner: object) -> None:
    if not isinstance(sql, str):
        raise InvalidParameterTypeError(
            f"{what}: sql is of the type {type(sql).__name__}. Pass the statement as a string; for "
            f"SQLAlchemy's own statements use connection.session."
        )
    if params is not None and not isinstance(params, Mapping):
        hint = " and write each parameter in sql as :name" if isinstance(params, Sequence) else ""
        raise InvalidParameterTypeError(
            f"{what}: params is of the type {type(params).__name__}. Pass a dict from names to "
            f"values{hint}."
        )
    is_count = isinstance(chunksize, int) and not isinstance(chunksize, bool) and chunksize > 0
    if chunksize is not None and not is_count:
        raise InvalidParameterValueError(
            f"{what}: chunksize={chunksize!r} is not a number of rows. Pass 1 or more, or None for "
            f"one table."
        )
    if not isinstance(show_spinner, bool | str):
        raise InvalidParameterTypeError(
            f"{what}: show_spinner={show_spinner!r} is neither text nor a bool. Pass a string, True "
            f"or False."
        )


@lru_cache(maxsize=256)
def _cached(ttl_seconds: float | None, show_spinner: bool | str) -> Callable[..., Any]:
    """Where results of this ttl are kept. Each has a place of its own, which is swept by its ttl."""
    function = FunctionType(_result.__code__, _result.__globals__, "query")
    function.__qualname__ = f"query[ttl={ttl_seconds}]"
    return cache_data(ttl=ttl_seconds, show_spinner=show_spinner)(function)


def _result(key: object, _read: Callable[[], object]) -> object:
    return _read()


def _pandas(what: str) -> Any:
    try:
        import pandas  # noqa: PLC0415  # late: it takes 300 ms, for who uses it
    except ImportError as error:
        raise ConfigError(
            f"{what}: it returns a table of pandas, which is not installed. Install it with "
            f'pip install "anew[sql]".'
        ) from error
    return pandas
