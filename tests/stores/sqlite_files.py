"""Files of the SQLite store, for its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from stores.places import OPTIONS, Tab

from anew.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path


def filled(path: Path, count: int = 200) -> None:
    """Make a file with so many sessions."""
    store = SqliteStore(path, OPTIONS)
    store.commit([Tab(f"s{n}").next(a=b"%d" % n * 300) for n in range(count)])
    store.close()


def changed(path: Path, statements: str) -> None:
    """Do to a file what no store does."""
    path.parent.mkdir(exist_ok=True)
    connection = apsw.Connection(str(path))
    connection.execute(statements)
    connection.close()
