"""The file of the SQLite store: whose it is, what happens when it is damaged, and several processes."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import apsw
import pytest
from msgspec.structs import replace
from stores.places import OPTIONS, OWNER, Tab, parked, taken_by
from stores.sqlite_files import filled

from anew.stores.address import SqliteAddress
from anew.stores.base import (
    Behind,
    Blob,
    Committed,
    Fenced,
    Holder,
    Options,
    StoreError,
    UnavailableError,
    UnreadableRecordError,
)
from anew.stores.memory import MemoryStore
from anew.stores.opening import open_store
from anew.stores.sqlite import SqliteStore
from anew.stores.sqlite_file import UnwritableError

ALL = os.environ.get("ANEW_TESTS") == "all"
KILLS = 1000 if ALL else 20
PARKED = 100_000 if ALL else 5_000
RESUME_SECONDS = 0.05
MOST_SECONDS = 600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".anew" / "state.db"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_is_for_its_owner_only_and_git_does_not_see_it(path):
    store = SqliteStore(path, OPTIONS)
    parked(store, "one")

    assert mode_of(path.parent) == 0o700
    assert {mode_of(file) for file in path.parent.glob("state.db*")} == {0o600}
    assert (path.parent / ".gitignore").read_text() == "*\n"
    store.close()


def test_a_folder_that_others_can_read_is_closed_to_them(path):
    path.parent.mkdir(mode=0o755)
    path.touch(mode=0o644)

    SqliteStore(path, OPTIONS).close()

    assert (mode_of(path.parent), mode_of(path)) == (0o700, 0o600)


def test_a_folder_of_the_users_stays_as_it_is(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)

    SqliteStore(folder / "app.db", OPTIONS).close()

    assert mode_of(folder) == 0o755
    assert not (folder / ".gitignore").exists()
    assert mode_of(folder / "app.db") == 0o600


def test_where_nothing_can_be_written_state_is_kept_in_memory(tmp_path, caplog):
    (tmp_path / ".anew").write_text("a file, where the folder would be")

    store = open_store(SqliteAddress(), OPTIONS, script_folder=tmp_path)

    assert isinstance(store, MemoryStore)
    [line] = caplog.messages
    assert line == (
        f"{tmp_path / '.anew' / 'state.db'} cannot be written: File exists. State is kept in memory "
        "only, and lost when the server ends. Make the folder writable, or name another file for "
        "the store."
    )


def test_a_file_that_is_named_by_a_path_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(UnwritableError, match=r"state\.db cannot be written: Not a directory$"):
        SqliteStore(tmp_path / "file" / "deep" / "state.db", OPTIONS)


def test_where_only_a_part_can_be_written_there_is_no_file_either(path):
    path.parent.mkdir()
    path.with_name("state.db-lock").mkdir()

    with pytest.raises(UnwritableError, match=r"state\.db cannot be written: Is a directory$"):
        SqliteStore(path, OPTIONS)


def test_a_file_that_is_busy_at_the_start_is_waited_for_a_while(path):
    filled(path, 1)
    holder = apsw.Connection(str(path))
    holder.pragma("locking_mode", "EXCLUSIVE")
    holder.execute("BEGIN IMMEDIATE; DELETE FROM keys")

    with pytest.raises(UnavailableError, match=r"was busy for 0\.1 seconds\.$"):
        SqliteStore(path, replace(OPTIONS, patience_seconds=0.1))
    holder.close()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_none_of_sqlites_is_set_aside(path, caplog, content):
    path.parent.mkdir()
    path.write_bytes(content)

    store = SqliteStore(path, OPTIONS)

    assert parked(store, "one").version == 1
    [aside] = path.parent.glob("state.db.damaged-*")
    assert aside.read_bytes() == content
    assert f"It was set aside as {aside}, and a new one begun" in caplog.text
    store.close()


def test_a_damaged_file_is_set_aside(path, caplog):
    filled(path)
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 100] = b"\xab" * 100
    path.write_bytes(content)

    store = SqliteStore(path, OPTIONS)

    assert [*store.sessions()] == []
    assert "is damaged" in caplog.text
    store.close()


def test_a_file_that_is_damaged_while_it_is_used_is_replaced(path, caplog):
    """The owner learns that what it has is not there any more."""
    filled(path)
    store = SqliteStore(path, OPTIONS)
    tab = parked(store, "one")
    store._pool.drop_idle()  # Else its memory still has what the disk has not.
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xab" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(UnavailableError, match=r"is damaged"):
        store.commit([tab.next()])

    assert store.commit([tab.next()]) == [Behind(0)]
    assert store.commit([Tab("two").next()]) == [Committed(1)]
    assert [*path.parent.glob("state.db.damaged-*")] != []
    store.close()


def test_a_damaged_file_that_another_process_uses_is_not_taken_from_it(path):
    filled(path, 1)
    store = SqliteStore(path, OPTIONS)
    other = SqliteStore(path, replace(OPTIONS, patience_seconds=0.2))
    store._pool.drop_idle()
    other._pool.drop_idle()
    path.write_bytes(b"x" * 8192)

    with pytest.raises(UnavailableError, match=r"Other processes have it open: end them first\.$"):
        other.commit([Tab("one").next()])
    assert [*path.parent.glob("state.db.damaged-*")] == []
    store.close()
    other.close()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_that_is_removed_while_it_is_used_confirms_nothing_more(path, what):
    """SQLite would go on to write to what nobody can open any more."""
    store = SqliteStore(path, OPTIONS)
    tab = parked(store, "one")
    if what == "file":
        for file in path.parent.glob("state.db*"):
            file.unlink()
    else:
        shutil.rmtree(path.parent)

    with pytest.raises(UnavailableError, match=r"cannot be used: it was removed, or another file"):
        store.commit([tab.next()])

    assert store.commit([tab.next()]) == [Behind(0)]
    assert store.commit([Tab("two").next()]) == [Committed(1)]
    assert (mode_of(path.parent), mode_of(path)) == (0o700, 0o600)
    other = SqliteStore(path, OPTIONS)
    assert [each.record.session for each in other.sessions()] == ["two"]
    other.close()
    store.close()


def test_a_file_that_is_removed_while_nothing_is_done_with_it_is_begun_anew(path):
    store = SqliteStore(path, OPTIONS)
    store._pool.drop_idle()  # There is no connection to what was there.
    shutil.rmtree(path.parent)

    with pytest.raises(UnavailableError, match=r"it was removed"):
        store.take_over("one", "owner")

    assert store.take_over("one", "owner") is None
    assert store.commit([Tab("one").next()]) == [Committed(1)]
    store.close()


def test_a_file_that_is_put_in_place_of_another_is_used(path):
    """A backup, while two processes have the file: both go on from there."""
    store, other = (SqliteStore(path, OPTIONS) for _ in range(2))
    tab = parked(store, "one", a=b"1")
    backup = path.with_name("backup")
    copy = apsw.Connection(str(backup))
    source = apsw.Connection(str(path))
    with copy.backup("main", source, "main") as work:
        work.step()
    copy.close()
    source.close()
    store.commit([tab.next(a=b"2")])
    for ending in ("-wal", "-shm"):
        path.with_name(f"state.db{ending}").unlink()
    backup.rename(path)

    for each in (store, other):
        with pytest.raises(UnavailableError, match="another file put in its place"):
            each.take_over("one", OWNER)
        assert each.take_over("one", OWNER).values == {"a": b"1"}
    assert store.commit([tab.next()]) == [Fenced(other.show("one").record.epoch)]
    store.close()
    other.close()


def test_one_of_many_holders_is_found_without_looking_at_the_others(path):
    store = SqliteStore(path, OPTIONS)
    with store.reading() as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT 1 FROM holds WHERE name = ? AND owner = ?", ("b", "o")
        ).fetchall()
    store.close()

    assert "holds_by_owner (name=? AND owner=?)" in str(plan)


def test_what_no_store_has_written_ends_one_session_only(path, caplog):
    filled(path, 3)
    schema = changed(path, "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')")
    changed(path, "UPDATE sessions SET version = 'many' WHERE session = 's1'")
    changed(path, "UPDATE keys SET key = 'text' WHERE session_id = 3")
    changed(path, "UPDATE sqlite_schema SET sql = ? WHERE name = ?", *schema)
    store = SqliteStore(path, OPTIONS)

    with pytest.raises(UnreadableRecordError, match=r"^A session's record cannot be read"):
        store.take_over("s1", OWNER)
    assert store.take_over("s0", OWNER).values == {"a": b"0" * 300}
    assert [each.record.session for each in store.sessions()] == ["s0", "s2"]
    assert store.take_over("s2", OWNER).values == {}
    assert "is no key: it is left there" in caplog.text
    store.close()


def changed(path: Path, statement: str, *rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Change a file behind SQLite's back; its tables as they were before."""
    connection = apsw.Connection(str(path))
    schema = [*connection.execute("SELECT sql, name FROM sqlite_schema WHERE sql IS NOT NULL")]
    connection.pragma("writable_schema", 1)
    for row in rows or [()]:
        connection.execute(statement, row)
    connection.close()
    return schema


