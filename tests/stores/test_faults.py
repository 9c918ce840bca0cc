"""A network, a server or a disk fails at each step in turn: nothing that was confirmed is lost.

The client does as the writer does: what was not answered is asked for again. R2, R3, R11-R13 of the
reliability tests, for the stores by themselves.
"""

from __future__ import annotations

import signal
import threading
import time

import psycopg
import pytest
from faults.proxy import WHENS, FaultProxy
from msgspec.structs import replace
from stores.places import OPTIONS, OWNER, PostgresPlace, Tab, eventually, parked, taken_by
from stores.servers import ValkeyServer

from anew.stores.base import (
    Behind,
    Blob,
    Committed,
    Fenced,
    Holder,
    Options,
    StoreError,
    UnavailableError,
    UnsuitableError,
)
from anew.stores.parts import PART_BYTES
from anew.stores.postgres import PostgresStore
from anew.stores.valkey import ValkeyStore

MOST_STEPS = 200
QUICK = replace(OPTIONS, patience_seconds=1.0)
HASTY = replace(OPTIONS, patience_seconds=0.3)


def store_at(place, port: int, options: Options = QUICK):
    kind = PostgresStore if isinstance(place, PostgresPlace) else ValkeyStore
    return kind(place.server.url_at(port), options)


def insistently(call):
    """What a call returns when it is repeated until the store answers: a busy machine is slow, too."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return call()
        except UnavailableError:
            continue
    return call()


def scenario(store, name: str) -> list[str]:
    """Two owners and a batch, with what each was told."""
    one, other = Tab(f"{name}-one"), Tab(f"{name}-other")
    told = []

    def commit(*commits):
        told.append(
            " ".join(type(each).__name__ for each in insistently(lambda: store.commit(commits)))
        )

    commit(one.next(a=b"1", b=b"1"))
    commit(one.next("b", a=b"2" * 5000), other.next(a=b"1"))
    second = insistently(lambda: taken_by(store, one.session))
    commit(second.next(a=b"3"))
    commit(one.next(a=b"stale"), other.next(a=b"2"))
    assert insistently(lambda: store.renew([(second.session, second.epoch)])) == set()
    assert insistently(lambda: store.load(second.session, ["a"], epoch=second.epoch)) == {"a": b"3"}
    commit(second.next(c=b"4"))
    return told


TOLD = [
    "Committed",
    "Committed Committed",
    "Committed",
    "Fenced Committed",
    "Committed",
]


@pytest.mark.parametrize("when", WHENS)
def test_a_connection_that_is_cut_at_any_step_loses_nothing(remote, when):
    """Nothing that was confirmed, and nothing is made twice or by an owner that was replaced."""
    direct = remote.open()
    with FaultProxy(remote.server.port) as proxy:
        for number in range(1, MOST_STEPS):
            proxy.cut_at(number, when)
            cuts = proxy.cuts
            store = insistently(lambda: store_at(remote, proxy.port))
            try:
                told = scenario(store, f"s{number}")
            finally:
                store.close()
            if proxy.cuts == cuts:
                break
            assert told == TOLD, number
            one, other = (direct.take_over(f"s{number}-{name}", OWNER) for name in ("one", "other"))
            assert (one.record.version, one.record.event) == (4, 4), number
            assert one.values == {"a": b"3", "c": b"4"}, number
            assert (other.record.version, other.values) == (2, {"a": b"2"}), number

    assert 8 < number < MOST_STEPS - 1


@pytest.mark.parametrize("when", WHENS)
def test_a_blob_whose_writing_is_cut_is_whole_or_not_there(remote, when):
    direct = remote.open()
    content = bytes(range(256)) * (PART_BYTES // 256) + b"end"
    with FaultProxy(remote.server.port) as proxy:
        store = store_at(remote, proxy.port)
        for number in (*range(1, 8), *range(8, 120, 17)):
            blob = Blob(name=f"b{number}", size=len(content), media_type="text/plain")
            proxy.cut_at(number, when)
            try:
                store.blobs.put(blob, [content], Holder("one", OWNER))
            except StoreError:
                assert direct.blobs.find(blob.name, OWNER) in {None, blob}
            if direct.blobs.find(blob.name, OWNER):
                assert direct.blobs.read(blob.name, 0, len(content)) == content
        store.close()


def test_a_silent_server_is_not_waited_for_for_ever(remote):
    with FaultProxy(remote.server.port) as proxy:
        store = store_at(remote, proxy.port, HASTY)
        tab = parked(remote.open(), "one")
        insistently(lambda: store.show("one"))
        commit = tab.next(a=b"1")
        proxy.freeze()
        begun = time.monotonic()
        with pytest.raises(UnavailableError):
            store.commit([commit])
        assert time.monotonic() - begun < 5
        proxy.thaw()

        assert insistently(lambda: store.commit([commit])) == [Committed(2)]
        store.close()


def test_a_call_that_was_given_up_leaves_its_answer_to_nobody(remote):
    """Its connection is closed: the next call would read the answer of the one before."""
    with FaultProxy(remote.server.port) as proxy:
        store, direct = store_at(remote, proxy.port, HASTY), remote.open()
        parked(direct, "one", a=b"of one")
        parked(direct, "two", a=b"of two")
        insistently(lambda: store.load("one", ["a"]))
        proxy.freeze()
        with pytest.raises(UnavailableError):
            store.load("one", ["a"])
        proxy.thaw()

        for _ in range(5):
            assert insistently(lambda: store.load("two", ["a"])) == {"a": b"of two"}
        store.close()


def test_a_server_that_is_killed_and_comes_back_has_what_it_confirmed(remote):
    if not isinstance(remote, PostgresPlace):
        # With "everysec" it may answer before it writes, if the disk is slow at that moment.
        remote.client.config_set("appendfsync", "always")
    store = remote.open()
    tab = parked(store, "one", a=b"1")
    [answer] = store.commit([tab.next(a=b"2")])
    assert answer == Committed(2)
    lost = tab.next(a=b"3")

    server = remote.server
    server.kill(signal.SIGQUIT if isinstance(remote, PostgresPlace) else signal.SIGKILL)
    with pytest.raises(UnavailableError):
        store.commit([lost])
    server.start()

    assert insistently(lambda: store.commit([lost])) == [Committed(3)]
    assert taken_by(store, "one").version == 3


def test_a_stopped_server_does_what_it_was_asked_for_when_it_goes_on(remote):
    """Its answer came too late for the caller, who asks again: it is made once."""
    store = remote.open()
    tab = parked(store, "one", a=b"1")
    commit = tab.next(a=b"2")
    server = remote.server
    with FaultProxy(server.port) as proxy:
        slow = store_at(remote, proxy.port, HASTY)
        insistently(lambda: slow.show("one"))
        proxy.freeze()
        with pytest.raises(UnavailableError):
            slow.commit([commit])
        owner = taken_by(store, "one")
        proxy.thaw()
        assert insistently(lambda: slow.commit([commit])) == [Fenced(owner.epoch)]
        slow.close()

    assert store.take_over("one", OWNER).values == {"a": b"1"}


def test_a_session_that_the_server_lost_is_not_begun_anew_in_silence(remote):
    """Rule 7: the owner learns that the store is behind."""
    store = remote.open()
    tab = parked(store, "one")
    if isinstance(remote, PostgresPlace):
        remote.connection.execute("TRUNCATE anew_sessions CASCADE")
    else:
        remote.client.flushall()

    assert store.commit([tab.next()]) == [Behind(0)]


def test_connections_do_not_grow(remote):
    def count() -> int:
        if isinstance(remote, PostgresPlace):
            query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'anew'"
            return remote.connection.execute(query).fetchone()[0]
        return sum(each["name"] == "anew" for each in remote.client.client_list())

    with FaultProxy(remote.server.port) as proxy:
        store = store_at(remote, proxy.port)
        for _ in range(5):
            store.show("one")
            proxy.cut()
            insistently(lambda: store.show("one"))
        assert eventually(lambda: count() <= 2)
        store.close()

    assert eventually(lambda: count() == 0)


def test_a_server_that_is_not_there_is_an_error_that_names_it(remote):
    with FaultProxy(remote.server.port) as proxy:
        port = proxy.port
    with pytest.raises(UnavailableError, match=r"^The store's server"):
        store_at(remote, port)


# Valkey -----------------------------------------------------------------------------------


def test_a_full_server_is_tried_again(place_of):
    place = place_of("valkey")
    store = place.open()
    tab = parked(store, "one")
    commit = tab.next(a=b"1")
    place.client.config_set("maxmemory", "1")
    try:
        with pytest.raises(UnavailableError, match=r"^The store's server has no memory left\.$"):
            store.commit([commit])
    finally:
        place.client.config_set("maxmemory", "0")

    assert store.commit([commit]) == [Committed(2)]


def test_nothing_is_left_of_a_blob_but_itself(place_of):
    place = place_of("valkey")
    blobs = place.open().blobs
    for session in ("one", "two"):
        blobs.put(Blob(name="b", size=1, media_type="text/plain"), [b"x"], Holder(session, OWNER))
    assert len([*place.client.scan_iter()]) == 4  # It, its holders, what each of them holds.

    for session in ("one", "two"):
        blobs.release(["b"], session)

    assert [*place.client.scan_iter()] == []


def test_a_server_that_may_remove_sessions_is_warned_of(place_of, caplog):
    place = place_of("valkey")
    place.open()
    assert caplog.text == ""
    place.client.config_set("maxmemory", "100mb")
    place.client.config_set("maxmemory-policy", "volatile-lru")
    try:
        place.open()
    finally:
        place.client.config_set("maxmemory", "0")
        place.client.config_set("maxmemory-policy", "noeviction")

    assert "removes sessions when its memory is full (maxmemory-policy volatile-lru)" in caplog.text


def test_a_server_that_forgot_the_scripts_is_told_again(place_of):
    place = place_of("valkey")
    store = place.open()
    tab = parked(store, "one", a=b"1")
    place.client.script_flush()

    assert store.commit([tab.next(), Tab("two").next()]) == [Committed(2), Committed(1)]
    place.client.script_flush()
    assert store.load("one", ["a"]) == {"a": b"1"}


def test_full_durability_waits_for_the_disk_or_says_that_it_cannot(place_of, caplog):
    place = place_of("valkey")
    full = Options(durability="full", patience_seconds=2)
    store = place.open(full)
    if store.keeps.power_lost != "none":
        assert "may lose the last commits when it fails" in caplog.text
    place.client.config_set("appendfsync", "always")
    try:
        synced = place.open(full)
        assert synced.keeps.power_lost == "none"
        assert synced.commit([Tab("one").next()]) == [Committed(1)]
    finally:
        place.client.config_set("appendfsync", "everysec")


def test_without_an_append_only_file_nothing_is_promised(tmp_path):
    with ValkeyServer(tmp_path, "--appendonly", "no") as server:
        store = ValkeyStore(server.url, OPTIONS)
        assert store.keeps.store_killed == "all"
        store.close()


# PostgreSQL -------------------------------------------------------------------------------


def test_a_connection_that_the_server_ended_is_replaced(place_of):
    place = place_of("postgresql")
    store = place.open()
    tab = parked(store, "one")
    place.connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anew'"
    )

    assert store.commit([tab.next()]) == [Committed(2)]


def test_commits_are_durable_where_they_are_to_be(place_of):
    place = place_of("postgresql")
    place.connection.execute("ALTER ROLE anew SET synchronous_commit = off")
    try:
        assert place.open().keeps.power_lost == "tail"
        assert place.open(Options(durability="full")).keeps.power_lost == "none"
    finally:
        place.connection.execute("ALTER ROLE anew RESET synchronous_commit")


def test_a_commit_that_meets_a_take_over_sees_what_it_did(place_of):
    """It waits for the row, and is judged by what stands there then."""
    place = place_of("postgresql")
    store = place.open()
    tab = parked(store, "one", a=b"1")
    answers = []
    thread = threading.Thread(target=lambda: answers.extend(store.commit([tab.next(a=b"2")])))
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE application_name = 'anew' AND wait_event_type = 'Lock'"
    )
    with psycopg.connect(place.server.url) as other:
        other.execute("UPDATE anew_sessions SET epoch = epoch * 2")
        thread.start()
        assert eventually(lambda: place.connection.execute(waiting).fetchone() == (1,))
    thread.join(10)

    assert answers == [Fenced(tab.epoch * 2)]
    assert store.load("one", ["a"]) == {"a": b"1"}


def test_tables_of_an_older_form_are_brought_up_to_date(place_of):
    """In form 1, what is held had no owner."""
    place = place_of("postgresql")
    parked(place.open(), "one", a=b"1")
    place.connection.execute("ALTER TABLE anew_holds DROP COLUMN owner")
    place.connection.execute("UPDATE anew_form SET form = 1")

    store = place.open()

    assert store.take_over("one", OWNER).values == {"a": b"1"}
    blob = Blob(name="b", size=1, media_type="text/plain")
    store.blobs.put(blob, [b"x"], Holder("one", OWNER))
    assert store.blobs.find("b", OWNER) == blob
    assert place.connection.execute("SELECT form FROM anew_form").fetchone() == (2,)


def test_tables_of_a_newer_form_are_not_touched(place_of):
    place = place_of("postgresql")
    place.open()
    place.connection.execute("UPDATE anew_form SET form = 99")

    with pytest.raises(UnsuitableError, match=r"were made by a newer anew \(their form is 99"):
        place.open()


def test_two_that_start_at_once_make_the_tables_once(place_of):
    place = place_of("postgresql")
    errors = []

    def start():
        try:
            place.open()
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert errors == []


# Hostile content --------------------------------------------------------------------------


def test_a_record_that_no_store_has_written_is_an_error_of_its_session_only(place_of, caplog):
    place = place_of("valkey")
    store = place.open()
    parked(store, "good", a=b"1")
    parked(store, "bad", a=b"1")
    place.client.hset("anew:session:bad", "version", "many")
    place.client.hset("anew:session:good", "k:\xff".encode("latin-1"), "x")

    with pytest.raises(StoreError, match=r"^A session's record cannot be read"):
        store.take_over("bad", OWNER)
    assert store.take_over("good", OWNER).values == {"a": b"1"}
    assert [each.record.session for each in store.sessions()] == ["good"]
    assert "A session is left out of the list." in caplog.text
    assert "is no key: it is left there" in caplog.text
