"""Connections to databases and services, which `st.connection` makes once and gives to all sessions.

`SQLConnection` speaks to every database that SQLAlchemy knows. For anything else, derive a class from
`BaseConnection` and pass it as the type:

>>> class Greeter(st.connections.BaseConnection[list[str]]):
...     def _connect(self, **kwargs):
...         return ["Hello"]
...
...     def greet(self, name):
...         return f"{self._instance[0]}, {name}"
>>> st.connection("greeter", type=Greeter).greet("Ada")
'Hello, Ada'

[Connections](../connections.md) says how they are configured.
"""

from __future__ import annotations

from anew.connections.base import BaseConnection
from anew.connections.sql import SQLConnection
from anew.connections.types import FOREIGN, foreign
from anew.errors import CommandNotAvailableError

__all__ = ["BaseConnection", "SQLConnection"]

_FOREIGN_CLASSES = {
    "SnowflakeCallersRightsConnection": "snowflake-callers-rights",
    "SnowflakeConnection": "snowflake",
    "SnowparkConnection": "snowpark",
}
assert frozenset(_FOREIGN_CLASSES.values()) == FOREIGN


def __getattr__(name: str) -> object:
    if name == "ExperimentalBaseConnection":  # What packages for older versions derive from.
        return BaseConnection
    if name in _FOREIGN_CLASSES:
        raise CommandNotAvailableError(foreign(f"st.connections.{name}", _FOREIGN_CLASSES[name]))
    raise AttributeError(f"module 'anew.connections' has no attribute {name!r}")