def test_many_that_start_at_once_make_one_file(path):
    stores, errors = [], []

    def start() -> None:
        try:
            stores.append(SqliteStore(path, OPTIONS))
        except StoreError as error:
            errors.append(error)

    path.parent.mkdir()
    path.write_bytes(b"damaged" * 1000)
    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert errors == []
    assert len([*path.parent.glob("state.db.damaged-*")]) == 1
    parked(stores[0], "one")
    assert taken_by(stores[-1], "one").version == 1
    for store in stores:
        store.close()


def test_a_busy_file_is_waited_for(path):
    store = SqliteStore(path, OPTIONS)
    hasty = SqliteStore(path, replace(OPTIONS, patience_seconds=0.05))
    holder = apsw.Connection(str(path))
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError, match=r"was busy for 0\.05 seconds\.$"):
        hasty.commit([Tab("one").next()])

    timer = threading.Timer(0.1, lambda: holder.execute("COMMIT"))
    timer.start()

    assert store.commit([Tab("one").next()]) == [Committed(1)]
    timer.join(10)
    holder.close()
    store.close()
    hasty.close()


def test_a_disk_that_is_full_loses_nothing(path):
    """R16: a limit of what files may take does as well as a full disk."""
    store = SqliteStore(path, OPTIONS)
    tab = parked(store, "one", a=b"1")
    commit = tab.next(a=b"2", large=b"x" * 3_000_000)
    blob = Blob(name="b", size=3_000_000, media_type="text/plain")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(UnavailableError, match=r"state\.db cannot be written: "):
            store.commit([commit])
        with pytest.raises(UnavailableError, match=r"state\.db cannot be written: "):
            store.blobs.put(blob, [b"x" * 3_000_000], Holder("one", OWNER))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert store.load("one", ["a"]) == {"a": b"1"}
    assert store.blobs.find("b", OWNER) is None
    assert store.commit([commit]) == [Committed(2)]
    store.close()


