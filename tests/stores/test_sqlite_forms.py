"""Which files the SQLite store takes for its own: those of other programs, of older and newer forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stores.places import OPTIONS, OWNER
from stores.sqlite_files import changed, filled

from anew.stores.base import Blob, Holder, UnsuitableError
from anew.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

FORM_2 = """
DROP TABLE notes;
PRAGMA user_version = 2;
"""
FORM_1 = """
DROP TABLE notes;
DROP TABLE holds;
CREATE TABLE holds (
    name TEXT NOT NULL,
    session TEXT NOT NULL,
    since REAL NOT NULL,
    PRIMARY KEY (name, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_session ON holds (session);
PRAGMA user_version = 1;
"""
TRIGGER = "CREATE TRIGGER theirs AFTER UPDATE ON sessions BEGIN DELETE FROM keys; END"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".anew" / "state.db"


def test_a_file_of_another_program_is_left_alone(path):
    changed(path, "CREATE TABLE theirs (a)")
    before = path.read_bytes()

    with pytest.raises(UnsuitableError, match=r"is a database of another program\. Name another"):
        SqliteStore(path, OPTIONS)
    assert path.read_bytes() == before


def test_a_file_with_a_trigger_is_none_of_ours(path, caplog):
    filled(path, 1)
    changed(path, TRIGGER)

    SqliteStore(path, OPTIONS).close()

    assert "its tables are not those of a store" in caplog.text


def test_a_file_of_a_newer_form_is_left_alone(path):
    filled(path, 1)
    changed(path, "PRAGMA user_version = 99")

    with pytest.raises(UnsuitableError, match=r"was written by a newer anew \(its form is 99"):
        SqliteStore(path, OPTIONS)


@pytest.mark.parametrize("older", [FORM_1, FORM_2])
def test_a_file_of_an_older_form_is_brought_up_to_date(path, older):
    """In form 1, what is held had no owner. Before form 3, there were no notes."""
    filled(path, 1)
    changed(path, older)

    store = SqliteStore(path, OPTIONS)

    assert len([*store.sessions()]) == 1
    blob = Blob(name="b", size=1, media_type="text/plain")
    store.blobs.put(blob, [b"x"], Holder("one", OWNER))
    assert store.blobs.find("b", OWNER) == blob
    store.notes.put("a", b"x", 60)
    assert store.notes.find("a") == b"x"
    store.close()
