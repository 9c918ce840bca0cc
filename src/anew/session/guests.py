"""Uploads for sessions that this process does not have: another has them, or none at the moment.

What the widgets of such a session take stands in its record. A file is put into the store for the
session, and found there by the process that gets the value that names it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from anew.ambient.uploads import Uploads
from anew.protocol.ids import is_tab_id
from anew.state.place import DamagedError, read_place
from anew.stores.archive import Shelf
from anew.stores.base import Holder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.stores.archive import Archive
    from anew.stores.base import Store


class Guests:
    """Threading: the sessions' owner, but for `uploads_of`."""

    def __init__(self, store: Store, archive: Archive) -> None:
        self._store = store
        self._archive = archive
        self._coming: set[Uploads] = set()

    def uploads_of(self, tab: str, owner: str) -> Uploads | None:
        """What the widgets of a session take; None if this browser has none of this name.

        It may wait, and may raise a StoreError. Threading: safe; not for an event loop.
        """
        shown = self._store.show(tab) if is_tab_id(tab) else None
        if shown is None or shown.record.owner != owner:
            return None
        try:
            place = read_place(shown.record.place)
        except DamagedError:
            return None
        uploads = Uploads(Shelf(self._archive, Holder(tab, owner)), tab)
        for widget, takes in place.takes.items():
            uploads.offer(widget, takes, ())
        return uploads

    @contextmanager
    def coming(self, uploads: Uploads) -> Iterator[None]:
        """For the time of the block, files come for a session: they count."""
        self._coming.add(uploads)
        try:
            yield
        finally:
            self._coming.discard(uploads)

    @property
    def total_bytes(self) -> int:
        """The memory used by all files that come."""
        return sum(uploads.total_bytes for uploads in self._coming)
