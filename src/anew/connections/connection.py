"""`st.connection`: a connection that is made once, and given to all who ask for it."""

from __future__ import annotations

import os
from types import FunctionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from msgspec import UNSET, UnsetType

from anew.app.secrets import source
from anew.arguments import one_of
from anew.caching import cache_resource
from anew.caching.decorators import current_settings
from anew.caching.limits import checked_count
from anew.connections.base import BaseConnection, follow_secrets
from anew.connections.identity import SECTION, arguments_of, class_of, place_of
from anew.connections.types import type_of
from anew.durations import seconds_of
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.connections.sql import SQLConnection
    from anew.durations import Duration

C = TypeVar("C", bound=BaseConnection[Any])

_ENVIRONMENT = "env:"
_PLAIN = (
    "Pass plain values, and make other objects in a class of your own that derives from "
    "st.connections.BaseConnection."
)


@overload
def connection(
    name: Literal["sql"],
    type: None = None,
    max_entries: int | None = None,
    ttl: Duration | UnsetType = UNSET,
    **kwargs: Any,
) -> SQLConnection: ...


@overload
def connection(
    name: str,
    type: Literal["sql"],
    max_entries: int | None = None,
    ttl: Duration | UnsetType = UNSET,
    **kwargs: Any,
) -> SQLConnection: ...


@overload
def connection(
    name: str,
    type: type[C],
    max_entries: int | None = None,
    ttl: Duration | UnsetType = UNSET,
    **kwargs: Any,
) -> C: ...


@overload
def connection(
    name: str,
    type: str | None = None,
    max_entries: int | None = None,
    ttl: Duration | UnsetType = UNSET,
    **kwargs: Any,
) -> Any: ...


def connection(
    name: str,
    type: str | type[BaseConnection[Any]] | None = None,
    max_entries: int | None = None,
    ttl: Duration | UnsetType = UNSET,
    **kwargs: Any,
) -> Any:
    """Connect to a database or a service, or get the connection that there is.

    All sessions get the same object for the same name, type and arguments. Where to connect
    to, and as whom, stands in the section `[connections.<name>]` of the secrets, or in the
    keyword arguments, which count more. When that section changes, the connection is made again.

    Args:
        name: The connection's name. "env:NAME" stands for the value of the environment variable
            NAME.
        type: "sql" for every database that SQLAlchemy knows; or a class that derives from
            `st.connections.BaseConnection`, or its path, such as "package.module.Class". By
            default the name if it is "sql", else what the secrets have as `type`.
        max_entries: How many connections of this name are kept, such as with other arguments; the
            least recently used are closed first. None for no limit.
        ttl: How long a connection is given out before a new one is made: seconds, a timedelta, or
            a string such as "1h30m"; None for no limit. By default the option
            `runner.connectionDefaultTTL`.
        **kwargs: For the class, in particular for `st.connections.SQLConnection`: `url`, or
            parts of it, and arguments of SQLAlchemy's `create_engine`.

    Returns:
        The connection: of `type="sql"` an `st.connections.SQLConnection`.

    Raises:
        MissingRequiredParameterError: The type, or what to connect to, is neither passed nor in
            the secrets.
        InvalidParameterValueError: `type`, or the address, is nothing that can be connected to.
        NotAvailableError: The type is one that only Streamlit has, such as "snowflake".
        ConfigError: A library is missing. The text says how to install it.

    Example:
        >>> pets = st.connection("pets", type="sql", url="sqlite:///pets.db")
        >>> st.write(pets.query("select 'Tom' as name, 3 as age"))
    """
    name = _checked_name(name)
    what = f"connection {name!r}"
    if ttl is UNSET:
        ttl = current_settings().runner.connection_default_ttl
    seconds = seconds_of(what, ttl)
    most = checked_count(what, "max_entries", max_entries)
    secrets = source()
    kind = type_of(what, name, type, lambda: secrets.section(SECTION, name))
    scope = kind.scope()
    one_of(what, f"{kind.__qualname__}.scope()", scope, ("global", "session"))
    identity = (class_of(kind), place_of(secrets, name), arguments_of(what, kwargs, _PLAIN))
    found = cache_resource(
        ttl=seconds,
        max_entries=most,
        show_spinner="Running `st.connection(...)`.",
        on_release=_close,
        scope=scope,
    )(_named(_made, what))(identity, lambda: kind(name, **kwargs))
    follow_secrets(found)
    return found


def _checked_name(name: object) -> str:
    if not isinstance(name, str):
        kind = name.__class__.__name__
        raise InvalidParameterTypeError(
            f"connection: name is of the type {kind}. Pass a string, such as the name of a section "
            f"[connections.pets] of the secrets."
        )
    if name.startswith(_ENVIRONMENT):
        variable = name.removeprefix(_ENVIRONMENT)
        if variable not in os.environ:
            raise MissingRequiredParameterError(
                f"connection {name!r}: there is no environment variable {variable!r}. Set it to the "
                f"connection's name, or pass the name itself."
            )
        name = os.environ[variable]
    if not name:
        raise InvalidParameterValueError(
            "connection: name is empty. Pass the name of a section [connections.pets] of the "
            "secrets, or any other."
        )
    if "://" in name:  # It may have a password, so it is not shown.
        raise InvalidParameterValueError(
            'connection: name is an address. Pass a name of your own, type="sql", and the address '
            "as url=..., or better write it into [connections.<name>] of the secrets."
        )
    return name


def _made(identity: object, _make: Callable[[], BaseConnection[Any]]) -> BaseConnection[Any]:
    return _make()


def _close(connection: BaseConnection[Any]) -> None:
    connection.close()


def _named(function: Callable[..., C], name: str) -> Callable[..., C]:
    """A copy under another name: caches keep the results of each name apart."""
    assert isinstance(function, FunctionType)
    copy = FunctionType(function.__code__, function.__globals__, name)
    copy.__qualname__ = name
    return copy