def test_full_durability_is_sqlites(path):
    store = SqliteStore(path, Options(durability="full"))

    with store.reading() as connection:
        assert connection.pragma("synchronous") == 2
        assert connection.pragma("journal_mode") == "wal"
    assert store.keeps.power_lost == "none"
    store.close()


def test_sqlite_is_one_that_damages_no_file():
    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= (3, 51, 3)


def test_space_of_what_was_removed_is_given_back(path):
    store = SqliteStore(path, OPTIONS)
    parked(store, "one", a=b"x" * 4_000_000)
    store.remove("one")
    for _ in range(10):
        store.expire()
    store.close()

    assert path.stat().st_size < 1_000_000


def test_a_process_that_is_killed_while_it_commits_leaves_a_sound_file(tmp_path):
    """kill -9, again and again: what was confirmed is there, and no commit in part."""
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed.py"), str(tmp_path), str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{KILLS} kills" in run.stdout


def test_one_of_many_parked_sessions_is_taken_over_quickly(path):
    store = SqliteStore(path, OPTIONS)
    for start in range(0, PARKED, 500):
        store.commit(
            [
                Tab(f"s{n}").next(count=b"1", name=b"x" * 100, rows=b"y" * 500)
                for n in range(start, start + 500)
            ]
        )
    store.close()
    store = SqliteStore(path, OPTIONS)

    times = []
    for n in range(0, PARKED, PARKED // 50):
        begun = time.perf_counter()
        taken = store.take_over(f"s{n}", OWNER)
        times.append(time.perf_counter() - begun)
        assert len(taken.values) == 3
    times.sort()

    assert times[25] < RESUME_SECONDS, times
    assert sum(1 for each in store.sessions()) == PARKED
    store.close()
