"""Opens the store that an app's options name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.errors import ConfigError
from anew.stores.address import is_remote, parsed
from anew.stores.archive import MIB, Archive
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


def archive_of(store: Store, settings: Settings) -> Archive | None:
    """Where an app's store keeps files; None if that is this process's memory, which has them."""
    if isinstance(store, MemoryStore):
        return None
    most_bytes = settings.server.max_uploads_size * MIB
    return Archive(store.blobs, most_bytes=most_bytes, has_media=is_served_by_several(settings))


def is_served_by_several(settings: Settings) -> bool:
    """Whether a request may reach another process than the one that has the tab's session.

    A store that is reached through a network may be that of other machines.
    """
    return settings.server.workers > 1 or is_remote(parsed(settings.state.store))
