"""SQLAlchemy's engine, from what the secrets and the script say; what is secret stays out of errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.connections.hiding import Hiding
from anew.errors import (
    ConfigError,
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

# What an address consists of; all other arguments are for `create_engine`.
PARTS = ("dialect", "driver", "username", "password", "host", "port", "database", "query")
_OPTIONS = "create_engine_kwargs"
_DIALECTS = ("sqlite", "postgresql", "mysql", "mariadb", "oracle", "mssql", "duckdb", "snowflake")
# Drivers that are as good as the one that SQLAlchemy takes by default, which depends on its version.
_DRIVERS = {
    "postgresql": ("psycopg", "psycopg2"),
    "mysql": ("mysqldb", "pymysql", "mysqlconnector"),
    "mariadb": ("mysqldb", "pymysql", "mysqlconnector"),
}
_EXAMPLE = 'url = "dialect://username:password@host:port/database"'


class Config(NamedTuple):
    """What a connection is configured by."""

    what: str  # For errors.
    section: str  # The section's name, for errors.
    secrets: Mapping[str, Any]
    kwargs: Mapping[str, Any]  # They count more.


def engine_of(config: Config) -> Engine:
    """An engine, which connects when it is used.

    Raises:
        ConfigError: SQLAlchemy, or the driver of the database, is not installed.
        InvalidParameterValueError: The address cannot be read, or names nothing that there is.
        InvalidParameterTypeError: A part of the address, or an argument, is of a wrong type.
        MissingRequiredParameterError: It is not said what to connect to.
    """
    _import(config.what)
    url, options = _url(config), _options(config)
    # Values of parameters are users' data, and errors are logged.
    options.setdefault("hide_parameters", True)
    hiding = Hiding(url, options)
    engine = _engine(config, url, options, hiding)
    hiding.watch(engine)
    return engine


def _import(what: str) -> None:
    try:
        import sqlalchemy  # noqa: F401, PLC0415  # late: it takes 100 ms, for who uses it
    except ImportError as error:
        raise ConfigError(
            f'{what}: type="sql" needs SQLAlchemy, which is not installed. Install it with '
            f'pip install "anew[sql]", and the driver of your database.'
        ) from error


def _url(config: Config) -> URL:
    from sqlalchemy import URL, make_url  # noqa: PLC0415  # late, as above
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415  # as above

    address = config.kwargs.get("url", config.secrets.get("url"))
    # Parts of the secrets belong to no address that the script passes.
    sources = (config.kwargs,) if "url" in config.kwargs else (config.secrets, config.kwargs)
    parts = {name: found[name] for found in sources for name in PARTS if name in found}
    _check_parts(config, parts)
    if address is None:
        return _made(config, URL, parts)
    if not isinstance(address, URL | str):
        raise InvalidParameterTypeError(
            f"{config.what}: url is of the type {type(address).__name__}. Pass a string: {_EXAMPLE}."
        )
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # The text of a ValueError has a part of the address.
        raise InvalidParameterValueError(
            f"{config.what}: url is not an address that can be read. Write it as {_EXAMPLE}; in "
            f"username and password, characters such as @ : / have to be written as %40 %3A %2F."
        ) from None
    dialect, driver = parts.pop("dialect", None), parts.pop("driver", None)
    if dialect or driver:
        own, _, own_driver = url.drivername.partition("+")
        parts["drivername"] = _joined(dialect or own, driver or ("" if dialect else own_driver))
    return _checked_host(config, url.set(**_numbered(config, parts)))


def _made(config: Config, kind: type[URL], parts: dict[str, Any]) -> URL:
    dialect, driver = parts.pop("dialect", None), parts.pop("driver", None)
    if not dialect:
        raise MissingRequiredParameterError(
            f"{config.what}: it is not said what to connect to. Write {_EXAMPLE} into "
            f'[connections.{config.section}] of secrets.toml, or at least dialect = "...", or pass '
            f"url=...{_there(config)}"
        )
    return _checked_host(
        config, kind.create(_joined(dialect, driver or ""), **_numbered(config, parts))
    )


def _there(config: Config) -> str:
    """What there is, in case that something is misspelt."""
    names = [name for name in config.secrets if name != "type"]
    return f" That section has only: {', '.join(names)}." if names else ""


def _joined(dialect: str, driver: str) -> str:
    return f"{dialect}+{driver}" if driver else dialect


def _check_parts(config: Config, parts: Mapping[str, Any]) -> None:
    for name, value in parts.items():
        wanted = {"port": (int, str), "query": (Mapping,)}.get(name, (str,))
        if value is not None and (isinstance(value, bool) or not isinstance(value, wanted)):
            words = {"port": "a whole number", "query": "a dict"}.get(name, "a string")
            raise InvalidParameterTypeError(
                f"{config.what}: {name} is of the type {type(value).__name__}. Pass {words}."
            )


def _numbered(config: Config, parts: dict[str, Any]) -> dict[str, Any]:
    """The parts, with the port as a number."""
    port = parts.get("port")
    if isinstance(port, str):
        if not port.isdecimal():
            raise InvalidParameterValueError(
                f"{config.what}: port is not a whole number. Write it as port = 5432."
            )
        return {**parts, "port": int(port)}
    return parts


def _checked_host(config: Config, url: URL) -> URL:
    """Refuse an address that ends up with a part of its password as the host, which errors would tell."""
    if url.host and "@" in url.host:
        raise InvalidParameterValueError(
            f"{config.what}: the address has more than one @. Write an @ in the password as %40, or "
            f"instead of url each part by itself: dialect, username, password, host, database."
        )
    return url


def _options(config: Config) -> dict[str, Any]:
    """The arguments of `create_engine`."""
    found: dict[str, Any] = {}
    for source in (config.secrets, config.kwargs):
        options = source.get(_OPTIONS) or {}
        if not isinstance(options, Mapping):
            raise InvalidParameterTypeError(
                f"{config.what}: {_OPTIONS} is of the type {type(options).__name__}. Pass a dict."
            )
        found |= options
    known = {"url", _OPTIONS, *PARTS}
    return found | {name: value for name, value in config.kwargs.items() if name not in known}


def _engine(config: Config, url: URL, options: dict[str, Any], hiding: Hiding) -> Engine:
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError  # noqa: PLC0415  # as above

    try:
        return _with_a_driver(url, options)
    except NoSuchModuleError:
        dialect = url.get_backend_name()
        raise InvalidParameterValueError(
            f"{config.what}: SQLAlchemy knows no database {url.drivername!r}."
            f"{did_you_mean(dialect, _DIALECTS)} For others, a package has to be installed that "
            f"brings the dialect."
        ) from None
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"{config.what}: the driver of {url.drivername!r} is not installed ({error.name}). "
            f"Install it with pip, or name another one as driver: {_drivers(url)}."
        ) from error
    except ArgumentError as error:
        raise InvalidParameterValueError(
            f"{config.what}: SQLAlchemy refuses the address, or an argument: "
            f"{hiding.within(str(error))}"
        ) from None
    except TypeError as error:
        names, is_about_names, _ = str(error).partition(" sent to create_engine()")
        if not is_about_names:
            raise
        raise InvalidParameterTypeError(
            f"{config.what}: SQLAlchemy's create_engine does not take "
            f"{names.rpartition('(s) ')[2]}. An address takes url, or {', '.join(PARTS)}."
        ) from None


def _with_a_driver(url: URL, options: dict[str, Any]) -> Engine:
    """An engine with the driver that is named, or one that is installed."""
    from sqlalchemy import create_engine  # noqa: PLC0415  # late, as above

    try:
        return create_engine(url, **options)
    except ModuleNotFoundError:
        if "+" in url.drivername:
            raise
        for driver in _DRIVERS.get(url.drivername, ()):
            try:
                return create_engine(url.set(drivername=f"{url.drivername}+{driver}"), **options)
            except ModuleNotFoundError:
                continue
        raise


def _drivers(url: URL) -> str:
    dialect = url.get_backend_name()
    return ", ".join(f"{dialect}+{one}" for one in _DRIVERS.get(dialect, ())) or "dialect+driver"
