"""Opens the store that an app's options name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.errors import ConfigError
from anew.stores.address import parsed
from anew.stores.base import Options
from anew.stores.memory import MemoryStore
from anew.stores.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from anew.settings.settings import Settings
    from anew.stores.base import Store

NEEDS_A_STORE = (
    "server.workers is {}, so a tab may reach another process each time that it connects, and "
    "{}. Let the processes share a store: state.store = "
    '"sqlite" (the default), "valkey://…" or "postgresql://…". Or set server.workers to 1.'
)


def open_store_of(settings: Settings, script_folder: Path) -> Store | None:
    """The store of an app's sessions; None if they are kept in memory.

    It may wait for a disk or a network: not for the event loop.

    Raises:
        ConfigError: Its address is not valid, its library is not installed, or there are several
            workers and nothing that they share.
        StoreError: It cannot be reached, or nothing can be kept there.
    """
    state, workers = settings.state, settings.server.workers
    if state.store == "memory":
        if workers > 1:
            why = 'state.store is "memory", which only one process can see'
            raise ConfigError(NEEDS_A_STORE.format(workers, why))
        return None
    options = Options(durability=state.durability, ttl_seconds=state.ttl)
    store = open_store(parsed(state.store), options, script_folder=script_folder)
    if workers > 1 and isinstance(store, MemoryStore):
        why = "the file of the sessions cannot be written"
        raise ConfigError(NEEDS_A_STORE.format(workers, why))
    return store
