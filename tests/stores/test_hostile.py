"""What others have written into a store: an error of the store or a clean answer, never a crash.

S10 of the security tests: nothing that stands there is imported, called or opened.
"""

from __future__ import annotations

import os
import random
import sys
from contextlib import suppress

import pytest
from stores.places import OPTIONS, OWNER, Tab, parked

from anew.stores.base import Blob, Holder, StoreError, UnreadableRecordError
from anew.stores.sqlite import SqliteStore

FILES, FIELDS = (3_000, 10_000) if os.environ.get("ANEW_TESTS") == "all" else (50, 100)
WARM_UP = 15  # In which the libraries import what they need, and compile types.
WATCHED = {"import", "exec", "compile", "subprocess.Popen", "os.system", "pickle.find_class"}


class Watch:
    """Notes what must not happen. An audit hook cannot be taken away: it is told to rest."""

    is_on = False

    def __init__(self) -> None:
        self.seen: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_on and event in WATCHED:
            self.seen.append(f"{event} {arguments[:1]}")


@pytest.fixture
def watch():
    watch = Watch()
    yield watch
    watch.is_on = False


def use(store) -> None:
    """All that reads what is kept."""
    with suppress(StoreError):
        for each in store.sessions():
            assert each.keys >= 0
    for session in ("s0", "s1"):
        with suppress(StoreError):
            store.show(session)
        with suppress(StoreError):
            taken = store.take_over(session, OWNER)
            if taken is not None:
                store.load(session, [*taken.values, *taken.large], epoch=taken.record.epoch)
                tab = Tab(session, epoch=taken.record.epoch, version=taken.record.version)
                store.commit([tab.next(a=b"1")])
        with suppress(StoreError):
            store.renew([(session, 1)])
    with suppress(StoreError):
        if store.blobs.find("blob", OWNER) is not None:
            store.blobs.read("blob", 0, 100)
    with suppress(StoreError):
        store.blobs.weight("s0")
    with suppress(StoreError):
        store.blobs.hold("blob", Holder("s1", OWNER))
    with suppress(StoreError):
        store.blobs.release(["blob"], "s1")
    with suppress(StoreError):
        store.expire()


def fill(store) -> None:
    for session in ("s0", "s1"):
        parked(store, session, a=b"1", b=b"x" * 300, large=b"y" * 70_000)
    store.blobs.put(
        Blob(name="blob", size=3, media_type="text/plain"), [b"abc"], Holder("s0", OWNER)
    )


def test_a_file_with_any_bytes_changed_crashes_nothing(tmp_path, watch, caplog):
    path = tmp_path / "state.db"
    store = SqliteStore(path, OPTIONS)
    fill(store)
    store.close()
    good = path.read_bytes()
    chance = random.Random(FILES)
    for number in range(WARM_UP + FILES):
        bad = bytearray(good)
        for _ in range(chance.choice([1, 2, 5, 30])):
            bad[chance.randrange(len(bad))] = chance.choice(
                [0, 1, 0x7F, 0xFF, chance.randrange(256)]
            )
        for left in tmp_path.glob("state.db*"):
            left.unlink()
        path.write_bytes(bad)
        watch.is_on = number >= WARM_UP
        with suppress(StoreError):
            store = SqliteStore(path, OPTIONS)
            use(store)
            store.close()
        watch.is_on = False
        caplog.clear()

    assert watch.seen == []


def test_a_server_with_any_fields_changed_crashes_nothing(place_of, watch, caplog):
    place = place_of("valkey")
    store = place.open()
    fill(store)
    use(store)
    names = ["anew:session:s0", "anew:session:s1", "anew:blob:blob", "anew:holders:blob"]
    good = {name: place.client.hgetall(name) for name in names}
    chance = random.Random(FIELDS)
    values = [
        b"",
        b"nan",
        b"inf",
        b"-1",
        b"1e400",
        b"0x10",
        b"\xff\x00",
        b"9" * 30,
        b"1.5",
        b"cos\n.",
    ]
    for number in range(WARM_UP + FIELDS):
        name = chance.choice(names)
        place.client.delete(name)
        fields = dict(good[name])
        for _ in range(chance.choice([1, 2, 4])):
            field = chance.choice([*fields, b"k:\xff", b"other"])
            if chance.random() < 0.2:
                fields.pop(field, None)
            else:
                fields[field] = chance.choice([*values, chance.randbytes(8)])
        place.client.hset(name, mapping=fields or {b"other": b""})
        watch.is_on = number >= WARM_UP
        use(store)
        watch.is_on = False
        caplog.clear()
        place.client.delete(*names)
        for each, content in good.items():
            place.client.hset(each, mapping=content)

    assert watch.seen == []


@pytest.mark.parametrize("field", ["epoch", "version", "event", "expires_at"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_number_that_nothing_could_follow_is_of_a_damaged_record(place_of, kind, field):
    """An error of another kind would send the tab here again and again, without end."""
    place = place_of(kind)
    store = place.open()
    fill(store)
    if kind == "sqlite":
        value = float("inf") if field == "expires_at" else 2**63 - 1
        with store.writing() as connection:
            connection.execute(f"UPDATE sessions SET {field} = ? WHERE session = 's0'", (value,))
    else:
        value = "infinity" if field == "expires_at" else str(2**63 - 1)
        place.connection.execute(
            f"UPDATE anew_sessions SET {field} = %s WHERE session = 's0'", (value,)
        )

    with pytest.raises(UnreadableRecordError):
        store.take_over("s0", OWNER)
    assert [each.record.session for each in store.sessions()] == ["s1"]
    assert store.take_over("s1", OWNER) is not None
