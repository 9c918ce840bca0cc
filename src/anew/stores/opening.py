"""From an address to a store: its library is imported here, and only that one."""

from __future__ import annotations

import logging
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from anew.errors import ConfigError
from anew.stores.address import (
    MemoryAddress,
    PostgresAddress,
    SqliteAddress,
    ValkeyAddress,
    shown,
)
from anew.stores.base import Options, UnsuitableError
from anew.stores.memory import MemoryStore

if TYPE_CHECKING:
    from types import ModuleType

    from anew.stores.address import Address
    from anew.stores.base import Store

log = logging.getLogger("anew")

DEFAULT = Path(".anew") / "state.db"


def open_store(address: Address, options: Options, *, script_folder: Path) -> Store:
    """The store at an address. It may wait, for a disk or a network: not for the event loop.

    Args:
        address: Where it is.
        options: How it keeps what it keeps.
        script_folder: Where a file lies whose path does not begin at the root.

    Raises:
        StoreError: It cannot be reached, or nothing can be kept there.
        ConfigError: Its library is not installed.
    """
    match address:
        case MemoryAddress():
            return MemoryStore(options)
        case SqliteAddress(path):
            return _open_sqlite(script_folder / (path or DEFAULT), options)
        case ValkeyAddress(url):
            valkey = _imported("valkey", "redis", "valkey", address)
            return cast("Store", valkey.ValkeyStore(url, options))
        case PostgresAddress(url):
            postgres = _imported("postgres", "psycopg", "postgres", address)
            return cast("Store", postgres.PostgresStore(url, options))


def open_to_look(address: Address, *, script_folder: Path) -> Store:
    """The store at an address, for whoever looks after it: nothing is made there, or set aside.

    Args:
        address: Where it is.
        script_folder: Where a file lies whose path does not begin at the root.

    Raises:
        StoreError: It is not there, or cannot be read. The text says what to do.
        ConfigError: Its library is not installed.
    """
    if isinstance(address, MemoryAddress):
        raise UnsuitableError(
            'With state.store = "memory" sessions are in the memory of the app\'s process only: '
            "there is nothing to look at."
        )
    if isinstance(address, PostgresAddress):
        postgres = _imported("postgres", "psycopg", "postgres", address)
        return cast("Store", postgres.PostgresStore(address.url, may_begin=False))
    if not isinstance(address, SqliteAddress):
        return open_store(address, Options(), script_folder=script_folder)
    path = script_folder / (address.path or DEFAULT)
    if not path.is_file():
        raise UnsuitableError(
            f"There is no file {str(path)!r}: no session has been saved there. Name the app's "
            "script or folder, or its store with --state.store."
        )
    from anew.stores.sqlite import SqliteStore  # noqa: PLC0415  # late, as below

    return SqliteStore(path, may_begin=False)


def _open_sqlite(path: Path, options: Options) -> Store:
    # Late: SQLite takes 7 ms and some MB, for who uses it.
    from anew.stores.sqlite import SqliteStore  # noqa: PLC0415
    from anew.stores.sqlite_file import UnwritableError  # noqa: PLC0415  # as above

    try:
        return SqliteStore(path, options)
    except UnwritableError as error:
        log.warning(
            "%s. State is kept in memory only, and lost when the server ends. Make the folder "
            "writable, or name another file for the store.",
            error,
        )
        return MemoryStore(options)


def _imported(module: str, library: str, extra: str, address: Address) -> ModuleType:
    try:
        import_module(library)
    except ImportError as error:
        raise ConfigError(
            f"The store {shown(address)} needs a library that is not installed. Install it with "
            f'pip install "anew[{extra}]".'
        ) from error
    return import_module(f"anew.stores.{module}")
