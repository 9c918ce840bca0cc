"""Where a store is, as the option says it: `memory`, `sqlite`, or an address with its scheme."""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from anew.errors import ConfigError


class MemoryAddress(Struct, frozen=True):
    """In this process."""


class SqliteAddress(Struct, frozen=True):
    """A file of this machine."""

    path: str | None = None  # None: `.anew/state.db` beside the script.


class ValkeyAddress(Struct, frozen=True):
    """A Valkey or Redis server."""

    url: str  # With the scheme that its client library knows.


class PostgresAddress(Struct, frozen=True):
    """A database of a PostgreSQL server."""

    url: str


Address: TypeAlias = MemoryAddress | SqliteAddress | ValkeyAddress | PostgresAddress

FORMS = (
    'Write "memory", "sqlite", "sqlite:///path/to/state.db", "valkey://host:6379/0" (or redis://, '
    'valkeys:// and rediss:// for TLS), or "postgresql://user@host/database".'
)

_CLIENT_SCHEMES = {
    "valkey": "redis",
    "redis": "redis",
    "valkeys": "rediss",
    "rediss": "rediss",
}


def parsed(text: str) -> Address:
    """The address that a text stands for; ConfigError if none.

    >>> parsed("sqlite:///data/state.db")
    SqliteAddress(path='data/state.db')
    >>> parsed("sqlite:////var/lib/app/state.db")
    SqliteAddress(path='/var/lib/app/state.db')
    >>> parsed("valkey://localhost/1")
    ValkeyAddress(url='redis://localhost/1')
    """
    text = text.strip()
    if text == "memory":
        return MemoryAddress()
    if text == "sqlite":
        return SqliteAddress()
    parts = _split(text)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in _CLIENT_SCHEMES:
        return _valkey(parts)
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgres(text, parts)
    # A text without a scheme may be anything, a password too: it is not repeated.
    given = f'the scheme "{parts.scheme}"' if "://" in text else "no known form"
    raise ConfigError(f"The store's address has {given}. {FORMS}")


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # It is read here to be checked.
    except ValueError as error:
        raise ConfigError(f"The store's address cannot be read: {error}. {FORMS}") from None
    return parts


def _sqlite(parts: SplitResult) -> SqliteAddress:
    if parts.netloc:
        raise ConfigError(
            f"The store's address \"sqlite://{_host(parts)}…\" names a host. A file's has three "
            "slashes, and four where its path begins at the root: sqlite:////var/lib/app/state.db."
        )
    path = unquote(parts.path.removeprefix("/"))
    if not path or path.endswith("/"):
        raise ConfigError(
            "The store's address names no file. Write sqlite:///path/to/state.db, or sqlite alone "
            "for .anew/state.db beside the script."
        )
    if parts.query or parts.fragment or "\0" in path:
        raise ConfigError(
            "The store's address has more than a path. In it, write %3F for ? and %23 for #."
        )
    return SqliteAddress(path)


def _valkey(parts: SplitResult) -> ValkeyAddress:
    if not parts.hostname:
        raise ConfigError(f"The store's address names no host. {FORMS}")
    number = parts.path.strip("/")
    if number and not (number.isascii() and number.isdigit()):
        raise ConfigError(
            f"The store's address ends with {number[:40]!r}, where a database's number stands, such "
            "as 0."
        )
    if parts.query or parts.fragment:
        raise ConfigError("The store's address has options behind ? or #: it takes none of these.")
    return ValkeyAddress(parts._replace(scheme=_CLIENT_SCHEMES[parts.scheme]).geturl())


def _postgres(text: str, parts: SplitResult) -> PostgresAddress:
    # A host may stand in the options (`?host=/run/postgresql`), the name of the database too.
    if not (parts.hostname or parts.path.strip("/") or parts.query):
        raise ConfigError(f"The store's address names no database. {FORMS}")
    return PostgresAddress(text)


def is_remote(address: Address) -> bool:
    """Whether other machines may use it too."""
    return isinstance(address, ValkeyAddress | PostgresAddress)


def shown(address: Address) -> str:
    """The address for messages and logs: without user, password or options.

    >>> shown(parsed("postgresql://me:secret@db.example:5433/app"))
    'postgresql://db.example:5433/app'
    """
    match address:
        case MemoryAddress():
            return "memory"
        case SqliteAddress(path):
            return f"sqlite:///{path}" if path else "sqlite"
        case ValkeyAddress(url) | PostgresAddress(url):
            parts = urlsplit(url)
            return f"{parts.scheme}://{_host(parts)}{parts.path}"


def _host(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]
