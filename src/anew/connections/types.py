"""Which class a connection is of: from what a script or its secrets call its type."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any

from anew.connections.base import BaseConnection
from anew.connections.sql import SQLConnection
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MissingRequiredParameterError,
    NotAvailableError,
)
from anew.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.app.secrets import Section

    Kind = type[BaseConnection[Any]]

OWN: Mapping[str, Kind] = {"sql": SQLConnection}
# Streamlit's.
FOREIGN = frozenset({"snowflake", "snowflake-callers-rights", "snowpark"})

_HOW = (
    'Pass "sql" for a database, a class that derives from st.connections.BaseConnection, or the path of one, '
    'such as "package.module.Class".'
)


def foreign(what: str, kind: str) -> str:
    """The error for a type of connection that only Streamlit has."""
    return (
        f"{what}: anew has no connections of the type {kind!r}. With snowflake-sqlalchemy installed, "
        f'use type="sql" and url="snowflake://…"; or derive a class from '
        f"st.connections.BaseConnection that connects with Snowflake's own library."
    )


def type_of(what: str, name: str, given: object, secrets: Callable[[], Section]) -> Kind:
    """The class of a connection.

    Args:
        what: The call, for errors.
        name: The connection's name, which may be that of a type.
        given: What the script says.
        secrets: Gives its section of the secrets, which may have a `type`.
    """
    if given is None:
        given = name if name in OWN or name in FOREIGN else secrets().get("type")
    if given is None:
        raise MissingRequiredParameterError(
            f'{what}: it has no type. Write type = "sql" into [connections.{name}] of '
            f"secrets.toml, or pass type=... {_HOW}"
        )
    if isinstance(given, str):
        given = _named(what, given)
    return _checked(what, given)


def _named(what: str, name: str) -> object:
    if name in OWN:
        return OWN[name]
    if name in FOREIGN:
        raise NotAvailableError(foreign(what, name))
    module_name, _, class_name = name.rpartition(".")
    if "://" in name:  # It may have a password.
        raise InvalidParameterValueError(
            f'{what}: type is an address. Pass type="sql", and the address as url=...'
        )
    if not module_name or not all(part.isidentifier() for part in name.split(".")):
        near = did_you_mean(name.lower(), OWN)
        raise InvalidParameterValueError(f"{what}: type={name!r} is no type. {_HOW}{near}")
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module_name}.".startswith(f"{error.name}."):
            raise  # The module is there, and imports another that is not.
        raise InvalidParameterValueError(
            f"{what}: type={name!r} names the module {error.name!r}, which cannot be found. Install "
            f"it, or correct the path."
        ) from None
    found = getattr(module, class_name, None)
    if found is None:
        near = did_you_mean(class_name, [name for name in vars(module) if name[0] != "_"])
        raise InvalidParameterValueError(
            f"{what}: the module {module_name!r} has no {class_name!r}.{near}"
        )
    return found


def _checked(what: str, given: object) -> Kind:
    if not isinstance(given, type):
        raise InvalidParameterTypeError(
            f"{what}: type is of the type {type(given).__name__}. {_HOW}"
        )
    if not issubclass(given, BaseConnection):
        raise InvalidParameterTypeError(
            f"{what}: the class {given.__qualname__} does not derive from "
            f"st.connections.BaseConnection. Derive it, and write what connects into its method "
            f"_connect(self, **kwargs)."
        )
    if inspect.isabstract(given):
        missing = ", ".join(sorted(given.__abstractmethods__))
        raise InvalidParameterTypeError(
            f"{what}: the class {given.__qualname__} does not define {missing}. Write a method "
            f"_connect(self, **kwargs) that returns what it connects to."
        )
    return given
